#include "reports/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/contract.hpp"
#include "base/language.hpp"
#include "reports/layout.hpp"

namespace landfall::reports {
namespace {

int whole(std::string_view digits) {
  int value = 0;
  if (!digits.empty() && digits[0] == '+') digits.remove_prefix(1);
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// Without zeros at either end; each one at the back raises the place.
void trim(std::string& digits, int& place) {
  digits.erase(0, digits.find_first_not_of('0'));  // npos erases them all
  while (!digits.empty() && digits.back() == '0') {
    digits.pop_back();
    ++place;
  }
}

/// One more in the last digit: 129 -> 130, 99 -> 100, "" -> 1.
void increment_last(std::string& digits) {
  auto digit = digits.rbegin();
  for (; digit != digits.rend() && *digit == '9'; ++digit) *digit = '0';
  if (digit == digits.rend())
    digits.insert(0, 1, '1');
  else
    ++*digit;
}

}  // namespace

Decimal::Decimal(double value) : negative_(value < 0) {
  EXPECTS(std::isfinite(value));
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, std::fabs(value),
                                 std::chars_format::scientific);
  const std::string_view written(buffer, static_cast<std::size_t>(end.ptr - buffer));
  const std::size_t e = written.find('e');
  digits_ = written.substr(0, e);
  place_ = whole(written.substr(e + 1));
  if (digits_.size() > 1) {
    place_ -= static_cast<int>(digits_.size()) - 2;  // d.ddd: all but one stand after the point
    digits_.erase(1, 1);
  }
  trim(digits_, place_);
}

Decimal::Decimal(std::int64_t mantissa, int place)
    : negative_(mantissa < 0), digits_(std::to_string(mantissa)), place_(place) {
  if (negative_) digits_.erase(0, 1);
  trim(digits_, place_);
}

int Decimal::leading_place() const {
  EXPECTS(!is_zero());
  return place_ + static_cast<int>(digits_.size()) - 1;
}

int Decimal::digit(int n) const {
  return n < static_cast<int>(digits_.size()) ? digits_[static_cast<std::size_t>(n)] - '0' : 0;
}

Decimal Decimal::cut(int place, bool increment) const {
  Decimal result = *this;
  const int dropped = place - place_;
  const int kept = std::max(0, static_cast<int>(digits_.size()) - dropped);
  result.digits_.resize(static_cast<std::size_t>(kept));
  result.place_ = place;
  if (increment) increment_last(result.digits_);
  trim(result.digits_, result.place_);
  return result;
}

Decimal Decimal::rounded(int place) const {
  if (is_zero() || place <= place_) return *this;
  const int first_dropped = leading_place() - place + 1;
  return cut(place, first_dropped >= 0 && digit(first_dropped) >= 5);
}

Decimal Decimal::rounded_up(int place) const {
  if (is_zero() || place <= place_) return *this;
  return cut(place, true);  // digits end in no zero, so something was dropped
}

int Decimal::decimals(int shift) const {
  return is_zero() ? 0 : std::max(0, shift - place_);
}

std::string Decimal::text(int shift, int decimals) const {
  EXPECTS(decimals >= this->decimals(shift));
  std::string number = digits_;
  if (!is_zero()) number.append(static_cast<std::size_t>(place_ - shift + decimals), '0');
  const auto least = static_cast<std::size_t>(decimals) + 1;
  if (number.size() < least) number.insert(0, least - number.size(), '0');
  const std::size_t point = number.size() - static_cast<std::size_t>(decimals);
  std::string grouped = number.substr(0, point);
  for (std::size_t at = point; at > 3;) grouped.insert(at -= 3, kNoBreak);
  if (decimals > 0) grouped += "." + number.substr(point);
  return localised((negative_ && !is_zero() ? "-" : "") + grouped);
}

}  // namespace landfall::reports
