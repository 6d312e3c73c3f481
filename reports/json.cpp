#include "base/text.hpp"
#include "base/utf8.hpp"
#include "reports/comparison.hpp"
#include "reports/json_values.hpp"
#include "reports/reports.hpp"

namespace landfall::reports {
namespace {

Json interval_json(const summary::Interval& interval) {
  if (!interval.exists()) return absent_value(interval.missing);
  return {{"value", number(interval.value)},
          {"low", bound(interval.low)},
          {"high", bound(interval.high)}};
}

Json shortfall_json(const summary::MetricSummary& metric) {
  Json json = estimate_json(metric.expected_shortfall);
  json["tail"] = metric.tail == summary::Tail::lower ? "lower" : "upper";
  json["level"] = number(metric.tail_level);
  return json;
}

Json metric_json(const summary::MetricSummary& metric) {
  Json json = {{"unit", text(metric.unit)},         {"mean", estimate_json(metric.mean)},
               {"sd", estimate_json(metric.sd)},    {"skewness", estimate_json(metric.skewness)},
               {"percentiles", Json::object()},     {"expected_shortfall", shortfall_json(metric)},
               {"probability_above", Json::array()}};
  for (const summary::Percentile& percentile : metric.percentiles)
    json["percentiles"]["p" + shortest(percentile.level)] = interval_json(percentile.estimate);
  for (const summary::Exceedance& exceedance : metric.probability_above) {
    Json entry = {{"threshold", number(exceedance.threshold)}};
    entry.update(estimate_json(exceedance.probability));
    json["probability_above"].push_back(std::move(entry));
  }
  if (metric.absent > 0)
    json[metric.absent_is_never ? "never" : "absent"] = estimate_json(metric.absent_share);
  constexpr const char* kExamples[] = {"lowest", "median", "highest"};
  for (std::size_t i = 0; i < metric.examples.size(); ++i)
    json["examples"][kExamples[i]] = {{"path", metric.examples[i].path},
                                      {"value", number(metric.examples[i].value)}};
  if (metric.resolution > 0) json["resolution"] = number(metric.resolution);
  json["histogram"] = Json::array();
  for (const summary::Bar& bar : metric.bars)
    json["histogram"].push_back(
        {{"low", number(bar.low)}, {"high", number(bar.high)}, {"paths", bar.paths}});
  return json;
}

Json fan_json(const std::vector<summary::FanEntry>& entries) {
  Json array = Json::array();
  for (const summary::FanEntry& entry : entries) {
    Json json = {{"label", text(entry.label)}, {"mean", estimate_json(entry.mean)}};
    for (const summary::Percentile& percentile : entry.percentiles)
      json["p" + shortest(percentile.level)] = interval_json(percentile.estimate);
    array.push_back(std::move(json));
  }
  return array;
}

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

Json goal_json(const simulate::Goal& goal) {
  Json json = {{"metric", text(goal.metric)}, {"statistic", text(goal.statistic)},
               {"unit", text(goal.unit)},     {"asked", number(goal.asked)},
               {"relative", goal.relative},   {"reached", goal.reached}};
  if (goal.missing.empty()) {
    json["value"] = number(goal.value);
    json["half_width"] = bound(goal.half_width);
  } else {
    json.update(absent_value(goal.missing));
  }
  json["paths_needed"] = goal.paths_needed ? Json(*goal.paths_needed) : Json();
  return json;
}

Json stopping_json(const simulate::Stopping& stopping) {
  Json goals = Json::array();
  for (const simulate::Goal& goal : stopping.goals) goals.push_back(goal_json(goal));
  return {{"converged", stopping.converged}, {"confidence", number(stopping.confidence)},
          {"min_paths", stopping.min_paths}, {"max_paths", stopping.max_paths},
          {"stages", stopping.stages},       {"goals", goals}};
}

Json spread_json(const simulate::Spread& spread) {
  return {
      {"mean", estimate_json(spread.mean)}, {"p5", bound(spread.p5)}, {"p95", bound(spread.p95)}};
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
    for (const simulate::LadderStep& step : ladder.steps) {
      Json one = {{"step", text(step.name)}};
      if (!step.is_total) one["adds"] = spread_json(step.amount);
      one["so_far"] = spread_json(step.total);
      json["steps"].push_back(std::move(one));
    }
    array.push_back(std::move(json));
  }
  return array;
}

Json convergence_json(const simulate::Result& result) {
  Json points = Json::array();
  for (const summary::Checkpoint& point : result.summary.convergence)
    points.push_back({{"paths", point.paths}, {"mean", estimate_json(point.mean)}});
  return {{"metric", "npv"}, {"unit", text(result.provenance.currency)}, {"points", points}};
}

Json result_json(const simulate::Result& result) {
  Json metrics = Json::object();
  for (const summary::MetricSummary& metric : result.summary.metrics)
    metrics[encode_utf8(decode_utf8(metric.name))] = metric_json(metric);
  const Json revenue = {{"unit", text(result.provenance.currency)},
                        {"by_year", fan_json(result.summary.revenue_by_year)},
                        {"by_period", fan_json(result.summary.revenue_by_period)}};
  Json simulation = simulation_json(result.provenance);
  if (result.stopping) simulation["stop"] = stopping_json(*result.stopping);
  Json json = {{"schema", "landfall/summary/1"},
               {"scenario", scenario_json(result.provenance)},
               {"simulation", simulation},
               {"metrics", metrics},
               {"series", {{"revenue", revenue}}}};
  if (!result.summary.convergence.empty()) json["convergence"] = convergence_json(result);
  if (!result.ladders.empty()) json["ladders"] = ladders_json(result.ladders);
  if (!result.dependence.empty()) json["correlations"] = dependence_json(result.dependence);
  json["assumptions"] = assumptions_json(result.assumptions);
  json["warnings"] = texts(result.warnings);
  return json;
}

Json order_json(const summary::OrderOfDominance& order) {
  if (!order.missing.empty()) return {{"verdict", nullptr}, {"reason", text(order.missing)}};
  return {{"verdict", in_words(order.verdict)},
          {"most_for_first", number(order.most_for_first)},
          {"most_for_second", number(order.most_for_second)}};
}

Json difference_json(const simulate::Comparison& comparison, const summary::PairOfMetric& pair) {
  const summary::ComparedMetric& metric = comparison.figures.metrics[pair.metric];
  const auto name = [&](int way) {
    return text(comparison.ways[static_cast<std::size_t>(way)].name);
  };
  Json json = {
      {"metric", text(metric.name)},
      {"unit", text(metric.unit)},
      {"first", name(pair.first)},
      {"second", name(pair.second)},
      {"mean_difference", estimate_json(pair.paired.mean_difference)},
      {"better_is", metric.spec.tail == summary::Tail::lower ? "more" : "less"},
      {"probability_first_better", estimate_json(pair.paired.probability_better)},
      {"probability_equal", estimate_json(pair.paired.probability_equal)},
      {"paths_to_tell", pair.paired.paths_to_tell ? Json(*pair.paired.paths_to_tell) : Json()}};
  if (pair.dominance)
    json["dominance"] = {{"confidence", number(pair.dominance->confidence)},
                         {"points", pair.dominance->points},
                         {"first_order", order_json(pair.dominance->first_order)},
                         {"second_order", order_json(pair.dominance->second_order)}};
  return json;
}

Json regrets_json(const simulate::Comparison& comparison, const summary::RegretsOfMetric& of) {
  const summary::ComparedMetric& metric = comparison.figures.metrics[of.metric];
  Json ways = Json::array();
  for (std::size_t way = 0; way < of.regrets.size(); ++way) {
    const summary::Regret& regret = of.regrets[way];
    Json json = {{"name", text(comparison.ways[way].name)},
                 {"expected", estimate_json(regret.expected)}};
    if (regret.expected.exists())
      json["most"] = {{"value", number(regret.most)}, {"path", regret.path}};
    ways.push_back(std::move(json));
  }
  return {{"metric", text(metric.name)}, {"unit", text(metric.unit)}, {"ways", ways}};
}

Json ranks_json(const simulate::Comparison& comparison, const summary::RanksOfMetric& of) {
  Json ways = Json::array();
  for (std::size_t way = 0; way < of.ranks.size(); ++way) {
    const summary::Ranks& ranks = of.ranks[way];
    Json probability = Json::array();
    for (const summary::Estimate& rank : ranks.probability)
      probability.push_back(estimate_json(rank));
    Json json = {{"name", text(comparison.ways[way].name)}, {"probability", probability}};
    if (ranks.low > 0)
      json["by_mean"] = {
          {"low", ranks.low}, {"high", ranks.high}, {"doubt_of_first", number(ranks.doubt)}};
    ways.push_back(std::move(json));
  }
  const summary::ComparedMetric& metric = comparison.figures.metrics[of.metric];
  return {{"metric", text(metric.name)}, {"ways", ways}};
}

Json study_json(const simulate::Study& study) {
  Json points = Json::array();
  for (const simulate::SweepPoint& point : study.points) {
    Json means = Json::array();
    for (const summary::Estimate& mean : point.means) means.push_back(estimate_json(mean));
    points.push_back({{"sweep", text(point.sweep)},
                      {"address", text(point.address)},
                      {"value", text(point.value)},
                      {"means", means}});
  }
  return {{"title", text(study.title)},      {"file", text(study.file)},
          {"sha256", study.sha256},          {"overrides", texts(study.overrides)},
          {"metrics", texts(study.metrics)}, {"sweeps", points}};
}

}  // namespace

