#include "random/fit.hpp"

#include <cmath>

#include "base/contract.hpp"
#include "maths/beta.hpp"
#include "maths/exp.hpp"
#include "maths/gamma.hpp"
#include "maths/log.hpp"
#include "maths/log1p.hpp"
#include "maths/normal_quantile.hpp"
#include "random/score_tables.hpp"

namespace landfall::random {
namespace {

/// Where a function that is negative at `low` and not at `high` changes sign.
template <class Function>
double bisect(double low, double high, Function function) {
  for (int step = 0; step < 200; ++step) {
    const double middle = 0.5 * (low + high);
    if (!(middle > low && middle < high)) break;
    (function(middle) < 0 ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double score(double chance) {
  return maths::normal_quantile(chance, 1 - chance);
}

/// -log(1 - chance).
double exponent(double chance) {
  return -maths::log1p(-chance);
}

/// The quantile at which the family, in its standard form, has this chance.
double standard_quantile(Family family, double chance, double df) {
  switch (family) {
    case Family::normal:
    case Family::lognormal:
      return score(chance);
    case Family::student_t:
      return student_at_score(df, score(chance));
    case Family::logistic:
      return maths::log(chance) - maths::log1p(-chance);
    case Family::gumbel:
      return -maths::log(-maths::log(chance));
    case Family::weibull:
      return maths::log(exponent(chance));
    case Family::pareto:
      return exponent(chance);
    default:
      return chance;
  }
}

bool is_of_logarithms(Family family) {
  return family == Family::lognormal || family == Family::log_uniform ||
         family == Family::weibull || family == Family::pareto;
}

std::optional<Marginal> on_a_line(Family family, const Percentile& low, const Percentile& high,
                                  double df) {
  const bool of_logs = is_of_logarithms(family);
  const double at_low = of_logs ? maths::log(low.x) : low.x;
  const double rise = of_logs ? maths::log(high.x / low.x) : high.x - low.x;
  const double from = standard_quantile(family, low.p, df);
  const double slope = rise / (standard_quantile(family, high.p, df) - from);
  const double start = at_low - slope * from;
  Marginal m{.family = family, .a = start, .b = slope, .c = df};
  if (family == Family::uniform) m.b = start + slope;
  if (family == Family::log_uniform) {
    m.a = maths::exp(start);
    m.b = maths::exp(start + slope);
  }
  if (family == Family::weibull) {
    m.a = 1 / slope;
    m.b = maths::exp(start);
  }
  if (family == Family::pareto) {
    m.a = maths::exp(start);
    m.b = 1 / slope;
  }
  if (!is_valid(m)) return std::nullopt;
  return m;
}

std::optional<Marginal> gamma_of(const Percentile& low, const Percentile& high) {
  const double wanted = maths::log(high.x / low.x);
  const double z_low = score(low.p), z_high = score(high.p);
  const auto excess = [&](double log_shape) {
    const double shape = maths::exp(log_shape);
    return wanted - (gamma_at_score(shape, z_high) - gamma_at_score(shape, z_low));
  };
  const double least = maths::log(kFitShapeMin), most = maths::log(kFitShapeMax);
  if (excess(least) > 0 || excess(most) < 0) return std::nullopt;
  const double shape = maths::exp(bisect(least, most, excess));
  const double log_scale = maths::log(low.x) - gamma_at_score(shape, z_low);
  return Marginal{.family = Family::gamma, .a = shape, .b = maths::exp(log_scale)};
}

/// P(X <= value) less chance, taken where it loses no digits.
double beta_excess(double a, double b, const Percentile& at) {
  const maths::BetaTails tails = maths::incomplete_beta(maths::beta_shape(a, b), at.x, 1 - at.x);
  return at.p < 0.5 ? tails.lower - at.p : (1 - at.p) - tails.upper;
}

std::optional<Marginal> beta_of(const Percentile& low, const Percentile& high) {
  double a = 0, b = 0;
  const auto meet_low = [&](double log_sum) {
    const double sum = maths::exp(log_sum);
    // w = log(a / b): both shapes keep all their digits.
    const double w = bisect(-60, 60, [&](double log_odds) {
      const double e = maths::exp(-std::fabs(log_odds));
      a = sum * (log_odds < 0 ? e : 1) / (1 + e);
      b = sum * (log_odds < 0 ? 1 : e) / (1 + e);
      return -beta_excess(a, b, low);
    });
    const double e = maths::exp(-std::fabs(w));
    a = sum * (w < 0 ? e : 1) / (1 + e);
    b = sum * (w < 0 ? 1 : e) / (1 + e);
    return beta_excess(a, b, high);
  };
  const double least = maths::log(2 * kFitShapeMin), most = maths::log(2 * kFitShapeMax);
  if (meet_low(least) > 0 || meet_low(most) < 0) return std::nullopt;
  meet_low(bisect(least, most, meet_low));
  const bool is_met =
      std::fabs(beta_excess(a, b, low)) < 1e-9 && std::fabs(beta_excess(a, b, high)) < 1e-9;
  if (!is_met || std::fmin(a, b) < kFitShapeMin || std::fmax(a, b) > kFitShapeMax)
    return std::nullopt;
  return Marginal{.family = Family::beta, .a = a, .b = b};
}

/// Of a triangular or pert on [0, 1] with this mode.
double unit_quantile(Family family, double mode, double chance) {
  if (family == Family::triangular)
    return chance <= mode ? std::sqrt(chance * mode) : 1 - std::sqrt((1 - chance) * (1 - mode));
  const double w = beta_at_score(1 + 4 * mode, 5 - 4 * mode, score(chance));
  return 1 / (1 + maths::exp(-w));
}

double middle_share(Family family, double mode, double low, double middle, double high) {
  const double from = unit_quantile(family, mode, low);
  return (unit_quantile(family, mode, middle) - from) / (unit_quantile(family, mode, high) - from);
}

std::optional<Marginal> of_three(Family family, const std::vector<Percentile>& given) {
  const Percentile &low = given[0], &middle = given[1], &high = given[2];
  const double wanted = (middle.x - low.x) / (high.x - low.x);
  const Shares possible = middle_shares(family, low.p, middle.p, high.p);
  if (wanted < possible.low || wanted > possible.high) return std::nullopt;
  const double mode = bisect(
      0, 1, [&](double at) { return middle_share(family, at, low.p, middle.p, high.p) - wanted; });
  const double from = unit_quantile(family, mode, low.p);
  const double width = (high.x - low.x) / (unit_quantile(family, mode, high.p) - from);
  const double start = low.x - width * from;
  return Marginal{.family = family, .a = start, .b = start + width * mode, .c = start + width};
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

int percentiles_needed(Family family) {
  switch (family) {
    case Family::exponential:
      return 1;
    case Family::triangular:
    case Family::pert:
      return 3;
    case Family::normal:
    case Family::lognormal:
    case Family::uniform:
    case Family::log_uniform:
    case Family::logistic:
    case Family::gumbel:
    case Family::weibull:
    case Family::pareto:
    case Family::gamma:
    case Family::beta:
    case Family::student_t:
      return 2;
    default:
      return 0;
  }
}

bool has_location(Family family) {
  return family == Family::normal || family == Family::uniform || family == Family::logistic ||
         family == Family::gumbel || family == Family::student_t || family == Family::triangular ||
         family == Family::pert;
}

Shares middle_shares(Family family, double low, double middle, double high) {
  return {middle_share(family, 0, low, middle, high), middle_share(family, 1, low, middle, high)};
}

std::optional<Marginal> from_percentiles(Family family, const std::vector<Percentile>& given,
                                         double df) {
  EXPECTS(given.size() == std::size_t(percentiles_needed(family)) && !given.empty());
  switch (family) {
    case Family::normal:
      return normal_from_percentiles(given[0].p, given[0].x, given[1].p, given[1].x);
    case Family::lognormal:
      return lognormal_from_percentiles(given[0].p, given[0].x, given[1].p, given[1].x);
    case Family::exponential:
      return Marginal{.family = family, .a = given[0].x / exponent(given[0].p)};
    case Family::gamma:
      return gamma_of(given[0], given[1]);
    case Family::beta:
      return beta_of(given[0], given[1]);
    case Family::triangular:
    case Family::pert:
      return of_three(family, given);
    default:
      return on_a_line(family, given[0], given[1], df);
  }
}

Marginal expert(double low, double mode, double high, double confidence) {
  EXPECTS(low <= mode && mode <= high && low < high);
  EXPECTS(confidence >= 0.05 && confidence <= 0.999);
  const double q = 0.5 * (1 - confidence);
  const double below = mode - low, above = high - mode;
  const double r = bisect(q, 1 - q, [&](double at) {
    return above * (at - std::sqrt(q * at)) - below * ((1 - at) - std::sqrt(q * (1 - at)));
  });
  const double width = (high - low) / (1 - std::sqrt(q * r) - std::sqrt(q * (1 - r)));
  return {
      .family = Family::triangular, .a = mode - width * r, .b = mode, .c = mode + width * (1 - r)};
}

}  // namespace landfall::random
