#include "reports/section_strategies.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/language.hpp"
#include "reports/comparison_cells.hpp"
#include "reports/layout.hpp"
#include "reports/section_convergence.hpp"
#include "reports/view.hpp"

namespace landfall::reports {
namespace {

using simulate::Comparison;
using simulate::Table;

const TextStyle kStyle{.width = 100};
constexpr std::size_t kAllPairs = 4;  // ways of which every pair is shown

const summary::RegretsOfMetric* regrets_in_npv(const Comparison& comparison) {
  for (const summary::RegretsOfMetric& of : comparison.figures.regrets)
    if (comparison.figures.metrics[of.metric].name == "npv") return &of;
  return nullptr;
}

/// In percent and a word: "best in 65.94 %".
std::string best_in_words(const Comparison& comparison, const summary::Ranks& ranks) {
  const std::string& share =
      probability(ranks.probability.front(), comparison.ways.front().result.summary.paths).value;
  return say("best in {share} %", {{"share", share}});
}

std::optional<Section> regret_section(const Comparison& comparison) {
  const summary::RegretsOfMetric* of = regrets_in_npv(comparison);
  if (of == nullptr) return std::nullopt;
  const std::vector<summary::Ranks> ranks = ranks_of(comparison, of->metric);
  const summary::Grouping grouping = comparison.ways.front().result.summary.grouping;
  const Scale scale = money_of(comparison);
  Json rows = Json::array();
  Table table{.title = "",
              .columns = {{"", ""},
                          {say("mean regret"), scale.unit},
                          {say("most on any path"), scale.unit},
                          {say("best of all"), "%"}},
              .rows = {},
              .notes = {}};
  std::string listed;
  std::size_t least = 0;
  for (std::size_t way = 0; way < of->regrets.size(); ++way) {
    const summary::Regret& regret = of->regrets[way];
    if (!regret.expected.exists() || !std::isfinite(regret.expected.error)) return std::nullopt;
    if (regret.expected.value < of->regrets[least].expected.value) least = way;
    const std::string name = way_name(comparison, static_cast<int>(way), kStyle);
    const bool is_ranked = !ranks.empty() && ranks[way].probability.front().exists();
    const std::string best = is_ranked ? best_in_words(comparison, ranks[way]) : "";
    const double half = half_width(regret.expected, grouping);
    rows.push_back({{"label", text(name)},
                    {"value", number(in_scale(regret.expected.value, scale))},
                    {"low", number(in_scale(std::max(0.0, regret.expected.value - half), scale))},
                    {"high", number(in_scale(regret.expected.value + half, scale))},
                    {"text", text(best)}});
    const Figure mean = figure(regret.expected, scale, {.most = 5});
    listed += (listed.empty() ? "" : "; ") + name + " " + written(mean, scale, kStyle) +
              (best.empty() ? "" : ", " + best);
    table.rows.push_back({cell(name), cell(shown(mean, kStyle)),
                          cell(figure(regret.most, 0, scale, {.most = 4}).value),
                          cell(is_ranked ? best_share(comparison, ranks[way], kStyle) : "")});
  }
  const summary::Estimate& loses = of->regrets[least].expected;
  Section section{
      .id = "regret",
      .heading = say("By hindsight {name} loses least: {amount} on average",
                     {{"name", way_name(comparison, static_cast<int>(least), kStyle)},
                      {"amount", written(figure(loses, scale, {.most = 5}), scale, kStyle)}}),
      .text = say("Regret: how much less npv than the best of them on the same path, on average "
                  "over the futures; beside it, in how many futures it is the best.")};
  section.chart = {{"kind", "regret"},
                   {"unit", text(scale.unit)},
                   {"alt", text(say("Mean regret in npv: {list}.", {{"list", listed}}))},
                   {"rows", rows}};
  section.table = table;
  return section;
}

/// The ways by their mean npv, the highest first.
std::vector<int> by_mean(const Comparison& comparison) {
  std::vector<int> order;
  const auto mean_of_way = [&](int way) {
    return find_metric(comparison.ways[static_cast<std::size_t>(way)].result, "npv")->mean.value;
  };
  for (std::size_t way = 0; way < comparison.ways.size(); ++way) {
    const auto* npv = find_metric(comparison.ways[way].result, "npv");
    if (npv != nullptr && npv->mean.exists()) order.push_back(static_cast<int>(way));
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](int one, int other) { return mean_of_way(one) > mean_of_way(other); });
  return order;
}

/// How often each of two has the higher npv.
struct Odds {
  int first = 0, second = 0;
  summary::Estimate first_better, equal, second_better;
};

std::optional<Odds> odds_of(const Comparison& comparison, int first, int second) {
  const summary::PairOfMetric* pair = pair_of(comparison, "npv", first, second);
  if (pair == nullptr || !pair->paired.probability_better.exists()) return std::nullopt;
  const summary::Estimate& equal = pair->paired.probability_equal;
  const summary::Estimate better = advantage_of(*pair, first).better;
  summary::Estimate worse = better;
  worse.value = std::max(0.0, 1 - better.value - equal.value);
  return Odds{first, second, better, equal, worse};
}

Section better_section(const Comparison& comparison, const std::vector<Odds>& pairs) {
  const std::uint64_t paths = comparison.ways.front().result.summary.paths;
  const auto name = [&](int way) { return way_name(comparison, way, kStyle); };
  const auto share = [&](const summary::Estimate& of) { return share_in_words(of, paths, kStyle); };
  const Odds& top = pairs.front();
  Section section{
      .id = "better",
      .heading = say("{first} has the higher npv in {share} of futures against {second}",
                     {{"first", name(top.first)},
                      {"share", share(top.first_better)},
                      {"second", name(top.second)}}),
      .text = say("Each bar is all futures: left those in which the one on the left has "
                  "the higher npv, right the other, grey neither; the line is at half.")};
  Json parts = Json::array(), ends = Json::array();
  std::string listed;
  section.table.columns = {{say("first"), ""},
                           {say("second"), ""},
                           {say("first is better"), "%"},
                           {say("equal"), "%"},
                           {say("second is better"), "%"}};
  for (const Odds& pair : pairs) {
    const std::string label = name(pair.first) + " / " + name(pair.second);
    const double first = pair.first_better.value, second = 1 - pair.second_better.value;
    const auto part = [&](const char* which, double from, double to) {
      parts.push_back({{"label", text(label)},
                       {"part", which},
                       {"from", number(from)},
                       {"to", number(std::max(from, to))}});
    };
    part("first", 0, first);
    part("equal", first, second);
    part("second", second, 1);
    const auto percent = [&](const summary::Estimate& of) {
      return probability(of, paths).value + (kNoBreak + kPercent.unit);
    };
    ends.push_back({{"label", text(label)},
                    {"first", text(name(pair.first))},
                    {"second", text(name(pair.second))},
                    {"first_share", text(percent(pair.first_better))},
                    {"second_share", text(percent(pair.second_better))}});
    listed += (listed.empty() ? "" : "; ") +
              say("{first} in {share} against {second}", {{"first", name(pair.first)},
                                                          {"share", share(pair.first_better)},
                                                          {"second", name(pair.second)}});
    const auto figure_cell = [&](const summary::Estimate& of) {
      return cell(shown(probability(of, paths), kStyle));
    };
    section.table.rows.push_back({cell(name(pair.first)), cell(name(pair.second)),
                                  figure_cell(pair.first_better), figure_cell(pair.equal),
                                  figure_cell(pair.second_better)});
  }
  section.chart = {{"kind", "better"},
                   {"unit", text(say("% of futures"))},
                   {"alt", text(say("Which has the higher npv: {list}.", {{"list", listed}}))},
                   {"parts", parts},
                   {"ends", ends}};
  return section;
}

}  // namespace

std::vector<Section> hindsight_sections(const Comparison& comparison) {
  std::vector<Section> sections;
  if (auto regret = regret_section(comparison)) sections.push_back(*regret);
  const std::vector<int> order = by_mean(comparison);
  std::vector<Odds> pairs;
  for (std::size_t one = 0; one < (order.size() > kAllPairs ? 1 : order.size()); ++one)
    for (std::size_t other = one + 1; other < order.size(); ++other)
      if (auto odds = odds_of(comparison, order[one], order[other])) pairs.push_back(*odds);
  if (!pairs.empty()) sections.push_back(better_section(comparison, pairs));
  return sections;
}

}  // namespace landfall::reports
