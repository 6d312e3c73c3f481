// check, explain, replay and version.
#include <fmt/format.h>

#include <CLI/Version.hpp>
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/commands/commands.hpp"
#include "app/ranks.hpp"
#include "app/terminal.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "reports/reports.hpp"
#include "simulate/dispatch.hpp"
#include "simulate/explain.hpp"
#include "simulate/trace.hpp"

namespace landfall::app {

namespace {

/// "avx2 (chosen; built: baseline, avx2; this processor runs: baseline, avx2)".
std::string kernels_in_words() {
  std::string built, runs;
  for (const simulate::Kernels& kernels : simulate::built_kernels()) {
    built += (built.empty() ? "" : ", ") + kernels.name;
    if (kernels.runs_here) runs += (runs.empty() ? "" : ", ") + kernels.name;
  }
  return fmt::format("{} (chosen; built: {}; this processor runs: {})",
                     simulate::choose_kernels().name, built, runs);
}

/// explain --plot.
int plot_command(const Options& options) {
  if (options.format != Format::text)
    throw UsageError{"--plot draws text only", "leave --format out"};
  const scenario::Scenario scenario = read_with(options, options.files.front());
  const scenario::NumberId id = scenario::find_number(scenario, options.plot);
  if (id >= 0)
    return deliver(options,
                   reports::plot_text(simulate::plot_of(scenario, id), report_style(options)));
  std::vector<std::string> addresses;
  std::string below;
  for (const scenario::Number& number : scenario.numbers) {
    addresses.push_back(number.address);
    if (number.address.starts_with(options.plot + "."))
      below += (below.empty() ? "" : ", ") + number.address;
  }
  if (!below.empty())
    throw UsageError{"'" + options.plot + "' is a table, not a number", "numbers in it: " + below};
  const std::string close = nearest(options.plot, addresses);
  throw UsageError{"there is no number at '" + sanitise(options.plot) + "'",
                   close.empty() ? "landfall explain lists the addresses of all numbers"
                                 : "did you mean '" + close + "'?"};
}

}  // namespace

int check_command(const Options& options) {
  int code = 0;
  std::string good;
  for (const std::string& file : options.files) {
    try {
      if (scenario::is_study(file)) {
        const scenario::StudyFile study = scenario::read_study(file);
        tell("{}", render(study.warnings, study.sources));
        good += fmt::format("{}: no mistakes; a study of {} scenarios\n", sanitise(file),
                            study_ways(options, study).size());
        continue;
      }
      const scenario::Scenario scenario = read_with(options, file);
      tell("{}", render(scenario.warnings, scenario.sources));
      const auto markets =
          std::count_if(scenario.markets.begin(), scenario.markets.end(),
                        [](const scenario::Market& market) { return market.line == 0; });
      good += fmt::format("{}: no mistakes; {} market{}, {} numbers stated\n", sanitise(file),
                          markets, markets == 1 ? "" : "s", scenario.stated.size());
    } catch (...) {
      code = std::max(code, report_failure());
    }
  }
  return std::max(code, deliver(options, good));
}

int explain_command(const Options& options) {
  if (!options.plot.empty()) return plot_command(options);
  const Speaking scope(language_for(options.format));
  simulate::Explanation explanation = simulate::explain(read_with(options, options.files.front()));
  explanation.provenance.version = LANDFALL_VERSION;
  if (options.format == Format::json)
    return deliver(options, reports::explanation_json(explanation));
  if (options.format == Format::markdown)
    return deliver(options, reports::explanation_markdown(explanation));
  return deliver(options, reports::explanation_text(explanation, report_style(options)));
}

int replay_command(const Options& options) {
  const Speaking scope(language_for(options.format));
  simulate::Trace trace = simulate::replay(read_with(options, options.files.front()), options.path);
  trace.provenance.version = LANDFALL_VERSION;
  if (options.format == Format::json) return deliver(options, reports::trace_json(trace));
  if (options.format == Format::csv)
    return deliver(options, reports::in_dialect(reports::trace_csv(trace), options.csv_dialect));
  return deliver(options, reports::trace_text(trace, report_style(options)));
}

int version_command(const Options& options) {
  std::string text = fmt::format("landfall {}\n", LANDFALL_VERSION);
  if (options.verbose)
    text += fmt::format(
        "kernels: {}\ncompiler: {}\nlibraries: fmt {}.{}.{}, CLI11 {}, nlohmann-json {}.{}.{}\n"
        "MPI: {}\n",
        kernels_in_words(), __VERSION__, FMT_VERSION / 10000, FMT_VERSION / 100 % 100,
        FMT_VERSION % 100, CLI11_VERSION, NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
        NLOHMANN_JSON_VERSION_PATCH, mpi_in_words());
  return deliver(options, text);
}

}  // namespace landfall::app
