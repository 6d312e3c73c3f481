// Student's t copula: scores that share a divisor, and so their extremes.
#pragma once

#include <cstdint>

#include "base/lanes.hpp"
#include "maths/exp.hpp"
#include "maths/log1p.hpp"
#include "maths/normal_quantile.hpp"
#include "random/marginal_kernel.hpp"

namespace landfall::random {

/// A t copula ready to draw with; made by compile_student_copula (student_tables.hpp).
struct StudentKernel {
  double degrees;          ///< df, times the square of what stretches c over the table of scores
  MarginalKernel divisor;  ///< log W of a normal score, W chi-square with df degrees of freedom
  MarginalKernel score;    ///< the normal score of the stretched c
};

/// 1 / W of the group for each u in (0, 1), v = 1 - u. `inverse` must not overlap them.
static inline void inverse_divisor(const StudentKernel& kernel, const double* __restrict u,
                                   const double* __restrict v, double* __restrict inverse,
                                   int count) {
  const MarginalKernel divisor = kernel.divisor;
  for (int i = 0; i < count; ++i) inverse[i] = maths::normal_quantile(u[i], v[i]);
  for (int i = 0; i < count; ++i) inverse[i] = -interpolate(divisor, inverse[i]);
  for (int i = 0; i < count; ++i) inverse[i] = maths::exp(inverse[i]);
}

/// Correlated normal scores x become those of a t copula, standard normal again, in place.
///
///     t = x / sqrt(W / df)     c = sqrt(df log(1 + t^2 / df)) = sqrt(df log(1 + x^2 / W))
///     z = sign(x) g(c),        g(c) = normal quantile of T_df(t)
///
/// T_df is Student's distribution function. c is nearly z already (Wallace 1959, Annals of
/// Mathematical Statistics 30(4), 1124-1130, not checked), so a table of g over c is short and has
/// no end where t grows without limit.
static inline void student_scores(const StudentKernel& kernel, const double* __restrict inverse,
                                  double* __restrict x, int count) {
  const MarginalKernel score = kernel.score;
  const double degrees = kernel.degrees;
  for (int i = 0; i < count; ++i) {
    const double c = __builtin_sqrt(degrees * maths::log1p(x[i] * x[i] * inverse[i]));
    x[i] = x[i] < 0 ? -c : c;
  }
  for (int i = 0; i < count; ++i) x[i] = interpolate(score, x[i]);
}

}  // namespace landfall::random
