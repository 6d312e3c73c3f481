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

/// The statement that holds `at`, or the last one before it; statements.end() if there is none.
std::size_t statement_at(const Scan& scan, std::size_t at) {
  const auto after = std::upper_bound(
      scan.statements.begin(), scan.statements.end(), at,
      [](std::size_t value, const Statement& statement) { return value < statement.span.begin; });
  return static_cast<std::size_t>(after - scan.statements.begin());
}

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
  scan.edits.push_back({span, ""});
}

std::string in_plain_words(std::string_view message) {
  const std::size_t colon = message.find(": ");
  if (message.substr(0, 20) == "Error while parsing " && colon != std::string_view::npos)
    message.remove_prefix(colon + 2);
  return std::string(message);
}

/// The end of the first statement up to which the text is refused without a place.
std::size_t place_by_bisection(const Text& text, const Scan& scan) {
  const auto refused = [&](const Statement& last) {
    std::vector<Edit> edits = scan.edits;
    std::erase_if(edits, [&](const Edit& edit) { return edit.span.begin >= last.span.end; });
    edits.push_back({{last.span.end, text.size()}, "\n"});
    const auto outcome = parse_toml(text, Mended(text, std::move(edits)), {});
    const TomlError* error = std::get_if<TomlError>(&outcome);
    return error != nullptr && error->at == TomlError::kNowhere;
  };
  const auto first =
      std::partition_point(scan.statements.begin(), scan.statements.end(),
                           [&](const Statement& statement) { return !refused(statement); });
  return first == scan.statements.end() ? text.size() : first->span.begin;
}

/// Report what toml++ refuses and take it out; false if no statement can be blamed.
bool leave_out_refused(const Text& text, Scan& scan, TomlError error, Parsed& parsed) {
  if (error.at == TomlError::kNowhere) error.at = place_by_bisection(text, scan);
  const std::size_t behind = statement_at(scan, error.at);
  if (behind == 0) return false;
  // toml++ notices some mistakes of a header only on the line below it.
  for (std::size_t i = behind > 1 ? behind - 2 : 0; i < behind; ++i) {
    const Statement culprit = scan.statements[i];
    if (auto conflict = find_conflict(text, scan, culprit)) {
      parsed.diagnostics.push_back(std::move(*conflict));
      leave_out(scan, with_its_lines(text, scan, culprit));
      return true;
    }
  }
  const Statement culprit = scan.statements[behind - 1];
  const std::size_t at = std::clamp(error.at, culprit.span.begin, culprit.span.end);
  parsed.diagnostics.push_back({Severity::error, text.place({at, at + 1}),
                                "this is no TOML: " + in_plain_words(error.message), ""});
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
    if (!leave_out_refused(text, scan, std::get<TomlError>(outcome), parsed)) return;
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
