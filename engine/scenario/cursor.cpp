#include "scenario/cursor.hpp"

#include <algorithm>

#include "scenario/lookalikes.hpp"
#include "scenario/slips.hpp"

namespace landfall::scenario {

void Cursor::report(Span span, std::string message, std::string hint) {
  if (quiet || text.has_damage(span) || scan.diagnostics.size() >= kReportsMax) return;
  scan.diagnostics.push_back(
      {Severity::error, text.place(span), std::move(message), std::move(hint)});
}

void Cursor::edit(Span span, std::string replacement) {
  for (auto earlier = scan.edits.rbegin(); earlier != scan.edits.rend(); ++earlier) {
    if (earlier->span.begin < span.begin) break;
    const bool same = earlier->span.begin == span.begin && earlier->span.end == span.end;
    if (!same || earlier->inserts()) continue;
    earlier->replacement = std::move(replacement);
    return;
  }
  scan.edits.push_back({span, std::move(replacement)});
}

void Cursor::mend(Span span, std::string replacement) {
  edit(span, std::move(replacement));
  poison(span);
}

void Cursor::poison(Span span) {
  // A value put where nothing was typed still needs a place to be known by.
  scan.poisoned.push_back({span.begin, std::max(span.end, span.begin + 1)});
}

Cursor::Mark Cursor::mark() const {
  return {scan.diagnostics.size(), scan.edits.size(), scan.poisoned.size()};
}

void Cursor::forget_since(const Mark& mark) {
  scan.diagnostics.resize(mark.diagnostics);
  scan.edits.resize(mark.edits);
  scan.poisoned.resize(mark.poisoned);
}

void Cursor::skip_blanks() {
  while (is_blank(here())) {
    const std::size_t begin = at;
    const bool strange = is_lookalike();
    while (is_blank(here()) && is_lookalike() == strange) ++at;
    if (!strange) continue;
    report({begin, at}, character_name(text.typed(begin)) + " stands where a space is meant",
           "write a plain space");
    edit({begin, at}, " ");
  }
}

void Cursor::skip_comment() {
  if (here() != U'#') return;
  const std::size_t begin = at;
  at = text.line_end(at);
  edit({begin, at}, "");
}

void Cursor::take() {
  if (is_lookalike()) {
    const std::string meant = text.plain_slice({at, at + 1});
    report({at, at + 1}, character_name(text.typed(at)) + " stands where '" + meant + "' is meant",
           "write " + meant);
    edit({at, at + 1}, meant);
  }
  ++at;
}

Span Cursor::trimmed(Span span) const {
  while (span.begin < span.end && is_blank(text.plain(span.begin))) ++span.begin;
  while (span.begin < span.end && is_blank(text.plain(span.end - 1))) --span.end;
  return span;
}

std::string Cursor::mended(Span span) const {
  std::vector<Edit> within;
  // Edits are noted from front to back, so those within the span are the last ones.
  for (auto edit = scan.edits.rbegin(); edit != scan.edits.rend(); ++edit) {
    if (edit->span.end < span.begin) break;
    const bool before = edit->inserts() && edit->span.begin == span.begin;
    if (!before && edit->span.begin >= span.begin && edit->span.end <= span.end)
      within.push_back(*edit);
  }
  std::stable_sort(within.begin(), within.end(),
                   [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  std::string result;
  std::size_t from = span.begin;
  for (const Edit& edit : within) {
    if (edit.span.begin < from) continue;
    result += text.slice({from, edit.span.begin}) + edit.replacement;
    from = edit.span.end;
  }
  return result + text.slice({from, span.end});
}

bool Cursor::starts_header(std::size_t begin) const {
  while (is_blank(text.plain(begin))) ++begin;
  if (text.plain(begin) != U'[') return false;
  while (text.plain(begin) == U'[') ++begin;
  bool named = false;
  for (; !text.is_line_end(begin) && text.plain(begin) != U']'; ++begin) {
    const char32_t c = text.plain(begin);
    if (!is_bare(c) && !is_blank(c) && !is_quote(c) && c != U'.') return false;
    named = named || is_letter(c);
  }
  while (text.plain(begin) == U']' || is_blank(text.plain(begin))) ++begin;
  return named && (text.is_line_end(begin) || text.plain(begin) == U'#');
}

bool Cursor::starts_statement(std::size_t begin) const {
  if (starts_header(begin)) return true;
  while (is_blank(text.plain(begin))) ++begin;
  if (!is_bare(text.plain(begin)) && !is_quote(text.plain(begin))) return false;
  for (; !text.is_line_end(begin); ++begin) {
    const char32_t c = text.plain(begin);
    if (c == U'=') return true;
    if (!is_bare(c) && !is_blank(c) && !is_quote(c) && c != U'.') return false;
  }
  return false;
}

}  // namespace landfall::scenario
