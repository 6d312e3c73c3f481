// What a unit costs on its way from the works to the shelf, over paths: waterfalls and tables.
#pragma once

#include <vector>

#include "reports/sections.hpp"

namespace landfall::reports {

/// A waterfall for the first channel of each market (and product), at most `most` of them, and a
/// table of all other channels and markets. Ids begin with `prefix`.
std::vector<Section> ladder_sections(const simulate::Result& result, const std::string& prefix,
                                     std::size_t most);

/// A table for each ladder that is drawn, and that of the others.
std::vector<simulate::Table> ladder_tables(const simulate::Result& result, std::size_t most);

inline constexpr std::size_t kLaddersDrawn = 6;

}  // namespace landfall::reports
