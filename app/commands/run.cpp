#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <limits>
#include <optional>
#include <thread>

#include "app/commands/commands.hpp"
#include "app/commands/report_files.hpp"
#include "app/commands/sip_files.hpp"
#include "app/commands/work.hpp"
#include "app/ranks.hpp"
#include "app/shards.hpp"
#include "app/terminal.hpp"
#include "base/atomic_file.hpp"
#include "reports/draws.hpp"
#include "reports/reports.hpp"
#include "simulate/dispatch.hpp"
#include "simulate/run.hpp"

namespace landfall::app {

namespace {

bool has_files_of_paths(const Options& options) {
  return !options.draws.empty() || !options.sipmath.empty() || !options.sip_trials.empty();
}

/// Files of one strategy's draws.
void check_files_of_paths(const Options& options, const Work& work) {
  if (!has_files_of_paths(options)) return;
  if (options.ranks != nullptr)
    throw UsageError{"--draws, --sipmath and --sip-trials are written by one process, not several",
                     "run it without mpirun"};
  if (work.is_alone()) return;
  if (work.study)
    throw UsageError{"a study has no --draws, --sipmath or --sip-trials",
                     "run its scenarios for these"};
  throw UsageError{"--draws, --sipmath and --sip-trials are of one strategy",
                   "choose it with --strategy NAME"};
}

/// One part of a run, into its file.
int run_shard(const Options& options, const Work& work) {
  if (const std::string why = why_not_in_parts(work); !why.empty())
    throw UsageError{"this run cannot be cut into parts", why};
  AtomicFile out(options.out);
  ShardShare share(*options.shard);
  {
    Progress progress(work.title, paths_of(work) / options.shard->count);
    simulate::RunOptions how = run_options(options, progress.counter());
    how.share = share.of_runs();
    try {
      simulate_work(options, work, how);
    } catch (const simulate::HandedOver&) {  // to its file
    }
  }
  study::PartFile file = part_file_of(options, work);
  file.parts = share.parts();
  out.append(study::bytes_of(std::move(file)));
  out.commit();
  return 0;
}

int run_one(const Options& options, const std::string& file) {
  if (!options.strategy.empty() && scenario::is_study(file))
    throw UsageError{"a study has no --strategy", "run its scenarios for these"};
  const Work work = read_work(options, file);
  check_files_of_paths(options, work);
  if (options.shard && options.ranks != nullptr)
    throw UsageError{"--shard is for processes that know nothing of each other",
                     "mpirun shares the run out by itself: leave --shard out"};
  if (options.shard) return run_shard(options, work);
  return run_work(options, work);
}

/// Simulate what the first of several processes hands out.
int help_with(const Options& options, const Work& work) {
  simulate::RunOptions how = run_options(options, nullptr);
  how.share = options.ranks->share();
  try {
    simulate_work(options, work, how);
  } catch (const simulate::HandedOver&) {  // as it should
  }
  return 0;
}

}  // namespace

int run_work(const Options& options, const Work& work, const simulate::Share* share) {
  if (options.ranks != nullptr) share = options.ranks->share();
  if (options.ranks != nullptr && options.ranks->rank() > 0) return help_with(options, work);
  // Output files are opened before the first path: a missing folder is known at once.
  std::optional<AtomicFile> out;
  std::optional<reports::DrawsWriter> draws;
  std::optional<SipFiles> sips;
  ReportFiles files(options, work.name);
  if (!options.out.empty()) out.emplace(options.out);
  const auto draws_of = [&](const scenario::Scenario& scenario,
                            const simulate::Plan& plan) -> simulate::DrawsSink {
    sips.emplace(options, scenario, plan);
    if (!options.draws.empty())
      draws.emplace(options.draws, reports::draws_columns(scenario, plan));
    if (!draws && !sips->wanted()) return {};
    return [&](std::uint64_t first, int count, const std::vector<const double*>& rows) {
      if (draws) draws->add(first, count, rows);
      if (sips->wanted()) sips->add(count, rows);
    };
  };
  std::optional<Simulated> found;
  {
    Progress progress(work.title, paths_of(work));
    simulate::RunOptions how = run_options(options, progress.counter());
    how.share = share;
    how.sink_bytes = reports::draws_memory_bytes(options.draws);
    found = simulate_work(options, work, how, draws_of);
  }
  if (interrupted) throw simulate::Interrupted();
  const std::optional<reports::KeptDraws> kept = found->draws();
  const std::string text =
      std::visit([&](const auto& outcome) { return rendered(options.format, outcome, options); },
                 found->outcome);
  std::visit([&](const auto& outcome) { files.write(outcome, kept ? &*kept : nullptr); },
             found->outcome);
  if (draws) draws->commit(std::get<simulate::Result>(found->outcome).provenance);
  if (sips) sips->commit(std::get<simulate::Result>(found->outcome).provenance);
  if (out) {
    out->append(text);
    out->commit();
  } else if (const int code = deliver(options, text); code != 0) {
    return code;
  }
  const std::string unreached = found->unreached();
  if (unreached.empty()) return 0;
  tell("landfall: not converged: {}\n", unreached);
  return kNotConverged;
}

std::uint64_t memory_max_bytes(const Options& options) {
  if (options.max_memory_bytes > 0) return options.max_memory_bytes;
  constexpr std::uint64_t kUnknown = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t bytes = kUnknown;
  const long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGE_SIZE);
  if (pages > 0 && size > 0)
    bytes = static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(size);
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    bytes = std::min<std::uint64_t>(bytes, limit.rlim_cur);
  std::uint64_t of_group = 0;  // of containers and of jobs; "max" is no number
  if (std::ifstream("/sys/fs/cgroup/memory.max") >> of_group) bytes = std::min(bytes, of_group);
  const auto processes =
      static_cast<std::uint64_t>(options.ranks ? options.ranks->on_this_machine() : 1);
  return bytes == kUnknown ? 0 : bytes / 2 / processes;
}

int threads_of(const Options& options) {
  if (options.threads > 0) return options.threads;
  // Of several processes, mpirun may have given each cores of its own.
  const auto usable = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  const long cores = sysconf(_SC_NPROCESSORS_ONLN);
  const int processes = options.ranks ? options.ranks->on_this_machine() : 1;
  return usable < cores ? usable : std::max(1, usable / processes);
}

simulate::RunOptions run_options(const Options& options, std::atomic<std::uint64_t>* done) {
  simulate::RunOptions how{.threads = threads_of(options), .done = done, .stop = &interrupted};
  how.memory_max_bytes = memory_max_bytes(options);
  how.keep_draws = options.keep_draws;
  return how;
}

int run_command(const Options& options) {
  if (simulate::choose_kernels().fma_is_emulated)
    tell("landfall: no FMA instructions are used here: the same results, far slower\n");
  int code = 0;
  for (const std::string& file : options.files) {
    try {
      code = std::max(code, run_one(options, file));
    } catch (...) {                         // one wrong scenario does not stop the others
      if (options.ranks != nullptr) throw;  // they would wait for each other
      code = std::max(code, report_failure());
      if (interrupted) return code;
    }
  }
  return code;
}

}  // namespace landfall::app
