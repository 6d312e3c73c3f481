// Percentiles, each with the interval that finite paths leave it.
#pragma once

#include <cmath>
#include <cstdint>

#include "base/contract.hpp"
#include "base/language.hpp"
#include "summary/ordered.hpp"
#include "summary/presence.hpp"
#include "summary/rank_interval.hpp"
#include "summary/results.hpp"

namespace landfall::summary {

/// The quantile at `level` percent of the n lowest values, type 7 of Hyndman & Fan 1996 (The
/// American Statistician 50(4), 361-365, doi:10.1080/00031305.1996.10473566):  with h = (n - 1)
/// level / 100,
///
///     x_floor(h) + (h - floor(h)) (x_floor(h)+1 - x_floor(h))        ranks from 0
///
/// +infinity where it falls among or next to absent values. `Ordered` is KeptValues or
/// OrderedCells. Requires 0 < n <= ordered.size() and 0 <= level <= 100.
template <class Ordered>
double quantile(const Ordered& ordered, std::uint64_t n, double level) {
  EXPECTS(n > 0 && n <= ordered.size() && level >= 0 && level <= 100);
  const double h = static_cast<double>(n - 1) * level / 100;
  const double floor = std::floor(h);
  const auto rank = static_cast<std::uint64_t>(floor);
  const double below = ordered.at(rank);
  if (h == floor) return below;
  const double above = ordered.at(rank + 1);
  return below == above ? below : below + (h - floor) * (above - below);
}

/// A percentile of all values. Its interval runs between the order statistics of `level.ranks`;
/// from cells, between their outer edges, so that the cells' width is part of it.
template <class Ordered>
Percentile percentile(const Ordered& ordered, const LevelRanks& level) {
  if (!level.ranks)
    return {level.level, {.missing = noted("too few paths for a 95 % interval at this level")}};
  const Interval found{.value = quantile(ordered, ordered.size(), level.level),
                       .low = ordered.low_at(level.ranks->lower - 1),
                       .high = ordered.high_at(level.ranks->upper - 1)};
  if (!is_present(found.value))
    return {level.level, {.missing = noted("falls among the absent paths")}};
  if (!is_present(found.high))
    return {level.level, {.missing = noted("its 95 % interval reaches the absent paths")}};
  return {level.level, found};
}

}  // namespace landfall::summary
