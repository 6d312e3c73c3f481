// The paths of the worst, the median and the best value of a metric, to be looked at one by one.
#pragma once

#include <cstdint>
#include <vector>

#include "summary/results.hpp"

namespace landfall {
class Archive;
}

namespace landfall::summary {

/// Finds them in any order of blocks and merges. Ties go to the lowest path, absent values never.
class Examples {
 public:
  /// Paths among which the median's example is sought: finding one needs every value it may be, and
  /// among so many the nearest is at the median for every purpose.
  static constexpr std::uint64_t kSought = 1u << 16;

  /// Values of the paths from first_path on, +infinity where absent.
  void add_block(std::uint64_t first_path, const double* values, int count);
  void merge(const Examples& other);
  void keep(Archive& archive);

  /// Lowest, nearest to `median`, highest; none if no value is present.
  std::vector<Example> lowest_median_highest(double median) const;

 private:
  void take(const Example& lowest, const Example& highest);
  void keep_early(Archive& archive);

  bool any_ = false;
  Example lowest_, highest_;
  std::vector<double> early_;  ///< of the first kSought paths; +infinity: absent, or not seen
};

}  // namespace landfall::summary
