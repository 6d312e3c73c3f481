#include "summary/metric.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/archive.hpp"
#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "base/language.hpp"
#include "summary/bars.hpp"
#include "summary/grouped_order.hpp"
#include "summary/kept_values.hpp"
#include "summary/presence.hpp"
#include "summary/quantile.hpp"
#include "summary/share.hpp"
#include "summary/tail.hpp"

namespace landfall::summary {
MetricSummariser::MetricSummariser(const MetricSpec& spec, double centre, std::span<double> column,
                                   Grouping grouping)
    : spec_(&spec), moments_(centre), above_threshold_(spec.thresholds.size()), column_(column) {
  if (column.empty()) histogram_.emplace(kMetricMantissaBits);
  if (grouping != Grouping::none) {
    groups_ = Groups{grouping, GroupSums(grouping, centre, 3), {}, {}};
    groups_->above_threshold.resize(spec.thresholds.size());
    if (histogram_) groups_->histogram.emplace(grouping);
  }
  if (spec.wants_examples) examples_.emplace();
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
    if (!groups_) continue;
    for (int lane = 0; lane < count; ++lane)
      groups_->above_threshold[i][group_of(groups_->grouping, static_cast<std::uint64_t>(lane))] +=
          values[lane] > threshold ? 1 : 0;
  }
  if (groups_) groups_->sums.add_block(values, count);
  if (groups_ && groups_->histogram) groups_->histogram->add_block(values, count);
  if (examples_) examples_->add_block(first_path, values, count);
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
  if (examples_) examples_->merge(*other.examples_);
  if (!groups_) return;
  groups_->sums.merge(other.groups_->sums);
  for (std::size_t i = 0; i < above_threshold_.size(); ++i)
    for (int group = 0; group < kGroups; ++group)
      groups_->above_threshold[i][group] += other.groups_->above_threshold[i][group];
  if (groups_->histogram) groups_->histogram->merge(*other.groups_->histogram);
}

void MetricSummariser::keep(Archive& archive) {
  moments_.keep(archive);
  const std::uint64_t present = moments_.count(), absent = moments_.absent();
  archive.same(above_threshold_.size());
  for (std::size_t i = 0; i < above_threshold_.size(); ++i) {
    archive.same_real(spec_->thresholds[i]);
    archive.number(above_threshold_[i], paths());
  }
  archive.same(histogram_.has_value());
  if (histogram_) histogram_->keep(archive, present, absent);
  archive.same(examples_.has_value());
  if (examples_) examples_->keep(archive);
  archive.same(groups_.has_value());
  if (groups_) keep_groups(archive);
}

void MetricSummariser::keep_groups(Archive& archive) {
  const std::uint64_t present = moments_.count(), absent = moments_.absent();
  groups_->sums.keep(archive, present, absent);
  for (std::size_t i = 0; i < above_threshold_.size(); ++i) {
    std::uint64_t above = 0;
    for (int group = 0; group < kGroups; ++group) {
      std::uint64_t& of_group = groups_->above_threshold[i][group];
      archive.number(of_group, groups_->sums.present(group) + groups_->sums.absent(group));
      above += of_group;
    }
    archive.require(above == above_threshold_[i]);
  }
  if (groups_->histogram) groups_->histogram->keep(archive, present, absent);
}

void MetricSummariser::count_values() {
  EXPECTS(!histogram_ && paths() <= column_.size());
  histogram_.emplace(kMetricMantissaBits);
  if (groups_) groups_->histogram.emplace(groups_->grouping);
  for (std::uint64_t first = 0; first < paths(); first += kLanes) {
    const int count = static_cast<int>(std::min<std::uint64_t>(kLanes, paths() - first));
    histogram_->add_block(column_.data() + first, count);
    if (groups_) groups_->histogram->add_block(column_.data() + first, count);
  }
  column_ = {};
}

std::string MetricSummariser::absent_reason() const {
  if (!spec_->absent_reason.empty()) return spec_->absent_reason;
  return spec_->absent_is_never ? noted("some paths never reach it")
                                : noted("some paths have no value");
}

template <class Ordered>
void MetricSummariser::summarise_order(const Ordered& ordered, std::span<const LevelRanks> levels,
                                       MetricSummary& summary) const {
  if (!groups_)
    for (const LevelRanks& level : levels)
      summary.percentiles.push_back(percentile(ordered, level));
  summary.expected_shortfall = expected_shortfall(ordered, spec_->tail);
  summary.bars = round_bars(ordered, moments_.count());
  if (examples_ && ordered.size() > 0)
    summary.examples = examples_->lowest_median_highest(quantile(ordered, ordered.size(), 50));
  if (!groups_) return;
  if constexpr (Ordered::kExact) {
    std::vector<KeptValues> groups;
    const auto values = split_by_group(groups_->grouping, column_.first(summary.paths));
    for (const std::vector<double>& group : values) groups.emplace_back(group);
    take_order_errors(ordered, groups, levels, summary);
  } else {
    take_order_errors(ordered, groups_->histogram->ordered(groups_->sums), levels, summary);
  }
}

template <class Ordered, class Group>
void MetricSummariser::take_order_errors(const Ordered& ordered, const std::vector<Group>& groups,
                                         std::span<const LevelRanks> levels,
                                         MetricSummary& summary) const {
  for (const LevelRanks& level : levels)
    summary.percentiles.push_back(grouped_percentile(ordered, groups, level.level));
  const double half_width = 0.5 * summary.resolution * std::fabs(summary.expected_shortfall.value);
  take_shortfall_error(summary.expected_shortfall, groups, spec_->tail, half_width);
}

void MetricSummariser::take_group_errors(MetricSummary& summary) const {
  const GroupSums& sums = groups_->sums;
  const bool enough = sums.fewest() >= 2;
  const double none = std::numeric_limits<double>::quiet_NaN();
  take_error(summary.mean, enough ? sums.error_of_mean() : none);
  take_error(summary.sd, enough ? sums.error_of_sd() : none);
  take_error(summary.skewness, enough ? sums.error_of_skewness() : none);
  const auto share_error = [&](Estimate& share, auto passing) {
    if (!share.exists()) return;
    std::array<std::uint64_t, kGroups> passes, paths;
    for (int group = 0; group < kGroups; ++group) {
      passes[group] = passing(group);
      paths[group] = sums.present(group) + sums.absent(group);
    }
    share = share_of_groups(passes, paths);
  };
  share_error(summary.absent_share, [&](int group) { return sums.absent(group); });
  for (std::size_t i = 0; i < summary.probability_above.size(); ++i)
    share_error(summary.probability_above[i].probability,
                [&](int group) { return groups_->above_threshold[i][group]; });
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
  if (groups_) take_group_errors(summary);

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
