#include "random/marginal.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/contract.hpp"
#include "maths/beta.hpp"
#include "maths/exp.hpp"
#include "maths/expm1.hpp"
#include "maths/gamma.hpp"
#include "maths/log.hpp"
#include "maths/log1p.hpp"
#include "maths/normal_cdf.hpp"
#include "maths/normal_quantile.hpp"
#include "maths/student_t.hpp"
#include "random/table_marginal.hpp"

namespace landfall::random {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// P(X <= x) and P(X > x).
struct Tails {
  double lower;
  double upper;
};

Tails normal_tails(double z) {
  return {maths::normal_cdf(z), maths::normal_cdf(-z)};
}

Tails triangular_tails(double low, double mode, double high, double x) {
  if (x <= mode) {
    const double lower = mode > low ? (x - low) * (x - low) / ((high - low) * (mode - low)) : 0;
    return {lower, 1 - lower};
  }
  const double upper = (high - x) * (high - x) / ((high - low) * (high - mode));
  return {1 - upper, upper};
}

Tails beta_tails(const BetaForm& form, double x) {
  const double width = form.high - form.low;
  const maths::BetaTails tails = maths::incomplete_beta(
      maths::beta_shape(form.a, form.b), (x - form.low) / width, (form.high - x) / width);
  return {tails.lower, tails.upper};
}

Tails gamma_tails(double shape, double x) {
  const maths::GammaTails tails = maths::incomplete_gamma(maths::gamma_shape(shape), x);
  return {tails.lower, tails.upper};
}

Tails student_tails(double df, double t) {
  const maths::StudentTails tails = maths::student_tails(maths::student_shape(df), t);
  return {tails.lower, tails.upper};
}

/// The smallest interval of the untruncated distribution.
Support whole_support(const Marginal& m) {
  switch (m.family) {
    case Family::normal:
    case Family::student_t:
      return m.b > 0 ? Support{-kInfinity, kInfinity} : Support{m.a, m.a};
    case Family::lognormal:
      return m.b > 0 ? Support{0, kInfinity} : Support{maths::exp(m.a), maths::exp(m.a)};
    case Family::uniform:
      return {m.a, m.b};
    case Family::triangular:
    case Family::pert:
      return {m.a, m.c};
    case Family::beta:
      return {0, 1};
    case Family::exponential:
      return {0, m.a > 0 ? kInfinity : 0};
    case Family::gamma:
      return {0, kInfinity};
    case Family::bernoulli:
    case Family::discrete:
      break;
  }
  const std::vector<Atom> found = atoms(m);
  EXPECTS(!found.empty());
  return {found.front().value, found.back().value};
}

bool has_atoms(const Marginal& m) {
  return m.family == Family::bernoulli || m.family == Family::discrete;
}

/// Both tails of the untruncated distribution, which is neither constant nor made of atoms.
Tails whole_tails(const Marginal& m, double x) {
  EXPECTS(!has_atoms(m));
  const Support whole = whole_support(m);
  if (x <= whole.low) return {0, 1};
  if (x >= whole.high) return {1, 0};
  switch (m.family) {
    case Family::normal:
      return normal_tails((x - m.a) / m.b);
    case Family::lognormal:
      return normal_tails((maths::log(x) - m.a) / m.b);
    case Family::uniform:
      return {(x - m.a) / (m.b - m.a), (m.b - x) / (m.b - m.a)};
    case Family::triangular:
      return triangular_tails(m.a, m.b, m.c, x);
    case Family::pert:
    case Family::beta:
      return beta_tails(beta_form(m), x);
    case Family::exponential:
      return {-maths::expm1(-x / m.a), maths::exp(-x / m.a)};
    case Family::gamma:
      return gamma_tails(m.a, x / m.b);
    case Family::student_t:
      return student_tails(m.c, (x - m.a) / m.b);
    case Family::bernoulli:
    case Family::discrete:
      break;
  }
  return {};
}

/// P(low < X <= high) of the untruncated distribution, from the tail in which it loses no digits.
double mass_between(const Marginal& m, double low, double high) {
  const Tails at_low = whole_tails(m, low);
  const Tails at_high = whole_tails(m, high);
  if (at_low.lower > 0.5) return at_low.upper - at_high.upper;
  if (at_high.upper > 0.5) return at_high.lower - at_low.lower;
  return 1 - at_low.lower - at_high.upper;
}

double weight_between(const std::vector<Atom>& found, double low, double high) {
  double sum = 0;
  for (const Atom& atom : found)
    if (atom.value >= low && atom.value <= high) sum += atom.weight;
  return sum;
}

/// P(low <= X <= high) of the truncated distribution, for low and high within its support.
double share_between(const Marginal& m, double low, double high) {
  if (has_atoms(m)) {
    const std::vector<Atom> found = atoms(m);
    return weight_between(found, low, high) / weight_between(found, -kInfinity, kInfinity);
  }
  return mass_between(m, low, high) / truncation_mass(m);
}

}  // namespace

Marginal lognormal_from_mean_sd(double mean, double sd) {
  EXPECTS(mean > 0 && sd >= 0);
  if (sd == 0) return {.family = Family::uniform, .a = mean, .b = mean};
  const double ratio = sd / mean;
  const double variance = maths::log1p(ratio * ratio);
  return {.family = Family::lognormal,
          .a = maths::log(mean) - 0.5 * variance,
          .b = std::sqrt(variance)};
}

Marginal gamma_from_mean_sd(double mean, double sd) {
  EXPECTS(mean > 0 && sd >= 0);
  if (sd == 0) return {.family = Family::uniform, .a = mean, .b = mean};
  const double ratio = mean / sd;
  return {.family = Family::gamma, .a = ratio * ratio, .b = sd / ratio};
}

