// Metalog distributions: a quantile function that is linear in its coefficients, so that it passes
// through percentiles or follows data.
#pragma once

#include <limits>
#include <optional>
#include <vector>

#include "random/metalog_kernel.hpp"

namespace landfall::random {

/// A metalog with 2 to 16 coefficients a1, a2 ... between `low` and `high`, either of which may be
/// infinite. With L = ln(y / (1 - y)) and h = y - 1/2
///
///     M(y) = a1 + a2 L + a3 h L + a4 h + a5 h^2 + a6 h^2 L + a7 h^3 + a8 h^3 L + ...
///
/// | bounds     | quantile                             |
/// |------------|--------------------------------------|
/// | none       | M                                    |
/// | low        | low + e^M                            |
/// | high       | high - e^-M                          |
/// | low, high  | (low + high e^M) / (1 + e^M)         |
///
/// Source: Keelin (2016), The Metalog Distributions, Decision Analysis 13(4), 243-277,
/// doi:10.1287/deca.2016.0338, equations 6, 7, 12 and 16 (not checked).
struct Metalog {
  std::vector<double> a;
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
};

/// P(X <= x) = p.
struct Percentile {
  double p;  ///< in (0, 1)
  double x;
};

MetalogBounds bounds_of(double low, double high);

/// The coefficients as the kernel wants them.
MetalogTerms metalog_terms(const std::vector<double>& a);

/// The metalog with `terms` coefficients through the percentiles (as many as there are of them), or
/// with the least squares of M at them (fewer).
///
/// Requires 2 <= terms <= 16, at least as many percentiles, p and x strictly ascending, every x
/// strictly between low and high. Nothing where the percentiles do not settle the coefficients: p
/// too close together for a double. Whether the result is a distribution, `is_feasible` says.
std::optional<Metalog> metalog_from_percentiles(const std::vector<Percentile>& percentiles,
                                                int terms, double low, double high);

/// The same by least squares at the empirical distribution function of the data, y_i = (i - 1/2)/n
/// of the i-th smallest (Hazen 1914; Keelin 2016, section 3, not checked). Values may repeat.
/// Requires as many values as terms.
std::optional<Metalog> metalog_from_data(std::vector<double> values, int terms, double low,
                                         double high);

/// Whether the quantile rises all the way from 0 to 1.
///
/// dM/dL = scale(h) + y (1 - y) (centre'(h) + scale'(h) L) is looked at on a grid of the logit L
/// from -37 to 37, which holds every y that 52 bits draw, in steps of 1/32, with every lowest point
/// of the grid sought out between its neighbours, and in the tails beyond by its limits
/// scale(-1/2) and scale(1/2). As polynomials in h = tanh(L / 2) / 2 of at most the seventh degree
/// bend little in such a step, nothing hides between two points. Up to 1e-12 of the
/// largest coefficient below 0 is rounding, not a fall.
bool is_feasible(const Metalog& metalog);

/// What would make percentiles feasible: one of them moved as little as does.
struct MetalogMove {
  std::size_t percentile;
  double x;  ///< where it would do, rounded to few digits on the feasible side
};

/// The smallest move of a single percentile (measured on the scale of M) with which
/// `metalog_from_percentiles` gives a feasible metalog; nothing if no single move does. The
/// coefficients are linear in every percentile, so each grid point of `is_feasible` bounds its move
/// from one side: no search is needed.
std::optional<MetalogMove> nearest_feasible(const std::vector<Percentile>& percentiles, int terms,
                                            double low, double high);

// All of the following require a feasible metalog.

/// x from y in (0, 1) and 1 - y, each exact in its own tail: the kernel's own arithmetic.
double metalog_quantile(const Metalog& metalog, double y, double one_minus_y);

/// The density at the quantile of y: 1 / (dx/dy).
double metalog_density(const Metalog& metalog, double y, double one_minus_y);

/// P(X <= x) and P(X > x), each accurate in relative terms, as the solution of M(y) = x.
struct MetalogTails {
  double lower;
  double upper;
};
MetalogTails metalog_tails(const Metalog& metalog, double x);

/// Mean and standard deviation: in closed form without bounds, otherwise by the trapezoidal rule
/// over the normal score (relative error below 1e-11). With one bound the far tail is that of a
/// Pareto with the exponent 1 / s, s = scale(1/2) above a low bound and scale(-1/2) below a high
/// one: no mean for s >= 1, no sd for s >= 1/2. From 0.95 and 0.475 up they are infinite here: what
/// is just finite no sample shows.
struct MetalogMoments {
  double mean;
  double sd;
};
MetalogMoments metalog_moments(const Metalog& metalog);

}  // namespace landfall::random
