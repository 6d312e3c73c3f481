// How much wider an interval must be because what it averages is skewed.
#pragma once

#include <cmath>

namespace landfall::summary {

/// The factor for the standard error of a mean of n values whose variance and third central moment
/// are m2 and m3, so that 1.96 errors either side hold the truth in 95 % of cases all the same.
///
/// The error of a skewed sample is itself estimated from it: too small just where the mean is too
/// small. For a studentised mean with skewness g1 the shortfall of P(|T| <= z) is
/// 2 phi(z) z (z^4 + 2 z^2 - 3) g1^2 / (18 n) and terms that need no attention here (Hall 1992, The
/// Bootstrap and Edgeworth Expansion, section 2.6; not checked). Widening by
///
///     1 + (z^4 + 2 z^2 - 3) / 18 g1^2 / n  =  1 + 1.08 g1^2 / n        z = 1.96
///
/// makes up for it. A sample's g1^2 is below n, so the factor is below 2.08; for n large it is 1.
inline double skewness_widening(double m2, double m3, double n) {
  const double g1 = m3 / (m2 * std::sqrt(m2));
  const double factor = 1 + 1.08 * g1 * g1 / n;
  return factor <= 2.08 ? factor : 1;  // NaN too: powers beyond the range of a double
}

}  // namespace landfall::summary
