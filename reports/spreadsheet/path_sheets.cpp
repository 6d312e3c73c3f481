#include "reports/spreadsheet/path_sheets.hpp"

#include <limits>

#include "base/language.hpp"
#include "reports/section_convergence.hpp"

namespace landfall::reports {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

void put_heads(Workbook& workbook, const std::vector<std::string>& heads) {
  workbook.begin_row();
  for (const std::string& head : heads) workbook.put(head, CellStyle::head);
  workbook.freeze_rows();
}

void put(Workbook& workbook, const simulate::Spread& spread) {
  const bool exists = spread.mean.exists();
  for (const double value : {exists ? spread.mean.value : kNone, exists ? spread.mean.error : kNone,
                             spread.p5, spread.p95})
    workbook.put(value, CellStyle::number);
}

}  // namespace

void convergence_sheet(Workbook& workbook, const simulate::Result& result) {
  if (convergence_table(result).rows.empty()) return;
  workbook.begin_sheet(say("Convergence"), {14, 16, 16, 16, 16, 16});
  put_heads(workbook, {say("paths"), say("mean npv"), say("error of the mean"),
                       say("interval from"), say("interval to"), say("half-width")});
  const std::uint32_t first = workbook.row() + 1;
  for (const summary::Checkpoint& point : result.summary.convergence) {
    workbook.begin_row();
    workbook.put(static_cast<double>(point.paths), CellStyle::count);
    const bool exists = point.mean.exists();
    const double mean = exists ? point.mean.value : kNone;
    const double half = exists ? half_width(point.mean, result.summary.grouping) : kNone;
    for (const double value :
         {mean, exists ? point.mean.error : kNone, mean - half, mean + half, half})
      workbook.put(value, CellStyle::money);
  }
  const auto column = [&](std::uint16_t at) { return CellRange{first, workbook.row(), at}; };
  workbook.chart(Workbook::ChartKind::line, say("Mean npv of the first so many paths"),
                 result.provenance.currency,
                 {{say("interval from"), column(0), column(3)},
                  {say("mean npv"), column(0), column(1)},
                  {say("interval to"), column(0), column(4)}},
                 7, say("Mean npv by number of paths; the cells beside it hold it"));
}

void ladders_sheet(Workbook& workbook, const simulate::Result& result) {
  if (result.ladders.empty()) return;
  workbook.begin_sheet(say("Price ladders"),
                       {10, 14, 18, 12, 18, 24, 8, 12, 12, 12, 12, 12, 12, 12, 12});
  put_heads(workbook, {say("market"), say("product"), say("channel"), say("period"),
                       say("currency and unit"), say("step"), say("total"), say("adds"),
                       say("error"), "P5", "P95", say("so far"), say("error"), "P5", "P95"});
  for (const simulate::Ladder& ladder : result.ladders)
    for (const simulate::LadderStep& step : ladder.steps) {
      workbook.begin_row();
      for (const std::string& word : {ladder.market, ladder.product, ladder.channel, ladder.period,
                                      ladder.currency + "/" + ladder.unit, say(step.name)})
        workbook.put(word);
      workbook.put(step.is_total ? say("yes") : say("no"));
      if (step.is_total)
        for (int i = 0; i < 4; ++i) workbook.skip();
      else
        put(workbook, step.amount);
      put(workbook, step.total);
    }
}

}  // namespace landfall::reports
