// Reading a direct channel: whom the firm reaches, who tries, and who buys again.
#include "scenario/read_channel.hpp"

namespace landfall::scenario {

Direct read_direct(Reader& reader, Fields& fields) {
  const Scenario& scenario = reader.scenario();
  Direct direct;
  for (const char* key : {"reach", "reach_max", "reach_scale"}) fields.peek(key);
  const bool by_marketing = fields.has("reach_max") || fields.has("reach_scale");
  if (by_marketing && fields.has("reach"))
    reader.error(fields.place_of("reach"), "'reach' and 'reach_max' say the same thing",
                 "keep 'reach', or 'reach_max' and 'reach_scale'");
  if (by_marketing) {
    direct.reach_max = fields.number("reach_max", share_ask(std::nullopt));
    direct.reach_scale = fields.number(
        "reach_scale", {.unit = " a year", .range = above(0), .currency = scenario.currency});
    if (!fields.has("marketing_per_year"))
      fields.missing("marketing_per_year", "reach_max (1 - e^(-marketing_per_year / reach_scale))");
  } else {
    direct.reach = fields.number("reach", share_ask(std::nullopt));
  }
  direct.conversion = fields.number("conversion", share_ask(std::nullopt));
  direct.repeat_share = fields.number("repeat_share", share_ask(1));
  direct.purchases_per_year =
      fields.number("purchases_per_year", {.unit = "a year", .range = above(0), .fallback = 1});
  return direct;
}

}  // namespace landfall::scenario
