#include "scenario/names.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "scenario/lookalikes.hpp"
#include "scenario/slips.hpp"
#include "scenario/values.hpp"

namespace landfall::scenario {
namespace {

bool is_bare_name(std::string_view part) {
  return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
    return is_bare(static_cast<unsigned char>(c));
  });
}

/// A quoted part; false if its quote is not closed on the line.
bool read_quoted_part(Cursor& cursor, Name& name) {
  const char32_t quote = cursor.here();
  const bool curly = cursor.is_lookalike();
  const std::size_t begin = cursor.at++;
  const auto closes = [&] {
    return cursor.here() == quote && (curly || cursor.text.typed(cursor.at) == quote);
  };
  while (!cursor.at_line_end() && !closes()) {
    if (cursor.here() == U'\\' && quote == U'"' && !curly)
      take_escape(cursor);
    else
      ++cursor.at;
  }
  if (cursor.at_line_end()) {
    cursor.at = begin;
    return false;
  }
  ++cursor.at;
  const std::string inner = cursor.text.slice({begin + 1, cursor.at - 1});
  if (curly) {
    cursor.report({begin, cursor.at}, "a name stands in curly quotes", "write " + in_quotes(inner));
    cursor.edit({begin, cursor.at}, in_quotes(inner));
  }
  name.parts.push_back(inner);
  return true;
}

void read_bare_part(Cursor& cursor, Name& name) {
  const std::size_t begin = cursor.at;
  while (is_bare(cursor.here())) ++cursor.at;
  const Span span = {begin, cursor.at};
  const std::string typed = cursor.text.slice(span);
  const std::string plain = cursor.text.plain_slice(span);
  if (typed != plain) {
    cursor.report(span, "'" + shown(typed) + "' is written with a character that only looks right",
                  "write " + plain);
    cursor.edit(span, plain);
  }
  name.parts.push_back(plain);
}

bool read_part(Cursor& cursor, Name& name) {
  if (is_quote(cursor.here())) return read_quoted_part(cursor, name);
  if (!is_bare(cursor.here())) return false;
  read_bare_part(cursor, name);
  return true;
}

enum class Style { key, header };

bool says_something(std::u32string_view part) {
  return std::any_of(part.begin(), part.end(),
                     [](char32_t c) { return c >= 0x80 || is_letter(c) || is_digit(c); });
}

/// The parts of `typed` without the signs that no name holds; empty if nothing sound comes of it.
std::vector<std::string> suggestion(std::string_view typed, Style style) {
  std::vector<std::u32string> parts(1);
  for (char32_t c : decode_utf8(typed)) {
    c = plain_form(c);
    std::u32string& part = parts.back();
    const bool joint = is_blank(c) || c == kReplacement || c == U'/' || c == U':' || c == U'>';
    if (c == U'.' || (joint && style == Style::header)) {
      if (!part.empty()) parts.emplace_back();
    } else if (joint) {
      if (!says_something(part))
        part.clear();
      else if (part.back() != U'_')
        part += U'_';
    } else if (is_bare(c) || c >= 0x80) {
      part += c;
    } else if (style == Style::header && !is_quote(c)) {
      return {};
    }
  }
  if (parts.back().empty()) parts.pop_back();
  std::vector<std::string> sound;
  for (const std::u32string& part : parts) {
    if (!says_something(part)) return {};
    sound.push_back(encode_utf8(part));
  }
  return sound;
}

}  // namespace

Name read_name(Cursor& cursor) {
  Name name;
  name.span.begin = name.span.end = cursor.at;
  while (true) {
    cursor.skip_blanks();
    name.complete = read_part(cursor, name);
    if (!name.complete) return name;
    if (name.parts.size() > kNestingMax + 1) name.parts.pop_back();
    name.span.end = cursor.at;
    std::size_t dot = cursor.at;
    while (is_blank(cursor.text.plain(dot))) ++dot;
    if (cursor.text.plain(dot) != U'.') return name;
    cursor.skip_blanks();
    cursor.take();
  }
}

bool is_too_long(Cursor& cursor, const Name& name) {
  if (name.parts.size() <= kNestingMax) return false;
  cursor.report(name.span, "a name of more than " + std::to_string(kNestingMax) + " parts",
                "few names are so deep: is a quote or a space missing?");
  return true;
}

std::string spelled(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts)
    text += (text.empty() ? "" : ".") + (is_bare_name(part) ? part : in_quotes(part));
  return text;
}

std::vector<std::string> suggested_key(std::string_view typed) {
  return suggestion(typed, Style::key);
}

std::vector<std::string> suggested_header(std::string_view typed) {
  return suggestion(typed, Style::header);
}

}  // namespace landfall::scenario
