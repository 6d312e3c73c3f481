#include "base/language.hpp"
#include "base/units.hpp"
#include "base/utf8.hpp"
#include "reports/comparison.hpp"
#include "reports/dependence.hpp"
#include "reports/drivers.hpp"
#include "reports/grid.hpp"
#include "reports/layout.hpp"
#include "reports/register.hpp"
#include "reports/reports.hpp"
#include "reports/section_convergence.hpp"
#include "reports/section_ladder.hpp"
#include "reports/stopping.hpp"
#include "reports/study_tables.hpp"
#include "reports/view.hpp"
#include "reports/words.hpp"

namespace landfall::reports {
namespace {

constexpr std::size_t kAll = 1000;  // years, markets or correlations

const TextStyle kStyle{};
const TextStyle kWide{.width = 100};

/// Text that Markdown shows as it is: on one line, nothing taken for markup or HTML.
std::string escaped(const std::string& bytes) {
  std::string result;
  for (const char c : sanitise(bytes)) {
    if (c == '&') {
      result += "&amp;";
    } else if (c == '<') {
      result += "&lt;";
    } else {
      if (std::string_view("\\`*_[]|#~>$!").find(c) != std::string_view::npos) result += '\\';
      result += c;
    }
  }
  return with_plain_spaces(result);
}

std::string row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += " " + cell + " |";
  return line + "\n";
}

/// A head and the line below it, which says what is aligned to the right.
std::string head(const std::vector<std::string>& names, const std::vector<Align>& aligns) {
  std::string rule = "|";
  for (const Align align : aligns) rule += align == Align::right ? " ---: |" : " --- |";
  return row(names) + rule + "\n";
}

std::string heading(const std::string& title) {
  return "\n## " + title + "\n\n";
}

std::string bullets(const std::vector<std::string>& sentences) {
  std::string text;
  for (const std::string& sentence : sentences) text += "- " + escaped(sentence) + "\n";
  return text;
}

std::string metric_rows(const std::vector<MetricRow>& rows) {
  std::string text =
      head({"", "", say("mean"), "P5", say("median"), "P95"},
           {Align::left, Align::left, Align::right, Align::right, Align::right, Align::right});
  for (const MetricRow& one : rows) {
    std::vector<std::string> cells = {escaped(one.label), escaped(one.scale.unit)};
    for (const Figure& figure : cells_of(one)) {
      const std::string value = figure.value.empty() ? "–" : figure.value;
      cells.push_back(with_plain_spaces(value + error_part(figure, kStyle)));
    }
    text += row(cells);
  }
  return text;
}

std::string table_markdown(const simulate::Table& table) {
  std::string text = table.title.empty() ? "" : heading(escaped(table.title));
  std::vector<std::string> names;
  std::vector<Align> aligns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const simulate::Table::Column& column = table.columns[i];
    names.push_back(escaped(column.name + (column.unit.empty() ? "" : ", " + column.unit)));
    bool is_number = false;
    for (const auto& cells : table.rows) is_number |= i < cells.size() && cells[i].is_number;
    aligns.push_back(is_number ? Align::right : Align::left);
  }
  if (!names.empty()) text += head(names, aligns);
  for (const auto& cells : table.rows) {
    std::vector<std::string> shown;
    for (const simulate::Table::Cell& cell : cells) shown.push_back(escaped(cell_text(cell)));
    text += row(shown);
  }
  if (!table.notes.empty()) text += "\n" + bullets(table.notes);
  return text;
}

std::string register_markdown(const std::vector<simulate::Assumption>& assumptions) {
  if (assumptions.empty()) return "";
  std::string text = heading(say("Where the numbers come from")) + register_counts(assumptions) +
                     "\n\n" +
                     head({say("number"), say("value"), say("unit"), say("origin")},
                          {Align::left, Align::left, Align::left, Align::left});
  for (const RegisterGroup& group : register_groups(assumptions))
    for (const simulate::Assumption* line : group.lines)
      text += row({escaped(line->address), escaped(line->value), escaped(unit_in_words(line->unit)),
                   escaped(register_heading(group))});
  return text;
}

std::string warnings_markdown(const std::vector<std::string>& warnings) {
  return warnings.empty() ? "" : heading(say("Warnings")) + bullets(warnings);
}

