#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "base/contract.hpp"

namespace landfall {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before.swap(above);
    above.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                           lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

/// to_chars into a string; 400 characters hold any double in fixed notation with 40 decimals.
template <typename... Format>
std::string written(double value, Format... format) {
  char buffer[400];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, format...);
  ENSURES(end.ec == std::errc());
  return std::string(buffer, end.ptr);
}

/// The digits without the underscores between them; nullopt where one does not stand between
/// digits.
std::optional<std::string> without_underscores(std::string_view text) {
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool between =
        i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
    if (text[i] == '_' && !between) return std::nullopt;
    if (text[i] != '_') digits += text[i];
  }
  return digits;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t best_distance = std::numeric_limits<std::size_t>::max();
  for (const std::string& candidate : candidates) {
    const std::size_t longer = std::max(word.size(), candidate.size());
    const std::size_t shorter = std::min(word.size(), candidate.size());
    const std::size_t allowed = std::min<std::size_t>(longer / 3, 4);
    if (longer - shorter > allowed) continue;
    const std::size_t apart = distance(word, candidate);
    if (apart > allowed || apart >= best_distance) continue;
    best = candidate;
    best_distance = apart;
  }
  return best;
}

std::string shortest(double value) {
  if (value == 0) return "0";
  std::string scientific = written(value, std::chars_format::scientific);
  const std::size_t e = scientific.find('e');
  if (e == std::string::npos) return scientific;  // inf, nan
  const int exponent = std::atoi(scientific.c_str() + e + 1);
  const bool plain = exponent >= -5 && exponent <= 15;
  return plain ? written(value, std::chars_format::fixed) : scientific;
}

std::string grouped(double value, int decimals) {
  EXPECTS(decimals >= 0 && decimals <= 40);
  if (!std::isfinite(value)) return shortest(value);
  std::string number = written(value, std::chars_format::fixed, decimals);
  const bool rounded_to_zero = number.find_first_not_of("-0.") == std::string::npos;
  if (rounded_to_zero && number[0] == '-') number.erase(0, 1);
  const std::size_t first = number[0] == '-' ? 1 : 0;
  std::size_t at = std::min(number.find('.'), number.size());
  while (at > first + 3) {
    at -= 3;
    number.insert(at, 1, ' ');
  }
  return number;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  const std::size_t e = std::min(text.find_first_of("eE"), text.size());
  const auto digits = without_underscores(text.substr(0, e));
  if (!digits || !all_digits(*digits) || (digits->size() > 1 && (*digits)[0] == '0')) return {};
  std::string number = (negative ? "-" : "") + *digits;
  if (e < text.size()) {
    const std::string_view exponent = text.substr(e + 1);
    if (!all_digits(exponent) || exponent.size() > 2) return {};
    number.append(static_cast<std::size_t>(std::atoi(std::string(exponent).c_str())), '0');
  }
  std::int64_t value = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
  if (read.ec != std::errc()) return {};
  return value;
}

}  // namespace landfall
