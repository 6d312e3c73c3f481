// Errors between groups of paths, by hand and against values kept one by one.
#include "summary/grouped.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/lanes.hpp"
#include "summary/examples.hpp"
#include "summary/metric.hpp"

namespace landfall::summary {
namespace {

// Path i is worth i % 16: group means are 0 to 15, their sd sqrt(22.667), the error a quarter of
// it.
TEST(Grouped, TheErrorOfTheMeanIsThatBetweenGroups) {
  double row[kLanes];
  for (int lane = 0; lane < kLanes; ++lane) row[lane] = lane % 16;
  const MetricSpec spec{.name = "x", .thresholds = {7.5}};
  MetricSummariser metric(spec, 3, {}, Grouping::by_path);
  metric.add_block(0, row, kLanes);
  const MetricSummary summary = metric.finish();
  EXPECT_NEAR(summary.mean.value, 7.5, 1e-12);
  EXPECT_NEAR(summary.mean.error, std::sqrt(340.0 / 15) / 4, 1e-12);
  // Eight groups wholly above, eight below: sd sqrt(4/15).
  EXPECT_NEAR(summary.probability_above[0].probability.error, std::sqrt(4.0 / 15) / 4, 1e-12);
}

// Pairs (a, -a) have a mean of 0 each: an error of 0 where independent paths would have one.
TEST(Grouped, PairsThatCancelLeaveNoError) {
  double row[kLanes];
  for (int lane = 0; lane < kLanes; ++lane) row[lane] = (lane % 2 == 0 ? 1 : -1) * (lane / 2 + 1.0);
  const MetricSpec spec{.name = "x"};
  MetricSummariser metric(spec, 0, {}, Grouping::by_pair);
  metric.add_block(0, row, kLanes);
  EXPECT_NEAR(metric.finish().mean.error, 0, 1e-12);
  MetricSummariser independent(spec, 0, {});
  independent.add_block(0, row, kLanes);
  EXPECT_GT(independent.finish().mean.error, 1);
}

// Cells of groups hold what the values of groups are, zeros, negatives and absent ones among them.
TEST(Grouped, HistogramsOfGroupsCountEachGroup) {
  double row[kLanes];
  for (int lane = 0; lane < kLanes; ++lane)
    row[lane] = lane % 5 == 0 ? 0 : lane % 7 == 0 ? INFINITY : (lane - 100) * 1.37;
  GroupHistogram histogram(Grouping::by_path);
  GroupSums sums(Grouping::by_path, 0, 1);
  histogram.add_block(row, kLanes);
  sums.add_block(row, kLanes);
  const std::vector<OrderedCells> groups = histogram.ordered(sums);
  for (int group = 0; group < kGroups; ++group) {
    std::vector<double> values;
    for (int lane = group; lane < kLanes; lane += kGroups) values.push_back(row[lane]);
    std::sort(values.begin(), values.end());
    ASSERT_EQ(groups[group].size(), values.size());
    for (std::size_t rank = 0; rank < values.size(); ++rank) {
      EXPECT_LE(groups[group].low_at(rank), values[rank]);
      EXPECT_GE(groups[group].high_at(rank), values[rank]);
      if (std::isfinite(values[rank])) {
        EXPECT_LE(groups[group].high_at(rank) - groups[group].low_at(rank),
                  std::fabs(values[rank]) / 31);
      }
    }
  }
}

TEST(Examples, TiesGoToTheLowestPathInAnyOrder) {
  double first[kLanes], second[kLanes];
  for (int lane = 0; lane < kLanes; ++lane) first[lane] = second[lane] = lane % 10;
  Examples forwards, backwards, other;
  forwards.add_block(0, first, kLanes);
  forwards.add_block(kLanes, second, kLanes);
  backwards.add_block(kLanes, second, kLanes);
  other.add_block(0, first, kLanes);
  backwards.merge(other);
  const std::vector<Example> expected = {{0, 0}, {4, 4}, {9, 9}};
  EXPECT_EQ(forwards.lowest_median_highest(4.2), expected);
  EXPECT_EQ(backwards.lowest_median_highest(4.2), expected);
}

}  // namespace
}  // namespace landfall::summary
