#include "reports/section_strategies.hpp"

#include <algorithm>
#include <optional>

#include "base/language.hpp"
#include "reports/layout.hpp"
#include "reports/section_parts.hpp"

namespace landfall::reports {
namespace {

using simulate::Comparison;
using simulate::Table;

constexpr std::size_t kAllPairs = 4;  // ways of which every pair is shown

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

Section section_of(const Comparison& comparison, const std::vector<Odds>& pairs) {
  const std::uint64_t paths = comparison.ways.front().result.summary.paths;
  const auto name = [&](int way) { return way_name(comparison, way, kPageText); };
  const auto share = [&](const summary::Estimate& of) {
    return share_in_words(of, paths, kPageText);
  };
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
    listed += (listed.empty() ? "" : semicolon()) +
              say("{first} in {share} against {second}", {{"first", name(pair.first)},
                                                          {"share", share(pair.first_better)},
                                                          {"second", name(pair.second)}});
    const auto figure_cell = [&](const summary::Estimate& of) {
      return cell(shown(probability(of, paths), kPageText));
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

std::optional<Section> better_section(const Comparison& comparison, const std::vector<int>& order) {
  std::vector<Odds> pairs;
  for (std::size_t one = 0; one < (order.size() > kAllPairs ? 1 : order.size()); ++one)
    for (std::size_t other = one + 1; other < order.size(); ++other)
      if (auto odds = odds_of(comparison, order[one], order[other])) pairs.push_back(*odds);
  if (pairs.empty()) return std::nullopt;
  return section_of(comparison, pairs);
}

}  // namespace landfall::reports
