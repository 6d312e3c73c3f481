#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <new>

#include "app/commands/commands.hpp"
#include "app/ranks.hpp"
#include "app/terminal.hpp"
#include "base/atomic_file.hpp"
#include "base/diagnostic.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "simulate/run.hpp"

namespace landfall::app {

int report_failure() {
  try {
    throw;
  } catch (const UsageError& error) {
    tell("landfall: {}\n", error.message);
    if (!error.hint.empty()) tell("  hint: {}\n", error.hint);
    return kBadInput;
  } catch (const ScenarioError& error) {
    tell("{}{}\n", render(error.diagnostics, error.sources), closing_line(error.diagnostics));
    return kBadInput;
  } catch (const WorldError& error) {
    tell("landfall: {}\n", sanitise(error.what()));  // it may name a file
    return kBadInput;
  } catch (const simulate::Interrupted&) {
    tell("landfall: {}, nothing was written\n",
         Ranks::are_several() ? "interrupted, or another process of the run is gone"
                              : "interrupted");
    return kSignal + interrupting_signal;
  } catch (const std::bad_alloc&) {
    tell("landfall: out of memory\n");
    return kBadInput;
  } catch (const std::exception& error) {
    tell("landfall: a fault of the program, please report it: {}\n", error.what());
    return kOurFault;
  }
}

void apply(const Options& options, scenario::Scenario& scenario) {
  if (options.paths) {
    scenario.paths = *options.paths;
    scenario.stop = {};  // as many as asked, neither more nor fewer
  }
  if (options.seed) scenario.seed = *options.seed;
}

namespace {

/// The scenario as the strategy of this name has it.
scenario::Scenario chosen(const scenario::Scenario& scenario, const std::string& name) {
  std::vector<std::string> names;
  std::string all;
  for (const scenario::Scenario& one : scenario.strategies) {
    if (one.strategy->name == name) return one;
    names.push_back(one.strategy->name);
    all += (all.empty() ? "" : ", ") + one.strategy->name;
  }
  const std::string close = nearest(name, names);
  throw UsageError{"there is no strategy '" + sanitise(name) + "' in " + sanitise(scenario.file),
                   names.empty()   ? "the file has no [strategy.NAME]"
                   : close.empty() ? "one of: " + all
                                   : "did you mean '" + close + "'?"};
}

}  // namespace

scenario::Scenario read_with(const Options& options, const std::string& file) {
  scenario::Scenario scenario =
      scenario::read_scenario({.file = file, .overrides = options.overrides});
  if (!options.strategy.empty()) scenario = chosen(scenario, options.strategy);
  if (scenario.strategy)  // alone: there is nothing to be different from
    std::erase_if(scenario.stop.criteria, [](const auto& one) { return !one.first.empty(); });
  apply(options, scenario);
  for (scenario::Scenario& strategy : scenario.strategies) apply(options, strategy);
  return scenario;
}

Language language_for(Format format) {
  return format == Format::json || format == Format::csv ? Language::english : language();
}

reports::TextStyle report_style(const Options& options) {
  return options.out.empty() ? output_style() : reports::TextStyle{};
}

int deliver(const Options& options, const std::string& text) {
  if (!options.out.empty()) {
    write_file(options.out, text);
    return 0;
  }
  return write_standard_output(text) ? 0 : kSignal + SIGPIPE;  // the reader has gone
}

}  // namespace landfall::app
