#include "simulate/compile.hpp"

#include <algorithm>

#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "base/language.hpp"
#include "maths/linear.hpp"
#include "random/stream.hpp"
#include "random/student_tables.hpp"
#include "scenario/central.hpp"
#include "simulate/compiler.hpp"

namespace landfall::simulate {

Plan::Plan() = default;
Plan::Plan(Plan&&) noexcept = default;
Plan& Plan::operator=(Plan&&) noexcept = default;
Plan::~Plan() = default;

namespace {

using scenario::Number;
using scenario::Scenario;

std::string year_month(const Scenario& scenario, int months) {
  const int at = scenario.start.month - 1 + months;
  const int month = at % 12 + 1;
  return std::to_string(scenario.start.year + at / 12) + (month < 10 ? "-0" : "-") +
         std::to_string(month);
}

}  // namespace

Slot Compiler::new_row(Life life) {
  return new_rows(1, life);
}

Slot Compiler::new_rows(int count, Life life) {
  const Slot first = static_cast<Slot>(lives_.size());
  lives_.insert(lives_.end(), static_cast<std::size_t>(count), life);
  return first;
}

Slot Compiler::new_tile() {
  tiles_.push_back(new_rows(kTile, Life::period));
  return tiles_.back();
}

bool Compiler::is_fixed(NumberId id, double value) const {
  const Number& number = scenario_.number(id);
  return number.is_fixed() && number.fixed() == value && !is_hit(id);
}

std::uint64_t Compiler::key(const std::string& address, random::Role role) {
  const std::uint64_t made = random::stream_key(scenario_.seed, address, role);
  const std::string name = address + "#" + std::to_string(static_cast<int>(role));
  const auto [at, added] = keys_.emplace(made, name);
  EXPECTS(added || at->second == name);  // two addresses must never share a stream
  return made;
}

void Compiler::compile_numbers() {
  for (const Number& number : scenario_.numbers) {
    const Slot row = new_row(number.is_fixed() ? Life::fixed : Life::path);
    if (number.is_fixed()) plan_.fixed_rows.emplace_back(row, number.fixed());
  }
  // A reference must come after what it refers to: follow each chain to its end first.
  std::vector<bool> done(scenario_.numbers.size(), false);
  const auto visit = [&](const auto& self, NumberId id) -> void {
    const Number& it = scenario_.number(id);
    if (done[static_cast<std::size_t>(id)] || !it.is_reference()) return;
    done[static_cast<std::size_t>(id)] = true;
    const scenario::Reference& by = it.reference();
    self(self, by.target);
    lives_[static_cast<std::size_t>(id)] = Life::path;
    plan_.references.push_back({number(id), number(by.target), by.times, by.plus});
  };
  for (NumberId id = 0; id < static_cast<NumberId>(scenario_.numbers.size()); ++id)
    visit(visit, id);
}

const double* Compiler::factor_of(const scenario::Group& group) {
  maths::Matrix matrix(static_cast<int>(group.of.size()));
  matrix.entries = group.scores;
  plan_.doubles.push_back(maths::cholesky(matrix).entries);
  return plan_.doubles.back().data();
}

const StudentStep* Compiler::student_of(const scenario::Group& group) {
  if (!group.student_df) return nullptr;
  const random::Role role = group.of_processes ? random::Role::shock : random::Role::value;
  plan_.students.push_back({key("correlation." + group.name, role),
                            random::compile_student_copula(*group.student_df, *plan_.tables)});
  return &plan_.students.back();
}

void Compiler::compile_draws() {
  plan_.tables = std::make_unique<random::MarginalTables>();
  std::vector<bool> grouped(scenario_.numbers.size(), false);
  const auto add = [&](NumberId id, bool scored) {
    const Number& it = scenario_.number(id);
    plan_.draws.push_back({number(id), scored ? new_row(Life::path) : kNone,
                           key(it.address, random::Role::value),
                           random::compile_marginal(it.marginal(), *plan_.tables),
                           directions(it.address, random::Role::value)});
  };
  for (const scenario::Group& group : scenario_.groups) {
    if (group.of_processes) continue;
    if (group.trials > 0) {
      compile_trials(group);
      for (const NumberId id : group.draws) grouped[static_cast<std::size_t>(id)] = true;
      continue;
    }
    plan_.draw_groups.push_back({static_cast<int>(plan_.draws.size()),
                                 static_cast<int>(group.draws.size()), factor_of(group),
                                 student_of(group)});
    for (const NumberId id : group.draws) {
      grouped[static_cast<std::size_t>(id)] = true;
      add(id, true);
    }
  }
  for (NumberId id = 0; id < static_cast<NumberId>(scenario_.numbers.size()); ++id) {
    const Number& it = scenario_.number(id);
    if (it.is_sip()) {
      plan_.drivers.push_back({it.address, number(id)});
      if (!grouped[static_cast<std::size_t>(id)]) compile_sip(id, it.sip());
    }
    if (!it.is_drawn()) continue;
    if (!it.repeated()) plan_.drivers.push_back({it.address, number(id)});
    if (!it.repeated() && !grouped[static_cast<std::size_t>(id)]) add(id, false);
  }
}

int Compiler::shock(const std::string& address) {
  const auto found = shocks_.find(address);
  if (found != shocks_.end()) return found->second;
  const int index = static_cast<int>(plan_.shocks.size());
  const bool leads = plan_.kernel.leading != nullptr;
  plan_.shocks.push_back({.tile = new_rows(kTile, Life::period),
                          .key = key(address, random::Role::shock),
                          .leading = leads ? new_rows(kLeading, Life::path) : kNone,
                          .directions = directions(address, random::Role::shock, kLeading)});
  shocks_[address] = index;
  return index;
}

void Compiler::compile_shocks() {
  for (const scenario::Group& group : scenario_.groups) {
    if (!group.of_processes) continue;
    plan_.shock_groups.push_back({static_cast<int>(plan_.shocks.size()),
                                  static_cast<int>(group.of.size()), factor_of(group),
                                  student_of(group)});
    for (const std::string& address : group.of) shock(address);
  }
}

void Compiler::label_time() {
  const int months = scenario_.months_per_period();
  for (int period = 0; period < scenario_.periods; ++period)
    plan_.period_labels.push_back(year_month(scenario_, period * months));
  for (int year = 0; year < scenario_.years; ++year)
    plan_.year_labels.push_back(year_month(scenario_, 12 * year) + " to " +
                                year_month(scenario_, 12 * year + 11));
}

void Compiler::compile_firm() {
  KernelPlan& kernel = plan_.kernel;
  kernel.periods = scenario_.periods;
  kernel.periods_per_year = scenario_.periods_per_year();
  kernel.years = scenario_.years;
  kernel.dt_years = scenario_.dt_years();
  kernel.months_per_period = scenario_.months_per_period();

  compile_prices();
  compile_capacities();
  kernel.discount = number(scenario_.discount);
  kernel.discount_step = new_row(Life::path);
  kernel.discount_now = new_row(Life::period);
  for (Slot* slot : {&kernel.cash, &kernel.low, &kernel.trough_period, &kernel.last_negative,
                     &kernel.share_units, &kernel.share_demand})
    *slot = new_row(Life::period);
  for (Slot* slot :
       {&kernel.revenue_now, &kernel.kept_now, &kernel.receipts_now, &kernel.outflow_now})
    *slot = new_tile();
  kernel.scratch = new_rows(kScratch, Life::period);
  kernel.zeros = new_row(Life::fixed);
  plan_.fixed_rows.emplace_back(kernel.zeros, 0.0);
  kernel.ones = new_row(Life::fixed);
  plan_.fixed_rows.emplace_back(kernel.ones, 1.0);
}

void Compiler::compile_metrics() {
  KernelPlan& kernel = plan_.kernel;
  for (Slot* slot : {&kernel.revenue, &kernel.npv, &kernel.margin, &kernel.payback_months,
                     &kernel.peak_funding, &kernel.market_share})
    *slot = new_row(Life::path);
  kernel.revenue_by_year = new_rows(kernel.years, Life::path);
  kernel.revenue_by_period = new_rows(kernel.periods, Life::path);

  const auto add = [&](const std::string& name, const std::string& unit, Slot row,
                       summary::Tail tail = summary::Tail::lower) {
    summary::MetricSpec spec{.name = name, .unit = unit, .tail = tail};
    if (name == "npv") spec.thresholds = {0};
    spec.wants_examples = name == "npv";
    for (const scenario::Threshold& threshold : scenario_.thresholds) {
      if (threshold.metric != name) continue;
      for (const double value : threshold.values)
        if (std::find(spec.thresholds.begin(), spec.thresholds.end(), value) ==
            spec.thresholds.end())
          spec.thresholds.push_back(value);
    }
    std::sort(spec.thresholds.begin(), spec.thresholds.end());
    spec.absent_is_never = name == "payback_months" || name.starts_with("entry_months.");
    if (name == "market_share")
      spec.absent_reason = plan_.markets[0].counts_share
                               ? noted("there is no demand in the last twelve months")
                               : noted("products are counted in different units");
    plan_.metrics.push_back(spec);
    plan_.metric_rows.push_back(row);
  };
  const std::string& money = scenario_.currency;
  add("revenue", money, kernel.revenue);
  add("margin", money, kernel.margin);
  add("npv", money, kernel.npv);
  add("payback_months", "months", kernel.payback_months, summary::Tail::upper);
  add("peak_funding", money, kernel.peak_funding, summary::Tail::upper);
  add("market_share", "share", kernel.market_share);
  if (kernel.firm != nullptr && kernel.firm->tax != nullptr)
    add("tax", money, kernel.firm->tax->tax, summary::Tail::upper);
  if (kernel.firm != nullptr && kernel.firm->terminal != nullptr)
    add("terminal_value", money, kernel.firm->terminal->value);
  for (int year = 0; year < kernel.years; ++year)
    add("revenue.year_" + std::to_string(year + 1), money, kernel.revenue_by_year + year);
  for (std::size_t i = 0; i < plan_.markets.size(); ++i) {
    const scenario::Market& market = scenario_.markets[i];
    if (market.line > 0) continue;
    add("revenue." + market.id, money, revenue_of_market(i, -1));
    for (std::size_t c = 0; c < market.channels.size(); ++c)
      add("revenue." + market.id + "." + market.channels[c].name, money,
          revenue_of_market(i, static_cast<int>(c)));
  }
  for (std::size_t i = 0; i < scenario_.products.size(); ++i)
    if (!scenario_.products[i].id.empty())
      add("revenue.product." + scenario_.products[i].id, money,
          revenue_of_product(static_cast<int>(i)));
  for (std::size_t i = 0; i < plan_.markets.size(); ++i)
    if (plan_.markets[i].entry >= 0)
      add("entry_months." + scenario_.markets[i].id, "months", plan_.markets[i].entry_months,
          summary::Tail::upper);
}

void Compiler::compile() {
  compile_sampler();
  compile_numbers();
  compile_draws();
  compile_shocks();
  index_events();
  compile_currencies();
  compile_firm();
  compile_goods();
  for (const scenario::Market& market : scenario_.markets) compile_market(market);
  compile_spending();
  compile_taxes();
  compile_terminal();
  compile_decisions();
  compile_events();
  make_directions();
  compile_metrics();
  label_time();

  KernelPlan& kernel = plan_.kernel;
  kernel.has_outflows = kernel.has_outflows || options_.cash;
  bool has_losses = false, has_days = false;
  for (const MarketStep& market : plan_.markets) {
    has_losses = has_losses || market.payment.has_losses;
    has_days = has_days || market.payment.has_days;
    for (int i = 0; i < market.channel_count; ++i)
      has_days = has_days ||
                 (market.channels[i].payment != nullptr && market.channels[i].payment->has_days);
    kernel.has_outflows = kernel.has_outflows || market.has_unit_cost ||
                          market.payment.has_premium || market.has_schedule_costs;
  }
  kernel.settles = has_losses || has_days || kernel.has_outflows;
  const bool comes_later = has_days || kernel.has_transfers || owes();
  kernel.late_periods = kernel.has_outflows && comes_later ? latest_receipt_ : 0;
  // A tile is booked as a whole before its first period is closed.
  kernel.ring = kernel.late_periods > 0 ? kernel.late_periods + kTile : 0;
  kernel.ring_rows = new_rows(kernel.ring, Life::period);
  allot_transfers();
  compile_owed();
  if (options_.drivers) observe();
  compile_outputs();
  const auto share = [](const auto& all, const auto*& pointer, int& count) {
    pointer = all.data();
    count = static_cast<int>(all.size());
  };
  share(plan_.draws, kernel.draws, kernel.draw_count);
  share(plan_.draw_groups, kernel.draw_groups, kernel.draw_group_count);
  share(plan_.sip_scores, kernel.sip_scores, kernel.sip_score_count);
  share(plan_.sips, kernel.sips, kernel.sip_count);
  share(plan_.trials, kernel.trials, kernel.trial_count);
  share(plan_.references, kernel.references, kernel.reference_count);
  share(plan_.shocks, kernel.shocks, kernel.shock_count);
  share(plan_.shock_groups, kernel.shock_groups, kernel.shock_group_count);
  share(plan_.series, kernel.series, kernel.series_count);
  share(plan_.events, kernel.events, kernel.event_count);
  share(plan_.log_sums, kernel.log_sums, kernel.log_sum_count);
  share(plan_.exps, kernel.exps, kernel.exp_count);
  share(plan_.converts, kernel.converts, kernel.convert_count);
  share(plan_.passes, kernel.passes, kernel.pass_count);
  share(plan_.switches, kernel.switches, kernel.switch_count);
  share(plan_.prices, kernel.prices, kernel.price_count);
  share(plan_.markets, kernel.markets, kernel.market_count);
  share(plan_.sums, kernel.sums, kernel.sum_count);
  share(plan_.capacities, kernel.capacities, kernel.capacity_count);
  share(plan_.histories, kernel.histories, kernel.history_count);
  share(plan_.decisions, kernel.decisions, kernel.decision_count);
  share(plan_.sights, kernel.sights, kernel.sight_count);
  share(plan_.tallies, kernel.tallies, kernel.tally_count);
}

void Compiler::compile_outputs() {
  KernelPlan& kernel = plan_.kernel;
  kernel.rows = static_cast<int>(lives_.size());
  plan_.is_tile.assign(lives_.size(), 0);
  for (const Slot tile : tiles_) plan_.is_tile[static_cast<std::size_t>(tile)] = 1;
  kernel.is_tile = plan_.is_tile.data();

  plan_.output_of_row.assign(lives_.size(), -1);
  const auto output = [&](Slot slot) {
    int& index = plan_.output_of_row[static_cast<std::size_t>(slot)];
    if (index >= 0) return;
    index = static_cast<int>(plan_.outputs.size());
    plan_.outputs.push_back(slot);
  };
  for (const Slot slot : plan_.metric_rows) output(slot);
  for (int period = 0; period < kernel.periods; ++period) output(kernel.revenue_by_period + period);
  for (const Driver& driver : plan_.drivers) output(driver.row);
  for (const Observed& one : plan_.observed)
    for (const Slot row : one.rows) output(row);
  if (options_.dates)
    for (const MarketStep& market : plan_.markets)
      for (const Slot slot : access_rows(market)) output(slot);
  for (const MarketStep& market : plan_.markets) {
    if (market.shown == nullptr) continue;
    for (int i = 0; i < kShownRows; ++i) output(market.shown->into + i);
    for (int i = 0; i < market.channel_count; ++i) output(market.channels[i].chain);
  }
  for (const SightStep& sight : plan_.sights) {
    output(sight.watched);
    output(sight.cash);
  }
  kernel.outputs = plan_.outputs.data();
  kernel.output_count = static_cast<int>(plan_.outputs.size());
}

Plan compile(const Scenario& scenario, const CompileOptions& options) {
  Plan plan;
  Compiler(scenario, options, plan).compile();
  return plan;
}

}  // namespace landfall::simulate
