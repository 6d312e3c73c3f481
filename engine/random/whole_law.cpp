#include "random/whole_law.hpp"

#include <algorithm>
#include <cmath>

#include "base/contract.hpp"
#include "maths/beta.hpp"
#include "maths/exp.hpp"
#include "maths/expm1.hpp"
#include "maths/gamma.hpp"
#include "maths/log.hpp"
#include "maths/normal_cdf.hpp"
#include "maths/power.hpp"
#include "maths/student_t.hpp"
#include "random/metalog.hpp"

namespace landfall::random {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

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

/// From E = -log of the upper tail.
Tails tails_of_exponent(double exponent) {
  return {-maths::expm1(-exponent), maths::exp(-exponent)};
}

Tails logistic_tails(double z) {
  return {1 / (1 + maths::exp(-z)), 1 / (1 + maths::exp(z))};
}

Tails gumbel_tails(double z) {
  const Tails turned = tails_of_exponent(maths::exp(-z));
  return {turned.upper, turned.lower};
}

/// How far x lies along sorted values, in steps from one to the next: the largest i + t with
/// x_i + t (x_{i+1} - x_i) <= x. Requires x within them.
double place_among(const std::vector<double>& values, double x) {
  const auto above = std::upper_bound(values.begin(), values.end(), x);
  const auto left = static_cast<double>(above - values.begin() - 1);
  return above == values.end() ? left : left + (x - above[-1]) / (above[0] - above[-1]);
}

/// The same from the right: the smallest.
double place_below(const std::vector<double>& values, double x) {
  const auto at = std::lower_bound(values.begin(), values.end(), x);
  const auto right = static_cast<double>(at - values.begin());
  return *at == x ? right : right - (at[0] - x) / (at[0] - at[-1]);
}

Tails empirical_tails(const std::vector<double>& values, double x) {
  const auto steps = static_cast<double>(values.size() - 1);
  const double place = place_among(values, x);
  return {place / steps, (steps - place) / steps};
}

}  // namespace

Support whole_support(const Marginal& m) {
  switch (m.family) {
    case Family::normal:
    case Family::student_t:
    case Family::logistic:
    case Family::gumbel:
      return m.b > 0 ? Support{-kInfinity, kInfinity} : Support{m.a, m.a};
    case Family::lognormal:
      return m.b > 0 ? Support{0, kInfinity} : Support{maths::exp(m.a), maths::exp(m.a)};
    case Family::uniform:
    case Family::log_uniform:
      return {m.a, m.b};
    case Family::triangular:
    case Family::pert:
      return {m.a, m.c};
    case Family::beta:
      return {0, 1};
    case Family::exponential:
      return {0, m.a > 0 ? kInfinity : 0};
    case Family::gamma:
    case Family::weibull:
      return {0, kInfinity};
    case Family::pareto:
      return {m.a, kInfinity};
    case Family::bernoulli:
      return {m.a < 1 ? 0.0 : 1.0, m.a > 0 ? 1.0 : 0.0};
    case Family::binomial:
      return {m.b < 1 ? 0 : m.a, m.b > 0 ? m.a : 0};
    case Family::poisson:
      return {0, m.a > 0 ? kInfinity : 0};
    case Family::empirical:
      return {m.values.front(), m.values.back()};
    case Family::discrete: {
      Support all{kInfinity, -kInfinity};
      for (std::size_t i = 0; i < m.values.size(); ++i) {
        if (!(m.weights[i] > 0)) continue;
        all = {std::min(all.low, m.values[i]), std::max(all.high, m.values[i])};
      }
      return all;
    }
    case Family::metalog:
      return {m.a, m.b};
    case Family::mixture:
      break;
  }
  EXPECTS(m.family != Family::mixture);
  return {};
}

Tails whole_tails(const Marginal& m, double x) {
  EXPECTS(!has_atoms(m));
  const Support whole = whole_support(m);
  if (x < whole.low) return {0, 1};
  if (x >= whole.high) return {1, 0};
  if (m.family == Family::empirical) return empirical_tails(m.values, x);
  if (x == whole.low) return {0, 1};
  switch (m.family) {
    case Family::normal:
      return normal_tails((x - m.a) / m.b);
    case Family::lognormal:
      return normal_tails((maths::log(x) - m.a) / m.b);
    case Family::uniform:
      return {(x - m.a) / (m.b - m.a), (m.b - x) / (m.b - m.a)};
    case Family::log_uniform: {
      const double width = maths::log(m.b / m.a);
      return {maths::log(x / m.a) / width, maths::log(m.b / x) / width};
    }
    case Family::triangular:
      return triangular_tails(m.a, m.b, m.c, x);
    case Family::pert:
    case Family::beta:
      return beta_tails(beta_form(m), x);
    case Family::exponential:
      return tails_of_exponent(x / m.a);
    case Family::gamma:
      return gamma_tails(m.a, x / m.b);
    case Family::weibull:
      return tails_of_exponent(maths::power(x / m.b, m.a));
    case Family::pareto:
      return tails_of_exponent(m.b * maths::log(x / m.a));
    case Family::student_t:
      return student_tails(m.c, (x - m.a) / m.b);
    case Family::logistic:
      return logistic_tails((x - m.a) / m.b);
    case Family::gumbel:
      return gumbel_tails((x - m.a) / m.b);
    case Family::metalog: {
      const MetalogTails of = metalog_tails({m.values, m.a, m.b}, x);
      return {of.lower, of.upper};
    }
    default:
      break;
  }
  return {};
}

double whole_below(const Marginal& m, double x) {
  if (m.family != Family::empirical) return whole_tails(m, x).lower;
  if (x <= m.values.front()) return 0;
  if (x > m.values.back()) return 1;
  return place_below(m.values, x) / static_cast<double>(m.values.size() - 1);
}

}  // namespace landfall::random
