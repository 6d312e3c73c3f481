// The whole path of a simulation: blocks of the common workload and of a scenario with everything
// in it.
#include <benchmark/benchmark.h>

#include "base/lanes.hpp"
#include "simulate/block.hpp"
#include "simulate/ladders.hpp"
#include "simulate/run.hpp"

namespace {

using namespace landfall;

scenario::Scenario load(const char* file) {
  return scenario::read_scenario(
      {.file = std::string(SOURCE_DIR) + "/scenarios/" + file, .overrides = {}});
}

/// Draws and flows of a block, without the summary.
void blocks(benchmark::State& state, const char* file) {
  const simulate::Plan plan = simulate::compile(load(file));
  simulate::Block block(plan, simulate::choose_kernels());
  std::uint64_t path = 0;
  for (auto _ : state) {
    block.run(path);
    path += kLanes;
    benchmark::DoNotOptimize(block.row(plan.kernel.npv)[0]);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(path));
  state.counters["time/path_market_period"] =
      benchmark::Counter(static_cast<double>(path) * plan.kernel.market_count * plan.kernel.periods,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// A run as a user has it, summary included.
void run(benchmark::State& state, const char* file) {
  const simulate::Plan plan = simulate::compile(load(file));
  constexpr std::uint64_t kPaths = 20'000;
  for (auto _ : state) benchmark::DoNotOptimize(simulate::simulate(plan, kPaths, {.threads = 1}));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * kPaths));
}

/// Reading, checking and compiling, before the first path.
void start(benchmark::State& state, const char* file) {
  for (auto _ : state) benchmark::DoNotOptimize(simulate::compile(load(file)).kernel.rows);
}

/// The price ladders of a report, which are worked out after the run.
void ladders(benchmark::State& state, const char* file) {
  const scenario::Scenario scenario = load(file);
  for (auto _ : state) benchmark::DoNotOptimize(simulate::ladders_of(scenario, 100'000).size());
}

BENCHMARK_CAPTURE(blocks, maghreb6x60, "bench/maghreb6x60.toml");
BENCHMARK_CAPTURE(blocks, canned_fish, "canned-fish-morocco.toml");
BENCHMARK_CAPTURE(run, maghreb6x60, "bench/maghreb6x60.toml")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run, canned_fish, "canned-fish-morocco.toml")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ladders, maghreb6x60, "bench/maghreb6x60.toml")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ladders, canned_fish, "canned-fish-morocco.toml")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(start, maghreb6x60, "bench/maghreb6x60.toml")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(start, canned_fish, "canned-fish-morocco.toml")->Unit(benchmark::kMillisecond);

}  // namespace
