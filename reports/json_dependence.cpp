#include "reports/json_parts.hpp"

namespace landfall::reports {
namespace {

simulate::PairDependence read_pair(const JsonValue& json) {
  const std::vector<JsonValue> between = json["between"].items();
  if (between.size() != 2) json["between"].refuse("a list of two addresses");
  return {between[0].text(), between[1].text(), json["asked"].number_from(-1, 1),
          json["used"].number_from(-1, 1), read_estimate(json["achieved"])};
}

}  // namespace

Json dependence_json(const std::vector<simulate::GroupDependence>& groups) {
  Json array = Json::array();
  for (const simulate::GroupDependence& group : groups) {
    Json json = {{"group", text(group.name)},
                 {"of", group.of_processes ? "shocks" : "draws"},
                 {"measure", group.measure},
                 {"copula", "gaussian"},
                 {"repaired", group.repaired}};
    if (group.student_df) json["copula"] = {{"t", {{"df", number(*group.student_df)}}}};
    if (group.trials > 0) json["trials"] = group.trials;
    json["paths"] = group.paths;
    json["pairs"] = Json::array();
    for (const simulate::PairDependence& pair : group.pairs)
      json["pairs"].push_back({{"between", texts({pair.one, pair.other})},
                               {"asked", number(pair.asked)},
                               {"used", number(pair.used)},
                               {"achieved", estimate_json(pair.achieved)}});
    array.push_back(std::move(json));
  }
  return array;
}

std::vector<simulate::GroupDependence> read_dependence(const JsonValue& json) {
  std::vector<simulate::GroupDependence> groups;
  for (const JsonValue& one : json.items()) {
    simulate::GroupDependence group{.name = one["group"].text(),
                                    .measure = one["measure"].text(),
                                    .of_processes = one["of"].one_of({"draws", "shocks"}) == 1,
                                    .repaired = one["repaired"].truth(),
                                    .paths = one["paths"].whole()};
    if (const JsonValue copula = one["copula"]; copula.is_text())
      copula.one_of({"gaussian"});
    else
      group.student_df = copula["t"]["df"].number();
    if (const auto trials = one.find("trials")) group.trials = trials->whole();
    for (const JsonValue& pair : one["pairs"].items()) group.pairs.push_back(read_pair(pair));
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace landfall::reports
