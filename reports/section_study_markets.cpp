// Ways by markets: as a heat map, and on maps of North Africa.
#include <algorithm>
#include <array>
#include <string_view>

#include "base/language.hpp"
#include "base/utf8.hpp"
#include "reports/layout.hpp"
#include "reports/section_parts.hpp"
#include "reports/section_study.hpp"
#include "reports/study_tables.hpp"
#include "reports/view.hpp"

namespace landfall::reports {
namespace {

using simulate::Comparison;
using simulate::Table;

/// Markets that reports/page/charts/map.js has outlines of.
constexpr std::array<std::string_view, 6> kOnTheMap = {"MA", "DZ", "TN", "EG", "MR", "LY"};
constexpr std::size_t kMapsMax = 6;

bool is_on_the_map(const MarketOfWays& market) {
  return std::find(kOnTheMap.begin(), kOnTheMap.end(), market.id) != kOnTheMap.end();
}

const simulate::Result& result_of(const Comparison& comparison, int way) {
  return comparison.ways[static_cast<std::size_t>(way)].result;
}

/// Null where there is none.
const summary::Interval* median_of(const Comparison& comparison, int way,
                                   const std::string& metric) {
  const auto* found = find_metric(result_of(comparison, way), metric);
  const auto* median = found == nullptr ? nullptr : find_quantile(found->percentiles, 50);
  return median != nullptr && median->exists() ? median : nullptr;
}

/// The largest median of a market, and where it is.
struct Highest {
  const summary::Interval* median = nullptr;
  int way = 0;
  std::string market;
  void take(const summary::Interval* other, int of_way, const std::string& of_market) {
    if (other == nullptr || (median != nullptr && other->value <= median->value)) return;
    median = other;
    way = of_way;
    market = of_market;
  }
};

std::string heading_of(const Comparison& comparison, const Highest& highest, const Scale& scale) {
  return say("The highest median revenue of a market is {amount}: {name} in {market}",
             {{"amount", written(figure(*highest.median, scale, {.most = 5}), scale, kPageText)},
              {"name", title_of(comparison, highest.way)},
              {"market", highest.market}});
}

std::string market_name(const MarketOfWays& market) {
  return name_within(market.name, kNameWidth, kPageText);
}

Json cell_json(std::size_t row, std::size_t column, const summary::Interval& median,
               const Scale& scale) {
  const Figure shown_as = figure(median, scale, {.most = 5});
  std::string error = error_part(shown_as, kPageText);
  error.erase(0, error.find_first_not_of(' '));
  return {{"row", row},
          {"column", column},
          {"value", number(in_scale(median.value, scale))},
          {"text", text(shown_as.value)},
          {"error", text(error)}};
}

}  // namespace

std::optional<Section> heat_section(const Comparison& comparison) {
  const Scale scale = money_of(comparison);
  const std::vector<int> order = shown_order(comparison);
  const std::vector<MarketOfWays> markets = markets_of(comparison, order);
  if (markets.size() < 2) return std::nullopt;
  Json columns = {text(say("npv of all"))}, rows = Json::array(), cells = Json::array();
  Table table{
      .title = "", .columns = {{"", ""}, {say("npv of all"), scale.unit}}, .rows = {}, .notes = {}};
  for (const MarketOfWays& market : markets) {
    columns.push_back(text(market_name(market)));
    table.columns.push_back({market_name(market), scale.unit});
  }
  Highest highest;
  std::vector<std::string> list;
  for (std::size_t row = 0; row < order.size(); ++row) {
    const std::string name = way_name(comparison, order[row], kPageText);
    rows.push_back(text(name));
    table.rows.push_back({cell(name)});
    std::vector<std::string> of_row;
    for (std::size_t column = 0; column <= markets.size(); ++column) {
      const bool is_npv = column == 0;
      const std::string metric = is_npv ? "npv" : "revenue." + markets[column - 1].id;
      const summary::Interval* median = median_of(comparison, order[row], metric);
      table.rows.back().push_back(
          median == nullptr ? cell("") : figure_cell(figure(*median, scale, {.most = 5})));
      if (median == nullptr) continue;
      cells.push_back(cell_json(row, column, *median, scale));
      if (is_npv) continue;
      highest.take(median, order[row], market_name(markets[column - 1]));
      of_row.push_back(market_name(markets[column - 1]) + " " + roughly(*median, scale));
    }
    list.push_back(say("{name}: {list}", {{"name", name}, {"list", listed(of_row)}}));
  }
  if (highest.median == nullptr) return std::nullopt;
  Section section{
      .id = "heat",
      .heading = heading_of(comparison, highest, scale),
      .text = say("Median revenue over the whole time in each market, in {unit}, and first the "
                  "median npv of all markets together; below each its Monte Carlo error. The "
                  "stronger the colour the further from zero; what is below zero has a dashed "
                  "frame. A market where one is not sold stays empty.",
                  {{"unit", scale.unit}})};
  section.chart = {
      {"kind", "heatmap"},
      {"unit", text(scale.unit)},
      {"alt", text(say("Median revenue by market: {list}.", {{"list", enumerated(list)}}))},
      {"columns", columns},
      {"rows", rows},
      {"cells", cells}};
  section.table = std::move(table);
  return section;
}

std::optional<Section> map_section(const Comparison& comparison) {
  const Scale scale = money_of(comparison);
  const std::vector<int> order = shown_order(comparison);
  std::vector<MarketOfWays> markets = markets_of(comparison, order);
  std::erase_if(markets, [](const MarketOfWays& market) { return !is_on_the_map(market); });
  if (markets.size() < 2) return std::nullopt;
  Json names = Json::object(), panels = Json::array();
  for (const MarketOfWays& market : markets) names[market.id] = text(market_name(market));
  std::vector<std::string> list;
  for (const int way : order) {
    Json shown_markets = Json::object();
    std::vector<std::string> of_way;
    for (const MarketOfWays& market : markets) {
      const auto* median = median_of(comparison, way, "revenue." + market.id);
      if (median == nullptr) continue;
      shown_markets[market.id] = {{"value", number(in_scale(median->value, scale))},
                                  {"text", text(figure(*median, scale, {.most = 3}).value)}};
      of_way.push_back(market_name(market));
    }
    if (of_way.empty() || panels.size() == kMapsMax) continue;
    const std::string name = way_name(comparison, way, kPageText);
    panels.push_back({{"label", text(name)}, {"markets", std::move(shown_markets)}});
    list.push_back(say("{name}: {list}", {{"name", name}, {"list", listed(of_way)}}));
  }
  if (panels.empty()) return std::nullopt;
  Section section{
      .id = "map",
      .heading = say_counted(markets.size(), "Where each is sold: {n} market in North Africa",
                             "Where each is sold: {n} markets in North Africa"),
      .text = say("Median revenue over the whole time in each market, in {unit}: the stronger the "
                  "colour the more, on one scale for all maps. Grey: no market of it. Outlines are "
                  "Natural Earth's and take no position on borders; Western Sahara has an outline "
                  "alone.",
                  {{"unit", scale.unit}})};
  section.chart = {
      {"kind", "map"},
      {"unit", text(scale.unit)},
      {"alt",
       text(say("Maps of where each is sold: {list}. The table has the amounts and their errors.",
                {{"list", enumerated(list)}}))},
      {"names", names},
      {"panels", panels}};
  section.table = market_table(comparison, kPageText);
  section.table.title.clear();
  return section;
}

}  // namespace landfall::reports
