#include "summary/metric.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>
#include <vector>

#include "base/lanes.hpp"
#include "support/generator.hpp"

namespace landfall::summary {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

enum class Keeping { values, counts };

MetricSummary summary_of(const MetricSpec& spec, const std::vector<double>& values, Keeping keeping,
                         Grouping grouping = Grouping::none) {
  std::vector<double> column(keeping == Keeping::values ? values.size() : 0);
  MetricSummariser metric(
      spec, block_mean(values.data(), std::min<int>(kLanes, static_cast<int>(values.size()))),
      column, grouping);
  for (std::size_t first = 0; first < values.size(); first += kLanes) {
    const std::size_t count = std::min<std::size_t>(kLanes, values.size() - first);
    metric.add_block(first, &values[first], static_cast<int>(count));
  }
  return metric.finish();
}

std::vector<double> one_to_a_thousand() {
  std::vector<double> values;
  for (int i = 1; i <= 1000; ++i) values.push_back(i * 389 % 1000 + 1);  // in no order
  return values;
}

const Percentile& at_level(const MetricSummary& summary, double level) {
  for (const Percentile& each : summary.percentiles)
    if (each.level == level) return each;
  throw std::out_of_range("no such level");
}

TEST(Metric, WholeNumbersByHand) {
  const MetricSpec spec{.name = "npv", .unit = "EUR", .thresholds = {100, 100.5, 1000, 0}};
  const MetricSummary summary = summary_of(spec, one_to_a_thousand(), Keeping::values);
  EXPECT_EQ(summary.name, "npv");
  EXPECT_EQ(summary.unit, "EUR");
  EXPECT_EQ(summary.paths, 1000u);
  EXPECT_EQ(summary.absent, 0u);
  EXPECT_DOUBLE_EQ(summary.mean.value, 500.5);
  EXPECT_DOUBLE_EQ(summary.sd.value, std::sqrt(1000.0 * 1001 / 12));
  EXPECT_NEAR(summary.skewness.value, 0, 1e-12);
  EXPECT_DOUBLE_EQ(at_level(summary, 50).estimate.value, 500.5);
  EXPECT_EQ(at_level(summary, 5).estimate.low, 37);
  EXPECT_EQ(at_level(summary, 5).estimate.high, 64);
  EXPECT_DOUBLE_EQ(summary.expected_shortfall.value, 25.5);
  EXPECT_EQ(summary.tail_level, 0.05);
  EXPECT_EQ(summary.resolution, 0);
  ASSERT_EQ(summary.probability_above.size(), 4u);
  EXPECT_DOUBLE_EQ(summary.probability_above[0].probability.value, 0.9);  // above, not at
  EXPECT_DOUBLE_EQ(summary.probability_above[1].probability.value, 0.9);
  EXPECT_EQ(summary.probability_above[2].probability.value, 0);
  EXPECT_EQ(summary.probability_above[3].probability.value, 1);
}

// Law: counts in cells say what the values say, within a cell of 2^-14.
TEST(Metric, CountsAgreeWithValues) {
  test::Generator generator(1);
  std::vector<double> values(10'000);
  for (double& x : values) x = 1e6 * (std::exp(0.5 * generator.normal()) - 0.8);
  const MetricSpec spec{.name = "npv", .unit = "EUR", .tail = Tail::upper, .thresholds = {0, 1e6}};
  const MetricSummary exact = summary_of(spec, values, Keeping::values);
  const MetricSummary counted = summary_of(spec, values, Keeping::counts);
  EXPECT_EQ(counted.mean, exact.mean);
  EXPECT_EQ(counted.sd, exact.sd);
  EXPECT_EQ(counted.probability_above, exact.probability_above);
  EXPECT_EQ(counted.resolution, std::ldexp(1, -14));
  EXPECT_NEAR(counted.expected_shortfall.value, exact.expected_shortfall.value,
              counted.resolution * exact.expected_shortfall.value);
  for (const double level : kMetricLevels) {
    const Interval a = at_level(exact, level).estimate, b = at_level(counted, level).estimate;
    EXPECT_NEAR(b.value, a.value, counted.resolution * std::abs(a.value));
    EXPECT_LE(b.low, a.low);
    EXPECT_GE(b.high, a.high);
    EXPECT_NEAR(b.low, a.low, counted.resolution * std::abs(a.low));
    EXPECT_NEAR(b.high, a.high, counted.resolution * std::abs(a.high));
  }
}

// Claim: what counts say lies within the stated bound of what the values say, 2^-14 of the value,
// and what they print as error covers the difference. Power: a cell read at the wrong edge, or one
// mantissa bit less, is off by more than the bound.
TEST(Metric, CountsKeepTheirBoundAndPrintIt) {
  test::Generator generator(2);
  const auto positive = [&] { return std::exp(3 * generator.normal()); };
  const auto negative = [&] { return -1e6 - 1e3 * generator.exponential(); };
  const auto either = [&] { return generator.normal() * std::exp(generator.normal()); };
  const auto months = [&] { return std::floor(60 * generator.uniform()); };
  const std::vector<std::function<double()>> shapes = {positive, negative, either, months};
  for (const auto& draw : shapes) {
    for (const std::size_t paths : {200, 50'000}) {
      std::vector<double> values(paths);
      for (double& x : values) x = draw();
      for (const Tail tail : {Tail::lower, Tail::upper}) {
        const MetricSpec spec{.name = "npv", .unit = "EUR", .tail = tail};
        const MetricSummary exact = summary_of(spec, values, Keeping::values);
        const MetricSummary counted = summary_of(spec, values, Keeping::counts);
        const double bound = std::ldexp(1, -14);
        EXPECT_EQ(counted.resolution, bound);
        for (const double level : kMetricLevels) {
          const Interval a = at_level(exact, level).estimate, b = at_level(counted, level).estimate;
          ASSERT_EQ(a.exists(), b.exists());
          if (!a.exists()) continue;
          EXPECT_LE(std::abs(b.value - a.value), bound * std::abs(a.value));
          EXPECT_LE(b.low, a.low);
          EXPECT_GE(b.high, a.high);
          EXPECT_LE(a.low - b.low, bound * std::abs(a.low));
          EXPECT_LE(b.high - a.high, bound * std::abs(a.high));
        }
        const Estimate a = exact.expected_shortfall, b = counted.expected_shortfall;
        ASSERT_EQ(a.exists(), b.exists());
        EXPECT_LE(std::abs(b.value - a.value), bound / 2 * std::abs(a.value) * (1 + 1e-9));
        EXPECT_GE(b.error, std::abs(b.value - a.value));
      }
    }
  }
}

TEST(Metric, NeverIsLargerThanAnyNumber) {
  for (const Keeping keeping : {Keeping::values, Keeping::counts}) {
    auto values = one_to_a_thousand();
    for (double& x : values)
      if (x > 800) x = kNever;
    const MetricSpec spec{.name = "payback_months",
                          .unit = "months",
                          .tail = Tail::upper,
                          .thresholds = {700},
                          .absent_is_never = true};
    const MetricSummary summary = summary_of(spec, values, keeping);
    EXPECT_EQ(summary.absent, 200u);
    EXPECT_DOUBLE_EQ(summary.absent_share.value, 0.2);
    EXPECT_EQ(summary.mean.missing, "some paths never reach it");
    EXPECT_EQ(summary.sd.missing, "some paths never reach it");
    EXPECT_EQ(summary.skewness.missing, "some paths never reach it");
    EXPECT_TRUE(at_level(summary, 75).estimate.exists());
    EXPECT_EQ(at_level(summary, 90).estimate.missing, "falls among the absent paths");
    EXPECT_EQ(summary.expected_shortfall.missing, "the tail takes in absent paths");
    EXPECT_DOUBLE_EQ(summary.probability_above[0].probability.value, 0.3);
    EXPECT_FALSE(summary.bars.empty());
  }
}

// One group has a single path that pays back: its mean is unknown, how many pay back is not.
TEST(Metric, AShareHasAnErrorHoweverFewReachIt) {
  std::vector<double> values(1600, kNever);
  for (const int path : {0, 17, 34, 33}) values[static_cast<std::size_t>(path)] = 12;
  const MetricSpec spec{.name = "payback_months", .unit = "months", .absent_is_never = true};
  const MetricSummary summary = summary_of(spec, values, Keeping::values, Grouping::by_path);
  ASSERT_TRUE(summary.absent_share.exists()) << summary.absent_share.missing;
  EXPECT_DOUBLE_EQ(summary.absent_share.value, 1596.0 / 1600);
  // Of 100 paths a group, one, two and one: paths 0, 17, 34 and 33 are of groups 0, 1, 2 and 1.
  const double squares = 2 * 0.0075 * 0.0075 + 0.0175 * 0.0175 + 13 * 0.0025 * 0.0025;
  EXPECT_NEAR(summary.absent_share.error, std::sqrt(squares / 15 / 16), 1e-12);
}

TEST(Metric, NothingIsSaidOfWhatIsUndefined) {
  auto values = one_to_a_thousand();
  values[3] = kNever;
  const MetricSpec spec{.name = "market_share",
                        .unit = "share",
                        .thresholds = {5},
                        .absent_reason = "undefined where demand is zero"};
  const MetricSummary summary = summary_of(spec, values, Keeping::values);
  EXPECT_EQ(summary.absent, 1u);
  EXPECT_DOUBLE_EQ(summary.absent_share.value, 0.001);
  const std::string reason = "undefined where demand is zero";
  EXPECT_EQ(summary.mean.missing, reason);
  EXPECT_EQ(summary.expected_shortfall.missing, reason);
  EXPECT_EQ(summary.probability_above[0].probability.missing, reason);
  for (const Percentile& each : summary.percentiles) EXPECT_EQ(each.estimate.missing, reason);
  EXPECT_TRUE(summary.bars.empty());
}

TEST(Metric, OnePathSaysAlmostNothing) {
  for (const Keeping keeping : {Keeping::values, Keeping::counts}) {
    const MetricSummary summary =
        summary_of({.name = "npv", .unit = "EUR", .thresholds = {0}}, {5}, keeping);
    EXPECT_FALSE(summary.mean.exists());
    EXPECT_FALSE(summary.sd.exists());
    EXPECT_FALSE(summary.expected_shortfall.exists());
    for (const Percentile& each : summary.percentiles) EXPECT_FALSE(each.estimate.exists());
    EXPECT_EQ(summary.probability_above[0].probability.value, 1);
  }
}

TEST(Metric, EqualPathsHaveNoErrorAndNoShape) {
  const MetricSummary summary =
      summary_of({.name = "npv", .unit = "EUR"}, std::vector<double>(1000, -0.1), Keeping::values);
  EXPECT_EQ(summary.mean, (Estimate{.value = -0.1, .error = 0}));
  EXPECT_EQ(summary.sd, (Estimate{.value = 0, .error = 0}));
  EXPECT_EQ(summary.skewness.missing, "all paths are equal");
  EXPECT_EQ(at_level(summary, 5).estimate, (Interval{.value = -0.1, .low = -0.1, .high = -0.1}));
  EXPECT_EQ(summary.expected_shortfall.error, 0);
  EXPECT_EQ(summary.bars, (std::vector<Bar>{{-0.1, -0.1, 1000}}));
}

TEST(Metric, EveryPathMayBeAbsent) {
  const MetricSpec spec{.name = "payback_months", .unit = "months", .absent_is_never = true};
  const MetricSummary summary = summary_of(spec, std::vector<double>(500, kNever), Keeping::counts);
  EXPECT_EQ(summary.absent_share.value, 1);
  EXPECT_FALSE(summary.mean.exists());
  for (const Percentile& each : summary.percentiles) EXPECT_FALSE(each.estimate.exists());
  EXPECT_FALSE(summary.expected_shortfall.exists());
  EXPECT_TRUE(summary.bars.empty());
}

TEST(Metric, RefusesPathsBeyondItsColumn) {
  const MetricSpec spec{.name = "npv", .unit = "EUR"};
  std::vector<double> column(300), row(kLanes, 1.0);
  MetricSummariser metric(spec, 0, column);
  metric.add_block(0, row.data(), kLanes);
  EXPECT_EQ(metric.finish().paths, 256u);  // room for more is no harm
  EXPECT_THROW(metric.add_block(kLanes, row.data(), kLanes),
               std::logic_error);  // beyond the column
}

}  // namespace
}  // namespace landfall::summary
