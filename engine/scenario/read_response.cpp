// Reading [market.*.response]: how units answer the price.
#include <algorithm>

#include "base/language.hpp"
#include "base/text.hpp"
#include "scenario/read_channel.hpp"

namespace landfall::scenario {

namespace {

Ask elasticity_of() {
  return {.unit = "elasticity",
          .range = within(0, 50),
          .remark = "elasticities are written as positive numbers, up to 50"};
}

/// Duty of a rival, and how it changes.
void read_rival_duty(Reader& reader, Fields& fields, Rival& rival) {
  rival.ad_valorem = fields.number(
      "ad_valorem", rate_ask(noted("a duty looks a hundred times too large: {percent} %"), 2));
  rival.changes = read_duty_changes(reader, fields);
}

/// A price over its base: a number or a process that is 1 where nothing has changed.
NumberId read_relative_price(Fields& fields) {
  fields.peek("price");
  if (!fields.has("price")) return -1;
  return fields.number("price",
                       {.unit = "of the base price", .range = above(0), .may_be_process = true});
}

void read_armington(Reader& reader, Fields& fields, Response& response) {
  const Ask part{.unit = "share", .range = within(0, 1)};
  for (auto& [name, rival_fields] : fields.tables("rival")) {
    Rival rival;
    rival.name = name;
    rival.share = rival_fields.number("share", part);
    rival.price = read_relative_price(rival_fields);
    read_rival_duty(reader, rival_fields, rival);
    response.rivals.push_back(rival);
  }
  std::sort(response.rivals.begin(), response.rivals.end(),
            [](const Rival& left, const Rival& right) { return left.name < right.name; });
  Fields home = fields.table("home");
  if (home.given()) {
    Rival supply;
    supply.name = "home";
    supply.share = home.number("share", part);
    supply.price = read_relative_price(home);
    response.rivals.push_back(supply);
  }
  if (response.rivals.empty() && !reader.document().incomplete)
    reader.error(fields.place(), "armington needs other origins than the firm",
                 "add [" + fields.address() + ".rival.NAME] with share and ad_valorem, or [" +
                     fields.address() + ".home] with share");
}

void read_smart(Reader& reader, Fields& fields, Response& response) {
  const std::string unit = "of the flows";
  response.base_flow = fields.number("base_flow", {.unit = unit, .range = above(0)});
  fields.peek("export_supply");
  if (fields.has("export_supply"))
    response.export_supply =
        fields.number("export_supply", {.unit = "elasticity", .range = above(0)});
  for (auto& [name, rival_fields] : fields.tables("rival")) {
    Rival rival;
    rival.name = name;
    rival.flow = rival_fields.number("flow", {.unit = unit, .range = at_least(0)});
    read_rival_duty(reader, rival_fields, rival);
    response.rivals.push_back(rival);
  }
  std::sort(response.rivals.begin(), response.rivals.end(),
            [](const Rival& left, const Rival& right) { return left.name < right.name; });
}

}  // namespace

Response read_response(Reader& reader, Fields fields, const Market& market) {
  Response response;
  response.given = fields.given();
  if (!response.given) return response;
  const std::string kind =
      fields.choice("kind", {"elasticity", "armington", "smart"}, "elasticity");
  response.elasticity = fields.number("elasticity", elasticity_of());
  if (kind != "smart")
    response.reference_price = fields.number(
        "reference_price",
        {.unit = "/" + reader.product().unit, .range = above(0), .currency = market.currency});
  if (kind == "elasticity") return response;
  response.substitution = fields.number("substitution", elasticity_of());
  if (kind == "armington") {
    response.kind = Response::Kind::armington;
    read_armington(reader, fields, response);
  } else {
    response.kind = Response::Kind::smart;
    read_smart(reader, fields, response);
  }
  return response;
}

}  // namespace landfall::scenario
