// Counts of values in cells whose width is a fixed share of the value.
#pragma once

#include <cstdint>
#include <vector>

#include "summary/ordered.hpp"

namespace landfall::summary {

/// A log-linear histogram: the cell of a double is its sign, its exponent and the first
/// `mantissa_bits` bits of its mantissa, so that an octave [2^e, 2^(e+1)) has 2^mantissa_bits
/// cells.
///
/// Counts are integers, so any order of adding and merging gives the same histogram. Only octaves
/// that hold a value take memory (8 bytes a cell). Zero has a cell of its own, which it shares with
/// the magnitudes below 2^-1022-mantissa_bits; all absent values are counted as +infinity, the last
/// cell.
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

  /// The cells that hold a value, in ascending order.
  OrderedCells ordered() const;

  /// Width of a cell over the value at its lower edge, at most.
  double relative_width() const;

 private:
  using Page = std::uint16_t;
  static constexpr Page kNoPage = 0xffff;

  /// Room for the counts of an octave met for the first time.
  void make_page(std::uint32_t octave);

  int mantissa_bits_;
  std::vector<Page> page_of_octave_;   ///< by sign and exponent
  std::vector<std::uint64_t> counts_;  ///< a page of 2^mantissa_bits for each octave met
};

}  // namespace landfall::summary
