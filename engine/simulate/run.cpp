#include "simulate/run.hpp"

#include <cfenv>
#include <cmath>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <system_error>
#include <thread>

#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "base/text.hpp"
#include "simulate/block.hpp"
#include "simulate/drivers.hpp"
#include "simulate/grouping.hpp"
#include "summary/comparison.hpp"
#include "summary/summariser.hpp"

namespace landfall::simulate {

namespace {

/// What all threads of a run share. Several plans are ways to go about the same futures.
struct Shared {
  const std::vector<const Plan*> plans;
  const RunOptions options;
  const Kernels kernels;
  std::vector<summary::Plan> summary_plans;                 ///< one a plan
  std::vector<std::optional<summary::ValueStore>> stores;   ///< likewise
  std::optional<summary::ComparisonSummariser> comparison;  ///< of no block yet
  std::vector<Notes> notes;                                 ///< of each plan, if drivers are asked
  std::uint64_t paths = 0, blocks = 0;
  std::atomic<std::uint64_t> next_block = 0;
  std::atomic<bool> failed = false;
  // Draws are written in the order of the paths: a thread waits until its block is due.
  std::mutex mutex;
  std::condition_variable turn;
  std::uint64_t next_to_write = 0;
  std::exception_ptr failure;
};

/// What one thread holds: a summariser of each plan, and one of their comparison.
struct Holder {
  std::deque<summary::Summariser> each;
  std::optional<summary::ComparisonSummariser> comparison;

  explicit Holder(Shared& shared) : comparison(shared.comparison) {
    for (std::size_t i = 0; i < shared.plans.size(); ++i)
      each.emplace_back(shared.summary_plans[i], shared.stores[i] ? &*shared.stores[i] : nullptr);
  }
  void merge(const Holder& other) {
    for (std::size_t i = 0; i < each.size(); ++i) each[i].merge(other.each[i]);
    if (comparison) comparison->merge(*other.comparison);
  }
};

void check_finite(const Plan& plan, const Block& block, std::uint64_t first_path, int count) {
  const KernelPlan& kernel = plan.kernel;
  const std::pair<const char*, Slot> outcomes[] = {
      {"revenue", kernel.revenue}, {"npv", kernel.npv}, {"margin", kernel.margin}};
  for (const auto& [name, slot] : outcomes) {
    const double* row = block.row(slot);
    for (int lane = 0; lane < count; ++lane)
      if (!(row[lane] - row[lane] == 0))
        throw WorldError("path " + std::to_string(first_path + static_cast<std::uint64_t>(lane)) +
                         ": " + name +
                         " is no finite number; a price, rate or demand ran out of range");
  }
}

/// The rows of a block that are summarised.
struct Rows {
  std::vector<const double*> metrics, periods, years;

  Rows(const Plan& plan, const Block& block) {
    const KernelPlan& kernel = plan.kernel;
    for (const Slot slot : plan.metric_rows) metrics.push_back(block.row(slot));
    for (int i = 0; i < kernel.periods; ++i)
      periods.push_back(block.row(kernel.revenue_by_period + i));
    for (int i = 0; i < kernel.years; ++i) years.push_back(block.row(kernel.revenue_by_year + i));
  }
};

/// The blocks of one thread, one a plan, and their rows.
struct Blocks {
  std::deque<Block> each;
  std::vector<Rows> rows;
  summary::ComparisonSummariser::Rows metrics;

