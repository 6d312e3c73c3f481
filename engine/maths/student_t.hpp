// Student's t distribution's functions, for setting up a run.
#pragma once

#include "maths/beta.hpp"

namespace landfall::maths {

/// The degrees of freedom n > 0 of a t distribution, and the beta distribution (n/2, 1/2) behind
/// it.
struct StudentShape {
  double df;
  BetaShape beta;
};
StudentShape student_shape(double df);

/// P(T <= t), P(T > t), the density at t, and |t| times it (a double where the density is too small
/// for one).
struct StudentTails {
  double lower;
  double upper;
  double density;
  double power;
};

/// Both tails of Student's t distribution at any finite t.
///
///     P(T > t) = I_x(n/2, 1/2) / 2,  x = n / (n + t^2),  t >= 0       density = |dP/dt|
///
/// Beyond |t| = 1e8 sqrt(n), where x is below an ulp of 1, I_x is its first term
/// x^(n/2) / (n/2 B(n/2, 1/2)); from n = 100 on the tail is the integral of the density.
/// Source: 26.7.1 of Abramowitz & Stegun (1964) (not checked).
/// Error: the smaller tail to below 1e-12 of itself for n in [1, 1e6], down to 1e-300 (1e-13 above
/// 1e-20); student_t_test.cpp measures it.
StudentTails student_tails(const StudentShape& shape, double t);

}  // namespace landfall::maths
