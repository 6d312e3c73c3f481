// Reading [market.*.response]: how units answer the price.
#include "scenario/asks.hpp"
#include "scenario/read.hpp"

namespace landfall::scenario {

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

}  // namespace landfall::scenario