  explicit Blocks(const Shared& shared) {
    for (const Plan* plan : shared.plans) {
      each.emplace_back(*plan, shared.kernels);
      rows.emplace_back(*plan, each.back());
      metrics.push_back(rows.back().metrics);
    }
  }
};

/// Hand the values of a block over, when all blocks before it have been.
void write_draws(Shared& shared, const Blocks& blocks, std::uint64_t index, int count) {
  std::vector<const double*> draws, outcomes;
  for (const Driver& driver : shared.plans.front()->drivers)
    draws.push_back(blocks.each.front().row(driver.row));
  for (const double* row : blocks.metrics.front()) draws.push_back(row);
  for (const std::vector<const double*>& rows : blocks.metrics)
    outcomes.insert(outcomes.end(), rows.begin(), rows.end());
  std::unique_lock lock(shared.mutex);
  shared.turn.wait(lock, [&] { return shared.next_to_write == index || shared.failed; });
  if (shared.failed) return;
  if (shared.options.draws) shared.options.draws(index * kLanes, count, draws);
  if (shared.options.outcomes) shared.options.outcomes(index * kLanes, count, outcomes);
  ++shared.next_to_write;
  shared.turn.notify_all();
}

void work(Shared& shared, Holder& holder) {
  std::fesetenv(FE_DFL_ENV);  // a library may have set flush-to-zero
  Blocks blocks(shared);
  while (!shared.failed) {
    if (shared.options.stop != nullptr && *shared.options.stop) throw Interrupted();
    const std::uint64_t index = shared.next_block++;
    if (index >= shared.blocks) return;
    const std::uint64_t first = index * kLanes;
    const int count = static_cast<int>(std::min<std::uint64_t>(kLanes, shared.paths - first));
    Block::run_together(blocks.each, first);
    for (std::size_t i = 0; i < shared.plans.size(); ++i) {
      const Rows& rows = blocks.rows[i];
      check_finite(*shared.plans[i], blocks.each[i], first, count);
      holder.each[i].add_block(first, count, rows.metrics.data(), rows.periods.data(),
                               rows.years.data());
      if (!shared.notes.empty())
        note(*shared.plans[i], blocks.each[i], first, count, shared.notes[i]);
    }
    if (holder.comparison) holder.comparison->add_block(first, blocks.metrics, count);
    if (shared.options.draws || shared.options.outcomes) write_draws(shared, blocks, index, count);
    if (shared.options.done != nullptr) *shared.options.done += static_cast<std::uint64_t>(count);
  }
}

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

std::vector<summary::ComparedMetric> compared_metrics(const std::vector<const Plan*>& plans) {
  std::vector<std::vector<summary::MetricSpec>> of_plans;
  for (const Plan* plan : plans) of_plans.push_back(plan->metrics);
  return summary::common_metrics(of_plans);
}

/// Moments are taken about the means of block 0, which anyone can compute again.
void set_centres(Shared& shared) {
  Blocks blocks(shared);
  const int count = static_cast<int>(std::min<std::uint64_t>(kLanes, shared.paths));
  Block::run_together(blocks.each, 0);
  for (std::size_t i = 0; i < shared.plans.size(); ++i) {
    const auto add = [&](const std::vector<const double*>& rows, std::vector<double>& centres) {
      for (const double* row : rows) centres.push_back(summary::block_mean(row, count));
    };
    add(blocks.rows[i].metrics, shared.summary_plans[i].centres);
    add(blocks.rows[i].periods, shared.summary_plans[i].period_centres);
    add(blocks.rows[i].years, shared.summary_plans[i].year_centres);
  }
  if (shared.plans.size() > 1)
    shared.comparison.emplace(compared_metrics(shared.plans), shared.plans.size(),
                              shared.summary_plans.front().grouping, blocks.metrics, count);
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

/// The run so far, and the room for what it keeps.
struct GrowingRun::State {
  Shared shared;
  std::uint64_t paths_max = 0;
  std::optional<Holder> total = {};
};

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
  for (const Plan* plan : plans)
    state_->shared.summary_plans.push_back(summary_plan_of(*plan, paths_max, options));
  state_->shared.stores.resize(plans.size());
  if (options.drivers)
    for (const Plan* plan : plans) state_->shared.notes.push_back(room_for_notes(*plan, paths_max));
}

GrowingRun::~GrowingRun() = default;

Growth GrowingRun::grow_to(std::uint64_t paths) {
  Shared& shared = state_->shared;
  std::optional<Holder>& total = state_->total;
  const std::uint64_t before = total ? shared.paths : 0;
  EXPECTS(before % kLanes == 0 && paths > before && paths <= state_->paths_max);
  for (const Plan* plan : shared.plans)
    EXPECTS(plan->kernel.sampler != random::Sampler::latin_hypercube ||
            paths == plan->kernel.paths);
  shared.paths = paths;
  for (summary::Plan& plan : shared.summary_plans) plan.paths = paths;
  if (!total) set_centres(shared);
  for (std::size_t i = 0; i < shared.plans.size(); ++i) {
    if (!total) {
      summary::Plan kept = shared.summary_plans[i];
      kept.paths = kept_paths(kept, state_->paths_max);
      if (kept.paths < paths) continue;
      check_memory(shared.plans, kept.paths, shared.options);
      shared.stores[i] = summary::make_value_store(kept);
    } else if (shared.stores[i] && !summary::keeps_values(shared.summary_plans[i])) {
      total->each[i].count_values();
      shared.stores[i].reset();
    }
  }
  shared.next_block = before / kLanes;
  shared.blocks = blocks_of(paths);

  const int threads = threads_of(paths - before, shared.options);
  std::deque<Holder> holders;
  for (int i = 0; i < threads; ++i) holders.emplace_back(shared);
  std::vector<std::thread> others;
  for (int i = 1; i < threads; ++i) {
    try {
      others.emplace_back([&shared, &mine = holders[static_cast<std::size_t>(i)]] {
        guarded(shared, [&] { work(shared, mine); });
      });
    } catch (const std::system_error&) {
      break;  // no more threads to be had: the others take its blocks
    }
  }
  guarded(shared, [&] { work(shared, holders[0]); });
  for (std::thread& other : others) other.join();
  if (shared.failure) std::rethrow_exception(shared.failure);
  if (!total) {
    total.emplace(std::move(holders.front()));
    holders.pop_front();
  }
  for (; !holders.empty(); holders.pop_back()) total->merge(holders.back());
  Growth growth;
  for (const summary::Summariser& one : total->each)
    growth.summaries.push_back(one.finish(threads_of(paths, shared.options)));
  for (std::size_t i = 0; i < shared.notes.size(); ++i)
    growth.drivers.push_back(
        drivers_of(*shared.plans[i], shared.notes[i], paths, std::max(1, shared.options.threads)));
  if (total->comparison) growth.comparison = total->comparison->finish();
  return growth;
}

Growth grow(const Plan& plan, std::uint64_t paths, const RunOptions& options) {
  return GrowingRun({&plan}, paths, options).grow_to(paths);
}

summary::Summary simulate(const Plan& plan, std::uint64_t paths, const RunOptions& options) {
  return std::move(grow(plan, paths, options).summaries.front());
}

}  // namespace landfall::simulate
