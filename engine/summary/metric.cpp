#include "summary/metric.hpp"

#include <algorithm>

#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "summary/bars.hpp"
#include "summary/kept_values.hpp"
#include "summary/presence.hpp"
#include "summary/quantile.hpp"
#include "summary/share.hpp"
#include "summary/tail.hpp"

namespace landfall::summary {
MetricSummariser::MetricSummariser(const MetricSpec& spec, double centre, std::span<double> column)
    : spec_(&spec), moments_(centre), above_threshold_(spec.thresholds.size()), column_(column) {
  if (column.empty()) histogram_.emplace(kMetricMantissaBits);
}

void MetricSummariser::add_block(std::uint64_t first_path, const double* row, int count) {
  EXPECTS(count >= 0 && count <= kLanes);
  double values[kLanes];
  for (int lane = 0; lane < count; ++lane) values[lane] = present_or_infinity(row[lane]);

  moments_.add_block(values, count);
  for (std::size_t i = 0; i < above_threshold_.size(); ++i) {
    const double threshold = spec_->thresholds[i];
    std::int64_t above = 0;
    for (int lane = 0; lane < count; ++lane) above += values[lane] > threshold ? 1 : 0;
    above_threshold_[i] += static_cast<std::uint64_t>(above);
  }
  if (histogram_) {
    histogram_->add_block(values, count);
  } else {
    EXPECTS(first_path + static_cast<std::uint64_t>(count) <= column_.size());
    std::copy(values, values + count, column_.begin() + static_cast<std::ptrdiff_t>(first_path));
  }
}

void MetricSummariser::merge(const MetricSummariser& other) {
  EXPECTS(above_threshold_.size() == other.above_threshold_.size());
  EXPECTS(column_.data() == other.column_.data());
  moments_.merge(other.moments_);
  for (std::size_t i = 0; i < above_threshold_.size(); ++i)
    above_threshold_[i] += other.above_threshold_[i];
  if (histogram_) histogram_->merge(*other.histogram_);
}

void MetricSummariser::count_values() {
  EXPECTS(!histogram_ && paths() <= column_.size());
  histogram_.emplace(kMetricMantissaBits);
  for (std::uint64_t first = 0; first < paths(); first += kLanes)
    histogram_->add_block(column_.data() + first,
                          static_cast<int>(std::min<std::uint64_t>(kLanes, paths() - first)));
  column_ = {};
}

std::string MetricSummariser::absent_reason() const {
  if (!spec_->absent_reason.empty()) return spec_->absent_reason;
  return spec_->absent_is_never ? "some paths never reach it" : "some paths have no value";
}

template <class Ordered>
void MetricSummariser::summarise_order(const Ordered& ordered, std::span<const LevelRanks> levels,
                                       MetricSummary& summary) const {
  for (const LevelRanks& level : levels) summary.percentiles.push_back(percentile(ordered, level));
  summary.expected_shortfall = expected_shortfall(ordered, spec_->tail);
  summary.bars = round_bars(ordered, moments_.count());
}

MetricSummary MetricSummariser::finish(std::span<const LevelRanks> levels,
                                       std::span<double> room) const {
  MetricSummary summary;
  summary.name = spec_->name;
  summary.unit = spec_->unit;
  summary.paths = paths();
  summary.absent = moments_.absent();
  summary.absent_is_never = spec_->absent_is_never;
  summary.absent_share = share_of_paths(summary.absent, summary.paths);
  summary.mean = moments_.mean();
  summary.sd = moments_.sd();
  summary.skewness = moments_.skewness();
  summary.tail = spec_->tail;
  summary.tail_level = kTailPercent / 100;
  for (std::size_t i = 0; i < above_threshold_.size(); ++i)
    summary.probability_above.push_back(
        {spec_->thresholds[i], share_of_paths(above_threshold_[i], summary.paths)});

  if (histogram_) {
    summary.resolution = histogram_->relative_width();
    summarise_order(histogram_->ordered(), levels, summary);
  } else {
    EXPECTS(summary.paths <= column_.size());
    summarise_order(KeptValues(column_.first(summary.paths), room), levels, summary);
  }

  if (summary.absent > 0) {
    const std::string reason = absent_reason();
    summary.mean.missing = summary.sd.missing = summary.skewness.missing = reason;
    if (!spec_->absent_is_never) {
      summary.expected_shortfall.missing = reason;
      for (Percentile& each : summary.percentiles) each.estimate.missing = reason;
      for (Exceedance& each : summary.probability_above) each.probability.missing = reason;
      summary.bars.clear();
    }
  }
  return summary;
}

MetricSummary MetricSummariser::finish() const {
  return finish(ranks_at_levels(paths(), kMetricLevels));
}

}  // namespace landfall::summary
