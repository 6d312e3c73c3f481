// The natural logarithm over the whole range of doubles, branchless.
#pragma once

#include <cstdint>

#include "maths/bits.hpp"
#include "maths/fma.hpp"

namespace landfall::maths {

/// x = 2^exponent * mantissa, with the mantissa in [sqrt(1/2), sqrt(2)).
struct Split {
  std::uint64_t biased_exponent;  ///< exponent + 2048
  double mantissa;
};

/// Of a positive normal x.
[[gnu::always_inline]] static inline Split split(double x) {
  const std::uint64_t sqrt_half = 0x3FE6A09E667F3BCDu;  // the bits of sqrt(1/2)
  const std::uint64_t bias = 2048;
  const std::uint64_t biased = (bits_of(x) - sqrt_half + (bias << 52)) >> 52;
  return {biased, double_of(bits_of(x) - (biased << 52) + (bias << 52))};
}

/// An integer below 2^52 in the low bits of 2^52 reads as 2^52 plus that integer.
[[gnu::always_inline]] static inline double exponent_of_biased(std::uint64_t biased) {
  return double_of(biased | 0x4330000000000000u) - (4503599627370496.0 + 2048.0);
}

/// R of log((1 + s) / (1 - s)) = 2 s + s^3 R(s^2), for |s| <= 3 - 2 sqrt(2): our own minimax
/// polynomial (Remez exchange; 1.2e-18 of the logarithm), evaluated in pairs.
[[gnu::always_inline]] static inline double log_series(double z) {
  const double z2 = z * z;
  const double R01 = fma(0.39999999999413965, z, 0.6666666666666734);
  const double R23 = fma(0.22222198553786476, z, 0.2857142874256213);
  const double R45 = fma(0.1531402112022345, z, 0.18183565407194224);
  return fma(z2, fma(z2, fma(0.1479626115242801, z2, R45), R23), R01);
}

/// log(2^exponent (1 + f)) for 1 + f in [sqrt(1/2), sqrt(2)).
///
///     s = f / (2 + f)        log(1 + f) = f - f^2/2 + s (f^2/2 + s^2 R(s^2))
///
/// The form is that of fdlibm's e_log.c (Sun Microsystems 1993): f is exact, the rest is small.
[[gnu::always_inline]] static inline double log_of_parts(double exponent, double f) {
  const double ln2_high = 0x1.62e42feep-1;  // 33 bits, so that exponent * ln2_high is exact
  const double ln2_low = 1.9082149292705877e-10;
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double half_square = 0.5 * f * f;
  const double rest = fma(s, fma(z, log_series(z), half_square), exponent * ln2_low);
  return fma(exponent, ln2_high, f - (half_square - rest));
}

/// log(x) for any x: -inf at 0, NaN below, +inf at +inf, NaN for NaN, subnormal numbers included.
/// Error: below 1 ulp; log_test.cpp measures it.
[[gnu::always_inline]] static inline double log(double x) {
  // Subnormal numbers are lifted by 2^54 (by integers: a select here would make g++ split the
  // loop).
  const std::uint64_t is_subnormal = ((bits_of(x) >> 52) - 1) >> 63;
  const std::uint64_t lift = (0 - is_subnormal) & 54;
  const Split parts = split(x * double_of((1023 + lift) << 52));
  const double exponent = exponent_of_biased(parts.biased_exponent - lift);
  const double finite = log_of_parts(exponent, parts.mantissa - 1.0);

  const double infinity = __builtin_inf();
  const double to_infinity = x < infinity ? finite : x;
  const double below = x == 0.0 ? -infinity : __builtin_nan("");
  return x <= 0.0 ? below : to_infinity;
}

/// out[i] = log x[i], [count]: without the special cases unless some value is one.
static inline void log_row(const double* __restrict x, int count, double* __restrict out) {
  const std::uint64_t least = 0x0010000000000000u, most = 0x7FEFFFFFFFFFFFFFu;  // normal, positive
  std::uint64_t special = 0;
  for (int i = 0; i < count; ++i) {
    const std::uint64_t bits = bits_of(x[i]);
    special |= (bits - least) | (most - bits);
    const Split parts = split(x[i]);
    out[i] = log_of_parts(exponent_of_biased(parts.biased_exponent), parts.mantissa - 1.0);
  }
  if (special >> 63 == 0) return;
  for (int i = 0; i < count; ++i) out[i] = log(x[i]);
}

}  // namespace landfall::maths
