// What the processes of a scenario mean: their jumps, their regimes, their baskets.
#pragma once

#include <vector>

#include "scenario/scenario.hpp"
#include "simulate/result.hpp"

namespace landfall::simulate {

/// One table for all that jump, one for each with regimes, one for all baskets; none for what the
/// scenario does not have.
std::vector<Table> series_tables(const scenario::Scenario& scenario);

}  // namespace landfall::simulate
