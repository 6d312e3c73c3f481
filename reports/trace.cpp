#include "base/language.hpp"
#include "base/utf8.hpp"
#include "reports/grid.hpp"
#include "reports/layout.hpp"
#include "reports/reports.hpp"
#include "reports/words.hpp"

namespace landfall::reports {

std::string trace_text(const simulate::Trace& trace, const TextStyle& style) {
  const simulate::Provenance& provenance = trace.provenance;
  std::string text = bold(name_within(provenance.name, usable_width(style), style), style) + "\n";
  text += paragraph(say("Path {n}", {{"n", std::to_string(trace.path)}}) + separator(style) +
                        setting(provenance, style) + separator(style) +
                        say("seed {seed}", {{"seed", std::to_string(provenance.seed)}}),
                    style);
  text += paragraph(
      say("These are the numbers of one simulated future: they have no Monte Carlo error."), style);
  text += "\n" + table_text(trace.outcomes, style);
  text += "\n" + table_text(trace.drawn, style);
  for (const simulate::Table& table : trace.tables) text += "\n" + table_text(table, style);
  return text + "\n" +
         paragraph(say("Repeat it ({program}):", {{"program", made_by(provenance)}}), style) +
         command_lines(replay_command(provenance, trace.path), style);
}

}  // namespace landfall::reports
