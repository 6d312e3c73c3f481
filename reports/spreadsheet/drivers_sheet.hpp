// The sheet of what drives the result.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "reports/spreadsheet/workbook.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

/// A row for each number that is told to move the npv, of each result, which has a name where there
/// are several; beside those of a single one a chart. No sheet where there is none of them.
void drivers_sheet(Workbook& workbook,
                   const std::vector<std::pair<std::string, const simulate::Result*>>& results);

}  // namespace landfall::reports
