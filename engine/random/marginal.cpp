#include "random/marginal.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/contract.hpp"
#include "random/table_marginal.hpp"
#include "random/whole_law.hpp"

namespace landfall::random {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool is_valid_mixture(const Marginal& m) {
  double total = 0;
  for (const double weight : m.weights) {
    if (!(weight >= 0)) return false;
    total += weight;
  }
  return m.parts.size() == m.weights.size() && total > 0 && total < kInfinity &&
         std::all_of(m.parts.begin(), m.parts.end(), [](const Marginal& part) {
           return part.family != Family::mixture && is_valid(part) && truncation_mass(part) > 0;
         });
}

/// P(low <= X <= high) of the untruncated distribution, from the tail in which it loses no digits.
double mass_between(const Marginal& m, double low, double high) {
  const Tails at_low = whole_tails(m, low);
  const Tails at_high = whole_tails(m, high);
  const double below = whole_below(m, low);
  if (at_low.lower > 0.5) return at_low.upper - at_high.upper + (at_low.lower - below);
  if (at_high.upper > 0.5) return at_high.lower - below;
  return 1 - below - at_high.upper;
}

double weight_between(const std::vector<Atom>& found, double low, double high) {
  double sum = 0;
  for (const Atom& atom : found)
    if (atom.value >= low && atom.value <= high) sum += atom.weight;
  return sum;
}

/// The mixture's parts within [min, max], with the weights that this leaves them.
std::vector<Piece> trimmed(const Marginal& m, double min, double max) {
  double total = 0;
  for (const double weight : m.weights) total += weight;
  std::vector<Piece> found;
  for (std::size_t i = 0; i < m.parts.size(); ++i) {
    Piece piece{m.weights[i] / total, m.parts[i]};
    piece.part.min = std::max(piece.part.min, min);
    piece.part.max = std::min(piece.part.max, max);
    if (!(piece.weight > 0) || !(piece.part.min <= piece.part.max)) continue;
    const bool is_cut = piece.part.min > m.parts[i].min || piece.part.max < m.parts[i].max;
    if (is_cut) piece.weight *= truncation_mass(piece.part) / truncation_mass(m.parts[i]);
    if (piece.weight > 0) found.push_back(std::move(piece));
  }
  return found;
}

double total_weight(const std::vector<Piece>& all) {
  double sum = 0;
  for (const Piece& piece : all) sum += piece.weight;
  return sum;
}

Truncation truncation_of_mixture(const Marginal& m) {
  const double mass = total_weight(trimmed(m, m.min, m.max));
  const double below = m.min > -kInfinity
                           ? total_weight(trimmed(m, -kInfinity, std::nextafter(m.min, -kInfinity)))
                           : 0;
  const double above =
      m.max < kInfinity ? total_weight(trimmed(m, std::nextafter(m.max, kInfinity), kInfinity)) : 0;
  return {below, above, mass};
}

Truncation truncation_of_atoms(const Marginal& m) {
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

/// P(X <= x) and P(X > x) of atoms within [min, max].
Tails atom_tails(const Marginal& m, double x) {
  const std::vector<Atom> found = atoms(m);
  const double total = weight_between(found, -kInfinity, kInfinity);
  return {weight_between(found, -kInfinity, x) / total,
          weight_between(found, std::nextafter(x, kInfinity), kInfinity) / total};
}

Support moved(const Marginal& m, Support of) {
  if (!is_moved(m)) return of;
  const Support there = {m.times * of.low + m.plus, m.times * of.high + m.plus};
  return m.times > 0 ? there : Support{there.high, there.low};
}

Support within_limits(const Marginal& m, Support whole) {
  return {std::max(whole.low, m.min), std::min(whole.high, m.max)};
}

}  // namespace

bool is_valid(const Marginal& m) {
  if (!(m.min <= m.max)) return false;
  const auto finite = [](double value) { return std::fabs(value) < kInfinity; };
  if (!finite(m.times) || m.times == 0 || !finite(m.plus)) return false;
  switch (m.family) {
    case Family::normal:
    case Family::lognormal:
    case Family::logistic:
    case Family::gumbel:
      return finite(m.a) && finite(m.b) && m.b >= 0;
    case Family::uniform:
      return finite(m.a) && finite(m.b) && m.a <= m.b;
    case Family::log_uniform:
      return finite(m.a) && finite(m.b) && m.a > 0 && m.a <= m.b;
    case Family::triangular:
    case Family::pert:
      return finite(m.a) && finite(m.c) && m.a <= m.b && m.b <= m.c;
    case Family::beta:
    case Family::gamma:
    case Family::weibull:
    case Family::pareto:
      return finite(m.a) && finite(m.b) && m.a > 0 && m.b > 0;
    case Family::exponential:
      return finite(m.a) && m.a >= 0;
    case Family::student_t:
      return finite(m.a) && finite(m.b) && m.b >= 0 && finite(m.c) && m.c > 1;
    case Family::bernoulli:
      return m.a >= 0 && m.a <= 1;
    case Family::binomial:
      return m.a >= 0 && m.a <= kTrialsMax && std::floor(m.a) == m.a && m.b >= 0 && m.b <= 1;
    case Family::poisson:
      return m.a >= 0 && m.a <= kPoissonMeanMax;
    case Family::empirical:
      return m.values.size() >= 2 && std::all_of(m.values.begin(), m.values.end(), finite) &&
             std::is_sorted(m.values.begin(), m.values.end());
    case Family::mixture:
      return is_valid_mixture(m);
    case Family::metalog:
      return m.values.size() >= 2 && m.values.size() <= std::size_t{kMetalogTermsMax} &&
             std::all_of(m.values.begin(), m.values.end(), finite) && m.a < m.b;
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

BetaForm beta_form(const Marginal& m) {
  EXPECTS(m.family == Family::beta || m.family == Family::pert);
  if (m.family == Family::beta) return {m.a, m.b, 0, 1};
  const double width = m.c - m.a;
  return {1 + 4 * (m.b - m.a) / width, 1 + 4 * (m.c - m.b) / width, m.a, m.c};
}

bool is_moved(const Marginal& m) {
  return m.times != 1 || m.plus != 0;
}

Marginal unmoved(const Marginal& m) {
  if (!is_moved(m)) return m;
  Marginal base = m;
  base.times = 1;
  base.plus = 0;
  base.min = (m.min - m.plus) / m.times;
  base.max = (m.max - m.plus) / m.times;
  if (m.times < 0) std::swap(base.min, base.max);
  return base;
}

std::vector<Piece> pieces(const Marginal& m) {
  EXPECTS(m.family == Family::mixture);
  std::vector<Piece> all = trimmed(m, m.min, m.max);
  const double total = total_weight(all);
  for (Piece& piece : all) piece.weight /= total;
  return all;
}

Truncation truncation_of(const Marginal& m) {
  EXPECTS(is_valid(m));
  if (has_atoms(m)) return truncation_of_atoms(m);
  if (is_moved(m)) {
    const Truncation base = truncation_of(unmoved(m));
    return m.times > 0 ? base : Truncation{base.above, base.below, base.mass};
  }
  if (m.family == Family::mixture) return truncation_of_mixture(m);
  const Support whole = whole_support(m);
  if (whole.low == whole.high) {
    const double below = whole.low < m.min ? 1 : 0;
    const double above = whole.low > m.max ? 1 : 0;
    return {below, above, 1 - below - above};
  }
  return {whole_below(m, m.min), whole_tails(m, m.max).upper, mass_between(m, m.min, m.max)};
}

double truncation_mass(const Marginal& m) {
  return truncation_of(m).mass;
}

Support support(const Marginal& m) {
  EXPECTS(truncation_mass(m) > 0);
  if (m.family == Family::mixture) {
    Support hull{kInfinity, -kInfinity};
    for (const Piece& piece : pieces(unmoved(m))) {
      const Support of = support(piece.part);
      hull = {std::min(hull.low, of.low), std::max(hull.high, of.high)};
    }
    return within_limits(m, moved(m, hull));
  }
  const Support whole = moved(m, whole_support(m));
  if (!has_atoms(m)) return within_limits(m, whole);
  const std::vector<Atom> found = atoms(m);
  return {m.min <= whole.low ? whole.low : found.front().value,
          m.max >= whole.high ? whole.high : found.back().value};
}

Tails tails(const Marginal& m, double x) {
  const Support within = support(m);
  if (x < within.low) return {0, 1};
  if (x >= within.high) return {1, 0};
  if (has_atoms(m)) return atom_tails(m, x);
  if (is_moved(m)) {
    const double at = (x - m.plus) / m.times;
    const Marginal base = unmoved(m);
    if (m.times > 0) return tails(base, at);
    // P(X <= x) is the base's P(X >= at): an atom there belongs to it.
    return {survival(base, std::nextafter(at, -kInfinity)),
            cdf(base, std::nextafter(at, -kInfinity))};
  }
  if (m.family == Family::mixture) {
    Tails sum{0, 0};
    for (const Piece& piece : pieces(m)) {
      const Tails of = tails(piece.part, x);
      sum.lower += piece.weight * of.lower;
      sum.upper += piece.weight * of.upper;
    }
    return sum;
  }
  const double mass = truncation_mass(m);
  const double beyond = m.family == Family::empirical ? std::nextafter(x, kInfinity) : x;
  return {mass_between(m, within.low, x) / mass, mass_between(m, beyond, within.high) / mass};
}

double cdf(const Marginal& m, double x) {
  return tails(m, x).lower;
}

double survival(const Marginal& m, double x) {
  return tails(m, x).upper;
}

double quantile(const Marginal& m, double u) {
  return quantile(m, u, 1 - u);
}

double quantile(const Marginal& m, double u, double v) {
  EXPECTS(u > 0 && u <= 1 && v > 0 && v <= 1);
  MarginalTables tables;
  const MarginalKernel kernel = compile_marginal(m, tables);
  double x = 0;
  draw_marginal(kernel, &u, &v, &x, 1);
  return x;
}

}  // namespace landfall::random
