#include "simulate/explain.hpp"

#include <cmath>

#include "base/text.hpp"
#include "maths/exp.hpp"
#include "scenario/central.hpp"
#include "scenario/read.hpp"
#include "simulate/compile.hpp"
#include "simulate/explain_cells.hpp"
#include "simulate/explain_channels.hpp"
#include "simulate/explain_events.hpp"
#include "simulate/explain_series.hpp"
#include "simulate/run.hpp"

namespace landfall::simulate {

namespace {

using scenario::Channel;
using scenario::Market;
using scenario::Number;
using scenario::NumberId;
using scenario::Scenario;

/// "0.03, that is 3.05 % a year" of a continuous rate.
std::string yearly(double rate) {
  return percent(maths::exp(rate) - 1) + " a year effective";
}

const char* incoterm_name(scenario::Incoterm term) {
  constexpr const char* kNames[] = {"EXW", "FCA", "FAS", "FOB", "CFR", "CPT",
                                    "CIF", "CIP", "DAP", "DPU", "DDP"};
  return kNames[static_cast<int>(term)];
}

std::vector<std::string> sentences(const Scenario& scenario) {
  std::vector<std::string> out;
  const scenario::Product& product = scenario.product;
  out.push_back(std::to_string(scenario.periods) + " periods of one " +
                (scenario.step == scenario::Step::month     ? "month"
                 : scenario.step == scenario::Step::quarter ? "quarter"
                                                            : "year") +
                " from " + scenario::in_words(scenario.start) + "; every reported amount in " +
                scenario.currency + ", discounted at " +
                percent(scenario::central(scenario, scenario.discount)) + " a year effective.");
  std::string sells = "The firm sells " + (product.name.empty() ? scenario.name : product.name);
  if (!product.hs.empty()) sells += " (HS " + product.hs + ")";
  out.push_back(sells + " by the " + product.unit + ", invoiced in " + product.currency + " at " +
                incoterm_name(product.incoterm) + ".");
  const double escalation = scenario::central(scenario, product.escalation);
  if (escalation != 0) out.push_back("Price and cost rise by " + yearly(escalation) + ".");
  if (product.capacity_units_per_year >= 0)
    out.push_back("It makes at most " +
                  rounded(scenario::central(scenario, product.capacity_units_per_year)) + " " +
                  product.unit + " a year; beyond that markets give way pro rata.");
  return out;
}

Table markets_table(const Scenario& scenario) {
  Table table{.title = "Markets",
              .columns = {{"market", ""},
                          {"enters", ""},
                          {"demand", scenario.product.unit + " a year"},
                          {"growth", "effective"},
                          {"opens after", "months"},
                          {"approved", ""}},
              .rows = {},
              .notes = {}};
  for (const Market& market : scenario.markets) {
    const auto mean = [&](NumberId id) { return scenario::central(scenario, id); };
    const double growth = mean(market.demand.growth);
    const double start =
        mean(market.demand.units_per_year) * maths::exp(growth * market.demand.carried_years);
    table.rows.push_back({text(market.id + " " + market.name), text(market.enter), figure(start, 0),
                          text(percent(maths::exp(growth) - 1)),
                          figure(mean(market.access.registration_months), 1),
                          text(percent(mean(market.access.approval_chance)))});
    for (const scenario::TariffChange& change : market.tariff.changes) {
      std::string line = market.id + ": duty change '" + change.name + "' ";
      line += change.starts_after_years >= 0
                  ? "after " + rounded(mean(change.starts_after_years)) + " years on average"
                  : "from period " + std::to_string(change.starts_period + 1);
      line += ", with a chance of " + percent(mean(change.probability));
      if (change.ad_valorem >= 0) line += ", duty " + percent(mean(change.ad_valorem));
      if (change.vat >= 0) line += ", VAT " + percent(mean(change.vat));
      line += "; used by " + percent(mean(change.utilisation)) + " of shipments.";
      table.notes.push_back(line);
    }
    if (mean(market.inflation) != 0)
      table.notes.push_back(market.id + ": the reference price rises by " +
                            yearly(mean(market.inflation)) + ".");
  }
  return table;
}

Table ladder_table(const Scenario& scenario, const Market& market, const Channel& channel) {
  const scenario::CentralLadder at = scenario::central_ladder(scenario, market, channel);
  const std::string& invoice = scenario.product.currency;
  const std::string term = incoterm_name(scenario.product.incoterm);
  Table table{.title = "One " + scenario.product.unit +
                       " from the invoice to the shelf: " + market.id + "." + channel.name,
              .columns = {{"step", ""}, {"amount", invoice}, {"of the shelf price", "%"}},
              .rows = {},
              .notes = {}};
  const auto add = [&](const std::string& step, double amount) {
    table.rows.push_back({text(step), figure(amount, 4), figure(100 * amount / at.shelf, 1)});
  };
  const int group = scenario::ladder_group(scenario.product.incoterm);
  add("price at " + term, at.price);
  if (group == 0 && at.carriage != 0) add("+ carriage to the port", at.carriage);
  if (group <= 2 && at.insurance != 0)
    add("+ insurance " + percent(at.insurance),
        (at.price + (group == 0 ? at.carriage : 0)) * at.insurance);
  if (group <= 1 && at.freight != 0) add("+ freight", at.freight);
  if (group == 4 && at.inland != 0) add("- inland carriage", -at.inland);
  if (group == 5)
    add("- inland carriage, duty and levies in the price", at.customs_value - at.price);
  add("= customs value", at.customs_value);
  if (at.ad_valorem != 0) add("+ duty " + percent(at.ad_valorem), at.ad_valorem * at.customs_value);
  if (at.specific != 0) add("+ specific duty", at.specific);
  for (const scenario::Levy& levy : market.tariff.levies) {
    const double rate = scenario::central(scenario, levy.rate);
    add("+ levy " + levy.name + " " + percent(rate), rate * at.customs_value);
  }
  add("= landed cost", at.landed);
  add("+ trade margins", at.trade - at.landed);
  if (at.vat != 0) add("+ VAT " + percent(at.vat), at.shelf - at.trade);
  add("= shelf price", at.shelf);
  std::string note = "Shelf price in " + market.currency + ": " + rounded(at.shelf_local);
  if (at.rate != 1)
    note += " at " + rounded(at.rate) + " " + market.currency + " for one " + invoice;
  table.notes.push_back(note + ".");
  if (channel.tender() != nullptr) {
    table.notes.push_back(winning(scenario, *channel.tender(), at));
  } else {
    table.notes.push_back(
        market.response.given
            ? "Price response R = " + rounded(at.response) + " against the reference price of " +
                  rounded(at.reference) + " " + at.reference_currency + ", elasticity " +
                  rounded(scenario::central(scenario, market.response.elasticity)) + "."
            : "Units do not answer the price: the market has no response.");
  }
  table.notes.push_back("Of the price the firm keeps " + rounded(at.kept) + " " + invoice + " a " +
                        scenario.product.unit + ", after goods " + rounded(at.goods) +
                        " and what " + term + " lays on it " + rounded(at.borne) + ".");
  return table;
}

Table drivers_table(const Scenario& scenario) {
  Table table{.title = "Uncertain numbers",
              .columns = {{"address", ""}, {"distribution", ""}, {"mean", ""}, {"unit", ""}},
              .rows = {},
              .notes = {}};
  for (std::size_t i = 0; i < scenario.numbers.size(); ++i) {
    const Number& number = scenario.numbers[i];
    if (number.is_fixed()) continue;
    const std::string unit = number.currency + number.unit;
    if (number.is_process()) {
      table.rows.push_back(
          {text(number.address), text("process " + number.typed.substr(0, number.typed.find(' '))),
           text("starts at " + rounded(scenario::central(scenario, static_cast<NumberId>(i)))),
           text(unit)});
    } else {
      table.rows.push_back({text(number.address), text(number.typed),
                            text(rounded(scenario::central(scenario, static_cast<NumberId>(i)))),
                            text(unit)});
    }
  }
  for (const Market& market : scenario.markets) {
    const NumberId volatility = market.demand.volatility;
    if (scenario.number(volatility).is_fixed() && scenario.number(volatility).fixed() == 0)
      continue;
    table.rows.push_back({text("market." + market.id + ".demand"), text("gbm, a shock each period"),
                          text("volatility " + rounded(scenario::central(scenario, volatility))),
                          text("a year")});
  }
  if (table.rows.empty()) table.notes.push_back("Nothing is uncertain in this scenario.");
  return table;
}

Table groups_table(const Scenario& scenario) {
  Table table{.title = "What moves together",
              .columns = {{"group", ""},
                          {"between", ""},
                          {"and", ""},
                          {"asked", "correlation"},
                          {"measure", ""}},
              .rows = {},
              .notes = {}};
  bool has_repair = false, has_student = false;
  for (const scenario::Group& group : scenario.groups) {
    has_repair = has_repair || group.repaired;
    has_student = has_student || group.student_df;
  }
  if (has_repair) table.columns.insert(table.columns.begin() + 4, {"used", "correlation"});
  if (has_student) table.columns.push_back({"copula", ""});
  for (const scenario::Group& group : scenario.groups) {
    if (group.trials > 0)
      table.notes.push_back("'" + group.name +
                            "' keeps its margins exactly: a path takes a row of " +
                            grouped(static_cast<double>(group.trials), 0) +
                            " trials, in which each value of a sample stands equally often.");
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
          cells.push_back(
              text(group.student_df ? "t, df " + shortest(*group.student_df) : "gaussian"));
      }
  }
  return table;
}

}  // namespace

Explanation explain(const Scenario& scenario) {
  Explanation out;
  out.provenance = provenance_of(scenario);
  out.summary = sentences(scenario);
  for (const Resalted& pair : compile(scenario).resalted)
    out.summary.push_back("The Sobol points of " + pair.address +
                          " were hashed again: with those of " + pair.with +
                          " they would fill the square unevenly.");
  out.tables.push_back(markets_table(scenario));
  for (Table& table : channel_tables(scenario)) out.tables.push_back(std::move(table));
  for (const Market& market : scenario.markets)
    for (const Channel& channel : market.channels)
      out.tables.push_back(ladder_table(scenario, market, channel));
  out.tables.push_back(drivers_table(scenario));
  for (Table& table : series_tables(scenario)) out.tables.push_back(std::move(table));
  if (!scenario.events.empty()) out.tables.push_back(events_table(scenario));
  if (!scenario.groups.empty()) out.tables.push_back(groups_table(scenario));
  out.assumptions = assumptions_of(scenario);
  out.warnings = warnings_of(scenario);
  return out;
}

}  // namespace landfall::simulate
