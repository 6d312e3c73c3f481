#include "reports/sections.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/language.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "reports/figure.hpp"
#include "reports/layout.hpp"
#include "reports/section_parts.hpp"
#include "reports/section_study.hpp"
#include "reports/study_tables.hpp"
#include "reports/view.hpp"
#include "reports/words.hpp"

namespace landfall::reports {
namespace {

using simulate::Comparison;
using simulate::Result;
using simulate::Table;

const TextStyle kStyle{.width = 100};
constexpr std::size_t kAll = 1000;  // years or markets

/// In words for a chart's description, with as many digits as its error leaves.
std::string about(const summary::Percentile& percentile, const Scale& scale) {
  return percentile.estimate.exists() ? roughly(percentile.estimate, scale) : say("none");
}

Table metric_table(const std::vector<MetricRow>& rows) {
  Table table{
      .title = "",
      .columns =
          {{"", ""}, {"", ""}, {say("mean"), ""}, {"P5", ""}, {say("median"), ""}, {"P95", ""}},
      .rows = {},
      .notes = {}};
  for (const MetricRow& row : rows) {
    std::vector<Table::Cell> cells = {cell(row.label), cell(row.scale.unit)};
    for (const Figure& figure : cells_of(row)) cells.push_back(figure_cell(figure));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Section key_figures(const Result& result, const std::string& prefix) {
  Section section{.id = prefix + "figures",
                  .heading = say("Key figures"),
                  .table = metric_table(main_rows(result))};
  for (const std::string& sentence : risk_sentences(result, kStyle))
    section.table.notes.push_back(sentence);
  for (const std::string& note : table_notes(result, kStyle)) section.table.notes.push_back(note);
  return section;
}

/// Revenue by year, if there are several.
std::optional<Section> fan(const Result& result, const std::string& prefix) {
  const auto& years = result.summary.revenue_by_year;
  if (years.size() < 2) return std::nullopt;
  const Scale scale = money_scale(result);
  Json rows = Json::array();
  for (std::size_t year = 0; year < years.size(); ++year) {
    Json row = {{"label", text(year_label(years[year].label, year))}};
    for (const summary::Percentile& percentile : years[year].percentiles)
      if (percentile.estimate.exists())
        row["p" + shortest(percentile.level)] = number(in_scale(percentile.estimate.value, scale));
    rows.push_back(std::move(row));
  }
  const auto& last = years.back().percentiles;
  const std::string label = year_label(years.back().label, years.size() - 1);
  const std::string low = about(last.front(), {scale.exponent, ""});
  const std::string high = about(last.back(), scale), middle = about(last[2], scale);
  const std::string first_label = year_label(years.front().label, 0);
  const std::string first_middle = about(years.front().percentiles[2], scale);
  Section section{
      .id = prefix + "years",
      .heading = say("Revenue in {year} lies between {low} and {high} in nine futures of ten",
                     {{"year", label}, {"low", low}, {"high", high}}),
      .text = say("The line is the median, the dark band holds half of the futures, "
                  "the light band nine of ten.")};
  section.chart = {{"kind", "fan"},
                   {"unit", text(scale.unit)},
                   {"alt", text(say("Revenue by year, {n} years: from {first} at the median in "
                                    "{first_year} to {last} in {last_year}, there between {low} "
                                    "and {high} in nine futures of ten.",
                                    {{"n", std::to_string(years.size())},
                                     {"first", first_middle},
                                     {"first_year", first_label},
                                     {"last", middle},
                                     {"last_year", label},
                                     {"low", low},
                                     {"high", high}}))},
                   {"rows", rows}};
  section.table = metric_table(year_rows(result, kAll));
  return section;
}

/// Marks of the histogram: P5, the median, P95 and zero.
Json marks_of(const summary::MetricSummary& metric, const Scale& scale) {
  Json marks = Json::array();
  for (const double level : kShownLevels) {
    const auto* quantile = find_quantile(metric.percentiles, level);
    if (quantile == nullptr || !quantile->exists()) continue;
    marks.push_back({{"label", level == 50 ? say("median") : "P" + shortest(level)},
                     {"x", number(in_scale(quantile->value, scale))}});
  }
  marks.push_back({{"label", "0"}, {"x", 0}, {"zero", true}});
  return marks;
}

std::string npv_heading(const summary::MetricSummary& npv) {
  const auto* above = find_exceedance(npv, 0);
  if (above == nullptr || !above->exists()) return say("What the npv may come to");
  if (above->value == 1) return say("The npv is above zero in every future");
  if (above->value == 0) return say("The npv is above zero in no future");
  const summary::Estimate below{1 - above->value, above->error, ""};
  return say("The npv ends at zero or below in {share} of futures",
             {{"share", share_in_words(below, npv.paths, kStyle)}});
}

std::vector<Section> npv_sections(const Result& result, const std::string& prefix) {
  const auto* npv = find_metric(result, "npv");
  if (npv == nullptr || npv->bars.size() < 2) return {};
  const Scale scale = money_scale(result);
  const double paths = static_cast<double>(npv->paths);
  Json bars = Json::array(), points = Json::array();
  Table table{
      .title = "",
      .columns = {{say("npv from"), scale.unit},
                  {say_in("an end", "to"), scale.unit},
                  {say("share"), "%"},
                  {say("at least"), "%"}},
      .rows = {},
      .notes = {say("at least: in how many futures the npv reaches the lower end; the outermost "
                    "bars hold all that lies beyond")}};
  std::uint64_t left = npv->paths;
  for (const summary::Bar& bar : npv->bars) {
    const double low = in_scale(bar.low, scale), high = in_scale(bar.high, scale);
    const double share = static_cast<double>(bar.paths) / paths;
    const double at_least = static_cast<double>(left) / paths;
    bars.push_back({{"low", number(low)}, {"high", number(high)}, {"share", number(share)}});
    points.push_back({{"x", number(low)}, {"share", number(at_least)}});
    table.rows.push_back({Table::Cell{.number = low, .is_number = true},
                          Table::Cell{.number = high, .is_number = true},
                          Table::Cell{.number = 100 * share, .is_number = true},
                          Table::Cell{.number = 100 * at_least, .is_number = true}});
    left -= bar.paths;
  }
  points.push_back({{"x", number(in_scale(npv->bars.back().high, scale))},
                    {"share", number(static_cast<double>(left) / paths)}});
  const auto level = [&](double of) {
    const auto* quantile = find_quantile(npv->percentiles, of);
    return quantile != nullptr && quantile->exists() ? roughly(*quantile, scale) : say("none");
  };
  Section histogram{
      .id = prefix + "npv",
      .heading = npv_heading(*npv),
      .text = say("How the npv is spread over the futures; bars at zero or below stand apart.")};
  histogram.chart = {
      {"kind", "histogram"},
      {"unit", text(scale.unit)},
      {"alt", text(say("Histogram of the npv: one future in twenty ends below {low}, "
                       "half of them below {median}, one in twenty above {high}.",
                       {{"low", level(5)}, {"median", level(50)}, {"high", level(95)}}))},
      {"bars", bars},
      {"marks", marks_of(*npv, scale)}};
  histogram.table = table;
  Section exceedance{
      .id = prefix + "chance",
      .heading = say("An npv of at least {median} is as likely as not", {{"median", level(50)}}),
      .text = say("How likely it is to earn at least so much.")};
  exceedance.chart = {{"kind", "exceedance"},
                      {"unit", text(scale.unit)},
                      {"alt", text(say("Chance of at least so much npv: 95 % for {p5}, 75 % for "
                                       "{p25}, 50 % for {p50}, 25 % for {p75}, 5 % for {p95}.",
                                       {{"p5", level(5)},
                                        {"p25", level(25)},
                                        {"p50", level(50)},
                                        {"p75", level(75)},
                                        {"p95", level(95)}}))},
                      {"points", points}};
  Table chances{.title = "",
                .columns = {{say("chance"), "%"}, {say("at least"), scale.unit}},
                .rows = {},
                .notes = {}};
  for (const summary::Percentile& percentile : npv->percentiles)
    chances.rows.push_back({cell(localised(shortest(100 - percentile.level))),
                            figure_cell(figure(percentile.estimate, scale, {.most = 5}))});
  exceedance.table = chances;
  return {histogram, exceedance};
}

/// "Morocco" for revenue.MA, "Morocco, wholesale" for revenue.MA.wholesale, the name of the product
/// for revenue.product.tuna; empty for others.
std::string place_of(const Result& result, const std::string& metric) {
  constexpr std::string_view kRevenue = "revenue.";
  if (!metric.starts_with(kRevenue)) return "";
  const std::string rest = metric.substr(kRevenue.size());
  const std::string id = rest.substr(0, rest.find('.'));
  const simulate::Provenance& provenance = result.provenance;
  for (std::size_t i = 0; i < provenance.products.size(); ++i)
    if (rest == "product." + provenance.products[i]) return sanitise(provenance.product_names[i]);
  const auto found = std::find(provenance.markets.begin(), provenance.markets.end(), id);
  if (found == provenance.markets.end()) return "";
  const auto index = static_cast<std::size_t>(found - provenance.markets.begin());
  const std::string& name = provenance.market_names[index];
  return sanitise((name.empty() ? id : name) +
                  (rest.size() > id.size() ? ", " + rest.substr(id.size() + 1) : ""));
}

/// Mean revenue of each market, channel and product.
std::optional<Section> places(const Result& result, const std::string& prefix) {
  const Scale scale = money_scale(result);
  std::vector<MetricRow> rows;
  Json bars = Json::array();
  const summary::MetricSummary* most = nullptr;
  std::string most_label;
  for (const summary::MetricSummary& metric : result.summary.metrics) {
    const std::string label = place_of(result, metric.name);
    if (label.empty() || !metric.mean.exists()) continue;
    rows.push_back({label, &metric, scale});
    const double value = in_scale(metric.mean.value, scale);
    const double aside = in_scale(kTwoSided * metric.mean.error, scale);
    if (!std::isfinite(value) || !std::isfinite(aside)) continue;
    bars.push_back({{"label", text(label)},
                    {"value", number(value)},
                    {"low", number(value - aside)},
                    {"high", number(value + aside)}});
    const bool is_channel = metric.name.find('.', 8) != std::string::npos;
    const bool is_product =
        !result.provenance.products.empty() && metric.name.starts_with("revenue.product.");
    const bool counts = !is_product && is_channel == (result.provenance.markets.size() == 1);
    if (counts && (most == nullptr || metric.mean.value > most->mean.value)) {
      most = &metric;
      most_label = label;
    }
  }
  if (rows.size() < 3 || most == nullptr) return std::nullopt;  // a market with one channel
  Section section{
      .id = prefix + "markets",
      .heading = say(
          "{place} brings most of the revenue: {amount} on average",
          {{"place", most_label}, {"amount", written(figure(most->mean, scale), scale, kStyle)}}),
      .text =
          result.provenance.products.empty()
              ? say("Mean revenue over the whole time, by market and channel.")
              : say("Mean revenue over the whole time, by market and channel, and by product.")};
  std::string each;
  for (const MetricRow& row : rows)
    each += (each.empty() ? "" : semicolon()) + row.label + " " +
            written(figure(row.metric->mean, scale), scale, kStyle);
  section.chart = {{"kind", "bars"},
                   {"unit", text(scale.unit)},
                   {"alt", text(say("Mean revenue: {each}.", {{"each", each}}))},
                   {"rows", bars}};
  section.table = metric_table(rows);
  return section;
}

/// P5, median and P95 of the npv of each way.
Section spreads(const Comparison& comparison) {
  const Scale scale = money_of(comparison);
  Section section{.id = "spread",
                  .heading = say("What each may come to"),
                  .text = say("The npv: the dot is the median, the line reaches from P5 to P95.")};
  Json rows = Json::array();
  section.table.columns = {
      {"", ""}, {"P5", scale.unit}, {say("median"), scale.unit}, {"P95", scale.unit}};
  std::string each;
  for (const int way : shown_order(comparison)) {
    const auto* npv = find_metric(comparison.ways[static_cast<std::size_t>(way)].result, "npv");
    if (npv == nullptr) continue;
    Json row = {{"label", text(way_name(comparison, way, kStyle))}};
    for (const auto& [key, level] : {std::pair{"low", 5.0}, {"value", 50.0}, {"high", 95.0}})
      if (const auto* quantile = find_quantile(npv->percentiles, level);
          quantile != nullptr && quantile->exists())
        row[key] = number(in_scale(quantile->value, scale));
    if (const auto* median = find_quantile(npv->percentiles, 50); median && median->exists())
      each += (each.empty() ? "" : semicolon()) + way_name(comparison, way, kStyle) + " " +
              roughly(*median, scale);
    if (row.size() == 4) rows.push_back(std::move(row));
    std::vector<Table::Cell> cells = {cell(way_name(comparison, way, kStyle))};
    for (const double level : kShownLevels)
      cells.push_back(figure_cell(percentile_of(*npv, level, scale)));
    section.table.rows.push_back(std::move(cells));
  }
  if (!rows.empty())
    section.chart = {{"kind", "intervals"},
                     {"unit", text(scale.unit)},
                     {"alt", text(say("Npv at the median: {each}.", {{"each", each}}))},
                     {"rows", rows}};
  return section;
}

/// Which pairs are shown: all of strategies, of a league the first against each other.
std::vector<std::pair<int, int>> shown_pairs(const Comparison& comparison) {
  const std::vector<int> order = shown_order(comparison);
  std::vector<std::pair<int, int>> pairs;
  for (std::size_t first = 0; first < (comparison.study ? 1 : order.size()); ++first)
    for (std::size_t second = first + 1; second < order.size(); ++second)
      pairs.emplace_back(order[first], order[second]);
  return pairs;
}

/// Paired differences of the mean npv.
Section differences(const Comparison& comparison) {
  const Scale scale = money_of(comparison);
  Section section{
      .id = "differences",
      .heading = say("What one has more than another, future by future"),
      .text = say("Differences of mean npv on the same futures, with their 95 % intervals.")};
  section.table.columns = {
      {say("first \u2212 second"), ""}, {say("npv"), scale.unit}, {say("first is better"), "%"}};
  Json rows = Json::array();
  std::string each;
  for (const auto& [first, second] : shown_pairs(comparison)) {
    const summary::PairOfMetric* pair = pair_of(comparison, "npv", first, second);
    if (pair == nullptr || !pair->paired.mean_difference.exists()) continue;
    const Advantage advantage = advantage_of(*pair, first);
    const std::string label =
        way_name(comparison, first, kStyle) + " \u2212 " + way_name(comparison, second, kStyle);
    const double value = in_scale(advantage.by.value, scale);
    const double aside = in_scale(kTwoSided * advantage.by.error, scale);
    if (!std::isfinite(aside)) continue;
    each += (each.empty() ? "" : semicolon()) + label + " " +
            written(figure(advantage.by, scale, {.most = 5}), scale, kStyle);
    rows.push_back({{"label", text(label)},
                    {"value", number(value)},
                    {"low", number(value - aside)},
                    {"high", number(value + aside)}});
    section.table.rows.push_back({cell(label),
                                  figure_cell(figure(advantage.by, scale, {.most = 5})),
                                  figure_cell(probability(advantage.better, pair->paired.paths))});
  }
  if (!rows.empty())
    section.chart = {{"kind", "intervals"},
                     {"unit", text(scale.unit)},
                     {"alt", text(say("Difference of mean npv: {each}.", {{"each", each}}))},
                     {"rows", rows}};
  return section;
}

}  // namespace

std::vector<Section> sections_of(const Result& result, const std::string& prefix) {
  std::vector<Section> sections = {key_figures(result, prefix)};
  if (auto years = fan(result, prefix)) sections.push_back(*years);
  for (Section& section : npv_sections(result, prefix)) sections.push_back(std::move(section));
  if (auto markets = places(result, prefix)) sections.push_back(*markets);
  if (auto drivers = drivers_section(result, prefix)) sections.push_back(*drivers);
  return sections;
}

std::vector<Section> sections_of(const Comparison& comparison) {
  return study_sections(comparison, spreads(comparison), differences(comparison));
}

}  // namespace landfall::reports
