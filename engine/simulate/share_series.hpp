// Processes, exchange rates and demand that move alike in two plans: added up once.
#pragma once

#include <vector>

#include "scenario/scenario.hpp"
#include "simulate/compile.hpp"

namespace landfall::simulate {

/// Let a plan take over from another what moves alike: where the parameters of a process or of a
/// demand are the same and no event acts on it, and the rates that are worked out from such
/// processes alone. `draws` and `shocks`: of each step of the plan the one of the first that comes
/// out the same, or -1. Shocks that nobody then reads are no longer taken over.
void take_over_series(const scenario::Scenario& first, const Plan& first_plan,
                      const scenario::Scenario& scenario, const std::vector<int>& draws,
                      const std::vector<int>& shocks, Plan& plan);

}  // namespace landfall::simulate
