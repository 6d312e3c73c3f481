// a * b + c with one rounding, the same bits with and without hardware for it.
//
// Every function of this room uses it, so that their results do not depend on the machine. Plain
// `std::fma` would not do: without hardware it is a call, which no compiler vectorises.
// LANDFALL_FMA_EMULATED or LANDFALL_FMA_BUILTIN, defined before the first include, forces one of
// the two ways; tests compare them.
#pragma once

#include <cstdint>

#include "maths/bits.hpp"

namespace landfall::maths {

/// What a + b loses in `sum` = a + b rounded (Knuth's two-sum: exact, in any order of magnitudes).
[[gnu::always_inline]] static inline double sum_error(double a, double b, double sum) {
  const double b_kept = sum - a;
  const double a_kept = sum - b_kept;
  return (a - a_kept) + (b - b_kept);
}

/// What a * b loses in `product` = a * b rounded (Dekker 1971, with Veltkamp's splitting at 27
/// bits). Exact while |a|, |b| < 2^995 and the error itself is no subnormal number.
[[gnu::always_inline]] static inline double product_error(double a, double b, double product) {
  const double splitter = 134217729.0;  // 2^27 + 1
  const double a_scaled = splitter * a;
  const double a_high = a_scaled - (a_scaled - a);
  const double a_low = a - a_high;
  const double b_scaled = splitter * b;
  const double b_high = b_scaled - (b_scaled - b);
  const double b_low = b - b_high;
  return a_low * b_low - (((product - a_high * b_high) - a_low * b_high) - a_high * b_low);
}

/// a + b rounded to odd: exact, or else of the two neighbours the one whose last bit is set.
[[gnu::always_inline]] static inline double sum_rounded_to_odd(double a, double b) {
  const double sum = a + b;
  const double error = sum_error(a, b, sum);
  // The bits of a double count its magnitude up: one step back if the error points to zero, then
  // the last bit set, is the odd neighbour on the error's side, or the sum itself if it is odd.
  const std::uint64_t without_sign = bits_of(error) << 1;
  const std::uint64_t inexact = (without_sign | (0 - without_sign)) >> 63;
  const std::uint64_t points_to_zero = (bits_of(sum) ^ bits_of(error)) >> 63;
  return double_of((bits_of(sum) - (points_to_zero & inexact)) | inexact);
}

/// Fused multiply-add from plain operations: branchless, so that loops over lanes vectorise.
///
/// Source: Boldo & Melquiond (2008), IEEE Transactions on Computers 57(4), 462-471, algorithm Fmac,
/// doi:10.1109/TC.2007.70819. Exact within the range of product_error, not for infinities: callers
/// keep their arguments inside and select special results afterwards.
[[gnu::always_inline]] static inline double emulated_fma(double a, double b, double c) {
  const double product = a * b;
  const double product_low = product_error(a, b, product);
  const double rest = c + product_low;
  const double rest_low = sum_error(c, product_low, rest);
  const double sum = product + rest;
  const double sum_low = sum_error(product, rest, sum);
  return sum + sum_rounded_to_odd(rest_low, sum_low);
}

[[gnu::always_inline]] static inline double fma(double a, double b, double c) {
#if defined(LANDFALL_FMA_EMULATED)
  return emulated_fma(a, b, c);
#elif defined(LANDFALL_FMA_BUILTIN) || defined(__FMA__) || defined(__ARM_FEATURE_FMA)
  return __builtin_fma(a, b, c);
#else
  return emulated_fma(a, b, c);
#endif
}

}  // namespace landfall::maths
