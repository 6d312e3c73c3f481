// Strategies in words.
#pragma once

#include "scenario/scenario.hpp"
#include "simulate/result.hpp"

namespace landfall::simulate {

/// What each strategy of a scenario changes, and when it enters and leaves which market; or the
/// same of the one strategy that a scenario is.
Table strategies_table(const scenario::Scenario& scenario);

}  // namespace landfall::simulate
