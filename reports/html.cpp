// One page that stands by itself: text, tables, charts, nothing fetched.
#include "base/language.hpp"
#include "base/units.hpp"
#include "reports/comparison.hpp"
#include "reports/dependence.hpp"
#include "reports/grid.hpp"
#include "reports/html_parts.hpp"
#include "reports/layout.hpp"
#include "reports/page_script.hpp"
#include "reports/register.hpp"
#include "reports/reports.hpp"
#include "reports/section_convergence.hpp"
#include "reports/section_ladder.hpp"
#include "reports/sections.hpp"
#include "reports/stopping.hpp"
#include "reports/view.hpp"
#include "reports/words.hpp"

namespace landfall::reports {
namespace {

const TextStyle kStyle{.width = 100};
constexpr std::size_t kAll = 1000;  // correlations

/// Whether a column holds figures: numbers, or texts that begin as one.
bool is_number_column(const simulate::Table& table, std::size_t column) {
  std::size_t numbers = 0, texts = 0;
  for (const auto& cells : table.rows) {
    if (column >= cells.size() || (!cells[column].is_number && cells[column].text.empty()))
      continue;
    const char first = cells[column].is_number ? '0' : cells[column].text.front();
    const bool is_number = (first >= '0' && first <= '9') || first == '-' || first == '+';
    ++(is_number ? numbers : texts);
  }
  return column > 0 && numbers > texts;
}

std::string table_html(const simulate::Table& table, const std::string& caption) {
  if (table.rows.empty()) return "";
  std::string head;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const simulate::Table::Column& column = table.columns[i];
    if (column.name.empty() && column.unit.empty()) {
      head += "<td></td>";
      continue;
    }
    head += std::string("<th scope=\"col\"") +
            (is_number_column(table, i) ? " class=\"n\">" : ">") +
            escaped(column.name + (column.unit.empty() || column.name.empty() ? "" : ", ") +
                    column.unit) +
            "</th>";
  }
  std::string body;
  for (const auto& cells : table.rows) {
    std::string row;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string shown = escaped(cell_text(cells[i]));
      if (i == 0) {
        const bool alone = cells.size() == 1 && table.columns.size() > 1;
        row += std::string("<th scope=\"row\"") +
               (alone ? " colspan=\"" + std::to_string(table.columns.size()) + "\"" : "") + ">" +
               shown + "</th>";
      } else {
        row += (is_number_column(table, i) ? "<td class=\"n\">" : "<td>") + shown + "</td>";
      }
    }
    body += element("tr", row);
  }
  const std::string inner = "<caption>" + escaped(caption) + "</caption>\n" +
                            element("thead", element("tr", head)) + element("tbody", body);
  return "<div class=\"wide\" tabindex=\"0\">" + element("table", inner) + "</div>\n" +
         list(table.notes);
}

/// `heading` is the element of its heading: h2, or h3 below one.
std::string section_html(const Section& section, const char* heading) {
  std::string inner = element(heading, escaped(section.heading));
  if (!section.text.empty()) inner += element("p", escaped(section.text));
  const std::string table = table_html(section.table, section.heading);
  if (section.chart.is_null()) {
    inner += table;
  } else {
    inner += "<figure id=\"" + section.id + "\"><div class=\"plot\"></div>\n<figcaption>" +
             escaped(section.chart["alt"].get<std::string>()) + "</figcaption></figure>\n";
    if (!table.empty())
      inner += "<details><summary>" + escaped(say("The figures behind it")) + "</summary>\n" +
               table + "</details>\n";
  }
  return element("section", inner);
}

/// JSON that no byte of could end the element around it.
std::string script_data(const std::vector<const Section*>& sections) {
  Json charts = Json::array();
  for (const Section* section : sections) {
    if (section->chart.is_null()) continue;
    Json chart = {{"id", section->id}};
    chart.update(section->chart);
    charts.push_back(std::move(chart));
  }
  std::string json = Json({{"lang", language_tag()}, {"charts", charts}}).dump();
  for (std::size_t at = 0; (at = json.find('<', at)) != std::string::npos; at += 6)
    json.replace(at, 1, "\\u003c");
  return json;
}

struct Page {
  std::string title;
  std::string head;  ///< HTML: title, setting, headline
  std::vector<Section> sections;
  std::string tail;                           ///< HTML: register, warnings, provenance
  std::vector<std::string> details_titles;    ///< of `details`
  std::vector<std::vector<Section>> details;  ///< sections of each way, folded
};

std::string page_html(const Page& page) {
  std::vector<const Section*> all;
  std::string body = page.head;
  for (const Section& section : page.sections) {
    body += section_html(section, "h2");
    all.push_back(&section);
  }
  for (std::size_t i = 0; i < page.details.size(); ++i) {
    body += element("h2", escaped(page.details_titles[i]));
    for (const Section& section : page.details[i]) {
      body += section_html(section, "h3");
      all.push_back(&section);
    }
  }
  PageFrame frame{.title = page.title};
  if (const std::string script = page_script(); !script.empty()) {
    frame.script_hash = kPageScriptHash;
    frame.scripts = "<script type=\"application/json\" id=\"data\">" + script_data(all) +
                    "</script>\n<script>" + script + "</script>\n";
  }
  return framed(frame, body + page.tail);
}

