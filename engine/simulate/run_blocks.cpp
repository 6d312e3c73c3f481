// What a thread does in a run: block after block, into its summarisers.
#include <algorithm>
#include <cfenv>

#include "base/lanes.hpp"
#include "simulate/grouping.hpp"
#include "simulate/run_state.hpp"

namespace landfall::simulate {

namespace {

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

/// A block to simulate, and how many this process took before it.
struct Taken {
  std::uint64_t block, ticket;
};

std::optional<Taken> take_block(Shared& shared) {
  const std::lock_guard lock(shared.mutex);
  if (shared.left.empty() && shared.options.share != nullptr) {
    shared.left = shared.options.share->take();
    if (!shared.left.empty()) shared.simulated.push_back(shared.left);
  }
  if (shared.left.empty()) return std::nullopt;
  return Taken{shared.left.first++, shared.taken++};
}

/// Whether a checkpoint is asked for that was not saved yet.
bool is_checkpoint_due(const Shared& shared, int saved) {
  const Checkpoint* checkpoint = shared.options.checkpoint;
  return checkpoint != nullptr && checkpoint->asked != nullptr && *checkpoint->asked != saved;
}

/// Hand the values of a block over, when all blocks taken before it have been.
void write_draws(Shared& shared, const Blocks& blocks, const Taken& taken, int count) {
  std::vector<const double*> draws, outcomes;
  for (const Driver& driver : shared.plans.front()->drivers)
    draws.push_back(blocks.each.front().row(driver.row));
  for (const double* row : blocks.metrics.front()) draws.push_back(row);
  for (const std::vector<const double*>& rows : blocks.metrics)
    outcomes.insert(outcomes.end(), rows.begin(), rows.end());
  std::unique_lock lock(shared.mutex);
  shared.turn.wait(lock, [&] { return shared.written == taken.ticket || shared.failed; });
  if (shared.failed) return;
  if (shared.options.draws) shared.options.draws(taken.block * kLanes, count, draws);
  if (shared.options.outcomes) shared.options.outcomes(taken.block * kLanes, count, outcomes);
  ++shared.written;
  shared.turn.notify_all();
}

}  // namespace

void work(Shared& shared, Holder& holder, int checkpoints) {
  std::fesetenv(FE_DFL_ENV);  // a library may have set flush-to-zero
  Blocks blocks(shared);
  while (!shared.failed && !is_stopped(shared) && !is_checkpoint_due(shared, checkpoints)) {
    const std::optional<Taken> taken = take_block(shared);
    if (!taken) return;
    const std::uint64_t first = taken->block * kLanes;
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
    if (shared.options.draws || shared.options.outcomes) write_draws(shared, blocks, *taken, count);
    if (shared.options.done != nullptr) *shared.options.done += static_cast<std::uint64_t>(count);
  }
}

std::vector<summary::ComparedMetric> compared_metrics(const std::vector<const Plan*>& plans) {
  std::vector<std::vector<summary::MetricSpec>> of_plans;
  for (const Plan* plan : plans) of_plans.push_back(plan->metrics);
  return summary::common_metrics(of_plans);
}

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

}  // namespace landfall::simulate
