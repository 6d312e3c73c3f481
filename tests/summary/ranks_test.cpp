#include "summary/ranks.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "support/generator.hpp"

namespace landfall::summary {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

std::vector<Ranks> ranks_of(const PairedSpec& spec, const std::vector<std::vector<double>>& ways) {
  RankSummariser summariser(spec, ways.size(), Grouping::none);
  std::vector<const double*> rows;
  for (const std::vector<double>& way : ways) rows.push_back(way.data());
  summariser.add_block(rows, static_cast<int>(ways.front().size()));
  return summariser.finish();
}

TEST(Ranks, FourPathsByHand) {
  const std::vector<Ranks> ranks = ranks_of({}, {{5, 1, 4, 2}, {3, 2, 4, 1}, {4, 0, 9, 0}});
  EXPECT_DOUBLE_EQ(ranks[0].probability[0].value, 0.5);   // paths 0 and 3
  EXPECT_DOUBLE_EQ(ranks[0].probability[1].value, 0.5);   // 1, and 2 beside the second way
  EXPECT_DOUBLE_EQ(ranks[1].probability[0].value, 0.25);  // path 1
  EXPECT_DOUBLE_EQ(ranks[1].probability[1].value, 0.5);
  EXPECT_DOUBLE_EQ(ranks[1].probability[2].value, 0.25);
  EXPECT_DOUBLE_EQ(ranks[2].probability[0].value, 0.25);
  EXPECT_EQ(ranks[2].low, 0);  // nothing is said of means yet
}

TEST(Ranks, LessIsBetterAndNeverIsLast) {
  const PairedSpec spec{.tail = Tail::upper, .absent_is_never = true};
  const std::vector<Ranks> ranks = ranks_of(spec, {{12, kNever}, {kNever, kNever}, {24, 30}});
  EXPECT_DOUBLE_EQ(ranks[0].probability[0].value, 0.5);
  EXPECT_DOUBLE_EQ(ranks[0].probability[1].value, 0.5);  // with the second, behind the third
  EXPECT_DOUBLE_EQ(ranks[1].probability[2].value, 0.5);
  EXPECT_DOUBLE_EQ(ranks[2].probability[0].value, 0.5);
}

TEST(Ranks, NothingIsSaidOfWhatIsUndefined) {
  const std::vector<Ranks> ranks = ranks_of({}, {{1, kNever}, {0, 1}});
  EXPECT_EQ(ranks[1].probability[0].missing, "some paths have no value");
}

// Law: probabilities of a way's ranks add up to 1, and merged in any order have the same bits.
TEST(Ranks, AddUpAndMergeInAnyOrder) {
  test::Generator generator(5);
  std::vector<std::vector<double>> ways(4, std::vector<double>(256));
  for (auto& way : ways)
    for (double& value : way) value = std::floor(8 * generator.uniform());
  RankSummariser one({}, 4, Grouping::by_path), other({}, 4, Grouping::by_path), whole = one;
  for (int block = 0; block < 2; ++block) {
    std::vector<const double*> rows;
    for (const auto& way : ways) rows.push_back(way.data() + 128 * block);
    (block == 0 ? one : other).add_block(rows, 128);
    whole.add_block(rows, 128);
  }
  other.merge(one);
  EXPECT_EQ(other.finish(), whole.finish());
  for (const Ranks& ranks : whole.finish()) {
    double sum = 0;
    for (const Estimate& rank : ranks.probability) sum += rank.value;
    EXPECT_NEAR(sum, 1, 1e-15);
  }
}

// Three differences at once need 2.394 errors (Bonferroni, normal): one of 2.3 does not tell.
TEST(Ranks, ByMeanHoldTogether) {
  std::vector<Ranks> ranks(3);
  rank_by_mean({}, {{0, 1, {2.3, 1}}, {0, 2, {2.5, 1}}, {1, 2, {0.1, 1}}}, Grouping::none, ranks);
  EXPECT_EQ(ranks[0].low, 1);
  EXPECT_EQ(ranks[0].high, 2);
  EXPECT_EQ(ranks[1].low, 1);
  EXPECT_EQ(ranks[1].high, 3);
  EXPECT_EQ(ranks[2].low, 2);
  EXPECT_EQ(ranks[2].high, 3);
  EXPECT_NEAR(ranks[0].doubt, 0.010724110 + 0.006209665, 1e-8);  // normal tails above 2.3 and 2.5
  EXPECT_EQ(ranks[2].doubt, 1);
}

TEST(Ranks, ByMeanTurnRoundWhereLessIsBetter) {
  std::vector<Ranks> ranks(2);
  rank_by_mean({.tail = Tail::upper}, {{0, 1, {5, 1}}}, Grouping::none, ranks);
  EXPECT_EQ(ranks[1].high, 1);
  EXPECT_EQ(ranks[0].low, 2);
}

TEST(Ranks, ByMeanAreUnknownWithoutADifference) {
  std::vector<Ranks> ranks(2);
  rank_by_mean({}, {{0, 1, {.missing = "no paths"}}}, Grouping::none, ranks);
  EXPECT_EQ(ranks[0].low, 0);
}

}  // namespace
}  // namespace landfall::summary
