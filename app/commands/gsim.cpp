// gsim: what tariffs do to the trade of one product among all regions.
#include <fmt/format.h>

#include <cstdio>

#include "app/commands/commands.hpp"
#include "app/terminal.hpp"
#include "reports/gsim.hpp"
#include "scenario/gsim_file.hpp"

namespace landfall::app {

int gsim_command(const Options& options) {
  const scenario::GsimFile file = scenario::read_gsim(options.files.front());
  tell("{}", render(file.warnings, file.sources));
  const auto result = model::solve_gsim(file.problem);
  if (!result)
    throw WorldError("the prices of this file have no solution: supply and demand never meet");
  const reports::GsimReport report{file.file,   file.sha256,  file.name, file.unit,
                                   file.source, file.problem, *result};
  if (options.format == Format::json)
    return deliver(options, reports::gsim_json(report, LANDFALL_VERSION));
  return deliver(options, reports::gsim_text(report, report_style(options)));
}

}  // namespace landfall::app
