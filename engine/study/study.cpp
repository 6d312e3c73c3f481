#include "study/study.hpp"

#include <algorithm>
#include <optional>

#include "base/language.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace landfall::study {

namespace {

/// Mistakes of several files, each with its sources.
struct Mistakes {
  std::vector<Diagnostic> diagnostics;
  std::vector<SourceText> sources;

  void add(std::vector<Diagnostic> found, const std::vector<SourceText>& in) {
    for (Diagnostic& one : found) {
      one.place.source += static_cast<int>(sources.size());
      diagnostics.push_back(std::move(one));
    }
    sources.insert(sources.end(), in.begin(), in.end());
  }
};

/// Changes that the study makes are shown as the study's, and not as the command line's.
std::vector<SourceText> named_by(const scenario::StudyFile& file, const scenario::StudyEntry& entry,
                                 std::vector<SourceText> sources) {
  for (SourceText& source : sources)
    for (const std::vector<std::string>& own : {file.overrides, entry.overrides})
      if (source.name == "--set" && std::find(own.begin(), own.end(), source.text) != own.end())
        source.name = "set by " + file.file;
  return sources;
}

std::optional<scenario::Scenario> read_entry(const scenario::StudyFile& file,
                                             const scenario::StudyEntry& entry,
                                             std::vector<std::string> overrides,
                                             Mistakes& mistakes) {
  const auto refuse = [&](Place place, const std::string& message, const std::string& hint) {
    mistakes.add({{Severity::error, place, message, hint}}, file.sources);
  };
  try {
    return scenario::read_scenario({.file = entry.file, .overrides = std::move(overrides)});
  } catch (const ScenarioError& error) {
    mistakes.add(error.diagnostics, named_by(file, entry, error.sources));
  } catch (const WorldError& error) {
    refuse(entry.place, error.what(), "files are looked for from the folder of the study");
  }
  return std::nullopt;
}

/// The scenario as the strategy has it that the study names, or the first.
std::optional<scenario::Scenario> in_its_strategy(const scenario::StudyFile& file,
                                                  const scenario::StudyEntry& entry,
                                                  scenario::Scenario scenario, Mistakes& mistakes) {
  if (entry.strategy.empty())
    return scenario.strategies.empty() ? scenario : scenario::Scenario(scenario.strategies.front());
  std::vector<std::string> names;
  for (const scenario::Scenario& one : scenario.strategies) {
    if (one.strategy->name == entry.strategy) return one;
    names.push_back(one.strategy->name);
  }
  const std::string close = nearest(entry.strategy, names);
  mistakes.add(
      {{Severity::error, entry.strategy_place,
        "there is no strategy '" + sanitise(entry.strategy) + "' in " + sanitise(entry.file),
        names.empty()   ? "the file has no [strategy.NAME]"
        : close.empty() ? "it has " + names.front()
                        : "did you mean \"" + close + "\"?"}},
      file.sources);
  return std::nullopt;
}

}  // namespace

std::vector<Way> ways_of(const scenario::StudyFile& file, const std::vector<std::string>& overrides,
                         const std::string& sweep) {
  std::vector<Way> ways;
  Mistakes mistakes;
  for (const scenario::StudyEntry& entry : file.entries) {
    std::vector<std::string> all = file.overrides;
    all.insert(all.end(), entry.overrides.begin(), entry.overrides.end());
    if (!sweep.empty()) all.push_back(sweep);
    all.insert(all.end(), overrides.begin(), overrides.end());
    auto scenario = read_entry(file, entry, all, mistakes);
    if (scenario) scenario = in_its_strategy(file, entry, std::move(*scenario), mistakes);
    if (!scenario) continue;
    // Alone a strategy has nothing to be different from.
    std::erase_if(scenario->stop.criteria, [](const auto& one) { return !one.first.empty(); });
    const std::string title = entry.title.empty() ? scenario->name : entry.title;
    ways.push_back({sanitise(entry.name), title, std::move(*scenario)});
  }
  const auto refuse = [&](const std::string& message, const std::string& hint) {
    mistakes.add({{Severity::error, file.place, message, hint}}, file.sources);
  };
  if (ways.size() > kWaysMax) {
    refuse("a study has at most " + std::to_string(kWaysMax) + " scenarios, not " +
               std::to_string(ways.size()),
           "split it");
  } else if (mistakes.diagnostics.empty()) {
    if (const std::string why = why_not_comparable(ways); !why.empty())
      refuse("these scenarios do not share their futures: " + why,
             "say it for all of them in [study], such as years = 5 or step = \"month\"");
  }
  if (!mistakes.diagnostics.empty()) throw ScenarioError(mistakes.diagnostics, mistakes.sources);
  return ways;
}

simulate::Study head_of(const scenario::StudyFile& file,
                        const std::vector<std::string>& overrides) {
  return {.file = file.file,
          .sha256 = file.sha256,
          .title = file.title,
          .metrics = file.metrics,
          .overrides = overrides,
          .points = {}};
}

simulate::SweepPoint point_of(const scenario::StudySweep& sweep, const std::string& value,
                              const std::string& metric, const simulate::Comparison& comparison) {
  simulate::SweepPoint point{.sweep = sweep.name, .address = sweep.address, .value = value};
  for (const simulate::Way& way : comparison.ways) {
    const auto& metrics = way.result.summary.metrics;
    const auto found = std::find_if(metrics.begin(), metrics.end(),
                                    [&](const auto& one) { return one.name == metric; });
    point.means.push_back(found == metrics.end()
                              ? summary::Estimate{.missing = noted("no such metric")}
                              : found->mean);
  }
  for (const summary::RanksOfMetric& of : comparison.figures.ranks)
    if (comparison.figures.metrics[of.metric].name == metric) point.ranks = of.ranks;
  return point;
}

}  // namespace landfall::study
