// Strategies in words.
#pragma once

#include <string>

#include "scenario/scenario.hpp"
#include "simulate/result.hpp"

namespace landfall::simulate {

/// What each strategy of a scenario changes, and when it enters and leaves which market; or the
/// same of the one strategy that a scenario is.
Table strategies_table(const scenario::Scenario& scenario);

/// "entered once revenue.MA of 12 months was above 400 000 EUR, not before 2027-01": a decision of
/// the strategy that the scenario is.
std::string decision_in_words(const scenario::Scenario& scenario,
                              const scenario::Decision& decision);

}  // namespace landfall::simulate
