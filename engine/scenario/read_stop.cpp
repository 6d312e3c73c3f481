// [simulation.stop]: which statistics of which metrics end a run, and how precise they must be.
#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "scenario/read.hpp"

namespace landfall::scenario {

namespace {

using Statistic = StopCriterion::Statistic;

constexpr long long kMinPathsLeast = 1000;  // fewer know neither a P1 nor their own error
constexpr double kConfidenceLeast = 0.5, kConfidenceMost = 0.9999;

struct Known {
  const char* name;
  Statistic is;
  double level = 0;
};
constexpr Known kKnown[] = {{"mean", Statistic::mean},
                            {"sd", Statistic::sd},
                            {"skewness", Statistic::skewness},
                            {"p1", Statistic::percentile, 1},
                            {"p5", Statistic::percentile, 5},
                            {"p10", Statistic::percentile, 10},
                            {"p25", Statistic::percentile, 25},
                            {"p50", Statistic::percentile, 50},
                            {"p75", Statistic::percentile, 75},
                            {"p90", Statistic::percentile, 90},
                            {"p95", Statistic::percentile, 95},
                            {"p99", Statistic::percentile, 99},
                            {"expected_shortfall", Statistic::expected_shortfall},
                            {"probability_above", Statistic::probability},
                            {"never", Statistic::never}};

}  // namespace

std::vector<std::string> statistic_names() {
  std::vector<std::string> names;
  for (const Known& known : kKnown) names.push_back(known.name);
  return names;
}

namespace {

bool is_limit(const std::string& key) {
  return key == "min_paths" || key == "max_paths" || key == "confidence";
}

/// "1 %" as 0.01.
std::optional<double> share_in(const std::string& text) {
  if (!text.ends_with('%')) return std::nullopt;
  std::string digits = text.substr(0, text.size() - 1);
  while (digits.ends_with(' ')) digits.pop_back();
  if (digits.empty() || digits.find_first_not_of("0123456789.") != std::string::npos ||
      std::count(digits.begin(), digits.end(), '.') > 1 || digits == ".")
    return std::nullopt;
  double percent = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), percent);
  return percent / 100;
}

/// The width that a statistic asks for, or none after reporting why not.
bool read_width(Reader& reader, const Node& node, StopCriterion& criterion) {
  const std::string name = criterion.metric + "." + criterion.statistic;
  if (const auto value = constant_of(node)) {
    criterion.width = *value;
    if (*value > 0 && *value <= kNumberMax) return true;
    reader.error(node.place,
                 "the half-width of '" + name + "' must be above 0, not " + shortest(*value),
                 "it is how far from the truth the statistic may still be");
    return false;
  }
  if (node.poisoned || has_poison(node)) return false;
  if (node.kind == Node::Kind::string) {
    if (const auto share = share_in(node.text)) {
      criterion.width = *share;
      criterion.relative = true;
      if (*share > 0 && *share < 1) return true;
      reader.error(node.place, "a half-width must lie between 0 % and 100 % of the value, not " +
                                   kind_in_words(node));
      return false;
    }
  }
  reader.error(node.place, "the half-width of '" + name + "' cannot be " + kind_in_words(node),
               "write a number, or a share of the value: \"1 %\"");
  return false;
}

/// What cannot be asked of a statistic, whatever the scenario.
bool makes_sense(Reader& reader, const StopCriterion& criterion, const Node& node) {
  const bool of_payback = criterion.metric == "payback_months";
  const bool has_moments = criterion.is == Statistic::mean || criterion.is == Statistic::sd ||
                           criterion.is == Statistic::skewness;
  if (of_payback && has_moments) {
    reader.error(node.key_place,
                 "payback_months has no " + criterion.statistic +
                     ": a path that never pays back has no number of months",
                 "stop on p50, or on never, the share of such paths");
    return false;
  }
  if (!of_payback && criterion.is == Statistic::never) {
    reader.error(node.key_place, "'never' is a share of payback_months alone");
    return false;
  }
  const bool may_be_zero = criterion.is == Statistic::skewness ||
                           criterion.is == Statistic::probability ||
                           criterion.is == Statistic::never;
  if (criterion.relative && may_be_zero) {
    reader.error(node.place,
                 "'" + criterion.statistic + "' may be 0, and no half-width is a share of 0",
                 criterion.is == Statistic::skewness
                     ? "give the half-width itself, such as 0.05"
                     : "give the half-width itself: 0.01 for one percent point");
    return false;
  }
  return true;
}

