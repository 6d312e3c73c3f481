// How the mean of a metric settles as paths are added.
#pragma once

#include <cstdint>
#include <vector>

#include "summary/grouped_mean.hpp"
#include "summary/results.hpp"

namespace landfall::summary {

/// Sums of a metric over stretches of blocks that each double the paths before them: block 0,
/// block 1, blocks 2 and 3, 4 to 7, and so on. The paths before the end of a stretch are all those
/// of the stretches up to it, so the mean of the first 256, 512, 1024 ... paths needs no second
/// look at them, whichever thread took which block. Blocks may be added and merged in any order:
/// the means have the same bits.
///
/// Where paths depend on each other in groups, the first n are as many of each group, and the
/// groups are independent of each other at any n: the error is that between groups, as at the end.
class Convergence {
 public:
  Convergence(Grouping grouping, double centre) : grouping_(grouping), centre_(centre) {}

  /// The metric of paths first_path to first_path + count - 1, a block.
  void add_block(std::uint64_t first_path, const double* row, int count);

  /// Requires the same centre and grouping.
  void merge(const Convergence& other);

  /// Requires the same centre and grouping; of so many paths.
  void keep(Archive& archive, std::uint64_t paths);

  /// The mean at the end of each of the last kCheckpointsMax stretches, of which the last ends with
  /// the paths added. Requires that these are the first so many.
  std::vector<Checkpoint> finish() const;

  static constexpr std::size_t kCheckpointsMax = 12;

  /// About what one of them takes at so many paths.
  static std::uint64_t memory_bytes(Grouping grouping, std::uint64_t paths);

 private:
  void reach(std::size_t stretches);

  Grouping grouping_;
  double centre_;
  std::vector<GroupedMean> stretches_;
};

}  // namespace landfall::summary
