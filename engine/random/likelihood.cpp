#include "random/likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/contract.hpp"
#include "base/language.hpp"
#include "maths/beta.hpp"
#include "maths/exp.hpp"
#include "maths/log.hpp"
#include "maths/log1p.hpp"

namespace landfall::random {
namespace {

constexpr double kLogTwoPi = 1.8378770664093453;
constexpr double kShapeMin = 0.01, kShapeMax = 1e6;  // what a scenario takes
constexpr double kDegreesMin = 2.5, kDegreesMax = 200;

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  const double first = sum / static_cast<double>(values.size());
  double rest = 0;  // what rounding left out
  for (const double value : values) rest += value - first;
  return first + rest / static_cast<double>(values.size());
}

double mean_square(const std::vector<double>& values, double about) {
  double sum = 0;
  for (const double value : values) sum += (value - about) * (value - about);
  return sum / static_cast<double>(values.size());
}

std::vector<double> logs_of(const std::vector<double>& values) {
  std::vector<double> logs;
  for (const double value : values) logs.push_back(maths::log(value));
  return logs;
}

/// Where `f`, which rises and then falls, is highest in [low, high].
template <class Function>
double highest(double low, double high, int steps, Function f) {
  constexpr double kGolden = 0.6180339887498949;
  double left = high - kGolden * (high - low), right = low + kGolden * (high - low);
  double at_left = f(left), at_right = f(right);
  for (int i = 0; i < steps; ++i) {
    if (at_left < at_right) {
      low = left;
      left = right;
      at_left = at_right;
      right = low + kGolden * (high - low);
      at_right = f(right);
    } else {
      high = right;
      right = left;
      at_right = at_left;
      left = high - kGolden * (high - low);
      at_left = f(left);
    }
  }
  return 0.5 * (low + high);
}

Fitted fit_normal(Family family, const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = mean_of(values), variance = mean_square(values, mean);
  return {{.family = family, .a = mean, .b = std::sqrt(variance)},
          2,
          -0.5 * n * (kLogTwoPi + maths::log(variance) + 1)};
}

Fitted fit_lognormal(const std::vector<double>& values) {
  const std::vector<double> logs = logs_of(values);
  Fitted fitted = fit_normal(Family::lognormal, logs);
  fitted.log_likelihood -= static_cast<double>(logs.size()) * mean_of(logs);
  return fitted;
}

std::optional<Fitted> fit_gamma(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = mean_of(values), log_mean = maths::log(mean);
  const double mean_log = mean_of(logs_of(values));
  const auto profile = [&](double log_shape) {
    const double shape = maths::exp(log_shape);
    return (shape - 1) * mean_log - shape * (1 + log_mean - log_shape) - maths::log_gamma(shape);
  };
  const double low = maths::log(kShapeMin), high = maths::log(kShapeMax);
  const double best = highest(low, high, 70, profile), shape = maths::exp(best);
  if (best - low < 1e-6 || high - best < 1e-6) return std::nullopt;
  return Fitted{{.family = Family::gamma, .a = shape, .b = mean / shape}, 2, n * profile(best)};
}

std::optional<Fitted> fit_beta(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  std::vector<double> rests;
  for (const double value : values) rests.push_back(1 - value);
  const double mean_log = mean_of(logs_of(values)), mean_log_rest = mean_of(logs_of(rests));
  const auto likelihood = [&](double log_a, double log_b) {
    const double a = maths::exp(log_a), b = maths::exp(log_b);
    return (a - 1) * mean_log + (b - 1) * mean_log_rest - maths::log_beta(a, b);
  };
  const double low = maths::log(kShapeMin), high = maths::log(kShapeMax);
  const auto best_b = [&](double log_a) {
    return highest(low, high, 50, [&](double log_b) { return likelihood(log_a, log_b); });
  };
  const double log_a =
      highest(low, high, 50, [&](double at) { return likelihood(at, best_b(at)); });
  const double log_b = best_b(log_a);
  if (std::min(log_a, log_b) - low < 1e-6 || high - std::max(log_a, log_b) < 1e-6)
    return std::nullopt;
  return Fitted{{.family = Family::beta, .a = maths::exp(log_a), .b = maths::exp(log_b)},
                2,
                n * likelihood(log_a, log_b)};
}

/// Location and squared scale of a t with df degrees of freedom.
struct Spread {
  double location;
  double variance;
};
Spread em_spread(const std::vector<double>& values, double df, Spread at) {
  constexpr int kStepsMax = 200;
  for (int step = 0; step < kStepsMax; ++step) {
    double weights = 0, sum = 0, squares = 0;
    for (const double value : values) {
      const double off = value - at.location;
      const double weight = (df + 1) / (df + off * off / at.variance);
      weights += weight;
      sum += weight * off;
      squares += weight * off * off;
    }
    const double shift = sum / weights;
    // Divided by the weights rather than by n: the same maximum, sooner (Kent, Tyler & Vardi 1994).
    const double variance = (squares - sum * shift) / weights;
    const bool is_done = std::fabs(shift) <= 1e-7 * std::sqrt(variance) &&
                         std::fabs(variance - at.variance) <= 1e-7 * variance;
    at = {at.location + shift, variance};
    if (is_done || !(variance > 0)) break;
  }
  return at;
}

std::optional<Fitted> fit_student(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = mean_of(values);
  const auto likelihood = [&](double df, const Spread& at) {
    if (!(at.variance > 0)) return -1e300;
    double sum = 0;
    for (const double value : values) {
      const double off = value - at.location;
      sum += maths::log1p(off * off / (at.variance * df));
    }
    return n * (-maths::log_beta(0.5 * df, 0.5) - 0.5 * maths::log(df * at.variance)) -
           0.5 * (df + 1) * sum;
  };
  Spread found{mean, mean_square(values, mean)};  // each search begins where the last one ended
  const double log_df =
      highest(maths::log(kDegreesMin), maths::log(kDegreesMax), 18, [&](double at) {
        const double df = maths::exp(at);
        found = em_spread(values, df, found);
        return likelihood(df, found);
      });
  const double df = maths::exp(log_df);
  found = em_spread(values, df, found);
  if (!(found.variance > 0)) return std::nullopt;
  return Fitted{
      {.family = Family::student_t, .a = found.location, .b = std::sqrt(found.variance), .c = df},
      3,
      likelihood(df, found)};
}

/// By the profile of the shape: scale^shape is the mean of x^shape.
std::optional<Fitted> fit_weibull(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const std::vector<double> logs = logs_of(values);
  const double mean_log = mean_of(logs), most = *std::max_element(logs.begin(), logs.end());
  const auto log_mean_power = [&](double shape) {
    double sum = 0;
    for (const double log : logs) sum += maths::exp(shape * (log - most));
    return shape * most + maths::log(sum / n);
  };
  const auto profile = [&](double log_shape) {
    const double shape = maths::exp(log_shape);
    return log_shape - log_mean_power(shape) + (shape - 1) * mean_log - 1;
  };
  const double low = maths::log(0.1), high = maths::log(1000.0);
  const double best = highest(low, high, 45, profile), shape = maths::exp(best);
  if (best - low < 1e-6 || high - best < 1e-6) return std::nullopt;
  return Fitted{
      {.family = Family::weibull, .a = shape, .b = maths::exp(log_mean_power(shape) / shape)},
      2,
      n * profile(best)};
}

/// By the profile of the scale s: e^(-mode / s) is the mean of e^(-x / s).
Fitted fit_gumbel(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = mean_of(values), sd = std::sqrt(mean_square(values, mean));
  const double least = *std::min_element(values.begin(), values.end());
  const auto mode_at = [&](double scale) {
    double sum = 0;
    for (const double value : values) sum += maths::exp((least - value) / scale);
    return least - scale * maths::log(sum / n);
  };
  const auto profile = [&](double log_scale) {
    const double scale = maths::exp(log_scale);
    return -log_scale - (mean - mode_at(scale)) / scale - 1;
  };
  const double middle = maths::log(sd);
  const double best = highest(middle - 5, middle + 2, 45, profile), scale = maths::exp(best);
  return {{.family = Family::gumbel, .a = mode_at(scale), .b = scale}, 2, n * profile(best)};
}

/// ln(2 cosh(z / 2)) lies below the parabola that touches it, of curvature tanh(z / 2) / (2 z): its
/// maximum is a weighted mean and a weighted square, and each step climbs.
Fitted fit_logistic(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  double mean = mean_of(values);
  double scale = 0.55 * std::sqrt(mean_square(values, mean));
  constexpr int kStepsMax = 300;
  for (int step = 0; step < kStepsMax; ++step) {
    double weights = 0, sum = 0, squares = 0;
    for (const double value : values) {
      const double off = value - mean, size = std::fabs(off) / scale;
      const double away = maths::exp(-size);
      const double weight = size < 1e-6 ? 0.5 : (1 - away) / (1 + away) / size;
      weights += weight;
      sum += weight * off;
      squares += weight * off * off;
    }
    const double shift = sum / weights;
    const double next = std::sqrt((squares - sum * shift) / n);
    const bool is_done = std::fabs(shift) <= 1e-7 * next && std::fabs(next - scale) <= 1e-7 * next;
    mean += shift;
    scale = next;
    if (is_done) break;
  }
  double likelihood = -n * maths::log(scale);
  for (const double value : values) {
    const double size = std::fabs(value - mean) / scale;
    likelihood -= size + 2 * maths::log1p(maths::exp(-size));
  }
  return {{.family = Family::logistic, .a = mean, .b = scale}, 2, likelihood};
}

std::optional<Fitted> fit_pareto(const std::vector<double>& values, double least) {
  const auto n = static_cast<double>(values.size());
  const double mean_log = mean_of(logs_of(values)), log_least = maths::log(least);
  const double shape = 1 / (mean_log - log_least);
  if (!(shape >= 0.1 && shape <= 1000)) return std::nullopt;
  return Fitted{{.family = Family::pareto, .a = least, .b = shape},
                2,
                n * (maths::log(shape) + shape * log_least - (shape + 1) * mean_log)};
}

/// How often each count occurs, by count.
std::map<double, double> occurrences(const std::vector<double>& values) {
  std::map<double, double> found;
  for (const double value : values) ++found[value];
  return found;
}

std::optional<Fitted> fit_poisson(const std::vector<double>& values) {
  const double mean = mean_of(values), n = static_cast<double>(values.size());
  if (mean > kPoissonMeanMax) return std::nullopt;
  double likelihood = n * mean * (maths::log(mean) - 1);
  for (const auto& [value, times] : occurrences(values))
    likelihood -= times * maths::log_gamma(value + 1);
  return Fitted{{.family = Family::poisson, .a = mean}, 1, likelihood};
}

/// Of n trials, p at its best: mean / n. Where the counts vary as much as a Poisson's, the more
/// trials the likelier.
std::optional<Fitted> fit_binomial(const std::vector<double>& values) {
  const double mean = mean_of(values), count = static_cast<double>(values.size());
  if (mean_square(values, mean) >= mean) return std::nullopt;
  const std::map<double, double> found = occurrences(values);
  const auto likelihood = [&](double trials) {
    const double p = mean / trials;
    double sum = count * (mean * maths::log(p) + (trials - mean) * maths::log1p(-p));
    for (const auto& [value, times] : found)
      sum += times * (maths::log_gamma(trials + 1) - maths::log_gamma(value + 1) -
                      maths::log_gamma(trials - value + 1));
    return sum;
  };
  // The profile rises and then falls (Levin & Reeds 1977, not checked). Far out it is too flat to
  // tell neighbours apart, so its end is looked for by doubling.
  double low = found.rbegin()->first, high = 2 * low;
  while (high < kTrialsMax && likelihood(high) < likelihood(2 * high)) high *= 2;
  high = std::min(2 * high, kTrialsMax);
  while (low < high) {
    const double middle = std::floor(0.5 * (low + high));
    if (likelihood(middle) < likelihood(middle + 1)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low > 0.5 * kTrialsMax) return std::nullopt;
  return Fitted{{.family = Family::binomial, .a = low, .b = mean / low}, 2, likelihood(low)};
}

}  // namespace

const std::vector<Family>& fitted_families() {
  static const std::vector<Family> all = {
      Family::normal,  Family::student_t,   Family::logistic,    Family::gumbel,  Family::lognormal,
      Family::gamma,   Family::weibull,     Family::exponential, Family::pareto,  Family::beta,
      Family::uniform, Family::log_uniform, Family::poisson,     Family::binomial};
  return all;
}

const char* cannot_have_drawn(Family family, const std::vector<double>& values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  switch (family) {
    case Family::lognormal:
    case Family::gamma:
    case Family::weibull:
    case Family::pareto:
    case Family::log_uniform:
      return *low > 0 ? nullptr : noted("it has values above 0 only");
    case Family::exponential:
      return *low >= 0 ? nullptr : noted("it has no values below 0");
    case Family::beta:
      return *low > 0 && *high < 1 ? nullptr : noted("it has values between 0 and 1 only");
    case Family::poisson:
    case Family::binomial: {
      const bool are_counts = *low >= 0 && std::all_of(values.begin(), values.end(),
                                                       [](double x) { return x == std::floor(x); });
      if (!are_counts) return noted("it has whole numbers from 0 on only");
      return *high <= kTrialsMax ? nullptr : noted("a scenario takes no counts that large");
    }
    default:
      return nullptr;
  }
}

std::optional<Fitted> maximum_likelihood(Family family, const std::vector<double>& values) {
  EXPECTS(values.size() >= 2 && cannot_have_drawn(family, values) == nullptr);
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  EXPECTS(*low < *high);
  const auto n = static_cast<double>(values.size());
  switch (family) {
    case Family::normal:
      return fit_normal(family, values);
    case Family::lognormal:
      return fit_lognormal(values);
    case Family::exponential: {
      const double mean = mean_of(values);
      return Fitted{{.family = family, .a = mean}, 1, -n * (maths::log(mean) + 1)};
    }
    case Family::uniform:
      return Fitted{{.family = family, .a = *low, .b = *high}, 2, -n * maths::log(*high - *low)};
    case Family::log_uniform:
      return Fitted{{.family = family, .a = *low, .b = *high},
                    2,
                    -n * (maths::log(maths::log(*high / *low)) + mean_of(logs_of(values)))};
    case Family::pareto:
      return fit_pareto(values, *low);
    case Family::weibull:
      return fit_weibull(values);
    case Family::gumbel:
      return fit_gumbel(values);
    case Family::logistic:
      return fit_logistic(values);
    case Family::gamma:
      return fit_gamma(values);
    case Family::beta:
      return fit_beta(values);
    case Family::student_t:
      return fit_student(values);
    case Family::poisson:
      return fit_poisson(values);
    case Family::binomial:
      return fit_binomial(values);
    default:
      EXPECTS(false);
  }
  return std::nullopt;
}

double aicc(const Fitted& fitted, std::size_t count) {
  const double k = fitted.parameters, n = static_cast<double>(count);
  EXPECTS(n > k + 1);
  return -2 * fitted.log_likelihood + 2 * k + 2 * k * (k + 1) / (n - k - 1);
}

}  // namespace landfall::random
