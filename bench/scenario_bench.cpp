// Reading: from the text of a file to a checked scenario, or to a list of everything wrong with it.
#include <benchmark/benchmark.h>

#include <fstream>
#include <sstream>
#include <string>

#include "scenario/scenario.hpp"

namespace landfall {
namespace {

std::string text_of(const std::string& file) {
  std::ifstream in(std::string(SOURCE_DIR) + "/scenarios/" + file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void read(benchmark::State& state, const char* file) {
  const std::string text = text_of(file);
  for (auto _ : state) benchmark::DoNotOptimize(scenario::read_scenario(file, text).numbers);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK_CAPTURE(read, maghreb6x60, "bench/maghreb6x60.toml")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read, canned_fish, "canned-fish-morocco.toml")->Unit(benchmark::kMillisecond);

/// One misspelt key in each market, and the messages about them.
void read_mistakes(benchmark::State& state) {
  std::string text = text_of("bench/maghreb6x60.toml");
  const std::string right = "ceiling_share", wrong = "cieling_share";
  for (std::size_t at = 0; (at = text.find(right, at)) != std::string::npos;)
    text.replace(at, right.size(), wrong);
  for (auto _ : state) {
    try {
      benchmark::DoNotOptimize(scenario::read_scenario("maghreb6x60.toml", text).numbers);
      state.SkipWithError("the mistakes were not found");
      break;
    } catch (const ScenarioError& error) {
      benchmark::DoNotOptimize(render(error.diagnostics, error.sources));
    }
  }
}
BENCHMARK(read_mistakes)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace landfall
