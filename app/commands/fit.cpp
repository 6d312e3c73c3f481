// fit: which distributions a column of data suggests.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "app/commands/commands.hpp"
#include "app/terminal.hpp"
#include "reports/fit.hpp"
#include "scenario/csv_column.hpp"

namespace landfall::app {

int fit_command(const Options& options) {
  scenario::CsvColumn column;
  try {
    column = scenario::read_csv_column({.file = options.files.front(),
                                        .column = options.column,
                                        .count_min = random::kFitCountMin});
    const auto [low, high] = std::minmax_element(column.values.begin(), column.values.end());
    if (*low == *high)
      throw ScenarioError({{Severity::error,
                            {},
                            "all values of the column '" + column.name + "' are the same",
                            "a constant needs no distribution"}},
                          {{column.file, ""}});
  } catch (const ScenarioError& error) {
    tell("{}nothing was fitted\n", render(error.diagnostics, error.sources));
    return kBadInput;
  }
  const reports::FitReport report{column.file, column.name, column.sha256,
                                  random::fit_data(column.values, options.seed.value_or(1))};
  if (options.format == Format::json)
    return deliver(options, reports::fit_json(report, LANDFALL_VERSION));
  return deliver(options, reports::fit_text(report, report_style(options)));
}

}  // namespace landfall::app
