// The sum over a block of lanes, in one fixed tree.
#pragma once

#include "base/lanes.hpp"

namespace landfall::summary {

/// Fold the upper half of a row onto its lower half, until one value is left.
template <int kWidth>
inline void fold_halves(double* row) {
  for (int lane = 0; lane < kWidth / 2; ++lane) row[lane] += row[lane + kWidth / 2];
  if constexpr (kWidth > 2) fold_halves<kWidth / 2>(row);
}

/// Sum of kLanes values: lane i and lane i + 128, then those sums i and i + 64, and so on.
///
/// Each level is a loop of independent additions, so that any vector width gives the same bits. The
/// rounding error is at most 8 units in the last place of the sum of the magnitudes, one a level.
inline double tree_sum(const double* row) {
  static_assert((kLanes & (kLanes - 1)) == 0, "the tree halves down to one lane");
  double half[kLanes / 2];
  for (int lane = 0; lane < kLanes / 2; ++lane) half[lane] = row[lane] + row[lane + kLanes / 2];
  fold_halves<kLanes / 2>(half);
  return half[0];
}

}  // namespace landfall::summary
