#include "simulate/explain.hpp"

#include <algorithm>

#include "base/language.hpp"
#include "base/text.hpp"
#include "base/units.hpp"
#include "maths/exp.hpp"
#include "scenario/central.hpp"
#include "scenario/read.hpp"
#include "simulate/compile.hpp"
#include "simulate/drawn_values.hpp"
#include "simulate/explain_access.hpp"
#include "simulate/explain_channels.hpp"
#include "simulate/explain_events.hpp"
#include "simulate/explain_parts.hpp"
#include "simulate/explain_payment.hpp"
#include "simulate/explain_series.hpp"
#include "simulate/explain_strategies.hpp"
#include "simulate/run.hpp"

namespace landfall::simulate {

namespace {

using scenario::Channel;
using scenario::Market;
using scenario::Number;
using scenario::NumberId;
using scenario::Scenario;

std::string time_sentence(const Scenario& scenario) {
  const std::string n = std::to_string(scenario.periods);
  const std::string start = localised_date(scenario::in_words(scenario.start));
  const std::string rate = percent(scenario::central(scenario, scenario.discount));
  const Values values = {
      {"n", n}, {"start", start}, {"currency", scenario.currency}, {"rate", rate}};
  switch (scenario.step) {
    case scenario::Step::month:
      return say(
          "{n} periods of one month from {start}; every reported amount in {currency}, discounted "
          "at {rate} a year effective.",
          values);
    case scenario::Step::quarter:
      return say(
          "{n} periods of one quarter from {start}; every reported amount in {currency}, "
          "discounted at {rate} a year effective.",
          values);
    default:
      return say(
          "{n} periods of one year from {start}; every reported amount in {currency}, discounted "
          "at {rate} a year effective.",
          values);
  }
}

std::vector<std::string> sentences(const Scenario& scenario) {
  std::vector<std::string> out = {time_sentence(scenario)};
  for (std::string& sentence : products_in_words(scenario)) out.push_back(std::move(sentence));
  for (const std::string& sentence : firm_in_words(scenario)) out.push_back(sentence);
  return out;
}

Table markets_table(const Scenario& scenario) {
  Table table{
      .title = say("Markets"),
      .columns = {{say("market"), ""},
                  {say("enters"), ""},
                  {say("demand"),
                   say("{unit} a year",
                       {{"unit", unit_in_words(scenario::common_unit(scenario.products))}})},
                  {say("growth"), say("effective")},
                  {say("opens after"), say("months")},
                  {say("approved"), ""}},
      .rows = {},
      .notes = {}};
  for (const Market& market : scenario.markets) {
    const auto mean = [&](NumberId id) { return scenario::central(scenario, id); };
    const double growth = mean(market.demand.growth);
    const double start =
        mean(market.demand.units_per_year) * maths::exp(growth * market.demand.carried_years);
    const std::string product = market.product.id.empty() ? "" : ", " + market.product.id;
    table.rows.push_back({text(market.id + " " + market.name + product),
                          text(localised_date(market.enter)), figure(start, 0),
                          text(percent(maths::exp(growth) - 1)),
                          figure(months_of_access(scenario, market.access), 1),
                          text(percent(chance_of_access(scenario, market.access)))});
    for (const std::string& line : duties_in_words(scenario, market))
      if (std::find(table.notes.begin(), table.notes.end(), line) == table.notes.end())
        table.notes.push_back(line);
    if (market.line == 0)
      for (const std::string& line : own_money_in_words(scenario, market))
        table.notes.push_back(line);
    if (mean(market.inflation) != 0 && market.line == 0)
      table.notes.push_back(say("{market}: the reference price rises by {rate}.",
                                {{"market", market.id}, {"rate", yearly(mean(market.inflation))}}));
  }
  return table;
}

Table drivers_table(const Scenario& scenario) {
  Table table{.title = say("Uncertain numbers"),
              .columns = {{say("address"), ""},
                          {say("distribution"), ""},
                          {say("mean"), ""},
                          {say("unit"), ""}},
              .rows = {},
              .notes = {}};
  for (std::size_t i = 0; i < scenario.numbers.size(); ++i) {
    const Number& number = scenario.numbers[i];
    if (number.is_fixed()) continue;
    const std::string unit = unit_in_words(number.currency + number.unit);
    const std::string mean = rounded(scenario::central(scenario, static_cast<NumberId>(i)));
    if (number.is_process()) {
      const std::string process = number.typed.substr(0, number.typed.find(' '));
      table.rows.push_back({text(number.address), text(say("process {name}", {{"name", process}})),
                            text(say("starts at {value}", {{"value", mean}})), text(unit)});
    } else {
      table.rows.push_back({text(number.address), text(number.typed), text(mean), text(unit)});
    }
  }
  for (const Market& market : scenario.markets) {
    const NumberId volatility = market.demand.volatility;
    if (scenario.number(volatility).is_fixed() && scenario.number(volatility).fixed() == 0)
      continue;
    const std::string& address = market.demand.address;
    if (market.line > 0 && address == "market." + market.id + ".demand") continue;
    const std::string mean = rounded(scenario::central(scenario, volatility));
    table.rows.push_back({text(address), text(say("gbm, a shock each period")),
                          text(say("volatility {value}", {{"value", mean}})), text(say("a year"))});
  }
  if (table.rows.empty()) table.notes.push_back(say("Nothing is uncertain in this scenario."));
  return table;
}

Table groups_table(const Scenario& scenario) {
  Table table{.title = say("What moves together"),
              .columns = {{say("group"), ""},
                          {say("between"), ""},
                          {say_in("of a pair", "and"), ""},
                          {say("asked"), say("correlation")},
                          {say("measure"), ""}},
              .rows = {},
              .notes = {}};
  bool has_repair = false, has_student = false;
  for (const scenario::Group& group : scenario.groups) {
    has_repair = has_repair || group.repaired;
    has_student = has_student || group.student_df;
  }
  if (has_repair)
    table.columns.insert(table.columns.begin() + 4, {say("used"), say("correlation")});
  if (has_student) table.columns.push_back({say("copula"), ""});
  for (const scenario::Group& group : scenario.groups) {
    if (group.trials > 0)
      table.notes.push_back(
          say("'{group}' keeps its margins exactly: a path takes a row of {n} trials, in which "
              "each value of a sample stands equally often.",
              {{"group", group.name},
               {"n", localised(grouped(static_cast<double>(group.trials), 0))}}));
    const std::size_t size = group.of.size();
    for (std::size_t row = 0; row < size; ++row)
      for (std::size_t column = row + 1; column < size; ++column) {
        const std::size_t pair = row * size + column;
        table.rows.push_back({text(group.name), text(group.of[row]), text(group.of[column]),
                              figure(group.asked[pair], 2)});
        std::vector<Table::Cell>& cells = table.rows.back();
        if (has_repair) cells.push_back(figure(group.used[pair], 3));
        cells.push_back(text(scenario::in_words(group.measure)));
        if (has_student)
          cells.push_back(text(
              group.student_df ? say("t, df {df}", {{"df", localised(shortest(*group.student_df))}})
                               : say("gaussian")));
      }
  }
  return table;
}

}  // namespace

/// Behind the percentiles of a ladder's steps.
constexpr std::size_t kLadderPaths = 4096;

Explanation explain(const Scenario& scenario) {
  Explanation out;
  out.provenance = provenance_of(scenario);
  out.summary = sentences(scenario);
  const Plan plan = compile(scenario);
  const DrawnValues drawn = draw_values(scenario, plan, kLadderPaths);
  for (const Resalted& pair : plan.resalted)
    out.summary.push_back(
        say("The Sobol points of {address} were hashed again: with those of {other} they would "
            "fill the square unevenly.",
            {{"address", pair.address}, {"other", pair.with}}));
  out.tables.push_back(markets_table(scenario));
  for (Table& table : access_tables(scenario)) out.tables.push_back(std::move(table));
  for (Table& table : channel_tables(scenario)) out.tables.push_back(std::move(table));
  for (Table& table : payment_tables(scenario)) out.tables.push_back(std::move(table));
  for (const Market& market : scenario.markets)
    for (const Channel& channel : market.channels)
      out.tables.push_back(ladder_table(scenario, market, channel, drawn));
  out.tables.push_back(drivers_table(scenario));
  for (Table& table : series_tables(scenario)) out.tables.push_back(std::move(table));
  if (!scenario.events.empty()) out.tables.push_back(events_table(scenario));
  if (!scenario.groups.empty()) out.tables.push_back(groups_table(scenario));
  if (scenario.strategy || !scenario.strategies.empty())
    out.tables.push_back(strategies_table(scenario));
  out.assumptions = assumptions_of(scenario);
  out.warnings = warnings_of(scenario);
  return out;
}

}  // namespace landfall::simulate
