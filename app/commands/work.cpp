#include "app/commands/work.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "app/commands/commands.hpp"
#include "app/commands/report_files.hpp"
#include "app/option_files.hpp"
#include "app/terminal.hpp"
#include "simulate/ladders.hpp"
#include "study/stop.hpp"
#include "study/study.hpp"

namespace landfall::app {

namespace {

std::uint64_t paths_of(const std::vector<study::Way>& ways) {
  const scenario::Scenario& first = ways.front().scenario;
  return first.stop.given() ? first.stop.max_paths : first.paths;
}

Work read_study_work(const Options& options, const std::string& file) {
  Work work{
      .title = "", .name = name_of_file(file), .ways = {}, .study = scenario::read_study(file)};
  const scenario::StudyFile& study = *work.study;
  tell("{}", render(study.warnings, study.sources));
  work.title = study.title;
  work.ways = study_ways(options, study);
  for (std::size_t i = 0; i < study.sweeps.size(); ++i)
    for (const std::string& value : study.sweeps[i].values)
      work.values.push_back(
          {i, value, study_ways(options, study, study.sweeps[i].address + " = " + value)});
  return work;
}

/// The draws of a run into its sheet, and to whoever else wants them.
void connect(const std::optional<simulate::DrawsSink>& more,
             std::optional<reports::DrawnPaths>& sheet, simulate::DrawsSink& sink) {
  if (!sheet && !more) return;
  sink = [more, to = sheet ? &*sheet : nullptr](std::uint64_t first, int count,
                                                const std::vector<const double*>& rows) {
    if (more) (*more)(first, count, rows);
    if (to != nullptr) to->add(first, count, rows);
  };
}

/// What the sheet holds is part of what processes hand over.
void keep_sheet(std::optional<reports::DrawnPaths>& sheet, simulate::RunOptions& how) {
  if (sheet) how.keep_sinks = [&sheet](Archive& archive) { sheet->keep(archive); };
}

simulate::Result alone(const Options& options, const Work& work, simulate::RunOptions how,
                       const DrawsOf& draws, Simulated& found) {
  const scenario::Scenario& scenario = work.ways.front().scenario;
  const simulate::Plan plan = simulate::compile(scenario, {.drivers = true});
  for (const simulate::Driver& driver : plan.drivers) found.inputs.push_back(driver.address);
  std::optional<simulate::DrawsSink> more;
  if (draws) more = draws(scenario, plan);
  if (more && !*more) more.reset();
  found.sheet = sheet_draws(options, scenario, 1);
  connect(more, found.sheet, how.draws);
  keep_sheet(found.sheet, how);
  simulate::Result result = scenario.stop.given() ? study::run_until_precise(scenario, plan, how)
                                                  : simulate::run(scenario, plan, how);
  if (shows_ladders(options))
    result.ladders = simulate::ladders_of(scenario, result.provenance.paths);
  result.provenance.version = LANDFALL_VERSION;
  return result;
}

simulate::Comparison compared(const Options& options, const Work& work, simulate::RunOptions how,
                              Simulated& found) {
  found.sheet = sheet_draws(options, work.ways.front().scenario, work.ways.size());
  simulate::RunOptions first = how;
  connect(std::nullopt, found.sheet, first.outcomes);
  keep_sheet(found.sheet, first);
  simulate::Comparison comparison;
  bool is_elsewhere = false;  // another process concludes, but each run must be gone through
  try {
    comparison = study::compare(work.ways, first);
  } catch (const simulate::HandedOver&) {
    is_elsewhere = true;
  }
  if (work.study) comparison.study = study::head_of(*work.study, options.overrides);
  how.drivers = false;
  for (const Work::AtValue& at : work.values) {
    try {
      const simulate::Comparison there = study::compare(at.ways, how);
      comparison.study->points.push_back(study::point_of(work.study->sweeps[at.sweep], at.value,
                                                         work.study->metrics.front(), there));
    } catch (const simulate::HandedOver&) {
      is_elsewhere = true;
    }
  }
  if (is_elsewhere) throw simulate::HandedOver();
  for (std::size_t i = 0; i < work.ways.size(); ++i) {
    simulate::Result& result = comparison.ways[i].result;
    if (!work.study && shows_ladders(options))
      result.ladders = simulate::ladders_of(work.ways[i].scenario, result.provenance.paths);
    result.provenance.version = LANDFALL_VERSION;
  }
  return comparison;
}

}  // namespace

Work read_work(const Options& options, const std::string& file) {
  if (scenario::is_study(file)) return read_study_work(options, file);
  const scenario::Scenario scenario = read_with(options, file);
  Work work{.title = scenario.name, .name = name_of_file(file), .ways = {}};
  work.ways = study::ways_of(scenario);
  if (work.ways.empty()) work.ways.push_back({"", scenario.name, scenario});
  return work;
}

std::vector<std::pair<std::string, std::string>> inputs_of(const Work& work,
                                                           const scenario::StudyFile* study) {
  std::vector<std::pair<std::string, std::string>> inputs;
  if (work.study) study = &*work.study;
  if (study != nullptr) inputs.emplace_back(study->file, study->sha256);
  const auto add = [&](const std::vector<study::Way>& ways) {
    for (const study::Way& way : ways) {
      inputs.emplace_back(way.scenario.file, way.scenario.sha256);
      for (const scenario::DataFile& data : way.scenario.data)
        inputs.emplace_back(data.file, data.sha256);
    }
  };
  add(work.ways);
  for (const Work::AtValue& at : work.values) add(at.ways);
  return inputs;
}

std::uint64_t paths_of(const Work& work) {
  std::uint64_t paths = paths_of(work.ways);
  for (const Work::AtValue& at : work.values) paths += paths_of(at.ways);
  return paths;
}

std::optional<reports::KeptDraws> Simulated::draws() const {
  if (!sheet) return std::nullopt;
  return reports::KeptDraws{&*sheet, inputs};
}

std::string Simulated::unreached() const {
  const auto& stopping = std::visit([](const auto& of) { return of.stopping; }, outcome);
  return !stopping || stopping->converged ? "" : reports::unreached(*stopping);
}

Simulated simulate_work(const Options& options, const Work& work, simulate::RunOptions how,
                        const DrawsOf& draws) {
  Simulated found;
  how.drivers = true;
  if (work.is_alone())
    found.outcome = alone(options, work, how, draws, found);
  else
    found.outcome = compared(options, work, how, found);
  return found;
}

}  // namespace landfall::app
