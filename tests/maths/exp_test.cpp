#include "maths/exp.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "maths/expm1.hpp"
#include "maths/ulps.hpp"
#include "support/generator.hpp"

namespace landfall {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(Exp, KnownValues) {
  EXPECT_EQ(maths::exp(0.0), 1.0);
  EXPECT_EQ(maths::exp(-0.0), 1.0);
  EXPECT_EQ(maths::exp(1.0), 2.718281828459045);
  EXPECT_EQ(maths::exp(kInfinity), kInfinity);
  EXPECT_EQ(maths::exp(-kInfinity), 0.0);
  EXPECT_EQ(maths::exp(1e308), kInfinity);
  EXPECT_EQ(maths::exp(-1e308), 0.0);
  EXPECT_TRUE(std::isnan(maths::exp(kNaN)));
}

TEST(Exp, EndsOfTheRange) {
  EXPECT_LT(maths::exp(709.782712893384), kInfinity);
  EXPECT_EQ(maths::exp(709.7827128933841), kInfinity);
  EXPECT_EQ(maths::exp(-745.1332191019411), 0x1p-1074);
  EXPECT_EQ(maths::exp(-745.1332191019412), 0.0);
}

TEST(Exp, ErrsByLessThanOneUlp) {
  test::Generator generator(1);
  double worst = 0;
  for (int i = 0; i < 1'000'000; ++i) {
    const double wide = -708 + 1417.5 * generator.uniform();
    const double narrow = 2 * generator.uniform() - 1;
    const double tiny = std::ldexp(narrow, -static_cast<int>(generator.below(80)));
    for (const double x : {wide, narrow, tiny})
      worst = std::max(worst, test::ulps(maths::exp(x), std::exp(static_cast<long double>(x))));
  }
  EXPECT_LT(worst, 0.95);
  EXPECT_GT(worst, 0.5) << "no argument came near a tie: the truth is compared with itself?";
}

// A subnormal result is rounded twice, the second time to its own, coarser place.
TEST(Exp, SubnormalResultsErrByOneUlp) {
  test::Generator generator(2);
  double worst = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double x = -745.2 + 37 * generator.uniform();
    worst = std::max(worst, test::ulps(maths::exp(x), std::exp(static_cast<long double>(x))));
  }
  EXPECT_LE(worst, 1.0);
}

// Law: the short way gives the same bits wherever it may be taken, and says where it may not.
TEST(ExpUnchecked, AgreesWithExp) {
  test::Generator generator(4);
  for (int i = 0; i < 500'000; ++i) {
    const double x = 708 * (2 * generator.uniform() - 1);
    ASSERT_EQ(maths::exp_unchecked(x), maths::exp(x)) << x;
    ASSERT_EQ(maths::beyond_exp_unchecked(x) >> 63, 0u) << x;
  }
  EXPECT_EQ(maths::exp_unchecked(708), maths::exp(708));
  EXPECT_EQ(maths::exp_unchecked(-708), maths::exp(-708));
  for (const double x : {708.0000000000001, -708.0000000000001, 1e9, kInfinity, -kInfinity, kNaN})
    EXPECT_EQ(maths::beyond_exp_unchecked(x) >> 63, 1u) << x;
}

TEST(ExpRow, TakesTheLongWayWhereOneValueNeedsIt) {
  for (const double odd : {0.5, -745.0, 720.0, kInfinity, -kInfinity}) {
    const double x[] = {1, odd, -3.5};
    double row[3];
    maths::exp_row(x, 3, row);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(row[i], maths::exp(x[i])) << odd;
  }
  const double x[] = {1, kNaN};
  double row[2];
  maths::exp_row(x, 2, row);
  EXPECT_EQ(row[0], maths::exp(1.0));
  EXPECT_TRUE(std::isnan(row[1]));
}

TEST(Expm1, ErrsByLessThanFourUlps) {
  test::Generator generator(3);
  double worst = 0;
  for (int i = 0; i < 500'000; ++i) {
    const double near = 2 * generator.uniform() - 1;
    const double tiny = std::ldexp(near, -static_cast<int>(generator.below(200)));
    const double wide = -50 + 750 * generator.uniform();
    for (const double x : {near, tiny, wide})
      worst = std::max(worst, test::ulps(maths::expm1(x), std::expm1(static_cast<long double>(x))));
  }
  EXPECT_LT(worst, 4);
  EXPECT_EQ(maths::expm1(-kInfinity), -1.0);
  EXPECT_EQ(maths::expm1(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(maths::expm1(kNaN)));
}

}  // namespace
}  // namespace landfall
