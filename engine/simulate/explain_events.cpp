#include "simulate/explain_events.hpp"

#include "base/language.hpp"
#include "maths/expm1.hpp"
#include "scenario/central.hpp"
#include "simulate/explain_cells.hpp"

namespace landfall::simulate {
namespace {

using scenario::Event;
using scenario::Scenario;

/// How much of the time it is there in the long run; empty where that cannot be said.
std::string often(const Scenario& scenario, const Event& event) {
  const auto mean = [&](int id) { return scenario::central(scenario, id); };
  if (event.rate < 0) return "";
  if (event.months < 0) return percent(mean(event.rate) > 0 ? 1 : 0);
  return percent(-maths::expm1(-mean(event.rate) * mean(event.months) / 12));
}

std::string comes(const Scenario& scenario, const Event& event) {
  const auto mean = [&](int id) { return scenario::central(scenario, id); };
  if (event.at_period >= 0) {
    const double chance = mean(event.probability);
    const std::string date = localised_date(event.at);
    return chance == 1 ? date
                       : say("{date}, with a chance of {chance}",
                             {{"date", date}, {"chance", percent(chance)}});
  }
  if (event.regime < 0) return say("{number} a year", {{"number", rounded(mean(event.rate))}});
  std::vector<std::string> all;
  const auto& names = scenario.number(event.regime).process().names;
  for (std::size_t i = 0; i < names.size(); ++i)
    all.push_back(say("{number} a year in {regime}",
                      {{"number", rounded(mean(event.rates[i]))}, {"regime", names[i]}}));
  return by_commas(all);
}

}  // namespace

Table events_table(const Scenario& scenario) {
  Table table{.title = say("Events"),
              .columns = {{say("event"), ""},
                          {say("acts on"), ""},
                          {say_in("an event acts", "by"), ""},
                          {say("comes"), ""},
                          {say_in("an event lasts", "for"), say("months")},
                          {say("of the time"), say("in the long run")}},
              .rows = {},
              .notes = {}};
  for (const Event& event : scenario.events) {
    const auto mean = [&](int id) { return scenario::central(scenario, id); };
    std::vector<std::string> on;
    for (const scenario::EventTarget& target : event.on) on.push_back(target.address);
    const std::string by = event.factor >= 0
                               ? say("times {number}", {{"number", rounded(mean(event.factor))}})
                               : say("plus {number}", {{"number", rounded(mean(event.add))}});
    table.rows.push_back({text(event.name), text(by_commas(on)), text(by),
                          text(comes(scenario, event)),
                          text(event.months < 0 ? say("for good") : rounded(mean(event.months))),
                          text(often(scenario, event))});
  }
  return table;
}

Table stops_table(const Scenario& scenario) {
  Table table{.title = say("Stops of transfers"),
              .columns = {{say("market"), ""},
                          {say_in("of transfers", "stop"), ""},
                          {say("comes"), ""},
                          {say_in("an event lasts", "for"), say("months")},
                          {say("of the time"), say("in the long run")}},
              .rows = {},
              .notes = {say("What falls due meanwhile comes in when the stop ends.")}};
  for (const scenario::Market& market : scenario.markets)
    for (const Event& stop : market.payment.stops)
      table.rows.push_back({text(market.id), text(stop.name), text(comes(scenario, stop)),
                            text(rounded(scenario::central(scenario, stop.months))),
                            text(often(scenario, stop))});
  return table;
}

}  // namespace landfall::simulate
