// What a scenario says of getting paid, beyond days and shares: buyers that fail, receipts held.
#pragma once

#include <vector>

#include "scenario/scenario.hpp"
#include "simulate/result.hpp"

namespace landfall::simulate {

/// Empty where no market has such a risk.
std::vector<Table> payment_tables(const scenario::Scenario& scenario);

}  // namespace landfall::simulate
