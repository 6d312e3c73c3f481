#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <optional>
#include <thread>

#include "app/commands/commands.hpp"
#include "app/commands/report_files.hpp"
#include "app/commands/sip_files.hpp"
#include "app/option_files.hpp"
#include "app/terminal.hpp"
#include "base/atomic_file.hpp"
#include "reports/draws.hpp"
#include "reports/reports.hpp"
#include "simulate/dispatch.hpp"
#include "simulate/ladders.hpp"
#include "simulate/run.hpp"
#include "study/stop.hpp"

namespace landfall::app {

namespace {

/// Half of the machine's memory if nothing is said: beyond that a run is refused instead of killed.
std::uint64_t memory_max_bytes(const Options& options) {
  if (options.max_memory_bytes > 0) return options.max_memory_bytes;
  const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGE_SIZE);
  return pages > 0 && size > 0
             ? static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(size) / 2
             : 0;
}

int threads_of(const Options& options) {
  if (options.threads > 0) return options.threads;
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

bool has_files_of_paths(const Options& options) {
  return !options.draws.empty() || !options.sipmath.empty() || !options.sip_trials.empty();
}

/// All strategies of a file.
int run_strategies(const Options& options, const std::string& file,
                   const scenario::Scenario& scenario) {
  if (has_files_of_paths(options))
    throw UsageError{"--draws, --sipmath and --sip-trials are of one strategy",
                     "choose it with --strategy NAME"};
  return run_ways(options, scenario.name, name_of_file(file), study::ways_of(scenario));
}

int run_one(const Options& options, const std::string& file) {
  if (scenario::is_study(file)) {
    if (!options.strategy.empty() || has_files_of_paths(options))
      throw UsageError{"a study has no --strategy, --draws, --sipmath or --sip-trials",
                       "run its scenarios for these"};
    return run_study(options, file);
  }
  scenario::Scenario scenario = read_with(options, file);
  if (scenario.strategies.size() > 1) return run_strategies(options, file, scenario);
  if (scenario.strategies.size() == 1) scenario = scenario::Scenario(scenario.strategies.front());
  // Output files are opened before the first path: a missing folder is known at once.
  std::optional<AtomicFile> out;
  std::optional<reports::DrawsWriter> draws;
  std::optional<SipFiles> sips;
  ReportFiles files(options, name_of_file(file));
  std::optional<reports::DrawnPaths> sheet;
  std::vector<std::string> inputs;
  if (!options.out.empty()) out.emplace(options.out);

  simulate::Result result;
  {
    const bool stops = scenario.stop.given();
    Progress progress(scenario.name, stops ? scenario.stop.max_paths : scenario.paths);
    simulate::RunOptions how = run_options(options, progress.counter());
    how.drivers = true;
    const simulate::Plan plan = simulate::compile(scenario, {.drivers = true});
    sips.emplace(options, scenario, plan);
    sheet = sheet_draws(options, scenario, 1);
    for (const simulate::Driver& driver : plan.drivers) inputs.push_back(driver.address);
    if (!options.draws.empty()) {
      draws.emplace(options.draws, reports::draws_columns(scenario, plan));
      how.sink_bytes = draws->memory_bytes();
    }
    if (draws || sips->wanted() || sheet)
      how.draws = [&](std::uint64_t first, int count, const std::vector<const double*>& rows) {
        if (draws) draws->add(first, count, rows);
        if (sips->wanted()) sips->add(count, rows);
        if (sheet) sheet->add(first, count, rows);
      };
    result =
        stops ? study::run_until_precise(scenario, plan, how) : simulate::run(scenario, plan, how);
    if (shows_ladders(options))
      result.ladders = simulate::ladders_of(scenario, result.provenance.paths);
  }
  result.provenance.version = LANDFALL_VERSION;
  const std::string text = rendered(options.format, result, options);
  const reports::KeptDraws kept{sheet ? &*sheet : nullptr, inputs};
  files.write(result, sheet ? &kept : nullptr);
  if (draws) draws->commit(result.provenance);
  sips->commit(result.provenance);
  if (out) {
    out->append(text);
    out->commit();
  } else if (const int code = deliver(options, text); code != 0) {
    return code;
  }
  if (!result.stopping || result.stopping->converged) return 0;
  fmt::print(stderr, "landfall: not converged: {}\n", reports::unreached(*result.stopping));
  return kNotConverged;
}

}  // namespace

simulate::RunOptions run_options(const Options& options, std::atomic<std::uint64_t>* done) {
  simulate::RunOptions how{.threads = threads_of(options), .done = done, .stop = &interrupted};
  how.memory_max_bytes = memory_max_bytes(options);
  how.keep_draws = options.keep_draws;
  return how;
}

int run_command(const Options& options) {
  if (simulate::choose_kernels().fma_is_emulated)
    fmt::print(stderr,
               "landfall: no FMA instructions are used here: the same results, far slower\n");
  int code = 0;
  for (const std::string& file : options.files) {
    try {
      code = std::max(code, run_one(options, file));
    } catch (...) {  // one wrong scenario does not stop the others
      code = std::max(code, report_failure());
      if (interrupted) return code;
    }
  }
  return code;
}

}  // namespace landfall::app
