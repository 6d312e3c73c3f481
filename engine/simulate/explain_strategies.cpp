#include "simulate/explain_strategies.hpp"

#include "base/text.hpp"

namespace landfall::simulate {

namespace {

using scenario::Decision;
using scenario::Scenario;

std::string amount(const Scenario& scenario, scenario::NumberId id) {
  const scenario::Number& number = scenario.number(id);
  const std::string value = number.is_fixed() ? grouped(number.fixed(), 0) : number.typed;
  const std::string unit = number.currency + number.unit;
  return value + (unit.empty() ? "" : " " + unit);
}

std::string month_of(const Scenario& scenario, int period) {
  const int months = scenario.start.month - 1 + period * scenario.months_per_period();
  const int month = months % 12 + 1;
  return std::to_string(scenario.start.year + months / 12) + (month < 10 ? "-0" : "-") +
         std::to_string(month);
}

}  // namespace

std::string decision_in_words(const Scenario& scenario, const Decision& decision) {
  std::string text = decision.is_exit ? "left" : "entered";
  if (!decision.when) {
    text += " in " + month_of(scenario, decision.first_period);
  } else {
    const scenario::Watch& watch = *decision.when;
    const int step = scenario.months_per_period();
    text += " once " + watch.metric;
    if (watch.of != scenario::Watch::Of::cash)
      text += " of " + std::to_string(watch.window_periods * step) + " months";
    text += (watch.above ? " was above " : " was below ") + amount(scenario, watch.bound);
    if (watch.for_periods > 1)
      text += " for " + std::to_string(watch.for_periods * step) + " months";
    if (decision.first_period > 0)
      text += ", not before " + month_of(scenario, decision.first_period);
  }
  if (decision.cash_at_least >= 0)
    text += std::string(decision.when ? "," : " or later,") + " if " +
            amount(scenario, decision.cash_at_least) + " in cash are left";
  const bool costs = decision.cost >= 0 && !(scenario.number(decision.cost).is_fixed() &&
                                             scenario.number(decision.cost).fixed() == 0);
  return text + (costs ? ", at " + amount(scenario, decision.cost) : "");
}

namespace {

void add_rows(const Scenario& scenario, Table& table) {
  const scenario::Strategy& strategy = *scenario.strategy;
  std::string name = strategy.name;
  const auto add = [&](const std::string& what, const std::string& how) {
    table.rows.push_back({{.text = name}, {.text = what}, {.text = how}});
    name.clear();
  };
  if (strategy.title != strategy.name) add("title", strategy.title);
  for (const std::string& set : strategy.sets) add("sets", set);
  for (std::size_t at = 0; at < scenario.markets.size(); ++at) {
    const scenario::Market& market = scenario.markets[at];
    if (market.line > 0) continue;
    bool decided = false;
    for (const Decision& decision : strategy.decisions) {
      if (decision.market != static_cast<int>(at)) continue;
      decided = true;
      const std::string channel =
          decision.channel < 0
              ? ""
              : "." + market.channels[static_cast<std::size_t>(decision.channel)].name;
      add(market.id + channel, decision_in_words(scenario, decision));
    }
    if (!decided)
      add(market.id,
          market.enter_period >= scenario.periods ? "not entered" : "entered on " + market.enter);
  }
}

}  // namespace

Table strategies_table(const Scenario& scenario) {
  Table table{.title = "Strategies",
              .columns = {{"strategy", ""}, {"what", ""}, {"how", ""}},
              .rows = {},
              .notes = {"Rules look at what was booked before their own period."}};
  if (scenario.strategy) add_rows(scenario, table);
  for (const Scenario& one : scenario.strategies) add_rows(one, table);
  return table;
}

}  // namespace landfall::simulate
