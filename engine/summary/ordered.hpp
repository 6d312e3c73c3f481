// Values in ascending order, as statistics of order see them: counts in cells here, every one of
// them in kept_values.hpp.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace landfall::summary {

/// Some values side by side, anywhere in [low, high]; a single value has low = high.
struct Cell {
  double low = 0, high = 0;
  std::uint64_t paths = 0;

  double middle() const { return low == high ? low : low + 0.5 * (high - low); }
};

/// Values known by the cell they fall in.
class OrderedCells {
 public:
  static constexpr bool kExact = false;

  /// Make room for so many cells at once.
  void reserve(std::size_t cells);

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

  /// Call visit(cell) for the cells of the `count` lowest or highest values, from the outside in,
  /// the last one cut. Requires count <= size().
  template <class Visit>
  void visit_all(Visit visit) const {
    for (const Cell& cell : cells_) visit(cell);
  }
  template <class Visit>
  void visit_lowest(std::uint64_t count, Visit visit) const {
    visit_from(cells_.begin(), count, visit);
  }
  template <class Visit>
  void visit_highest(std::uint64_t count, Visit visit) const {
    visit_from(cells_.rbegin(), count, visit);
  }

 private:
  template <class Iterator, class Visit>
  static void visit_from(Iterator cell, std::uint64_t count, Visit& visit) {
    for (; count > 0; ++cell) {
      Cell taken = *cell;
      taken.paths = std::min(count, cell->paths);
      visit(taken);
      count -= taken.paths;
    }
  }
  std::size_t cell_of(std::uint64_t rank) const;

  std::vector<Cell> cells_;
  std::vector<std::uint64_t> through_;  ///< paths in all cells up to and including this one
};

}  // namespace landfall::summary
