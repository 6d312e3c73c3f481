// The parts of a path, and what the processor can do at best, for each set of kernels that runs
// here: time/lane is that of one result (a word, a normal, a market in a period, a prospect in a
// period, one operation). docs/performance.md reads them.
#include "parts.hpp"

#include <benchmark/benchmark.h>

#include <memory>
#include <string>

#include "simulate/dispatch.hpp"

namespace landfall::bench {
namespace {

std::unique_ptr<PartRows> filled_rows() {
  auto rows = std::make_unique<PartRows>();  // zeroed
  std::uint32_t word = 1;
  for (std::uint32_t& each : rows->words) each = word = word * 1664525u + 1013904223u;
  for (auto& row : rows->about_one)
    for (double& value : row) {
      word = word * 1664525u + 1013904223u;
      value = 0.9 + 0.2 * word / 4294967296.0;
    }
  for (auto& row : rows->many)
    for (double& value : row) value = 100;
  for (int j = 0; j < kTile; ++j) rows->now_years[j] = 0.9 + 0.08 * j;
  return rows;
}

void run_part(benchmark::State& state, const Part& part) {
  const std::unique_ptr<PartRows> rows = filled_rows();
  for (auto _ : state) {
    part.run(*rows);
    benchmark::ClobberMemory();
  }
  state.counters["time/lane"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * part.results,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

const Parts& parts_of(const std::string& kernels) {
#ifdef LANDFALL_HAS_X86_KERNELS
  if (kernels == "avx2") return parts_avx2;
  if (kernels == "avx512") return parts_avx512;
#endif
  return parts_baseline;
}

bool register_all() {
  for (const simulate::Kernels& kernels : simulate::built_kernels()) {
    if (!kernels.runs_here) continue;
    const Parts& all = parts_of(kernels.name);
    for (int i = 0; i < all.count; ++i) {
      const Part& part = all.parts[i];
      benchmark::RegisterBenchmark(("parts/" + kernels.name + "/" + part.name).c_str(),
                                   [&part](benchmark::State& state) { run_part(state, part); });
    }
  }
  return true;
}

const bool kRegistered = register_all();

}  // namespace
}  // namespace landfall::bench
