// Reading [market.*]: demand, response, tariff, logistics, access, payment and channels.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "scenario/asks.hpp"
#include "scenario/read.hpp"

namespace landfall::scenario {

namespace {

Demand read_demand(Reader& reader, Fields fields) {
  Scenario& scenario = reader.scenario();
  Demand demand;
  demand.units_per_year = fields.number(
      "units_per_year",
      {.unit = scenario.product.unit + " a year", .range = at_least(0), .may_be_process = true});
  const int year = static_cast<int>(fields.integer("year", 1900, 2200, scenario.start.year));
  if (year > scenario.start.year && !reader.is_faulty("scenario.start"))
    reader.error(fields.place_of("year"), "'year' " + std::to_string(year) +
                                              " is after the start, " + in_words(scenario.start));
  if (fields.has("year"))
    demand.carried_years = scenario.start.year - year + (scenario.start.month - 1) / 12.0;
  demand.growth = fields.number("growth", {.unit = "a year",
                                           .range = within(-10, 10),
                                           .fallback = 0,
                                           .suspicious_above = 1,
                                           .suspicion = "a growth looks too large"});
  demand.volatility = fields.number("volatility", {.unit = "a year",
                                                   .range = within(0, 10),
                                                   .fallback = 0,
                                                   .suspicious_above = 2,
                                                   .suspicion = "a volatility looks too large"});
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
  const Scenario& scenario = reader.scenario();
  const Ask amount{.unit = "/" + scenario.product.unit,
                   .range = at_least(0),
                   .fallback = 0,
                   .currency = scenario.product.currency};
  Ask series = amount;
  series.may_be_process = true;
  Logistics logistics;
  logistics.freight = fields.number("freight", series);
  logistics.insurance = fields.number("insurance", rate("an insurance rate", 0.2));
  logistics.carriage = fields.number("carriage", amount);
  logistics.inland = fields.number("inland", amount);
  logistics.lead_time_days =
      fields.number("lead_time_days", {.unit = "days", .range = within(0, 36525), .fallback = 0});
  return logistics;
}

Uptake read_uptake(Reader& reader, Fields& channel) {
  Uptake uptake;
  const Node* node = channel.peek("uptake");
  static const std::vector<std::string> kCurves = {"immediate", "bass", "logistic", "gompertz",
                                                   "ramp"};
  if (node == nullptr || node->poisoned) return uptake;
  if (!node->is_table()) {
    if (node->kind != Node::Kind::string || node->text != "immediate")
      reader.error(
          node->place, "'uptake' cannot be " + kind_in_words(*node),
          "write \"immediate\" or { bass = { p = 0.03, q = 0.38 } }; curves: bass, logistic, "
          "gompertz, ramp");
    return uptake;
  }
  Fields fields = channel.table("uptake");
  std::vector<std::string> found;
  for (const std::string& curve : kCurves) {
    fields.peek(curve);
    if (fields.has(curve)) found.push_back(curve);
  }
  if (found.size() > 1) {
    reader.error(fields.place_of(found[1]),
                 "'uptake' names two curves: " + found[0] + ", " + found[1], "keep one");
    return uptake;
  }
  if (found.empty()) {
    if (node->children.empty())
      reader.error(node->place, "'uptake' names no curve",
                   "one of: immediate, bass, logistic, gompertz, ramp");
    return uptake;
  }
  if (found[0] == "immediate") {
    if (!fields.boolean("immediate", true))
      reader.error(fields.place_of("immediate"), "'immediate' can only be true");
    return uptake;
  }
  Fields curve = fields.table(found[0]);
  const Ask yearly{.unit = "a year", .range = within(0, 100)};
  const Ask years{.unit = "years", .range = within(0, 1000)};
  if (found[0] == "bass") {
    const std::string method = curve.choice("method", {"exact", "euler"}, "exact");
    uptake.kind = method == "euler" ? Uptake::Kind::bass_euler : Uptake::Kind::bass;
    uptake.first = curve.number("p", yearly);
    uptake.second = curve.number("q", yearly);
  } else if (found[0] == "logistic") {
    uptake.kind = Uptake::Kind::logistic;
    uptake.first = curve.number("midpoint_years", years);
    uptake.second = curve.number("rate_per_year", yearly);
  } else if (found[0] == "gompertz") {
    uptake.kind = Uptake::Kind::gompertz;
    uptake.first = curve.number("inflection_years", years);
    uptake.second = curve.number("rate_per_year", yearly);
  } else {
    uptake.kind = Uptake::Kind::ramp;
    uptake.first = curve.number("months", {.unit = "months", .range = within(0, 12000)});
  }
  return uptake;
}

void read_markup(Reader& reader, Fields& fields, Channel& channel) {
  const Ask markup = rate("a markup", 5, std::nullopt);
  std::vector<std::string> ways;
  for (const char* key : {"markup", "margin_on_price", "markups"}) {
    fields.peek(key);
    if (fields.has(key)) ways.push_back(key);
  }
  if (ways.size() > 1)
    reader.error(fields.place_of(ways[1]),
                 "'" + ways[0] + "' and '" + ways[1] + "' say the same thing",
                 "keep one of markup, margin_on_price, markups");
  if (ways.empty()) return;
  if (ways[0] == "markup") {
    channel.markups = {fields.number("markup", markup)};
  } else if (ways[0] == "margin_on_price") {
    channel.margin_on_price =
        fields.number("margin_on_price", {.unit = "share", .range = within(0, 0.99)});
  } else {
    Fields chain = fields.table("markups");
    for (const Node* member : chain.members())
      channel.markups.push_back(
          read_number(reader, member, chain.address() + "." + member->key, markup, chain.note()));
  }
}

Channel read_channel(Reader& reader, const std::string& name, Fields& fields,
                     const Market& market) {
  const Scenario& scenario = reader.scenario();
  Channel channel;
  channel.name = name;
  channel.place = fields.place();
  fields.choice("kind", {"distributor"}, std::nullopt);
  channel.prospects = static_cast<int>(fields.integer("prospects", 1, kProspectsMax, 1));
  channel.sign_chance = fields.number("sign_chance", share(1));
  channel.months_to_sign =
      fields.number("months_to_sign",
                    {.unit = "months", .range = within(0, 12000), .fallback = 0, .repeated = true});
  Ask ceiling = share(1);
  ceiling.fallback = std::nullopt;
  channel.ceiling_share = fields.number("ceiling_share", ceiling);
  channel.churn =
      fields.number("churn", {.unit = "share a year", .range = within(0, 0.999), .fallback = 0});
  channel.addressable = fields.number("addressable", share(1));
  channel.uptake = read_uptake(reader, fields);
  read_markup(reader, fields, channel);
  if (fields.has("reference_price"))
    channel.reference_price = fields.number(
        "reference_price",
        {.unit = "/" + scenario.product.unit, .range = above(0), .currency = market.currency});
  fields.peek("reference_price");
  const Ask total{.range = at_least(0), .fallback = 0, .currency = scenario.currency};
  Ask yearly = total;
  yearly.unit = " a year";
  channel.entry_cost = fields.number("entry_cost", total);
  channel.marketing_per_year = fields.number("marketing_per_year", yearly);
  channel.fixed_per_year = fields.number("fixed_per_year", yearly);
  return channel;
}

}  // namespace

void read_markets(Reader& reader, Fields& root) {
  Scenario& scenario = reader.scenario();
  for (auto& [id, fields] : root.tables("market")) {
    Market market;
    market.id = id;
    market.place = fields.place();
    market.name = fields.text("name", id);
    market.currency = fields.text("currency", scenario.currency);
    market.enter = in_words(scenario.start);
    if (const auto enter = fields.date("enter")) {
      market.enter = in_words(*enter);
      market.enter_period = first_period(reader, "enter", *enter, fields.place_of("enter"));
    }
    market.inflation = fields.number("inflation", {.unit = "a year",
                                                   .range = within(-10, 10),
                                                   .fallback = 0,
                                                   .suspicious_above = 1,
                                                   .suspicion = "an inflation looks too large"});
    fields.peek("pass_through");
    if (fields.has("pass_through")) market.pass_through = fields.number("pass_through", share(1));
    market.demand = read_demand(reader, fields.table("demand"));
    market.response = read_response(reader, fields.table("response"), market);
    market.tariff = read_tariff(reader, fields.table("tariff"));
    market.logistics = read_logistics(reader, fields.table("logistics"));
    market.route = read_route(reader, fields.table("route"));
    Fields access = fields.table("access");
    market.access.registration_months = access.number(
        "registration_months", {.unit = "months", .range = within(0, 12000), .fallback = 0});
    market.access.approval_chance = access.number("approval_chance", share(1));
    Fields payment = fields.table("payment");
    market.payment.days =
        payment.number("days", {.unit = "days", .range = within(0, 3652), .fallback = 0});
    market.payment.default_share = payment.number("default_share", share(0));
    market.payment.recovery = payment.number("recovery", share(0));
    market.payment.cover = payment.number("cover", share(0));
    market.payment.premium = payment.number("premium", share(0));
    for (auto& [name, channel] : fields.tables("channel"))
      market.channels.push_back(read_channel(reader, name, channel, market));
    if (market.channels.empty() && !reader.is_faulty(fields.address() + ".channel"))
      reader.absent(fields.address() + ".channel", market.place,
                    "market '" + id + "' has no channel",
                    "add [market." + id + ".channel.distributor] with kind = \"distributor\"");
    scenario.markets.push_back(std::move(market));
  }
  const Node* markets = root.peek("market");
  if (markets == nullptr || (markets->is_table() && markets->children.empty()))
    reader.absent("market", {}, "there is no market", "add [market.MA] and the tables below it");
}

}  // namespace landfall::scenario
