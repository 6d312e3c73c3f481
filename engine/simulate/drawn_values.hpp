// What the first paths of a scenario drew, number by number.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "simulate/compile.hpp"

namespace landfall::simulate {

/// Values of every number that differs from path to path.
struct DrawnValues {
  std::size_t paths = 0;
  std::map<scenario::NumberId, std::vector<double>> values;
};

/// The draws of the first paths: at most `paths`, and no more than a run has.
DrawnValues draw_values(const scenario::Scenario& scenario, const Plan& plan, std::size_t paths);

/// A number on one of them: a constant, a draw, a multiple of one; of a process, where it starts.
double drawn_value(const scenario::Scenario& scenario, const DrawnValues& drawn,
                   scenario::NumberId id, std::size_t path);

}  // namespace landfall::simulate
