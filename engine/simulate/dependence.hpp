// The correlations that the groups of a scenario reach, beside those that were asked for.
#pragma once

#include "scenario/scenario.hpp"
#include "simulate/compile.hpp"
#include "simulate/result.hpp"

namespace landfall::simulate {

/// Of each pair of each group, in the measure that the scenario states: Spearman's and Kendall's of
/// the draws themselves, Pearson's of their normal scores; of processes those of the shocks of the
/// first period. The draws alone of the first paths are made again for it, by one thread: 16 384
/// paths, in large groups fewer, down to 1 024, so that neither time nor memory (2 MB a group)
/// depends on the run.
std::vector<GroupDependence> dependence_of(const scenario::Scenario& scenario, const Plan& plan);

}  // namespace landfall::simulate
