// One path of a run, period by period.
#pragma once

#include <cstdint>

#include "scenario/scenario.hpp"
#include "simulate/result.hpp"

namespace landfall::simulate {

/// Compute path `path` again, alone, with everything that happened on it. Its outcomes are those of
/// the same path in a run of any size.
Trace replay(const scenario::Scenario& scenario, std::uint64_t path);

}  // namespace landfall::simulate
