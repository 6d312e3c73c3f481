#include "study/entry_timing.hpp"

#include <algorithm>
#include <cfenv>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

#include "base/contract.hpp"
#include "base/diagnostic.hpp"
#include "base/lanes.hpp"
#include "base/language.hpp"
#include "simulate/block.hpp"
#include "simulate/explain_strategies.hpp"
#include "simulate/grouping.hpp"
#include "simulate/share_world.hpp"
#include "study/entry_choice.hpp"
#include "summary/grouped_mean.hpp"

namespace landfall::study {

namespace {

using scenario::Decision;
using scenario::Scenario;
using simulate::Plan;
using simulate::Slot;

/// What every path of every plan came to.
struct Tries {
  TriedDates tried;
  std::vector<double> rule, entry_months;
};

/// The plans of one timing: a date each, never, the rule as it is.
struct Plans {
  std::deque<Plan> all;
  std::vector<int> periods;

  const Plan& never() const { return all[periods.size()]; }
  const Plan& rule() const { return all.back(); }
};

/// Evenly apart, from the first period that the rule allows to the last.
std::vector<int> periods_tried(const Scenario& scenario, const Decision& decision) {
  const int first = std::min(decision.first_period, scenario.periods - 1);
  const int left = scenario.periods - first, count = std::min(left, kTimingDatesMax);
  std::vector<int> periods;
  for (int i = 0; i < count; ++i) periods.push_back(first + i * left / count);
  return periods;
}

Plans compile_all(const Scenario& scenario, std::size_t decision) {
  Plans plans{.all = {},
              .periods = periods_tried(scenario, scenario.strategy->decisions[decision])};
  std::deque<Scenario> scenarios;
  std::vector<simulate::CompileOptions> options(plans.periods.size() + 2);
  for (const int period : plans.periods) {
    Decision& dated = scenarios.emplace_back(scenario).strategy->decisions[decision];
    dated.when.reset();
    dated.first_period = period;
  }
  scenarios.emplace_back(scenario).strategy->decisions[decision].first_period = scenario.periods;
  options[plans.periods.size()].sights = {static_cast<int>(decision), plans.periods};
  scenarios.push_back(scenario);
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    plans.all.push_back(simulate::compile(scenarios[i], options[i]));
    const std::size_t first = i - i % simulate::kPlansMax;
    if (i > first)
      simulate::take_over_world(scenarios[first], plans.all[first], scenarios[i], plans.all[i]);
  }
  return plans;
}

void keep(const simulate::Block& block, Slot slot, std::uint64_t first, int count,
          std::vector<double>& column) {
  std::copy_n(block.row(slot), count, column.begin() + static_cast<std::ptrdiff_t>(first));
}

Slot metric_row(const Plan& plan, const std::string& name) {
  for (std::size_t i = 0; i < plan.metrics.size(); ++i)
    if (plan.metrics[i].name == name) return plan.metric_rows[i];
  return simulate::kNone;
}

/// The blocks of one thread: plans run together as many at a time as may.
class Batches {
 public:
  explicit Batches(const Plans& plans) {
    for (std::size_t i = 0; i < plans.all.size(); ++i) {
      if (i % simulate::kPlansMax == 0) batches_.emplace_back();
      batches_.back().emplace_back(plans.all[i], simulate::choose_kernels());
    }
  }
  void run(std::uint64_t first_path) {
    for (std::deque<simulate::Block>& batch : batches_)
      simulate::Block::run_together(batch, first_path);
  }
  const simulate::Block& of(std::size_t plan) const {
    return batches_[plan / simulate::kPlansMax][plan % simulate::kPlansMax];
  }

 private:
  std::deque<std::deque<simulate::Block>> batches_;
};

void check_finite(const simulate::Block& block, const Plan& plan, std::uint64_t first, int count) {
  const double* npv = block.row(plan.kernel.npv);
  for (int lane = 0; lane < count; ++lane)
    if (!(npv[lane] - npv[lane] == 0))
      throw WorldError("path " + std::to_string(first + static_cast<std::uint64_t>(lane)) +
                       ": npv is no finite number; a price, rate or demand ran out of range");
}

/// One run of all plans: threads take blocks, each writes where its paths stand.
class TimingRun {
 public:
  TimingRun(const Plans& plans, std::uint64_t paths, Slot entry_months,
            const simulate::RunOptions& options)
      : plans_(plans), paths_(paths), entry_months_(entry_months), options_(options) {
    const std::size_t dates = plans.periods.size();
    tries_.tried.worth.assign(dates + 1, std::vector<double>(paths));
    tries_.tried.state.assign(dates, {});
    tries_.rule.resize(paths);
    if (entry_months >= 0) tries_.entry_months.resize(paths);
    const bool watches = plans.never().decisions[sight(0).decision].history >= 0;
    for (auto& state : tries_.tried.state)
      state.assign(watches ? 2 : 1, std::vector<double>(paths));
  }

