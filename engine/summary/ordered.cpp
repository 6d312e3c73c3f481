#include "summary/ordered.hpp"

#include <algorithm>

#include "base/contract.hpp"

namespace landfall::summary {
namespace {

// The cells of `count` values taken from the front of a range of cells.
template <class Iterator>
std::vector<Cell> take(Iterator cell, std::uint64_t count) {
  std::vector<Cell> taken;
  for (; count > 0; ++cell) {
    taken.push_back(*cell);
    taken.back().paths = std::min(count, cell->paths);
    count -= taken.back().paths;
  }
  return taken;
}

template <class Iterator>
std::vector<Cell> singles(Iterator value, std::uint64_t count) {
  std::vector<Cell> cells;
  cells.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i, ++value) cells.push_back({*value, *value, 1});
  return cells;
}

}  // namespace

std::uint64_t SortedValues::count_below(double x) const {
  return static_cast<std::uint64_t>(std::lower_bound(values_.begin(), values_.end(), x) -
                                    values_.begin());
}

std::vector<Cell> SortedValues::lowest(std::uint64_t count) const {
  EXPECTS(count <= size());
  return singles(values_.begin(), count);
}

std::vector<Cell> SortedValues::highest(std::uint64_t count) const {
  EXPECTS(count <= size());
  return singles(values_.rbegin(), count);
}

void OrderedCells::append(Cell cell) {
  EXPECTS(cell.paths > 0 && (cells_.empty() || cells_.back().high <= cell.low));
  through_.push_back(size() + cell.paths);
  cells_.push_back(cell);
}

std::size_t OrderedCells::cell_of(std::uint64_t rank) const {
  EXPECTS(rank < size());
  return static_cast<std::size_t>(std::upper_bound(through_.begin(), through_.end(), rank) -
                                  through_.begin());
}

double OrderedCells::at(std::uint64_t rank) const {
  const std::size_t i = cell_of(rank);
  const Cell& cell = cells_[i];
  if (cell.low == cell.high) return cell.low;
  const std::uint64_t place = rank - (through_[i] - cell.paths);  // from 0 within the cell
  const double share = (static_cast<double>(place) + 0.5) / static_cast<double>(cell.paths);
  return cell.low + share * (cell.high - cell.low);
}

std::uint64_t OrderedCells::count_below(double x) const {
  const auto cell = std::partition_point(cells_.begin(), cells_.end(),
                                         [&](const Cell& c) { return c.middle() < x; });
  return cell == cells_.begin() ? 0 : through_[static_cast<std::size_t>(cell - cells_.begin()) - 1];
}

std::vector<Cell> OrderedCells::lowest(std::uint64_t count) const {
  EXPECTS(count <= size());
  return take(cells_.begin(), count);
}

std::vector<Cell> OrderedCells::highest(std::uint64_t count) const {
  EXPECTS(count <= size());
  return take(cells_.rbegin(), count);
}

}  // namespace landfall::summary
