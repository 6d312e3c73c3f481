#include "simulate/explain_strategies.hpp"

#include "base/language.hpp"
#include "base/text.hpp"
#include "base/units.hpp"
#include "simulate/explain_cells.hpp"

namespace landfall::simulate {

namespace {

using scenario::Decision;
using scenario::Scenario;

std::string amount(const Scenario& scenario, scenario::NumberId id) {
  const scenario::Number& number = scenario.number(id);
  const std::string value =
      number.is_fixed() ? localised(grouped(number.fixed(), 0)) : number.typed;
  const std::string unit = unit_in_words(number.currency + number.unit);
  return value + (unit.empty() ? "" : " " + unit);
}

std::string month_of(const Scenario& scenario, int period) {
  const int months = scenario.start.month - 1 + period * scenario.months_per_period();
  const int month = months % 12 + 1;
  return std::to_string(scenario.start.year + months / 12) + (month < 10 ? "-0" : "-") +
         std::to_string(month);
}

/// "revenue.MA of 12 months was above 400 000 EUR for 6 months".
std::string condition(const Scenario& scenario, const scenario::Watch& watch) {
  const auto months = [&](int periods) {
    return static_cast<std::uint64_t>(periods * scenario.months_per_period());
  };
  const std::string watched =
      watch.of == scenario::Watch::Of::cash
          ? watch.metric
          : say_counted(months(watch.window_periods), "{metric} of {n} month",
                        "{metric} of {n} months", {{"metric", watch.metric}});
  const std::string bound = amount(scenario, watch.bound);
  const Values values = {{"metric", watched}, {"bound", bound}};
  if (watch.for_periods <= 1)
    return watch.above ? say("{metric} was above {bound}", values)
                       : say("{metric} was below {bound}", values);
  const std::uint64_t lasting = months(watch.for_periods);
  return watch.above ? say_counted(lasting, "{metric} was above {bound} for {n} month",
                                   "{metric} was above {bound} for {n} months", values)
                     : say_counted(lasting, "{metric} was below {bound} for {n} month",
                                   "{metric} was below {bound} for {n} months", values);
}

/// When it happens at the earliest, or what it waits for.
std::string occasion(const Scenario& scenario, const Decision& decision) {
  if (decision.when) {
    const std::string what = condition(scenario, *decision.when);
    return decision.is_exit ? say("left once {condition}", {{"condition", what}})
                            : say("entered once {condition}", {{"condition", what}});
  }
  const std::string month = month_of(scenario, decision.first_period);
  if (decision.cash_at_least >= 0)
    return decision.is_exit ? say("left in {month} or later", {{"month", month}})
                            : say("entered in {month} or later", {{"month", month}});
  return decision.is_exit ? say("left in {month}", {{"month", month}})
                          : say("entered in {month}", {{"month", month}});
}

bool is_zero(const scenario::Number& number) {
  return number.is_fixed() && number.fixed() == 0;
}

}  // namespace

std::string decision_in_words(const Scenario& scenario, const Decision& decision) {
  std::vector<std::string> parts = {occasion(scenario, decision)};
  if (decision.when && decision.first_period > 0)
    parts.push_back(
        say("not before {month}", {{"month", month_of(scenario, decision.first_period)}}));
  if (decision.cash_at_least >= 0)
    parts.push_back(say("if {amount} in cash are left",
                        {{"amount", amount(scenario, decision.cash_at_least)}}));
  if (decision.cost >= 0 && !is_zero(scenario.number(decision.cost)))
    parts.push_back(say("at {amount}", {{"amount", amount(scenario, decision.cost)}}));
  return by_commas(parts);
}

namespace {

void add_rows(const Scenario& scenario, Table& table) {
  const scenario::Strategy& strategy = *scenario.strategy;
  std::string name = strategy.name;
  const auto add = [&](const std::string& what, const std::string& how) {
    table.rows.push_back({{.text = name}, {.text = what}, {.text = how}});
    name.clear();
  };
  if (strategy.title != strategy.name) add(say("title"), strategy.title);
  for (const std::string& set : strategy.sets) add(say_in("a strategy", "sets"), set);
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
      add(market.id, market.enter_period >= scenario.periods
                         ? say("not entered")
                         : say("entered on {date}", {{"date", localised_date(market.enter)}}));
  }
}

}  // namespace

Table strategies_table(const Scenario& scenario) {
  Table table{.title = say("Strategies"),
              .columns = {{say("strategy"), ""}, {say("what"), ""}, {say("how"), ""}},
              .rows = {},
              .notes = {say("Rules look at what was booked before their own period.")}};
  if (scenario.strategy) add_rows(scenario, table);
  for (const Scenario& one : scenario.strategies) add_rows(one, table);
  return table;
}

}  // namespace landfall::simulate
