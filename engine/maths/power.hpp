// Powers of positive numbers, for setting up a run.
#pragma once

#include <cstdint>

#include "maths/bits.hpp"
#include "maths/exp.hpp"
#include "maths/fma.hpp"
#include "maths/log.hpp"

namespace landfall::maths {

/// x^y for positive, finite x; exactly 1 for y = 0 and for x = 1. NaN for any other x.
///
/// y log x must keep an absolute error below an ulp of 1, so log x is taken as a sum of two
/// doubles: the quotient s = f / (2 + f) with its remainder, log(1 + f) = 2 s + s^3 R(s^2) / 2.
/// Error: below 1.5 ulp + |y| 2e-18 of the result; power_test.cpp measures it.
[[gnu::always_inline]] static inline double power(double x, double y) {
  const double ln2_high = 0x1.62e42feep-1;
  const double ln2_low = 1.9082149292705877e-10;
  const std::uint64_t is_subnormal = ((bits_of(x) >> 52) - 1) >> 63;
  const std::uint64_t lift = (0 - is_subnormal) & 54;
  const Split parts = split(x * double_of((1023 + lift) << 52));
  const double exponent = exponent_of_biased(parts.biased_exponent - lift);

  const double f = parts.mantissa - 1.0;
  const double sum = 2.0 + f;
  const double sum_low = sum_error(2.0, f, sum);
  const double s = f / sum;
  const double s_low = fma(-s, sum_low, fma(-s, sum, f)) / sum;
  const double z = s * s;
  const double cubic = s * z * log_series(z);
  // exponent ln2_high is exact and, unless it is 0, larger than 2 s.
  const double whole = exponent * ln2_high;
  const double high = whole + 2.0 * s;
  const double rest = 2.0 * s_low + (cubic + exponent * ln2_low) + sum_error(whole, 2.0 * s, high);
  const double log_high = high + rest;
  const double log_low = sum_error(high, rest, log_high);

  const double product = y * log_high;
  const double product_low = fma(y, log_high, -product) + y * log_low;
  const double power_high = exp(product);
  // Beyond the range of exp the product's low part is no number to correct with.
  const bool in_range = product > -746.0 && product < 710.0;
  const double result = in_range ? fma(power_high, product_low, power_high) : power_high;
  return x > 0.0 && x < __builtin_inf() ? result : __builtin_nan("");
}

}  // namespace landfall::maths
