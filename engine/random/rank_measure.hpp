// From a correlation as people state it to that of a copula's scores, and back.
#pragma once

#include <optional>
#include <vector>

namespace landfall::random {

/// How a correlation is stated: of ranks, or (Pearson) of the normal scores.
enum class Measure { spearman, kendall, pearson };

/// The measure of a pair as a function of its copula's parameter rho: the correlation of the normal
/// scores of a Gaussian copula, or of the x behind a t copula. Odd and increasing, -1, 0 and 1 at
/// -1, 0 and 1.
///
///     Kendall    tau = (2 / pi) asin rho, of both copulas
///     Spearman   r = (6 / pi) asin(rho / 2) of a Gaussian one
///     Pearson    of the normal scores: rho of a Gaussian one
///
/// (Kruskal 1958, Journal of the American Statistical Association 53, 814-861, not checked; Fang,
/// Fang & Kotz 2002, Journal of Multivariate Analysis 82(1), 1-16, for tau of elliptical laws, not
/// checked.) For a t copula Spearman's and Pearson's have no such form. With rho = sin theta,
///
///     dm/dtheta = (k / 2 pi) integral of (1 + (x^2 + y^2 - 2 rho x y) / (df cos^2 theta))^(-df/2)
///                 dA(x) dA(y),      A = T_df and k = 12, or A = the normal score and k = 1
///
/// from Hoeffding's formula for a covariance and the derivative of the bivariate t distribution by
/// rho (Genz 2004, Statistics and Computing 14, 251-260, eq. 3; not checked). The integral is taken
/// once at some angles, between which m is a polynomial. Error: below 1e-6; rank_measure_test.cpp
/// measures it.
class MeasureOfScores {
 public:
  /// df: of a t copula, within the limits of student_tables.hpp; none: a Gaussian copula.
  MeasureOfScores(Measure measure, std::optional<double> df);

  /// The rho with this measure; both within [-1, 1]. Exact at -1, 0 and 1.
  double rho_of(double measured) const;
  double measured(double rho) const;

 private:
  double by_polynomial(double theta) const;

  Measure measure_;
  std::vector<double> chebyshev_;  ///< of dm/dtheta in the even polynomials; empty: closed form
};

}  // namespace landfall::random
