#include <algorithm>
#include <array>
#include <vector>

#include "scenario/slips.hpp"

namespace landfall::scenario {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_letter(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z');
}
bool is_non_ascii(char c) {
  return (static_cast<unsigned char>(c) & 0x80) != 0;
}

bool begins_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

void skip_blanks(std::string_view& text) {
  while (!text.empty() && (text[0] == ' ' || text[0] == '\t')) text.remove_prefix(1);
}

constexpr std::array<std::string_view, 7> kCurrencySigns = {"€", "$", "£", "¥", "₹", "₽", "₺"};

bool skip_currency_sign(std::string_view& text) {
  for (const std::string_view sign : kCurrencySigns) {
    if (!begins_with(text, sign)) continue;
    text.remove_prefix(sign.size());
    return true;
  }
  return false;
}

/// A currency sign or code before the digits: "€5", "EUR 5", "US$ 5".
bool skip_currency(std::string_view& text) {
  std::string_view rest = text;
  std::size_t letters = 0;
  while (letters < rest.size() && is_upper(rest[letters])) ++letters;
  if (letters > 3) return false;
  rest.remove_prefix(letters);
  const bool sign = skip_currency_sign(rest);
  skip_blanks(rest);
  const bool before_number =
      !rest.empty() && (is_digit(rest[0]) || rest[0] == '-' || rest[0] == '+' || rest[0] == '.');
  if (!before_number || (letters == 0 && !sign)) return false;
  text = rest;
  return true;
}

/// A number in parts: digits before and behind the decimal point, and what was wrong with it.
struct Parts {
  std::string sign, whole, fraction, exponent;
  bool has_point = false;
  bool has_groups = false;  ///< thousands were set apart, so the mended number sets them apart too
  std::vector<std::string> reasons;
};

bool is_separator(char c) {
  return c == '.' || c == ',' || c == '_' || c == '\'' || c == ' ';
}

/// The digits and separators at the start of `text`; a blank counts only between two digits.
std::string_view number_body(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && (is_digit(text[at]) || is_separator(text[at]))) {
    const bool between_digits =
        at > 0 && is_digit(text[at - 1]) && at + 1 < text.size() && is_digit(text[at + 1]);
    if (text[at] == ' ' && !between_digits) break;
    ++at;
  }
  return text.substr(0, at);
}

/// Where the decimal separator stands: the last point or comma unless it sets thousands apart.
std::size_t decimal_separator(std::string_view body) {
  const auto points = std::count(body.begin(), body.end(), '.');
  const auto commas = std::count(body.begin(), body.end(), ',');
  const std::size_t last = body.find_last_of(".,");
  if (last == std::string_view::npos) return last;
  const auto same = body[last] == '.' ? points : commas;
  return same == 1 ? last : std::string_view::npos;
}

/// Thousands apart: one to three digits, then three each. One kind of separator only.
bool are_thousands(std::string_view whole) {
  const std::size_t first = whole.find_first_not_of("0123456789");
  if (first == 0 || first > 3) return false;
  std::size_t digits = 3;
  for (std::size_t at = first; at < whole.size(); ++at) {
    if (is_digit(whole[at])) {
      ++digits;
    } else {
      if (digits != 3 || whole[at] != whole[first]) return false;
      digits = 0;
    }
  }
  return digits == 3;
}

std::string only_digits(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
  return digits;
}

const char* reason_against(char separator) {
  if (separator == ' ') return "no spaces inside of a number";
  if (separator == '_') return "'_' only between digits";
  return "thousands apart by '_' or not at all";
}

/// Split the body into whole and fraction; false if it is no number however it is read.
bool split(std::string_view body, Parts& parts) {
  if (std::none_of(body.begin(), body.end(), is_digit)) return false;
  const std::size_t point = decimal_separator(body);
  std::string_view whole = body.substr(0, point);
  std::string_view fraction = point == std::string_view::npos ? "" : body.substr(point + 1);
  parts.has_point = point != std::string_view::npos;
  const std::size_t foreign = whole.find_first_of(" .,'");
  if (foreign != std::string_view::npos) {
    if (!are_thousands(whole)) return false;
    parts.has_groups = true;
    parts.reasons.push_back(reason_against(whole[foreign]));
  }
  if (fraction.find_first_of(" .,'") != std::string_view::npos) return false;
  if (parts.has_point && body[point] == ',') {
    const bool maybe_thousands =
        foreign == std::string_view::npos && fraction.size() == 3 && are_thousands(body);
    parts.reasons.push_back(maybe_thousands && whole != "0"
                                ? "or " + only_digits(body) + " if thousands are meant"
                                : "a decimal point, not a comma");
  }
  parts.has_groups = parts.has_groups || whole.find('_') != std::string_view::npos;
  parts.whole = only_digits(whole);
  parts.fraction = only_digits(fraction);
  const bool bare_point = parts.has_point && (parts.whole.empty() || parts.fraction.empty());
  if (bare_point) parts.reasons.push_back("digits on both sides of the point");
  if (parts.whole.size() > 1 && parts.whole[0] == '0')
    parts.reasons.push_back("without leading zeros");
  return true;
}

