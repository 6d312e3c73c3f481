// The gamma distribution's functions, for setting up a run.
#pragma once

namespace landfall::maths {

/// log(1 + x) - x for x > -1, relative to itself: near 0, where it is -x^2/2, no digits are lost.
///
///     s = x / (2 + x)        log(1 + x) - x = -x s + 2 s^3 (1/3 + s^2/5 + s^4/7 + ...)
///
/// Error: below 6 ulp; gamma_test.cpp measures it.
double log1p_minus(double x);

/// The shape a > 0 of a gamma distribution with scale 1, and the logarithm of Gamma(a).
struct GammaShape {
  double a;
  double log_gamma;
};
GammaShape gamma_shape(double a);

/// x^a e^-x / Gamma(a), x >= 0: x times the density.
double gamma_power(const GammaShape& shape, double x);

/// P(a, x) and Q(a, x), the regularised incomplete gamma functions, and gamma_power.
struct GammaTails {
  double lower;
  double upper;
  double power;
};

/// Both tails of the gamma distribution of scale 1 at x >= 0.
///
///     P(a, x) = power / a (1 + x/(a+1) + x^2/((a+1)(a+2)) + ...)       x < a + 1
///     Q(a, x) = power / (x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - ...)))    otherwise
///
/// 8.11.4 and 8.9.2 of the NIST Digital Library of Mathematical Functions (not checked); for
/// a < 1/2 the fraction is used from x = 0.3 on, since Q = 1 - P would lose digits there.
/// Error: each tail to below 1e-12 of itself for a in [0.01, 1e6], down to 1e-300 (5e-14 where the
/// tail is above 1e-20 and a in [0.1, 1e4]); gamma_test.cpp measures it.
GammaTails incomplete_gamma(const GammaShape& shape, double x);

}  // namespace landfall::maths