std::string head_html(const simulate::Provenance& provenance, const std::string& setting_of_it,
                      const std::vector<std::string>& headline_of_it) {
  std::string html = element("h1", escaped(provenance.name));
  std::string small = escaped(setting_of_it) + "<br>" + escaped(sampling(provenance, kStyle));
  if (!provenance.sector.empty()) small = escaped(provenance.sector) + "<br>" + small;
  html += "<p class=\"setting\">" + small + "</p>\n";
  std::string sentences;
  for (const std::string& sentence : headline_of_it)
    sentences += (sentences.empty() ? "" : " ") + escaped(sentence);
  if (!sentences.empty()) html += "<p class=\"headline\">" + sentences + "</p>\n";
  return element("header", html);
}

std::string register_html(const std::vector<simulate::Assumption>& assumptions,
                          const std::string& title) {
  if (assumptions.empty()) return "";
  simulate::Table table{
      .title = "",
      .columns = {{say("number"), ""}, {say("value"), ""}, {say("unit"), ""}, {say("origin"), ""}},
      .rows = {},
      .notes = {}};
  for (const RegisterGroup& group : register_groups(assumptions))
    for (const simulate::Assumption* line : group.lines)
      table.rows.push_back({{.text = line->address},
                            {.text = line->value},
                            {.text = unit_in_words(line->unit)},
                            {.text = register_heading(group)}});
  std::string html = table_html(table, title);
  return element("section", element("h2", escaped(title)) +
                                element("p", escaped(register_counts(assumptions) + ".")) +
                                "<details><summary>" +
                                escaped(say("Every number, its unit and its source")) +
                                "</summary>\n" + html + "</details>\n");
}

std::string warnings_html(const std::vector<std::string>& warnings) {
  return warnings.empty()
             ? ""
             : element("section", element("h2", escaped(say("Warnings"))) + list(warnings));
}

std::string provenance_html(const simulate::Provenance& provenance, const std::string& commands) {
  return element("section", element("h2", escaped(say("How to make it again"))) +
                                element("p", escaped(made_by(provenance) + ".")) +
                                "<pre tabindex=\"0\">" + escaped_lines(commands) + "</pre>\n");
}

void append(std::vector<Section>& sections, std::vector<Section> others) {
  for (Section& section : others) sections.push_back(std::move(section));
}

/// One of several ways by itself. A study has many: their ladders and how each mean settled stand
/// in the page of each alone. A ladder that is that of a way before it is not shown again.
std::vector<Section> way_sections(const simulate::Comparison& comparison, std::size_t way) {
  constexpr std::size_t kDrawnOfWay = 2;
  const std::string prefix = "way-" + std::to_string(way + 1) + "-";
  simulate::Result own = comparison.ways[way].result;
  std::vector<Section> sections = sections_of(own, prefix);
  if (comparison.study) return sections;
  for (std::size_t before = 0; before < way; ++before)
    for (const simulate::Ladder& ladder : comparison.ways[before].result.ladders)
      std::erase(own.ladders, ladder);
  append(sections, ladder_sections(own, prefix, kDrawnOfWay));
  append(sections, convergence_sections(own, prefix));
  return sections;
}

}  // namespace

std::string html_report(const simulate::Result& result) {
  const simulate::Provenance& provenance = result.provenance;
  Page page{.title = provenance.name};
  page.head = head_html(provenance, setting(provenance, kStyle), headline(result, kStyle));
  page.sections = sections_of(result, "");
  append(page.sections, ladder_sections(result, "", kLaddersDrawn));
  append(page.sections, convergence_sections(result, ""));
  if (!result.dependence.empty()) {
    Section section{.id = "dependence", .heading = say("Numbers that move together")};
    section.table = dependence_table(result, kAll, kStyle);
    section.table.title.clear();
    page.sections.push_back(std::move(section));
  }
  if (result.stopping)
    page.tail += element("section", element("h2", escaped(say("When it stopped"))) +
                                        list(stopping_sentences(*result.stopping)));
  page.tail += warnings_html(said(result.warnings)) +
               register_html(result.assumptions, say("Where the numbers come from")) +
               provenance_html(provenance, command_lines(run_command(result), kStyle) +
                                               replay_lines(result, kStyle));
  return page_html(page);
}

std::string comparison_html(const simulate::Comparison& comparison) {
  const simulate::Provenance provenance = compared_provenance(comparison);
  Page page{.title = provenance.name};
  std::vector<std::string> titles;
  for (const auto& [name, title] : way_titles(comparison)) titles.push_back(labelled(name, title));
  page.head = head_html(provenance, compared_setting(comparison, kStyle),
                        comparison_sentences(comparison, kStyle)) +
              list(titles);
  page.sections = sections_of(comparison);
  for (std::size_t way = 0; way < comparison.ways.size(); ++way) {
    page.details_titles.push_back(comparison.ways[way].title);
    page.details.push_back(way_sections(comparison, way));
  }
  if (comparison.stopping)
    page.tail += element("section", element("h2", escaped(say("When it stopped"))) +
                                        list(stopping_sentences(*comparison.stopping)));
  page.tail += warnings_html(comparison_warnings(comparison));
  const bool of_one_file = is_of_one_file(comparison);
  for (const simulate::Way& way : comparison.ways) {
    page.tail += register_html(
        way.result.assumptions,
        of_one_file ? say("Where the numbers come from")
                    : say("Where the numbers come from: {title}", {{"title", way.title}}));
    if (of_one_file) break;  // what the others change stands in the file
  }
  page.tail += provenance_html(provenance, command_lines(comparison_command(comparison), kStyle));
  return page_html(page);
}

}  // namespace landfall::reports
