// Reading [market.*]: demand, response, tariff, logistics, access, payment and channels.
#include <algorithm>
#include <cmath>

#include "base/language.hpp"
#include "base/text.hpp"
#include "scenario/read_channel.hpp"
#include "scenario/read_product.hpp"

namespace landfall::scenario {

Demand read_demand(Reader& reader, Fields fields, bool needed) {
  Scenario& scenario = reader.scenario();
  Demand demand;
  demand.address = fields.address();
  demand.given = needed || fields.given();
  Ask units{
      .unit = reader.product().unit + " a year", .range = at_least(0), .may_be_process = true};
  if (!demand.given) units.fallback = 0;
  demand.units_per_year = fields.number("units_per_year", units);
  const int year = static_cast<int>(fields.integer("year", 1900, 2200, scenario.start.year));
  if (year > scenario.start.year && !reader.is_faulty("scenario.start"))
    reader.error(fields.place_of("year"), "'year' " + std::to_string(year) +
                                              " is after the start, " + in_words(scenario.start));
  if (fields.has("year"))
    demand.carried_years = scenario.start.year - year + (scenario.start.month - 1) / 12.0;
  demand.growth =
      fields.number("growth", {.unit = "a year",
                               .range = within(-10, 10),
                               .fallback = 0,
                               .suspicious_above = 1,
                               .suspicion = noted("a growth looks too large: {percent} %")});
  demand.volatility = fields.number(
      "volatility", {.unit = "a year",
                     .range = within(0, 10),
                     .fallback = 0,
                     .suspicious_above = 2,
                     .suspicion = noted("a volatility looks too large: {percent} %")});
  if (scenario.number(demand.units_per_year).is_process())
    for (const char* key : {"year", "growth", "volatility"})
      if (fields.has(key))
        reader.error(fields.place_of(key),
                     std::string("'") + key + "' cannot stand beside units_per_year as a process",
                     "the process says how demand moves");
  const std::vector<double> season = fields.numbers("seasonality", "by calendar month");
  if (season.empty()) return demand;
  double sum = 0;
  for (const double factor : season) sum += factor;
  if (season.size() != 12) {
    reader.error(fields.place_of("seasonality"),
                 "'seasonality' needs 12 numbers, January to December, not " +
                     std::to_string(season.size()));
  } else if (*std::min_element(season.begin(), season.end()) < 0) {
    reader.error(fields.place_of("seasonality"), "'seasonality' must not be negative");
  } else if (std::abs(sum / 12 - 1) > 0.005) {
    std::string normalised;
    for (const double factor : season)
      normalised += (normalised.empty() ? "" : ", ") +
                    (sum > 0 ? shortest(std::round(factor / sum * 12 * 1000) / 1000) : "1");
    reader.error(fields.place_of("seasonality"),
                 "'seasonality' must average 1, not " + shortest(std::round(sum / 12 * 1e4) / 1e4),
                 "normalised: [" + normalised + "]");
  } else {
    demand.seasonality = season;
  }
  return demand;
}

Logistics read_logistics(Reader& reader, Fields fields) {
  const Ask amount{.unit = "/" + reader.product().unit,
                   .range = at_least(0),
                   .fallback = 0,
                   .currency = reader.product().currency};
  Ask series = amount;
  series.may_be_process = true;
  Logistics logistics;
  logistics.freight = fields.number("freight", series);
  logistics.insurance = fields.number(
      "insurance",
      rate_ask(noted("an insurance rate looks a hundred times too large: {percent} %"), 0.2));
  logistics.carriage = fields.number("carriage", amount);
  logistics.inland = fields.number("inland", amount);
  logistics.lead_time_days =
      fields.number("lead_time_days", {.unit = "days", .range = within(0, 36525), .fallback = 0});
  logistics.minimum_order_units = read_minimum_order(fields, reader.product().unit);
  return logistics;
}

void read_markets(Reader& reader, Fields& root) {
  Scenario& scenario = reader.scenario();
  for (auto& [id, fields] : root.tables("market")) {
    Market market;
    market.id = id;
    market.place = fields.place();
    market.name = fields.text("name", id);
    market.currency = fields.currency("currency", scenario.currency);
    market.enter = in_words(scenario.start);
    if (const auto enter = fields.date("enter")) {
      market.enter = in_words(*enter);
      market.enter_period = first_period(reader, "enter", *enter, fields.place_of("enter"));
    }
    market.inflation = fields.number(
        "inflation", {.unit = "a year",
                      .range = within(-10, 10),
                      .fallback = 0,
                      .suspicious_above = 1,
                      .suspicion = noted("an inflation looks too large: {percent} %")});
    fields.peek("pass_through");
    if (fields.has("pass_through"))
      market.pass_through = fields.number("pass_through", share_ask(1));
    const std::vector<Sold> sold = read_sold(reader, fields);
    reader.set_product(in_common(scenario, sold));
    market.demand = read_demand(reader, fields.table("demand"),
                                needs_demand(fields) && !all_have_demand(fields, sold));
    market.response = read_response(reader, fields.table("response"), market);
    market.tariff = read_tariff(reader, fields.table("tariff"));
    market.logistics = read_logistics(reader, fields.table("logistics"));
    market.route = read_route(reader, fields.table("route"));
    market.access = read_access(reader, fields.table("access"));
    market.payment = read_payment(reader, fields.table("payment"));
    market.withholding = read_withholding(fields.table("tax"));
    for (auto& [name, channel] : fields.tables("channel"))
      market.channels.push_back(read_channel(reader, name, channel, market));
    if (market.channels.empty() && !reader.is_faulty(fields.address() + ".channel"))
      reader.absent(fields.address() + ".channel", market.place,
                    "market '" + id + "' has no channel",
                    "add [market." + id + ".channel.distributor] with kind = \"distributor\"");
    for (Market& line : read_lines(reader, fields, market, sold))
      scenario.markets.push_back(std::move(line));
  }
  const Node* markets = root.peek("market");
  if (markets == nullptr || (markets->is_table() && markets->children.empty()))
    reader.absent("market", {}, "there is no market", "add [market.MA] and the tables below it");
}

}  // namespace landfall::scenario
