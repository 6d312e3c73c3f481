// Several ways on the same futures: the strategies of a file, files, or the sectors of a study.
#include <fmt/format.h>

#include <optional>

#include "app/commands/commands.hpp"
#include "app/commands/report_files.hpp"
#include "app/option_files.hpp"
#include "app/terminal.hpp"
#include "base/atomic_file.hpp"
#include "reports/reports.hpp"
#include "simulate/dispatch.hpp"
#include "simulate/ladders.hpp"
#include "study/study.hpp"

namespace landfall::app {

namespace {

/// Opened before the first path: a missing folder is known at once.
struct Outputs {
  Outputs(const Options& options, const std::string& name) : reports(options, name) {
    if (!options.out.empty()) out.emplace(options.out);
  }
  ReportFiles reports;
  std::optional<AtomicFile> out;
};

/// What was compared, written where the options say; returns the exit code.
int hand_over(const Options& options, simulate::Comparison& comparison,
              const std::optional<reports::DrawnPaths>& sheet, Outputs& outputs) {
  for (simulate::Way& way : comparison.ways) way.result.provenance.version = LANDFALL_VERSION;
  const std::string text = rendered(options.format, comparison, options);
  const reports::KeptDraws kept{sheet ? &*sheet : nullptr, {}};
  outputs.reports.write(comparison, sheet ? &kept : nullptr);
  if (outputs.out) {
    outputs.out->append(text);
    outputs.out->commit();
  } else if (const int code = deliver(options, text); code != 0) {
    return code;
  }
  if (!comparison.stopping || comparison.stopping->converged) return 0;
  fmt::print(stderr, "landfall: not converged: {}\n", reports::unreached(*comparison.stopping));
  return kNotConverged;
}

/// `sheet` gets the outcomes of each path, if there is one.
simulate::Comparison compare_with_progress(const Options& options, const std::string& title,
                                           const std::vector<study::Way>& ways, bool drivers,
                                           reports::DrawnPaths* sheet = nullptr) {
  const scenario::Scenario& first = ways.front().scenario;
  Progress progress(title, first.stop.given() ? first.stop.max_paths : first.paths);
  simulate::RunOptions how = run_options(options, progress.counter());
  how.drivers = drivers;
  if (sheet != nullptr)
    how.outcomes = [&](std::uint64_t first_path, int count,
                       const std::vector<const double*>& rows) {
      sheet->add(first_path, count, rows);
    };
  return study::compare(ways, how);
}

}  // namespace

int run_ways(const Options& options, const std::string& title, const std::string& name,
             const std::vector<study::Way>& ways) {
  Outputs outputs(options, name);
  auto sheet = sheet_draws(options, ways.front().scenario, ways.size());
  simulate::Comparison comparison =
      compare_with_progress(options, title, ways, true, sheet ? &*sheet : nullptr);
  if (shows_ladders(options))
    for (std::size_t i = 0; i < ways.size(); ++i) {
      simulate::Result& result = comparison.ways[i].result;
      result.ladders = simulate::ladders_of(ways[i].scenario, result.provenance.paths);
    }
  return hand_over(options, comparison, sheet, outputs);
}

std::vector<study::Way> study_ways(const Options& options, const scenario::StudyFile& study,
                                   const std::string& sweep) {
  std::vector<study::Way> ways = study::ways_of(study, options.overrides, sweep);
  for (study::Way& way : ways) apply(options, way.scenario);
  return ways;
}

int run_study(const Options& options, const std::string& file) {
  const scenario::StudyFile study = scenario::read_study(file);
  fmt::print(stderr, "{}", render(study.warnings, study.sources));
  const std::vector<study::Way> ways = study_ways(options, study);
  struct AtValue {
    const scenario::StudySweep* sweep;
    std::string value;
    std::vector<study::Way> ways;
  };
  std::vector<AtValue> values;  // read before the first path: a wrong address is known at once
  for (const scenario::StudySweep& sweep : study.sweeps)
    for (const std::string& value : sweep.values)
      values.push_back({&sweep, value, study_ways(options, study, sweep.address + " = " + value)});
  Outputs outputs(options, name_of_file(file));
  auto sheet = sheet_draws(options, ways.front().scenario, ways.size());
  simulate::Comparison comparison =
      compare_with_progress(options, study.title, ways, true, sheet ? &*sheet : nullptr);
  comparison.study = study::head_of(study, options.overrides);
  for (const AtValue& at : values)
    comparison.study->points.push_back(study::point_of(
        *at.sweep, at.value, study.metrics.front(),
        compare_with_progress(options, at.sweep->address + " = " + at.value, at.ways, false)));
  return hand_over(options, comparison, sheet, outputs);
}

int compare_command(const Options& options) {
  if (simulate::choose_kernels().fma_is_emulated)
    fmt::print(stderr,
               "landfall: no FMA instructions are used here: the same results, far slower\n");
  if (options.files.size() == 1) {
    if (scenario::is_study(options.files.front())) return run_study(options, options.files.front());
    throw UsageError{"compare needs two scenarios or more, or a study",
                     "for example: landfall compare first.toml second.toml"};
  }
  std::vector<scenario::Scenario> scenarios;
  for (const std::string& file : options.files) scenarios.push_back(read_with(options, file));
  const std::vector<study::Way> ways = study::ways_of(scenarios);
  if (ways.size() > study::kWaysMax)
    throw UsageError{"compare takes at most " + std::to_string(study::kWaysMax) +
                         " files, each strategy of a file counted",
                     ""};
  const std::string why = study::why_not_comparable(ways);
  if (!why.empty())
    throw UsageError{"these files do not share their futures: " + why,
                     "give both the same, for example with --paths, --seed or --set"};
  return run_ways(options, "comparison", "comparison", ways);
}

}  // namespace landfall::app
