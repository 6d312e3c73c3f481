// A result as a spreadsheet: numbers as numbers, a chart beside each table.
#include <algorithm>
#include <limits>

#include "reports/comparison.hpp"
#include "reports/register.hpp"
#include "reports/reports.hpp"
#include "reports/spreadsheet/drivers_sheet.hpp"
#include "reports/spreadsheet/path_sheets.hpp"
#include "reports/spreadsheet/workbook.hpp"
#include "reports/view.hpp"
#include "reports/words.hpp"

namespace landfall::reports {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
const TextStyle kStyle{.width = 100};

/// One result with the name it goes by; a run alone has none.
struct Named {
  std::string name;
  const simulate::Result* result;
};

struct Book {
  Workbook& workbook;
  const std::vector<Named>& all;
  bool has_names;
};

CellStyle style_of(const std::string& unit, const simulate::Provenance& provenance) {
  if (unit == provenance.currency) return CellStyle::money;
  if (unit == "share") return CellStyle::share;
  return unit == "months" ? CellStyle::months : CellStyle::number;
}

double value_of(const summary::Estimate& estimate) {
  return estimate.exists() ? estimate.value : kNone;
}
double error_of(const summary::Estimate& estimate) {
  return estimate.exists() ? estimate.error : kNone;
}
double value_of(const std::vector<summary::Percentile>& percentiles, double level) {
  const auto* quantile = find_quantile(percentiles, level);
  return quantile != nullptr && quantile->exists() ? quantile->value : kNone;
}

void put_heads(Workbook& book, const std::vector<std::string>& heads) {
  book.begin_row();
  for (const std::string& head : heads) book.put(head, CellStyle::head);
}

void put_line(Workbook& book, const std::string& text, CellStyle style = CellStyle::plain) {
  book.begin_row();
  book.put(text, style);
}

std::vector<std::string> with_name(const Book& book, std::vector<std::string> heads) {
  if (book.has_names) heads.insert(heads.begin(), "strategy or scenario");
  return heads;
}

std::vector<double> widths(const Book& book, std::vector<double> of) {
  if (book.has_names) of.insert(of.begin(), 24);
  return of;
}

void begin_row(const Book& book, const Named& one) {
  book.workbook.begin_row();
  if (book.has_names) book.workbook.put(one.name);
}

/// Every metric: mean with its error, spread, and how likely it is above zero.
void metrics_table(const Book& book) {
  Workbook& workbook = book.workbook;
  put_heads(workbook,
            with_name(book, {"metric", "unit", "mean", "error of the mean", "sd", "P5", "P25",
                             "median", "P75", "P95", "worst 5 %", "above 0", "never"}));
  for (const Named& one : book.all)
    for (const summary::MetricSummary& metric : one.result->summary.metrics) {
      const CellStyle style = style_of(metric.unit, one.result->provenance);
      begin_row(book, one);
      workbook.put(metric.name);
      workbook.put(metric.unit);
      for (const double value : {value_of(metric.mean), error_of(metric.mean), value_of(metric.sd)})
        workbook.put(value, style);
      for (const double level : {5.0, 25.0, 50.0, 75.0, 95.0})
        workbook.put(value_of(metric.percentiles, level), style);
      workbook.put(value_of(metric.expected_shortfall), style);
      const auto* above = find_exceedance(metric, 0);
      workbook.put(above == nullptr ? kNone : value_of(*above), CellStyle::share);
      workbook.put(metric.absent_is_never ? value_of(metric.absent_share) : kNone,
                   CellStyle::share);
    }
}

void years_sheet(const Book& book) {
  Workbook& workbook = book.workbook;
  workbook.begin_sheet("Years", widths(book, {16, 14, 14, 14, 14, 14, 14, 14}));
  put_heads(workbook, with_name(book, {"year", "mean revenue", "error of the mean", "P5", "P25",
                                       "median", "P75", "P95"}));
  workbook.freeze_rows();
  const std::uint16_t shift = book.has_names ? 1 : 0;
  std::vector<Workbook::Series> series;
  for (const Named& one : book.all) {
    const auto& years = one.result->summary.revenue_by_year;
    const std::uint32_t first = workbook.row() + 1;
    for (std::size_t year = 0; year < years.size(); ++year) {
      begin_row(book, one);
      workbook.put(year_label(years[year].label, year));
      workbook.put(value_of(years[year].mean), CellStyle::money);
      workbook.put(error_of(years[year].mean), CellStyle::money);
      for (const double level : {5.0, 25.0, 50.0, 75.0, 95.0})
        workbook.put(value_of(years[year].percentiles, level), CellStyle::money);
    }
    if (years.empty()) continue;
    const CellRange labels{first, workbook.row(), shift};
    const auto add = [&](const std::string& name, std::uint16_t column) {
      series.push_back(
          {name, labels, {first, workbook.row(), static_cast<std::uint16_t>(column + shift)}});
    };
    if (book.has_names) {
      add(one.name, 5);
    } else {
      add("P5", 3);
      add("median", 5);
      add("P95", 7);
    }
  }
  if (!series.empty())
    workbook.chart(
        Workbook::ChartKind::line,
        book.has_names ? "Median revenue by year" : "Revenue by year: P5, median and P95",
        book.all.front().result->provenance.currency, series, static_cast<std::uint16_t>(9 + shift),
        "Revenue by year; the cells beside it hold it");
}

void npv_sheet(const Book& book) {
  Workbook& workbook = book.workbook;
  workbook.begin_sheet("Npv", widths(book, {16, 16, 12, 10, 10}));
  put_heads(workbook, with_name(book, {"from", "to", "futures", "share", "at least"}));
  workbook.freeze_rows();
  const std::uint16_t shift = book.has_names ? 1 : 0;
  for (const Named& one : book.all) {
    const auto* npv = find_metric(*one.result, "npv");
    if (npv == nullptr) continue;
    std::uint64_t left = npv->paths;
    const std::uint32_t first = workbook.row() + 1;
    for (const summary::Bar& bar : npv->bars) {
      begin_row(book, one);
      workbook.put(bar.low, CellStyle::money);
      workbook.put(bar.high, CellStyle::money);
      workbook.put(static_cast<double>(bar.paths), CellStyle::count);
      const double paths = static_cast<double>(npv->paths);
      workbook.put(static_cast<double>(bar.paths) / paths, CellStyle::share);
      workbook.put(static_cast<double>(left) / paths, CellStyle::share);
      left -= bar.paths;
    }
    if (&one == &book.all.front() && !npv->bars.empty())
      workbook.chart(Workbook::ChartKind::column,
                     "Npv over the futures" + (book.has_names ? ": " + one.name : std::string()),
                     "share",
                     {{"share",
                       {first, workbook.row(), shift},
                       {first, workbook.row(), static_cast<std::uint16_t>(3 + shift)}}},
                     static_cast<std::uint16_t>(6 + shift),
                     "Histogram of the npv; the cells beside it hold it");
  }
}

void markets_sheet(const Book& book) {
  Workbook& workbook = book.workbook;
  workbook.begin_sheet("Markets", widths(book, {30, 14, 14, 14, 14, 14}));
  put_heads(workbook,
            with_name(book, {"revenue of", "mean", "error of the mean", "P5", "median", "P95"}));
  workbook.freeze_rows();
  const std::uint32_t first = workbook.row() + 1;
  for (const Named& one : book.all)
    for (const summary::MetricSummary& metric : one.result->summary.metrics) {
      if (!metric.name.starts_with("revenue.") || metric.name.starts_with("revenue.year_"))
        continue;
      begin_row(book, one);
      workbook.put(metric.name.substr(8));
      workbook.put(value_of(metric.mean), CellStyle::money);
      workbook.put(error_of(metric.mean), CellStyle::money);
      for (const double level : {5.0, 50.0, 95.0})
        workbook.put(value_of(metric.percentiles, level), CellStyle::money);
    }
  if (!book.has_names && workbook.row() >= first)
    workbook.chart(Workbook::ChartKind::bar, "Mean revenue by market and channel",
                   book.all.front().result->provenance.currency,
                   {{"mean", {first, workbook.row(), 0}, {first, workbook.row(), 1}}}, 7,
                   "Mean revenue by market and channel; the cells beside it hold it");
}

std::string in_words(simulate::Origin origin) {
  return origin == simulate::Origin::source       ? "source"
         : origin == simulate::Origin::assumption ? "assumption"
                                                  : "unsourced";
}

void assumptions_sheet(const Book& book) {
  Workbook& workbook = book.workbook;
  workbook.begin_sheet("Assumptions", widths(book, {44, 34, 14, 12, 80}));
  put_heads(workbook, with_name(book, {"number", "value", "unit", "origin", "source or reason"}));
  workbook.freeze_rows();
  for (const Named& one : book.all)
    for (const simulate::Assumption& line : one.result->assumptions) {
      begin_row(book, one);
      for (const std::string& text :
           {line.address, line.value, line.unit, in_words(line.origin), line.text})
        workbook.put(text);
    }
}

void differences_sheet(Workbook& workbook, const simulate::Comparison& comparison) {
  workbook.begin_sheet("Differences", {24, 24, 24, 12, 16, 16, 14, 14, 16});
  put_heads(workbook, {"metric", "first", "second", "unit", "first less second", "error",
                       "first better", "equal", "paths to tell"});
  workbook.freeze_rows();
  const simulate::Provenance& provenance = comparison.ways.front().result.provenance;
  for (const summary::PairOfMetric& pair : comparison.figures.pairs) {
    const summary::ComparedMetric& metric = comparison.figures.metrics[pair.metric];
    workbook.begin_row();
    workbook.put(metric.name);
    for (const int way : {pair.first, pair.second})
      workbook.put(comparison.ways[static_cast<std::size_t>(way)].name);
    workbook.put(metric.unit);
    const CellStyle style = style_of(metric.unit, provenance);
    workbook.put(value_of(pair.paired.mean_difference), style);
    workbook.put(error_of(pair.paired.mean_difference), style);
    workbook.put(value_of(pair.paired.probability_better), CellStyle::share);
    workbook.put(value_of(pair.paired.probability_equal), CellStyle::share);
    workbook.put(
        pair.paired.paths_to_tell ? static_cast<double>(*pair.paired.paths_to_tell) : kNone,
        CellStyle::count);
  }
}

void ranks_sheet(Workbook& workbook, const simulate::Comparison& comparison) {
  workbook.begin_sheet("Ranks", {24, 24, 12, 12, 14, 14});
  put_heads(workbook,
            {"metric", "strategy or scenario", "rank from", "rank to", "best of all", "error"});
  workbook.freeze_rows();
  for (const summary::RanksOfMetric& of : comparison.figures.ranks)
    for (std::size_t way = 0; way < of.ranks.size(); ++way) {
      const summary::Ranks& ranks = of.ranks[way];
      workbook.begin_row();
      workbook.put(comparison.figures.metrics[of.metric].name);
      workbook.put(comparison.ways[way].name);
      workbook.put(ranks.low > 0 ? ranks.low : kNone, CellStyle::count);
      workbook.put(ranks.high > 0 ? ranks.high : kNone, CellStyle::count);
      workbook.put(value_of(ranks.probability.front()), CellStyle::share);
      workbook.put(error_of(ranks.probability.front()), CellStyle::share);
    }
}

void summary_sheet(const Book& book, const simulate::Provenance& provenance,
                   const std::string& setting_of_it, const std::vector<std::string>& sentences,
                   const std::vector<std::string>& command) {
  Workbook& workbook = book.workbook;
  workbook.begin_sheet("Summary",
                       widths(book, {26, 10, 16, 16, 16, 16, 16, 16, 16, 16, 16, 10, 10}));
  put_line(workbook, provenance.name, CellStyle::title);
  put_line(workbook, setting_of_it, CellStyle::note);
  put_line(workbook, sampling(provenance, kStyle), CellStyle::note);
  for (const std::string& sentence : sentences) put_line(workbook, sentence);
  put_line(workbook, made_by(provenance), CellStyle::note);
  std::string words;
  for (const std::string& word : command) words += (words.empty() ? "" : " ") + word;
  put_line(workbook, words, CellStyle::note);
  workbook.begin_row();
  metrics_table(book);
}

void common_sheets(const Book& book) {
  years_sheet(book);
  npv_sheet(book);
  markets_sheet(book);
  std::vector<std::pair<std::string, const simulate::Result*>> results;
  for (const Named& one : book.all) results.emplace_back(one.name, one.result);
  drivers_sheet(book.workbook, results);
}

}  // namespace

std::string spreadsheet_report(const simulate::Result& result) {
  const simulate::Provenance& provenance = result.provenance;
  Workbook workbook(provenance.name, provenance.currency);
  const std::vector<Named> all = {{"", &result}};
  const Book book{workbook, all, false};
  summary_sheet(book, provenance, setting(provenance, kStyle), headline(result, kStyle),
                run_command(result));
  common_sheets(book);
  ladders_sheet(workbook, result);
  convergence_sheet(workbook, result);
  assumptions_sheet(book);
  return workbook.bytes();
}

std::string comparison_spreadsheet(const simulate::Comparison& comparison) {
  const simulate::Provenance provenance = compared_provenance(comparison);
  Workbook workbook(provenance.name, provenance.currency);
  std::vector<Named> all;
  for (const simulate::Way& way : comparison.ways) all.push_back({way.name, &way.result});
  const Book book{workbook, all, true};
  summary_sheet(book, provenance, compared_setting(comparison, kStyle),
                comparison_sentences(comparison, kStyle), comparison_command(comparison));
  ranks_sheet(workbook, comparison);
  differences_sheet(workbook, comparison);
  common_sheets(book);
  assumptions_sheet(book);
  return workbook.bytes();
}

}  // namespace landfall::reports
