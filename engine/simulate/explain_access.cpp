#include "simulate/explain_access.hpp"

#include "base/language.hpp"
#include "scenario/central.hpp"
#include "simulate/explain_cells.hpp"

namespace landfall::simulate {
namespace {

using scenario::Access;
using scenario::AccessStage;
using scenario::central;
using scenario::Scenario;

double chance_of(const Scenario& scenario, const AccessStage& stage) {
  double never = 1;
  for (int attempt = 0; attempt < stage.attempts; ++attempt)
    never *= 1 - central(scenario, stage.approval_chance);
  return 1 - never;
}

/// An amount at its mean in the scenario's currency.
double home(const Scenario& scenario, int id) {
  return central(scenario, id) *
         scenario::central_rate(scenario, scenario.number(id).currency, scenario.currency);
}

bool is_plain(const Scenario& scenario, const Access& access) {
  const AccessStage& first = access.stages[0];
  return access.stages.size() == 1 && first.name.empty() && first.attempts == 1 &&
         central(scenario, first.fee) == 0;
}

Table stages_table(const Scenario& scenario) {
  Table table{.title = say("Access"),
              .columns = {{say("market"), ""},
                          {say("stage"), ""},
                          {say("takes"), say("months")},
                          {say("approved"), say("each time")},
                          {say("attempts"), ""},
                          {say("again after"), say("months")},
                          {say("fee"), scenario.currency},
                          {say("passed"), say("in the end")}},
              .rows = {},
              .notes = {}};
  for (const scenario::Market& market : scenario.markets) {
    if (is_plain(scenario, market.access)) continue;
    for (const AccessStage& stage : market.access.stages)
      table.rows.push_back(
          {text(market.id), text(stage.name.empty() ? say("registration") : stage.name),
           figure(central(scenario, stage.months), 1),
           text(percent(central(scenario, stage.approval_chance))), figure(stage.attempts, 0),
           stage.attempts > 1 ? figure(central(scenario, stage.retry_after_months), 1) : text(""),
           figure(home(scenario, stage.fee), 0), text(percent(chance_of(scenario, stage)))});
  }
  return table;
}

Table renewals_table(const Scenario& scenario) {
  Table table{.title = say("Renewal of access"),
              .columns = {{say("market"), ""},
                          {say("valid for"), say("years")},
                          {say("renewed"), ""},
                          {say("fee"), scenario.currency},
                          {say("else shut for"), say("months")}},
              .rows = {},
              .notes = {}};
  for (const scenario::Market& market : scenario.markets) {
    const scenario::Renewal& renewal = market.access.renewal;
    if (!renewal.given) continue;
    table.rows.push_back({text(market.id), text(rounded(central(scenario, renewal.years))),
                          text(percent(central(scenario, renewal.chance))),
                          figure(home(scenario, renewal.fee), 0),
                          text(renewal.months < 0 ? say_in("shut for", "good")
                                                  : rounded(central(scenario, renewal.months)))});
  }
  return table;
}

}  // namespace

double months_of_access(const Scenario& scenario, const Access& access) {
  double months = 0;
  for (const AccessStage& stage : access.stages) months += central(scenario, stage.months);
  return months;
}

double chance_of_access(const Scenario& scenario, const Access& access) {
  double chance = 1;
  for (const AccessStage& stage : access.stages) chance *= chance_of(scenario, stage);
  return chance;
}

std::vector<Table> access_tables(const Scenario& scenario) {
  std::vector<Table> all = {stages_table(scenario), renewals_table(scenario)};
  std::erase_if(all, [](const Table& table) { return table.rows.empty(); });
  return all;
}

}  // namespace landfall::simulate
