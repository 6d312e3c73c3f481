// A scenario in words: what is simulated, the price of a unit, every uncertain number.
#pragma once

#include "scenario/scenario.hpp"
#include "simulate/result.hpp"

namespace landfall::simulate {

/// Markets, the price build-up of one unit at central values, every uncertain number by address
/// with its distribution and mean, the groups that move together, and the assumption register.
Explanation explain(const scenario::Scenario& scenario);

}  // namespace landfall::simulate
