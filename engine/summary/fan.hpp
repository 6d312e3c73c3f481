// One period or year of a fan, from blocks of values to its entry.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "summary/grouped_mean.hpp"
#include "summary/histogram.hpp"
#include "summary/rank_interval.hpp"
#include "summary/results.hpp"

namespace landfall::summary {

inline constexpr int kFanMantissaBits = 9;

/// What one thread holds of one entry: the mean, and a histogram of 512 cells an octave. Blocks may
/// be added and summarisers merged in any order: the entry has the same bits.
class FanSummariser {
 public:
  explicit FanSummariser(double centre, Grouping grouping = Grouping::none);

  /// The first `count` lanes of a row, 0 <= count <= kLanes.
  void add_block(const double* row, int count);

  /// Requires the same centre.
  void merge(const FanSummariser& other);

  /// Requires the same centre and grouping.
  void keep(Archive& archive);

  std::uint64_t paths() const { return mean_.count() + mean_.absent(); }

  /// `levels` are those of the percentiles, for as many values as were added.
  FanEntry finish(const std::string& label, std::span<const LevelRanks> levels) const;

 private:
  GroupedMean mean_;
  Histogram histogram_;
  std::optional<GroupHistogram> group_histogram_;  ///< where paths depend on each other
};

/// The percentiles of a fan.
inline constexpr double kFanLevels[] = {5, 25, 50, 75, 95};

}  // namespace landfall::summary
