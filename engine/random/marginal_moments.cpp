#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "maths/exp.hpp"
#include "maths/expm1.hpp"
#include "maths/normal_cdf.hpp"
#include "maths/normal_quantile.hpp"
#include "random/marginal.hpp"
#include "random/metalog.hpp"
#include "random/score_tables.hpp"
#include "random/table_marginal.hpp"

namespace landfall::random {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Moments {
  double mean;
  double sd;
};

/// A finite list of values with weights that stands for a distribution.
Moments moments_of(const std::vector<Atom>& atoms) {
  double total = 0, sum = 0;
  for (const Atom& atom : atoms) total += atom.weight;
  for (const Atom& atom : atoms) sum += atom.weight / total * atom.value;
  double squares = 0;
  for (const Atom& atom : atoms)
    squares += atom.weight / total * (atom.value - sum) * (atom.value - sum);
  return {sum, std::sqrt(squares)};
}

/// Adds two points that stand for the part [from, to] of a density linear in x, with the weights
/// `density` gives it: Gauss-Legendre's rule with two points is exact up to cubics, so for mean and
/// variance.
template <class Density>
void add_linear_piece(double from, double to, Density density, std::vector<Atom>& atoms) {
  if (!(from < to)) return;
  const double middle = 0.5 * (from + to);
  const double offset = 0.5 * (to - from) * 0.5773502691896257;  // 1 / sqrt(3)
  for (const double x : {middle - offset, middle + offset})
    atoms.push_back({x, 0.5 * (to - from) * density(x)});
}

Moments triangular_moments(const Marginal& m) {
  const Support within = support(m);
  std::vector<Atom> atoms;
  const double slope_up = m.b > m.a ? 1 / (m.b - m.a) : 0;
  const double slope_down = m.c > m.b ? 1 / (m.c - m.b) : 0;
  add_linear_piece(
      within.low, std::min(m.b, within.high), [&](double x) { return (x - m.a) * slope_up; },
      atoms);
  add_linear_piece(
      std::max(m.b, within.low), within.high, [&](double x) { return (m.c - x) * slope_down; },
      atoms);
  return moments_of(atoms);
}

/// Where a truncated t goes beyond the end of its table, which clamps, the draws themselves: with
/// few degrees of freedom what is rarer than any draw still counts in the moments.
void reach_beyond(const MarginalKernel& kernel, const std::vector<double>& scores,
                  std::vector<double>& draws) {
  constexpr double kNearlyNormal = 100;  // beyond, these scores weigh less than rounding
  if (kernel.c >= kNearlyNormal) return;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double z = maths::normal_quantile(whole_u(kernel, maths::normal_cdf(scores[i])),
                                            whole_v(kernel, maths::normal_cdf(-scores[i])));
    if (std::fabs(z) <= kScoreMax || std::fabs(z) > 37) continue;
    draws[i] = clamp_draw(kernel, kernel.a + kernel.b * student_at_score(kernel.c, z));
  }
}

/// Moments by the trapezoidal rule over the normal score: the integrand is analytic and falls like
/// e^(-z^2/2), so the rule converges faster than any power of its step (Trefethen & Weideman 2014,
/// SIAM Review 56(3), 385-458, doi:10.1137/130932132).
Moments moments_by_scores(const Marginal& m) {
  constexpr double step = 0.125, end = 37;
  MarginalTables tables;
  const MarginalKernel kernel = compile_marginal(m, tables);
  std::vector<double> scores;
  for (double z = -end; z <= end; z += step) scores.push_back(z);
  std::vector<double> draws(scores.size());
  draw_marginal_from_score(kernel, scores.data(), draws.data(), static_cast<int>(scores.size()));
  if (m.family == Family::student_t) reach_beyond(kernel, scores, draws);
  std::vector<Atom> atoms;
  for (std::size_t i = 0; i < scores.size(); ++i)
    atoms.push_back({draws[i], maths::exp(-0.5 * scores[i] * scores[i])});
  return moments_of(atoms);
}

/// In closed form, untruncated.
Moments beta_moments(const Marginal& m) {
  const auto [a, b, low, high] = beta_form(m);
  const double average = low + (high - low) * (a / (a + b));
  return {average, (high - low) / (a + b) * std::sqrt(a * b / (a + b + 1))};
}

Moments lognormal_moments(const Marginal& m) {
  const double average = maths::exp(m.a + 0.5 * m.b * m.b);
  return {average, average * std::sqrt(maths::expm1(m.b * m.b))};
}

Moments student_moments(const Marginal& m) {
  const double sd = m.c > 2 ? m.b * std::sqrt(m.c / (m.c - 2)) : kInfinity;
  return {m.a, sd};
}

Moments truncated_student_moments(const Marginal& m) {
  const Support within = support(m);
  const bool has_sd = m.c > 2 || (within.low > -kInfinity && within.high < kInfinity);
  const auto [average, sd] = moments_by_scores(m);
  return {average, has_sd ? sd : kInfinity};
}

