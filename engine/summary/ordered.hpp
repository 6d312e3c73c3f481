// Values in ascending order, as statistics of order see them: every one of them, or counts in
// cells.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace landfall::summary {

/// Some values side by side, anywhere in [low, high]; a single value has low = high.
struct Cell {
  double low = 0, high = 0;
  std::uint64_t paths = 0;

  double middle() const { return low == high ? low : low + 0.5 * (high - low); }
};

/// Every value, sorted; absent ones are +infinity. Does not own them.
class SortedValues {
 public:
  /// Requires ascending values, none of them NaN.
  explicit SortedValues(std::span<const double> values) : values_(values) {}

  std::uint64_t size() const { return values_.size(); }

  /// The value at `rank`, counted from 0, and where it lies for certain.
  double at(std::uint64_t rank) const { return values_[rank]; }
  double low_at(std::uint64_t rank) const { return values_[rank]; }
  double high_at(std::uint64_t rank) const { return values_[rank]; }

  /// How many values lie below x.
  std::uint64_t count_below(double x) const;

  /// The `count` lowest or highest values, from the outside in, as cells of one value.
  std::vector<Cell> lowest(std::uint64_t count) const;
  std::vector<Cell> highest(std::uint64_t count) const;

 private:
  std::span<const double> values_;
};

/// Values known by the cell they fall in.
class OrderedCells {
 public:
  /// The next cell in ascending order, not empty.
  void append(Cell cell);

  std::uint64_t size() const { return through_.empty() ? 0 : through_.back(); }

  /// An estimate of the value at `rank`, counted from 0: the values of a cell spread evenly over
  /// it.
  double at(std::uint64_t rank) const;

  /// The edges of the cell of the value at `rank`.
  double low_at(std::uint64_t rank) const { return cells_[cell_of(rank)].low; }
  double high_at(std::uint64_t rank) const { return cells_[cell_of(rank)].high; }

  /// How many values lie below x, each taken to be in the middle of its cell.
  std::uint64_t count_below(double x) const;

  /// The cells of the `count` lowest or highest values, from the outside in, the last one cut.
  std::vector<Cell> lowest(std::uint64_t count) const;
  std::vector<Cell> highest(std::uint64_t count) const;

 private:
  std::size_t cell_of(std::uint64_t rank) const;

  std::vector<Cell> cells_;
  std::vector<std::uint64_t> through_;  ///< paths in all cells up to and including this one
};

}  // namespace landfall::summary
