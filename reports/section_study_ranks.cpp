// Which is best, how sure that is, and what a choice costs.
#include <algorithm>
#include <limits>

#include "base/language.hpp"
#include "reports/layout.hpp"
#include "reports/section_parts.hpp"
#include "reports/section_study.hpp"
#include "reports/study_tables.hpp"
#include "reports/view.hpp"

namespace landfall::reports {
namespace {

using simulate::Comparison;
using simulate::Table;

constexpr double kNoLimit = std::numeric_limits<double>::infinity();

std::string metric_of(const Comparison& comparison) {
  return metric_label(ranked_by(comparison));
}

/// The places of each way; empty where nothing is ranked.
std::vector<summary::Ranks> places_of(const Comparison& comparison) {
  const auto index = ranked_index(comparison);
  return index ? ranks_of(comparison, *index) : std::vector<summary::Ranks>{};
}

std::string name_of(const Comparison& comparison, int way) {
  return way_name(comparison, way, kPageText);
}

std::string share_of(const Comparison& comparison, const summary::Estimate& share) {
  return share_in_words(share, comparison.ways.front().result.summary.paths, kPageText);
}

/// How many of the places by mean are certain.
std::string place_heading(const Comparison& comparison, const std::vector<summary::Ranks>& ranks) {
  const auto certain = static_cast<std::size_t>(
      std::count_if(ranks.begin(), ranks.end(),
                    [](const summary::Ranks& one) { return one.low > 0 && one.low == one.high; }));
  const std::string all = std::to_string(ranks.size()), metric = metric_of(comparison);
  if (ranks.front().low == 0)
    return say("In how many futures each of the {n} takes each place by {metric}",
               {{"n", all}, {"metric", metric}});
  if (certain == ranks.size())
    return say("By mean {metric} all {n} places are certain, at 95~% confidence together",
               {{"n", all}, {"metric", metric}});
  if (certain == 0)
    return say("By mean {metric} none of the {n} places is certain, at 95~% confidence together",
               {{"n", all}, {"metric", metric}});
  return say("By mean {metric} {some} of the {n} places are certain, at 95~% confidence together",
             {{"some", std::to_string(certain)}, {"n", all}, {"metric", metric}});
}

/// How many others each way dominates, and the cells of the chart.
struct Matrix {
  Json cells = Json::array();
  std::vector<std::string> sentences;
  int most = 0, way = -1;
  bool any_known = false;
};

const char* verdict_in_chart(Standing standing) {
  return standing == Standing::first_order    ? "first"
         : standing == Standing::second_order ? "second"
         : standing == Standing::none         ? "none"
                                              : "unknown";
}

std::string sign_of(Standing standing) {
  switch (standing) {
    case Standing::first_order:
      return "1";
    case Standing::second_order:
      return "2";
    case Standing::none:
      return "\u2013";
    case Standing::same:
      return "=";
    default:
      return "?";
  }
}

Matrix matrix_of(const Comparison& comparison) {
  Matrix matrix;
  const std::vector<int> order = shown_order(comparison);
  for (std::size_t row = 0; row < order.size(); ++row) {
    std::vector<std::string> dominated;
    for (std::size_t column = 0; column < order.size(); ++column) {
      if (row == column) continue;
      const Standing standing = standing_of(comparison, order[row], order[column]);
      matrix.any_known = matrix.any_known || standing != Standing::unknown;
      matrix.cells.push_back({{"row", row},
                              {"column", column},
                              {"verdict", verdict_in_chart(standing)},
                              {"text", sign_of(standing)}});
      if (standing == Standing::first_order || standing == Standing::second_order)
        dominated.push_back(name_of(comparison, order[column]) + " (" + in_words(standing) + ")");
    }
    if (static_cast<int>(dominated.size()) > matrix.most) {
      matrix.most = static_cast<int>(dominated.size());
      matrix.way = order[row];
    }
    if (!dominated.empty())
      matrix.sentences.push_back(
          say("{name} dominates {list}",
              {{"name", name_of(comparison, order[row])}, {"list", listed(dominated)}}));
  }
  return matrix;
}

}  // namespace

std::optional<Section> best_section(const Comparison& comparison) {
  const std::vector<summary::Ranks> ranks = places_of(comparison);
  if (ranks.empty()) return std::nullopt;
  Json rows = Json::array();
  Table table{.title = "",
              .columns = {{"", ""}, {say("best of all"), kPercent.unit}},
              .rows = {},
              .notes = {}};
  std::vector<std::string> shares;
  const summary::Estimate* most = nullptr;
  int most_way = 0;
  for (const int way : shown_order(comparison)) {
    const summary::Ranks& own = ranks[static_cast<std::size_t>(way)];
    const summary::Estimate& first = own.probability.front();
    const std::string name = name_of(comparison, way);
    const std::string share = best_share(comparison, own, kPageText);
    Json row = bar_row(name, first, kPercent, 0, 1, share);
    if (row.is_null()) return std::nullopt;
    rows.push_back(std::move(row));
    table.rows.push_back({cell(name), cell(share)});
    shares.push_back(name + " " + share_of(comparison, first));
    if (most == nullptr || first.value > most->value) {
      most = &first;
      most_way = way;
    }
  }
  Section section{
      .id = "best",
      .heading =
          say("{name} is the best of all in {share} of futures",
              {{"name", title_of(comparison, most_way)}, {"share", share_of(comparison, *most)}}),
      .text = say("By {metric}; where two are equal both count. Each line is a 95~% interval.",
                  {{"metric", metric_of(comparison)}})};
  section.chart = {
      {"kind", "bars"},
      {"unit", text(say("% of futures"))},
      {"alt", text(say("Best of all in so many futures: {list}.", {{"list", enumerated(shares)}}))},
      {"rows", rows}};
  section.table = std::move(table);
  return section;
}

std::optional<Section> place_section(const Comparison& comparison) {
  const std::vector<summary::Ranks> ranks = places_of(comparison);
  if (ranks.empty()) return std::nullopt;
  Json rows = Json::array();
  std::vector<std::string> list;
  for (const int way : shown_order(comparison)) {
    const summary::Ranks& own = ranks[static_cast<std::size_t>(way)];
    Json shares = Json::array();
    for (const summary::Estimate& share : own.probability) {
      if (!share.exists()) return std::nullopt;
      shares.push_back(number(share.value));
    }
    const std::string name = name_of(comparison, way);
    rows.push_back(
        {{"label", text(name)}, {"low", own.low}, {"high", own.high}, {"shares", shares}});
    list.push_back(own.low == 0 ? say("{name} first in {share} of futures",
                                      {{"name", name},
                                       {"share", share_of(comparison, own.probability.front())}})
                                : say("{name} {places} by its mean, first in {share} of futures",
                                      {{"name", name},
                                       {"places", places_by_mean(own, kPageText)},
                                       {"share", share_of(comparison, own.probability.front())}}));
  }
  Section section{
      .id = "places",
      .heading = place_heading(comparison, ranks),
      .text = say("The shade says in how many futures, in percent, each takes each place. Between "
                  "the two bars lie the places that its mean may have; all of these hold together "
                  "at 95~% confidence, as far as the number of paths goes.")};
  section.chart = {{"kind", "places"},
                   {"unit", text(say("% of futures"))},
                   {"axis", text(say("place"))},
                   {"alt", text(say("Places: {list}.", {{"list", enumerated(list)}}))},
                   {"rows", rows}};
  section.table = place_table(comparison, kPageText);
  section.table.title.clear();
  return section;
}

std::optional<Section> regret_section(const Comparison& comparison) {
  const auto index = ranked_index(comparison);
  for (const summary::RegretsOfMetric& of : comparison.figures.regrets) {
    if (of.metric != index) continue;
    const Scale scale = scale_for(comparison, comparison.figures.metrics[*index].unit);
    Json rows = Json::array();
    std::vector<std::string> list;
    const summary::Estimate* least = nullptr;
    int least_way = 0;
    for (const int way : shown_order(comparison)) {
      const summary::Estimate& expected = of.regrets[static_cast<std::size_t>(way)].expected;
      const std::string name = name_of(comparison, way);
      const Figure amount = figure(expected, scale, {.most = 5});
      Json row = bar_row(name, expected, scale, 0, kNoLimit, shown(amount, kPageText));
      if (row.is_null()) return std::nullopt;
      rows.push_back(std::move(row));
      list.push_back(name + " " + written(amount, scale, kPageText));
      if (least == nullptr || expected.value < least->value) {
        least = &expected;
        least_way = way;
      }
    }
    Section section{
        .id = "regret",
        .heading = say("{name} costs least against the best of each future: {amount} on average",
                       {{"name", title_of(comparison, least_way)},
                        {"amount", written(figure(*least, scale, {.most = 5}), scale, kPageText)}}),
        .text = say("Expected regret: what each lacks in {metric} against the best of them in each "
                    "future, on average. Each line is a 95~% interval.",
                    {{"metric", metric_of(comparison)}})};
    section.chart = {{"kind", "bars"},
                     {"unit", text(scale.unit)},
                     {"alt", text(say("Expected regret: {list}.", {{"list", enumerated(list)}}))},
                     {"rows", rows}};
    section.table = regret_table(comparison, kPageText);
    section.table.title.clear();
    return section;
  }
  return std::nullopt;
}

std::optional<Section> dominance_section(const Comparison& comparison) {
  const Matrix matrix = matrix_of(comparison);
  if (!matrix.any_known) return std::nullopt;
  const std::size_t others = comparison.ways.size() - 1;
  const std::string heading =
      matrix.way < 0 ? say("By {metric} none of them dominates another, as far as these paths tell",
                           {{"metric", metric_of(comparison)}})
                     : say("By {metric} {name} dominates {k} of the {n} others",
                           {{"metric", metric_of(comparison)},
                            {"name", title_of(comparison, matrix.way)},
                            {"k", std::to_string(matrix.most)},
                            {"n", std::to_string(others)}});
  Section section{
      .id = "dominance",
      .heading = heading,
      .text = say("1: the row is better than the column for everyone who likes more (first "
                  "order). 2: for everyone who likes more and dislikes risk (second order). "
                  "\u2013: it does not dominate. ?: more paths may tell.")};
  Json names = Json::array();
  for (const int way : shown_order(comparison)) names.push_back(text(name_of(comparison, way)));
  section.chart = {
      {"kind", "dominance"},
      {"unit", text(metric_of(comparison))},
      {"alt", text(matrix.sentences.empty()
                       ? say("Dominance of each over each: none dominates another.")
                       : say("Dominance: {list}.", {{"list", enumerated(matrix.sentences)}}))},
      {"names", names},
      {"cells", matrix.cells}};
  section.table = dominance_table(comparison, kPageText);
  section.table.title.clear();
  return section;
}

}  // namespace landfall::reports
