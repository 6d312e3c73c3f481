#include "summary/tail.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "summary/exact_sum.hpp"
#include "summary/presence.hpp"

namespace landfall::summary {
namespace {

// Sum of weight * term(cell) over cells that weigh `weight` in all; the last one fills what is
// left.
template <class Term>
double weighted_sum(const std::vector<Cell>& cells, double weight, Term term) {
  ExactSum sum;
  double left = weight;
  for (const Cell& cell : cells) {
    const double share = std::min(left, static_cast<double>(cell.paths));
    sum.add(share * term(cell));
    left -= share;
  }
  return sum.value();
}

}  // namespace

template <class Ordered>
Estimate expected_shortfall(const Ordered& ordered, Tail tail) {
  const double weight = static_cast<double>(ordered.size()) * kTailPercent / 100;
  if (weight < 2) return {.missing = "fewer than two paths in the tail"};
  const auto paths = static_cast<std::uint64_t>(std::ceil(weight));
  const auto cells = tail == Tail::lower ? ordered.lowest(paths) : ordered.highest(paths);
  // Absent paths are highest: they begin an upper tail, or end a lower one.
  if (!is_present(cells.front().high) || !is_present(cells.back().high))
    return {.missing = "the tail takes in absent paths"};

  const double shortfall =
      weighted_sum(cells, weight, [](const Cell& cell) { return cell.middle(); }) / weight;
  const auto squared_distance = [&](const Cell& cell) {
    const double distance = cell.middle() - shortfall;
    return distance * distance;
  };
  const double variance = weighted_sum(cells, weight, squared_distance) / (weight - 1);
  const double half_width =
      weighted_sum(cells, weight, [](const Cell& c) { return 0.5 * (c.high - c.low); }) / weight;
  const double quantile_term = (1 - kTailPercent / 100) * squared_distance(cells.back());
  return {.value = shortfall, .error = std::sqrt((variance + quantile_term) / weight) + half_width};
}

template Estimate expected_shortfall(const SortedValues&, Tail);
template Estimate expected_shortfall(const OrderedCells&, Tail);

}  // namespace landfall::summary
