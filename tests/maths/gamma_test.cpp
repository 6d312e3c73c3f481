#include "maths/gamma.hpp"

#include <gtest/gtest.h>

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "base/contract.hpp"
#include "support/generator.hpp"

namespace landfall {
namespace {

double log_uniform(test::Generator& generator, double low, double high) {
  return low * std::exp(generator.uniform() * std::log(high / low));
}

TEST(Log1pMinus, AgreesWithLongDouble) {
  test::Generator generator(41);
  double worst = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double size = log_uniform(generator, 0.03, 1e3);
    const double x = i % 2 ? size : -0.999 * generator.uniform() - 1e-3;
    if (std::fabs(x) < 0.03) continue;  // there long double loses digits itself
    const long double exact = std::log1p(static_cast<long double>(x)) - x;
    worst = std::max(worst, std::fabs(static_cast<double>(maths::log1p_minus(x) / exact - 1)));
  }
  EXPECT_LT(worst, 6 * 1.2e-16);
  // By the series -x^2/2 + x^3/3 - x^4/4.
  for (const double x : {1e-3, -1e-3, 1e-8, -1e-100}) {
    const double exact = -x * x * (0.5 - x * (1.0 / 3 - x * (0.25 - x * (0.2 - x / 6))));
    EXPECT_NEAR(maths::log1p_minus(x), exact, 1e-15 * std::fabs(exact));
  }
}

TEST(IncompleteGamma, ByHand) {
  // P(1, x) = 1 - e^-x; Q(2, x) = (1 + x) e^-x; Q(1/2, x) = erfc(sqrt x).
  for (const double x : {1e-12, 0.1, 0.7, 1.9, 2.1, 30.0, 600.0}) {
    const maths::GammaTails one = maths::incomplete_gamma(maths::gamma_shape(1), x);
    const maths::GammaTails two = maths::incomplete_gamma(maths::gamma_shape(2), x);
    const maths::GammaTails half = maths::incomplete_gamma(maths::gamma_shape(0.5), x);
    EXPECT_NEAR(one.lower, -std::expm1(-x), 1e-14 * one.lower);
    EXPECT_NEAR(one.upper, std::exp(-x), 2e-13 * one.upper);
    EXPECT_NEAR(one.power, x * std::exp(-x), 2e-13 * one.power);
    EXPECT_NEAR(two.upper, (1 + x) * std::exp(-x), 2e-13 * two.upper);
    EXPECT_NEAR(half.upper, std::erfc(std::sqrt(x)), 2e-13 * half.upper);
  }
}

TEST(IncompleteGamma, AtTheEnds) {
  for (const double a : {0.01, 0.5, 3.0, 1e6}) {
    const maths::GammaShape shape = maths::gamma_shape(a);
    const maths::GammaTails at_0 = maths::incomplete_gamma(shape, 0);
    EXPECT_EQ(at_0.lower, 0);
    EXPECT_EQ(at_0.upper, 1);
    EXPECT_EQ(at_0.power, 0);
    for (const double x : {1e10, 1e300}) {
      EXPECT_EQ(maths::incomplete_gamma(shape, x).upper, 0);
      EXPECT_EQ(maths::incomplete_gamma(shape, x).lower, 1);
    }
    const double smallest = std::numeric_limits<double>::denorm_min();
    const maths::GammaTails near_0 = maths::incomplete_gamma(shape, smallest);
    EXPECT_GE(near_0.lower, 0);
    EXPECT_LE(near_0.lower, 1);
  }
}

/// The worst relative error of either tail against Boost, for a in [low, high] and x so that the
/// tails fall to `tail_min`.
double worst_error(double low, double high, double tail_min, int count) {
  test::Generator generator(42);
  double worst = 0;
  const double far = std::sqrt(-2 * std::log(tail_min)) + 1;
  for (int i = 0; i < count; ++i) {
    const double a = log_uniform(generator, low, high);
    // Over the whole of both tails: x e^-x falls like e^-x above, x^a below.
    const double z = far * generator.uniform();
    const double above = a + z * std::sqrt(a) + 0.5 * z * z;
    const double below = a * std::exp(-(z / std::sqrt(a) + 0.5 * z * z / a));
    const double x = i % 2 ? above : below;
    if (!(x > 1e-300)) continue;
    const maths::GammaTails tails = maths::incomplete_gamma(maths::gamma_shape(a), x);
    const long double exact_a = a, exact_x = x;
    const long double lower = boost::math::gamma_p(exact_a, exact_x);
    const long double upper = boost::math::gamma_q(exact_a, exact_x);
    if (lower > tail_min)
      worst = std::max(worst, std::fabs(static_cast<double>(tails.lower / lower - 1)));
    if (upper > tail_min)
      worst = std::max(worst, std::fabs(static_cast<double>(tails.upper / upper - 1)));
  }
  return worst;
}

TEST(IncompleteGamma, BothTailsAgreeWithBoost) {
  EXPECT_LT(worst_error(0.01, 1e4, 1e-300, 20'000), 1e-12);
  EXPECT_LT(worst_error(1e4, 1e6, 1e-300, 2'000), 1e-12);
  EXPECT_LT(worst_error(0.1, 1e4, 1e-20, 20'000), 5e-14);
}

// Law: what one more term of the shape adds, Q(a + 1, x) = Q(a, x) + power(a, x) / a.
TEST(IncompleteGamma, NextShapeFollowsFromTheLast) {
  test::Generator generator(43);
  for (int i = 0; i < 20'000; ++i) {
    const double a = log_uniform(generator, 0.02, 1e4);
    const double x = log_uniform(generator, 0.2 * a, 3 * a + 5);
    const maths::GammaTails here = maths::incomplete_gamma(maths::gamma_shape(a), x);
    const maths::GammaTails next = maths::incomplete_gamma(maths::gamma_shape(a + 1), x);
    if (next.upper < 1e-300) continue;
    ASSERT_NEAR(next.upper, here.upper + here.power / a, 1e-12 * next.upper) << a << " " << x;
    ASSERT_NEAR(here.lower + here.upper, 1, 2e-16);
  }
}

TEST(Gamma, RefusesWhatIsOutside) {
  EXPECT_THROW(maths::gamma_shape(0), std::logic_error);
  EXPECT_THROW(maths::incomplete_gamma(maths::gamma_shape(1), -1), std::logic_error);
  EXPECT_THROW(maths::log1p_minus(-1), std::logic_error);
}

}  // namespace
}  // namespace landfall
