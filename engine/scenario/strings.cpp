#include <algorithm>

#include "scenario/lookalikes.hpp"
#include "scenario/slips.hpp"
#include "scenario/values.hpp"

namespace landfall::scenario {
namespace {

void check_length(Cursor& cursor, Span span) {
  // Four bytes a code point at most: only long candidates are measured.
  if (span.end - span.begin < kStringBytesMax / 4) return;
  const std::size_t bytes = cursor.text.slice(span).size();
  if (bytes <= kStringBytesMax) return;
  cursor.report(span, "a text of " + std::to_string(bytes) + " bytes is too long",
                std::to_string(kStringBytesMax) + " bytes are allowed");
  cursor.mend(span, "\"\"");
}

bool is_hex(char32_t c) {
  return is_digit(c) || (c >= U'a' && c <= U'f') || (c >= U'A' && c <= U'F');
}

/// Whether `count` hexadecimal digits behind the cursor's `\u` name a character.
bool names_character(const Cursor& cursor, std::size_t count) {
  char32_t code = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const char32_t digit = cursor.ahead(2 + i);
    if (!is_hex(digit)) return false;
    code = code * 16 + (is_digit(digit) ? digit - U'0' : (digit | 0x20) - U'a' + 10);
  }
  return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

bool opens_triple(const Cursor& cursor) {
  const char32_t quote = cursor.text.typed(cursor.at);
  return is_quote(quote) && cursor.text.typed(cursor.at + 1) == quote &&
         cursor.text.typed(cursor.at + 2) == quote;
}

/// A backslash at the end of a line joins it with the next words. toml++ 3.3.0 runs into undefined
/// behaviour when these begin with a character like 'é', so the joining is done here.
void join_lines(Cursor& cursor) {
  const std::size_t begin = cursor.at++;
  while (!cursor.at_end() && (is_blank(cursor.text.typed(cursor.at)) || cursor.at_line_end()))
    ++cursor.at;
  cursor.edit({begin, cursor.at}, "");
}

bool joins_lines(const Cursor& cursor) {
  std::size_t next = cursor.at + 1;
  while (is_blank(cursor.text.typed(next))) ++next;
  return next < cursor.text.size() && cursor.text.is_line_end(next);
}

void leave_triple_open(Cursor& cursor, std::size_t begin, const std::string& quotes) {
  cursor.report({begin, begin + 3}, "this " + quotes + " is never closed",
                "close the text with " + quotes);
  cursor.at = cursor.text.next_line(begin);
  while (!cursor.at_end() && !cursor.starts_statement(cursor.at))
    cursor.at = cursor.text.next_line(cursor.at);
  while (cursor.at > begin + 3 && cursor.text.typed(cursor.at - 1) == U'\n') --cursor.at;
  cursor.mend({begin, cursor.at}, "\"\"");
}

void read_triple(Cursor& cursor) {
  const std::size_t begin = cursor.at;
  const Cursor::Mark mark = cursor.mark();
  const char32_t quote = cursor.text.typed(begin);
  cursor.at += 3;
  while (!cursor.at_end() && !opens_triple(cursor)) {
    const bool escape = quote == U'"' && cursor.text.typed(cursor.at) == U'\\';
    if (escape && joins_lines(cursor))
      join_lines(cursor);
    else if (escape)
      take_escape(cursor);
    else
      ++cursor.at;
    while (opens_triple(cursor) && cursor.text.typed(cursor.at) != quote) cursor.at += 3;
  }
  if (cursor.at_end()) {
    cursor.forget_since(mark);
    return leave_triple_open(cursor, begin, std::string(3, static_cast<char>(quote)));
  }
  cursor.at += 3;
  for (int extra = 0; extra < 2 && cursor.text.typed(cursor.at) == quote; ++extra) ++cursor.at;
  check_length(cursor, {begin, cursor.at});
}

/// The rest of the line as the text that was meant, without what seems to stand behind it.
void leave_open(Cursor& cursor, std::size_t begin, Inside inside) {
  std::size_t end = begin + 1;
  while (!cursor.text.is_line_end(end) &&
         !(cursor.text.plain(end) == U'#' && is_blank(cursor.text.plain(end - 1))))
    ++end;
  end = cursor.trimmed({begin + 1, end}).end;
  const std::u32string_view behind = inside == Inside::line ? U",; " : U"]},; ";
  while (end > begin + 1 && behind.find(cursor.text.plain(end - 1)) != std::u32string_view::npos)
    --end;
  const std::string quoted = in_quotes(cursor.text.slice({begin + 1, end}));
  cursor.report({begin, end}, "a closing quote is missing", "write " + shown(quoted));
  cursor.mend({begin, end}, quoted);
  cursor.at = end;
}

/// A text that a curly quote opens ends with the next quote of its kind, curly or not.
void read_curly(Cursor& cursor, Inside inside) {
  const std::size_t begin = cursor.at;
  const char32_t quote = cursor.here();
  const std::string name = character_name(cursor.text.typed(begin));
  ++cursor.at;
  while (!cursor.at_line_end() && cursor.here() != quote) ++cursor.at;
  if (cursor.at_line_end()) return leave_open(cursor, begin, inside);
  const std::string quoted = in_quotes(cursor.text.slice(cursor.trimmed({begin + 1, cursor.at})));
  const Span span = {begin, ++cursor.at};
  cursor.report(span, "a text in curly quotes: " + name, "write " + shown(quoted));
  cursor.mend(span, quoted);
}

}  // namespace

void take_escape(Cursor& cursor) {
  const char32_t kind = cursor.text.typed(cursor.at + 1);
  const std::size_t digits = kind == U'u' ? 4 : kind == U'U' ? 8 : 0;
  const bool known =
      digits > 0 ? names_character(cursor, digits)
                 : std::u32string_view(U"btnfr\"\\").find(kind) != std::u32string_view::npos;
  if (known) {
    cursor.at += 2 + digits;
    return;
  }
  const Span span = {cursor.at, cursor.at + (cursor.text.is_line_end(cursor.at + 1) ? 1 : 2)};
  cursor.report(span, "'" + cursor.text.slice(span) + "' means nothing inside of double quotes",
                "write \\\\ for a backslash, or put the text in 'single quotes'");
  cursor.edit({cursor.at, cursor.at}, "\\");
  cursor.at = span.end;
}

void read_string(Cursor& cursor, Inside inside) {
  if (cursor.is_lookalike()) return read_curly(cursor, inside);
  if (opens_triple(cursor)) return read_triple(cursor);
  const std::size_t begin = cursor.at;
  const Cursor::Mark mark = cursor.mark();
  const char32_t quote = cursor.text.typed(cursor.at++);
  while (!cursor.at_line_end() && cursor.text.typed(cursor.at) != quote) {
    if (quote == U'"' && cursor.here() == U'\\')
      take_escape(cursor);
    else
      ++cursor.at;
  }
  if (cursor.at_line_end()) {
    cursor.forget_since(mark);
    return leave_open(cursor, begin, inside);
  }
  ++cursor.at;
  check_length(cursor, {begin, cursor.at});
}

}  // namespace landfall::scenario
