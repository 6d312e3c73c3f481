// An entry of a batch as one line, and back.
#include <limits>
#include <stdexcept>

#include "base/utf8.hpp"
#include "reports/batch.hpp"
#include "reports/json_values.hpp"

namespace landfall::reports {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Json interval_json(const summary::Interval& interval) {
  if (!interval.exists()) return absent_value(interval.missing);
  return {{"value", number(interval.value)},
          {"low", bound(interval.low)},
          {"high", bound(interval.high)}};
}

Json figure_json(const BatchFigure& figure) {
  Json json = {{"metric", text(figure.metric)},
               {"unit", text(figure.unit)},
               {"mean", estimate_json(figure.mean)},
               {"p5", interval_json(figure.p5)},
               {"p50", interval_json(figure.p50)},
               {"p95", interval_json(figure.p95)},
               {"absent_is_never", figure.absent_is_never},
               {"absent_share", estimate_json(figure.absent_share)}};
  if (figure.above_zero) json["above_zero"] = estimate_json(*figure.above_zero);
  return json;
}

Json way_json(const BatchWay& way) {
  Json figures = Json::array();
  for (const BatchFigure& figure : way.figures) figures.push_back(figure_json(figure));
  return {{"name", text(way.name)}, {"title", text(way.title)}, {"figures", figures}};
}

double bound_or(const JsonValue& json, double beyond) {
  return json.is_null() ? beyond : json.any_number();
}

summary::Estimate estimate_of(const JsonValue& json) {
  if (json["value"].is_null()) return {.missing = json["reason"].text()};
  const double error = bound_or(json["error"], kInfinity);
  if (error < 0) json["error"].refuse("a number from 0 on");
  return {json["value"].any_number(), error};
}

summary::Interval interval_of(const JsonValue& json) {
  if (json["value"].is_null()) return {.missing = json["reason"].text()};
  const summary::Interval interval{json["value"].any_number(), bound_or(json["low"], -kInfinity),
                                   bound_or(json["high"], kInfinity)};
  if (interval.low > interval.high) json["low"].refuse("no more than high");
  return interval;
}

BatchFigure figure_of(const JsonValue& json) {
  BatchFigure figure{.metric = json["metric"].text(),
                     .unit = json["unit"].text(),
                     .mean = estimate_of(json["mean"]),
                     .p5 = interval_of(json["p5"]),
                     .p50 = interval_of(json["p50"]),
                     .p95 = interval_of(json["p95"]),
                     .absent_is_never = json["absent_is_never"].truth(),
                     .absent_share = estimate_of(json["absent_share"])};
  if (const auto above = json.find("above_zero")) figure.above_zero = estimate_of(*above);
  return figure;
}

BatchEntry entry_of(const JsonValue& json) {
  BatchEntry entry;
  for (const auto& [key, into] : {std::pair{"name", &entry.name},
                                  {"title", &entry.title},
                                  {"file", &entry.file},
                                  {"failure", &entry.failure},
                                  {"sampler", &entry.sampler},
                                  {"currency", &entry.currency},
                                  {"start", &entry.start},
                                  {"step", &entry.step}})
    *into = json[key].text();
  entry.reports = json["reports"].texts();
  entry.converged = json["converged"].truth();
  entry.paths = json["paths"].whole();
  entry.seed = json["seed"].whole();
  entry.years = read_count(json["years"]);
  for (const JsonValue& way : json["ways"].items()) {
    entry.ways.push_back({way["name"].text(), way["title"].text(), {}});
    for (const JsonValue& figure : way["figures"].items())
      entry.ways.back().figures.push_back(figure_of(figure));
  }
  return entry;
}

[[noreturn]] void refuse(const std::string& why) {
  throw std::runtime_error("no scenario of a batch: " + why);
}

}  // namespace

std::string batch_entry_json(const BatchEntry& entry) {
  Json ways = Json::array();
  for (const BatchWay& way : entry.ways) ways.push_back(way_json(way));
  const Json json = {{"name", text(entry.name)},       {"title", text(entry.title)},
                     {"file", text(entry.file)},       {"reports", texts(entry.reports)},
                     {"failure", text(entry.failure)}, {"converged", entry.converged},
                     {"paths", entry.paths},           {"seed", entry.seed},
                     {"sampler", text(entry.sampler)}, {"currency", text(entry.currency)},
                     {"start", text(entry.start)},     {"step", text(entry.step)},
                     {"years", entry.years},           {"ways", ways}};
  return json.dump();
}

BatchEntry read_batch_entry(const std::string& json) {
  const SourceText source{"", json};
  std::vector<Diagnostic> diagnostics;
  const auto tree = scenario::parse_json(json, 0, diagnostics);
  if (!tree) refuse(diagnostics.empty() ? "no JSON" : diagnostics.front().message);
  BatchEntry entry;
  try {
    entry = entry_of(JsonValue(source, *tree));
  } catch (const ScenarioError& error) {
    refuse(error.diagnostics.front().message);
  }
  // What else stands there was written by something else.
  if (batch_entry_json(entry) != json) refuse("it is not written as Landfall writes it");
  return entry;
}

}  // namespace landfall::reports
