// What `replay` shows of access to markets: which application was made when, and what came of it.
#pragma once

#include <vector>

#include "scenario/scenario.hpp"
#include "simulate/block.hpp"
#include "simulate/result.hpp"

namespace landfall::simulate {

/// A table for each market that is entered, if its access is more than one decision. The plan must
/// have been compiled with its dates, and `lane` of the block computed.
std::vector<Table> access_of_path(const scenario::Scenario& scenario, const Plan& plan,
                                  const Block& block, int lane);

}  // namespace landfall::simulate
