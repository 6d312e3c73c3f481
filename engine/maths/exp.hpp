// e^x over the whole range of doubles, branchless.
#pragma once

#include <cstdint>

#include "maths/bits.hpp"
#include "maths/fma.hpp"

namespace landfall::maths {

/// q of e^r = 1 + r + r^2 q(r), for |r| <= ln(2) / 2: our own minimax polynomial of degree 9 (Remez
/// exchange; 3.6e-18 of e^r), evaluated in pairs (Estrin 1960): a chain of ten fma would wait for
/// itself, at twice the time.
[[gnu::always_inline]] static inline double exp_series(double r) {
  const double r2 = r * r;
  const double r4 = r2 * r2;
  const double q01 = fma(0.16666666666666413, r, 0.5000000000000011);
  const double q23 = fma(0.008333333333494465, r, 0.04166666666653016);
  const double q45 = fma(0.0001984126950657133, r, 0.001388888894363005);
  const double q67 = fma(2.7557586380882427e-06, r, 2.480149309892918e-05);
  const double q89 = fma(2.5000059256054842e-08, r, 2.7630248379742436e-07);
  const double q4_to_9 = fma(r4, q89, fma(r2, q67, q45));
  return fma(r4, q4_to_9, fma(r2, q23, q01));
}

/// e^x = 2^n mantissa with n ln 2 the nearest to x; n in the low bits of `shifted`.
///
///     x = n ln 2 + r,  |r| <= ln(2) / 2        e^x = 2^n (1 + r + r^2 q(r))
///
/// ln 2 is taken off in two parts (Cody & Waite 1980).
struct ExpParts {
  double mantissa, shifted;
};
inline constexpr double kExpRound = 6755399441055744.0;  // 1.5 * 2^52: adding it leaves the nearest
                                                         // integer
[[gnu::always_inline]] static inline ExpParts exp_parts(double x) {
  const double log2_e = 1.4426950408889634;
  const double ln2_high = 0x1.62e42feep-1;  // 33 bits, so that n * ln2_high is exact
  const double ln2_low = 1.9082149292705877e-10;
  const double shifted = x * log2_e + kExpRound;
  const double n = shifted - kExpRound;
  const double r_high = fma(-n, ln2_high, x);  // exact
  const double r_low = n * ln2_low;
  const double r = r_high - r_low;
  return {1.0 + (r_high + fma(r * r, exp_series(r), -r_low)), shifted};
}

/// e^x for any x: 0 below about -745.2, subnormal results correctly scaled, +inf above 709.79, NaN
/// for NaN.
///
/// 2^n is multiplied on in two halves, so that neither overflows and a subnormal result is rounded
/// once more only. Error: below 1 ulp; exp_test.cpp measures it.
[[gnu::always_inline]] static inline double exp(double x) {
  const ExpParts parts = exp_parts(x);
  // 2046 + n, twice the bias of an exponent: its two halves are the exponents of two powers of two.
  const std::uint64_t exponents = bits_of(parts.shifted) - bits_of(kExpRound) + 2046;
  const std::uint64_t half = exponents >> 1;
  const double in_range =
      parts.mantissa * double_of(half << 52) * double_of((exponents - half) << 52);
  const double above_zero = x < -746.0 ? 0.0 : in_range;
  return x > 710.0 ? __builtin_inf() : above_zero;
}

/// e^x for |x| <= 708, the same bits as exp, which it does not check.
[[gnu::always_inline]] static inline double exp_unchecked(double x) {
  const ExpParts parts = exp_parts(x);
  return double_of(bits_of(parts.mantissa) + (bits_of(parts.shifted) << 52));
}

/// The top bit says whether x, NaN too, is beyond what exp_unchecked takes. Integers, so that a
/// loop can gather it of all its values.
[[gnu::always_inline]] static inline std::uint64_t beyond_exp_unchecked(double x) {
  const std::uint64_t most = 0x4086200000000000u;  // 708
  return most - (bits_of(x) & 0x7FFFFFFFFFFFFFFFu);
}

/// out[i] = e^x[i], [count]: by the short way unless some value needs the other.
static inline void exp_row(const double* __restrict x, int count, double* __restrict out) {
  std::uint64_t beyond = 0;
  for (int i = 0; i < count; ++i) {
    beyond |= beyond_exp_unchecked(x[i]);
    out[i] = exp_unchecked(x[i]);
  }
  if (beyond >> 63 == 0) return;
  for (int i = 0; i < count; ++i) out[i] = exp(x[i]);
}

}  // namespace landfall::maths
