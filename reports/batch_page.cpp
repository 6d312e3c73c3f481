// The index page of a batch: its league with a link to each report. It has no script.
#include "base/language.hpp"
#include "reports/batch_chart.hpp"
#include "reports/batch_league.hpp"
#include "reports/html_parts.hpp"
#include "reports/section_parts.hpp"

namespace landfall::reports {
namespace {

constexpr const char* kLinkStyle = R"css(
a { color: var(--strong); } .title { display: block; color: var(--quiet); font-size: .82rem; max-width: 22rem; }
tbody th { min-width: 12rem; } td.files a { margin-inline-end: .5rem; } td pre { margin: 0; }
@media print { a { color: inherit; text-decoration: none; } section { break-inside: auto; } figure, tr { break-inside: avoid; } }
)css";

/// A file of the batch's folder as an address: no scheme, no host, nothing that ends an attribute.
std::string address_of(const std::string& file) {
  constexpr const char* kHex = "0123456789ABCDEF";
  std::string address = file.starts_with('/') ? "." : "";
  for (const char c : file) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    address += plain ? std::string(1, c) : std::string("%") + kHex[byte / 16] + kHex[byte % 16];
  }
  return address;
}

std::string link_to(const std::string& file, const std::string& words) {
  return "<a href=\"" + address_of(file) + "\">" + escaped(words) + "</a>";
}

std::string links_to(const std::vector<std::string>& files) {
  std::string links;
  for (const std::string& file : files)
    links += (links.empty() ? "" : " ") + link_to(file, file.substr(file.rfind('/') + 1));
  return links;
}

/// The page among the reports, or else the first of them; empty without any.
std::string page_among(const std::vector<std::string>& files) {
  for (const std::string& file : files)
    if (file.ends_with(".html")) return file;
  return files.empty() ? "" : files.front();
}

/// What names a row: linked to its page, and its title below.
std::string name_html(const std::string& name, const BatchEntry& entry, const std::string& title) {
  const std::string page = page_among(entry.reports);
  return "<th scope=\"row\">" + (page.empty() ? escaped(name) : link_to(page, name)) +
         (title.empty() ? "" : "<span class=\"title\">" + escaped(title) + "</span>") + "</th>";
}

std::string table_html(const std::string& caption, const std::string& head,
                       const std::string& body) {
  return "<div class=\"wide\" tabindex=\"0\">" +
         element("table", "<caption>" + escaped(caption) + "</caption>\n" +
                              element("thead", element("tr", head)) + element("tbody", body)) +
         "</div>\n";
}

std::string heading_cell(const std::string& name, const char* attributes) {
  return std::string("<th scope=\"col\"") + attributes + ">" + escaped(name) + "</th>";
}

std::string league_html(const BatchGroup& group, const std::string& caption) {
  const simulate::Table table = group_table(group, group.rows.size(), kPageText);
  std::string head = heading_cell(say("scenario"), "");
  for (std::size_t i = 1; i < table.columns.size(); ++i) {
    const std::string& unit = table.columns[i].unit;
    head += heading_cell(table.columns[i].name + (unit.empty() ? "" : ", ") + unit, " class=\"n\"");
  }
  head += heading_cell(say("reports"), "");
  std::string body;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const BatchRow& row = group.rows[i];
    const std::string& title = row.way->title.empty() ? row.entry->title : row.way->title;
    std::string cells = name_html(table.rows[i].front().text, *row.entry, title);
    for (std::size_t k = 1; k < table.rows[i].size(); ++k)
      cells += "<td class=\"n\">" + escaped(table.rows[i][k].text) + "</td>";
    body += element("tr", cells + "<td class=\"files\">" + links_to(row.entry->reports) + "</td>");
  }
  return table_html(caption, head, body);
}

std::string group_html(const BatchGroup& group, bool is_alone) {
  const std::string heading = group_heading(group, is_alone, kPageText);
  std::string sentences;
  for (const std::string& sentence : group_sentences(group, kPageText))
    sentences += (sentences.empty() ? "" : " ") + escaped(sentence);
  std::string html = element("h2", escaped(heading));
  if (is_alone)
    html += "<p class=\"setting\">" + escaped(group_setting(group, kPageText)) + "</p>\n";
  if (!sentences.empty()) html += element("p", sentences);
  return element("section", html + batch_chart(group) + league_html(group, heading));
}

std::string reason_html(const BatchEntry& entry) {
  const std::vector<std::string> lines = reason_lines(entry);
  if (lines.size() == 1) return escaped(lines.front());
  std::string all;
  for (const std::string& line : lines) all += escaped(line) + "\n";
  return "<pre>" + all + "</pre>";
}

std::string failures_html(const Batch& batch) {
  std::string body;
  for (const BatchEntry& entry : batch.entries)
    if (!entry.failure.empty())
      body += element(
          "tr", name_html(entry.name.empty() ? entry.file : entry.name, entry, entry.title) +
                    "<td>" + escaped(entry.file) + "</td><td>" + reason_html(entry) + "</td>");
  if (body.empty()) return "";
  const std::string heading = say("Failed");
  const std::string head = heading_cell(say("scenario"), "") + heading_cell(say("file"), "") +
                           heading_cell(say("reason"), "");
  return element("section", element("h2", escaped(heading)) + table_html(heading, head, body));
}

std::string study_html(const std::vector<std::string>& files) {
  if (files.empty()) return "";
  return element("section", element("h2", escaped(say("All of them on the same futures"))) +
                                element("p", links_to(files)));
}

}  // namespace

std::string batch_page(const Batch& batch) {
  std::string main =
      element("header", element("h1", escaped(batch_title(batch))) + "<p class=\"setting\">" +
                            escaped(batch_setting(batch, kPageText)) + "</p>\n") +
      study_html(batch.study_reports);
  const std::vector<BatchGroup> groups = batch_groups(batch);
  for (const BatchGroup& group : groups) main += group_html(group, groups.size() == 1);
  main += list(league_notes(groups, kPageText)) + failures_html(batch);
  PageFrame frame{.title = batch_title(batch), .style = kLinkStyle};
  frame.style += kBatchChartStyle;
  return framed(frame, main);
}

}  // namespace landfall::reports
