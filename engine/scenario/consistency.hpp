// Whether the correlations of a group can all hold at once, and what to do where they cannot.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"

namespace landfall::scenario {

/// Fill scores and used from what was asked. False where the asked correlations contradict each
/// other: no joint distribution has them.
bool find_scores(Group& group);

/// The same for a group that contradicts itself, by the nearest correlation matrix of the scores.
void repair(Group& group);

/// The smallest change that makes the asked correlations of a contradictory group consistent: of
/// one pair, where one is enough, otherwise of all alike. `names` are those of its members.
std::string smallest_change(const Group& group, const std::vector<std::string>& names);

}  // namespace landfall::scenario
