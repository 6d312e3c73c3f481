// What a report for people shows of a result: which metrics, under which names, in which scale.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/figure.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

inline constexpr std::array<double, 3> kShownLevels = {5, 50, 95};

/// A metric in a table.
struct MetricRow {
  std::string label;
  const summary::MetricSummary* metric = nullptr;
  Scale scale;
};

/// The mean and the quantiles at kShownLevels, none with more decimals than the median has (where
/// the median has no error, the mean). A missing one reads "never", or nothing.
std::array<Figure, 4> cells_of(const MetricRow& row, int most_digits = Digits{}.most);

/// Null if there is none of that name.
const summary::MetricSummary* find_metric(const simulate::Result& result, std::string_view name);

/// Null if the level was not asked for.
const summary::Interval* find_quantile(const std::vector<summary::Percentile>& percentiles,
                                       double level);

/// Null if the threshold was not asked for.
const summary::Estimate* find_exceedance(const summary::MetricSummary& metric, double threshold);

/// The scale that suits this metric alone, by its median.
Scale scale_of(const summary::MetricSummary& metric);

/// One scale for every amount of a report, so that the eye can compare them: the largest median of
/// the main metrics has at most five digits before the point.
Scale money_scale(const simulate::Result& result);

/// revenue, margin, npv, payback_months, peak_funding, market_share: those there are.
std::vector<MetricRow> main_rows(const simulate::Result& result);

/// Revenue by year and by market; at most `most` of each: of more years, those evenly apart with
/// the first and the last, of more markets the first. Markets only if there are several.
std::vector<MetricRow> year_rows(const simulate::Result& result, std::size_t most);
std::vector<MetricRow> market_rows(const simulate::Result& result, std::size_t most);
/// The same by product, of products with names.
std::vector<MetricRow> product_rows(const simulate::Result& result, std::size_t most);

/// At most `most` of the indexes below `count`, evenly apart, the first and the last among them.
std::vector<std::size_t> evenly(std::size_t count, std::size_t most);

/// "2026" for "2026-01 to 2026-12", else "year 3" for the third.
std::string year_label(std::string_view fan_label, std::size_t index);

/// "peak funding" for peak_funding.
std::string metric_label(std::string_view name);

/// Sentences on what the tables cannot show: how many paths never reach a metric, why a number is
/// missing, and that percentiles are not exact.
std::vector<std::string> table_notes(const simulate::Result& result, const TextStyle& style);

/// A sentence a metric that has thresholds, and one for npv: "npv: -754 ± 5 k EUR on average in the
/// worst 5 % of futures; above 0 in 62.0 ± 0.2 %; above 250 k EUR in 39.1 ± 0.2 %".
std::vector<std::string> risk_sentences(const simulate::Result& result, const TextStyle& style);

}  // namespace landfall::reports