  Tries run() {
    const std::uint64_t blocks = (paths_ + kLanes - 1) / kLanes;
    const auto threads =
        std::min<std::uint64_t>(blocks, static_cast<std::uint64_t>(std::max(1, options_.threads)));
    std::vector<std::thread> others;
    for (std::uint64_t i = 1; i < threads; ++i) {
      try {
        others.emplace_back([this, blocks] { guarded(blocks); });
      } catch (const std::exception&) {  // no thread, or no memory for it
        break;                           // no more threads to be had: the others take its blocks
      }
    }
    guarded(blocks);
    for (std::thread& other : others) other.join();
    if (failure_) std::rethrow_exception(failure_);
    return std::move(tries_);
  }

 private:
  const simulate::SightStep& sight(std::size_t date) const { return plans_.never().sights[date]; }

  void guarded(std::uint64_t blocks) {
    try {
      work(blocks);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      next_block_ = blocks;
    }
  }

  void work(std::uint64_t blocks) {
    std::fesetenv(FE_DFL_ENV);  // a library may have set flush-to-zero
    Batches batches(plans_);
    for (std::uint64_t block = next_block_++; block < blocks; block = next_block_++) {
      if (options_.stop != nullptr && *options_.stop) throw simulate::Interrupted();
      const std::uint64_t first = block * kLanes;
      const int count = static_cast<int>(std::min<std::uint64_t>(kLanes, paths_ - first));
      batches.run(first);
      take(batches, first, count);
      if (options_.done != nullptr) *options_.done += static_cast<std::uint64_t>(count);
    }
  }

  void take(const Batches& batches, std::uint64_t first, int count) {
    const std::size_t dates = plans_.periods.size();
    for (std::size_t plan = 0; plan < plans_.all.size(); ++plan) {
      check_finite(batches.of(plan), plans_.all[plan], first, count);
      keep(batches.of(plan), plans_.all[plan].kernel.npv, first, count,
           plan <= dates ? tries_.tried.worth[plan] : tries_.rule);
    }
    for (std::size_t date = 0; date < dates; ++date) {
      std::vector<std::vector<double>>& state = tries_.tried.state[date];
      keep(batches.of(dates), sight(date).cash, first, count, state.back());
      if (state.size() > 1)
        keep(batches.of(dates), sight(date).watched, first, count, state.front());
    }
    if (entry_months_ >= 0)
      keep(batches.of(plans_.all.size() - 1), entry_months_, first, count, tries_.entry_months);
  }

  const Plans& plans_;
  const std::uint64_t paths_;
  const Slot entry_months_;
  const simulate::RunOptions& options_;
  Tries tries_;
  std::atomic<std::uint64_t> next_block_ = 0;
  std::mutex mutex_;
  std::exception_ptr failure_;
};

/// Statistics of columns whose paths stand in groups.
class Columns {
 public:
  explicit Columns(summary::Grouping grouping) : grouping_(grouping) {}

  summary::Estimate mean(const std::vector<double>& column) const {
    summary::GroupedMean mean(grouping_, summary::block_mean(column.data(), first(column)));
    for_blocks(column,
               [&](std::size_t from, int count) { mean.add_block(column.data() + from, count); });
    return mean.mean();
  }

  summary::PairedSummary paired(const std::vector<double>& one,
                                const std::vector<double>& other) const {
    summary::PairedSummariser pair({}, summary::paired_centre(one.data(), other.data(), first(one)),
                                   grouping_);
    for_blocks(one, [&](std::size_t from, int count) {
      pair.add_block(one.data() + from, other.data() + from, count);
    });
    return pair.finish();
  }

  /// Halves that do not depend on each other.
  std::vector<bool> half(std::size_t paths) const {
    std::vector<bool> half(paths);
    for (std::size_t path = 0; path < paths; ++path)
      half[path] = summary::group_of(grouping_, path) % 2 == 0;
    return half;
  }

 private:
  static int first(const std::vector<double>& column) {
    return static_cast<int>(std::min<std::size_t>(kLanes, column.size()));
  }
  template <class Body>
  static void for_blocks(const std::vector<double>& column, const Body& body) {
    for (std::size_t from = 0; from < column.size(); from += kLanes)
      body(from, static_cast<int>(std::min<std::size_t>(kLanes, column.size() - from)));
  }

