// The declaration of the command line: which commands there are, and what each takes.
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <vector>

#include "app/command_tree.hpp"

namespace landfall::app {

/// Option values as typed: CLI11 would read 010 as 8 and refuse 1e6.
struct Typed {
  std::vector<std::string> files, overrides, stops, reports;
  std::string paths, seed, threads, path, out, draws, sipmath, sip_trials, max_memory, plot, column,
      strategy, entry, sector, csv_dialect, sheet_draws, shell, shard, jobs, formats = "html,json";
  std::string format = "text", language = "en";
  bool version = false, verbose = false, keep_draws = false, resume = false, fail_fast = false,
       of_study = false, of_gsim = false;
};

/// CLI11's parser of the command line, and what it does not know of an option's values.
struct CommandLine {
  CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  Typed typed;
  CLI::App app;
  std::map<const CLI::Option*, ValueKind> kinds;

  /// What an option of a command may be set to; anything where the command has no such option.
  ValueKind kind_of(const CLI::App& command, const std::string& option) const;
};

}  // namespace landfall::app
