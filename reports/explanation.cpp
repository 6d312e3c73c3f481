#include "base/language.hpp"
#include "base/utf8.hpp"
#include "reports/grid.hpp"
#include "reports/layout.hpp"
#include "reports/register.hpp"
#include "reports/reports.hpp"
#include "reports/words.hpp"

namespace landfall::reports {

std::string explanation_text(const simulate::Explanation& explanation, const TextStyle& style) {
  std::string text =
      bold(name_within(explanation.provenance.name, usable_width(style), style), style) + "\n";
  for (const std::string& sentence : explanation.summary)
    text += paragraph(sanitise(sentence), style);
  for (const simulate::Table& table : explanation.tables) text += "\n" + table_text(table, style);
  const std::string lines = register_text(explanation.assumptions, style);
  if (!lines.empty()) text += "\n" + lines;
  if (!explanation.warnings.empty()) text += "\n";
  for (const std::string& warning : said(explanation.warnings))
    text += paragraph(sanitise(warning), style, say("warning") + ": ");
  return text;
}

}  // namespace landfall::reports
