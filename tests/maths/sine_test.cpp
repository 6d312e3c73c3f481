#include "maths/sine.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "support/generator.hpp"

namespace landfall {
namespace {

TEST(SineCosine, QuarterTurnsAreExact) {
  const double expected[4][2] = {{0, 1}, {1, 0}, {0, -1}, {-1, 0}};
  for (int quarter = 0; quarter < 4; ++quarter) {
    double sine = 2, cosine = 2;
    maths::sine_cosine(quarter / 4.0, sine, cosine);
    EXPECT_EQ(sine, expected[quarter][0]);
    EXPECT_EQ(cosine, expected[quarter][1]);
  }
}

TEST(SineCosine, ErrsByLessThanTwoUnitsOfTheSixteenthPlace) {
  test::Generator generator(8);
  long double worst = 0;
  for (int i = 0; i < 1'000'000; ++i) {
    const double turns = generator.uniform();
    const long double angle = 2 * std::numbers::pi_v<long double> * turns;
    double sine = 0, cosine = 0;
    maths::sine_cosine(turns, sine, cosine);
    worst =
        std::max({worst, std::fabs(sine - std::sin(angle)), std::fabs(cosine - std::cos(angle))});
  }
  EXPECT_LT(worst, 2e-16L);
}

}  // namespace
}  // namespace landfall
