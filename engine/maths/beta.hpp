// The beta distribution's functions, for setting up a run.
#pragma once

namespace landfall::maths {

/// log of the gamma function, x > 0. Error: below 1e-14 of max(1, |result|).
double log_gamma(double x);

/// log of the beta function B(a, b), a and b > 0, without the cancellation of three log_gamma.
double log_beta(double a, double b);

/// The two parameters of a beta distribution, both > 0, and the logarithm of B(a, b).
struct BetaShape {
  double a;
  double b;
  double log_beta;
};
BetaShape beta_shape(double a, double b);

/// x^a y^b / B(a, b), with y = 1 - x given for itself: x y times the density.
double beta_power(const BetaShape& shape, double x, double y);

/// I_x(a, b), the regularised incomplete beta function, its complement I_y(b, a), and beta_power.
struct BetaTails {
  double lower;
  double upper;
  double power;
};

/// Both tails of the beta distribution at x, with y = 1 - x given for itself; x and y in [0, 1].
/// One is computed to about 1e-14, the other is 1 less it: for a, b in [0.1, 1000] the smaller one
/// errs by less than 1e-12 of itself, most (where a and b lie far apart) near the mean.
/// beta_test.cpp measures it.
BetaTails incomplete_beta(const BetaShape& shape, double x, double y);

}  // namespace landfall::maths
