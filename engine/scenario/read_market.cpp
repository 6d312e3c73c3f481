// Reading [market.*]: demand, response, tariff, logistics, access, payment and channels.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "scenario/read_channel.hpp"

namespace landfall::scenario {

namespace {

std::vector<Levy> read_levies(Reader& reader, Fields&& fields) {
  std::vector<Levy> levies;
  for (const Node* member : fields.members())
    levies.push_back(
        {member->key, read_number(reader, member, fields.address() + "." + member->key,
                                  rate_ask("a levy", 0.10, std::nullopt), fields.note())});
  std::sort(levies.begin(), levies.end(),
            [](const Levy& left, const Levy& right) { return left.name < right.name; });
  return levies;
}

Demand read_demand(Reader& reader, Fields fields, bool needed) {
  Scenario& scenario = reader.scenario();
  Demand demand;
  demand.given = needed || fields.given();
  Ask units{
      .unit = scenario.product.unit + " a year", .range = at_least(0), .may_be_process = true};
  if (!demand.given) units.fallback = 0;
  demand.units_per_year = fields.number("units_per_year", units);
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

Response read_response(Reader& reader, Fields fields, const Market& market) {
  Response response;
  response.given = fields.given();
  if (!response.given) return response;
  fields.choice("kind", {"elasticity"}, "elasticity");
  response.elasticity = fields.number(
      "elasticity", {.unit = "elasticity",
                     .range = within(0, 50),
                     .remark = "elasticities are written as positive numbers, up to 50"});
  response.reference_price =
      fields.number("reference_price", {.unit = "/" + reader.scenario().product.unit,
                                        .range = above(0),
                                        .currency = market.currency});
  return response;
}

TariffChange read_change(Reader& reader, const std::string& name, Fields fields) {
  const Scenario& scenario = reader.scenario();
  const std::string a_unit = "/" + scenario.product.unit;
  TariffChange change;
  change.name = name;
  if (fields.has("ad_valorem"))
    change.ad_valorem = fields.number("ad_valorem", rate_ask("a duty", 2));
  if (fields.has("specific"))
    change.specific = fields.number(
        "specific", {.unit = a_unit, .range = at_least(0), .currency = scenario.product.currency});
  if (fields.has("vat")) change.vat = fields.number("vat", rate_ask("a VAT rate", 0.5));
  for (const char* key : {"ad_valorem", "specific", "vat"}) fields.peek(key);
  change.levies = read_levies(reader, fields.table("levies"));
  if (change.ad_valorem < 0 && change.specific < 0 && change.vat < 0 && change.levies.empty() &&
      !reader.document().incomplete)
    reader.error(fields.place(), "the change '" + name + "' changes nothing",
                 "name at least one of ad_valorem, specific, vat, levies");
  change.probability = fields.number("probability", share_ask(1));
  change.utilisation = fields.number("utilisation", share_ask(1));
  const auto starts = fields.date("starts");
  if (starts)
    change.starts_period = first_period(reader, "starts", *starts, fields.place_of("starts"));
  if (fields.has("starts_after_years")) {
    change.starts_after_years =
        fields.number("starts_after_years", {.unit = "years", .range = at_least(0)});
    if (fields.has("starts"))
      reader.error(fields.place_of("starts"), "the change '" + name + "' has two starts",
                   "keep either 'starts' or 'starts_after_years'");
  } else if (!fields.has("starts")) {
    fields.missing("starts", "write starts = 2027-01-01, or starts_after_years");
  }
  fields.peek("starts_after_years");
  return change;
}

Tariff read_tariff(Reader& reader, Fields fields) {
  const Scenario& scenario = reader.scenario();
  Tariff tariff;
  tariff.ad_valorem = fields.number("ad_valorem", rate_ask("a duty", 2));
  tariff.specific = fields.number("specific", {.unit = "/" + scenario.product.unit,
                                               .range = at_least(0),
                                               .fallback = 0,
                                               .currency = scenario.product.currency});
  tariff.vat = fields.number("vat", rate_ask("a VAT rate", 0.5));
  tariff.levies = read_levies(reader, fields.table("levies"));
  for (auto& [name, change] : fields.tables("change"))
    tariff.changes.push_back(read_change(reader, name, change));
  std::sort(
      tariff.changes.begin(), tariff.changes.end(),
      [](const TariffChange& left, const TariffChange& right) { return left.name < right.name; });
  if (tariff.changes.size() > kTariffChangesMax)
    reader.error(fields.place(), "a market has at most " + std::to_string(kTariffChangesMax) +
                                     " changes of duty, not " +
                                     std::to_string(tariff.changes.size()));
  for (const TariffChange& change : tariff.changes)
    for (const Levy& levy : change.levies) {
      const bool known = std::any_of(tariff.levies.begin(), tariff.levies.end(),
                                     [&](const Levy& base) { return base.name == levy.name; });
      if (!known) {
        const Number& number = scenario.number(levy.rate);
        reader.error(
            number.place,
            "the levy '" + levy.name + "' is not among the base levies of " + fields.address(),
            "add " + levy.name + " = 0 to levies");
      }
    }
  return tariff;
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
  logistics.insurance = fields.number("insurance", rate_ask("an insurance rate", 0.2));
  logistics.carriage = fields.number("carriage", amount);
  logistics.inland = fields.number("inland", amount);
  logistics.lead_time_days =
      fields.number("lead_time_days", {.unit = "days", .range = within(0, 36525), .fallback = 0});
  return logistics;
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
    market.demand = read_demand(reader, fields.table("demand"), needs_demand(fields));
    market.response = read_response(reader, fields.table("response"), market);
    market.tariff = read_tariff(reader, fields.table("tariff"));
    market.logistics = read_logistics(reader, fields.table("logistics"));
    Fields access = fields.table("access");
    market.access.registration_months = access.number(
        "registration_months", {.unit = "months", .range = within(0, 12000), .fallback = 0});
    market.access.approval_chance = access.number("approval_chance", share_ask(1));
    Fields payment = fields.table("payment");
    market.payment.days =
        payment.number("days", {.unit = "days", .range = within(0, 3652), .fallback = 0});
    market.payment.default_share = payment.number("default_share", share_ask(0));
    market.payment.recovery = payment.number("recovery", share_ask(0));
    market.payment.cover = payment.number("cover", share_ask(0));
    market.payment.premium = payment.number("premium", share_ask(0));
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
