// Sine and cosine of an angle given in turns.
#pragma once

#include <cstdint>

#include "maths/bits.hpp"
#include "maths/fma.hpp"

namespace landfall::maths {

/// sin(pi/2 x) for |x| <= 1/2: x S(x^2), S the minimax polynomial of degree 6 (our own, by Remez
/// exchange; relative error 3.3e-18).
[[gnu::always_inline]] static inline double sine_of_quarter(double x) {
  const double z = x * x;
  double S = 5.63371867621794e-08;
  S = fma(S, z, -3.5986417383285117e-06);
  S = fma(S, z, 0.00016044115028751222);
  S = fma(S, z, -0.004681754132281933);
  S = fma(S, z, 0.07969262624603954);
  S = fma(S, z, -0.6459640975062443);
  S = fma(S, z, 1.5707963267948966);
  return x * S;
}

/// cos(pi/2 x) for |x| <= 1/2: 1 + x^2 C(x^2), C the minimax polynomial of degree 5 (relative error
/// 6.1e-17).
[[gnu::always_inline]] static inline double cosine_of_quarter(double x) {
  const double z = x * x;
  double C = 4.655335011212071e-07;
  C = fma(C, z, -2.5200142905498998e-05);
  C = fma(C, z, 0.0009192599541087948);
  C = fma(C, z, -0.02086348073586297);
  C = fma(C, z, 0.2536695078999591);
  C = fma(C, z, -1.2337005501361553);
  return fma(C, z, 1.0);
}

/// sin and cos of 2 pi turns, for turns in [0, 1). Absolute error: below 2e-16.
[[gnu::always_inline]] static inline void sine_cosine(double turns, double& sine, double& cosine) {
  const double round = 6755399441055744.0;  // 1.5 * 2^52: adding it leaves the nearest integer
  const double shifted = 4.0 * turns + round;
  const double x = 4.0 * turns - (shifted - round);  // exact
  const std::uint64_t quarter = bits_of(shifted);
  const double s = sine_of_quarter(x);
  const double c = cosine_of_quarter(x);
  const std::uint64_t swapped = 0 - (quarter & 1);
  const std::uint64_t exchange = (bits_of(s) ^ bits_of(c)) & swapped;
  const std::uint64_t sine_sign = (quarter & 2) << 62;
  const std::uint64_t cosine_sign = ((quarter + 1) & 2) << 62;
  sine = double_of(bits_of(s) ^ exchange ^ sine_sign);
  cosine = double_of(bits_of(c) ^ exchange ^ cosine_sign);
}

}  // namespace landfall::maths
