// Which of several ways stands first, second, ... on each path, and by its mean.
#pragma once

#include <cstdint>
#include <vector>

#include "summary/paired.hpp"
#include "summary/results.hpp"

namespace landfall::summary {

/// Of one of the ways, 1 being the best. On a path its rank is 1 and the number of those that are
/// better there: where two are equal, none takes the better place from the other.
struct Ranks {
  std::vector<Estimate> probability;  ///< of each rank, from 1 on
  int low = 0, high = 0;              ///< ranks that the way may have by its mean; 0: nothing known
  double doubt = 1;  ///< that its mean is the best: chance, at most, that these paths mislead
  bool operator==(const Ranks&) const = default;
};

/// Blocks may be added and summarisers merged in any order: the summary has the same bits.
class RankSummariser {
 public:
  RankSummariser(const PairedSpec& spec, std::size_t ways, Grouping grouping);

  /// The first `count` lanes of a row a way, 0 <= count <= kLanes.
  void add_block(const std::vector<const double*>& rows, int count);

  /// Requires the same specification, ways and grouping.
  void merge(const RankSummariser& other);

  /// Requires the same specification, ways and grouping.
  void keep(Archive& archive);

  /// Without ranks by mean. Missing where some path lacks the value of some way.
  std::vector<Ranks> finish() const;

  static std::uint64_t memory_bytes(std::size_t ways, Grouping grouping);

 private:
  std::size_t groups() const { return grouping_ == Grouping::none ? 1 : kGroups; }

  PairedSpec spec_;
  std::size_t ways_;
  Grouping grouping_;
  std::uint64_t absent_ = 0;
  std::vector<std::uint64_t> counts_;  ///< [groups][ways][ranks]
};

/// A difference of two means, the first less the second.
struct DifferenceOfMeans {
  int first = 0, second = 0;
  Estimate difference;
};

/// The ranks that each way may have by its mean: behind those that are better beyond doubt, before
/// those that are worse beyond doubt. A difference is beyond doubt where 0 lies outside of the
/// intervals that hold all `differences` together at 95 % (Bonferroni), so that all ranks hold
/// together with that probability (after Klein, Wright & Wieczorek 2020, Journal of the Royal
/// Statistical Society A 183(3), 589-606, who use intervals of the means themselves; not checked).
/// The doubt of a way is the sum over the others of the chance that a difference as large as the
/// one found, or larger, comes about where there is none (one-sided), at most 1.
/// Leaves low and high at 0 where some pair has no difference.
void rank_by_mean(const PairedSpec& spec, const std::vector<DifferenceOfMeans>& differences,
                  Grouping grouping, std::vector<Ranks>& ranks);

}  // namespace landfall::summary
