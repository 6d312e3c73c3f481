#include "base/utf8.hpp"
#include "reports/grid.hpp"
#include "reports/layout.hpp"
#include "reports/reports.hpp"
#include "reports/words.hpp"

namespace landfall::reports {

std::string trace_text(const simulate::Trace& trace, const TextStyle& style) {
  const simulate::Provenance& provenance = trace.provenance;
  std::string text = bold(name_within(provenance.name, usable_width(style), style), style) + "\n";
  text += paragraph("Path " + std::to_string(trace.path) + separator(style) +
                        setting(provenance, style) + separator(style) + "seed " +
                        std::to_string(provenance.seed),
                    style);
  text += paragraph(
      "These are the numbers of one simulated future: they have no Monte Carlo error.", style);
  text += "\n" + table_text(trace.outcomes, style);
  text += "\n" + table_text(trace.drawn, style);
  for (const simulate::Table& table : trace.tables) text += "\n" + table_text(table, style);
  return text + "\n" + paragraph("Repeat it (" + made_by(provenance) + "):", style) +
         command_lines(replay_command(provenance, trace.path), style);
}

}  // namespace landfall::reports
