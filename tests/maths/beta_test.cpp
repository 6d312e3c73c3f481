#include "maths/beta.hpp"

#include <gtest/gtest.h>

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "base/contract.hpp"
#include "support/generator.hpp"

namespace landfall {
namespace {

double log_uniform(test::Generator& generator, double low, double high) {
  return low * std::exp(generator.uniform() * std::log(high / low));
}

TEST(LogGamma, FactorialsAndHalf) {
  EXPECT_NEAR(maths::log_gamma(1), 0, 1e-14);
  EXPECT_NEAR(maths::log_gamma(2), 0, 1e-14);
  EXPECT_NEAR(maths::log_gamma(6), std::log(120.0), 1e-14);
  EXPECT_NEAR(maths::log_gamma(0.5), 0.5723649429247001, 1e-14);
}

TEST(LogGamma, AgreesWithBoost) {
  test::Generator generator(13);
  for (int i = 0; i < 20'000; ++i) {
    const double x = log_uniform(generator, 1e-8, 1e8);
    const long double exact = boost::math::lgamma(static_cast<long double>(x));
    const double allowed = 2e-14 * std::max(1.0, std::fabs(static_cast<double>(exact)));
    ASSERT_NEAR(maths::log_gamma(x), static_cast<double>(exact), allowed) << "x = " << x;
  }
}

TEST(IncompleteBeta, ByHand) {
  // I_x(1, 1) = x; I_x(2, 1) = x^2; I_x(1, 3) = 1 - (1 - x)^3.
  EXPECT_NEAR(maths::incomplete_beta(maths::beta_shape(1, 1), 0.3, 0.7).lower, 0.3, 1e-15);
  EXPECT_NEAR(maths::incomplete_beta(maths::beta_shape(2, 1), 0.3, 0.7).lower, 0.09, 1e-15);
  EXPECT_NEAR(maths::incomplete_beta(maths::beta_shape(1, 3), 0.25, 0.75).upper, 0.421875, 1e-15);
  const maths::BetaTails at_0 = maths::incomplete_beta(maths::beta_shape(0.5, 2), 0, 1);
  EXPECT_EQ(at_0.lower, 0);
  EXPECT_EQ(at_0.upper, 1);
}

TEST(IncompleteBeta, SmallerTailAgreesWithBoost) {
  test::Generator generator(14);
  double worst = 0;
  for (int i = 0; i < 20'000; ++i) {
    const double a = log_uniform(generator, 0.1, 1000), b = log_uniform(generator, 0.1, 1000);
    const double mean = a / (a + b), sd = std::sqrt(mean * (1 - mean) / (a + b + 1));
    const double x = mean + 8 * sd * (2 * generator.uniform() - 1);
    if (!(x > 1e-6 && x < 1 - 1e-6)) continue;
    const double y = 1 - x;
    const maths::BetaTails tails = maths::incomplete_beta(maths::beta_shape(a, b), x, y);
    // 1 - x is rounded: each tail is compared at the argument that it depends on most.
    const long double lower = boost::math::ibeta<long double, long double, long double>(a, b, x);
    const long double upper = boost::math::ibeta<long double, long double, long double>(b, a, y);
    if (x < mean) worst = std::max(worst, std::fabs(static_cast<double>(tails.lower / lower - 1)));
    if (x > mean) worst = std::max(worst, std::fabs(static_cast<double>(tails.upper / upper - 1)));
  }
  EXPECT_LT(worst, 1e-12);
}

TEST(IncompleteBeta, TailsAddUpToOne) {
  test::Generator generator(15);
  for (int i = 0; i < 20'000; ++i) {
    const maths::BetaShape shape =
        maths::beta_shape(log_uniform(generator, 0.05, 1e4), log_uniform(generator, 0.05, 1e4));
    const double x = generator.uniform();
    const maths::BetaTails tails = maths::incomplete_beta(shape, x, 1 - x);
    const maths::BetaShape turned = {shape.b, shape.a, shape.log_beta};
    const maths::BetaTails mirrored = maths::incomplete_beta(turned, 1 - x, x);
    ASSERT_NEAR(tails.lower + tails.upper, 1, 1e-15);
    ASSERT_NEAR(tails.lower, mirrored.upper, 1e-12);
  }
}

TEST(Beta, RefusesParametersThatAreNotPositive) {
  EXPECT_THROW(maths::log_gamma(0), std::logic_error);
  EXPECT_THROW(maths::beta_shape(0, 1), std::logic_error);
  EXPECT_THROW(maths::beta_shape(1, -1), std::logic_error);
}

}  // namespace
}  // namespace landfall
