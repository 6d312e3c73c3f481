// A number as decimal digits, so that rounding for print meets no binary noise.
#pragma once

#include <cstdint>
#include <string>

namespace landfall::reports {

/// sign x digits x 10^place, the digits without leading zeros; zero has none.
class Decimal {
 public:
  /// The shortest decimal that reads back as `value`, which must be finite.
  explicit Decimal(double value);

  /// `mantissa` x 10^`place`, exactly.
  Decimal(std::int64_t mantissa, int place);

  bool is_zero() const { return digits_.empty(); }

  /// The power of ten of the first digit: 3 for 1234, -2 for 0.05. Requires !is_zero().
  int leading_place() const;

  /// The n-th digit from the front, 0 beyond the last one.
  int digit(int n) const;

  /// To a whole multiple of 10^place: the nearest, halves away from zero.
  Decimal rounded(int place) const;

  /// To a whole multiple of 10^place that is no smaller in magnitude.
  Decimal rounded_up(int place) const;

  /// The number divided by 10^shift, with `decimals` places after the point (it must have no
  /// digits beyond them), thousands apart by no-break spaces, or as the
  /// language has it. Never "-0".
  std::string text(int shift, int decimals) const;

  /// The places after the point that text(shift, ...) needs to show every digit.
  int decimals(int shift) const;

 private:
  Decimal cut(int place, bool increment) const;

  bool negative_ = false;
  std::string digits_;
  int place_ = 0;
};

}  // namespace landfall::reports
