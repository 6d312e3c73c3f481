// The distribution of one input alone: what it is, its moments, its distribution function.
#pragma once

#include <limits>
#include <vector>

#include "random/family.hpp"

namespace landfall::random {

/// A distribution: `times` X + `plus`, X by family and parameters, conditional on lying in
/// [min, max].
///
/// | family      | a               | b             | c    | needs                              |
/// |-------------|-----------------|---------------|------|------------------------------------|
/// | normal      | mean            | sd            |      | sd >= 0                            |
/// | lognormal   | mean of the log | sd of the log |      | sd >= 0                            |
/// | uniform     | low             | high          |      | low <= high                        |
/// | log_uniform | low             | high          |      | 0 < low <= high                    |
/// | triangular  | low             | mode          | high | low <= mode <= high                |
/// | pert        | low             | mode          | high | low <= mode <= high                |
/// | beta        | a               | b             |      | both > 0; on [0, 1]                |
/// | exponential | mean            |               |      | mean >= 0                          |
/// | gamma       | shape           | scale         |      | both > 0                           |
/// | weibull     | shape           | scale         |      | both > 0                           |
/// | pareto      | minimum         | shape         |      | both > 0                           |
/// | student_t   | mean            | scale         | df   | scale >= 0, df > 1                 |
/// | logistic    | mean            | scale         |      | scale >= 0                         |
/// | gumbel      | mode            | scale         |      | scale >= 0                         |
/// | bernoulli   | chance of a 1   |               |      | 0 <= chance <= 1                   |
/// | binomial    | n               | p             |      | n whole, 0 to kTrialsMax; p in 0..1|
/// | poisson     | mean            |               |      | 0 <= mean <= kPoissonMeanMax       |
/// | discrete    |                 |               |      | values, as many weights >= 0       |
/// | empirical   |                 |               |      | two values or more, ascending      |
/// | metalog     | low             | high          |      | 2 to 16 coefficients as values,    |
/// |             |                 |               |      | feasible (metalog.hpp); low < high |
/// | mixture     |                 |               |      | parts, as many weights >= 0        |
///
/// pert is the beta distribution on [low, high] with a = 1 + 4 (mode - low) / (high - low) and
/// b = 1 + 4 (high - mode) / (high - low) (Malcolm et al. 1959, Operations Research 7(5), 646-669,
/// doi:10.1287/opre.7.5.646, not checked). gamma has the density x^(shape - 1) e^(-x / scale) over
/// scale^shape Gamma(shape). student_t is mean + scale T, T Student's t with df degrees of freedom
/// ("Student" 1908, Biometrika 6(1), 1-25, not checked); its sd is scale sqrt(df / (df - 2)), and
/// infinite for df <= 2. The distribution functions of the others:
///
///     log_uniform   log(x / low) / log(high / low)
///     weibull       1 - e^(-(x / scale)^shape)
///     pareto        1 - (minimum / x)^shape        mean infinite for shape <= 1, sd for shape <= 2
///     logistic      1 / (1 + e^(-(x - mean) / scale))
///     gumbel        e^(-e^(-(x - mode) / scale))   of largest values
///     empirical     through (x_i, i / (n - 1)), i = 0..n-1, linear between: the inverse of type 7
///                   of Hyndman & Fan 1996, The American Statistician 50(4), 361-365
///     mixture       the weighted mean of those of its parts
///
/// (Johnson, Kotz & Balakrishnan 1994 and 1995, Continuous Univariate Distributions 1 and 2, not
/// checked.) Without spread (sd or scale 0, low = high) it is the constant, exactly.
struct Marginal {
  Family family = Family::uniform;
  double a = 0, b = 0, c = 0;
  std::vector<double> values = {};   ///< discrete, empirical, metalog
  std::vector<double> weights = {};  ///< discrete and mixture; weights need not sum to 1
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  double times = 1, plus = 0;        ///< times is not 0; min and max are of the result
  std::vector<Marginal> parts = {};  ///< of a mixture, none of them a mixture itself
};

/// Limits of the counts whose chances are listed one by one.
inline constexpr double kTrialsMax = 1e6;
inline constexpr double kPoissonMeanMax = 1e6;

// All of the following are of the truncated distribution and require truncation_mass > 0.

double mean(const Marginal& marginal);

/// Infinite for a student_t with df <= 2 unless it is truncated on both sides, and for a pareto
/// with shape <= 2 unless it is truncated above.
double standard_deviation(const Marginal& marginal);

/// The smallest interval that holds every draw; infinite ends where there are none.
struct Support {
  double low;
  double high;
};
Support support(const Marginal& marginal);

/// P(X <= x) and P(X > x), each accurate in relative terms in its own tail, unless min or max cut a
/// part off: then each is a difference of two chances of the whole distribution, taken in its
/// nearer tail, and right to 1e-14 of the smaller tail of the whole at x, over the mass left. So
/// close to a cut that digits are lost, the draws lack them too.
struct Tails {
  double lower;
  double upper;
};
Tails tails(const Marginal& marginal, double x);
double cdf(const Marginal& marginal, double x);
double survival(const Marginal& marginal, double x);

/// The draw of one u in (0, 1), by the kernel's own arithmetic. For pert, beta, gamma, student_t
/// and mixtures it builds the table each time: to draw many, compile the marginal once
/// (table_marginal.hpp).
double quantile(const Marginal& marginal, double u);

/// The same with v = 1 - u given for itself, so that it is exact in the upper tail too.
double quantile(const Marginal& marginal, double u, double v);

/// How min and max cut the untruncated distribution: P(X < min), P(X > max), and what is left
/// between, each accurate in relative terms.
struct Truncation {
  double below;
  double above;
  double mass;
};
Truncation truncation_of(const Marginal& marginal);

/// truncation_of(marginal).mass: 0 means that nothing can be drawn.
double truncation_mass(const Marginal& marginal);

/// Whether the parameters meet the needs listed at Marginal, and min <= max.
bool is_valid(const Marginal& marginal);

/// A value that is drawn with a probability of its own.
struct Atom {
  double value;
  double weight;
};

/// Whether all draws are atoms: of bernoulli, binomial, poisson, discrete.
bool has_atoms(const Marginal& marginal);

/// The atoms of such a marginal within [min, max], scaled and shifted: values ascending and
/// distinct, weights positive, not normalised. Of a binomial or poisson, those with at least
/// kAtomMin of the largest weight.
std::vector<Atom> atoms(const Marginal& marginal);
inline constexpr double kAtomMin = 1e-100;

/// Whether `times` or `plus` do anything.
bool is_moved(const Marginal& marginal);

/// X alone, without `times` and `plus`, its min and max such that it is the same distribution.
Marginal unmoved(const Marginal& marginal);

/// The parts of a mixture after its own min and max, their weights summing to 1: a truncated
/// mixture is a mixture of truncated parts.
struct Piece {
  double weight;
  Marginal part;
};
std::vector<Piece> pieces(const Marginal& mixture);

/// A pert or beta marginal as the beta distribution (a, b) on [low, high].
struct BetaForm {
  double a, b;
  double low, high;
};
BetaForm beta_form(const Marginal& marginal);

}  // namespace landfall::random
