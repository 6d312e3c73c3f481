// The quantile of the standard normal distribution, with both tails in full.
#pragma once

#include <cstdint>

#include "maths/bits.hpp"
#include "maths/fma.hpp"
#include "maths/log.hpp"

namespace landfall::maths {

struct Ratio {
  double numerator;
  double denominator;
};

// The three rational functions of AS 241, each with numerator and denominator of degree 7.

[[gnu::always_inline]] static inline Ratio as241_central(double r) {
  double a = 2.5090809287301226727e3;
  a = fma(a, r, 3.3430575583588128105e4);
  a = fma(a, r, 6.7265770927008700853e4);
  a = fma(a, r, 4.5921953931549871457e4);
  a = fma(a, r, 1.3731693765509461125e4);
  a = fma(a, r, 1.9715909503065514427e3);
  a = fma(a, r, 1.3314166789178437745e2);
  a = fma(a, r, 3.3871328727963666080e0);
  double b = 5.2264952788528545610e3;
  b = fma(b, r, 2.8729085735721942674e4);
  b = fma(b, r, 3.9307895800092710610e4);
  b = fma(b, r, 2.1213794301586595867e4);
  b = fma(b, r, 5.3941960214247511077e3);
  b = fma(b, r, 6.8718700749205790830e2);
  b = fma(b, r, 4.2313330701600911252e1);
  b = fma(b, r, 1.0);
  return {a, b};
}

[[gnu::always_inline]] static inline Ratio as241_tail(double r) {
  double c = 7.74545014278341407640e-4;
  c = fma(c, r, 2.27238449892691845833e-2);
  c = fma(c, r, 2.41780725177450611770e-1);
  c = fma(c, r, 1.27045825245236838258e0);
  c = fma(c, r, 3.64784832476320460504e0);
  c = fma(c, r, 5.76949722146069140550e0);
  c = fma(c, r, 4.63033784615654529590e0);
  c = fma(c, r, 1.42343711074968357734e0);
  double d = 1.05075007164441684324e-9;
  d = fma(d, r, 5.47593808499534494600e-4);
  d = fma(d, r, 1.51986665636164571966e-2);
  d = fma(d, r, 1.48103976427480074590e-1);
  d = fma(d, r, 6.89767334985100004550e-1);
  d = fma(d, r, 1.67638483018380384940e0);
  d = fma(d, r, 2.05319162663775882187e0);
  d = fma(d, r, 1.0);
  return {c, d};
}

[[gnu::always_inline]] static inline Ratio as241_far_tail(double r) {
  double e = 2.01033439929228813265e-7;
  e = fma(e, r, 2.71155556874348757815e-5);
  e = fma(e, r, 1.24266094738807843860e-3);
  e = fma(e, r, 2.65321895265761230930e-2);
  e = fma(e, r, 2.96560571828504891230e-1);
  e = fma(e, r, 1.78482653991729133580e0);
  e = fma(e, r, 5.46378491116411436990e0);
  e = fma(e, r, 6.65790464350110377720e0);
  double f = 2.04426310338993978564e-15;
  f = fma(f, r, 1.42151175831644588870e-7);
  f = fma(f, r, 1.84631831751005468180e-5);
  f = fma(f, r, 7.86869131145613259100e-4);
  f = fma(f, r, 1.48753612908506148525e-2);
  f = fma(f, r, 1.36929880922735805310e-1);
  f = fma(f, r, 5.99832206555887937690e-1);
  f = fma(f, r, 1.0);
  return {e, f};
}

/// The z with P(Z <= z) = u and P(Z > z) = v = 1 - u, each given for itself so that neither tail
/// loses digits: u may be 1e-300 and v 1, or the other way round. -inf at u = 0, +inf at v = 0.
///
/// Source: Wichura (1988), algorithm AS 241 (PPND16), Applied Statistics 37(3), 477-484,
/// doi:10.2307/2347330. All three regions are computed and one is chosen, so that lanes do not
/// branch. Error: at most 8 ulp for u, v >= 1e-300; normal_quantile_test.cpp measures it.
[[gnu::always_inline]] static inline double normal_quantile(double u, double v) {
  const std::uint64_t sign = bits_of(u - v) & 0x8000000000000000u;
  const double tail = u < v ? u : v;
  const double q = 0.5 - tail;
  const double root = __builtin_sqrt(-log(tail));
  const Ratio central = as241_central(0.180625 - q * q);
  const Ratio near_tail = as241_tail(root - 1.6);
  const Ratio far_tail = as241_far_tail(root - 5.0);

  const bool is_near = root <= 5.0;
  const double tail_numerator = is_near ? near_tail.numerator : far_tail.numerator;
  const double tail_denominator = is_near ? near_tail.denominator : far_tail.denominator;
  const bool is_central = q <= 0.425;
  const double numerator = is_central ? q * central.numerator : tail_numerator;
  const double denominator = is_central ? central.denominator : tail_denominator;
  const double magnitude = tail == 0.0 ? __builtin_inf() : numerator / denominator;
  return double_of(bits_of(magnitude) | sign);
}

}  // namespace landfall::maths
