#include <algorithm>
#include <array>
#include <vector>

#include "scenario/slips.hpp"

namespace landfall::scenario {
namespace {

constexpr const char* kMonths[] = {"January",   "February", "March",    "April",
                                   "May",       "June",     "July",     "August",
                                   "September", "October",  "November", "December"};

int days_in(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[month - 1];
}

/// A run of digits of a date: its value and how many digits were typed.
struct Part {
  int value = 0;
  int digits = 0;
};

/// "01/04/2026" as three parts and one separator; empty if the text is anything else.
std::vector<Part> parts_of(std::string_view text, char& separator) {
  std::vector<Part> parts(1);
  separator = '\0';
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      Part& part = parts.back();
      if (++part.digits > 4) return {};
      part.value = part.value * 10 + (c - '0');
    } else {
      const bool known = c == '/' || c == '.' || c == '-';
      if (!known || (separator != '\0' && c != separator) || parts.back().digits == 0) return {};
      separator = c;
      parts.emplace_back();
    }
  }
  if (parts.back().digits == 0) return {};
  return parts;
}

std::string padded(int value, std::size_t width) {
  const std::string digits = std::to_string(value);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

std::string iso(int year, int month, int day) {
  return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2);
}

Slip not_iso(std::string_view typed, const std::string& date, const std::string& why) {
  return {"'" + shown(typed) + "' is not a date", why + ": " + date, date};
}

std::optional<Slip> impossible_day(std::string_view typed, int year, int month, int day) {
  const std::string name = std::string(kMonths[month - 1]) + " " + std::to_string(year);
  const int last = days_in(year, month);
  if (day >= 1 && day <= last) return std::nullopt;
  const std::string date = iso(year, month, day < 1 ? 1 : last);
  return Slip{"'" + shown(typed) + "' is no day of the calendar",
              name + " has " + std::to_string(last) + " days: write " + date, date};
}

std::optional<Slip> month_only(std::string_view typed, const std::vector<Part>& parts) {
  const bool year_first = parts[0].digits == 4;
  const Part& year = parts[year_first ? 0 : 1];
  const Part& month = parts[year_first ? 1 : 0];
  if (year.digits != 4 || month.digits > 2 || month.value < 1 || month.value > 12) return {};
  return not_iso(typed, iso(year.value, month.value, 1), "a date needs a day");
}

}  // namespace

std::optional<Slip> find_date_slip(std::string_view typed, std::string_view plain) {
  char separator = '\0';
  const std::vector<Part> parts = parts_of(plain, separator);
  if (parts.size() == 2 && separator != '.') return month_only(typed, parts);
  if (parts.size() != 3) return std::nullopt;
  const bool year_first = parts[0].digits == 4;
  const Part& year = parts[year_first ? 0 : 2];
  Part month = parts[1];
  Part day = parts[year_first ? 2 : 0];
  const bool short_year = year.digits == 2 && !year_first && separator != '.';
  if ((year.digits != 4 && !short_year) || month.digits > 2 || day.digits > 2) return {};
  const int full_year = short_year ? 2000 + year.value : year.value;
  const bool month_first = month.value > 12 && day.value <= 12;
  if (month_first) std::swap(month, day);
  if (month.value < 1 || month.value > 12) return std::nullopt;
  if (auto slip = impossible_day(typed, full_year, month.value, day.value)) return slip;
  const bool is_iso =
      year_first && separator == '-' && month.digits == 2 && day.digits == 2 && !month_first;
  if (is_iso) return std::nullopt;
  return not_iso(typed, iso(full_year, month.value, day.value), "dates are year-month-day");
}

}  // namespace landfall::scenario
