// Reading a tender channel: when calls come, how they are won, and what a contract brings.
#include <algorithm>

#include "base/language.hpp"
#include "scenario/read_channel.hpp"

namespace landfall::scenario {

namespace {

/// Exactly one of `units` and `value`, drawn anew for each tender: -1 after a mistake.
NumberId read_size(Reader& reader, Fields& fields, bool& by_value) {
  const Scenario& scenario = reader.scenario();
  fields.peek("units");
  fields.peek("value");
  if (fields.has("units") && fields.has("value"))
    reader.error(fields.place_of("value"), "'units' and 'value' both say what a contract brings",
                 "keep one");
  by_value = fields.has("value");
  if (by_value)
    return fields.number("value", {.unit = " a tender",
                                   .range = at_least(0),
                                   .currency = scenario.currency,
                                   .drawn_for = noted("tender")});
  if (!fields.has("units")) return -1;
  return fields.number("units", {.unit = reader.product().unit + " a tender",
                                 .range = at_least(0),
                                 .drawn_for = noted("tender")});
}

std::vector<Call> read_calls(Reader& reader, Fields& channel, const Tender& tender) {
  std::vector<Call> calls;
  for (auto& [name, fields] : channel.tables("call")) {
    Call call;
    call.name = name;
    if (const auto at = fields.date("at")) {
      call.period = first_period(reader, "at", *at, fields.place_of("at"));
    } else if (!fields.has("at")) {
      fields.missing("at", "write at = 2027-01-01");
    }
    bool by_value = tender.by_value;
    call.size = read_size(reader, fields, by_value);
    if (call.size >= 0 && by_value != tender.by_value)
      reader.error(fields.place_of(by_value ? "value" : "units"),
                   std::string("the call '") + name + "' states " +
                       (by_value ? "a value, the channel units" : "units, the channel a value"),
                   "a channel's contracts are all in units or all in money");
    calls.push_back(call);
  }
  std::sort(calls.begin(), calls.end(),
            [](const Call& left, const Call& right) { return left.name < right.name; });
  if (calls.size() > kCallsMax)
    reader.error(channel.place(), "a channel has at most " + std::to_string(kCallsMax) +
                                      " dated calls, not " + std::to_string(calls.size()));
  return calls;
}

/// [.. win]: P = 1 / (1 + rivals e^-(intercept + quality_weight quality - price_weight ln(price /
/// field_price))).
void read_win(Reader& reader, Fields fields, const Market& market, Tender& tender) {
  const Ask weight{.range = within(0, 100), .fallback = 0};
  tender.intercept = fields.number("intercept", {.range = within(-100, 100), .fallback = 0});
  tender.price_weight = fields.number("price_weight", weight);
  tender.quality_weight = fields.number("quality_weight", weight);
  tender.quality = fields.number("quality", {.range = within(-100, 100), .fallback = 0});
  tender.rivals = fields.number("rivals", {.unit = "rivals", .range = at_least(0), .fallback = 1});
  const Ask price{
      .unit = "/" + reader.product().unit, .range = above(0), .currency = market.currency};
  fields.peek("field_price");
  if (fields.has("field_price")) {
    tender.field_price = fields.number("field_price", price);
    if (!fields.has("price_weight"))
      reader.error(fields.place_of("field_price"), "'field_price' needs 'price_weight'",
                   "how much the price counts, for example price_weight = 5");
  } else if (fields.has("price_weight")) {
    fields.missing("field_price", "what rivals ask for a unit, in the market's currency");
  }
}

}  // namespace

Tender read_tender(Reader& reader, Fields& fields, const Market& market) {
  const Scenario& scenario = reader.scenario();
  Tender tender;
  tender.tenders_per_year =
      fields.number("tenders_per_year", {.unit = "a year", .range = at_least(0), .fallback = 0});
  tender.size = read_size(reader, fields, tender.by_value);
  tender.calls = read_calls(reader, fields, tender);
  if (tender.size < 0 && !reader.is_faulty(fields.address()))
    fields.missing("units", "units or value, of each tender");
  if (!fields.has("tenders_per_year") && tender.calls.empty() &&
      !reader.is_faulty(fields.address() + ".call"))
    fields.missing("tenders_per_year",
                   "or dated calls: [" + fields.address() + ".call.NAME] with at = 2027-01-01");
  tender.supplier_list_chance = fields.number("supplier_list_chance", share_ask(1));
  tender.list_months = fields.number("list_months", months_ask());
  fields.peek("win");
  fields.peek("win_chance");
  tender.has_chance = !fields.has("win");
  if (fields.has("win") && fields.has("win_chance"))
    reader.error(fields.place_of("win_chance"), "'win_chance' and 'win' say the same thing",
                 "keep one");
  if (tender.has_chance) {
    tender.win_chance = fields.number("win_chance", share_ask(std::nullopt));
  } else {
    read_win(reader, fields.table("win"), market, tender);
  }
  tender.award_months = fields.number("award_months", months_ask());
  tender.delivery_months = fields.number("delivery_months", months_ask());
  const Ask days{.unit = "days", .range = within(0, 3652), .fallback = 0};
  tender.acceptance_days = fields.number("acceptance_days", days);
  fields.peek("payment_days");
  if (fields.has("payment_days")) tender.payment_days = fields.number("payment_days", days);
  tender.bid_cost = fields.number(
      "bid_cost",
      {.unit = " a bid", .range = at_least(0), .fallback = 0, .currency = scenario.currency});
  return tender;
}

}  // namespace landfall::scenario
