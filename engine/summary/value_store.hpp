// Every value of every metric, kept so that quantiles are exact.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

namespace landfall::summary {

/// One column a metric, one value a path. All threads share it without locks: each block of paths
/// writes its own stretch of the columns, and nobody reads before all have written.
class ValueStore {
 public:
  ValueStore(std::uint64_t paths, std::size_t metrics)
      : paths_(paths),
        stride_((paths / kLine | 1) * kLine + kLine * 2),
        values_(std::make_unique_for_overwrite<double[]>(stride_ * metrics)) {}

  /// The values of one metric by path; absent ones are +infinity.
  std::span<double> column(std::size_t metric) {
    return {values_.get() + metric * stride_, static_cast<std::size_t>(paths_)};
  }

 private:
  static constexpr std::uint64_t kLine = 8;  // doubles in a cache line

  std::uint64_t paths_;
  std::uint64_t
      stride_;  // an odd number of lines: columns would share cache sets at a power of two
  std::unique_ptr<double[]> values_;
};

}  // namespace landfall::summary
