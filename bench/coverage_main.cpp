// coverage: how often the 95 % interval of each statistic holds the truth.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <thread>

#include "coverage.hpp"

namespace {

using namespace landfall;

constexpr double kClaimed = 95, kAllowed = 0.7;  // percent, and percent points either way

/// Within the band; where values have a probability of their own, or few paths are counted, an
/// interval covers more.
bool is_as_claimed(const coverage::Row& row, std::size_t statistic, double percent) {
  const bool covers_more = coverage::named(row.kind).discrete || statistic == coverage::kRare;
  return percent >= kClaimed - kAllowed && (covers_more || percent <= kClaimed + kAllowed);
}

/// Shown as the limit of the method, and not claimed: no sample of that size knows its tail.
bool is_beyond(const coverage::Row& row) {
  return row.kind == coverage::Kind::heavy_lognormal;
}

}  // namespace

int main(int count, char** arguments) {
  coverage::Ask ask;
  ask.kinds.assign(coverage::kKinds.begin(), coverage::kKinds.end());
  ask.threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  CLI::App app{"How often the 95 % interval of each statistic holds the truth, in percent."};
  std::map<std::string, coverage::Kind> kinds;
  for (const coverage::Kind kind : coverage::kKinds) kinds[coverage::named(kind).name] = kind;
  app.add_option("--outcome", ask.kinds, "Only this one; may be given again")
      ->transform(CLI::Transformer(kinds))
      ->option_text("NAME")
      ->type_size(1)
      ->expected(1);
  app.add_option("--replications", ask.replications, "How often each outcome is simulated")
      ->capture_default_str()
      ->check(CLI::Range(100, 10'000'000));
  app.add_option("--paths", ask.paths, "Paths of each")
      ->capture_default_str()
      ->check(CLI::Range(1000, 10'000'000));
  app.add_option("--seed", ask.seed, "Seed of the first; each next has one more")
      ->capture_default_str();
  app.add_option("--threads", ask.threads, "Change nothing but the time")
      ->check(CLI::Range(1, 1024));
  CLI11_PARSE(app, count, arguments);

  const double n = static_cast<double>(ask.replications);
  fmt::print(
      "{} replications of {} paths from seed {}; an entry of 95 has a standard error of "
      "{:.2f}\n\n| outcome | quantiles |",
      ask.replications, ask.paths, ask.seed, 100 * std::sqrt(0.95 * 0.05 / n));
  for (const char* statistic : coverage::kStatistics) fmt::print(" {} |", statistic);
  fmt::print("\n| --- | --- |");
  for (std::size_t i = 0; i < coverage::kStatistics.size(); ++i) fmt::print(" ---: |");
  fmt::print("\n");
  int outside = 0;
  for (const coverage::Row& row : coverage::measure(ask)) {
    fmt::print("| {} | {} |", coverage::named(row.kind).name, row.exact ? "exact" : "cells");
    for (std::size_t i = 0; i < row.covered.size(); ++i) {
      const double percent = 100 * static_cast<double>(row.covered[i]) / n;
      const bool good = is_as_claimed(row, i, percent);
      outside += good || is_beyond(row) ? 0 : 1;
      const char* bold = good ? "" : "**";
      fmt::print(" {0}{1:.2f}{0} |", bold, percent);
    }
    fmt::print("\n");
  }
  fmt::print(
      "\n{} outside 95 ± {} (at least {} where values have a probability of their own, and "
      "of the rare probability), the heavy lognormal aside\n",
      outside == 0 ? "none" : std::to_string(outside), kAllowed, kClaimed - kAllowed);
  return outside == 0 ? 0 : 1;
}
