#include "scenario/values.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "scenario/lookalikes.hpp"
#include "scenario/slips.hpp"

namespace landfall::scenario {
namespace {

/// How far a bracket may stand open before it is taken as never closed.
constexpr std::size_t kOpenCodePointsMax = 20'000;

bool is_open(char32_t c) {
  return c == U'[' || c == U'{';
}
bool is_close(char32_t c) {
  return c == U']' || c == U'}';
}

/// Behind a string of one line; behind its first quote if it is not closed.
std::size_t behind_string(const Text& text, std::size_t at) {
  const char32_t quote = text.plain(at);
  for (std::size_t end = at + 1; !text.is_line_end(end); ++end) {
    if (text.plain(end) == quote) return end + 1;
    if (text.typed(end) == U'\\' && quote == U'"') ++end;
  }
  return at + 1;
}

/// More digits than this and toml++ refuses a real number that TOML allows.
constexpr std::size_t kDigitsMax = 100;

/// A real number that TOML allows and toml++ does not, in a spelling that it takes: beyond all
/// doubles (then infinity, which the reader of the field refuses with its place), or of very many
/// digits.
std::optional<std::string> for_toml(std::string_view plain) {
  std::string digits(plain);
  digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
  if (!digits.empty() && digits[0] == '+') digits.erase(0, 1);
  double value = 0;
  const char* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, value);
  if (read.ptr != end) return std::nullopt;
  const bool tiny =
      digits.find("e-") != std::string::npos || digits.find("E-") != std::string::npos;
  if (read.ec == std::errc::result_out_of_range && !tiny) return digits[0] == '-' ? "-inf" : "inf";
  if (plain.size() <= kDigitsMax || read.ec != std::errc()) return std::nullopt;
  char buffer[40];
  const auto written =
      std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
  return std::string(buffer, written.ptr);
}

}  // namespace

std::size_t find_close(const Cursor& cursor, std::size_t open) {
  const Text& text = cursor.text;
  const std::size_t last = std::min(text.size(), open + kOpenCodePointsMax);
  int depth = 0;
  for (std::size_t at = open; at < last;) {
    const char32_t c = text.plain(at);
    if (is_quote(c)) {
      at = behind_string(text, at);
      continue;
    }
    if (c == U'#') {
      at = text.line_end(at);
      continue;
    }
    if (c == U'\n' && cursor.starts_header(at + 1)) return std::string::npos;
    if (is_open(c)) ++depth;
    if (is_close(c) && --depth == 0) return at;
    ++at;
  }
  return std::string::npos;
}

void ValueScanner::read(Inside inside, const std::string& address) {
  const char32_t c = cursor_.here();
  if (is_quote(c))
    read_string(cursor_, inside);
  else if (c == U'[')
    read_list(address);
  else if (c == U'{')
    read_braces(address);
  else
    read_bare(inside);
}

/// `{ value = 0,40, source = "x" }`: digits on both sides, and no '=' makes the right ones a key.
bool ValueScanner::is_decimal_comma(std::size_t at) const {
  const Text& text = cursor_.text;
  if (text.plain(at) != U',' || at == 0 || !is_digit(text.plain(at - 1)) ||
      !is_digit(text.plain(at + 1)))
    return false;
  std::size_t next = at + 1;
  while (is_bare(text.plain(next)) || is_blank(text.plain(next)) || text.plain(next) == U'.')
    ++next;
  return text.plain(next) != U'=';
}

/// `1 b` of `{ a = 1 b = 2 }`: where the name before the second '=' begins, the value ends.
std::size_t ValueScanner::before_name(std::size_t equals) const {
  const Text& text = cursor_.text;
  std::size_t name = cursor_.trimmed({cursor_.at, equals}).end;
  while (name > cursor_.at && (is_bare(text.plain(name - 1)) || text.plain(name - 1) == U'.'))
    --name;
  return name > cursor_.at ? name : equals;
}

