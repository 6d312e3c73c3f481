#include "maths/normal_quantile.hpp"

#include <gtest/gtest.h>

#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "maths/normal_cdf.hpp"
#include "maths/ulps.hpp"
#include "support/generator.hpp"

namespace landfall {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

long double exact_quantile(double u) {
  return -std::numbers::sqrt2_v<long double> *
         boost::math::erfc_inv(2 * static_cast<long double>(u));
}

TEST(NormalQuantile, KnownValues) {
  EXPECT_EQ(maths::normal_quantile(0.5, 0.5), 0);
  EXPECT_NEAR(maths::normal_quantile(0.975, 0.025), 1.959963984540054, 1e-15);
  EXPECT_NEAR(maths::normal_quantile(0.001, 0.999), -3.090232306167813, 1e-14);
  EXPECT_NEAR(maths::normal_quantile(1e-20, 1.0), -9.262340089798408, 1e-14);
  EXPECT_EQ(maths::normal_quantile(0.0, 1.0), -kInfinity);
  EXPECT_EQ(maths::normal_quantile(1.0, 0.0), kInfinity);
}

TEST(NormalQuantile, ErrsByAtMostEightUlpsDownTo1e300) {
  test::Generator generator(10);
  double worst = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double grid = generator.uniform();  // 1 - grid is exact
    const double small = std::exp(-10 * generator.uniform());
    const double tiny = std::exp(-690 * generator.uniform());
    for (const double u : {grid, small, tiny})
      worst = std::max(worst, test::ulps(maths::normal_quantile(u, 1 - u), exact_quantile(u)));
  }
  EXPECT_LE(worst, 8);
  EXPECT_GT(worst, 0.5);
}

TEST(NormalQuantile, UpperTailMirrorsTheLower) {
  test::Generator generator(11);
  for (int i = 0; i < 100'000; ++i) {
    const double u = std::exp(-690 * generator.uniform());
    const double v = 1 - u;
    ASSERT_EQ(maths::normal_quantile(v, u), -maths::normal_quantile(u, v));
  }
}

TEST(NormalCdf, KnownValues) {
  EXPECT_EQ(maths::normal_cdf(0.0), 0.5);
  EXPECT_NEAR(maths::normal_cdf(1.959963984540054), 0.975, 2e-16);
  EXPECT_EQ(maths::normal_cdf(kInfinity), 1);
  EXPECT_EQ(maths::normal_cdf(-kInfinity), 0);
  EXPECT_EQ(maths::normal_cdf(1e308), 1);
  EXPECT_TRUE(std::isnan(maths::normal_cdf(std::numeric_limits<double>::quiet_NaN())));
}

TEST(NormalCdf, ErrsByLessThanSixUlpsDownToMinus37) {
  test::Generator generator(12);
  double worst = 0;
  for (int i = 0; i < 300'000; ++i) {
    const double tail = -37 * generator.uniform();
    const double centre = 6 * generator.uniform() - 3;
    for (const double z : {tail, centre}) {
      const long double exact =
          0.5L * std::erfc(-static_cast<long double>(z) / std::numbers::sqrt2_v<long double>);
      worst = std::max(worst, test::ulps(maths::normal_cdf(z), exact));
    }
  }
  EXPECT_LT(worst, 6);
  EXPECT_GT(worst, 0.5);
}

// Law: the quantile inverts the cdf. A relative error e of the cdf moves z by e / (|z| + ...), so
// 1e-13 leaves room for the six ulp of the one and the eight of the other, and for nothing else.
TEST(NormalCdf, IsInvertedByTheQuantile) {
  for (double z = -37; z <= 37; z += 0.0103)
    ASSERT_NEAR(maths::normal_quantile(maths::normal_cdf(z), maths::normal_cdf(-z)), z, 1e-13);
}

}  // namespace
}  // namespace landfall