Marginal normal_from_percentiles(double p_a, double x_a, double p_b, double x_b) {
  EXPECTS(p_a > 0 && p_a < p_b && p_b < 1);
  EXPECTS(x_a <= x_b);
  const double z_a = maths::normal_quantile(p_a, 1 - p_a);
  const double z_b = maths::normal_quantile(p_b, 1 - p_b);
  const double sd = (x_b - x_a) / (z_b - z_a);
  return {.family = Family::normal, .a = x_a - sd * z_a, .b = sd};
}

Marginal lognormal_from_percentiles(double p_a, double x_a, double p_b, double x_b) {
  EXPECTS(x_a > 0);
  if (x_a == x_b) return {.family = Family::uniform, .a = x_a, .b = x_a};
  Marginal of_log = normal_from_percentiles(p_a, maths::log(x_a), p_b, maths::log(x_b));
  of_log.family = Family::lognormal;
  return of_log;
}

bool is_valid(const Marginal& m) {
  if (!(m.min <= m.max)) return false;
  const auto finite = [](double value) { return std::fabs(value) < kInfinity; };
  switch (m.family) {
    case Family::normal:
    case Family::lognormal:
      return finite(m.a) && finite(m.b) && m.b >= 0;
    case Family::uniform:
      return finite(m.a) && finite(m.b) && m.a <= m.b;
    case Family::triangular:
    case Family::pert:
      return finite(m.a) && finite(m.c) && m.a <= m.b && m.b <= m.c;
    case Family::beta:
      return finite(m.a) && finite(m.b) && m.a > 0 && m.b > 0;
    case Family::exponential:
      return finite(m.a) && m.a >= 0;
    case Family::gamma:
      return finite(m.a) && finite(m.b) && m.a > 0 && m.b > 0;
    case Family::student_t:
      return finite(m.a) && finite(m.b) && m.b >= 0 && finite(m.c) && m.c > 1;
    case Family::bernoulli:
      return m.a >= 0 && m.a <= 1;
    case Family::discrete: {
      double total = 0;
      for (const double weight : m.weights) {
        if (!(weight >= 0)) return false;
        total += weight;
      }
      return m.values.size() == m.weights.size() && total > 0 && finite(total) &&
             std::all_of(m.values.begin(), m.values.end(), finite);
    }
  }
  return false;
}

std::vector<Atom> atoms(const Marginal& m) {
  EXPECTS(has_atoms(m));
  std::vector<Atom> all;
  if (m.family == Family::bernoulli) {
    all = {{0, 1 - m.a}, {1, m.a}};
  } else {
    for (std::size_t i = 0; i < m.values.size(); ++i) all.push_back({m.values[i], m.weights[i]});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Atom& left, const Atom& right) { return left.value < right.value; });
  std::vector<Atom> found;
  for (const Atom& atom : all) {
    if (!(atom.weight > 0) || atom.value < m.min || atom.value > m.max) continue;
    if (!found.empty() && found.back().value == atom.value)
      found.back().weight += atom.weight;
    else
      found.push_back(atom);
  }
  return found;
}

BetaForm beta_form(const Marginal& m) {
  EXPECTS(m.family == Family::beta || m.family == Family::pert);
  if (m.family == Family::beta) return {m.a, m.b, 0, 1};
  const double width = m.c - m.a;
  return {1 + 4 * (m.b - m.a) / width, 1 + 4 * (m.c - m.b) / width, m.a, m.c};
}

Truncation truncation_of(const Marginal& m) {
  EXPECTS(is_valid(m));
  if (has_atoms(m)) {
    Marginal whole = m;
    whole.min = -kInfinity;
    whole.max = kInfinity;
    const std::vector<Atom> all = atoms(whole);
    double below = 0, above = 0, mass = 0;
    for (const Atom& atom : all)
      (atom.value < m.min ? below : atom.value > m.max ? above : mass) += atom.weight;
    const double total = weight_between(all, -kInfinity, kInfinity);
    return {below / total, above / total, mass / total};
  }
  const Support whole = whole_support(m);
  if (whole.low == whole.high) {
    const double below = whole.low < m.min ? 1 : 0;
    const double above = whole.low > m.max ? 1 : 0;
    return {below, above, 1 - below - above};
  }
  return {whole_tails(m, m.min).lower, whole_tails(m, m.max).upper, mass_between(m, m.min, m.max)};
}

double truncation_mass(const Marginal& m) {
  return truncation_of(m).mass;
}

Support support(const Marginal& m) {
  EXPECTS(truncation_mass(m) > 0);
  const Support whole = whole_support(m);
  return {std::max(whole.low, m.min), std::min(whole.high, m.max)};
}

double cdf(const Marginal& m, double x) {
  const Support within = support(m);
  if (x < within.low) return 0;
  if (x >= within.high) return 1;
  return share_between(m, within.low, x);
}

double survival(const Marginal& m, double x) {
  const Support within = support(m);
  if (x < within.low) return 1;
  if (x >= within.high) return 0;
  // Atoms at x itself belong to the other side.
  return share_between(m, has_atoms(m) ? std::nextafter(x, kInfinity) : x, within.high);
}

double quantile(const Marginal& m, double u) {
  EXPECTS(u > 0 && u < 1);
  MarginalTables tables;
  const MarginalKernel kernel = compile_marginal(m, tables);
  const double v = 1 - u;
  double x = 0;
  draw_marginal(kernel, &u, &v, &x, 1);
  return x;
}

}  // namespace landfall::random
