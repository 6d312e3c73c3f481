#include "simulate/explain_events.hpp"

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
    return event.at + (chance == 1 ? "" : ", with a chance of " + percent(chance));
  }
  if (event.regime < 0) return rounded(mean(event.rate)) + " a year";
  std::string all;
  const auto& names = scenario.number(event.regime).process().names;
  for (std::size_t i = 0; i < names.size(); ++i)
    all += (all.empty() ? "" : ", ") + rounded(mean(event.rates[i])) + " a year in " + names[i];
  return all;
}

}  // namespace

Table events_table(const Scenario& scenario) {
  Table table{.title = "Events",
              .columns = {{"event", ""},
                          {"acts on", ""},
                          {"by", ""},
                          {"comes", ""},
                          {"for", "months"},
                          {"of the time", "in the long run"}},
              .rows = {},
              .notes = {}};
  for (const Event& event : scenario.events) {
    const auto mean = [&](int id) { return scenario::central(scenario, id); };
    std::string on;
    for (const scenario::EventTarget& target : event.on)
      on += (on.empty() ? "" : ", ") + target.address;
    table.rows.push_back({text(event.name), text(on),
                          text(event.factor >= 0 ? "times " + rounded(mean(event.factor))
                                                 : "plus " + rounded(mean(event.add))),
                          text(comes(scenario, event)),
                          text(event.months < 0 ? "for good" : rounded(mean(event.months))),
                          text(often(scenario, event))});
  }
  return table;
}

Table stops_table(const Scenario& scenario) {
  Table table{.title = "Stops of transfers",
              .columns = {{"market", ""},
                          {"stop", ""},
                          {"comes", ""},
                          {"for", "months"},
                          {"of the time", "in the long run"}},
              .rows = {},
              .notes = {"What falls due meanwhile comes in when the stop ends."}};
  for (const scenario::Market& market : scenario.markets)
    for (const Event& stop : market.payment.stops)
      table.rows.push_back({text(market.id), text(stop.name), text(comes(scenario, stop)),
                            text(rounded(scenario::central(scenario, stop.months))),
                            text(often(scenario, stop))});
  return table;
}

}  // namespace landfall::simulate
