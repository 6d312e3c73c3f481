// The sheets of how ways stand to each other: medians by market, places, dominance.
#pragma once

#include "reports/spreadsheet/workbook.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

/// Each where there is something to say.
void study_sheets(Workbook& workbook, const simulate::Comparison& comparison);

}  // namespace landfall::reports
