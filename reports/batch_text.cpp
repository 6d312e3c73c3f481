// The league of a batch on a screen, and what failed.
#include "base/language.hpp"
#include "base/utf8.hpp"
#include "reports/batch_league.hpp"
#include "reports/grid.hpp"
#include "reports/layout.hpp"

namespace landfall::reports {
namespace {

constexpr std::size_t kRowsMost = 50;      // of a group; the page and the CSV file have all
constexpr std::size_t kFailuresMost = 20;  // of them too

std::string more(std::size_t count, std::size_t most, const TextStyle& style) {
  if (count <= most) return "";
  return paragraph(
      say_counted(count - most, "and {n}~more, in the page and in the CSV file of the batch",
                  "and {n}~more, in the page and in the CSV file of the batch"),
      style);
}

/// Lines that begin with a blank show a place in a file: they stay as they are.
std::string reason_text(const BatchEntry& entry, const TextStyle& style) {
  std::string text;
  for (const std::string& line : reason_lines(entry))
    text += line.starts_with(' ') ? "  " + line + "\n" : paragraph(line, style, "  ");
  return text;
}

std::string failures_text(const Batch& batch, const TextStyle& style) {
  std::string text;
  std::size_t failed = 0;
  for (const BatchEntry& entry : batch.entries) {
    if (entry.failure.empty() || ++failed > kFailuresMost) continue;
    text += paragraph(failed_name(entry), style) + reason_text(entry, style);
  }
  if (failed == 0) return "";
  return "\n" + each_line(bold, say("Failed"), style) + text + more(failed, kFailuresMost, style);
}

}  // namespace

std::string batch_text(const Batch& batch, const TextStyle& style) {
  std::string text =
      each_line(bold, batch_title(batch), style) + paragraph(batch_setting(batch, style), style);
  const std::vector<BatchGroup> groups = batch_groups(batch);
  for (const BatchGroup& group : groups) {
    text += "\n" + each_line(bold, group_heading(group, groups.size() == 1, style), style);
    if (groups.size() == 1) text += paragraph(group_setting(group, style), style);
    std::string sentences;
    for (const std::string& sentence : group_sentences(group, style))
      sentences += (sentences.empty() ? "" : " ") + sentence;
    if (!sentences.empty()) text += paragraph(sentences, style);
    text += table_text(group_table(group, kRowsMost, style), style) +
            more(group.rows.size(), kRowsMost, style);
  }
  if (!groups.empty()) text += "\n";
  for (const std::string& note : league_notes(groups, style)) text += each_line(dim, note, style);
  if (!batch.study_reports.empty()) {
    std::vector<std::string> files;
    for (const std::string& file : batch.study_reports) files.push_back(sanitise(file));
    text +=
        "\n" + paragraph(labelled(say("All of them on the same futures"), listed(files)), style);
  }
  return text + failures_text(batch, style);
}

}  // namespace landfall::reports
