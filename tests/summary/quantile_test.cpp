#include "summary/quantile.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "summary/kept_values.hpp"

namespace landfall::summary {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

LevelRanks ranks_of(std::uint64_t n, double level) {
  return ranks_at_levels(n, {&level, 1})[0];
}

// As quantile(1:10, c(0, .05, .1, .25, .5, .9, 1), type = 7) in R.
TEST(Quantile, IsTypeSevenOfHyndmanAndFan) {
  const std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  const KeptValues sorted(values);
  EXPECT_DOUBLE_EQ(quantile(sorted, 10, 0), 1);
  EXPECT_DOUBLE_EQ(quantile(sorted, 10, 5), 1.45);
  EXPECT_DOUBLE_EQ(quantile(sorted, 10, 10), 1.9);
  EXPECT_DOUBLE_EQ(quantile(sorted, 10, 25), 3.25);
  EXPECT_DOUBLE_EQ(quantile(sorted, 10, 50), 5.5);
  EXPECT_DOUBLE_EQ(quantile(sorted, 10, 90), 9.1);
  EXPECT_DOUBLE_EQ(quantile(sorted, 10, 100), 10);
  EXPECT_DOUBLE_EQ(quantile(sorted, 3, 50), 2);
  EXPECT_DOUBLE_EQ(quantile(sorted, 1, 75), 1);
}

// With n - 1 a multiple of 100 every level is a value; (n - 1) * 0.05 would round to beside it.
TEST(Quantile, MeetsWholeRanksExactly) {
  std::vector<double> values;
  for (int i = 0; i <= 1000; ++i) values.push_back(i * i);
  for (const int level : {1, 5, 7, 29, 57, 58, 95, 99})
    EXPECT_EQ(quantile(KeptValues(values), 1001, level), 100.0 * level * level);
}

TEST(Quantile, ReachesTheAbsentOnlyWhereItMust) {
  const std::vector<double> values{1, 2, 3, kNever, kNever};
  const KeptValues sorted(values);
  EXPECT_EQ(quantile(sorted, 5, 50), 3);  // rank 2 exactly
  EXPECT_EQ(quantile(sorted, 5, 51), kNever);
  EXPECT_EQ(quantile(sorted, 5, 99), kNever);
  EXPECT_EQ(quantile(sorted, 3, 100), 3);  // of those present
}

TEST(Percentile, RunsBetweenItsRanks) {
  std::vector<double> values;
  for (int i = 1; i <= 1000; ++i) values.push_back(i);
  const Percentile p5 = percentile(KeptValues(values), ranks_of(1000, 5));
  EXPECT_EQ(p5.level, 5);
  EXPECT_DOUBLE_EQ(p5.estimate.value, 50.95);
  EXPECT_EQ(p5.estimate.low, 37);
  EXPECT_EQ(p5.estimate.high, 64);
}

TEST(Percentile, OfCellsRunsBetweenOuterEdges) {
  OrderedCells cells;
  for (int i = 0; i < 1000; ++i) cells.append({i + 0.5, i + 1.5, 1});
  const Interval p5 = percentile(cells, ranks_of(1000, 5)).estimate;
  EXPECT_DOUBLE_EQ(p5.value, 50.95);
  EXPECT_EQ(p5.low, 36.5);
  EXPECT_EQ(p5.high, 64.5);
}

TEST(Percentile, SaysWhyItIsMissing) {
  std::vector<double> values;
  for (int i = 0; i < 80; ++i) values.push_back(i);
  values.resize(100, kNever);
  const KeptValues sorted(values);
  EXPECT_TRUE(percentile(sorted, ranks_of(100, 50)).estimate.exists());
  EXPECT_EQ(percentile(sorted, ranks_of(100, 75)).estimate.missing,
            "its 95 % interval reaches the absent paths");
  EXPECT_EQ(percentile(sorted, ranks_of(100, 90)).estimate.missing, "falls among the absent paths");
  EXPECT_EQ(percentile(sorted, ranks_of(100, 1)).estimate.missing,
            "too few paths for a 95 % interval at this level");
}

}  // namespace
}  // namespace landfall::summary
