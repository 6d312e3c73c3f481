#include "summary/fan.hpp"

#include "base/language.hpp"
#include "summary/quantile.hpp"

namespace landfall::summary {
FanSummariser::FanSummariser(double centre, Grouping grouping)
    : mean_(grouping, centre), histogram_(kFanMantissaBits) {
  if (grouping != Grouping::none) group_histogram_.emplace(grouping);
}

void FanSummariser::add_block(const double* row, int count) {
  mean_.add_block(row, count);
  histogram_.add_block(row, count);
  if (group_histogram_) group_histogram_->add_block(row, count);
}

void FanSummariser::merge(const FanSummariser& other) {
  mean_.merge(other.mean_);
  histogram_.merge(other.histogram_);
  if (group_histogram_) group_histogram_->merge(*other.group_histogram_);
}

void FanSummariser::keep(Archive& archive) {
  mean_.keep(archive);
  histogram_.keep(archive, mean_.count(), mean_.absent());
  if (group_histogram_) group_histogram_->keep(archive, mean_.count(), mean_.absent());
}

FanEntry FanSummariser::finish(const std::string& label, std::span<const LevelRanks> levels) const {
  FanEntry entry;
  entry.label = label;
  entry.mean = mean_.mean();
  const OrderedCells cells = histogram_.ordered();
  if (group_histogram_) {
    const std::vector<OrderedCells> groups = group_histogram_->ordered(*mean_.groups());
    for (const LevelRanks& level : levels)
      entry.percentiles.push_back(grouped_percentile(cells, groups, level.level));
  } else {
    for (const LevelRanks& level : levels) entry.percentiles.push_back(percentile(cells, level));
  }
  if (mean_.absent() > 0) entry.mean.missing = noted("some paths have no value");
  return entry;
}

}  // namespace landfall::summary