  summary::Grouping grouping_;
};

/// 1 where a condition holds on a path.
template <class Holds>
std::vector<double> indicator(std::size_t paths, const Holds& holds) {
  std::vector<double> values(paths);
  for (std::size_t path = 0; path < paths; ++path) values[path] = holds(path) ? 1 : 0;
  return values;
}

/// The dates, and what one date for all paths, the best rule and hindsight would earn.
void value_dates(const Tries& tries, const Columns& columns, Timing& timing) {
  const TriedDates& tried = tries.tried;
  const std::size_t paths = tries.rule.size(), never = tried.state.size();
  const std::vector<std::size_t> chosen = choose_out_of_sample(tried, columns.half(paths));
  std::vector<double> best(paths), hindsight(paths);
  for (std::size_t path = 0; path < paths; ++path) {
    best[path] = tried.worth[chosen[path]][path];
    hindsight[path] = tried.worth[0][path];
    for (const std::vector<double>& worth : tried.worth)
      hindsight[path] = std::max(hindsight[path], worth[path]);
  }
  for (std::size_t date = 0; date <= never; ++date) {
    timing.dates[date].npv = columns.mean(tried.worth[date]);
    timing.dates[date].chosen =
        columns.mean(indicator(paths, [&](std::size_t path) { return chosen[path] == date; }));
    if (timing.dates[date].npv.value > timing.dates[timing.best_date].npv.value)
      timing.best_date = date;
  }
  timing.best_npv = columns.mean(best);
  timing.best_enters =
      columns.mean(indicator(paths, [&](std::size_t path) { return chosen[path] < never; }));
  timing.hindsight_npv = columns.mean(hindsight);
  timing.best_less_rule = columns.paired(best, tries.rule);
  timing.date_less_rule = columns.paired(tried.worth[timing.best_date], tries.rule);
}

/// Values of all paths are kept, and half of them fitted at a time.
void check_memory(std::uint64_t paths, const simulate::RunOptions& options) {
  const std::uint64_t needed = paths * (3 * kTimingDatesMax + 60) * sizeof(double);
  if (options.memory_max_bytes == 0 || needed <= options.memory_max_bytes) return;
  throw WorldError("so many paths need about " + std::to_string(needed / 1'000'000) +
                   " MB of memory, more than the " +
                   std::to_string(options.memory_max_bytes / 1'000'000) +
                   " MB that may be taken: allow more with --max-memory, or use fewer --paths");
}

}  // namespace

std::vector<WaitingEntry> waiting_entries(const Scenario& scenario) {
  std::vector<WaitingEntry> entries;
  for (std::size_t s = 0; s < scenario.strategies.size(); ++s) {
    const Scenario& one = scenario.strategies[s];
    for (std::size_t d = 0; d < one.strategy->decisions.size(); ++d) {
      const Decision& decision = one.strategy->decisions[d];
      if (decision.is_exit || (!decision.when && decision.cash_at_least < 0)) continue;
      const scenario::Market& market = one.markets[static_cast<std::size_t>(decision.market)];
      std::string address = one.strategy->name + ".enter." + market.id;
      if (decision.channel >= 0)
        address += ".channel." + market.channels[static_cast<std::size_t>(decision.channel)].name;
      entries.push_back({address, s, d});
    }
  }
  return entries;
}

Timing time_entry(const Scenario& file, const WaitingEntry& entry,
                  const simulate::RunOptions& options) {
  const Scenario& scenario = file.strategies[entry.strategy];
  const Decision& decision = scenario.strategy->decisions[entry.decision];
  const scenario::Market& market = scenario.markets[static_cast<std::size_t>(decision.market)];
  check_memory(scenario.paths, options);
  Timing timing;
  timing.provenance = simulate::provenance_of(scenario);
  timing.address = entry.address;
  timing.title = market.name;
  if (decision.channel >= 0)
    timing.title += ", " + market.channels[static_cast<std::size_t>(decision.channel)].name;
  timing.rule = simulate::decision_in_words(scenario, decision);
  if (decision.when && decision.when->of != scenario::Watch::Of::cash)
    timing.states.push_back(decision.when->metric);
  timing.states.push_back("cash");

  const Plans plans = compile_all(scenario, entry.decision);
  for (const int period : plans.periods)
    timing.dates.push_back({.label = plans.rule().period_labels[static_cast<std::size_t>(period)]});
  timing.dates.push_back({.label = noted("never")});
  const Slot entry_months = decision.channel >= 0
                                ? simulate::kNone
                                : metric_row(plans.rule(), "entry_months." + market.id);
  const Tries tries = TimingRun(plans, scenario.paths, entry_months, options).run();
  const Columns columns(simulate::grouping_of(plans.rule().kernel.sampler));
  timing.rule_npv = columns.mean(tries.rule);
  if (entry_months >= 0)
    timing.rule_enters = columns.mean(indicator(tries.rule.size(), [&](std::size_t path) {
      return tries.entry_months[path] < __builtin_inf();
    }));
  value_dates(tries, columns, timing);
  return timing;
}

}  // namespace landfall::study
