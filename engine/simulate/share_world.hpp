// What strategies that run together have in common of their world: drawn once, and taken over.
#pragma once

#include "scenario/scenario.hpp"
#include "simulate/compile.hpp"

namespace landfall::simulate {

/// Let a plan take over from another, which runs before it on the same paths, the draws and the
/// shocks that would come out the same: those of the same address, law and correlation group; and
/// the processes, rates and demand that move alike (share_series.hpp). Only
/// the time changes, no bit of a result. Both plans stay where they are from then on.
void take_over_world(const scenario::Scenario& first, const Plan& first_plan,
                     const scenario::Scenario& scenario, Plan& plan);

}  // namespace landfall::simulate
