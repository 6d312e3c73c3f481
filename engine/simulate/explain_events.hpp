// What the events of a scenario come to.
#pragma once

#include "scenario/scenario.hpp"
#include "simulate/result.hpp"

namespace landfall::simulate {

/// One line for each event: what it acts on, when it comes, how long it is there.
Table events_table(const scenario::Scenario& scenario);

/// Without rows where no market has any.
Table stops_table(const scenario::Scenario& scenario);

}  // namespace landfall::simulate