/// Move the decimal point: to the right for thousands, to the left for percent.
void shift(Parts& parts, int places) {
  for (; places > 0; --places) {
    parts.whole += parts.fraction.empty() ? '0' : parts.fraction[0];
    if (!parts.fraction.empty()) parts.fraction.erase(0, 1);
    parts.has_point = !parts.fraction.empty();
  }
  for (; places < 0; ++places) {
    parts.fraction.insert(parts.fraction.begin(), parts.whole.empty() ? '0' : parts.whole.back());
    if (!parts.whole.empty()) parts.whole.pop_back();
    parts.has_point = true;
  }
}

struct Scale {
  std::string_view word;
  int places;
};

constexpr Scale kScales[] = {{"millions", 6}, {"million", 6}, {"mio", 6},       {"Mio", 6},
                             {"M", 6},        {"k", 3},       {"K", 3},         {"thousand", 3},
                             {"billion", 9},  {"bn", 9},      {"milliards", 9}, {"percent", -2},
                             {"pct", -2},     {"%", -2}};

/// What stands behind the digits: percent, a multiple, a currency or a unit; false for anything
/// else.
bool read_suffix(std::string_view suffix, Parts& parts) {
  skip_blanks(suffix);
  if (suffix.empty()) return true;
  for (const Scale& scale : kScales) {
    const bool whole_word =
        begins_with(suffix, scale.word) &&
        (suffix.size() == scale.word.size() || !is_letter(suffix[scale.word.size()]));
    if (!whole_word) continue;
    if (!parts.exponent.empty()) return false;
    shift(parts, scale.places);
    if (scale.places > 0) parts.has_groups = true;
    parts.reasons.push_back(scale.places < 0 ? "a share of one, not percent" : "all digits");
    return true;
  }
  const bool unit =
      is_letter(suffix[0]) || suffix[0] == '$' || suffix[0] == '/' || is_non_ascii(suffix[0]);
  const bool a_fraction = suffix[0] == '/' && suffix.size() > 1 && !is_letter(suffix[1]);
  if (!unit || a_fraction) return false;
  parts.reasons.push_back("a number stands without currency or unit");
  return true;
}

std::string literal(const Parts& parts) {
  std::string whole = parts.whole;
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
  if (whole.empty()) whole = "0";
  if (parts.has_groups)
    for (std::size_t at = whole.size(); at > 3;) whole.insert(at -= 3, 1, '_');
  // Beyond 18 digits a whole number may not fit into 64 bits; a real one does.
  const bool real = parts.has_point || (parts.whole.size() > 18 && parts.exponent.empty());
  if (real) whole += "." + (parts.fraction.empty() ? "0" : parts.fraction);
  return (parts.sign == "-" ? "-" : "") + whole + parts.exponent;
}

std::string_view exponent_of(std::string_view text) {
  if (text.empty() || (text[0] != 'e' && text[0] != 'E')) return "";
  std::size_t at = 1;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  const std::size_t digits = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at > digits ? text.substr(0, at) : "";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace

std::optional<Slip> find_number_slip(std::string_view typed, std::string_view plain) {
  Parts parts;
  std::string_view rest = plain;
  bool currency = skip_currency(rest);
  if (!rest.empty() && (rest[0] == '-' || rest[0] == '+')) {
    parts.sign = rest[0];
    rest.remove_prefix(1);
    skip_blanks(rest);
  }
  currency = skip_currency(rest) || currency;
  const std::string_view body = number_body(rest);
  if (!split(body, parts)) return std::nullopt;
  rest.remove_prefix(body.size());
  parts.exponent = exponent_of(rest);
  rest.remove_prefix(parts.exponent.size());
  if (currency) parts.reasons.push_back("a number stands without currency or unit");
  if (!read_suffix(rest, parts)) return std::nullopt;
  Slip slip;
  slip.mended = literal(parts);
  slip.message = "'" + shown(typed) + "' is not a number";
  slip.hint = "write " + slip.mended;
  if (!parts.reasons.empty()) slip.hint += ": " + joined(parts.reasons);
  return slip;
}

}  // namespace landfall::scenario
