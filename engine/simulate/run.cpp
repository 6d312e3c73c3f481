#include "simulate/run.hpp"

#include <cfenv>
#include <cmath>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>

#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "base/text.hpp"
#include "simulate/crew.hpp"
#include "simulate/grouping.hpp"
#include "simulate/run_state.hpp"
#include "summary/comparison.hpp"

namespace landfall::simulate {

namespace {

/// Run `body` and keep the first failure of any thread.
template <class Body>
void guarded(Shared& shared, const Body& body) {
  try {
    body();
  } catch (...) {
    const std::lock_guard lock(shared.mutex);
    if (!shared.failure) shared.failure = std::current_exception();
    shared.failed = true;
    shared.turn.notify_all();
  }
}

std::uint64_t blocks_of(std::uint64_t paths) {
  return (paths + kLanes - 1) / kLanes;
}

int threads_of(std::uint64_t paths, const RunOptions& options) {
  const auto asked = static_cast<std::uint64_t>(std::max(1, options.threads));
  return static_cast<int>(std::min(asked, blocks_of(paths)));
}

summary::Plan summary_plan_of(const Plan& plan, std::uint64_t paths, const RunOptions& options) {
  summary::Plan all;
  all.paths = paths;
  all.grouping = grouping_of(plan.kernel.sampler);
  all.metrics = plan.metrics;
  for (std::size_t i = 0; i < plan.metric_rows.size(); ++i)
    if (plan.metric_rows[i] == plan.kernel.npv) all.settling = i;
  all.periods = plan.kernel.periods;
  all.period_labels = plan.period_labels;
  all.year_labels = plan.year_labels;
  if (options.keep_draws) all.exact_values_max = std::numeric_limits<std::uint64_t>::max();
  return all;
}

}  // namespace

std::uint64_t memory_needed_bytes(const std::vector<const Plan*>& plans, std::uint64_t paths,
                                  const RunOptions& options) {
  std::uint64_t bytes = 16'000'000 + options.sink_bytes;  // code, libraries, the scenario
  const auto threads = threads_of(paths, options);
  for (const Plan* plan : plans) {
    bytes += static_cast<std::uint64_t>(threads) * block_bytes(*plan) +
             summary::memory_bytes(summary_plan_of(*plan, paths, options), threads);
    if (options.drivers)
      bytes += (plan->observed.size() + 1) * std::min(paths, kDriverPaths) * sizeof(double);
  }
  if (plans.size() > 1)
    bytes += static_cast<std::uint64_t>(threads + 1) *
             summary::ComparisonSummariser::memory_bytes(
                 compared_metrics(plans), plans.size(), grouping_of(plans.front()->kernel.sampler));
  return bytes;
}

namespace {

/// Refuse before the first path what would not fit.
void check_memory(const std::vector<const Plan*>& plans, std::uint64_t paths,
                  const RunOptions& options) {
  const std::uint64_t needed = memory_needed_bytes(plans, paths, options);
  if (options.memory_max_bytes == 0 || needed <= options.memory_max_bytes) return;
  throw WorldError("this run needs about " +
                   grouped(std::ceil(static_cast<double>(needed) / 1e6), 0) +
                   " MB of memory, more than the " +
                   grouped(static_cast<double>(options.memory_max_bytes) / 1e6, 0) +
                   " MB that it may take: allow more with --max-memory, " +
                   (options.keep_draws ? "leave out --keep-draws, " : "") +
                   "or use fewer paths, threads or prospects");
}

/// The most paths up to `paths` whose values are kept.
std::uint64_t kept_paths(const summary::Plan& plan, std::uint64_t paths) {
  return plan.metrics.empty() ? 0 : std::min(paths, plan.exact_values_max / plan.metrics.size());
}

}  // namespace

GrowingRun::GrowingRun(const std::vector<const Plan*>& plans, std::uint64_t paths_max,
                       const RunOptions& options)
    : state_(new State{.shared = {.plans = plans, .options = options, .kernels = choose_kernels()},
                       .paths_max = paths_max}) {
  EXPECTS(!plans.empty());
  check_memory(plans, paths_max, options);
  if (options.checkpoint != nullptr && options.checkpoint->asked != nullptr)
    state_->checkpoints = *options.checkpoint->asked;
  if (options.reserve)
    state_->reserved = options.reserve(memory_needed_bytes(plans, paths_max, options));
  for (const Plan* plan : plans)
    state_->shared.summary_plans.push_back(summary_plan_of(*plan, paths_max, options));
  state_->shared.stores.resize(plans.size());
  if (options.drivers)
    for (const Plan* plan : plans) state_->shared.notes.push_back(room_for_notes(*plan, paths_max));
}

GrowingRun::~GrowingRun() = default;

/// Room for so many paths: what is kept of each, or no longer.
void GrowingRun::prepare(std::uint64_t paths) {
  Shared& shared = state_->shared;
  const bool is_first = shared.paths == 0;
  shared.paths = paths;
  for (summary::Plan& plan : shared.summary_plans) plan.paths = paths;
  if (is_first) set_centres(shared);
  for (std::size_t i = 0; i < shared.plans.size(); ++i) {
    if (is_first) {
      summary::Plan kept = shared.summary_plans[i];
      kept.paths = kept_paths(kept, state_->paths_max);
      if (kept.paths < paths) continue;
      check_memory(shared.plans, kept.paths, shared.options);
      shared.stores[i] = summary::make_value_store(kept);
    } else if (shared.stores[i] && !summary::keeps_values(shared.summary_plans[i])) {
      if (state_->total) state_->total->each[i].count_values();
      shared.stores[i].reset();
    }
  }
}

/// All blocks that this process is to simulate, into the total.
void GrowingRun::simulate_blocks(Stretch all) {
  Shared& shared = state_->shared;
  std::deque<Holder> holders;
  std::mutex mutex;  // of the list of holders
  const auto help = [&] {
    guarded(shared, [&] {
      Holder* mine = nullptr;
      {
        const std::lock_guard lock(mutex);
        mine = &holders.emplace_back(shared);
      }
      work(shared, *mine, state_->checkpoints);
    });
  };
  if (shared.options.crew != nullptr) {
    const Crew::Offer offer(*shared.options.crew, help);
    help();
  } else {
    const int threads = threads_of((all.end - all.first) * kLanes, shared.options);
    std::vector<std::thread> others;
    for (int i = 1; i < threads; ++i) {
      try {
        others.emplace_back(help);
      } catch (const std::exception&) {  // no thread, or no memory for it
        break;                           // no more threads to be had: the others take its blocks
      }
    }
    help();
    for (std::thread& other : others) other.join();
  }
  if (shared.failure) std::rethrow_exception(shared.failure);
  if (!state_->total) {
    state_->total.emplace(std::move(holders.front()));
    holders.pop_front();
  }
  for (; !holders.empty(); holders.pop_back()) state_->total->merge(holders.back());
}

void GrowingRun::save_checkpoint() {
  const Checkpoint* checkpoint = state_->shared.options.checkpoint;
  if (checkpoint->asked != nullptr) state_->checkpoints = *checkpoint->asked;
  if (state_->paths_done > 0) return;          // the stages after the first follow from it
  if (state_->shared.left.first == 0) return;  // stopped before its first block
  checkpoint->save(part_of(state_->shared, *state_->total));
}

/// Every block of `all` must be in just one of them, or have been simulated here.
void GrowingRun::merge_parts(const PartsOfOthers& next_part, Stretch all) {
  Shared& shared = state_->shared;
  std::vector<Stretch> stretches = shared.simulated;
  for (int number = 1; const std::optional<std::string> part = next_part(); ++number) {
    try {
      const std::vector<Stretch> more = merge_part(shared, *state_->total, *part, all);
      stretches.insert(stretches.end(), more.begin(), more.end());
    } catch (const DamagedArchive& error) {
      throw DamagedArchive("part " + std::to_string(number) + ": " + error.what());
    }
  }
  std::sort(stretches.begin(), stretches.end(),
            [](const Stretch& a, const Stretch& b) { return a.first < b.first; });
  std::uint64_t next = all.first;
  for (const Stretch& one : stretches) {
    if (one.first != next) break;
    next = one.end;
  }
  if (next != all.end) throw DamagedArchive("the parts do not make up the run");
}

Growth GrowingRun::grow_to(std::uint64_t paths) {
  Shared& shared = state_->shared;
  const Share* share = shared.options.share;
  const Checkpoint* checkpoint = shared.options.checkpoint;
  const std::uint64_t before = state_->paths_done;
  EXPECTS(before % kLanes == 0 && paths > before && paths <= state_->paths_max);
  for (const Plan* plan : shared.plans)
    EXPECTS(plan->kernel.sampler != random::Sampler::latin_hypercube ||
            paths == plan->kernel.paths);
  prepare(paths);
  const Stretch all{before / kLanes, blocks_of(paths)};
  shared.simulated.clear();
  shared.left = {};
  if (share != nullptr) {
    share->begin(all);
  } else {
    shared.left = all;
    shared.simulated = {all};
    if (checkpoint != nullptr && before == 0) go_on_from(*checkpoint, all);
  }
  do {
    simulate_blocks(all);
    if (checkpoint != nullptr && !shared.left.empty()) save_checkpoint();
    // What is done to the end is not lost.
    if (is_stopped(shared) && (share != nullptr || !shared.left.empty())) throw Interrupted();
  } while (!shared.left.empty());
  state_->paths_done = paths;
  if (share != nullptr) {
    const auto parts = share->exchange([&] { return part_of(shared, *state_->total); });
    if (!parts) {
      state_->total.reset();
      return {};
    }
    merge_parts(parts, all);
  }
  const int threads = shared.options.crew != nullptr ? 1 : threads_of(paths, shared.options);
  Growth growth;
  for (const summary::Summariser& one : state_->total->each)
    growth.summaries.push_back(one.finish(threads));
  for (std::size_t i = 0; i < shared.notes.size(); ++i)
    growth.drivers.push_back(drivers_of(*shared.plans[i], shared.notes[i], paths, threads));
  if (state_->total->comparison) growth.comparison = state_->total->comparison->finish();
  return growth;
}

/// Take over the blocks that a checkpoint has.
void GrowingRun::go_on_from(const Checkpoint& checkpoint, Stretch all) {
  Shared& shared = state_->shared;
  const std::string part = checkpoint.load();
  if (part.empty()) return;
  Holder holder(shared);
  const std::vector<Stretch> stretches = merge_part(shared, holder, part, all);
  if (stretches.size() != 1 || stretches.front().first != all.first)
    throw DamagedArchive("a checkpoint holds the first blocks of a run");
  state_->total.emplace(std::move(holder));
  shared.left.first = stretches.front().end;
  if (shared.options.kept != nullptr)
    *shared.options.kept += std::min(shared.left.first * kLanes, shared.paths);
}

Growth grow(const Plan& plan, std::uint64_t paths, const RunOptions& options) {
  Growth growth = GrowingRun({&plan}, paths, options).grow_to(paths);
  if (!growth.is_here()) throw HandedOver();
  return growth;
}

summary::Summary simulate(const Plan& plan, std::uint64_t paths, const RunOptions& options) {
  return std::move(grow(plan, paths, options).summaries.front());
}

}  // namespace landfall::simulate