std::size_t ValueScanner::bare_end(Inside inside) const {
  const Text& text = cursor_.text;
  int parentheses = 0;
  std::size_t end = cursor_.at;
  for (; !text.is_line_end(end); ++end) {
    const char32_t c = text.plain(end);
    if (c == U'#') break;
    if (inside == Inside::line) continue;
    if (c == U'(') ++parentheses;
    if (c == U')') --parentheses;
    const bool decimal = commas_are_decimal_ || (inside == Inside::braces && is_decimal_comma(end));
    if (c == U',' && (parentheses > 0 || decimal)) continue;
    if (c == U',' || c == U';' || is_close(c)) break;
    if (c == U'=' && inside == Inside::braces && end > cursor_.at) return before_name(end);
  }
  return end;
}

/// The value without what seems a comment in another language's style, or a comma at the line's
/// end.
Span ValueScanner::without_comment(Span span) {
  const std::string plain = cursor_.text.plain_slice(span);
  std::size_t cut = std::string::npos;
  for (const char* sign : {" //", "\t//", " ;", "\t;", " /*"})
    cut = std::min(cut, plain.find(sign));
  // Bytes before the cut may be fewer code points; what is cut off begins with ASCII.
  Span kept = span;
  if (cut != std::string::npos) {
    while (kept.begin < kept.end && cursor_.text.plain_slice({span.begin, kept.end}).size() > cut)
      --kept.end;
    kept = cursor_.trimmed(kept);
    const Span comment = cursor_.trimmed({kept.end, span.end});
    if (comment.end > comment.begin + 1) {
      cursor_.report(comment, "this is no comment of TOML", "a comment begins with #");
      cursor_.edit({kept.end, span.end}, "");
    } else {
      kept = span;
    }
  }
  const Span value = kept;
  while (kept.end > kept.begin + 1 &&
         (cursor_.text.plain(kept.end - 1) == U',' || cursor_.text.plain(kept.end - 1) == U';'))
    --kept.end;
  if (kept.end == value.end) return kept;
  const Span behind = {kept.end, value.end};
  cursor_.report(behind, "'" + cursor_.text.slice(behind) + "' stands behind the value",
                 "take it out");
  cursor_.edit(behind, "");
  return cursor_.trimmed(kept);
}

/// `4.2 5.0 6.1` in a list, if each word alone is a good value: put the commas in.
bool ValueScanner::separate_words(Span run) {
  std::vector<Span> words;
  for (std::size_t at = run.begin; at < run.end;) {
    Span word = {at, at};
    while (word.end < run.end && !is_blank(cursor_.text.plain(word.end))) ++word.end;
    if (find_slip(cursor_.text.slice(word), cursor_.text.plain_slice(word))) return false;
    words.push_back(word);
    at = word.end;
    while (at < run.end && is_blank(cursor_.text.plain(at))) ++at;
  }
  for (std::size_t i = 1; i < words.size(); ++i)
    cursor_.edit({words[i - 1].end, words[i].begin}, ", ");
  if (words.size() > 1) missing_comma_ = words[1].begin;
  return words.size() > 1;
}

void ValueScanner::read_bare(Inside inside) {
  Span run = cursor_.trimmed({cursor_.at, bare_end(inside)});
  cursor_.at = run.end;
  if (inside == Inside::line) run = without_comment(run);
  const std::string plain = cursor_.text.plain_slice(run);
  const auto slip = find_slip(cursor_.text.slice(run), plain);
  if (slip && inside == Inside::list && !find_number_slip(plain, plain) && separate_words(run))
    return;
  if (slip) {
    cursor_.report(run, slip->message, slip->hint);
    cursor_.mend(run, for_toml(slip->mended).value_or(slip->mended));
  } else if (auto spelling = for_toml(plain)) {
    cursor_.edit(run, std::move(*spelling));
  }
}

}  // namespace landfall::scenario
