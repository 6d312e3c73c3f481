// A result as a spreadsheet: numbers as numbers, a chart with each table.
#include <algorithm>
#include <cmath>
#include <optional>

#include "base/language.hpp"
#include "reports/comparison.hpp"
#include "reports/comparison_cells.hpp"
#include "reports/layout.hpp"
#include "reports/reports.hpp"
#include "reports/spreadsheet/book.hpp"
#include "reports/stopping.hpp"
#include "reports/view.hpp"
#include "reports/words.hpp"

namespace landfall::reports {
namespace {

const TextStyle kStyle{.width = 100};
constexpr int kLineWidth = 150;  // columns of text over the table below it

void put_line(Workbook& workbook, const std::string& text, CellStyle style = CellStyle::note) {
  workbook.begin_row();
  workbook.put(text, style);
}

/// A sentence, on as many rows as it needs.
void put_sentence(Workbook& workbook, const std::string& sentence) {
  for (const std::string& line : wrapped(sentence, kLineWidth))
    put_line(workbook, line, CellStyle::sentence);
}

constexpr double kLevels[] = {5, 25, 50, 75, 95};

std::uint32_t put_metric_heads(const Book& book) {
  std::vector<Head> heads = {{say("metric"), false},     {say("name"), false},
                             {say("unit"), false},       {say("mean")},
                             {say("error of the mean")}, {say("sd")}};
  for (const double level : kLevels) heads.push_back({level_head(level)});
  heads.insert(heads.end(), {{say("worst 5 %")}, {say("above 0")}, {say("never")}});
  return put_heads(book, heads);
}

/// Mean with its error, spread, and how likely it is above zero.
void put_metric(const Book& book, const Named& one, const summary::MetricSummary& metric) {
  Workbook& workbook = book.workbook;
  const CellStyle style = style_of(metric.unit, book.provenance());
  begin_row(book, one);
  for (const std::string& text :
       {metric_label(metric.name), metric.name, unit_in_words(metric.unit)})
    workbook.put(text);
  for (const double value : {value_of(metric.mean), error_of(metric.mean), value_of(metric.sd)})
    workbook.put(value, style);
  for (const double level : kLevels) workbook.put(value_of(metric.percentiles, level), style);
  workbook.put(value_of(metric.expected_shortfall), style);
  const auto* above = find_exceedance(metric, 0);
  workbook.put(above == nullptr ? kNone : value_of(*above), CellStyle::share);
  workbook.put(metric.absent_is_never ? value_of(metric.absent_share) : kNone, CellStyle::share);
}

/// Every metric of a result; of several their main ones, before a sheet of all.
void summary_table(const Book& book) {
  put_metric_heads(book);
  for (const Named& one : book.all) {
    if (!book.has_names)
      for (const summary::MetricSummary& metric : one.result->summary.metrics)
        put_metric(book, one, metric);
    else
      for (const MetricRow& row : main_rows(*one.result)) put_metric(book, one, *row.metric);
  }
}

void metrics_sheet(const Book& book) {
  book.workbook.begin_sheet(say("Metrics"));
  const std::uint32_t head = put_metric_heads(book);
  book.workbook.freeze(1);
  for (const Named& one : book.all)
    for (const summary::MetricSummary& metric : one.result->summary.metrics)
      put_metric(book, one, metric);
  book.workbook.filter(head, 15);
}

/// What stands above the table of the summary.
struct Front {
  const simulate::Provenance& provenance;
  std::string setting;
  std::vector<std::string> sentences, notes;
  std::vector<std::string> command;
};

void summary_sheet(const Book& book, const Front& front) {
  Workbook& workbook = book.workbook;
  workbook.begin_sheet(say("Summary"));
  put_line(workbook, front.provenance.name, CellStyle::title);
  put_line(workbook, front.setting);
  put_line(workbook, sampling(front.provenance, kStyle));
  workbook.begin_row();
  for (const std::string& sentence : front.sentences) put_sentence(workbook, sentence);
  for (const std::string& note : front.notes) put_sentence(workbook, note);
  workbook.begin_row();
  summary_table(book);
  workbook.begin_row();
  put_line(workbook, made_by(front.provenance));
  std::string words;
  for (const std::string& word : front.command) words += (words.empty() ? "" : " ") + word;
  put_line(workbook, words);
}

/// Amounts are whole unless all of them are small.
int decimals_of(const std::vector<Named>& all) {
  constexpr double kSmall = 1000;
  double most = 0;
  for (const Named& one : all)
    for (const summary::MetricSummary& metric : one.result->summary.metrics)
      if (metric.unit == one.result->provenance.currency && metric.mean.exists())
        most = std::max(most, std::fabs(metric.mean.value));
  return most < kSmall ? 2 : 0;
}

void add_notes(const std::optional<simulate::Stopping>& stopping,
               const std::vector<std::string>& warnings, Front& front) {
  if (stopping)
    for (const std::string& sentence : stopping_sentences(*stopping))
      front.notes.push_back(sentence);
  for (const std::string& warning : warnings)
    front.notes.push_back(say("Warning: {warning}", {{"warning", warning}}));
}

void common_sheets(const Book& book, const KeptDraws* draws) {
  years_sheet(book);
  npv_sheet(book);
  markets_sheet(book);
  drivers_sheet(book);
  ladders_sheet(book);
  convergence_sheet(book);
  assumptions_sheet(book);
  if (draws != nullptr) draws_sheet(book, *draws);
}

}  // namespace

std::string spreadsheet_report(const simulate::Result& result, const KeptDraws* draws) {
  const simulate::Provenance& provenance = result.provenance;
  const std::vector<Named> all = {{"", &result}};
  Workbook workbook(provenance.name, provenance.currency, decimals_of(all));
  const Book book{workbook, all, false, false, money_scale(result)};
  Front front{.provenance = provenance,
              .setting = setting(provenance, kStyle),
              .sentences = headline(result, kStyle),
              .notes = {},
              .command = run_command(result)};
  add_notes(result.stopping, said(result.warnings), front);
  front.notes.push_back(draws_sentence(book, draws));
  summary_sheet(book, front);
  common_sheets(book, draws);
  return workbook.bytes();
}

std::string comparison_spreadsheet(const simulate::Comparison& comparison, const KeptDraws* draws) {
  const simulate::Provenance provenance = compared_provenance(comparison);
  std::vector<Named> all;
  for (const simulate::Way& way : comparison.ways) all.push_back({way.name, &way.result});
  Workbook workbook(provenance.name, provenance.currency, decimals_of(all));
  const Book book{workbook, all, true, is_of_one_file(comparison), money_of(comparison)};
  Front front{.provenance = provenance,
              .setting = compared_setting(comparison, kStyle),
              .sentences = comparison_sentences(comparison, kStyle),
              .notes = {},
              .command = comparison_command(comparison)};
  add_notes(comparison.stopping, comparison_warnings(comparison), front);
  front.notes.push_back(draws_sentence(book, draws));
  summary_sheet(book, front);
  ways_sheet(book, comparison);
  metrics_sheet(book);
  ranks_sheet(book, comparison);
  differences_sheet(book, comparison);
  study_sheets(book, comparison);
  sweeps_sheet(book, comparison);
  common_sheets(book, draws);
  return workbook.bytes();
}

}  // namespace landfall::reports
