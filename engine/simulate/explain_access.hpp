// What a scenario says of access to its markets, at central values.
#pragma once

#include <vector>

#include "scenario/scenario.hpp"
#include "simulate/result.hpp"

namespace landfall::simulate {

/// Months of all stages together, where each is passed at once.
double months_of_access(const scenario::Scenario& scenario, const scenario::Access& access);

/// The chance that every stage is passed in the end.
double chance_of_access(const scenario::Scenario& scenario, const scenario::Access& access);

/// Stages, attempts and fees of the markets that have some; empty where none has.
std::vector<Table> access_tables(const scenario::Scenario& scenario);

}  // namespace landfall::simulate
