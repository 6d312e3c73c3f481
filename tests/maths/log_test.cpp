#include "maths/log.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "maths/log1p.hpp"
#include "maths/ulps.hpp"
#include "support/generator.hpp"

namespace landfall {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(Log, KnownValues) {
  EXPECT_EQ(maths::log(1.0), 0.0);
  EXPECT_EQ(maths::log(2.0), 0.6931471805599453);
  EXPECT_EQ(maths::log(0.0), -kInfinity);
  EXPECT_EQ(maths::log(-0.0), -kInfinity);
  EXPECT_EQ(maths::log(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(maths::log(-1.0)));
  EXPECT_TRUE(std::isnan(maths::log(-kInfinity)));
  EXPECT_TRUE(std::isnan(maths::log(kNaN)));
}

TEST(Log, ErrsByLessThanOneUlpOverTheWholeRange) {
  test::Generator generator(4);
  double worst = 0;
  for (int i = 0; i < 1'000'000; ++i) {
    const double any = maths::double_of(generator.word() >> 1);  // subnormal, normal, inf or NaN
    const double near_one = 0.5 + generator.uniform();
    const double at_one = 1 + std::ldexp(near_one - 1, -static_cast<int>(generator.below(50)));
    for (const double x : {any, near_one, at_one})
      if (x < kInfinity)
        worst = std::max(worst, test::ulps(maths::log(x), std::log(static_cast<long double>(x))));
  }
  EXPECT_LT(worst, 0.9);
  EXPECT_GT(worst, 0.5);
}

TEST(Log, SubnormalArguments) {
  test::Generator generator(5);
  double worst = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double x = maths::double_of(1 + (generator.word() >> (12 + generator.below(51))));
    ASSERT_LT(x, 0x1p-1022);
    worst = std::max(worst, test::ulps(maths::log(x), std::log(static_cast<long double>(x))));
  }
  EXPECT_LT(worst, 0.9);
  EXPECT_EQ(maths::log(0x1p-1074), -744.4400719213812);
}

TEST(Log1p, KnownValues) {
  EXPECT_EQ(maths::log1p(0.0), 0.0);
  EXPECT_EQ(maths::log1p(-1.0), -kInfinity);
  EXPECT_EQ(maths::log1p(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(maths::log1p(-1.5)));
  EXPECT_TRUE(std::isnan(maths::log1p(kNaN)));
  EXPECT_EQ(maths::log1p(1e-320), 1e-320);
}

// Law: a row has the bits of log, whichever way it takes.
TEST(LogRow, AgreesWithLog) {
  test::Generator generator(7);
  const double odd[] = {1, 0, -0.0, -2, 5e-324, 2.2e-308, -2.2e-308, -1e-320, 1.7e308, kInfinity};
  for (int i = 0; i < 100'000; ++i) {
    const double usual =
        std::ldexp(1 + generator.uniform(), static_cast<int>(generator.below(2000)) - 1000);
    const double x[] = {usual, odd[i % 10]};
    double row[2];
    maths::log_row(x, 2, row);
    ASSERT_EQ(row[0], maths::log(x[0]));
    if (std::isnan(maths::log(x[1])))
      ASSERT_TRUE(std::isnan(row[1])) << x[1];
    else
      ASSERT_EQ(row[1], maths::log(x[1])) << x[1];
  }
  const double x[] = {kNaN, 2};
  double row[2];
  maths::log_row(x, 2, row);
  EXPECT_TRUE(std::isnan(row[0]));
  EXPECT_EQ(row[1], maths::log(2.0));
}

TEST(Log1p, ErrsByLessThanOneAndAQuarterUlps) {
  test::Generator generator(6);
  double worst = 0;
  for (int i = 0; i < 500'000; ++i) {
    const double near = 2 * generator.uniform() - 1;
    const double tiny = std::ldexp(near, -static_cast<int>(generator.below(300)));
    const double large =
        std::ldexp(1 + generator.uniform(), static_cast<int>(generator.below(1023)));
    for (const double x : {near, tiny, large})
      worst = std::max(worst, test::ulps(maths::log1p(x), std::log1p(static_cast<long double>(x))));
  }
  EXPECT_LT(worst, 1.25);
}

}  // namespace
}  // namespace landfall
