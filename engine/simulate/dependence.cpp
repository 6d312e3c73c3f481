#include "simulate/dependence.hpp"

#include <algorithm>
#include <utility>

#include "base/lanes.hpp"
#include "simulate/block.hpp"
#include "simulate/grouping.hpp"
#include "summary/rank_correlation.hpp"

namespace landfall::simulate {
namespace {

constexpr std::uint64_t kPathsLeast = 1024, kPathsMost = 16384, kWorkMost = 1 << 21;

summary::Coefficient coefficient_of(random::Measure measure) {
  switch (measure) {
    case random::Measure::spearman:
      return summary::Coefficient::spearman;
    case random::Measure::kendall:
      return summary::Coefficient::kendall;
    case random::Measure::pearson:
      break;
  }
  return summary::Coefficient::pearson;
}

/// The plan without its markets: a period of draws and shocks. It points into `plan`.
Plan draws_only(const Plan& plan, const std::vector<Slot>& rows) {
  Plan draws;
  draws.kernel = plan.kernel;
  draws.fixed_rows = plan.fixed_rows;
  draws.output_of_row.assign(static_cast<std::size_t>(plan.kernel.rows), -1);
  for (const Slot row : rows) {
    draws.output_of_row[static_cast<std::size_t>(row)] = static_cast<int>(draws.outputs.size());
    draws.outputs.push_back(row);
  }
  KernelPlan& kernel = draws.kernel;
  kernel.outputs = draws.outputs.data();
  kernel.output_count = static_cast<int>(draws.outputs.size());
  kernel.periods = 1;
  kernel.reference_count = kernel.series_count = kernel.event_count = 0;
  kernel.log_sum_count = 0;
  kernel.exp_count = kernel.convert_count = kernel.market_count = 0;
  kernel.path_row_count = kernel.tile_row_count = 0;
  kernel.draw_taken = kernel.shock_taken = nullptr;
  kernel.decision_count = kernel.history_count = kernel.tally_count = 0;
  kernel.ring = kernel.late_periods = 0;
  kernel.price_count = kernel.capacity_count = kernel.sum_count = 0;
  kernel.has_outflows = kernel.settles = false;
  return draws;
}

/// Which group of the plan comes next, of each kind.
struct NextGroup {
  std::size_t draws = 0, trials = 0, shocks = 0;
};

/// The rows whose correlation is meant, one a member.
std::vector<Slot> rows_of(const Plan& plan, const scenario::Group& group, NextGroup& next) {
  if (group.trials > 0) return plan.trial_rows[next.trials++];
  const int first = group.of_processes ? plan.shock_groups[next.shocks++].first
                                       : plan.draw_groups[next.draws++].first;
  std::vector<Slot> rows;
  for (int member = first; member < first + static_cast<int>(group.of.size()); ++member) {
    const auto at = static_cast<std::size_t>(member);
    rows.push_back(group.of_processes                          ? plan.shocks[at].tile
                   : group.measure == random::Measure::pearson ? plan.draws[at].score
                                                               : plan.draws[at].into);
  }
  return rows;
}

std::vector<summary::BatchedRow> drawn(const Plan& plan, const std::vector<Slot>& rows,
                                       std::uint64_t paths, summary::Coefficient coefficient,
                                       summary::Grouping grouping) {
  const Plan draws = draws_only(plan, rows);
  Block block(draws, choose_kernels());
  std::vector<std::vector<double>> values(rows.size());
  for (std::uint64_t first = 0; first < paths; first += kLanes) {
    block.run(first);
    const auto count = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(kLanes, paths - first));
    for (std::size_t i = 0; i < rows.size(); ++i)
      values[i].insert(values[i].end(), block.row(rows[i]), block.row(rows[i]) + count);
  }
  std::vector<summary::BatchedRow> batched;
  for (std::vector<double>& row : values)
    batched.push_back(summary::batched(std::move(row), coefficient, grouping));
  return batched;
}

}  // namespace

std::vector<GroupDependence> dependence_of(const scenario::Scenario& scenario, const Plan& plan) {
  std::vector<GroupDependence> all;
  NextGroup next;
  for (const scenario::Group& group : scenario.groups) {
    const std::size_t size = group.of.size();
    GroupDependence out{.name = group.name, .measure = scenario::in_words(group.measure)};
    out.student_df = group.student_df;
    out.of_processes = group.of_processes;
    out.repaired = group.repaired;
    out.trials = group.trials;
    const std::uint64_t pairs = size * (size - 1) / 2;
    out.paths = std::min(scenario.paths, std::clamp(kWorkMost / pairs, kPathsLeast, kPathsMost));
    const summary::Coefficient coefficient = coefficient_of(group.measure);
    // A table of trials has an order of its own, whatever the sampler.
    const summary::Grouping grouping =
        group.trials > 0 ? summary::Grouping::none : grouping_of(plan.kernel.sampler);
    if (grouping != summary::Grouping::none && coefficient == summary::Coefficient::kendall)
      out.paths = std::min(out.paths, kPathsMost / 4);  // each group is compared pair by pair
    const auto rows = drawn(plan, rows_of(plan, group, next), out.paths, coefficient, grouping);
    for (std::size_t one = 0; one < size; ++one)
      for (std::size_t other = one + 1; other < size; ++other)
        out.pairs.push_back({group.of[one], group.of[other], group.asked[one * size + other],
                             group.used[one * size + other],
                             summary::correlation(rows[one], rows[other], coefficient)});
    all.push_back(std::move(out));
  }
  return all;
}

}  // namespace landfall::simulate
