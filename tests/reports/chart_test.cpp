#include "reports/chart.hpp"

#include <gtest/gtest.h>

#include "tests/reports/made_up.hpp"

namespace landfall::reports {
namespace {

summary::MetricSummary metric_with(const std::vector<summary::Bar>& bars) {
  summary::MetricSummary metric = test::normal_metric("npv", "EUR", 1, 1);
  metric.bars = bars;
  return metric;
}

std::vector<summary::Percentile> quantiles(double p5, double p25, double p50, double p75,
                                           double p95) {
  return {{5, {p5, p5, p5, ""}},
          {25, {p25, p25, p25, ""}},
          {50, {p50, p50, p50, ""}},
          {75, {p75, p75, p75, ""}},
          {95, {p95, p95, p95, ""}}};
}

// Four bars on eight columns: one and two lines high, half a line and none.
TEST(HistogramPanel, DrawsBarsAStripAndAnAxis) {
  summary::MetricSummary metric = metric_with({{-2, -1, 20}, {-1, 0, 40}, {0, 1, 10}, {1, 2, 0}});
  metric.percentiles = quantiles(-1.9, -1.2, -0.2, 0.7, 1.9);
  const Panel panel = histogram_panel(metric, {0, ""}, 8, 2, {});
  ASSERT_EQ(panel.size(), 5u);
  EXPECT_EQ(panel[0], "  ██┊   ");
  EXPECT_EQ(panel[1], "████▄▄  ");
  EXPECT_EQ(panel[2], "├▒▒█▒▒─┤");
  EXPECT_EQ(panel[3], "────┼───");
  EXPECT_EQ(panel[4], "    0   ");
}

TEST(HistogramPanel, IsEmptyWhereThereIsNothingToDraw) {
  EXPECT_TRUE(histogram_panel(metric_with({}), {0, ""}, 40, 4, {}).empty());
  EXPECT_TRUE(histogram_panel(metric_with({{5, 5, 100}}), {0, ""}, 40, 4, {}).empty());
  EXPECT_TRUE(histogram_panel(metric_with({{0, 1, 0}, {1, 2, 0}}), {0, ""}, 40, 4, {}).empty());
  EXPECT_TRUE(
      histogram_panel(metric_with({{-1e308, 0, 1}, {0, 1e308, 1}}), {0, ""}, 40, 4, {}).empty());
}

TEST(HistogramPanel, HasTheWidthAskedFor) {
  const auto metric = test::normal_metric("npv", "EUR", 131'000, 428'800);
  for (const int width : {8, 20, 39, 100})
    for (const std::string& line :
         histogram_panel(metric, {3, "k EUR"}, width, 4, {.unicode = false}))
      EXPECT_EQ(static_cast<int>(line.size()), width) << line;
}

TEST(FanPanel, BeginsAtZero) {
  const Panel panel =
      fan_panel({{"2026", quantiles(10, 20, 30, 40, 50)}, {"2027", quantiles(40, 60, 80, 90, 100)}},
                {0, ""}, 25, {.unicode = false});
  ASSERT_EQ(panel.size(), 4u);
  EXPECT_EQ(panel[0], "2026   |-==#==-|         ");
  EXPECT_EQ(panel[1], "2027         |---====#==|");
  EXPECT_EQ(panel[2], "     |------------------+");
  EXPECT_EQ(panel[3], "     0                100");
}

TEST(FanPanel, IsEmptyWhereAQuantileIsMissing) {
  auto missing = quantiles(1, 2, 3, 4, 5);
  missing[4].estimate.missing = "some paths have no value";
  EXPECT_TRUE(fan_panel({{"2026", missing}}, {0, ""}, 40, {}).empty());
  EXPECT_TRUE(fan_panel({{"2026", quantiles(0, 0, 0, 0, 0)}}, {0, ""}, 40, {}).empty());
}

}  // namespace
}  // namespace landfall::reports
