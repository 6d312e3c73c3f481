// Which distributions are samples, and their values.
#include "random/sample.hpp"

#include <gtest/gtest.h>

namespace landfall::random {
namespace {

using Values = std::vector<double>;

Marginal discrete(Values values, Values weights) {
  return {.family = Family::discrete, .values = std::move(values), .weights = std::move(weights)};
}

TEST(Sample, HasEachValueAsOftenAsItStands) {
  EXPECT_EQ(sample_of(discrete({3, 1, 3, 2, 3}, {1, 1, 1, 1, 1})), (Values{1, 2, 3, 3, 3}));
  EXPECT_EQ(sample_of(discrete({3, 1, 3}, {0.1, 0.1, 0.1})), (Values{1, 3, 3}));
}

TEST(Sample, LiesWithinItsLimitsAndIsMoved) {
  Marginal sample = discrete({1, 2, 3, 4, 4}, {1, 1, 1, 1, 1});
  sample.times = -2;
  sample.plus = 10;
  EXPECT_EQ(sample_of(sample), (Values{2, 2, 4, 6, 8}));
  sample.min = 3;
  sample.max = 7;
  EXPECT_EQ(sample_of(sample), (Values{4, 6}));
}

TEST(Sample, IsNothingElse) {
  EXPECT_TRUE(sample_of(discrete({1, 2}, {1, 2})).empty());
  EXPECT_TRUE(sample_of({.family = Family::uniform, .a = 0, .b = 1}).empty());
  EXPECT_TRUE(sample_of({.family = Family::bernoulli, .a = 0.5}).empty());
  EXPECT_TRUE(sample_of({.family = Family::empirical, .values = {1, 2}}).empty());
}

}  // namespace
}  // namespace landfall::random
