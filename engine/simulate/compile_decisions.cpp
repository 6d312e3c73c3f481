// Entries and exits that are decided on the way: which rows they need.
#include <algorithm>

#include "simulate/compiler.hpp"

namespace landfall::simulate {

using scenario::Decision;
using scenario::Watch;

namespace {

const std::vector<Decision>& decisions_of(const scenario::Scenario& scenario) {
  static const std::vector<Decision> none;
  return scenario.strategy ? scenario.strategy->decisions : none;
}

}  // namespace

bool Compiler::is_decided(int market) const {
  const std::vector<Decision>& all = decisions_of(scenario_);
  return std::any_of(all.begin(), all.end(),
                     [&](const Decision& one) { return one.market == market; });
}

bool Compiler::decides(int market, int channel) const {
  const std::vector<Decision>& all = decisions_of(scenario_);
  return std::any_of(all.begin(), all.end(), [&](const Decision& one) {
    return !one.is_exit && one.market == market && one.channel == channel;
  });
}

int Compiler::earliest_entry(int market, const scenario::Market& of) const {
  if (!is_decided(market)) return of.enter_period;
  int earliest = scenario_.periods;
  for (const Decision& one : decisions_of(scenario_))
    if (one.market == market && !one.is_exit) earliest = std::min(earliest, one.first_period);
  return earliest;
}

bool Compiler::lead_time_waits(const scenario::Market& market) const {
  const scenario::Route& route = market.route;
  return is_decided(static_cast<int>(plan_.markets.size())) && route.is_forbidden &&
         route.lead_time_days >= 0 && route.since_period > 0 &&
         route.since_period < scenario_.periods;
}

void Compiler::decide_market(const scenario::Market& of, MarketStep& step,
                             std::vector<ChannelStep>& channels) {
  const int market = static_cast<int>(plan_.markets.size());
  step.entry = step.leave = step.opening_after = step.refused_after = step.entry_months = kNone;
  step.lead_usual = step.lead_around = kNone;
  for (ChannelStep& channel : channels) channel.entry = channel.leave = kNone;
  if (!is_decided(market)) return;
  step.enter_period = 0;
  step.enters_whole = decides(market, -1);
  for (Slot* slot :
       {&step.entry, &step.leave, &step.opening_after, &step.refused_after, &step.entry_months})
    *slot = new_row(Life::period);
  if (lead_time_waits(of)) {
    step.lead_usual = number(of.logistics.lead_time_days);
    step.lead_around = number(of.route.lead_time_days);
    step.around_from = of.route.since_period;
    step.lead_time_days = new_row(Life::period);
  }
  for (std::size_t i = 0; i < channels.size(); ++i) {
    channels[i].entry = new_row(Life::period);
    channels[i].leave = new_row(Life::period);
    // Of a market that is entered channel by channel, what no decision names stays out.
    channels[i].enters_alone = decides(market, static_cast<int>(i)) || !step.enters_whole;
  }
}

int Compiler::history(const Watch& watch) {
  if (watch.of == Watch::Of::cash) return -1;
  const Watched of = watch.of == Watch::Of::revenue  ? Watched::revenue
                     : watch.of == Watch::Of::margin ? Watched::margin
                                                     : Watched::units;
  for (std::size_t i = 0; i < plan_.histories.size(); ++i) {
    const HistoryStep& known = plan_.histories[i];
    if (known.of == of && known.market == watch.market && known.channel == watch.channel &&
        known.window == watch.window_periods)
      return static_cast<int>(i);
  }
  plan_.histories.push_back({.of = of,
                             .market = watch.market,
                             .channel = watch.channel,
                             .window = watch.window_periods,
                             .ring = new_rows(watch.window_periods, Life::period)});
  return static_cast<int>(plan_.histories.size()) - 1;
}

void Compiler::compile_decisions() {
  KernelPlan& kernel = plan_.kernel;
  kernel.committed = kNone;
  if (decisions_of(scenario_).empty()) return;
  kernel.committed = new_row(Life::period);
  for (const Decision& one : decisions_of(scenario_)) {
    DecisionStep step{.market = one.market,
                      .channel = one.channel,
                      .is_exit = one.is_exit,
                      .first_period = one.first_period,
                      .watches = one.when.has_value(),
                      .history = -1,
                      .above = false,
                      .bound = kNone,
                      .for_periods = 1,
                      .held = kNone,
                      .cash_at_least = one.cash_at_least < 0 ? kNone : number(one.cash_at_least),
                      .cost = kNone};
    if (one.when) {
      step.history = history(*one.when);
      step.above = one.when->above;
      step.bound = number(one.when->bound);
      step.for_periods = one.when->for_periods;
      step.held = new_row(Life::period);
    }
    if (one.cost >= 0 && !is_fixed(one.cost, 0)) {
      step.cost = amount_in(one.cost, scenario_.currency);
      plan_.markets[static_cast<std::size_t>(one.market)].has_schedule_costs = true;
    }
    const bool sees_cash = step.cash_at_least >= 0 || (one.when && step.history < 0);
    kernel.has_outflows = kernel.has_outflows || sees_cash;
    plan_.decisions.push_back(step);
  }
  if (!options_.sights) return;
  kernel.has_outflows = true;  // otherwise there is no cash
  for (const int period : options_.sights->periods)
    plan_.sights.push_back({.decision = options_.sights->decision,
                            .period = period,
                            .watched = new_row(Life::path),
                            .cash = new_row(Life::path)});
}

}  // namespace landfall::simulate
