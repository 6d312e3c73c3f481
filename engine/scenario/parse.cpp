#include "scenario/parse.hpp"

#include <algorithm>
#include <iterator>

#include "scenario/characters.hpp"
#include "scenario/conflicts.hpp"
#include "scenario/mending.hpp"
#include "scenario/scanner.hpp"
#include "scenario/toml_tree.hpp"

namespace landfall::scenario {
namespace {

/// How often what toml++ refuses is left out before the rest is given up.
constexpr int kRoundsMax = 20;

/// A header takes all its lines with it: they would otherwise fall to the table before.
Span with_its_lines(const Text& text, const Scan& scan, const Statement& statement) {
  if (!statement.is_header) return statement.span;
  for (const Statement& later : scan.statements)
    if (later.is_header && later.span.begin > statement.span.begin)
      return {statement.span.begin, later.span.begin};
  return {statement.span.begin, text.size()};
}

void leave_out(Scan& scan, Span span) {
  const auto within = [&](const auto& noted) {
    return noted.span.begin >= span.begin && noted.span.begin < span.end;
  };
  std::erase_if(scan.statements, within);
  std::erase_if(scan.definitions, within);
  // All that was mended in it, brackets put in at its very end among them.
  std::erase_if(scan.edits, [&](const Edit& edit) {
    return edit.span.begin >= span.begin && edit.span.end <= span.end;
  });
  scan.edits.push_back({span, ""});
}

std::string in_plain_words(std::string_view message) {
  const std::size_t colon = message.find(": ");
  if (message.substr(0, 20) == "Error while parsing " && colon != std::string_view::npos)
    message.remove_prefix(colon + 2);
  return std::string(message);
}

/// The first statement with which the text cannot be read; nullptr if it is none of them. toml++
/// may notice a mistake much later than where it stands, or not know the place.
const Statement* first_refused(const Text& text, const Scan& scan) {
  const auto reads_until = [&](const Statement& last) {
    std::vector<Edit> edits = scan.edits;
    std::erase_if(edits, [&](const Edit& edit) {
      return edit.span.begin > last.span.end ||
             (edit.span.begin == last.span.end && !edit.inserts());
    });
    edits.push_back({{last.span.end, text.size()}, "\n"});
    const auto outcome = parse_toml(text, Mended(text, std::move(edits)), {});
    return std::holds_alternative<Node>(outcome);
  };
  const auto first =
      std::partition_point(scan.statements.begin(), scan.statements.end(), reads_until);
  return first == scan.statements.end() ? nullptr : &*first;
}

/// Report what toml++ refuses and take it out; false if no statement can be blamed.
bool leave_out_refused(const Text& text, Scan& scan, const TomlError& error, Parsed& parsed) {
  const Statement* found = first_refused(text, scan);
  if (found == nullptr) return false;
  const Statement culprit = *found;
  if (auto conflict = find_conflict(text, scan, culprit)) {
    parsed.diagnostics.push_back(std::move(*conflict));
  } else {
    parsed.diagnostics.push_back({Severity::error, text.place(culprit.span),
                                  "this is no TOML: " + in_plain_words(error.message), ""});
  }
  leave_out(scan, with_its_lines(text, scan, culprit));
  return true;
}

void read_tree(const Text& text, Scan& scan, Parsed& parsed) {
  for (int round = 0; round < kRoundsMax; ++round) {
    auto outcome = parse_toml(text, Mended(text, scan.edits), scan.poisoned);
    if (Node* root = std::get_if<Node>(&outcome)) {
      parsed.root = std::move(*root);
      return;
    }
    parsed.incomplete = true;
    if (leave_out_refused(text, scan, std::get<TomlError>(outcome), parsed)) continue;
    parsed.diagnostics.push_back({Severity::error, parsed.root.place, "this is no TOML", ""});
    return;
  }
}

}  // namespace

Parsed parse_text(std::string_view bytes, int source) {
  Parsed parsed;
  Characters characters = read_characters(bytes, source);
  parsed.diagnostics = std::move(characters.diagnostics);
  parsed.incomplete = !characters.is_text;
  parsed.root.place = parsed.root.key_place = {source, 1, 1, 1};
  if (!characters.is_text) return parsed;
  const Text text(std::move(characters.text), source);
  parsed.text = text.slice({0, text.size()});
  Scan found = scan(text);
  parsed.incomplete = found.incomplete;
  parsed.diagnostics.insert(parsed.diagnostics.end(), found.diagnostics.begin(),
                            found.diagnostics.end());
  read_tree(text, found, parsed);
  return parsed;
}

}  // namespace landfall::scenario
