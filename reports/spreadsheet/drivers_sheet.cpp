#include "reports/spreadsheet/drivers_sheet.hpp"

#include <algorithm>

#include "base/language.hpp"
#include "reports/driver_names.hpp"
#include "reports/drivers.hpp"

namespace landfall::reports {
namespace {

void put_estimate(Workbook& workbook, const summary::Estimate& estimate, CellStyle style) {
  workbook.put(estimate.value, style);
  workbook.put(estimate.error, style);
}

void put_row(Workbook& workbook, const simulate::DriverOfResult& driver,
             const simulate::Provenance& provenance) {
  const summary::Effect& effect = driver.effect;
  const CellStyle style = driver.unit == "share" ? CellStyle::share : CellStyle::number;
  workbook.put(driver_name(driver, provenance));
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

}  // namespace

void drivers_sheet(Workbook& workbook,
                   const std::vector<std::pair<std::string, const simulate::Result*>>& results) {
  if (std::none_of(results.begin(), results.end(),
                   [](const auto& one) { return has_drivers(*one.second); }))
    return;
  const bool has_names = results.size() > 1;
  std::vector<double> widths = {44, 44, 16, 14, 16, 14, 12, 10, 14, 10, 14, 10, 12};
  std::vector<std::string> heads = {say("number"),
                                    say("address"),
                                    say("mean npv where lowest"),
                                    say("error"),
                                    say("where highest"),
                                    say("error"),
                                    say("rank correlation"),
                                    say("error"),
                                    say("lowest, up to"),
                                    say("share of futures"),
                                    say("highest, from"),
                                    say("share of futures"),
                                    say("unit")};
  if (has_names) {
    widths.insert(widths.begin(), 24);
    heads.insert(heads.begin(), say("strategy or scenario"));
  }
  workbook.begin_sheet(say("Drivers"), widths);
  workbook.begin_row();
  for (const std::string& head : heads) workbook.put(head, CellStyle::head);
  workbook.freeze_rows();
  const std::uint32_t first = workbook.row() + 1;
  for (const auto& [name, result] : results)
    for (std::size_t i = 0; has_drivers(*result) && i < result->drivers->told.size(); ++i) {
      workbook.begin_row();
      if (has_names) workbook.put(name);
      put_row(workbook, result->drivers->told[i], result->provenance);
    }
  if (has_names) return;
  const std::uint32_t last =
      std::min(workbook.row(), first + static_cast<std::uint32_t>(kShownDrivers) - 1);
  workbook.chart(Workbook::ChartKind::bar, say("What drives the result"),
                 results.front().second->provenance.currency,
                 {{say("mean npv where lowest"), {first, last, 0}, {first, last, 2}},
                  {say("where highest"), {first, last, 0}, {first, last, 4}}},
                 14, say("What drives the result; the cells beside it hold it"));
}

}  // namespace landfall::reports
