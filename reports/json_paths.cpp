#include "reports/json_parts.hpp"

namespace landfall::reports {
namespace {

Json spread_json(const simulate::Spread& spread) {
  return {
      {"mean", estimate_json(spread.mean)}, {"p5", number(spread.p5)}, {"p95", number(spread.p95)}};
}

simulate::Spread read_spread(const JsonValue& json) {
  const simulate::Spread spread{read_estimate(json["mean"]), json["p5"].number(),
                                json["p95"].number()};
  if (!(spread.p5 <= spread.p95)) json["p5"].refuse("no more than p95");
  return spread;
}

Json step_json(const simulate::LadderStep& step) {
  Json json = {{"step", text(step.name)}};
  if (!step.is_total) json["adds"] = spread_json(step.amount);
  json["so_far"] = spread_json(step.total);
  return json;
}

simulate::LadderStep read_step(const JsonValue& json) {
  simulate::LadderStep step{.name = json["step"].text(), .total = read_spread(json["so_far"])};
  const auto adds = json.find("adds");
  step.is_total = !adds;
  step.amount = adds ? read_spread(*adds) : step.total;
  return step;
}

}  // namespace

Json convergence_json(const simulate::Result& result) {
  Json points = Json::array();
  for (const summary::Checkpoint& point : result.summary.convergence)
    points.push_back({{"paths", point.paths}, {"mean", estimate_json(point.mean)}});
  return {{"metric", "npv"}, {"unit", text(result.provenance.currency)}, {"points", points}};
}

std::vector<summary::Checkpoint> read_convergence(const JsonValue& json) {
  std::vector<summary::Checkpoint> points;
  for (const JsonValue& point : json["points"].items()) {
    points.push_back({point["paths"].whole(), read_estimate(point["mean"])});
    if (points.back().paths <= (points.size() > 1 ? points[points.size() - 2].paths : 0))
      point["paths"].refuse("more than at the point before");
  }
  return points;
}

Json ladders_json(const std::vector<simulate::Ladder>& ladders) {
  Json array = Json::array();
  for (const simulate::Ladder& ladder : ladders) {
    Json json = {{"market", text(ladder.market)}};
    if (!ladder.product.empty()) json["product"] = text(ladder.product);
    json["channel"] = text(ladder.channel);
    json["currency"] = text(ladder.currency);
    json["unit"] = text(ladder.unit);
    json["incoterm"] = text(ladder.incoterm);
    json["period"] = text(ladder.period);
    json["paths"] = ladder.paths;
    json["steps"] = Json::array();
    for (const simulate::LadderStep& step : ladder.steps) json["steps"].push_back(step_json(step));
    array.push_back(std::move(json));
  }
  return array;
}

std::vector<simulate::Ladder> read_ladders(const JsonValue& json) {
  std::vector<simulate::Ladder> ladders;
  for (const JsonValue& one : json.items()) {
    simulate::Ladder ladder{.market = one["market"].text(),
                            .product = "",
                            .channel = one["channel"].text(),
                            .currency = one["currency"].text(),
                            .unit = one["unit"].text(),
                            .incoterm = one["incoterm"].text(),
                            .period = one["period"].text(),
                            .paths = one["paths"].whole(),
                            .steps = {}};
    if (const auto product = one.find("product")) ladder.product = product->text();
    for (const JsonValue& step : one["steps"].items()) ladder.steps.push_back(read_step(step));
    if (ladder.steps.empty()) one["steps"].refuse("a list of steps");
    ladders.push_back(std::move(ladder));
  }
  return ladders;
}

}  // namespace landfall::reports
