// How many paths each sampler needs: landfall_samplers [PATHS [REPLICATIONS [FILE...]]].
//
// Each scenario is simulated REPLICATIONS times with as many seeds. The spread of a statistic
// between seeds is its true error; beside it stands the error that the runs state themselves. The
// table is Markdown, as in docs/method.md.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "scenario/read.hpp"
#include "simulate/run.hpp"

namespace landfall::bench {
namespace {

constexpr int kStatistics = 5;
constexpr const char* kNames[kStatistics] = {"mean", "P5", "P50", "P95", "shortfall"};
constexpr const char* kSamplers[] = {"independent", "antithetic", "latin-hypercube", "sobol"};

/// True and stated error of each statistic of npv, and seconds a run.
struct Measured {
  double error[kStatistics] = {}, stated[kStatistics] = {};
  double seconds = 0;
};

double level_of(int statistic) {
  return statistic == 1 ? 5 : statistic == 2 ? 50 : 95;
}

Measured measure(const std::string& file, const std::string& sampler, std::uint64_t paths,
                 int replications) {
  Measured measured;
  double sum[kStatistics] = {}, squares[kStatistics] = {}, first[kStatistics] = {};
  for (int run = 0; run < replications; ++run) {
    scenario::Scenario scenario = scenario::read_scenario(
        {.file = file, .overrides = {"simulation.sampler=\"" + sampler + "\""}});
    scenario.seed = 1000 + static_cast<std::uint64_t>(run);
    scenario.paths = paths;
    const simulate::Plan plan = simulate::compile(scenario);
    if (run == 0 && !plan.resalted.empty())
      std::printf("<!-- %s: %zu matrices hashed again -->\n", file.c_str(), plan.resalted.size());
    const auto begun = std::chrono::steady_clock::now();
    const summary::Summary summary = simulate::simulate(plan, paths, {.threads = 1});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    measured.seconds += took.count() / replications;
    const auto npv = std::find_if(summary.metrics.begin(), summary.metrics.end(),
                                  [](const auto& metric) { return metric.name == "npv"; });
    for (int i = 0; i < kStatistics; ++i) {
      double value = npv->mean.value, stated = npv->mean.error;
      if (i == 4) value = npv->expected_shortfall.value, stated = npv->expected_shortfall.error;
      if (i > 0 && i < 4)
        for (const summary::Percentile& percentile : npv->percentiles)
          if (percentile.level == level_of(i)) {
            const bool grouped = summary.grouping != summary::Grouping::none;
            value = percentile.estimate.value;
            stated = (percentile.estimate.high - percentile.estimate.low) /
                     (grouped ? 2 * summary::kGroupErrorsAside : 4);
          }
      if (run == 0) first[i] = value;
      sum[i] += value - first[i];
      squares[i] += (value - first[i]) * (value - first[i]);
      measured.stated[i] += stated * stated / replications;
    }
  }
  for (int i = 0; i < kStatistics; ++i) {
    const double mean = sum[i] / replications;
    measured.error[i] = std::sqrt((squares[i] - sum[i] * mean) / (replications - 1));
    measured.stated[i] = std::sqrt(measured.stated[i]);
  }
  return measured;
}

void print_scenario(const std::string& file, std::uint64_t paths, int replications) {
  const std::size_t slash = file.rfind('/') + 1;
  const std::string name = file.substr(slash, file.rfind('.') - slash);
  Measured independent;
  for (const char* sampler : kSamplers) {
    const Measured it = measure(file, sampler, paths, replications);
    if (sampler == kSamplers[0]) independent = it;
    std::printf("| %s | %s | %.2f |", name.c_str(), sampler, it.seconds / independent.seconds);
    for (int i = 0; i < kStatistics; ++i) {
      const double fewer = independent.error[i] / it.error[i];
      if (it.error[i] > 0)
        std::printf(" %.2f (%.2f) |", fewer * fewer, it.stated[i] / it.error[i]);
      else
        std::printf(" - |");  // exact: many paths share the value
    }
    const double cost = independent.error[0] * std::sqrt(independent.seconds) /
                        (it.error[0] * std::sqrt(it.seconds));
    std::printf(" %.2f |\n", cost);
    std::fflush(stdout);
  }
}

int run(int count, char** arguments) {
  const std::uint64_t paths = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 16384;
  const int replications = count > 2 ? std::atoi(arguments[2]) : 60;
  if (paths < 1024 || replications < 2) {
    std::fprintf(stderr,
                 "landfall_samplers [PATHS [REPLICATIONS [FILE...]]]: at least 1024 and 2\n");
    return 2;
  }
  std::vector<std::string> files(arguments + std::min(count, 3), arguments + count);
  if (files.empty())
    for (const char* name :
         {"bench/maghreb6x60", "canned-fish-morocco", "3d-printers-morocco", "ev-charging-morocco",
          "interactive-displays-morocco", "medical-equipment-morocco", "medicines-morocco"})
      files.push_back(std::string(SOURCE_DIR "/scenarios/") + name + ".toml");
  std::printf(
      "npv, %llu paths, %d seeds: times fewer paths than independent sampling for the same error, "
      "in brackets the error stated over the true one; last, error x sqrt(time) of the mean\n\n",
      static_cast<unsigned long long>(paths), replications);
  std::printf("| scenario | sampler | time |");
  for (const char* name : kNames) std::printf(" %s |", name);
  std::printf(" gain |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
  for (const std::string& file : files) print_scenario(file, paths, replications);
  return 0;
}

}  // namespace
}  // namespace landfall::bench

int main(int count, char** arguments) {
  return landfall::bench::run(count, arguments);
}
