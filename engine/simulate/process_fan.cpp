#include "simulate/process_fan.hpp"

#include <algorithm>

#include "base/lanes.hpp"
#include "maths/exp.hpp"
#include "simulate/block.hpp"

namespace landfall::simulate {
namespace {

constexpr int kPathsMost = 8192, kPathsLeast = 1024, kPeriodsOfMost = 240;

/// The plan without its markets and the firm's money, with the tile `rows` to be read.
Plan world_only(const Plan& plan, Slot tile) {
  Plan world;
  world.kernel = plan.kernel;
  world.fixed_rows = plan.fixed_rows;
  world.output_of_row.assign(static_cast<std::size_t>(plan.kernel.rows), -1);
  for (int j = 0; j < kTile; ++j) {
    world.output_of_row[static_cast<std::size_t>(tile + j)] = j;
    world.outputs.push_back(tile + j);
  }
  KernelPlan& kernel = world.kernel;
  kernel.outputs = world.outputs.data();
  kernel.output_count = kTile;
  kernel.market_count = kernel.ring = kernel.late_periods = 0;
  kernel.capacity_count = kernel.sum_count = 0;
  kernel.has_outflows = kernel.settles = false;
  return world;
}

}  // namespace

int fan_paths(const scenario::Scenario& scenario) {
  return scenario.periods <= kPeriodsOfMost ? kPathsMost : kPathsLeast;
}

std::vector<std::vector<double>> process_values(const scenario::Scenario& scenario,
                                                scenario::NumberId id) {
  scenario::Scenario independent = scenario;
  independent.sampler = "independent";
  const Plan plan = compile(independent);
  const auto found = std::find_if(plan.series_rows.begin(), plan.series_rows.end(),
                                  [&](const SeriesRow& row) { return row.number == id; });
  if (found == plan.series_rows.end()) return {};
  Plan world = world_only(plan, found->log_value);
  const auto paths = static_cast<std::uint64_t>(fan_paths(scenario));
  std::vector<std::vector<double>> values(static_cast<std::size_t>(scenario.periods));
  for (int first = 0; first < scenario.periods; first += kTile) {
    const int count = std::min(kTile, scenario.periods - first);
    world.kernel.periods = first + count;
    Block block(world, choose_kernels());
    for (std::uint64_t path = 0; path < paths; path += kLanes) {
      block.run(path);
      for (int j = 0; j < count; ++j) {
        const double* row = block.row(found->log_value + j);
        std::vector<double>& into = values[static_cast<std::size_t>(first + j)];
        for (int lane = 0; lane < kLanes; ++lane) into.push_back(maths::exp(row[lane]));
      }
    }
  }
  for (std::vector<double>& row : values) std::sort(row.begin(), row.end());
  return values;
}

}  // namespace landfall::simulate
