#include <algorithm>

#include "reports/comparison.hpp"
#include "reports/json_parts.hpp"
#include "reports/reports.hpp"
#include "reports/view.hpp"

namespace landfall::reports {
namespace {

/// A list with something of every way.
std::vector<JsonValue> items_of_ways(const JsonValue& json, std::size_t ways) {
  std::vector<JsonValue> items = json.items();
  if (items.size() != ways)
    json.refuse_with(json.keys() + " has " + std::to_string(items.size()) +
                     " items, and there are " + std::to_string(ways) + " ways");
  return items;
}

/// A whole number from `low` to `high`.
int read_place(const JsonValue& json, int low, std::size_t high) {
  const int place = static_cast<int>(json.whole(high));
  if (place < low) json.refuse("a whole number from 1 on");
  return place;
}

Json order_json(const summary::OrderOfDominance& order) {
  if (!order.missing.empty()) return {{"verdict", nullptr}, {"reason", text(order.missing)}};
  return {{"verdict", in_words(order.verdict)},
          {"most_for_first", number(order.most_for_first)},
          {"most_for_second", number(order.most_for_second)}};
}

summary::OrderOfDominance read_order(const JsonValue& json) {
  if (json["verdict"].is_null()) return {.missing = read_reason(json)};
  static const std::vector<std::string> verdicts = [] {
    std::vector<std::string> words;
    for (int verdict = 0; verdict <= static_cast<int>(summary::Verdict::same); ++verdict)
      words.push_back(in_words(static_cast<summary::Verdict>(verdict)));
    return words;
  }();
  return {static_cast<summary::Verdict>(json["verdict"].one_of(verdicts)),
          json["most_for_first"].number(), json["most_for_second"].number()};
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
      {"pair", {pair.first, pair.second}},
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

/// The metric of this name; the first difference of one adds it.
std::size_t metric_at(const JsonValue& json, simulate::Comparison& comparison) {
  std::vector<summary::ComparedMetric>& metrics = comparison.figures.metrics;
  const std::string& name = json["metric"].text();
  const auto found = std::find_if(metrics.begin(), metrics.end(),
                                  [&](const auto& metric) { return metric.name == name; });
  if (found != metrics.end()) return static_cast<std::size_t>(found - metrics.begin());
  summary::ComparedMetric metric{.name = name, .unit = json["unit"].text()};
  metric.spec.tail = static_cast<summary::Tail>(json["better_is"].one_of({"more", "less"}));
  metric.orders = json.find("dominance").has_value();
  for (const simulate::Way& way : comparison.ways)
    if (const auto* own = find_metric(way.result, name)) {
      metric.spec.absent_is_never = own->absent_is_never;
      metric.columns.push_back(static_cast<int>(own - way.result.summary.metrics.data()));
    } else {
      metric.columns.push_back(-1);
    }
  metrics.push_back(std::move(metric));
  return metrics.size() - 1;
}

/// Of a list in which every way stands: one of the metrics that have differences.
std::size_t metric_of_all(const JsonValue& json, const simulate::Comparison& comparison) {
  const JsonValue name = json["metric"];
  const auto& metrics = comparison.figures.metrics;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    const std::vector<int>& columns = metrics[i].columns;
    if (metrics[i].name == name.text() &&
        std::find(columns.begin(), columns.end(), -1) == columns.end())
      return i;
  }
  name.refuse("a metric that every way has");
}

summary::PairOfMetric read_difference(const JsonValue& json, simulate::Comparison& comparison) {
  const std::size_t ways = comparison.ways.size();
  const std::vector<JsonValue> places = json["pair"].items();
  if (places.size() != 2) json["pair"].refuse("a list of two places in ways");
  summary::PairOfMetric pair{static_cast<int>(places[0].whole(ways - 1)),
                             static_cast<int>(places[1].whole(ways - 1)),
                             metric_at(json, comparison)};
  if (pair.first >= pair.second) json["pair"].refuse("first a lower place, then a higher one");
  for (const JsonValue& place : places)
    if (comparison.figures.metrics[pair.metric].columns[place.whole()] < 0)
      place.refuse("a way that has the metric");
  pair.paired.paths = comparison.ways.front().result.summary.paths;
  pair.paired.mean_difference = read_estimate(json["mean_difference"]);
  pair.paired.probability_better = read_share(json["probability_first_better"]);
  pair.paired.probability_equal = read_share(json["probability_equal"]);
  if (const JsonValue more = json["paths_to_tell"]; !more.is_null())
    pair.paired.paths_to_tell = more.whole();
  if (const auto dominance = json.find("dominance"))
    pair.dominance = {
        read_order((*dominance)["first_order"]), read_order((*dominance)["second_order"]),
        (*dominance)["confidence"].number_from(0, 1), read_count((*dominance)["points"])};
  return pair;
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

summary::RegretsOfMetric read_regrets(const JsonValue& json,
                                      const simulate::Comparison& comparison) {
  summary::RegretsOfMetric of{metric_of_all(json, comparison), {}};
  for (const JsonValue& way : items_of_ways(json["ways"], comparison.ways.size())) {
    summary::Regret regret{.expected = read_estimate(way["expected"])};
    if (regret.expected.exists()) {
      regret.most = way["most"]["value"].number();
      regret.path = way["most"]["path"].whole();
    }
    of.regrets.push_back(std::move(regret));
  }
  return of;
}

Json ranks_of_ways_json(const simulate::Comparison& comparison,
                        const std::vector<summary::Ranks>& all) {
  Json ways = Json::array();
  for (std::size_t way = 0; way < all.size(); ++way) {
    const summary::Ranks& ranks = all[way];
    Json probability = Json::array();
    for (const summary::Estimate& rank : ranks.probability)
      probability.push_back(estimate_json(rank));
    Json json = {{"name", text(comparison.ways[way].name)}, {"probability", probability}};
    if (ranks.low > 0)
      json["by_mean"] = {
          {"low", ranks.low}, {"high", ranks.high}, {"doubt_of_first", number(ranks.doubt)}};
    ways.push_back(std::move(json));
  }
  return ways;
}

std::vector<summary::Ranks> read_ranks_of_ways(const JsonValue& json, std::size_t ways) {
  std::vector<summary::Ranks> all;
  for (const JsonValue& one : items_of_ways(json, ways)) {
    summary::Ranks ranks;
    for (const JsonValue& rank : items_of_ways(one["probability"], ways))
      ranks.probability.push_back(read_share(rank));
    if (const auto by_mean = one.find("by_mean")) {
      ranks.low = read_place((*by_mean)["low"], 1, ways);
      ranks.high = read_place((*by_mean)["high"], 1, ways);
      ranks.doubt = (*by_mean)["doubt_of_first"].number_from(0, 1);
    }
    all.push_back(std::move(ranks));
  }
  return all;
}

Json ranks_json(const simulate::Comparison& comparison, const summary::RanksOfMetric& of) {
  const summary::ComparedMetric& metric = comparison.figures.metrics[of.metric];
  return {{"metric", text(metric.name)}, {"ways", ranks_of_ways_json(comparison, of.ranks)}};
}

summary::RanksOfMetric read_ranks(const JsonValue& json, const simulate::Comparison& comparison) {
  return {metric_of_all(json, comparison),
          read_ranks_of_ways(json["ways"], comparison.ways.size())};
}

Json study_json(const simulate::Comparison& comparison) {
  const simulate::Study& study = *comparison.study;
  Json points = Json::array();
  for (const simulate::SweepPoint& point : study.points) {
    Json means = Json::array();
    for (const summary::Estimate& mean : point.means) means.push_back(estimate_json(mean));
    Json json = {{"sweep", text(point.sweep)},
                 {"address", text(point.address)},
                 {"value", text(point.value)},
                 {"means", means}};
    if (!point.ranks.empty()) json["ranks"] = ranks_of_ways_json(comparison, point.ranks);
    points.push_back(std::move(json));
  }
  return {{"title", text(study.title)},      {"file", text(study.file)},
          {"sha256", study.sha256},          {"overrides", texts(study.overrides)},
          {"metrics", texts(study.metrics)}, {"sweeps", points}};
}

simulate::Study read_study(const JsonValue& json, std::size_t ways) {
  simulate::Study study{.file = json["file"].text(),
                        .sha256 = json["sha256"].text(),
                        .title = json["title"].text(),
                        .metrics = json["metrics"].texts(),
                        .overrides = json["overrides"].texts()};
  for (const JsonValue& one : json["sweeps"].items()) {
    simulate::SweepPoint point{one["sweep"].text(), one["address"].text(), one["value"].text()};
    for (const JsonValue& mean : items_of_ways(one["means"], ways))
      point.means.push_back(read_estimate(mean));
    if (const auto ranks = one.find("ranks")) point.ranks = read_ranks_of_ways(*ranks, ways);
    study.points.push_back(std::move(point));
  }
  return study;
}

std::vector<simulate::Way> read_ways(const JsonValue& json) {
  std::vector<simulate::Way> ways;
  for (const JsonValue& way : json.items()) {
    ways.push_back({way["name"].text(), way["title"].text(), read_result(way["summary"])});
    if (ways.back().result.summary.paths != ways.front().result.summary.paths)
      way["summary"]["simulation"]["paths"].refuse("the number of paths of the first way");
  }
  if (ways.empty()) json.refuse("a list with a way in it");
  return ways;
}

}  // namespace

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
  }
  json["ways"] = ways;
  json["differences"] = differences;
  json["regret"] = regrets;
  json["ranks"] = ranks;
  if (comparison.study) json["study"] = study_json(comparison);
  return document(json);
}

simulate::Comparison read_comparison(const JsonValue& json) {
  simulate::Comparison comparison{.ways = read_ways(json["ways"])};
  if (const auto stop = json.find("stop")) comparison.stopping = read_stopping(*stop);
  summary::Comparison& figures = comparison.figures;
  for (const JsonValue& one : json["differences"].items())
    figures.pairs.push_back(read_difference(one, comparison));
  for (const JsonValue& one : json["regret"].items())
    figures.regrets.push_back(read_regrets(one, comparison));
  for (const JsonValue& one : json["ranks"].items())
    figures.ranks.push_back(read_ranks(one, comparison));
  if (const auto study = json.find("study"))
    comparison.study = read_study(*study, comparison.ways.size());
  return comparison;
}

}  // namespace landfall::reports
