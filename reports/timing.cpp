#include "reports/timing.hpp"

#include <algorithm>
#include <cmath>

#include "base/language.hpp"
#include "base/utf8.hpp"
#include "reports/figure.hpp"
#include "reports/grid.hpp"
#include "reports/json_values.hpp"
#include "reports/layout.hpp"
#include "reports/words.hpp"

namespace landfall::reports {

namespace {

using simulate::Table;
using study::Timing;
using study::TriedDate;

Table::Cell cell(std::string text) {
  return {.text = std::move(text)};
}

std::string shown(const Figure& figure, const TextStyle& style) {
  return figure.value + error_part(figure, style);
}

Table::Cell amount(const summary::Estimate& estimate, const Scale& scale, const TextStyle& style) {
  return cell(shown(figure(estimate, scale, {.most = 5}), style));
}

Table::Cell share(const summary::Estimate& estimate, const Timing& timing, const TextStyle& style) {
  return cell(shown(probability(estimate, timing.provenance.paths), style));
}

Scale scale_of_npv(const Timing& timing) {
  double most = std::fabs(timing.rule_npv.value);
  for (const TriedDate& date : timing.dates) most = std::max(most, std::fabs(date.npv.value));
  return scale_of(timing.provenance.currency, most);
}

Table rules_table(const Timing& timing, const Scale& scale, const TextStyle& style) {
  Table table{.title = say("What may be earned"),
              .columns = {{"", ""},
                          {say("npv"), scale.unit},
                          {say("less the rule"), scale.unit},
                          {say("enters"), "%"}},
              .rows = {},
              .notes = {}};
  const TriedDate& date = timing.dates[timing.best_date];
  const bool enters = timing.best_date + 1 < timing.dates.size();
  table.rows = {
      {cell(say("the rule as it is")), amount(timing.rule_npv, scale, style), cell(""),
       timing.rule_enters ? share(*timing.rule_enters, timing, style) : cell("")},
      {cell(say("one date for all: {date}", {{"date", say(date.label)}})),
       amount(date.npv, scale, style), amount(timing.date_less_rule.mean_difference, scale, style),
       cell(enters ? "100" : "0")},
      {cell(say("the best rule of {states}", {{"states", sanitise(listed(timing.states))}})),
       amount(timing.best_npv, scale, style),
       amount(timing.best_less_rule.mean_difference, scale, style),
       share(timing.best_enters, timing, style)},
      {cell(say("with hindsight")), amount(timing.hindsight_npv, scale, style), cell(""),
       cell("")}};
  table.notes = {
      say("The best rule was learnt on half of the paths and valued on the other half, both ways "
          "round. With hindsight: the best of these dates on each path, which nobody can know.")};
  return table;
}

Table dates_table(const Timing& timing, const Scale& scale, const TextStyle& style) {
  Table table{
      .title = say("Date by date"),
      .columns = {{say("entered"), ""}, {say("npv"), scale.unit}, {say("by the best rule"), "%"}},
      .rows = {},
      .notes = {}};
  for (const TriedDate& date : timing.dates)
    table.rows.push_back(
        {cell(say(date.label)), amount(date.npv, scale, style), share(date.chosen, timing, style)});
  return table;
}

}  // namespace

std::string timing_text(const Timing& timing, const TextStyle& style) {
  const Scale scale = scale_of_npv(timing);
  std::string out =
      bold(name_within(timing.provenance.name, usable_width(style), style), style) + "\n";
  out += paragraph(setting(timing.provenance, style), style);
  out += paragraph(sampling(timing.provenance, style), style);
  out += "\n" + paragraph(say("When to enter {what}: {address}, {rule}.",
                              {{"what", sanitise(timing.title)},
                               {"address", sanitise(timing.address)},
                               {"rule", sanitise(timing.rule)}}),
                          style);
  for (const Table& table : {rules_table(timing, scale, style), dates_table(timing, scale, style)})
    out += "\n" + table_text(table, style);
  return out;
}

std::string timing_json(const Timing& timing) {
  const Speaking english(Language::english);
  Json dates = Json::array();
  for (const TriedDate& date : timing.dates)
    dates.push_back({{"entered", date.label},
                     {"npv", estimate_json(date.npv)},
                     {"best_rule_enters", estimate_json(date.chosen)}});
  Json rule = {{"in_words", text(timing.rule)}, {"npv", estimate_json(timing.rule_npv)}};
  if (timing.rule_enters) rule["enters"] = estimate_json(*timing.rule_enters);
  const TriedDate& date = timing.dates[timing.best_date];
  return document(
      {{"schema", "landfall/timing/1"},
       {"scenario", scenario_json(timing.provenance)},
       {"simulation", simulation_json(timing.provenance)},
       {"entry", text(timing.address)},
       {"unit", text(timing.provenance.currency)},
       {"rule", rule},
       {"one_date",
        {{"entered", date.label},
         {"npv", estimate_json(date.npv)},
         {"less_the_rule", estimate_json(timing.date_less_rule.mean_difference)}}},
       {"best_rule",
        {{"looks_at", texts(timing.states)},
         {"npv", estimate_json(timing.best_npv)},
         {"enters", estimate_json(timing.best_enters)},
         {"less_the_rule", estimate_json(timing.best_less_rule.mean_difference)},
         {"better_than_the_rule", estimate_json(timing.best_less_rule.probability_better)}}},
       {"hindsight", {{"npv", estimate_json(timing.hindsight_npv)}}},
       {"dates", dates}});
}

}  // namespace landfall::reports
