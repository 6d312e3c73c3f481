// Which of two strategies, or files, is better how often.
#pragma once

#include <optional>
#include <vector>

#include "reports/sections.hpp"

namespace landfall::reports {

/// Pair by pair, in how many futures one has the higher npv. `order`: the ways that have one, that
/// with the highest mean first; of more than four it alone is set against the others. None where no
/// two have it.
std::optional<Section> better_section(const simulate::Comparison& comparison,
                                      const std::vector<int>& order);

}  // namespace landfall::reports
