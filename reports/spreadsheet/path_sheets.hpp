// Sheets of what the paths show beside the metrics: how the mean settled, and price ladders.
#pragma once

#include "reports/spreadsheet/workbook.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

/// Nothing where the run has none.
void convergence_sheet(Workbook& workbook, const simulate::Result& result);
void ladders_sheet(Workbook& workbook, const simulate::Result& result);

}  // namespace landfall::reports
