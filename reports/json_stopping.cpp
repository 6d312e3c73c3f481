#include <limits>

#include "reports/json_parts.hpp"

namespace landfall::reports {
namespace {

Json goal_json(const simulate::Goal& goal) {
  Json json = {
      {"name", text(goal.name)}, {"metric", text(goal.metric)}, {"statistic", text(goal.statistic)},
      {"unit", text(goal.unit)}, {"asked", number(goal.asked)}, {"relative", goal.relative},
      {"reached", goal.reached}};
  if (goal.missing.empty()) {
    json["value"] = number(goal.value);
    json["half_width"] = bound(goal.half_width);
  } else {
    json.update(absent_value(goal.missing));
  }
  json["paths_needed"] = goal.paths_needed ? Json(*goal.paths_needed) : Json();
  return json;
}

simulate::Goal read_goal(const JsonValue& json) {
  simulate::Goal goal{.name = json["name"].text(),
                      .metric = json["metric"].text(),
                      .statistic = json["statistic"].text(),
                      .unit = json["unit"].text(),
                      .asked = json["asked"].number(),
                      .relative = json["relative"].truth(),
                      .reached = json["reached"].truth()};
  if (const JsonValue value = json["value"]; value.is_null()) {
    goal.missing = read_reason(json);
  } else {
    goal.value = value.number();
    goal.half_width = json["half_width"].number_from(0, std::numeric_limits<double>::infinity());
  }
  if (const JsonValue needed = json["paths_needed"]; !needed.is_null())
    goal.paths_needed = needed.whole();
  return goal;
}

}  // namespace

Json stopping_json(const simulate::Stopping& stopping) {
  Json goals = Json::array();
  for (const simulate::Goal& goal : stopping.goals) goals.push_back(goal_json(goal));
  return {{"converged", stopping.converged}, {"confidence", number(stopping.confidence)},
          {"min_paths", stopping.min_paths}, {"max_paths", stopping.max_paths},
          {"stages", stopping.stages},       {"goals", goals}};
}

simulate::Stopping read_stopping(const JsonValue& json) {
  simulate::Stopping stopping{.converged = json["converged"].truth(),
                              .confidence = json["confidence"].number_from(0, 1),
                              .min_paths = json["min_paths"].whole(),
                              .max_paths = json["max_paths"].whole()};
  for (const JsonValue& stage : json["stages"].items()) stopping.stages.push_back(stage.whole());
  for (const JsonValue& goal : json["goals"].items()) stopping.goals.push_back(read_goal(goal));
  return stopping;
}

}  // namespace landfall::reports
