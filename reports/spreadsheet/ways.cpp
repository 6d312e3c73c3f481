// The sheets of strategies or scenarios that run on the same futures.
#include <algorithm>

#include "base/language.hpp"
#include "reports/comparison_cells.hpp"
#include "reports/spreadsheet/book.hpp"
#include "reports/view.hpp"

namespace landfall::reports {
namespace {

using simulate::Comparison;

/// The metric that the ways stand in the order of.
std::string ranked_by(const Comparison& comparison) {
  return comparison.study ? comparison.study->metrics.front() : "npv";
}

/// What else is shown of each way.
std::vector<std::string> further_metrics(const Comparison& comparison) {
  std::vector<std::string> names = {"revenue", "margin",       "payback_months",
                                    "npv",     "peak_funding", "market_share"};
  if (comparison.study) names = comparison.study->metrics;
  std::erase(names, ranked_by(comparison));
  return names;
}

bool is_never(const Comparison& comparison, const std::string& metric) {
  return std::any_of(comparison.ways.begin(), comparison.ways.end(), [&](const auto& way) {
    const auto* found = find_metric(way.result, metric);
    return found != nullptr && found->absent_is_never;
  });
}

/// Of the metric by which the ways are ranked: of its ranks and of its regrets those of each way.
struct Standing {
  std::vector<summary::Ranks> ranks;
  std::vector<summary::Regret> regrets;
};

Standing standing_of(const Comparison& comparison) {
  Standing standing;
  const summary::Comparison& figures = comparison.figures;
  const std::string metric = ranked_by(comparison);
  for (const summary::RanksOfMetric& of : figures.ranks)
    if (figures.metrics[of.metric].name == metric) standing.ranks = of.ranks;
  for (const summary::RegretsOfMetric& of : figures.regrets)
    if (figures.metrics[of.metric].name == metric) standing.regrets = of.regrets;
  return standing;
}

std::vector<Head> heads_of(const Comparison& comparison) {
  const std::string label = metric_label(ranked_by(comparison));
  std::vector<Head> heads = {{say("what it is"), false},
                             {say("{metric} mean", {{"metric", label}})},
                             {say("error of the mean")}};
  for (const double level : kShownLevels) heads.push_back({label + " " + level_head(level)});
  heads.push_back({say("{metric} worst 5 %", {{"metric", label}})});
  heads.push_back({say("{metric} above 0", {{"metric", label}})});
  heads.push_back({say("best of all")});
  heads.push_back({say("expected regret")});
  for (const std::string& name : further_metrics(comparison)) {
    const std::string other = metric_label(name);
    heads.push_back({is_never(comparison, name) ? say("{metric} median", {{"metric", other}})
                                                : say("{metric} mean", {{"metric", other}})});
  }
  return heads;
}

void put_ranked(const Book& book, const summary::MetricSummary& metric) {
  Workbook& workbook = book.workbook;
  const CellStyle style = style_of(metric.unit, book.provenance());
  workbook.put(value_of(metric.mean), style);
  workbook.put(error_of(metric.mean), style);
  for (const double level : kShownLevels) workbook.put(value_of(metric.percentiles, level), style);
  workbook.put(value_of(metric.expected_shortfall), style);
  const auto* above = find_exceedance(metric, 0);
  workbook.put(above == nullptr ? kNone : value_of(*above), CellStyle::share);
}

}  // namespace

void ways_sheet(const Book& book, const Comparison& comparison) {
  Workbook& workbook = book.workbook;
  workbook.begin_sheet(book.of_one_file ? say("Strategies") : say("Scenarios"));
  const std::vector<Head> heads = heads_of(comparison);
  const std::uint32_t head = put_heads(book, heads);
  workbook.freeze(1);
  const Standing standing = standing_of(comparison);
  const std::string ranked = ranked_by(comparison);
  std::string unit;
  for (std::size_t way = 0; way < comparison.ways.size(); ++way) {
    const simulate::Result& result = comparison.ways[way].result;
    begin_row(book, book.all[way]);
    workbook.put(comparison.ways[way].title, CellStyle::text);
    const summary::MetricSummary* metric = find_metric(result, ranked);
    put_ranked(book, metric != nullptr ? *metric : summary::MetricSummary{});
    if (metric != nullptr) unit = metric->unit;
    workbook.put(
        way < standing.ranks.size() ? value_of(standing.ranks[way].probability.front()) : kNone,
        CellStyle::share);
    workbook.put(way < standing.regrets.size() ? value_of(standing.regrets[way].expected) : kNone,
                 style_of(unit, book.provenance()));
    for (const std::string& name : further_metrics(comparison)) {
      const summary::MetricSummary* other = find_metric(result, name);
      const double value = other == nullptr             ? kNone
                           : is_never(comparison, name) ? value_of(other->percentiles, 50)
                                                        : value_of(other->mean);
      workbook.put(value, style_of(other == nullptr ? "" : other->unit, book.provenance()));
    }
  }
  workbook.filter(head, static_cast<std::uint16_t>(heads.size() + 1));
  const bool is_money = unit == book.provenance().currency;
  const Scale scale = is_money ? book.money : scale_of(unit, 0);
  SheetChart chart{
      .kind = SheetChart::Kind::bar,
      .title = say("{metric}: P5, median and P95", {{"metric", metric_label(ranked)}}),
      .names = {"", scale.unit},
      .formats = {"", is_money ? axis_format(scale) : ""},
      .alt = say("P5, median and P95 of each; the cells above hold them"),
      .series = {},
      .row = workbook.row() + 1,
  };
  for (std::size_t i = 0; i < kShownLevels.size(); ++i)
    chart.series.push_back({level_head(kShownLevels[i]),
                            {head + 1, workbook.row(), 0},
                            {head + 1, workbook.row(), static_cast<std::uint16_t>(4 + i)}});
  workbook.chart(chart);
}

void ranks_sheet(const Book& book, const Comparison& comparison) {
  Workbook& workbook = book.workbook;
  workbook.begin_sheet(say("Ranks"));
  const std::uint32_t head = put_heads(book, {{say("metric"), false},
                                              {say("rank from")},
                                              {say("rank to")},
                                              {say("best of all")},
                                              {say("error")}});
  workbook.freeze();
  for (const summary::RanksOfMetric& of : comparison.figures.ranks)
    for (std::size_t way = 0; way < of.ranks.size(); ++way) {
      const summary::Ranks& ranks = of.ranks[way];
      begin_row(book, book.all[way]);
      workbook.put(metric_label(comparison.figures.metrics[of.metric].name));
      workbook.put(ranks.low > 0 ? ranks.low : kNone, CellStyle::count);
      workbook.put(ranks.high > 0 ? ranks.high : kNone, CellStyle::count);
      workbook.put(value_of(ranks.probability.front()), CellStyle::share);
      workbook.put(error_of(ranks.probability.front()), CellStyle::share);
    }
  workbook.filter(head, 6);
}

void differences_sheet(const Book& book, const Comparison& comparison) {
  Workbook& workbook = book.workbook;
  workbook.begin_sheet(say("Differences"));
  workbook.begin_row();
  const std::uint32_t head = workbook.row();
  for (const std::string& text : {say("metric"), say("first"), say("second"), say("unit")})
    workbook.put(text, CellStyle::head);
  for (const std::string& text : {say("first less second"), say("error"), say("first better"),
                                  say("equal"), say("paths to tell")})
    workbook.put(text, CellStyle::number_head);
  workbook.freeze();
  for (const summary::PairOfMetric& pair : comparison.figures.pairs) {
    const summary::ComparedMetric& metric = comparison.figures.metrics[pair.metric];
    const summary::PairedSummary& paired = pair.paired;
    workbook.begin_row();
    workbook.put(metric_label(metric.name));
    for (const int way : {pair.first, pair.second})
      workbook.put(comparison.ways[static_cast<std::size_t>(way)].name);
    workbook.put(unit_in_words(metric.unit));
    const CellStyle style = style_of(metric.unit, book.provenance());
    workbook.put(value_of(paired.mean_difference), style);
    workbook.put(error_of(paired.mean_difference), style);
    workbook.put(value_of(paired.probability_better), CellStyle::share);
    workbook.put(value_of(paired.probability_equal), CellStyle::share);
    workbook.put(paired.paths_to_tell ? static_cast<double>(*paired.paths_to_tell) : kNone,
                 CellStyle::count);
  }
  workbook.filter(head, 9);
}

void sweeps_sheet(const Book& book, const Comparison& comparison) {
  if (!comparison.study || comparison.study->points.empty()) return;
  Workbook& workbook = book.workbook;
  workbook.begin_sheet(say("Sweeps"));
  const std::string label = metric_label(ranked_by(comparison));
  const std::uint32_t head = put_heads(book, {{say("sweep"), false},
                                              {say("number"), false},
                                              {say("value"), false},
                                              {say("{metric} mean", {{"metric", label}})},
                                              {say("error of the mean")},
                                              {say("rank from")},
                                              {say("rank to")},
                                              {say("best of all")}});
  workbook.freeze();
  for (const simulate::SweepPoint& point : comparison.study->points)
    for (std::size_t way = 0; way < point.means.size(); ++way) {
      const auto* metric = find_metric(comparison.ways[way].result, ranked_by(comparison));
      const CellStyle style = style_of(metric == nullptr ? "" : metric->unit, book.provenance());
      begin_row(book, book.all[way]);
      for (const std::string& text : {point.sweep, point.address, point.value}) workbook.put(text);
      workbook.put(value_of(point.means[way]), style);
      workbook.put(error_of(point.means[way]), style);
      if (way >= point.ranks.size()) continue;
      const summary::Ranks& ranks = point.ranks[way];
      workbook.put(ranks.low > 0 ? ranks.low : kNone, CellStyle::count);
      workbook.put(ranks.high > 0 ? ranks.high : kNone, CellStyle::count);
      workbook.put(value_of(ranks.probability.front()), CellStyle::share);
    }
  workbook.filter(head, 9);
}

}  // namespace landfall::reports
