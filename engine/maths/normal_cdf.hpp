// The distribution function of the standard normal distribution.
#pragma once

#include <cstdint>

#include "maths/bits.hpp"
#include "maths/exp.hpp"
#include "maths/fma.hpp"

namespace landfall::maths {

/// (a + 4) times P(Z > a) / e^(-a^2/2), for t = (a - 4) / (a + 4) and a in [0, 40].
/// Our own minimax polynomial of degree 22 (Remez exchange; relative error 2.1e-17), after the
/// change of variable of Shepherd & Laframboise (1981), Mathematics of Computation 36(153),
/// 249-253, doi:10.2307/2007740. Even and odd terms apart, so that two chains of fma overlap.
[[gnu::always_inline]] static inline double scaled_mills_ratio(double t) {
  const double t2 = t * t;
  double even = -1.2257471429046725e-09;
  even = fma(even, t2, 1.4682038462670558e-08);
  even = fma(even, t2, -7.723734444030106e-08);
  even = fma(even, t2, 2.641102687789158e-07);
  even = fma(even, t2, -6.251638135221944e-07);
  even = fma(even, t2, 7.149373714821949e-07);
  even = fma(even, t2, -1.907831573487961e-06);
  even = fma(even, t2, 0.00013334424620134935);
  even = fma(even, t2, -0.0034796923613652515);
  even = fma(even, t2, 0.06039657489065383);
  even = fma(even, t2, 0.3871374007422197);
  even = fma(even, t2, 0.7552851304157515);
  double odd = -4.024169864065239e-10;
  odd = fma(odd, t2, 1.6279725504736983e-08);
  odd = fma(odd, t2, -1.5689184800174068e-07);
  odd = fma(odd, t2, 1.022096542321798e-06);
  odd = fma(odd, t2, -5.920128845345293e-06);
  odd = fma(odd, t2, 3.5144606357328145e-05);
  odd = fma(odd, t2, -0.00023109491095265242);
  odd = fma(odd, t2, 0.0016308184541480749);
  odd = fma(odd, t2, -0.007540188966493278);
  odd = fma(odd, t2, -0.1865218579596636);
  odd = fma(odd, t2, -0.6078966419718921);
  return fma(odd, t, even);
}

/// P(Z > a) for a >= 0.
///
///     P(Z > a) = e^(-a^2/2) Q(t) / (a + 4)
///
/// a^2 is kept in two parts: at a = 37 its rounding alone would cost 50 ulp.
[[gnu::always_inline]] static inline double normal_upper_tail(double a) {
  const double inside = a < 40.0 ? a : 40.0;  // e^-800 is 0
  const double t = (inside - 4.0) / (inside + 4.0);
  const double square = inside * inside;
  const double square_low = fma(inside, inside, -square);
  const double ratio = scaled_mills_ratio(t) / (inside + 4.0);
  return exp(-0.5 * square) * fma(-0.5 * square_low, ratio, ratio);
}

/// P(Z <= z), accurate in relative terms in the lower tail: normal_cdf(-z) is the upper one.
/// 0 below about -38.5, NaN for NaN. Error: below 6 ulp for z >= -37; normal_cdf_test.cpp measures
/// it.
[[gnu::always_inline]] static inline double normal_cdf(double z) {
  const double tail = normal_upper_tail(__builtin_fabs(z));
  const double result = z > 0.0 ? 1.0 - tail : tail;
  return z == z ? result : z;
}

}  // namespace landfall::maths
