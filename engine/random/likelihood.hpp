// Distributions that data suggest: maximum likelihood for each family, and how well each fits.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "random/marginal.hpp"

namespace landfall::random {

/// A family with the parameters under which the data are likeliest.
struct Fitted {
  Marginal marginal;
  int parameters = 0;  ///< how many were fitted
  double log_likelihood = 0;
};

/// The families that are fitted, as in the table below.
const std::vector<Family>& fitted_families();

/// Why the family cannot have drawn these values ("it has values above 0 only"); null if it can.
const char* cannot_have_drawn(Family family, const std::vector<double>& values);

/// Maximum likelihood. Requires two different values and a family that can have drawn them. Nothing
/// where the likelihood has its maximum only outside the parameters that a scenario takes.
///
/// | family      | how                                                                           |
/// |-------------|-------------------------------------------------------------------------------|
/// | normal      | mean and root mean square deviation (divided by n)                            |
/// | lognormal   | the same of the logarithms                                                    |
/// | exponential | mean                                                                          |
/// | uniform     | lowest and highest value                                                      |
/// | gamma       | scale = mean / shape; shape by golden section of the profile                  |
/// | weibull     | scale^shape = mean of x^shape; shape by golden section of the profile         |
/// | gumbel      | e^(-mode / s) = mean of e^(-x / s); s by golden section of the profile        |
/// | logistic    | by touching parabolas: weights tanh(z / 2) / z                                |
/// | pareto      | lowest value; 1 / shape = mean of ln(x / lowest)                              |
/// | log_uniform | lowest and highest value                                                      |
/// | beta        | a and b by nested golden sections: the likelihood is concave in them          |
/// | student_t   | location and scale by the EM weights (df + 1) / (df + z^2) (Lange, Little &   |
/// |             | Taylor 1989, JASA 84(408), 881-896, not checked), df by golden section of the |
/// |             | profile from 2.5 to 200                                                       |
/// | poisson     | mean                                                                          |
/// | binomial    | p = mean / n; n by doubling, then halving, to where its profile stops rising  |
/// |             | (Levin & Reeds 1977, Annals of Statistics 5(1), 79-87, not checked); nothing  |
/// |             | where the counts vary as much as a poisson's or more                          |
std::optional<Fitted> maximum_likelihood(Family family, const std::vector<double>& values);

/// -2 log L + 2 k + 2 k (k + 1) / (n - k - 1), k parameters, n > k + 1 values (Hurvich & Tsai 1989,
/// Biometrika 76(2), 297-307, doi:10.1093/biomet/76.2.297, not checked).
double aicc(const Fitted& fitted, std::size_t count);

/// Anderson and Darling's statistic of the data against the distribution:
///
///     A^2 = -n - 1/n sum (2 i - 1) (ln F(x_i) + ln(1 - F(x_{n+1-i}))),   x ascending
///
/// (Anderson & Darling 1954, JASA 49(268), 765-769, not checked). Where the ends are
/// fitted (uniform, log_uniform, pareto), of the values between: given the ends they are so spread.
/// Of counts, with p_j, H_j the chance of x_j and of at most x_j, O_j the share of the data up to
/// x_j:
///
///     A^2 = n sum_j p_j (O_j - H_j)^2 / (H_j (1 - H_j))
///
/// (Choulakian, Lockhart & Stephens 1994, Canadian J. of Statistics 22(1), 125-137, not checked).
double anderson_darling(const Marginal& marginal, std::vector<double> values);

/// How often a sample of n draws from the fitted distribution, fitted again, has an A^2 at least as
/// large as the data: p = (1 + times) / (1 + replications), which is uniform if the family is right
/// whatever its parameters nearly (parametric bootstrap; Stute, Gonzalez Manteiga & Presedo
/// Quindimil 1993, Metrika 40, 243-256, not checked).
struct Goodness {
  double statistic = 0;  ///< A^2 of the data
  double p = 0;
  double error = 0;  ///< standard error of p from finitely many replications
};
Goodness goodness_of_fit(const Fitted& fitted, const std::vector<double>& values, int replications,
                         std::uint64_t seed);

/// One family in the ranking.
struct Candidate {
  Fitted fitted;
  double aicc = 0;
  Goodness goodness;
};

/// A column of data and the families that may have drawn it, by AICc, the best first.
struct DataFit {
  std::size_t count = 0, distinct = 0;
  double mean = 0, sd = 0, low = 0, high = 0;  ///< sd with n - 1
  double lag_one = 0;                          ///< autocorrelation of values that follow each other
  bool all_whole = false;
  int replications = 0;
  std::uint64_t seed = 0;
  std::vector<Candidate> candidates;
  struct Left {
    Family family;
    const char* reason;
  };
  std::vector<Left> left_out;
};

/// Fewest values that are fitted.
inline constexpr int kFitCountMin = 8;

/// Requires kFitCountMin values, not all equal. 400 replications, fewer where there are more than
/// 250 values, at least 99.
DataFit fit_data(const std::vector<double>& values, std::uint64_t seed);

}  // namespace landfall::random
