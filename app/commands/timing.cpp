// timing: what the best rule for an entry would earn.
#include <fmt/format.h>

#include <optional>

#include "app/commands/commands.hpp"
#include "app/terminal.hpp"
#include "base/atomic_file.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "reports/timing.hpp"
#include "study/entry_timing.hpp"

namespace landfall::app {

namespace {

/// The entry asked for; the only one where none was.
study::WaitingEntry chosen(const std::vector<study::WaitingEntry>& entries,
                           const Options& options) {
  std::vector<std::string> addresses;
  std::string all;
  for (const study::WaitingEntry& entry : entries) {
    if (entry.address == options.entry) return entry;
    addresses.push_back(entry.address);
    all += (all.empty() ? "" : ", ") + sanitise(entry.address);
  }
  if (entries.empty())
    throw UsageError{"no strategy of " + sanitise(options.files.front()) +
                         " has an entry that waits for something",
                     "an entry with when = ... or cash_at_least = ... does"};
  if (options.entry.empty()) {
    if (entries.size() == 1) return entries.front();
    throw UsageError{"several entries wait for something: which is to be timed?",
                     "--entry with one of: " + all};
  }
  const std::string close = nearest(options.entry, addresses);
  throw UsageError{"no entry '" + sanitise(options.entry) + "' waits for something",
                   close.empty() ? "one of: " + all : "did you mean '" + close + "'?"};
}

}  // namespace

int timing_command(const Options& options) {
  const Speaking scope(language_for(options.format));
  const scenario::Scenario scenario = read_with(options, options.files.front());
  const study::WaitingEntry entry = chosen(study::waiting_entries(scenario), options);
  std::optional<AtomicFile> out;  // opened before the first path: a missing folder is known at once
  if (!options.out.empty()) out.emplace(options.out);
  study::Timing timing;
  {
    Progress progress(scenario.name, scenario.paths);
    timing = study::time_entry(scenario, entry, run_options(options, progress.counter()));
  }
  timing.provenance.version = LANDFALL_VERSION;
  const std::string text = options.format == Format::json
                               ? reports::timing_json(timing)
                               : reports::timing_text(timing, report_style(options));
  if (!out) return deliver(options, text);
  out->append(text);
  out->commit();
  return 0;
}

}  // namespace landfall::app
