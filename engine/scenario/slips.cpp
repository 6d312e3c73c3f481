#include "scenario/slips.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "base/utf8.hpp"
#include "scenario/lookalikes.hpp"

namespace landfall::scenario {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_non_ascii(char c) {
  return (static_cast<unsigned char>(c) & 0x80) != 0;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
  text.remove_prefix(first);
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

/// Digits with single underscores between them: moves `at` behind them, false if there are none.
template <typename IsDigit>
bool take_digits(std::string_view text, std::size_t& at, IsDigit is_one) {
  const std::size_t first = at;
  while (at < text.size()) {
    const bool underscore = text[at] == '_' && at > first && is_one(text[at - 1]) &&
                            at + 1 < text.size() && is_one(text[at + 1]);
    if (!is_one(text[at]) && !underscore) break;
    ++at;
  }
  return at > first;
}

bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// The base of `0x1F`, `0o17` and `0b101`; 10 for anything else.
int prefixed_base(std::string_view text) {
  if (text.size() < 3 || text[0] != '0') return 10;
  std::size_t at = 2;
  const auto octal = [](char c) { return c >= '0' && c <= '7'; };
  const auto binary = [](char c) { return c == '0' || c == '1'; };
  if (text[1] == 'x' && take_digits(text, at, is_hex) && at == text.size()) return 16;
  at = 2;
  if (text[1] == 'o' && take_digits(text, at, octal) && at == text.size()) return 8;
  at = 2;
  if (text[1] == 'b' && take_digits(text, at, binary) && at == text.size()) return 2;
  return 10;
}

enum class Number { none, integer, real };

/// A decimal number as TOML spells it.
Number decimal_number(std::string_view text) {
  std::size_t at = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  const std::string_view unsigned_part = text.substr(at);
  if (unsigned_part == "inf" || unsigned_part == "nan") return Number::real;
  const std::size_t first = at;
  if (!take_digits(text, at, is_digit)) return Number::none;
  if (at - first > 1 && text[first] == '0') return Number::none;
  if (at == text.size()) return Number::integer;
  if (text[at] == '.' && !take_digits(text, ++at, is_digit)) return Number::none;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (!take_digits(text, at, is_digit)) return Number::none;
  }
  return at == text.size() ? Number::real : Number::none;
}

/// Whether `text` follows a pattern in which 0 stands for any digit and the rest for itself.
bool follows(std::string_view text, std::string_view pattern) {
  return text.size() == pattern.size() &&
         std::equal(text.begin(), text.end(), pattern.begin(),
                    [](char c, char p) { return p == '0' ? is_digit(c) : c == p; });
}

int two_digits(std::string_view text, std::size_t at) {
  return (text[at] - '0') * 10 + (text[at + 1] - '0');
}

/// `10:30:00` and fractions of a second; moves `text` behind it.
bool take_time(std::string_view& text) {
  if (!follows(text.substr(0, 8), "00:00:00")) return false;
  if (two_digits(text, 0) > 23 || two_digits(text, 3) > 59 || two_digits(text, 6) > 59)
    return false;
  text.remove_prefix(8);
  if (text.empty() || text[0] != '.') return true;
  std::size_t digits = 1;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  text.remove_prefix(digits);
  return digits > 1;
}

bool is_offset(std::string_view text) {
  if (text == "Z" || text == "z") return true;
  return (follows(text, "+00:00") || follows(text, "-00:00")) && two_digits(text, 1) < 24 &&
         two_digits(text, 4) < 60;
}

/// A date, a time or both, as TOML spells them.
bool is_date_or_time(std::string_view text) {
  const std::string_view date = text.substr(0, 10);
  if (!follows(date, "0000-00-00")) return take_time(text) && text.empty();
  const int month = two_digits(date, 5);
  if (month < 1 || month > 12 || find_date_slip(date, date)) return false;
  text.remove_prefix(10);
  if (text.empty()) return true;
  if (text[0] != 'T' && text[0] != 't' && text[0] != ' ') return false;
  text.remove_prefix(1);
  return take_time(text) && (text.empty() || is_offset(text));
}

std::string without_underscores(std::string_view text) {
  std::string digits(text);
  digits.erase(std::remove(digits.begin(), digits.end(), '_'), digits.end());
  if (!digits.empty() && digits[0] == '+') digits.erase(0, 1);
  return digits;
}

std::optional<Slip> too_large(std::string_view typed, int base) {
  const std::string digits = without_underscores(base == 10 ? typed : typed.substr(2));
  std::int64_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (read.ec == std::errc()) return std::nullopt;
  return Slip{"'" + shown(typed) + "' is beyond the largest whole number, 9223372036854775807",
              base == 10 ? "a number with a point may be larger: " + shown(digits + ".0") : "",
              "0"};
}

std::optional<Slip> lookalike(std::string_view typed, std::string_view plain) {
  if (typed == plain) return std::nullopt;
  for (const char32_t c : decode_utf8(typed)) {
    if (plain_form(c) == c) continue;
    return Slip{"'" + shown(typed) + "' is written with " + character_name(c),
                "write " + std::string(plain), std::string(plain)};
  }
  return std::nullopt;
}

std::optional<Slip> word(std::string_view typed, std::string_view plain) {
  const std::string low = lower(plain);
  for (const char* yes : {"true", "yes", "on"})
    if (low == yes) return Slip{"'" + shown(typed) + "' is not a value", "write true", "true"};
  for (const char* no : {"false", "no", "off"})
    if (low == no) return Slip{"'" + shown(typed) + "' is not a value", "write false", "false"};
  for (const char* nothing : {"none", "null", "nil", "na", "n/a", "-", "--", "?", "..."})
    if (low == nothing)
      return Slip{"'" + shown(typed) + "' is not a value",
                  "leave the line out where there is nothing to say", "0"};
  return std::nullopt;
}

/// `triangular(4, 5, 6)` and `(4, 5, 6)`.
std::optional<Slip> parenthesised(std::string_view typed, std::string_view plain) {
  const std::size_t open = plain.find('(');
  if (open == std::string_view::npos || plain.back() != ')') return std::nullopt;
  const std::string_view name = trimmed(plain.substr(0, open));
  const std::string list = "[" + std::string(plain.substr(open + 1, plain.size() - open - 2)) + "]";
  if (list.find_first_not_of("0123456789.,-+_e[] ") != std::string::npos) return std::nullopt;
  if (name.empty())
    return Slip{"'" + shown(typed) + "' is not a value", "write " + list + ": a list in brackets",
                "0"};
  const bool is_name = std::all_of(name.begin(), name.end(),
                                   [](char c) { return is_letter(c) || c == '_' || is_digit(c); });
  if (!is_name || !is_letter(name[0])) return std::nullopt;
  return Slip{"'" + shown(typed) + "' is not a value",
              "write { " + lower(name) + " = " + list + " }", "0"};
}

/// A sum or a quotient, as a spreadsheet would take it.
bool is_formula(std::string_view plain) {
  const bool allowed =
      plain.find_first_not_of("0123456789.,+-*/^() \te=") == std::string_view::npos;
  return allowed && plain.find_first_of("*/^+") != std::string_view::npos &&
         std::any_of(plain.begin(), plain.end(), is_digit);
}

}  // namespace

