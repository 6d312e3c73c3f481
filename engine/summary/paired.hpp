// Two outcomes compared path by path: how much one is better than the other, and how often.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "summary/grouped_mean.hpp"
#include "summary/results.hpp"

namespace landfall::summary {

/// What is compared. Two strategies on the same draws differ by less than either varies, so their
/// difference is known far better than two means with errors of their own would say.
struct PairedSpec {
  Tail tail = Tail::lower;       ///< which tail is bad: lower, and more is better
  bool absent_is_never = false;  ///< a value that is not finite is larger than any number

  /// It must be the same.
  void keep(Archive& archive) const;
};

struct PairedSummary {
  std::uint64_t paths = 0;
  std::uint64_t absent = 0;  ///< how many of them have no difference: one value, or both, is absent
  Estimate mean_difference;  ///< of first - second; missing where some path has none
  Estimate probability_better;  ///< of the first: larger, or smaller where the upper tail is bad
  Estimate probability_equal;
  /// About how many paths would tell the means apart, where the 95 % interval of their difference
  /// holds 0: n (1.96 error / difference)^2.
  std::optional<std::uint64_t> paths_to_tell = {};
  bool operator==(const PairedSummary&) const = default;
};

/// What one thread holds of a comparison. Blocks may be added and summarisers merged in any order:
/// the summary has the same bits.
class PairedSummariser {
 public:
  /// `centre` is the paired_centre of block 0.
  PairedSummariser(const PairedSpec& spec, double centre, Grouping grouping = Grouping::none)
      : spec_(spec), grouping_(grouping), differences_(grouping, centre) {}

  /// The first `count` lanes of two rows of the same paths, 0 <= count <= kLanes.
  void add_block(const double* first, const double* second, int count);

  /// Requires the same specification and centre.
  void merge(const PairedSummariser& other);

  /// Requires the same specification, centre and grouping.
  void keep(Archive& archive);

  /// The error of the mean is that of the mean of the differences, s_d / sqrt(n): of two outcomes
  /// whose correlation is r and whose standard deviations are alike it is sqrt(1 - r) of what
  /// independent paths would give (common random numbers). Where paths depend on each other, errors
  /// come from the spread between groups of them.
  PairedSummary finish() const;

 private:
  Estimate share(std::uint64_t passing,
                 const std::array<std::uint64_t, kGroups>& passing_of_group) const;

  PairedSpec spec_;
  Grouping grouping_;
  GroupedMean differences_;
  std::uint64_t better_ = 0, equal_ = 0;
  std::array<std::uint64_t, kGroups> better_of_group_{}, equal_of_group_{}, paths_of_group_{};
};

/// The block_mean of first - second, for the centre of a PairedSummariser.
double paired_centre(const double* first, const double* second, int count);

}  // namespace landfall::summary
