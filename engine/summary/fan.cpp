#include "summary/fan.hpp"

#include "summary/grouped_order.hpp"
#include "summary/quantile.hpp"

namespace landfall::summary {
FanSummariser::FanSummariser(double centre, Grouping grouping)
    : moments_(centre), histogram_(kFanMantissaBits) {
  if (grouping == Grouping::none) return;
  group_sums_.emplace(grouping, centre, 1);
  group_histogram_.emplace(grouping);
}

void FanSummariser::add_block(const double* row, int count) {
  moments_.add_block(row, count);
  histogram_.add_block(row, count);
  if (!group_sums_) return;
  group_sums_->add_block(row, count);
  group_histogram_->add_block(row, count);
}

void FanSummariser::merge(const FanSummariser& other) {
  moments_.merge(other.moments_);
  histogram_.merge(other.histogram_);
  if (!group_sums_) return;
  group_sums_->merge(*other.group_sums_);
  group_histogram_->merge(*other.group_histogram_);
}

FanEntry FanSummariser::finish(const std::string& label, std::span<const LevelRanks> levels) const {
  FanEntry entry;
  entry.label = label;
  entry.mean = moments_.mean();
  const OrderedCells cells = histogram_.ordered();
  if (group_sums_) {
    take_error(entry.mean, group_sums_->error_of_mean());
    const std::vector<OrderedCells> groups = group_histogram_->ordered(*group_sums_);
    for (const LevelRanks& level : levels)
      entry.percentiles.push_back(grouped_percentile(cells, groups, level.level));
  } else {
    for (const LevelRanks& level : levels) entry.percentiles.push_back(percentile(cells, level));
  }
  if (moments_.absent() > 0) entry.mean.missing = "some paths have no value";
  return entry;
}

}  // namespace landfall::summary
