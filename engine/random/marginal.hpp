// The distribution of one input alone: what it is, its moments, its distribution function.
#pragma once

#include <limits>
#include <vector>

#include "random/family.hpp"

namespace landfall::random {

/// A distribution by family and parameters, conditional on lying in [min, max].
///
/// | family      | a               | b             | c    | needs                          |
/// |-------------|-----------------|---------------|------|--------------------------------|
/// | normal      | mean            | sd            |      | sd >= 0                        |
/// | lognormal   | mean of the log | sd of the log |      | sd >= 0                        |
/// | uniform     | low             | high          |      | low <= high                    |
/// | triangular  | low             | mode          | high | low <= mode <= high            |
/// | pert        | low             | mode          | high | low <= mode <= high            |
/// | beta        | a               | b             |      | both > 0; on [0, 1]            |
/// | exponential | mean            |               |      | mean >= 0                      |
/// | gamma       | shape           | scale         |      | both > 0                       |
/// | student_t   | mean            | scale         | df   | scale >= 0, df > 1             |
/// | bernoulli   | chance of a 1   |               |      | 0 <= chance <= 1               |
/// | discrete    |                 |               |      | values, as many weights >= 0   |
///
/// pert is the beta distribution on [low, high] with a = 1 + 4 (mode - low) / (high - low) and
/// b = 1 + 4 (high - mode) / (high - low) (Malcolm et al. 1959, Operations Research 7(5), 646-669,
/// doi:10.1287/opre.7.5.646, not checked). gamma has the density x^(shape - 1) e^(-x / scale) over
/// scale^shape Gamma(shape). student_t is mean + scale T, T Student's t with df degrees of freedom
/// ("Student" 1908, Biometrika 6(1), 1-25, not checked); its sd is scale sqrt(df / (df - 2)), and
/// infinite for df <= 2. Without spread (sd or scale 0, low = high) it is the constant, exactly.
struct Marginal {
  Family family = Family::uniform;
  double a = 0, b = 0, c = 0;
  std::vector<double> values = {};   ///< discrete only
  std::vector<double> weights = {};  ///< discrete only; weights need not sum to 1
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
};

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

// All of the following are of the truncated distribution and require truncation_mass > 0.

double mean(const Marginal& marginal);

/// Infinite for a student_t with df <= 2 unless it is truncated on both sides.
double standard_deviation(const Marginal& marginal);

/// The smallest interval that holds every draw; infinite ends where there are none.
struct Support {
  double low;
  double high;
};
Support support(const Marginal& marginal);

/// P(X <= x) and P(X > x), each accurate in relative terms in its own tail.
double cdf(const Marginal& marginal, double x);
double survival(const Marginal& marginal, double x);

/// The draw of one u in (0, 1), by the kernel's own arithmetic. For pert, beta, gamma and student_t
/// it builds the table each time: to draw many, compile the marginal once (table_marginal.hpp).
double quantile(const Marginal& marginal, double u);

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

/// The atoms of a bernoulli or discrete marginal within [min, max]: values ascending and distinct,
/// weights positive, not normalised.
std::vector<Atom> atoms(const Marginal& marginal);

/// A pert or beta marginal as the beta distribution (a, b) on [low, high].
struct BetaForm {
  double a, b;
  double low, high;
};
BetaForm beta_form(const Marginal& marginal);

}  // namespace landfall::random