std::string json_report(const simulate::Result& result) {
  return document(result_json(result));
}

std::string comparison_json(const simulate::Comparison& comparison) {
  Json ways = Json::array(), differences = Json::array(), regrets = Json::array();
  Json ranks = Json::array();
  for (const summary::RanksOfMetric& of : comparison.figures.ranks)
    ranks.push_back(ranks_json(comparison, of));
  for (const simulate::Way& way : comparison.ways)
    ways.push_back({{"name", text(way.name)},
                    {"title", text(way.title)},
                    {"summary", result_json(way.result)}});
  for (const summary::PairOfMetric& pair : comparison.figures.pairs)
    differences.push_back(difference_json(comparison, pair));
  for (const summary::RegretsOfMetric& of : comparison.figures.regrets)
    regrets.push_back(regrets_json(comparison, of));
  Json json = {{"schema", "landfall/comparison/1"}};
  if (comparison.stopping) {
    json["stop"] = stopping_json(*comparison.stopping);
    for (std::size_t i = 0; i < comparison.stopping->goals.size(); ++i)
      json["stop"]["goals"][i]["name"] = text(comparison.stopping->goals[i].name);
  }
  json["ways"] = ways;
  json["differences"] = differences;
  json["regret"] = regrets;
  json["ranks"] = ranks;
  if (comparison.study) json["study"] = study_json(*comparison.study);
  return document(json);
}

std::string explanation_json(const simulate::Explanation& explanation) {
  Json tables = Json::array();
  for (const simulate::Table& table : explanation.tables) tables.push_back(table_json(table));
  return document({{"schema", "landfall/explanation/1"},
                   {"scenario", scenario_json(explanation.provenance)},
                   {"simulation", simulation_json(explanation.provenance)},
                   {"summary", texts(explanation.summary)},
                   {"tables", tables},
                   {"assumptions", assumptions_json(explanation.assumptions)},
                   {"warnings", texts(explanation.warnings)}});
}

std::string trace_json(const simulate::Trace& trace) {
  Json tables = Json::array();
  for (const simulate::Table& table : trace.tables) tables.push_back(table_json(table));
  return document({{"schema", "landfall/trace/1"},
                   {"scenario", scenario_json(trace.provenance)},
                   {"simulation", simulation_json(trace.provenance)},
                   {"path", trace.path},
                   {"drawn", table_json(trace.drawn)},
                   {"tables", tables},
                   {"outcomes", table_json(trace.outcomes)}});
}

}  // namespace landfall::reports
