// Sheets of what the paths show beside the metrics: price ladders, and how the mean settled.
#include <algorithm>

#include "base/language.hpp"
#include "reports/section_convergence.hpp"
#include "reports/spreadsheet/book.hpp"

namespace landfall::reports {
namespace {

void put(Workbook& workbook, const simulate::Spread& spread) {
  for (const double value : {value_of(spread.mean), error_of(spread.mean), spread.p5, spread.p95})
    workbook.put(value, CellStyle::number);
}

void put_ladder(const Book& book, const Named& one, const simulate::Ladder& ladder) {
  Workbook& workbook = book.workbook;
  for (const simulate::LadderStep& step : ladder.steps) {
    begin_row(book, one);
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

}  // namespace

void ladders_sheet(const Book& book) {
  if (std::all_of(book.all.begin(), book.all.end(),
                  [](const Named& one) { return one.result->ladders.empty(); }))
    return;
  book.workbook.begin_sheet(say("Price ladders"));
  const std::vector<Head> heads = {{say("market"), false},
                                   {say("product"), false},
                                   {say("channel"), false},
                                   {say("period"), false},
                                   {say("currency and unit"), false},
                                   {say("step"), false},
                                   {say("total"), false},
                                   {say("adds")},
                                   {say("error")},
                                   {"P5"},
                                   {"P95"},
                                   {say("so far")},
                                   {say("error")},
                                   {"P5"},
                                   {"P95"}};
  const std::uint32_t head = put_heads(book, heads);
  for (const Named& one : book.all)
    for (const simulate::Ladder& ladder : one.result->ladders) put_ladder(book, one, ladder);
  book.workbook.filter(head, static_cast<std::uint16_t>(heads.size() + book.shift()));
}

void convergence_sheet(const Book& book) {
  const simulate::Result& result = *book.all.front().result;
  if (book.has_names || convergence_table(result).rows.empty()) return;
  Workbook& workbook = book.workbook;
  workbook.begin_sheet(say("Convergence"));
  const std::uint32_t head = put_heads(book, {{say("paths")},
                                              {say("mean npv")},
                                              {say("error of the mean")},
                                              {say("interval from")},
                                              {say("interval to")},
                                              {say("half-width")}});
  for (const summary::Checkpoint& point : result.summary.convergence) {
    workbook.begin_row();
    workbook.put(static_cast<double>(point.paths), CellStyle::count);
    const double mean = value_of(point.mean);
    const double half =
        point.mean.exists() ? half_width(point.mean, result.summary.grouping) : kNone;
    for (const double value : {mean, error_of(point.mean), mean - half, mean + half, half})
      workbook.put(value, CellStyle::money);
  }
  const auto column = [&](std::uint16_t at) { return CellRange{head + 1, workbook.row(), at}; };
  workbook.chart({.kind = SheetChart::Kind::line,
                  .title = say("Mean npv of the first so many paths"),
                  .names = {say("paths"), book.money.unit},
                  .formats = {"", axis_format(book.money)},
                  .alt = say("Mean npv by number of paths; the cells above hold it"),
                  .series = {{say("interval from"), column(0), column(3)},
                             {say("mean npv"), column(0), column(1)},
                             {say("interval to"), column(0), column(4)}},
                  .row = workbook.row() + 1});
}

}  // namespace landfall::reports
