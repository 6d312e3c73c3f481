#include "maths/power.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support/generator.hpp"

namespace landfall {
namespace {

TEST(Power, KnownValues) {
  EXPECT_EQ(maths::power(1.12, 0), 1);
  EXPECT_EQ(maths::power(1, 1e300), 1);
  EXPECT_EQ(maths::power(2, 10), 1024);
  EXPECT_DOUBLE_EQ(maths::power(2, 0.5), 1.4142135623730951);
  EXPECT_EQ(maths::power(10, -2), 0.01);
  EXPECT_EQ(maths::power(2, 5000), std::numeric_limits<double>::infinity());
  EXPECT_EQ(maths::power(2, -5000), 0);
  EXPECT_TRUE(std::isnan(maths::power(-1, 2)));
  EXPECT_TRUE(std::isnan(maths::power(0, 2)));
}

TEST(Power, ErrsAsStated) {
  test::Generator generator(9);
  double worst = 0;
  for (int i = 0; i < 500'000; ++i) {
    const double near_one = 0.5 + generator.uniform();
    const double wide = std::exp(200 * (generator.uniform() - 0.5));
    const double large = 500 * (generator.uniform() - 0.5);
    const double small = 6 * (generator.uniform() - 0.5);
    const double pairs[2][2] = {{near_one, large}, {wide, small}};
    for (const auto& [x, y] : pairs) {
      const long double exact = std::pow(static_cast<long double>(x), static_cast<long double>(y));
      const double relative = static_cast<double>(std::fabs(maths::power(x, y) / exact - 1));
      worst = std::max(worst, relative / (1.5 * 0x1p-52 + std::fabs(y) * 2e-18));
    }
  }
  EXPECT_LT(worst, 1);
}

}  // namespace
}  // namespace landfall
