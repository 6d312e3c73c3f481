// Several files on the same futures, or the sectors of a study.
#include <fmt/format.h>

#include "app/commands/commands.hpp"
#include "app/commands/work.hpp"
#include "app/terminal.hpp"
#include "simulate/dispatch.hpp"
#include "study/study.hpp"

namespace landfall::app {

std::vector<study::Way> study_ways(const Options& options, const scenario::StudyFile& study,
                                   const std::string& sweep) {
  std::vector<study::Way> ways = study::ways_of(study, options.overrides, sweep);
  for (study::Way& way : ways) apply(options, way.scenario);
  return ways;
}

int compare_command(const Options& options) {
  if (simulate::choose_kernels().fma_is_emulated)
    tell("landfall: no FMA instructions are used here: the same results, far slower\n");
  if (options.files.size() == 1) {
    if (scenario::is_study(options.files.front()))
      return run_work(options, read_work(options, options.files.front()));
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
  return run_work(options, {.title = "comparison", .name = "comparison", .ways = ways});
}

}  // namespace landfall::app
