// Every scenario of a batch, way by way and metric by metric, as CSV.
#include "base/language.hpp"
#include "reports/batch.hpp"
#include "reports/csv_cells.hpp"
#include "reports/layout.hpp"

namespace landfall::reports {
namespace {

using Cells = std::vector<std::string>;

void append(Cells& cells, const Cells& others) {
  cells.insert(cells.end(), others.begin(), others.end());
}

/// A heading for each cell that the functions below put, in their order. Statistics are keys, the
/// same in every language, as in the CSV report of one scenario.
Cells headings() {
  Cells cells = {say_in("a column", "scenario"), say_in("a column", "title"),
                 say_in("a column", "file"),     say_in("a column", "strategy"),
                 say_in("a column", "metric"),   say_in("a column", "unit")};
  append(cells, {"mean", "mean_error"});
  for (const std::string level : {"p5", "p50", "p95"})
    append(cells, {level, level + "_low", level + "_high"});
  for (const std::string share : {"probability_above_0", "absent", "never"})
    append(cells, {share, share + "_error"});
  append(
      cells,
      {say_in("a column", "paths"), say_in("a column", "seed"), say_in("a column", "sampler"),
       say_in("a column", "currency"), say_in("a column", "start"), say_in("a column", "years"),
       say_in("a column", "step"), say_in("a column", "converged"), say_in("a column", "reason")});
  return cells;
}

/// Why a statistic is missing, behind its name.
void add_reason(const std::string& statistic, const std::string& missing, std::string& reasons) {
  if (missing.empty()) return;
  const bool is_message = missing.find('{') == std::string::npos;  // else it is none of ours
  reasons += (reasons.empty() ? "" : semicolon()) +
             labelled(statistic, is_message ? say(missing) : missing);
}

/// Value and error.
Cells estimate_cells(const summary::Estimate& estimate) {
  if (!estimate.exists()) return {"", ""};
  return {number_cell(estimate.value), number_cell(estimate.error)};
}

/// Value, and its 95 % interval.
Cells interval_cells(const summary::Interval& interval) {
  if (!interval.exists()) return {"", "", ""};
  return {number_cell(interval.value), number_cell(interval.low), number_cell(interval.high)};
}

/// From the metric to the shares without a value.
Cells figure_cells(const BatchFigure& figure) {
  const Cells none = {"", ""};
  Cells cells = {text_cell(figure.metric), text_cell(figure.unit)};
  append(cells, estimate_cells(figure.mean));
  append(cells, interval_cells(figure.p5));
  append(cells, interval_cells(figure.p50));
  append(cells, interval_cells(figure.p95));
  append(cells, figure.above_zero ? estimate_cells(*figure.above_zero) : none);
  append(cells, figure.absent_is_never ? none : estimate_cells(figure.absent_share));
  append(cells, figure.absent_is_never ? estimate_cells(figure.absent_share) : none);
  return cells;
}

std::string reasons_of(const BatchFigure& figure) {
  std::string reasons;
  add_reason("mean", figure.mean.missing, reasons);
  add_reason("p5", figure.p5.missing, reasons);
  add_reason("p50", figure.p50.missing, reasons);
  add_reason("p95", figure.p95.missing, reasons);
  if (figure.above_zero) add_reason("probability_above_0", figure.above_zero->missing, reasons);
  add_reason(figure.absent_is_never ? "never" : "absent", figure.absent_share.missing, reasons);
  return reasons;
}

/// From the paths to whether a stop rule was met.
Cells run_cells(const BatchEntry& entry) {
  return {std::to_string(entry.paths), std::to_string(entry.seed),
          text_cell(entry.sampler),    text_cell(entry.currency),
          text_cell(entry.start),      std::to_string(entry.years),
          text_cell(entry.step),       entry.converged ? "true" : "false"};
}

Cells names_of(const BatchEntry& entry) {
  return {text_cell(entry.name), text_cell(entry.title), text_cell(entry.file)};
}

std::string failure_line(const BatchEntry& entry) {
  Cells cells = names_of(entry);
  cells.resize(headings().size() - 1);
  cells.push_back(text_cell(entry.failure));
  return line_of(cells);
}

}  // namespace

std::string batch_csv(const Batch& batch) {
  std::string lines = line_of(headings());
  for (const BatchEntry& entry : batch.entries) {
    if (!entry.failure.empty()) {
      lines += failure_line(entry);
      continue;
    }
    for (const BatchWay& way : entry.ways)
      for (const BatchFigure& figure : way.figures) {
        Cells cells = names_of(entry);
        cells.push_back(text_cell(way.name));
        append(cells, figure_cells(figure));
        append(cells, run_cells(entry));
        cells.push_back(text_cell(reasons_of(figure)));
        lines += line_of(cells);
      }
  }
  return lines;
}

}  // namespace landfall::reports
