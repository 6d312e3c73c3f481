#include <cmath>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "reports/json_values.hpp"
#include "reports/reports.hpp"

namespace landfall::reports {
namespace {

Json absent_value(const std::string& reason) {
  return {{"value", nullptr}, {"reason", text(reason)}};
}

/// A bound that lies beyond every finite number is null.
Json bound(double value) {
  return std::isfinite(value) ? number(value) : Json();
}

Json estimate_json(const summary::Estimate& estimate) {
  if (!estimate.exists()) return absent_value(estimate.missing);
  return {{"value", number(estimate.value)}, {"error", bound(estimate.error)}};
}

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

}  // namespace

std::string json_report(const simulate::Result& result) {
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
  if (!result.dependence.empty()) json["correlations"] = dependence_json(result.dependence);
  json["assumptions"] = assumptions_json(result.assumptions);
  json["warnings"] = texts(result.warnings);
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