Moments uniform_moments(Support within) {
  const double width = within.high - within.low;
  return {within.low + 0.5 * width, width * 0.28867513459481287};  // 1 / sqrt(12)
}

Moments logistic_moments(const Marginal& m) {
  return {m.a, m.b * 1.8137993642342178};  // pi / sqrt(3)
}

Moments gumbel_moments(const Marginal& m) {
  // Euler's constant; pi / sqrt(6).
  return {m.a + 0.5772156649015329 * m.b, m.b * 1.2825498301618641};
}

Moments pareto_moments(const Marginal& m) {
  if (m.b <= 1) return {kInfinity, kInfinity};
  const double average = m.b * (m.a / (m.b - 1));
  return {average, m.b > 2 ? m.a / (m.b - 1) * std::sqrt(m.b / (m.b - 2)) : kInfinity};
}

/// A pareto from `low` on is a pareto again.
Moments truncated_pareto_moments(const Marginal& m) {
  const Support within = support(m);
  if (within.high < kInfinity) return moments_by_scores(m);
  return pareto_moments({.family = Family::pareto, .a = within.low, .b = m.b});
}

/// Each step between neighbours is a uniform with the same weight; within [min, max], with its part
/// of that.
Moments empirical_moments(const Marginal& m) {
  const Support within = support(m);
  std::vector<Atom> atoms;
  for (std::size_t i = 0; i + 1 < m.values.size(); ++i) {
    const double from = m.values[i], to = m.values[i + 1];
    if (from == to) {
      if (from >= within.low && from <= within.high) atoms.push_back({from, 1});
      continue;
    }
    add_linear_piece(
        std::max(from, within.low), std::min(to, within.high),
        [&](double) { return 1 / (to - from); }, atoms);
  }
  return moments_of(atoms);
}

Moments moments(const Marginal& m);

Moments mixture_moments(const Marginal& m) {
  const std::vector<Piece> all = pieces(m);
  std::vector<Moments> of;
  double average = 0, variance = 0;
  for (const Piece& piece : all) {
    of.push_back(moments(piece.part));
    average += piece.weight * of.back().mean;
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const double off = of[i].mean - average;
    variance += all[i].weight * (of[i].sd * of[i].sd + off * off);
  }
  return {average, std::sqrt(variance)};
}

/// Those with closed forms, untruncated.
Moments whole_moments(const Marginal& m) {
  switch (m.family) {
    case Family::normal:
      return {m.a, m.b};
    case Family::lognormal:
      return lognormal_moments(m);
    case Family::pert:
    case Family::beta:
      return beta_moments(m);
    case Family::exponential:
      return {m.a, m.a};
    case Family::gamma:
      return {m.a * m.b, std::sqrt(m.a) * m.b};
    case Family::student_t:
      return student_moments(m);
    case Family::logistic:
      return logistic_moments(m);
    case Family::gumbel:
      return gumbel_moments(m);
    case Family::pareto:
      return pareto_moments(m);
    case Family::binomial:
      return {m.a * m.b, std::sqrt(m.a * m.b * (1 - m.b))};
    case Family::poisson:
      return {m.a, std::sqrt(m.a)};
    case Family::metalog: {
      const MetalogMoments of = metalog_moments({m.values, m.a, m.b});
      return {of.mean, of.sd};
    }
    default:
      return moments_by_scores(m);
  }
}

Moments truncated_moments(const Marginal& m) {
  if (has_atoms(m)) return moments_of(atoms(m));
  if (m.family == Family::student_t) return truncated_student_moments(m);
  if (m.family == Family::pareto) return truncated_pareto_moments(m);
  return moments_by_scores(m);
}

Moments moments(const Marginal& m) {
  const Support within = support(m);
  if (within.low == within.high) return {within.low, 0};
  if (is_moved(m)) {
    const auto [average, sd] = moments(unmoved(m));
    return {m.times * average + m.plus, std::fabs(m.times) * sd};
  }
  switch (m.family) {
    case Family::uniform:
      return uniform_moments(within);
    case Family::triangular:
      return triangular_moments(m);
    case Family::bernoulli:
    case Family::discrete:
      return moments_of(atoms(m));
    case Family::empirical:
      return empirical_moments(m);
    case Family::mixture:
      return mixture_moments(m);
    default: {
      const Truncation truncation = truncation_of(m);
      const bool is_whole = truncation.below == 0 && truncation.above == 0;
      return is_whole ? whole_moments(m) : truncated_moments(m);
    }
  }
}

}  // namespace

double mean(const Marginal& marginal) {
  return moments(marginal).mean;
}

double standard_deviation(const Marginal& marginal) {
  return moments(marginal).sd;
}

}  // namespace landfall::random
