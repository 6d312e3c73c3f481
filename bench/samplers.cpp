// How many paths each sampler needs: landfall_samplers [PATHS [REPLICATIONS [FILE...]]].
//
// Each scenario is simulated REPLICATIONS times with as many seeds. The spread of a statistic
// between seeds is its true error; beside it stands the error that the runs state themselves. The
// table is Markdown, as in docs/method.md.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iterator>
#include <string>
#include <vector>

#include "scenario/read.hpp"
#include "simulate/run.hpp"

namespace landfall::bench {
namespace {

constexpr int kStatistics = 5;
constexpr const char* kNames[kStatistics] = {"mean", "P5", "P50", "P95", "shortfall"};
constexpr const char* kSamplers[] = {"independent", "antithetic", "latin-hypercube", "sobol"};

/// The runs of one sampler: sums over seeds of each statistic of npv, and processor time.
struct Runs {
  double sum[kStatistics] = {}, squares[kStatistics] = {}, first[kStatistics] = {};
  double stated_squares[kStatistics] = {};
  double seconds = 0;
  int count = 0;
  std::size_t resalted = 0;

  /// The true error of a statistic: its spread between seeds.
  double error(int i) const {
    return std::sqrt((squares[i] - sum[i] * sum[i] / count) / (count - 1));
  }
  double stated(int i) const { return std::sqrt(stated_squares[i] / count); }
};

double level_of(int statistic) {
  return statistic == 1 ? 5 : statistic == 2 ? 50 : 95;
}

void add_run(const std::string& file, const std::string& sampler, std::uint64_t paths, Runs& runs) {
  scenario::Scenario scenario = scenario::read_scenario(
      {.file = file, .overrides = {"simulation.sampler=\"" + sampler + "\""}});
  scenario.seed = 1000 + static_cast<std::uint64_t>(runs.count);
  scenario.paths = paths;
  const simulate::Plan plan = simulate::compile(scenario);
  runs.resalted = plan.resalted.size();
  const std::clock_t begun = std::clock();
  const summary::Summary summary = simulate::simulate(plan, paths, {.threads = 1});
  runs.seconds += static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;
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
    if (runs.count == 0) runs.first[i] = value;
    const double d = value - runs.first[i];
    runs.sum[i] += d;
    runs.squares[i] += d * d;
    runs.stated_squares[i] += stated * stated;
  }
  ++runs.count;
}

void print_scenario(const std::string& file, std::uint64_t paths, int replications) {
  const std::size_t slash = file.rfind('/') + 1;
  const std::string name = file.substr(slash, file.rfind('.') - slash);
  Runs all[std::size(kSamplers)];
  for (int run = 0; run < replications; ++run)  // in turns: speeds drift by the hour
    for (std::size_t i = 0; i < std::size(kSamplers); ++i)
      add_run(file, kSamplers[i], paths, all[i]);
  for (std::size_t i = 0; i < std::size(kSamplers); ++i) {
    std::printf("| %s | %s | %.2f |", name.c_str(), kSamplers[i], all[i].seconds / all[0].seconds);
    for (int statistic = 0; statistic < kStatistics; ++statistic) {
      const double error = all[i].error(statistic), fewer = all[0].error(statistic) / error;
      if (error > 0)
        std::printf(" %.2f (%.2f) |", fewer * fewer, all[i].stated(statistic) / error);
      else
        std::printf(" - |");  // exact: many paths share the value
    }
    std::printf(" %.2f |\n", all[0].error(0) * std::sqrt(all[0].seconds) /
                                 (all[i].error(0) * std::sqrt(all[i].seconds)));
    if (all[i].resalted > 0)
      std::printf("<!-- %s: %zu matrices hashed again -->\n", name.c_str(), all[i].resalted);
  }
  std::fflush(stdout);
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
      "in brackets the error stated over the true one; time is that of the processor; last, error "
      "x "
      "sqrt(time) of the mean\n\n",
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
