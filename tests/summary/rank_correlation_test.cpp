// Coefficients of two rows, and their error.
#include "summary/rank_correlation.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "support/generator.hpp"

namespace landfall::summary {
namespace {

// By hand: four values, one pair of which is tied.
TEST(RankCorrelation, ByHand) {
  EXPECT_EQ(mid_ranks({5, 1, 5, 9}), (std::vector<double>{2.5, 1, 2.5, 4}));
  EXPECT_NEAR(*pearson({1, 2, 3}, {2, 4, 6}), 1, 1e-15);
  EXPECT_NEAR(*pearson({1, 2, 3}, {1, 3, 2}), 0.5, 1e-15);
  EXPECT_NEAR(*kendall({1, 2, 3}, {1, 3, 2}), 1.0 / 3, 1e-15);  // two agree, one does not
  EXPECT_NEAR(*kendall({1, 1, 2}, {1, 2, 3}), 2 / std::sqrt(2 * 3.0), 1e-15);
  EXPECT_FALSE(pearson({1, 1}, {1, 2}));
  EXPECT_FALSE(kendall({1, 1}, {1, 2}));
}

TEST(RankCorrelation, SaysWhyThereIsNone) {
  const BatchedRow still = batched(std::vector<double>(2000, 1.0), Coefficient::spearman);
  EXPECT_EQ(correlation(still, still, Coefficient::spearman).missing, "a member does not vary");
}

TEST(RankCorrelation, OfFewPathsHasNoError) {
  const BatchedRow few = batched({1, 2, 3, 4, 5}, Coefficient::kendall);
  const Estimate estimate = correlation(few, few, Coefficient::kendall);
  EXPECT_EQ(estimate.value, 1);
  EXPECT_TRUE(std::isinf(estimate.error));
}

// Claim: of 400 samples of 2 048 independent pairs, the errors stated are as wide as the values
//        scatter: the mean square of value / error is 1.
// Power: each such square has a spread of about 1.6, their mean one of 0.08. Errors of one batch
//        instead of the whole would give 1 / 32.
TEST(RankCorrelation, ErrorIsTheSpreadOfItsValue) {
  for (const Coefficient coefficient :
       {Coefficient::spearman, Coefficient::kendall, Coefficient::pearson}) {
    test::Generator generator(71);
    double squares = 0;
    constexpr int kSamples = 400;
    for (int sample = 0; sample < kSamples; ++sample) {
      std::vector<double> x, y;
      for (int i = 0; i < 2048; ++i) {
        x.push_back(generator.uniform());
        y.push_back(generator.uniform());
      }
      const Estimate estimate =
          correlation(batched(x, coefficient), batched(y, coefficient), coefficient);
      squares += std::pow(estimate.value / estimate.error, 2);
    }
    EXPECT_NEAR(squares / kSamples, 1 + 2.0 / 29, 5 * 0.09);  // t with 31 degrees of freedom
  }
}

// Claim: where a group's coefficient strays as a whole, the error is that of 16 groups: the pairs
//        of one group have the coefficient 1, those of the next -1.
TEST(RankCorrelation, ErrorIsThatBetweenGroups) {
  std::vector<double> x, y;
  for (int i = 0; i < 1600; ++i) {
    x.push_back(i);
    y.push_back(i % 2 == 0 ? i : -i);  // by_path: the group is i % 16
  }
  const Estimate estimate =
      correlation(batched(x, Coefficient::spearman, Grouping::by_path),
                  batched(y, Coefficient::spearman, Grouping::by_path), Coefficient::spearman);
  EXPECT_NEAR(estimate.error, std::sqrt(16.0 / 15 / 16), 1e-12);
}

}  // namespace
}  // namespace landfall::summary
