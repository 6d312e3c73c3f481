// Reading a distributor channel: its prospects, and an exclusive contract.
#include "base/language.hpp"
#include "scenario/read_channel.hpp"

namespace landfall::scenario {

Distributor read_distributor(Fields& fields) {
  Distributor distributor;
  distributor.prospects = static_cast<int>(fields.integer("prospects", 1, kProspectsMax, 1));
  distributor.sign_chance = fields.number("sign_chance", share_ask(1));
  Ask months = months_ask();
  months.drawn_for = noted("prospect");
  distributor.months_to_sign = fields.number("months_to_sign", months);
  distributor.ceiling_share = fields.number("ceiling_share", share_ask(std::nullopt));
  distributor.churn =
      fields.number("churn", {.unit = "share a year", .range = within(0, 0.999), .fallback = 0});
  distributor.resign_chance = fields.number("resign_chance", share_ask(0));
  distributor.months_to_resign = fields.number("months_to_resign", months);
  return distributor;
}

void read_exclusive(Fields& fields, Channel& channel) {
  Fields table = fields.table("exclusive");
  if (!table.given()) return;
  Distributor& distributor = std::get<Distributor>(channel.is);
  Exclusive& exclusive = distributor.exclusive;
  exclusive.given = true;
  distributor.prospects = static_cast<int>(table.integer("prospects", 1, kProspectsMax, 1));
  if (table.has("markup")) {
    channel.markups = {table.number(
        "markup",
        rate_ask(noted("a markup looks a hundred times too large: {percent} %"), 5, std::nullopt))};
    channel.margin_on_price = -1;
  }
  table.peek("markup");
  exclusive.minimum_units =
      table.number("minimum_units", {.unit = "a year", .range = at_least(0), .fallback = 0});
  const std::string breach = table.choice("on_breach", {"pay", "end"}, "pay");
  exclusive.on_breach = breach == "end" ? Exclusive::Breach::end : Exclusive::Breach::pay;
}

}  // namespace landfall::scenario
