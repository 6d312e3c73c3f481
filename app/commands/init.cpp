// A scenario to begin with, written where the user wants it.
#include <fmt/format.h>
#include <unistd.h>

#include "app/commands/commands.hpp"
#include "app/commands/templates.hpp"
#include "app/terminal.hpp"
#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace landfall::app {

namespace {

/// The first scenario, or that of a sector.
const Template& template_of(const std::string& sector) {
  const std::vector<Template>& all = templates();
  std::vector<std::string> names;
  std::string known;
  for (const Template& one : all) {
    if (one.sector == sector) return one;
    if (one.sector.empty()) continue;
    names.push_back(one.sector);
    known += (known.empty() ? "" : ", ") + one.sector;
  }
  const std::string close = nearest(sector, names);
  throw UsageError{"there is no sector '" + sanitise(sector) + "'",
                   close.empty() ? "one of: " + known : "did you mean '" + close + "'?"};
}

}  // namespace

int init_command(const Options& options) {
  const std::string& file = options.files.front();
  const Template& chosen = template_of(options.sector);
  if (::access(file.c_str(), F_OK) == 0)
    throw UsageError{"'" + sanitise(file) + "' is there already", "give the scenario another name"};
  write_file(file, chosen.text);
  tell("{}: a scenario to begin with; now: landfall check {}\n", sanitise(file), sanitise(file));
  return 0;
}

}  // namespace landfall::app
