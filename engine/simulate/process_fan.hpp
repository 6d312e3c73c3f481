// Percentiles of a process that has no closed form, from simulated paths.
#pragma once

#include <vector>

#include "scenario/scenario.hpp"

namespace landfall::simulate {

/// Paths that a fan is read from: enough for two digits of a percentile.
int fan_paths(const scenario::Scenario& scenario);

/// The values of the process `id` at the end of each period, ascending: [periods][fan_paths].
/// Empty if nothing in the scenario needs the process.
std::vector<std::vector<double>> process_values(const scenario::Scenario& scenario,
                                                scenario::NumberId id);

}  // namespace landfall::simulate