void read_criterion(Reader& reader, StopCriterion criterion, const Node& node) {
  const std::string metric = sanitise(criterion.metric);
  criterion.statistic = node.key;
  criterion.place = node.key_place;
  const auto known = std::find_if(std::begin(kKnown), std::end(kKnown),
                                  [&](const Known& one) { return node.key == one.name; });
  if (known == std::end(kKnown)) {
    const std::string close = nearest(node.key, statistic_names());
    reader.error(node.key_place, "there is no statistic '" + sanitise(node.key) + "' of " + metric,
                 close.empty()
                     ? "one of: mean, sd, skewness, p1, p5, p10, p25, p50, p75, p90, p95, "
                       "p99, expected_shortfall, probability_above, never"
                     : "did you mean '" + close + "'?");
    return;
  }
  criterion.is = known->is;
  criterion.level = known->level;
  if (read_width(reader, node, criterion) && makes_sense(reader, criterion, node))
    reader.scenario().stop.criteria.push_back(criterion);
}

bool is_statistic(const std::string& key) {
  return std::any_of(std::begin(kKnown), std::end(kKnown),
                     [&](const Known& one) { return key == one.name; });
}

/// `revenue.MA.mean = 5` is read as a table `revenue` with a table `MA` with a key `mean`: `take`
/// gets a criterion of the metric, and the node of each statistic.
template <class Take>
void read_metric(Reader& reader, const std::string& metric, const Node& node, const Take& take) {
  if (!node.is_table()) {
    if (!node.poisoned)
      reader.error(node.key_place, "'" + sanitise(metric) + "' needs a statistic",
                   "write " + sanitise(metric) + " = { mean = " + as_typed(node) + " }");
    return;
  }
  for (const Node& child : node.children) {
    if (child.is_table() && !is_statistic(child.key))
      read_metric(reader, metric + "." + child.key, child, take);
    else
      take(StopCriterion{.metric = metric, .metric_place = node.key_place}, child);
  }
}

/// [simulation.stop.difference.NAME]: the two strategies, and the precision of their differences.
void read_difference(Reader& reader, const Node& table) {
  const Node* of = table.find("of");
  if (!table.is_table() || of == nullptr || of->kind != Node::Kind::array ||
      of->children.size() != 2 || of->children[0].kind != Node::Kind::string ||
      of->children[1].kind != Node::Kind::string || of->children[0].text == of->children[1].text) {
    if (!has_poison(table))
      reader.error(of == nullptr ? table.key_place : of->place, "a difference is of two strategies",
                   "write of = [\"staged\", \"exclusive\"]");
    return;
  }
  const auto take = [&](StopCriterion criterion, const Node& node) {
    if (node.key != "mean") {
      reader.error(node.key_place, "of a difference only the mean can end a run",
                   "write mean = ...");
      return;
    }
    criterion.statistic = node.key;
    criterion.first = of->children[0].text;
    criterion.second = of->children[1].text;
    criterion.place = of->place;
    if (read_width(reader, node, criterion) && makes_sense(reader, criterion, node))
      reader.scenario().stop.criteria.push_back(criterion);
  };
  for (const Node& child : table.children)
    if (child.key != "of") read_metric(reader, child.key, child, take);
}

}  // namespace

