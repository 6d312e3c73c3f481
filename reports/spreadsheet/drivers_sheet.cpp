// The sheet of what drives the result.
#include <algorithm>

#include "base/language.hpp"
#include "reports/driver_names.hpp"
#include "reports/drivers.hpp"
#include "reports/spreadsheet/book.hpp"

namespace landfall::reports {
namespace {

constexpr std::uint16_t kLowest = 2, kHighest = 4;  // columns of the means

void put_estimate(Workbook& workbook, const summary::Estimate& estimate, CellStyle style) {
  workbook.put(value_of(estimate), style);
  workbook.put(error_of(estimate), style);
}

void put_driver(const Book& book, const Named& one, const simulate::DriverOfResult& driver) {
  Workbook& workbook = book.workbook;
  const summary::Effect& effect = driver.effect;
  const CellStyle style = driver.unit == "share" ? CellStyle::share : CellStyle::number;
  begin_row(book, one);
  workbook.put(driver_name(driver, one.result->provenance));
  workbook.put(driver.address);
  for (const summary::EndOfNumber* end : {&effect.low, &effect.high})
    put_estimate(workbook, end->mean, CellStyle::money);
  put_estimate(workbook, effect.rank_correlation, CellStyle::number);
  for (const summary::EndOfNumber* end : {&effect.low, &effect.high}) {
    workbook.put(end->bound, style);
    workbook.put(end->share, CellStyle::share);
  }
  workbook.put(driver.unit == "share" ? "" : driver.unit);
}

std::vector<Head> driver_heads() {
  return {{say("number"), false},
          {say("address"), false},
          {say("mean npv where lowest")},
          {say("error")},
          {say("where highest")},
          {say("error")},
          {say("rank correlation")},
          {say("error")},
          {say("lowest, up to")},
          {say("share of futures")},
          {say("highest, from")},
          {say("share of futures")},
          {say("unit"), false}};
}

}  // namespace

void drivers_sheet(const Book& book) {
  Workbook& workbook = book.workbook;
  if (std::none_of(book.all.begin(), book.all.end(),
                   [](const Named& one) { return has_drivers(*one.result); }))
    return;
  workbook.begin_sheet(say("Drivers"));
  const std::vector<Head> heads = driver_heads();
  const std::uint32_t head = put_heads(book, heads);
  workbook.freeze(1);
  for (const Named& one : book.all)
    for (std::size_t i = 0; has_drivers(*one.result) && i < one.result->drivers->told.size(); ++i)
      put_driver(book, one, one.result->drivers->told[i]);
  workbook.filter(head, static_cast<std::uint16_t>(heads.size() + book.shift()));
  if (book.has_names || workbook.row() == head) return;
  const std::uint32_t last =
      std::min(workbook.row(), head + static_cast<std::uint32_t>(kShownDrivers));
  SheetChart chart{.kind = SheetChart::Kind::bar,
                   .title = say("What drives the result"),
                   .names = {"", book.money.unit},
                   .formats = {"", axis_format(book.money)},
                   .alt = say("What drives the result; the cells above hold it"),
                   .series = {},
                   .row = workbook.row() + 1};
  for (const std::uint16_t column : {kLowest, kHighest})
    chart.series.push_back({heads[column].text, {head + 1, last, 0}, {head + 1, last, column}});
  workbook.chart(chart);
}

}  // namespace landfall::reports
