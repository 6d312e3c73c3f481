#include "base/utf8.hpp"
#include "reports/json_parts.hpp"
#include "reports/reports.hpp"
#include "reports/words.hpp"

namespace landfall::reports {

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
  if (result.drivers) json["drivers"] = drivers_json(*result.drivers, result.provenance.currency);
  if (!result.summary.convergence.empty()) json["convergence"] = convergence_json(result);
  if (!result.ladders.empty()) json["ladders"] = ladders_json(result.ladders);
  if (!result.dependence.empty()) json["correlations"] = dependence_json(result.dependence);
  json["assumptions"] = assumptions_json(result.assumptions);
  add_warnings(json, result.warnings);
  return json;
}

simulate::Result read_result(const JsonValue& json) {
  simulate::Result result;
  read_scenario(json["scenario"], result.provenance);
  read_simulation(json["simulation"], result.provenance);
  result.summary.paths = result.provenance.paths;
  for (const JsonValue& metric : json["metrics"].members())
    result.summary.metrics.push_back(read_metric(metric, result.summary.paths));
  const JsonValue revenue = json["series"]["revenue"];
  result.summary.revenue_by_year = read_fan(revenue["by_year"]);
  result.summary.revenue_by_period = read_fan(revenue["by_period"]);
  if (const auto drivers = json.find("drivers")) result.drivers = read_drivers(*drivers);
  result.summary.grouping = grouping_of(result.provenance.sampler);
  if (const auto settled = json.find("convergence"))
    result.summary.convergence = read_convergence(*settled);
  if (const auto ladders = json.find("ladders")) result.ladders = read_ladders(*ladders);
  if (const auto groups = json.find("correlations")) result.dependence = read_dependence(*groups);
  result.assumptions = read_assumptions(json["assumptions"]);
  result.warnings = read_warnings(json);
  if (const auto stop = json["simulation"].find("stop")) result.stopping = read_stopping(*stop);
  return result;
}

std::string json_report(const simulate::Result& result) {
  return document(result_json(result));
}

std::string explanation_json(const simulate::Explanation& explanation) {
  Json tables = Json::array();
  for (const simulate::Table& table : explanation.tables) tables.push_back(table_json(table));
  Json json = {{"schema", "landfall/explanation/1"},
               {"scenario", scenario_json(explanation.provenance)},
               {"simulation", simulation_json(explanation.provenance)},
               {"summary", texts(explanation.summary)},
               {"tables", tables},
               {"assumptions", assumptions_json(explanation.assumptions)}};
  add_warnings(json, explanation.warnings);
  return document(json);
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
