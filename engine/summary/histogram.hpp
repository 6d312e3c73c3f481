// Counts of values in cells whose width is a fixed share of the value.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "summary/ordered.hpp"

namespace landfall {
class Archive;
}

namespace landfall::summary {

/// A log-linear histogram: the cell of a double is its sign, its exponent and the first
/// `mantissa_bits` bits of its mantissa, so that an octave [2^e, 2^(e+1)) has 2^mantissa_bits
/// cells.
///
/// Counts are integers, so any order of adding and merging gives the same histogram. Zero has a
/// cell of its own, which it shares with the magnitudes below 2^-1022-mantissa_bits; all absent
/// values are counted as +infinity, the last cell.
///
/// Only octaves that hold a value take memory: a byte a cell, and four more once a cell of the
/// octave has counted to 256 and carries. So what adding touches is small: 65 histograms of 512
/// cells an octave stay in a second-level cache. A cell counts to 2^40.
///
/// The idea is that of HdrHistogram (Tene) and DDSketch (Masson, Rim & Lee 2019, PVLDB 12(12),
/// 2195-2205, doi:10.14778/3352063.3352135), with cells read off the double instead of a logarithm.
class Histogram {
 public:
  /// 1 <= mantissa_bits <= 16.
  explicit Histogram(int mantissa_bits);

  /// The first `count` lanes of a row, 0 <= count <= kLanes; the others are not read.
  void add_block(const double* row, int count);

  /// Requires the same mantissa_bits.
  void merge(const Histogram& other);

  /// The cells that hold a value: `present` finite values and `absent` others. Requires the same
  /// mantissa_bits.
  void keep(Archive& archive, std::uint64_t present, std::uint64_t absent);

  /// The cells that hold a value, in ascending order.
  OrderedCells ordered() const;

  /// About the most memory that a histogram of so many paths takes, and then its cells in order.
  ///
  /// A smooth distribution that reaches zero has its smallest value near 1/paths of its scale: so
  /// many octaves are met as `paths` has bits, and a dozen above on either side. Octaves a few
  /// below the scale hold too few values to carry.
  static std::uint64_t memory_bytes(int mantissa_bits, std::uint64_t paths);
  static std::uint64_t ordered_bytes(int mantissa_bits, std::uint64_t paths);

  /// Width of a cell over the value at its lower edge, at most.
  double relative_width() const;

 private:
  static constexpr std::int32_t kNotMet = std::numeric_limits<std::int32_t>::min();

  std::size_t cells_of_octave() const { return std::size_t{1} << mantissa_bits_; }

  /// Make room for an octave's cells.
  void meet(std::uint32_t octave);

  /// Where a cell is counted; the other one requires that its octave was met.
  std::size_t place_of(std::uint32_t cell);
  std::size_t place_of_met(std::uint32_t cell) const {
    return static_cast<std::size_t>(start_of_octave_[cell >> mantissa_bits_] +
                                    static_cast<std::int32_t>(cell));
  }

  void carry(std::size_t place, std::uint32_t times);
  void add(std::size_t place, std::uint64_t paths);
  std::uint64_t paths_at(std::size_t place) const;
  void keep_octave(Archive& archive, std::uint32_t octave, std::uint64_t& present,
                   std::uint64_t& absent);

  int mantissa_bits_;
  std::vector<std::int32_t> start_of_octave_;  ///< by sign and exponent: added to a cell, its place
  std::vector<std::uint8_t> counts_;           ///< modulo 256, by place
  std::vector<std::vector<std::uint32_t>> carries_;  ///< 256s, by octave met; empty without any
};

}  // namespace landfall::summary
