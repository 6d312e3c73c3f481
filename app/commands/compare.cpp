// Several ways on the same futures: the strategies of a file, or files.
#include <fmt/format.h>

#include <optional>

#include "app/commands/commands.hpp"
#include "app/terminal.hpp"
#include "base/atomic_file.hpp"
#include "reports/reports.hpp"
#include "simulate/dispatch.hpp"
#include "study/compare.hpp"

namespace landfall::app {

namespace {

std::string report(const Options& options, const simulate::Comparison& comparison) {
  switch (options.format) {
    case Format::json:
      return reports::comparison_json(comparison);
    case Format::csv:
      return reports::comparison_csv(comparison);
    case Format::markdown:
      return reports::comparison_markdown(comparison);
    case Format::text:
      break;
  }
  return reports::comparison_text(comparison, report_style(options));
}

}  // namespace

int run_ways(const Options& options, const std::string& title,
             const std::vector<study::Way>& ways) {
  std::optional<AtomicFile> out;  // opened before the first path: a missing folder is known at once
  if (!options.out.empty()) out.emplace(options.out);
  const scenario::Scenario& first = ways.front().scenario;
  simulate::Comparison comparison;
  {
    Progress progress(title, first.stop.given() ? first.stop.max_paths : first.paths);
    comparison = study::compare(ways, run_options(options, progress.counter()));
  }
  for (simulate::Way& way : comparison.ways) way.result.provenance.version = LANDFALL_VERSION;
  const std::string text = report(options, comparison);
  if (out) {
    out->append(text);
    out->commit();
  } else if (const int code = deliver(options, text); code != 0) {
    return code;
  }
  if (!comparison.stopping || comparison.stopping->converged) return 0;
  fmt::print(stderr, "landfall: not converged: {}\n", reports::unreached(*comparison.stopping));
  return kNotConverged;
}

int compare_command(const Options& options) {
  if (simulate::choose_kernels().fma_is_emulated)
    fmt::print(stderr,
               "landfall: no FMA instructions are used here: the same results, far slower\n");
  std::vector<scenario::Scenario> scenarios;
  for (const std::string& file : options.files) {
    scenarios.push_back(read_with(options, file));
    if (!scenarios.back().strategies.empty())
      throw UsageError{"'" + file + "' has strategies of its own",
                       "landfall run compares them; compare takes files without"};
  }
  if (scenarios.size() > study::kWaysMax)
    throw UsageError{"compare takes at most " + std::to_string(study::kWaysMax) + " files", ""};
  const std::vector<study::Way> ways = study::ways_of(scenarios);
  const std::string why = study::why_not_comparable(ways);
  if (!why.empty())
    throw UsageError{"these files do not share their futures: " + why,
                     "give both the same, for example with --paths, --seed or --set"};
  return run_ways(options, "comparison", ways);
}

}  // namespace landfall::app
