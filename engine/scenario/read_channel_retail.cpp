// Reading a retail channel: chains, their stores, what a store sells, and when it stops.
#include "base/language.hpp"
#include "scenario/read_channel.hpp"

namespace landfall::scenario {

Retail read_retail(Reader& reader, Fields& fields) {
  const Scenario& scenario = reader.scenario();
  const std::string chain = noted("chain");
  const std::string velocity = reader.product().unit + " a store and month";
  Retail retail;
  retail.chains = static_cast<int>(fields.integer("chains", 1, kChainsMax, 1));
  retail.listing_chance = fields.number("listing_chance", share_ask(1));
  Ask months = months_ask();
  months.drawn_for = chain;
  retail.months_to_list = fields.number("months_to_list", months);
  retail.listing_fee = fields.number(
      "listing_fee", {.range = at_least(0), .fallback = 0, .currency = scenario.currency});
  retail.stores =
      fields.number("stores", {.unit = "stores", .range = at_least(0), .drawn_for = chain});
  retail.units_per_store_per_month = fields.number(
      "units_per_store_per_month", {.unit = velocity, .range = at_least(0), .drawn_for = chain});
  retail.rollout_months = fields.number("rollout_months", months_ask());
  fields.peek("delist_below");
  fields.peek("delist_months");
  if (fields.has("delist_below")) {
    retail.delist_below = fields.number("delist_below", {.unit = velocity, .range = at_least(0)});
    retail.delist_months = fields.number(
        "delist_months", {.unit = "months", .range = {.low = 0, .high = 12000, .low_open = true}});
  } else if (fields.has("delist_months")) {
    reader.error(fields.place_of("delist_months"), "'delist_months' needs 'delist_below'",
                 "say below how many units a store and month a chain gives up");
  }
  return retail;
}

}  // namespace landfall::scenario
