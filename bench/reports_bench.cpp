// What it costs to hand over a result, once it is there.
#include <benchmark/benchmark.h>

#include <string>

#include "reports/reports.hpp"
#include "simulate/run.hpp"

namespace landfall {
namespace {

/// Four markets and five years, of few paths: the size of a report does not depend on them.
const simulate::Result& result() {
  static const simulate::Result simulated = [] {
    const scenario::Scenario scenario = scenario::read_scenario(
        {.file = std::string(SOURCE_DIR) + "/scenarios/canned-fish-morocco.toml",
         .overrides = {"simulation.paths=2000"}});
    return simulate::run(scenario, simulate::compile(scenario), {.threads = 1});
  }();
  return simulated;
}

template <class Report>
void report(benchmark::State& state, const Report& report_of) {
  std::string text = report_of(result());
  for (auto _ : state) {
    text = report_of(result());
    benchmark::DoNotOptimize(text.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

BENCHMARK_CAPTURE(report, text, [](const simulate::Result& of) {
  return reports::text_report(of, {});
})->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(report, json, reports::json_report)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(report, csv, reports::csv_report)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(report, markdown, reports::markdown_report)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace landfall