void read_stop(Reader& reader, Fields& simulation) {
  Scenario& scenario = reader.scenario();
  Stop& stop = scenario.stop;
  Fields fields = simulation.table("stop");
  if (!fields.given() || !fields.node()->is_table()) return;
  stop.min_paths = static_cast<std::uint64_t>(fields.integer(
      "min_paths", kMinPathsLeast, kPathsMax, static_cast<long long>(stop.min_paths)));
  stop.max_paths = static_cast<std::uint64_t>(fields.integer(
      "max_paths", kMinPathsLeast, kPathsMax, static_cast<long long>(stop.max_paths)));
  if (stop.max_paths < stop.min_paths)
    reader.error(fields.place_of(fields.has("max_paths") ? "max_paths" : "min_paths"),
                 "max_paths, " + std::to_string(stop.max_paths) + ", is below min_paths, " +
                     std::to_string(stop.min_paths));
  if (const Node* node =
          fields.peek("confidence", constant_asked(kConfidenceLeast, kConfidenceMost))) {
    const auto value = constant_of(*node);
    if (value && *value >= kConfidenceLeast && *value <= kConfidenceMost)
      stop.confidence = *value;
    else if (!node->poisoned)
      reader.error(node->place, "'confidence' must be a number from 0.5 to 0.9999",
                   "0.95 holds the truth in 19 of 20 runs");
  }
  bool named = false;
  for (const Node* member : fields.members(shape_asked("precision"))) {
    if (is_limit(member->key)) continue;
    named = true;
    if (member->key == "difference" && member->is_table()) {
      for (const Node& difference : member->children) read_difference(reader, difference);
      continue;
    }
    const std::string close = nearest(member->key, {"min_paths", "max_paths", "confidence"});
    if (!member->is_table() && !close.empty()) {
      reader.error(member->key_place,
                   "unknown key '" + sanitise(member->key) + "' in simulation.stop",
                   "did you mean '" + close + "'?");
      continue;
    }
    read_metric(reader, member->key, *member,
                [&](const StopCriterion& criterion, const Node& node) {
                  read_criterion(reader, criterion, node);
                });
  }
  if (!named && !fields.node()->children.empty())
    reader.error(fields.place(), "[simulation.stop] names no statistic",
                 "write npv = { mean = 10_000 }, or leave the table out");
  if (named && scenario.sampler == "latin-hypercube")
    reader.error(fields.place(),
                 "a run with latin-hypercube sampling cannot grow: more paths are other paths",
                 "use sampler = \"independent\" or \"sobol\", or leave out [simulation.stop]");
}

void check_stop_strategies(Reader& reader, const std::vector<std::string>& strategies) {
  std::string last_unknown;
  for (const StopCriterion& criterion : reader.scenario().stop.criteria)
    for (const std::string& name : {criterion.first, criterion.second}) {
      if (name.empty() || name == last_unknown ||
          std::find(strategies.begin(), strategies.end(), name) != strategies.end())
        continue;
      last_unknown = name;
      const std::string close = nearest(name, strategies);
      reader.error(criterion.place, "there is no strategy '" + sanitise(name) + "'",
                   close.empty() ? "" : "did you mean \"" + close + "\"?");
    }
}

void check_stop(Reader& reader, const std::vector<std::string>& metrics) {
  const Scenario& scenario = reader.scenario();
  std::string last_unknown;
  for (const StopCriterion& criterion : scenario.stop.criteria) {
    const std::string& metric = criterion.metric;
    if (std::find(metrics.begin(), metrics.end(), metric) == metrics.end()) {
      if (metric == last_unknown) continue;
      last_unknown = metric;
      const std::string close = nearest(metric, metrics);
      reader.error(criterion.metric_place, "there is no metric '" + sanitise(metric) + "'",
                   close.empty() ? "" : "did you mean '" + close + "'?");
      continue;
    }
    const bool has_threshold =
        metric == "npv" || std::any_of(scenario.thresholds.begin(), scenario.thresholds.end(),
                                       [&](const Threshold& one) {
                                         return one.metric == metric && !one.values.empty();
                                       });
    if (criterion.is == StopCriterion::Statistic::probability && !has_threshold)
      reader.error(criterion.place, metric + " has no threshold to be above",
                   "add one to [report.thresholds]");
  }
}

}  // namespace landfall::scenario
