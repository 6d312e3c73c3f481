// Errors of paths that are not independent of each other: from the spread between groups that are.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "summary/exact_sum.hpp"
#include "summary/histogram.hpp"
#include "summary/results.hpp"

namespace landfall::summary {

/// The 97.5 % point of Student's t distribution with kGroups - 1 degrees of freedom: a 95 %
/// interval reaches so many errors to either side.
inline constexpr double kGroupErrorsAside = 2.1314495455597742;

/// The group of a path, counted from 0.
inline int group_of(Grouping grouping, std::uint64_t path) {
  return static_cast<int>((grouping == Grouping::by_pair ? path / 2 : path) % kGroups);
}

/// Standard error of the mean of kGroups independent numbers: sd / sqrt(kGroups).
double error_between(const std::array<double, kGroups>& values);

/// Sums of powers of (x - centre) for each group. Within a block a group's values are added in the
/// order of their paths, then exactly: the same bits for any order of blocks.
class GroupSums {
 public:
  /// `powers` is 1 for means alone, 3 for deviations and skewness too.
  GroupSums(Grouping grouping, double centre, int powers);

  void add_block(const double* row, int count);
  void merge(const GroupSums& other);

  /// Requires the same grouping, centre and powers; of `present` finite values and `absent` others.
  void keep(Archive& archive, std::uint64_t present, std::uint64_t absent);

  std::uint64_t fewest() const;  ///< finite values of the group with the fewest
  std::uint64_t absent(int group) const { return absent_[group]; }
  std::uint64_t present(int group) const { return count_[group]; }

  /// Errors of the statistics of all paths; NaN where the powers left the range of a double.
  double error_of_mean() const;
  double error_of_sd() const;
  double error_of_skewness() const;

 private:
  double moment(int group, int power) const;
  template <class Statistic>
  double error_of(int powers, Statistic statistic) const;

  Grouping grouping_;
  double centre_;
  int powers_;
  bool in_range_ = true;
  std::array<std::uint64_t, kGroups> count_{}, absent_{};
  std::vector<ExactSum> sums_;  ///< [group][power]
};

/// A histogram of each group, of 2^kBits cells an octave, in the memory of one: the group's number
/// stands in the bits of a double below those that choose the cell. Coarse cells do: what is read
/// from them is the difference of groups, and the width of the finer cells that the statistic comes
/// from is part of its error besides.
class GroupHistogram {
 public:
  explicit GroupHistogram(Grouping grouping);

  void add_block(const double* row, int count);
  void merge(const GroupHistogram& other) { histogram_.merge(other.histogram_); }

  /// Requires the same grouping; of `present` finite values and `absent` others.
  void keep(Archive& archive, std::uint64_t present, std::uint64_t absent);

  /// The cells of each group in ascending order; absent values are added by number.
  std::vector<OrderedCells> ordered(const GroupSums& sums) const;

  static std::uint64_t memory_bytes(std::uint64_t paths) {
    return Histogram::memory_bytes(kBits + kGroupBits, paths);
  }

 private:
  static constexpr int kBits = 5, kGroupBits = 4;

  Grouping grouping_;
  Histogram histogram_;
};

/// The values of each group of a column.
std::vector<std::vector<double>> split_by_group(Grouping grouping, std::span<const double> column);

}  // namespace landfall::summary
