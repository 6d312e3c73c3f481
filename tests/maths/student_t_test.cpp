#include "maths/student_t.hpp"

#include <gtest/gtest.h>

#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "base/contract.hpp"
#include "maths/normal_cdf.hpp"
#include "support/generator.hpp"

namespace landfall {
namespace {

double log_uniform(test::Generator& generator, double low, double high) {
  return low * std::exp(generator.uniform() * std::log(high / low));
}

TEST(StudentT, ByHand) {
  // n = 1: P(T > t) = atan(1 / t) / pi; n = 2: P(T > t) = (1 - t / sqrt(2 + t^2)) / 2.
  for (const double t : {1e-200, 1e-9, 1e-3, 0.3, 1.0, 5.0, 1e3, 1e9, 1e100, 1e250}) {
    const maths::StudentTails one = maths::student_tails(maths::student_shape(1), t);
    const double upper = std::atan(1 / t) / M_PI;
    EXPECT_NEAR(one.upper, upper, 3e-13 * upper) << t;
    const double density = t < 1e100 ? 1 / (M_PI * (1 + t * t)) : 1 / M_PI / t / t;
    EXPECT_NEAR(one.density, density, 3e-13 * density) << t;
    const maths::StudentTails two = maths::student_tails(maths::student_shape(2), t);
    const double root = t < 1e100 ? std::sqrt(2 + t * t) : t;
    const double upper_of_two = 1 / root / (root + t);
    EXPECT_NEAR(two.upper, upper_of_two, 3e-13 * upper_of_two) << t;
  }
  const maths::StudentTails middle = maths::student_tails(maths::student_shape(1), 0);
  EXPECT_EQ(middle.lower, 0.5);
  EXPECT_EQ(middle.upper, 0.5);
  EXPECT_NEAR(middle.density, 1 / M_PI, 1e-15);
}

TEST(StudentT, IsSymmetric) {
  const maths::StudentShape shape = maths::student_shape(4.5);
  for (const double t : {1e-12, 0.1, 2.0, 1e12}) {
    EXPECT_EQ(maths::student_tails(shape, t).upper, maths::student_tails(shape, -t).lower);
    EXPECT_EQ(maths::student_tails(shape, t).lower, maths::student_tails(shape, -t).upper);
    EXPECT_EQ(maths::student_tails(shape, t).density, maths::student_tails(shape, -t).density);
  }
}

/// The worst relative error of the upper tail against Boost, df in [low, high], tails to 1e-300.
double worst_error(double low, double high, double tail_min, int count) {
  test::Generator generator(44);
  double worst = 0;
  const double far = -2 * std::log(tail_min);
  for (int i = 0; i < count; ++i) {
    const double df = log_uniform(generator, low, high);
    // (1 + t^2/n)^(-n/2) is about the tail: t^2 = n (e^(s/n) - 1), s up to 2 log(1 / tail_min).
    const double s = far * std::pow(generator.uniform(), 3);
    const double t = std::sqrt(df * std::expm1(s / df));
    if (!(t < 1e300)) continue;
    const boost::math::students_t_distribution<long double> distribution(df);
    const long double exact = cdf(complement(distribution, static_cast<long double>(t)));
    if (!(exact > tail_min)) continue;
    const double upper = maths::student_tails(maths::student_shape(df), t).upper;
    worst = std::max(worst, std::fabs(static_cast<double>(upper / exact - 1)));
  }
  return worst;
}

TEST(StudentT, TailsAgreeWithBoost) {
  EXPECT_LT(worst_error(1, 100, 1e-300, 20'000), 1e-12);
  EXPECT_LT(worst_error(100, 1e6, 1e-300, 4'000), 1e-12);
  EXPECT_LT(worst_error(1, 100, 1e-20, 20'000), 1e-13);
  EXPECT_LT(worst_error(100, 1e6, 1e-20, 4'000), 1e-13);
}

// Law: it tends to the normal distribution; at n degrees they differ by (z^3 + z) phi(z) / (4 n).
TEST(StudentT, TendsToTheNormal) {
  const maths::StudentShape shape = maths::student_shape(1e6);
  for (const double z : {0.1, 1.0, 2.0, 3.0}) {
    const double first = (z * z * z + z) * std::exp(-0.5 * z * z) / std::sqrt(2 * M_PI) / 4e6;
    EXPECT_NEAR(maths::student_tails(shape, z).upper, maths::normal_cdf(-z) + first, 1e-12);
  }
}

TEST(StudentT, RefusesNoDegreesOfFreedom) {
  EXPECT_THROW(maths::student_shape(0), std::logic_error);
}

}  // namespace
}  // namespace landfall
