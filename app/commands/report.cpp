// report: the reports of a result that was written as JSON.
#include <fmt/format.h>

#include <cstdio>
#include <optional>

#include "app/commands/commands.hpp"
#include "app/commands/report_files.hpp"
#include "app/option_files.hpp"
#include "app/terminal.hpp"
#include "base/atomic_file.hpp"
#include "reports/read_json.hpp"
#include "scenario/document.hpp"

namespace landfall::app {

int report_command(const Options& options) {
  const std::string& file = options.files.front();
  std::optional<reports::Outcome> outcome;
  try {
    outcome = reports::read_json({file, scenario::read_source(file, reports::kResultBytesMax)});
  } catch (const ScenarioError& error) {
    tell("{}nothing was written\n", render(error.diagnostics, error.sources));
    return kBadInput;
  }
  return std::visit(
      [&](const auto& of) {
        ReportFiles files(options, name_of_file(file));
        std::optional<AtomicFile> out;
        if (!options.out.empty()) out.emplace(options.out);
        const std::string text = rendered(options.format, of, options);
        files.write(of);
        if (!out) return deliver(options, text);
        out->append(text);
        out->commit();
        return 0;
      },
      *outcome);
}

}  // namespace landfall::app
