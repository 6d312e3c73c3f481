// A study's league: sectors in the order of what they may earn, and how sure that order is.
#pragma once

#include <string>
#include <vector>

#include "reports/style.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

/// The ways from the best to the worst by the mean of the study's first metric (the median where
/// there is no mean); ways without it last. Indexes into Comparison::ways.
std::vector<int> league_order(const simulate::Comparison& comparison);

/// Which comes first, how much it is ahead, and how likely that answer is wrong.
std::vector<std::string> league_sentences(const simulate::Comparison& comparison,
                                          const TextStyle& style);

/// What each may earn, its markets, the first against each other, and sweeps; a table without rows
/// has nothing to say.
struct LeagueTables {
  simulate::Table league, spread, markets, against_first, sweeps;
};
LeagueTables league_parts(const simulate::Comparison& comparison, const TextStyle& style);

/// Those of them that say something, in this order.
std::vector<simulate::Table> league_tables(const simulate::Comparison& comparison,
                                           const TextStyle& style);

}  // namespace landfall::reports
