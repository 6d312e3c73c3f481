#include "summary/fan.hpp"

#include "summary/quantile.hpp"

namespace landfall::summary {
FanSummariser::FanSummariser(double centre) : moments_(centre), histogram_(kFanMantissaBits) {}

void FanSummariser::add_block(const double* row, int count) {
  moments_.add_block(row, count);
  histogram_.add_block(row, count);
}

void FanSummariser::merge(const FanSummariser& other) {
  moments_.merge(other.moments_);
  histogram_.merge(other.histogram_);
}

FanEntry FanSummariser::finish(const std::string& label, std::span<const LevelRanks> levels) const {
  FanEntry entry;
  entry.label = label;
  entry.mean = moments_.mean();
  if (moments_.absent() > 0) entry.mean.missing = "some paths have no value";
  const OrderedCells cells = histogram_.ordered();
  for (const LevelRanks& level : levels) entry.percentiles.push_back(percentile(cells, level));
  return entry;
}

}  // namespace landfall::summary