std::string title(const simulate::Provenance& provenance) {
  const std::string sector = provenance.sector.empty() ? "" : " · " + provenance.sector;
  return "# " + escaped(provenance.name + sector) + "\n\n";
}

/// A fence longer than any run of backticks inside could be: the commands are sanitised, but a file
/// name may hold backticks.
std::string fenced(const std::string& lines) {
  std::string fence = "```";
  while (lines.find(fence) != std::string::npos) fence += "`";
  return fence + "sh\n" + lines + fence + "\n";
}

std::string commands(const simulate::Result& result) {
  return fenced(command_lines(run_command(result), kWide) + replay_lines(result, kWide));
}

}  // namespace

std::string markdown_report(const simulate::Result& result) {
  const simulate::Provenance& provenance = result.provenance;
  std::string text = title(provenance) + escaped(setting(provenance, kStyle)) + "  \n" +
                     escaped(sampling(provenance, kStyle)) + "\n\n";
  for (const std::string& sentence : headline(result, kStyle))
    text += "**" + escaped(sentence) + "**\n";
  text += heading(say("Metrics")) + metric_rows(main_rows(result)) + "\n" +
          say("± is the Monte Carlo error.") + "\n\n" + bullets(risk_sentences(result, kStyle)) +
          bullets(table_notes(result, kStyle));
  if (result.stopping)
    text += heading(say("When it stopped")) + bullets(stopping_sentences(*result.stopping));
  const auto years = year_rows(result, kAll), markets = market_rows(result, kAll);
  if (years.size() > 1) text += heading(say("Revenue by year")) + metric_rows(years);
  if (!markets.empty()) text += heading(say("Revenue by market")) + metric_rows(markets);
  if (const auto products = product_rows(result, kAll); !products.empty())
    text += heading(say("Revenue by product")) + metric_rows(products);
  for (const simulate::Table& table : ladder_tables(result, kLaddersDrawn))
    text += table_markdown(table);
  if (const simulate::Table table = convergence_table(result); !table.rows.empty())
    text += table_markdown(table);
  if (has_drivers(result)) {
    simulate::Table drivers = drivers_table(result, kStyle);
    text += heading(escaped(drivers.title)) + escaped(drivers_heading(result, kStyle)) + ".\n\n";
    drivers.title.clear();
    text += table_markdown(drivers);
  }
  if (!result.dependence.empty()) text += table_markdown(dependence_table(result, kAll, kStyle));
  return text + warnings_markdown(said(result.warnings)) + register_markdown(result.assumptions) +
         heading(say("Repeat it")) + escaped(made_by(provenance)) + "\n\n" + commands(result);
}

std::string comparison_markdown(const simulate::Comparison& comparison) {
  const simulate::Provenance provenance = compared_provenance(comparison);
  std::string text = title(provenance) + escaped(compared_setting(comparison, kStyle)) + "  \n" +
                     escaped(sampling(provenance, kStyle)) + "\n\n";
  for (const auto& [name, title] : way_titles(comparison)) text += bullets({labelled(name, title)});
  for (const std::string& sentence : comparison_sentences(comparison, kStyle))
    text += "**" + escaped(sentence) + "**\n";
  for (const simulate::Table& table : comparison_tables(comparison, kStyle))
    text += table_markdown(table);
  if (comparison.study)
    for (const simulate::Table& table : study_tables(comparison, kStyle))
      text += table_markdown(table);
  if (comparison.stopping)
    text += heading(say("When it stopped")) + bullets(stopping_sentences(*comparison.stopping));
  return text + warnings_markdown(comparison_warnings(comparison)) + heading(say("Repeat it")) +
         escaped(made_by(provenance)) + "\n\n" +
         fenced(command_lines(comparison_command(comparison), kWide));
}

std::string explanation_markdown(const simulate::Explanation& explanation) {
  std::string text = title(explanation.provenance);
  for (const std::string& sentence : explanation.summary) text += escaped(sentence) + "\n";
  for (const simulate::Table& table : explanation.tables) text += table_markdown(table);
  return text + register_markdown(explanation.assumptions) +
         warnings_markdown(said(explanation.warnings));
}

}  // namespace landfall::reports
