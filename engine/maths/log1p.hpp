// log(1 + x), accurate also where 1 + x is not.
#pragma once

#include <cstdint>

#include "maths/bits.hpp"
#include "maths/log.hpp"

namespace landfall::maths {

/// log(1 + x) for any x: -inf at -1, NaN below, +inf at +inf, NaN for NaN.
/// What rounding 1 + x loses is carried into the reduced argument (as in fdlibm's s_log1p.c).
/// Error: below 1.2 ulp; log_test.cpp measures it.
[[gnu::always_inline]] static inline double log1p(double x) {
  const double sum = 1.0 + x;
  const double lost = sum_error(1.0, x, sum);
  const Split parts = split(sum);
  const double scale = double_of((1023 + 2048 - parts.biased_exponent) << 52);  // 2^-exponent
  const double f_rounded = parts.mantissa - 1.0;
  const double f = x < 0x1p60 ? f_rounded + lost * scale : f_rounded;  // beyond, 1 is below an ulp
  const double finite = log_of_parts(exponent_of_biased(parts.biased_exponent), f);

  const double infinity = __builtin_inf();
  const double to_infinity = x < infinity ? finite : x;
  const double below = x == -1.0 ? -infinity : __builtin_nan("");
  return x <= -1.0 ? below : to_infinity;
}

}  // namespace landfall::maths
