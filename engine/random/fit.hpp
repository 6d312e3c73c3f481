// Distributions by what a person knows of them: mean and sd, percentiles, a low and a high.
#pragma once

#include <optional>
#include <vector>

#include "random/marginal.hpp"
#include "random/metalog.hpp"

namespace landfall::random {

/// A lognormal by its own mean > 0 and standard deviation >= 0. With sd 0 it is the constant
/// `mean`.
Marginal lognormal_from_mean_sd(double mean, double sd);

/// A gamma by its mean > 0 and standard deviation >= 0: shape (mean / sd)^2, scale sd^2 / mean.
/// With sd 0 it is the constant `mean`.
Marginal gamma_from_mean_sd(double mean, double sd);

/// The normal with P(X <= x_a) = p_a and P(X <= x_b) = p_b; p in (0, 1), p_a < p_b, x_a <= x_b.
Marginal normal_from_percentiles(double p_a, double x_a, double p_b, double x_b);

/// The same for a lognormal; x_a > 0. With x_a = x_b it is that constant.
Marginal lognormal_from_percentiles(double p_a, double x_a, double p_b, double x_b);

/// How many percentiles fix a distribution of this family; 0 where it cannot be had by them. For
/// student_t, whose df is given, two.
int percentiles_needed(Family family);

/// Whether the draws of the family, scaled and shifted, are again of it: such a family has
/// percentiles anywhere, the others above 0 only, and beta between 0 and 1.
bool has_location(Family family);

/// The distribution with these percentiles, p and x strictly rising, x where the
/// family has them, as many as percentiles_needed; `df` is of a student_t.
///
/// All but four are straight lines: values, or for lognormal, log_uniform, weibull and pareto their
/// logarithms, against the standard quantiles. gamma: the ratio of its two quantiles falls as the
/// shape grows. beta: at a fixed a + b the first percentile's chance falls as the mean grows, and
/// along the curve where it is met the second's chance grows with a + b. triangular and pert: where
/// the middle value lies between the outer ones depends on the mode alone, and rises with it. Each
/// of these is met by bisection, to the last digits of its chances.
///
/// Nothing where there is none, or only with a shape outside of [kFitShapeMin, kFitShapeMax].
std::optional<Marginal> from_percentiles(Family family, const std::vector<Percentile>& given,
                                         double df = 0);
inline constexpr double kFitShapeMin = 0.01, kFitShapeMax = 1e6;

/// Between which shares of the way from the lowest to the highest of three chances' values the
/// middle one may lie, for a triangular or pert.
struct Shares {
  double low;
  double high;
};
Shares middle_shares(Family family, double low, double middle, double high);

/// The triangular with this mode and P(X < low) = P(X > high) = (1 - confidence) / 2; low <= mode
/// <= high, low < high, confidence in [0.05, 0.999].
///
///     q = (1 - confidence) / 2, r = P(X < mode), W the width:
///     mode - low = W (r - sqrt(q r)), high - mode = W ((1 - r) - sqrt(q (1 - r)))
///
/// The first grows with r from 0 at r = q and the second falls to 0 at 1 - q, so r exists, and is
/// found by bisection. (The `Trigen` of risk software; not checked.)
Marginal expert(double low, double mode, double high, double confidence);

}  // namespace landfall::random
