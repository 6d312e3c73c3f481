// A place in a text that moves forward, and what is noted on the way: reports, edits, poisoned
// values.
#pragma once

#include <string>

#include "scenario/scanner.hpp"

namespace landfall::scenario {

inline bool is_blank(char32_t c) {
  return c == U' ' || c == U'\t';
}
inline bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}
inline bool is_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}
inline bool is_bare(char32_t c) {
  return is_letter(c) || is_digit(c) || c == U'_' || c == U'-';
}
inline bool is_quote(char32_t c) {
  return c == U'"' || c == U'\'';
}

/// More reports than anybody reads; a text of a million commas must not fill the memory with them.
inline constexpr std::size_t kReportsMax = 1000;

/// Lookalikes count as the ASCII character they look like: `here()` is '"' at a curly quote.
class Cursor {
 public:
  Cursor(const Text& typed_text, Scan& noted) : text(typed_text), scan(noted) {}

  char32_t here() const { return text.plain(at); }
  char32_t ahead(std::size_t by) const { return text.plain(at + by); }
  bool is_lookalike() const { return text.typed(at) != text.plain(at); }
  bool at_line_end() const { return text.is_line_end(at); }
  bool at_end() const { return at >= text.size(); }

  void report(Span span, std::string message, std::string hint);

  /// A second edit of the same stretch takes the place of the first.
  void edit(Span span, std::string replacement);

  /// Edit a value that has been reported.
  void mend(Span span, std::string replacement);
  void poison(Span span);

  /// Take back what was noted since `mark()`: a larger part of the text is mended as one.
  struct Mark {
    std::size_t diagnostics, edits, poisoned;
  };
  Mark mark() const;
  void forget_since(const Mark& mark);

  /// Behind the blanks here; blanks that are none of TOML's are reported and mended.
  void skip_blanks();

  /// Behind the comment that begins here, if one does. toml++ sees no comments.
  void skip_comment();

  /// Behind one of TOML's own characters; a lookalike of it is reported and mended.
  void take();

  /// The span without the blanks at its ends.
  Span trimmed(Span span) const;

  /// The text of the span after the edits noted so far.
  std::string mended(Span span) const;

  /// Whether the line at `begin` starts a header or an assignment: what stood open before is then
  /// taken as never closed.
  bool starts_statement(std::size_t begin) const;
  bool starts_header(std::size_t begin) const;

  const Text& text;
  Scan& scan;
  std::size_t at = 0;
  bool quiet = false;              ///< within a value whose slips are reported together
  bool unclosed_reported = false;  ///< in this statement: one bracket left open leaves others open
};

}  // namespace landfall::scenario
