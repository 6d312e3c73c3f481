// Standard normal numbers for the shocks of a period: the innermost loop of a run.
#pragma once

#include <cstdint>

#include "base/lanes.hpp"
#include "maths/bits.hpp"
#include "maths/fma.hpp"
#include "maths/sine.hpp"

namespace landfall::random {

/// -log(u) for u = (w + 1/2) / 2^32, at least 2^-33: as maths::log, but without its special cases
/// and with fewer terms. Relative error: below 1e-15.
///
///     w + 1/2 = 2^k m,  s = (m - 1) / (m + 1)      -log u = (32 - k) ln 2 - s (2 + s^2 R(s^2))
[[gnu::always_inline]] static inline double minus_log_of_word(std::uint32_t word) {
  const std::uint64_t sqrt_half = 0x3FE6A09E667F3BCDu;
  const std::uint64_t two_to_52 = 0x4330000000000000u;
  // The word in the low bits of 2^52 reads as 2^52 + word.
  const std::uint64_t bits =
      maths::bits_of(maths::double_of(word | two_to_52) - (4503599627370496.0 - 0.5));
  const std::uint64_t above = bits - (sqrt_half - (1ull << 52));  // k + 1 in its upper 12 bits
  const double m = maths::double_of((above & 0x000FFFFFFFFFFFFFu) + sqrt_half);
  const double minus_log2 =
      (4503599627370496.0 + 1.0 + 32.0) - maths::double_of((above >> 52) | two_to_52);
  const double minus_s = (m - 1.0) / (-1.0 - m);
  const double z = minus_s * minus_s;
  const double z2 = z * z;
  const double R01 = maths::fma(0.4000000005232837, z, 0.666666666665871);
  const double R23 = maths::fma(0.22223372409165, z, 0.2857141712019597);
  const double R45 = maths::fma(0.16820131649967257, z, 0.18123617883695178);
  const double R = maths::fma(z2, maths::fma(z2, R45, R23), R01);
  return maths::fma(minus_log2, 0.6931471805599453, minus_s * maths::fma(z, R, 2.0));
}

/// Two independent rows of standard normals from two rows of words, each [count], count <= kLanes.
///
///     za = sqrt(-2 log u) cos(2 pi t)     zb = sqrt(-2 log u) sin(2 pi t)
///     u = (wa + 1/2) / 2^32               t = (wb + 1/2) / 2^32
///
/// Source: Box & Muller (1958), Annals of Mathematical Statistics 29(2), 610-611,
/// doi:10.1214/aoms/1177706645. 32 bits reach 6.76 standard deviations.
/// The top two bits of wb choose the quarter, the other 30 an angle x within 1/8 turn of its
/// middle, where cos and sin are (c - s) / sqrt(2) and (c + s) / sqrt(2): nothing to exchange, and
/// the root of two goes into the radius. Absolute error: below 2e-15; normals_test.cpp measures it.
/// Two passes: in one, the division and the root that waits for it would leave the processor's
/// window full and its multipliers idle.
static inline void box_muller(const std::uint32_t* __restrict wa,
                              const std::uint32_t* __restrict wb, int count, double* __restrict za,
                              double* __restrict zb) {
  const std::uint64_t one = 0x3FF0000000000000u;
  const std::uint64_t sign_bit = 0x8000000000000000u;
  double half_square[kLanes];  // of the radius
  for (int lane = 0; lane < count; ++lane) half_square[lane] = minus_log_of_word(wa[lane]);
  for (int lane = 0; lane < count; ++lane) {
    const double radius = __builtin_sqrt(half_square[lane]);
    const std::uint64_t angle = wb[lane];
    const double x =
        maths::double_of(((angle & 0x3FFFFFFFu) << 22) | one) - (1.5 - 0x1p-31);  // exact
    const double c = maths::cosine_of_quarter(x);
    // In the odd quarters cos and sin change places: c - s and c + s do if s changes sign.
    const double s =
        maths::double_of(maths::bits_of(maths::sine_of_quarter(x)) ^ ((angle << 33) & sign_bit));
    const std::uint64_t sine_sign = (angle << 32) & sign_bit;
    const std::uint64_t cosine_sign = ((angle << 32) ^ (angle << 33)) & sign_bit;
    za[lane] = maths::double_of(maths::bits_of(radius * (c - s)) ^ cosine_sign);
    zb[lane] = maths::double_of(maths::bits_of(radius * (c + s)) ^ sine_sign);
  }
}

}  // namespace landfall::random
