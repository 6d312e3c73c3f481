#include "reports/section_study.hpp"

#include <algorithm>
#include <utility>

#include "base/language.hpp"
#include "base/text.hpp"
#include "reports/comparison.hpp"
#include "reports/league.hpp"
#include "reports/section_parts.hpp"
#include "reports/section_strategies.hpp"
#include "reports/study_tables.hpp"
#include "reports/view.hpp"

namespace landfall::reports {
namespace {

using simulate::Comparison;
using simulate::Table;

/// Fans share an axis where the highest is at most so many times the lowest.
constexpr double kMostOnOneAxis = 8;

/// A table alone, under its title as heading.
void add_table(const std::string& id, Table table, std::vector<Section>& sections) {
  if (table.rows.empty() || table.columns.size() < 2) return;
  Section section{.id = id, .heading = table.title};
  table.title.clear();
  section.table = std::move(table);
  sections.push_back(std::move(section));
}

void add(std::optional<Section> section, std::vector<Section>& sections) {
  if (section) sections.push_back(std::move(*section));
}

/// The ways that have a mean npv, from the highest on.
std::vector<int> by_mean_npv(const Comparison& comparison) {
  std::vector<std::pair<double, int>> means;
  for (std::size_t way = 0; way < comparison.ways.size(); ++way)
    if (const auto* npv = find_metric(comparison.ways[way].result, "npv");
        npv != nullptr && npv->mean.exists())
      means.emplace_back(-npv->mean.value, static_cast<int>(way));
  std::sort(means.begin(), means.end());
  std::vector<int> ways;
  for (const auto& [_, way] : means) ways.push_back(way);
  return ways;
}

/// Of the one with the highest mean. Empty where that is not known, as below.
std::string spread_heading(const Comparison& comparison, const std::vector<int>& by_mean) {
  if (by_mean.empty()) return "";
  const int first = by_mean.front();
  const auto* npv = find_metric(comparison.ways[static_cast<std::size_t>(first)].result, "npv");
  const auto* low = find_quantile(npv->percentiles, 5);
  const auto* high = find_quantile(npv->percentiles, 95);
  if (low == nullptr || high == nullptr || !low->exists() || !high->exists()) return "";
  const Scale scale = money_of(comparison);
  return say("In nine futures of ten the npv of {name} lies between {low} and {high}",
             {{"name", title_of(comparison, first)},
              {"low", roughly(*low, {scale.exponent, ""})},
              {"high", roughly(*high, scale)}});
}

/// By how much the first is ahead of the second.
std::string lead_heading(const Comparison& comparison, const std::vector<int>& by_mean) {
  if (by_mean.size() < 2) return "";
  const auto* pair = pair_of(comparison, "npv", by_mean[0], by_mean[1]);
  if (pair == nullptr || !pair->paired.mean_difference.exists()) return "";
  const Scale scale = money_of(comparison);
  const summary::Estimate by = advantage_of(*pair, by_mean[0]).by;
  return say("{name} has {amount} more npv than {other} on average, future by future",
             {{"name", title_of(comparison, by_mean[0])},
              {"amount", written(figure(by, scale, {.most = 5}), scale, kPageText)},
              {"other", title_of(comparison, by_mean[1])}});
}

/// Revenue by year of one of the ways; null where a percentile of a year is missing.
Json fan_panel(const Comparison& comparison, int way, const Scale& scale) {
  const auto& years = comparison.ways[static_cast<std::size_t>(way)].result.summary.revenue_by_year;
  Json rows = Json::array();
  for (std::size_t year = 0; year < years.size(); ++year) {
    Json row = {{"label", text(year_label(years[year].label, year))}};
    for (const summary::Percentile& percentile : years[year].percentiles) {
      if (!percentile.estimate.exists()) return nullptr;
      row["p" + shortest(percentile.level)] = number(in_scale(percentile.estimate.value, scale));
    }
    rows.push_back(std::move(row));
  }
  return {{"label", text(way_name(comparison, way, kPageText))}, {"rows", std::move(rows)}};
}

/// The tables of a study around the charts that show them.
void arrange_league(const Comparison& comparison, Section& spread, Section& differences,
                    std::vector<Section>& before, std::vector<Section>& after) {
  LeagueTables parts = league_parts(comparison, kPageText);
  add_table("league", std::move(parts.league), before);
  if (ranked_by(comparison) == "npv") {
    parts.spread.title.clear();
    spread.table = std::move(parts.spread);
    parts.against_first.title.clear();
    differences.table = std::move(parts.against_first);
  } else {
    add_table("others", std::move(parts.spread), after);
    add_table("against", std::move(parts.against_first), after);
  }
  add_table("sweeps", std::move(parts.sweeps), after);
}

}  // namespace

std::optional<Section> fans_section(const Comparison& comparison) {
  const Scale scale = money_of(comparison);
  Json panels = Json::array();
  std::vector<std::string> ends;
  double least_top = 0, most_top = 0;  // of the 95th percentiles of each
  const summary::Interval *least = nullptr, *most = nullptr;
  int least_way = 0, most_way = 0;
  std::string last_year;
  for (const int way : shown_order(comparison)) {
    const auto& years =
        comparison.ways[static_cast<std::size_t>(way)].result.summary.revenue_by_year;
    if (years.size() < 2) continue;
    Json panel = fan_panel(comparison, way, scale);
    if (panel.is_null() || (!panels.empty() && panel["rows"].size() != panels[0]["rows"].size()))
      continue;
    double top = 0;
    for (const Json& row : panel["rows"]) top = std::max(top, row["p95"].get<double>());
    least_top = panels.empty() ? top : std::min(least_top, top);
    most_top = std::max(most_top, top);
    panels.push_back(std::move(panel));
    const std::string name = way_name(comparison, way, kPageText);
    const auto* median = find_quantile(years.back().percentiles, 50);
    last_year = year_label(years.back().label, years.size() - 1);
    ends.push_back(name + " " + roughly(*median, scale));
    if (least == nullptr || median->value < least->value) {
      least = median;
      least_way = way;
    }
    if (most == nullptr || median->value > most->value) {
      most = median;
      most_way = way;
    }
  }
  if (panels.size() < 2) return std::nullopt;
  const bool own_axes = most_top > kMostOnOneAxis * least_top;
  Section section{
      .id = "fans",
      .heading = say("In {year} the median revenue lies between {least} ({name}) and {most} "
                     "({other})",
                     {{"year", last_year},
                      {"least", roughly(*least, scale)},
                      {"name", title_of(comparison, least_way)},
                      {"most", roughly(*most, scale)},
                      {"other", title_of(comparison, most_way)}}),
      .text = own_axes
                  ? say("Revenue by year of each, in {unit}, each on an axis of its own: mind the "
                        "numbers on them. The line is the median, the dark band holds half of the "
                        "futures, the light band nine of ten.",
                        {{"unit", scale.unit}})
                  : say("Revenue by year of each, in {unit}, all on the same axis. The line is the "
                        "median, the dark band holds half of the futures, the light band nine of "
                        "ten.",
                        {{"unit", scale.unit}})};
  section.chart = {{"kind", "fans"},
                   {"unit", text(scale.unit)},
                   {"alt", text(say("Fans of the revenue by year; median in {year}: {list}.",
                                    {{"year", last_year}, {"list", enumerated(ends)}}))},
                   {"own", own_axes},
                   {"panels", panels}};
  section.table = year_table(comparison, kPageText);
  section.table.title.clear();
  return section;
}

std::vector<Section> study_sections(const Comparison& comparison, Section spread,
                                    Section differences) {
  std::vector<Section> sections, after;
  const std::vector<int> by_mean = by_mean_npv(comparison);
  if (std::string heading = spread_heading(comparison, by_mean); !heading.empty())
    spread.heading = std::move(heading);
  if (std::string heading = lead_heading(comparison, by_mean); !heading.empty())
    differences.heading = std::move(heading);
  if (comparison.study) arrange_league(comparison, spread, differences, sections, after);
  sections.push_back(std::move(spread));
  add(best_section(comparison), sections);
  add(place_section(comparison), sections);
  add(heat_section(comparison), sections);
  add(map_section(comparison), sections);
  add(fans_section(comparison), sections);
  sections.push_back(std::move(differences));
  if (!comparison.study) add(better_section(comparison, by_mean), sections);
  add(regret_section(comparison), sections);
  add(dominance_section(comparison), sections);
  if (!comparison.study) {
    std::vector<Table> tables = comparison_tables(comparison, kPageText);
    for (std::size_t i = 0; i < tables.size(); ++i)
      add_table("table-" + std::to_string(i + 1), std::move(tables[i]), sections);
  }
  for (Section& section : after) sections.push_back(std::move(section));
  return sections;
}

}  // namespace landfall::reports
