#include <fmt/format.h>

#include <cstdio>

#include "app/commands/commands.hpp"
#include "base/atomic_file.hpp"

namespace landfall::app {

scenario::Scenario read_with(const Options& options, const std::string& file) {
  scenario::Scenario scenario = scenario::read_scenario({.file = file, .overrides = options.overrides});
  if (options.paths) scenario.paths = *options.paths;
  if (options.seed) scenario.seed = *options.seed;
  return scenario;
}

int deliver(const Options& options, const std::string& text) {
  if (!options.out.empty()) {
    write_file(options.out, text);
    return 0;
  }
  return write_standard_output(text) ? 0 : 141;  // 128 + SIGPIPE: the reader has gone
}

}  // namespace landfall::app
