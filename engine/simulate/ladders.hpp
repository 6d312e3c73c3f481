// The price ladders of a scenario over its first paths, for reports.
#pragma once

#include <vector>

#include "scenario/scenario.hpp"
#include "simulate/result.hpp"

namespace landfall::simulate {

/// At most so many paths are computed once more for the ladders: a mean is then known to 3 % of
/// what the paths differ by, or better, which no eye sees on a chart.
inline constexpr std::uint64_t kShownPaths = 1024;

/// One of each market (and product) and channel that may sell before the horizon, in the order of
/// the file: as prices, rates and duties stand on each path in the first period in which a channel
/// of the market may sell. That is when the ladder first meets buyers: what has a date before it
/// has happened, and every path has one, whether it sells then or not. `paths` are those of the
/// run. The numbers are those of `replay`: the same kernel, up to that period.
std::vector<Ladder> ladders_of(const scenario::Scenario& scenario, std::uint64_t paths);

}  // namespace landfall::simulate
