// Statistics of order with errors from the spread between groups of paths.
#pragma once

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/language.hpp"
#include "summary/grouped.hpp"
#include "summary/quantile.hpp"
#include "summary/tail.hpp"

namespace landfall::summary {

/// Put the error between groups in the place of that of independent paths. A statistic that has
/// no spread at all keeps its error of 0.
inline void take_error(Estimate& estimate, double error) {
  if (!estimate.exists() || estimate.error == 0) return;
  if (is_present(error))
    estimate.error = error;
  else
    estimate.missing = noted("too few paths for an error between groups of them");
}

/// Whether each group has two values or more beyond a level, in percent, on its thin side.
template <class Group>
bool has_tail(const std::vector<Group>& groups, double level) {
  return std::all_of(groups.begin(), groups.end(), [&](const Group& group) {
    return static_cast<double>(group.size()) * std::min(level, 100 - level) >= 200;
  });
}

/// A percentile of all values; its 95 % interval reaches kGroupErrorsAside errors to either side
/// and, from cells, to their outer edges. `groups` are the values of each group, in order.
template <class Ordered, class Group>
Percentile grouped_percentile(const Ordered& ordered, const std::vector<Group>& groups,
                              double level) {
  if (!has_tail(groups, level))
    return {level, {.missing = noted("too few paths for an error at this level")}};
  const double value = quantile(ordered, ordered.size(), level);
  if (!is_present(value)) return {level, {.missing = noted("falls among the absent paths")}};
  std::array<double, kGroups> values;
  for (std::size_t i = 0; i < kGroups; ++i)
    values[i] = quantile(groups[i], groups[i].size(), level);
  const double aside = kGroupErrorsAside * error_between(values);
  if (!is_present(aside))
    return {level, {.missing = noted("its 95 % interval reaches the absent paths")}};
  const double h = static_cast<double>(ordered.size() - 1) * level / 100;
  const auto rank = static_cast<std::uint64_t>(h);
  const std::uint64_t next = std::min(rank + 1, ordered.size() - 1);
  const double low = std::min(value, ordered.kExact ? value : ordered.low_at(rank));
  const double high = std::max(value, ordered.kExact ? value : ordered.high_at(next));
  if (!is_present(high))
    return {level, {.missing = noted("its 95 % interval reaches the absent paths")}};
  return {level, {.value = value, .low = low - aside, .high = high + aside}};
}

/// The shortfall of all values, its error between groups and the half width of its cells.
template <class Group>
void take_shortfall_error(Estimate& shortfall, const std::vector<Group>& groups, Tail tail,
                          double half_width) {
  if (!shortfall.exists() || shortfall.error == 0) return;
  std::array<double, kGroups> values;
  for (std::size_t i = 0; i < kGroups; ++i) {
    const Estimate of_group = expected_shortfall(groups[i], tail);
    if (!of_group.exists()) {
      shortfall.missing = noted("a group of paths has too few in the tail");
      return;
    }
    values[i] = of_group.value;
  }
  shortfall.error = error_between(values) + half_width;
}

}  // namespace landfall::summary
