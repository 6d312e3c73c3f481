// A row of numbers by rank.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace landfall::summary {

/// The order of a row, and where each value stands in it.
struct RankedRow {
  std::vector<double> values;
  std::vector<std::uint32_t> order;  ///< places in the row, ascending; equal values in their order
  std::vector<std::uint32_t> ends;   ///< of each run of equal values: the rank after its last one
  std::vector<double> score;         ///< share of values below, and half of those equal

  std::size_t size() const { return values.size(); }
  /// How many have the value that most have.
  std::size_t most_frequent() const;
};

/// Requires fewer than 2^32 values, none of them NaN.
RankedRow ranked(std::vector<double> values);

}  // namespace landfall::summary
