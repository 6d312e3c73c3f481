// Reading [market.*.route]: transit that a market forbids, and the way around.
#include <algorithm>

#include "scenario/read.hpp"

namespace landfall::scenario {

namespace {

/// A list of texts, or one text.
std::vector<std::string> names(Fields& fields, const std::string& key) {
  const Node* node = fields.peek(key);
  if (node == nullptr) return {};
  if (node->kind == Node::Kind::string) return {fields.text(key, std::nullopt)};
  return fields.texts(key);
}

std::string listed(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& one : all) text += (text.empty() ? "" : ", ") + one;
  return text;
}

}  // namespace

Route read_route(Reader& reader, Fields fields) {
  const Scenario& scenario = reader.scenario();
  Route route;
  route.via = names(fields, "via");
  route.forbids_transit = names(fields, "forbids_transit");
  std::vector<std::string> blocked;
  for (const std::string& place : route.via)
    if (std::count(route.forbids_transit.begin(), route.forbids_transit.end(), place) > 0)
      blocked.push_back(place);
  route.is_forbidden = !blocked.empty();
  if (const auto since = fields.date("since")) {
    const int months = std::max(0, months_from_start(scenario, *since));
    const int step = scenario.months_per_period();
    route.since_period = (months + step - 1) / step;
    if (!fields.has("forbids_transit"))
      reader.error(fields.place_of("since"), "'since' says from when on what is forbidden",
                   "add forbids_transit = [\"MA\"]");
  }
  Fields other = fields.table("alternative");
  const Ask amount{.unit = "/" + reader.product().unit,
                   .range = at_least(0),
                   .currency = reader.product().currency};
  const auto if_given = [&](const char* key, const Ask& ask) -> NumberId {
    other.peek(key);
    return other.has(key) ? other.number(key, ask) : -1;
  };
  Ask freight = amount;
  freight.may_be_process = true;
  route.freight = if_given("freight", freight);
  route.carriage = if_given("carriage", amount);
  route.lead_time_days = if_given("lead_time_days", {.unit = "days", .range = within(0, 36525)});
  if (route.is_forbidden && !other.given())
    reader.absent(other.address(), fields.place_of("via"),
                  "goods for this market must not pass " + listed(blocked),
                  "add [" + other.address() + "] with freight and lead_time_days");
  if (other.given() && route.freight < 0 && route.carriage < 0 && route.lead_time_days < 0 &&
      !reader.document().incomplete)
    reader.error(other.place(), "the alternative differs in nothing",
                 "name freight, carriage or lead_time_days");
  return route;
}

}  // namespace landfall::scenario
