#include "summary/ordered.hpp"

#include <algorithm>

#include "base/contract.hpp"

namespace landfall::summary {
void OrderedCells::reserve(std::size_t cells) {
  cells_.reserve(cells);
  through_.reserve(cells);
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

}  // namespace landfall::summary
