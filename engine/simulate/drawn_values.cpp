#include "simulate/drawn_values.hpp"

#include <algorithm>

#include "base/lanes.hpp"
#include "scenario/central.hpp"
#include "simulate/block.hpp"

namespace landfall::simulate {

DrawnValues draw_values(const scenario::Scenario& scenario, const Plan& plan, std::size_t paths) {
  DrawnValues drawn;
  drawn.paths = std::min<std::size_t>(paths, scenario.paths);
  if (plan.drivers.empty()) drawn.paths = 0;
  Block block(plan, choose_kernels());
  for (std::size_t first = 0; first < drawn.paths; first += kLanes) {
    block.run(first);
    const std::size_t count = std::min<std::size_t>(kLanes, drawn.paths - first);
    for (const Driver& driver : plan.drivers) {
      std::vector<double>& values = drawn.values[driver.row];
      values.insert(values.end(), block.row(driver.row), block.row(driver.row) + count);
    }
  }
  return drawn;
}

double drawn_value(const scenario::Scenario& scenario, const DrawnValues& drawn,
                   scenario::NumberId id, std::size_t path) {
  const scenario::Number& number = scenario.number(id);
  if (number.is_reference())
    return number.reference().times *
               drawn_value(scenario, drawn, number.reference().target, path) +
           number.reference().plus;
  if (number.is_process() && number.process().kind != scenario::Process::Kind::basket)
    return drawn_value(scenario, drawn, number.process().parameters.at(0), path);
  const auto found = drawn.values.find(id);
  return found == drawn.values.end() ? scenario::central(scenario, id) : found->second[path];
}

}  // namespace landfall::simulate