std::string in_quotes(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : sanitise(text)) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string shown(std::string_view text) {
  constexpr std::size_t kShown = 60;
  const std::u32string code_points = decode_utf8(text);
  if (code_points.size() <= kShown) return std::string(text);
  return encode_utf8(std::u32string_view(code_points).substr(0, kShown)) + "...";
}

std::optional<Slip> find_slip(std::string_view typed, std::string_view plain) {
  const Number number = decimal_number(plain);
  const int base = prefixed_base(plain);
  if (number == Number::integer || base != 10)
    if (auto slip = too_large(plain, base)) return slip;
  const bool reads = number != Number::none || base != 10 || plain == "true" || plain == "false" ||
                     is_date_or_time(plain);
  if (auto slip = find_date_slip(typed, plain)) return slip;
  if (reads) return lookalike(typed, plain);
  if (auto slip = word(typed, plain)) return slip;
  if (auto slip = find_number_slip(typed, plain)) return slip;
  if (auto slip = parenthesised(typed, plain)) return slip;
  if (is_formula(plain))
    return Slip{"'" + shown(typed) + "' is a formula",
                "write the number: nothing is calculated here", "0"};
  const std::string quoted = in_quotes(typed);
  if (is_letter(plain[0]) || is_non_ascii(plain[0]))
    return Slip{"'" + shown(typed) + "' is not a value", "text needs quotes: " + shown(quoted),
                quoted};
  return Slip{"'" + shown(typed) + "' is neither a number nor a date nor text in quotes",
              "if it is text, write " + shown(quoted), quoted};
}

}  // namespace landfall::scenario
