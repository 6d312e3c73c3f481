// Reading [event.*]: what comes, when, for how long, and what it does to what.
#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "scenario/read.hpp"

namespace landfall::scenario {
namespace {

using Kind = EventTarget::Kind;

constexpr const char* kPossible =
    "events act on fx.CODE, product.price, product.cost, market.ID.demand, "
    "market.ID.product.price and .cost, market.ID.logistics.freight, .carriage and .inland, "
    "market.ID.tariff.ad_valorem; * stands for "
    "any name";

/// Everything in the file that an event can act on.
std::vector<EventTarget> possible_targets(const Scenario& scenario) {
  std::vector<EventTarget> all;
  for (const Fx& fx : scenario.fx) all.push_back({Kind::rate, "fx." + fx.code, fx.rate});
  const auto add_terms = [&](const Product& product) {
    for (const NumberId id : {product.price, product.cost})
      all.push_back({Kind::amount, scenario.number(id).address, id});
  };
  for (const Product& product : scenario.products) add_terms(product);
  for (const Market& market : scenario.markets) {
    add_terms(market.product);
    const std::string units = scenario.number(market.demand.units_per_year).address;
    if (market.demand.given)
      all.push_back(
          {Kind::demand, units.substr(0, units.rfind('.')), market.demand.units_per_year});
    const Logistics& logistics = market.logistics;
    for (const NumberId id : {logistics.freight, logistics.carriage, logistics.inland})
      all.push_back({Kind::amount, scenario.number(id).address, id});
    all.push_back(
        {Kind::duty, scenario.number(market.tariff.ad_valorem).address, market.tariff.ad_valorem});
  }
  return all;
}

std::vector<std::string> parts_of(const std::string& address) {
  std::vector<std::string> parts(1);
  for (const char letter : address)
    if (letter == '.') {
      parts.emplace_back();
    } else {
      parts.back() += letter;
    }
  return parts;
}

bool matches(const std::string& pattern, const std::string& address) {
  const std::vector<std::string> asked = parts_of(pattern), there = parts_of(address);
  if (asked.size() != there.size()) return false;
  for (std::size_t i = 0; i < asked.size(); ++i)
    if (asked[i] != "*" && asked[i] != there[i]) return false;
  return true;
}

void read_pattern(Reader& reader, const Node& node, Event& event) {
  if (node.poisoned) return;
  if (node.kind != Node::Kind::string) {
    reader.error(node.place, "'on' must hold addresses in quotes, not " + kind_in_words(node),
                 "write on = \"market.MA.demand\"");
    return;
  }
  const std::vector<EventTarget> all = possible_targets(reader.scenario());
  std::vector<std::string> addresses;
  bool found = false;
  for (const EventTarget& target : all) {
    addresses.push_back(target.address);
    if (!matches(node.text, target.address)) continue;
    found = true;
    const bool twice = std::any_of(event.on.begin(), event.on.end(), [&](const EventTarget& one) {
      return one.address == target.address;
    });
    if (!twice) event.on.push_back(target);
  }
  if (found) return;
  const std::string close = nearest(node.text, addresses);
  reader.error(node.place, "an event cannot act on '" + sanitise(node.text) + "'",
               close.empty() ? kPossible : "did you mean '" + close + "'?");
}

void read_targets(Reader& reader, Fields& fields, Event& event) {
  const Node* on = fields.peek("on", shape_asked("addresses"));
  if (on == nullptr) {
    fields.missing("on", "write what it acts on: on = \"market.MA.demand\"");
  } else if (on->kind == Node::Kind::array) {
    for (const Node& item : on->children) read_pattern(reader, item, event);
    if (on->children.empty()) reader.error(on->place, "'on' is empty", kPossible);
  } else {
    read_pattern(reader, *on, event);
  }
  if (on != nullptr && !on->poisoned)
    reader.scenario().stated.push_back(
        {fields.address() + ".on", as_typed(*on), "", fields.note()});
}

/// Whether nothing or less of it makes no sense: a rate or a price.
bool must_stay_positive(const Scenario& scenario, const Event& event) {
  return std::any_of(event.on.begin(), event.on.end(), [&](const EventTarget& target) {
    return scenario.number(target.number).range_low_open;
  });
}

void read_effect(Reader& reader, Fields& fields, Event& event) {
  fields.peek("factor");
  fields.peek("add");
  const bool factor = fields.has("factor"), add = fields.has("add");
  if (factor && add) {
    reader.error(fields.place_of("add"), "the event '" + event.name + "' has two effects",
                 "keep either 'factor' or 'add'");
    return;
  }
  if (!factor && !add) {
    fields.missing("factor", "write factor = 0.6 for 40 % less, or add");
    return;
  }
  if (factor) {
    event.factor = fields.number(
        "factor", {.unit = "factor",
                   .range = must_stay_positive(reader.scenario(), event) ? above(0) : at_least(0),
                   .remark = "a factor: 0.6 for 40 % less, 1.25 for a quarter more"});
    return;
  }
  std::string unit;
  for (const EventTarget& target : event.on) {
    const Number& number = reader.scenario().number(target.number);
    const std::string its = number.currency + number.unit;
    if (target.kind == Kind::demand) {
      reader.error(fields.place_of("add"), "'add' cannot act on " + target.address,
                   "write factor = 0.6 for 40 % less");
      return;
    }
    if (!unit.empty() && its != unit) {
      reader.error(fields.place_of("add"), "'add' acts on different units: " + unit + " and " + its,
                   "make an event of each");
      return;
    }
    unit = its;
  }
  event.add = fields.number(
      "add",
      {.unit = unit, .range = at_least(0), .remark = "what lowers a number is a factor below 1"});
}

const Ask kArrivals{.unit = "a year", .range = within(0, 100), .fallback = 0};

/// Rates whose regimes are not known: any name is as good as another.
void read_unnamed_rates(Reader& reader, Fields& rates) {
  for (const Node* member : rates.members())
    read_number(reader, member, rates.address() + "." + member->key, kArrivals, rates.note());
}

/// `rates`: arrivals a year in each regime of the process at `regime`.
void read_rates(Reader& reader, Fields& fields, Event& event) {
  Fields rates = fields.table("rates");
  const std::string address = fields.text("regime", std::nullopt);
  if (!rates.given() || address.empty()) {
    read_unnamed_rates(reader, rates);
    return;
  }
  const Scenario& scenario = reader.scenario();
  NumberId found = find_number(scenario, address);
  for (const Fx& fx : scenario.fx)
    if (address == "fx." + fx.code) found = fx.rate;
  if (found < 0 || !scenario.number(found).is_process() ||
      scenario.number(found).process().kind != Process::Kind::regime) {
    if (found < 0 || !reader.is_faulty(scenario.number(found).address))
      reader.error(fields.place_of("regime"),
                   "'" + sanitise(address) + "' is no process with regimes",
                   "name an exchange rate or a number that is a regime process: \"fx.MAD\"");
    read_unnamed_rates(reader, rates);
    return;
  }
  event.regime = found;
  const std::vector<std::string> names = scenario.number(found).process().names;
  for (const std::string& name : names) event.rates.push_back(rates.number(name, kArrivals));
}

/// Who comes: an event, or a stop of transfers.
std::string of(const Event& event) {
  return (event.address.starts_with("event.") ? "the event '" : "the stop '") + event.name + "'";
}

void read_timing(Reader& reader, Fields& fields, Event& event) {
  std::vector<std::string> ways;
  for (const char* key : {"rate", "rates", "at", "regime", "probability"}) {
    fields.peek(key);
    const std::string word = key;
    if (fields.has(key) && word != "regime" && word != "probability") ways.push_back(word);
  }
  if (ways.size() > 1) {
    reader.error(fields.place_of(ways[1]),
                 of(event) + " comes in two ways: '" + ways[0] + "' and '" + ways[1] + "'",
                 "keep one of rate, rates, at");
    return;
  }
  if (ways.empty()) {
    fields.missing("rate", "write rate = 0.25 (arrivals a year), or at = 2027-03-01");
    return;
  }
  if (ways[0] == "rate") {
    event.rate = fields.number("rate", {.unit = "a year", .range = within(0, 100)});
  } else if (ways[0] == "rates") {
    read_rates(reader, fields, event);
  } else if (const auto at = fields.date("at")) {
    event.at = in_words(*at);
    event.at_period = first_period(reader, "at", *at, fields.place_of("at"));
  }
  if (ways[0] == "at") {
    event.probability =
        fields.number("probability", {.unit = "share", .range = within(0, 1), .fallback = 1});
  } else if (fields.has("probability")) {
    reader.error(fields.place_of("probability"), "'probability' needs a date",
                 "with a rate it comes when it comes: write at = 2027-03-01, or take it out");
  }
  if (ways[0] != "rates" && fields.has("regime"))
    reader.error(fields.place_of("regime"), "'regime' needs rates, one for each of its states",
                 "write rates = { calm = 0.1, crisis = 1 } instead of " + ways[0]);
}

}  // namespace

void read_events(Reader& reader, Fields& root) {
  for (auto& [name, fields] : root.tables("event")) {
    Event event;
    event.name = name;
    event.address = fields.address();
    read_targets(reader, fields, event);
    read_effect(reader, fields, event);
    read_timing(reader, fields, event);
    fields.peek("months");
    if (fields.has("months"))
      event.months = fields.number(
          "months", {.unit = "months", .range = {.low = 0, .high = 12000, .low_open = true}});
    reader.scenario().events.push_back(std::move(event));
  }
}

Event read_transfer_stop(Reader& reader, const std::string& name, Fields& fields) {
  Event stop;
  stop.name = name;
  stop.address = fields.address();
  read_timing(reader, fields, stop);
  stop.months = fields.number(
      "months", {.unit = "months", .range = {.low = 0, .high = 12000, .low_open = true}});
  return stop;
}

}  // namespace landfall::scenario
