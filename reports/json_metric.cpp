#include <charconv>
#include <limits>

#include "base/text.hpp"
#include "reports/json_parts.hpp"

namespace landfall::reports {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr const char* kExamples[] = {"lowest", "median", "highest"};

Json interval_json(const summary::Interval& interval) {
  if (!interval.exists()) return absent_value(interval.missing);
  return {{"value", number(interval.value)},
          {"low", bound(interval.low)},
          {"high", bound(interval.high)}};
}

summary::Interval read_interval(const JsonValue& json) {
  const JsonValue value = json["value"];
  if (value.is_null()) return {.missing = read_reason(json)};
  const summary::Interval interval{value.number(), read_bound(json["low"], -kInfinity),
                                   read_bound(json["high"], kInfinity)};
  if (!(interval.low <= interval.high)) json["low"].refuse("no more than high");
  return interval;
}

/// The level of "p5".
double read_level(const JsonValue& json) {
  const std::string& key = json.key();
  double level = -1;
  const char* end = key.data() + key.size();
  if (!key.starts_with("p") || std::from_chars(key.data() + 1, end, level).ptr != end ||
      !(level >= 0 && level <= 100))
    json.refuse_with(json.keys() + " is no percentile", "their names are p0 to p100");
  return level;
}

/// The percentiles among the members; of several the higher level has no lower value.
std::vector<summary::Percentile> read_percentiles(const std::vector<JsonValue>& members) {
  std::vector<summary::Percentile> percentiles;
  double level = -1, value = -kInfinity;
  for (const JsonValue& member : members) {
    if (member.key() == "label" || member.key() == "mean") continue;  // of a fan's entry
    percentiles.push_back({read_level(member), read_interval(member)});
    const summary::Percentile& one = percentiles.back();
    if (!(one.level > level)) member.refuse_with(member.keys() + " does not stand in its order");
    level = one.level;
    if (!one.estimate.exists()) continue;
    if (!(one.estimate.value >= value))
      member["value"].refuse("no less than the percentile before");
    value = one.estimate.value;
  }
  return percentiles;
}

Json shortfall_json(const summary::MetricSummary& metric) {
  Json json = estimate_json(metric.expected_shortfall);
  json["tail"] = metric.tail == summary::Tail::lower ? "lower" : "upper";
  json["level"] = number(metric.tail_level);
  return json;
}

void read_shortfall(const JsonValue& json, summary::MetricSummary& metric) {
  metric.expected_shortfall = read_estimate(json);
  metric.tail = static_cast<summary::Tail>(json["tail"].one_of({"lower", "upper"}));
  metric.tail_level = json["level"].number_from(0, 1);
}

void read_absent(const JsonValue& json, bool is_never, summary::MetricSummary& metric) {
  metric.absent_is_never = is_never;
  metric.absent_share = read_share(json);
  metric.absent = json["paths"].whole(metric.paths);
}

std::vector<summary::Bar> read_bars(const JsonValue& json) {
  std::vector<summary::Bar> bars;
  for (const JsonValue& bar : json.items()) {
    bars.push_back({bar["low"].number(), bar["high"].number(), bar["paths"].whole()});
    if (!(bars.back().low <= bars.back().high)) bar["low"].refuse("no more than high");
    if (bars.size() > 1 && bars.back().low < bars[bars.size() - 2].low)
      bar["low"].refuse("no less than that of the bar before");
  }
  return bars;
}

}  // namespace

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
  if (metric.absent > 0 || metric.absent_is_never) {
    Json absent = estimate_json(metric.absent_share);
    absent["paths"] = metric.absent;
    json[metric.absent_is_never ? "never" : "absent"] = std::move(absent);
  }
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

summary::MetricSummary read_metric(const JsonValue& json, std::uint64_t paths) {
  summary::MetricSummary metric;
  metric.name = json.key();
  metric.unit = json["unit"].text();
  metric.paths = paths;
  metric.mean = read_estimate(json["mean"]);
  metric.sd = read_estimate(json["sd"]);
  metric.skewness = read_estimate(json["skewness"]);
  metric.percentiles = read_percentiles(json["percentiles"].members());
  read_shortfall(json["expected_shortfall"], metric);
  for (const JsonValue& entry : json["probability_above"].items())
    metric.probability_above.push_back({entry["threshold"].number(), read_share(entry)});
  if (const auto never = json.find("never")) read_absent(*never, true, metric);
  if (const auto absent = json.find("absent")) read_absent(*absent, false, metric);
  if (const auto examples = json.find("examples"))
    for (const char* key : kExamples)
      if (const auto example = examples->find(key))
        metric.examples.push_back({(*example)["path"].whole(), (*example)["value"].number()});
  if (const auto resolution = json.find("resolution"))
    metric.resolution = resolution->number_from(0, 1);
  metric.bars = read_bars(json["histogram"]);
  return metric;
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

std::vector<summary::FanEntry> read_fan(const JsonValue& json) {
  std::vector<summary::FanEntry> entries;
  for (const JsonValue& one : json.items())
    entries.push_back(
        {one["label"].text(), read_estimate(one["mean"]), read_percentiles(one.members())});
  return entries;
}

}  // namespace landfall::reports
