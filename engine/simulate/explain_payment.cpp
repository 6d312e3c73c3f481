#include "simulate/explain_payment.hpp"

#include "base/language.hpp"
#include "maths/expm1.hpp"
#include "scenario/central.hpp"
#include "simulate/explain_cells.hpp"
#include "simulate/explain_events.hpp"

namespace landfall::simulate {
namespace {

using scenario::central;
using scenario::Scenario;

Table failures_table(const Scenario& scenario) {
  Table table{.title = say("Buyers that fail"),
              .columns = {{say("market"), ""},
                          {say_in("buyers", "fail"), say("a year")},
                          {say_in("buyers", "owe"), say("days")},
                          {say("recovered"), ""},
                          {say("insured"), say("of the rest")},
                          {say("lost"), say("of sales")}},
              .rows = {},
              .notes = {}};
  for (const scenario::Market& market : scenario.markets) {
    const scenario::Payment& payment = market.payment;
    if (payment.hazard < 0) continue;
    const auto mean = [&](int id) { return central(scenario, id); };
    const double hazard = mean(payment.hazard), days = mean(payment.days);
    const double lost = -maths::expm1(-hazard * days / 365.25) * (1 - mean(payment.recovery)) *
                        (1 - mean(payment.cover));
    table.rows.push_back({text(market.id), text(percent(-maths::expm1(-hazard))), figure(days, 0),
                          text(percent(mean(payment.recovery))), text(percent(mean(payment.cover))),
                          text(percent(lost))});
  }
  return table;
}

}  // namespace

std::vector<Table> payment_tables(const Scenario& scenario) {
  std::vector<Table> all = {failures_table(scenario), stops_table(scenario)};
  std::erase_if(all, [](const Table& table) { return table.rows.empty(); });
  return all;
}

}  // namespace landfall::simulate
