#include "reports/study_tables.hpp"

#include <algorithm>

#include "base/language.hpp"
#include "base/utf8.hpp"
#include "reports/layout.hpp"
#include "reports/league.hpp"
#include "reports/view.hpp"

namespace landfall::reports {
namespace {

using simulate::Comparison;
using simulate::Table;

/// P5, median and P95 behind what names a row.
void add_spread(const std::vector<std::string>& names,
                const std::vector<summary::Percentile>& percentiles, const Scale& scale,
                const TextStyle& style, Table& table) {
  std::vector<Table::Cell> cells;
  for (const std::string& name : names) cells.push_back(cell(name));
  for (const double level : kShownLevels) {
    const auto* quantile = find_quantile(percentiles, level);
    const bool exists = quantile != nullptr && quantile->exists();
    cells.push_back(cell(shown(exists ? figure(*quantile, scale, {.most = 5}) : Figure{}, style)));
  }
  table.rows.push_back(std::move(cells));
}

Table spread_columns(const std::string& title, const std::string& second, const Scale& scale) {
  return {.title = title,
          .columns = {{"", ""},
                      {second, ""},
                      {"P5", scale.unit},
                      {say("median"), scale.unit},
                      {"P95", scale.unit}},
          .rows = {},
          .notes = {}};
}

}  // namespace

std::string ranked_by(const Comparison& comparison) {
  return comparison.study ? comparison.study->metrics.front() : "npv";
}

std::optional<std::size_t> ranked_index(const Comparison& comparison) {
  const auto& metrics = comparison.figures.metrics;
  const std::string name = ranked_by(comparison);
  for (std::size_t i = 0; i < metrics.size(); ++i)
    if (metrics[i].name == name) return i;
  return std::nullopt;
}

std::vector<int> shown_order(const Comparison& comparison) {
  if (comparison.study) return league_order(comparison);
  std::vector<int> order;
  for (std::size_t way = 0; way < comparison.ways.size(); ++way)
    order.push_back(static_cast<int>(way));
  return order;
}

std::string title_of(const Comparison& comparison, int way) {
  constexpr int kTitleWidth = 40;
  const simulate::Way& own = comparison.ways[static_cast<std::size_t>(way)];
  return name_within(comparison.study ? own.title : own.name, kTitleWidth, {});
}

std::vector<MarketOfWays> markets_of(const Comparison& comparison, const std::vector<int>& order) {
  std::vector<MarketOfWays> markets;
  for (const int way : order) {
    const simulate::Provenance& provenance =
        comparison.ways[static_cast<std::size_t>(way)].result.provenance;
    for (std::size_t i = 0; i < provenance.markets.size(); ++i) {
      const std::string& id = provenance.markets[i];
      const bool known = std::any_of(markets.begin(), markets.end(),
                                     [&](const MarketOfWays& one) { return one.id == id; });
      const std::string& name = provenance.market_names[i];
      if (!known) markets.push_back({id, name.empty() ? id : name});
    }
  }
  return markets;
}

Standing standing_of(const Comparison& comparison, int way, int other) {
  const summary::PairOfMetric* pair = pair_of(comparison, ranked_by(comparison), way, other);
  if (pair == nullptr || !pair->dominance) return Standing::unknown;
  const summary::OrderOfDominance& first = pair->dominance->first_order;
  const summary::OrderOfDominance& second = pair->dominance->second_order;
  if (!first.missing.empty() || !second.missing.empty()) return Standing::unknown;
  const auto wins = pair->first == way ? summary::Verdict::first : summary::Verdict::second;
  if (first.verdict == wins) return Standing::first_order;
  if (second.verdict == wins) return Standing::second_order;
  if (first.verdict == summary::Verdict::same) return Standing::same;
  return second.verdict == summary::Verdict::undecided ? Standing::undecided : Standing::none;
}

std::string in_words(Standing standing) {
  switch (standing) {
    case Standing::first_order:
      return say("1st order");
    case Standing::second_order:
      return say("2nd order");
    case Standing::none:
      return say("no");
    case Standing::undecided:
      return say("undecided");
    case Standing::same:
      return say("same");
    case Standing::unknown:
      break;
  }
  return say("not known");
}

std::string places_by_mean(const summary::Ranks& ranks, const TextStyle& style) {
  const char* const dash = style.unicode ? "\u2013" : "-";
  if (ranks.low == 0) return dash;
  const std::string low = std::to_string(ranks.low);
  return ranks.low == ranks.high ? low : low + dash + std::to_string(ranks.high);
}

Table place_table(const Comparison& comparison, const TextStyle& style) {
  Table table{.title = say("How often each takes each place"),
              .columns = {{"", ""}, {say("by its mean"), ""}},
              .rows = {},
              .notes = {}};
  const auto index = ranked_index(comparison);
  const std::vector<summary::Ranks> ranks =
      index ? ranks_of(comparison, *index) : std::vector<summary::Ranks>{};
  if (ranks.empty()) return table;
  const std::uint64_t paths = comparison.ways.front().result.summary.paths;
  for (std::size_t place = 0; place < ranks.size(); ++place)
    table.columns.push_back({std::to_string(place + 1), kPercent.unit});
  for (const int way : shown_order(comparison)) {
    const summary::Ranks& own = ranks[static_cast<std::size_t>(way)];
    std::vector<Table::Cell> cells = {cell(way_name(comparison, way, style)),
                                      cell(places_by_mean(own, style))};
    for (const summary::Estimate& share : own.probability)
      cells.push_back(cell(shown(probability(share, paths), style)));
    table.rows.push_back(std::move(cells));
  }
  table.notes = {say("By {metric}. Two that are equal in a future share the better place there.",
                     {{"metric", metric_label(ranked_by(comparison))}})};
  return table;
}

Table regret_table(const Comparison& comparison, const TextStyle& style) {
  Table table{.title = say("Regret: what is lost against the best of them in each future"),
              .columns = {{"", ""}},
              .rows = {},
              .notes = {}};
  const auto index = ranked_index(comparison);
  for (const summary::RegretsOfMetric& of : comparison.figures.regrets) {
    if (of.metric != index) continue;
    const Scale scale = scale_for(comparison, comparison.figures.metrics[*index].unit);
    table.columns.push_back({say("on average"), scale.unit});
    table.columns.push_back({say("at most"), scale.unit});
    for (const int way : shown_order(comparison)) {
      const summary::Regret& regret = of.regrets[static_cast<std::size_t>(way)];
      const bool exists = regret.expected.exists();
      table.rows.push_back({cell(way_name(comparison, way, style)),
                            cell(shown(figure(regret.expected, scale, {.most = 5}), style)),
                            cell(exists ? figure(regret.most, 0, scale, {.most = 4}).value : "")});
    }
  }
  return table;
}

Table dominance_table(const Comparison& comparison, const TextStyle& style) {
  Table table{.title = say("Which dominates which by {metric}",
                           {{"metric", metric_label(ranked_by(comparison))}}),
              .columns = {{say("the row dominates the column"), ""}},
              .rows = {},
              .notes = {say("1st order: better for everyone who likes more; 2nd order: for "
                            "everyone who likes more and dislikes risk; at 95~% confidence. "
                            "Undecided: more paths may tell.")}};
  const std::vector<int> order = shown_order(comparison);
  bool any = false;
  for (const int way : order) {
    table.columns.push_back({way_name(comparison, way, style), ""});
    std::vector<Table::Cell> cells = {cell(way_name(comparison, way, style))};
    for (const int other : order) {
      const Standing standing =
          way == other ? Standing::unknown : standing_of(comparison, way, other);
      any = any || standing != Standing::unknown;
      cells.push_back(cell(way == other ? "" : in_words(standing)));
    }
    table.rows.push_back(std::move(cells));
  }
  if (!any) table.rows.clear();
  return table;
}

Table market_table(const Comparison& comparison, const TextStyle& style) {
  const Scale scale = money_of(comparison);
  Table table = spread_columns(say("Revenue by market"), say("market"), scale);
  const std::vector<int> order = shown_order(comparison);
  const std::vector<MarketOfWays> markets = markets_of(comparison, order);
  for (const int way : order)
    for (const MarketOfWays& market : markets)
      if (const auto* metric = find_metric(comparison.ways[static_cast<std::size_t>(way)].result,
                                           "revenue." + market.id))
        add_spread({way_name(comparison, way, style), sanitise(market.name)}, metric->percentiles,
                   scale, style, table);
  return table;
}

Table year_table(const Comparison& comparison, const TextStyle& style) {
  const Scale scale = money_of(comparison);
  Table table = spread_columns(say("Revenue by year"), say("year"), scale);
  for (const int way : shown_order(comparison)) {
    const auto& years =
        comparison.ways[static_cast<std::size_t>(way)].result.summary.revenue_by_year;
    for (std::size_t year = 0; year < years.size(); ++year)
      add_spread({way_name(comparison, way, style), year_label(years[year].label, year)},
                 years[year].percentiles, scale, style, table);
  }
  return table;
}

std::vector<Table> study_tables(const Comparison& comparison, const TextStyle& style) {
  std::vector<Table> tables = {place_table(comparison, style), dominance_table(comparison, style),
                               market_table(comparison, style), year_table(comparison, style)};
  std::erase_if(tables, [](const Table& table) { return table.rows.empty(); });
  return tables;
}

}  // namespace landfall::reports
