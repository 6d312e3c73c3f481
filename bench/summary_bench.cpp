// What a block costs the summary, and what its end costs. Rates are values (or adds) a second.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "base/lanes.hpp"
#include "summary/convergence.hpp"
#include "summary/exact_sum.hpp"
#include "summary/fan.hpp"
#include "summary/metric.hpp"
#include "summary/summariser.hpp"

namespace {

using landfall::kLanes;
using namespace landfall::summary;  // a bench reads better without the room's name in each line

constexpr int kBlocks = 64;  // different ones, so that branches and caches see new values

std::vector<double> lognormal_values(std::size_t count) {
  std::mt19937_64 words(1);
  std::lognormal_distribution<double> lognormal(13, 0.7);
  std::vector<double> values(count);
  for (double& value : values) value = lognormal(words);
  return values;
}

void per_value(benchmark::State& state, std::int64_t values) {
  state.counters["time/value"] = benchmark::Counter(
      static_cast<double>(values),
      benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void exact_sum_add(benchmark::State& state) {
  const auto values = lognormal_values(kLanes);
  ExactSum sum;
  for (auto _ : state)
    for (const double value : values) sum.add(value);
  benchmark::DoNotOptimize(sum.value());
  per_value(state, kLanes);
}
BENCHMARK(exact_sum_add);

template <class Moments>
void moments_block(benchmark::State& state) {
  const auto values = lognormal_values(std::size_t{kBlocks} * kLanes);
  Moments moments(block_mean(values.data(), kLanes));
  std::size_t block = 0;
  for (auto _ : state) moments.add_block(&values[block++ % kBlocks * kLanes], kLanes);
  benchmark::DoNotOptimize(moments.mean());
  per_value(state, kLanes);
}
BENCHMARK(moments_block<MeanMoments>);
BENCHMARK(moments_block<Moments>);

void fan_of_60_periods(benchmark::State& state) {
  const auto values = lognormal_values(std::size_t{kBlocks} * kLanes);
  std::vector<FanSummariser> periods(60, FanSummariser(block_mean(values.data(), kLanes)));
  std::size_t block = 0;
  for (auto _ : state)
    for (FanSummariser& period : periods)
      period.add_block(&values[block++ % kBlocks * kLanes], kLanes);
  benchmark::DoNotOptimize(periods[0].finish("", {}));
  per_value(state, 60 * kLanes);
}
BENCHMARK(fan_of_60_periods);

// What knowing how the mean settled adds to a path: one value. Argument: 1 in groups of paths.
void convergence_block(benchmark::State& state) {
  const auto values = lognormal_values(std::size_t{kBlocks} * kLanes);
  const Grouping grouping = state.range(0) == 1 ? Grouping::by_path : Grouping::none;
  Convergence convergence(grouping, block_mean(values.data(), kLanes));
  std::uint64_t block = 0;
  for (auto _ : state) {
    convergence.add_block(block * kLanes, &values[block % kBlocks * kLanes], kLanes);
    ++block;
  }
  benchmark::DoNotOptimize(convergence.finish().size());
  per_value(state, kLanes);
}
BENCHMARK(convergence_block)->Arg(0)->Arg(1);

Plan plan_of(std::uint64_t paths, std::size_t metrics, int periods) {
  Plan plan{.paths = paths, .periods = periods};
  plan.metrics.assign(metrics, {.name = "revenue", .unit = "EUR", .thresholds = {5e5}});
  plan.centres.assign(metrics, 565'000);
  plan.period_labels.assign(static_cast<std::size_t>(periods), "a period");
  plan.period_centres.assign(static_cast<std::size_t>(periods), 565'000);
  return plan;
}

// Argument: 1 keeps all values, 0 counts them in histograms. 23 metrics and 60 periods a block.
void whole_block(benchmark::State& state) {
  const auto values = lognormal_values(std::size_t{kBlocks} * kLanes);
  Plan plan = plan_of(std::uint64_t{kBlocks} * kLanes, 23, 60);
  if (state.range(0) == 0) plan.exact_values_max = 0;
  auto store = make_value_store(plan);
  Summariser summariser(plan, store ? &*store : nullptr);
  std::uint64_t block = 0;
  std::vector<const double*> rows(83);
  for (auto _ : state) {
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = &values[(block + i) % kBlocks * kLanes];
    summariser.add_block(block++ % kBlocks * kLanes, kLanes, rows.data(), rows.data() + 23,
                         nullptr);
  }
  state.counters["time/path"] = benchmark::Counter(
      kLanes, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  per_value(state, 83 * kLanes);
}
BENCHMARK(whole_block)->Arg(1)->Arg(0);

// One metric of a million paths. Argument: as above.
void finish_metric(benchmark::State& state) {
  constexpr std::uint64_t paths = 1'000'000 / kLanes * kLanes;
  const auto values = lognormal_values(paths);
  Plan plan = plan_of(paths, 1, 0);
  if (state.range(0) == 0) plan.exact_values_max = 0;
  auto store = make_value_store(plan);
  Summariser summariser(plan, store ? &*store : nullptr);
  for (std::uint64_t path = 0; path < paths; path += kLanes) {
    const double* row = &values[path];
    summariser.add_block(path, kLanes, &row, nullptr, nullptr);
  }
  for (auto _ : state) benchmark::DoNotOptimize(summariser.finish());
}
BENCHMARK(finish_metric)->Arg(1)->Arg(0)->Unit(benchmark::kMillisecond);

}  // namespace
