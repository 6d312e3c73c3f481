#include "maths/gamma.hpp"

#include <cmath>

#include "base/contract.hpp"
#include "maths/beta.hpp"
#include "maths/exp.hpp"
#include "maths/log.hpp"
#include "maths/log1p.hpp"
#include "maths/stirling.hpp"

namespace landfall::maths {
namespace {

/// 1 + x/(a+1) + x^2/((a+1)(a+2)) + ...: a P(a, x) / power. All terms are positive.
double series(double a, double x) {
  double term = 1, sum = 1;
  for (double n = a + 1; term > 1e-17 * sum; ++n) {
    term *= x / n;
    sum += term;
  }
  return sum;
}

/// Q(a, x) / power by the modified Lentz method; fast for x > a + 1. Source: Press et al. (2007),
/// Numerical Recipes, 3rd ed., section 6.2 (not checked).
double continued_fraction(double a, double x) {
  constexpr double tiny = 1e-300;
  constexpr int kStepsMax = 100'000;
  const auto away_from_zero = [](double value) { return std::fabs(value) < tiny ? tiny : value; };
  double b = x + 1 - a;
  double c = 1 / tiny;
  double d = 1 / away_from_zero(b);
  double fraction = d;
  for (int i = 1; i <= kStepsMax; ++i) {
    const double numerator = -i * (i - a);
    b += 2;
    d = 1 / away_from_zero(numerator * d + b);
    c = away_from_zero(b + numerator / c);
    const double factor = d * c;
    fraction *= factor;
    if (std::fabs(factor - 1) < 3e-16) break;
  }
  return fraction;
}

}  // namespace

double log1p_minus(double x) {
  EXPECTS(x > -1);
  if (x < -0.6 || x > 1.5) return log1p(x) - x;
  const double s = x / (2 + x);
  const double z = s * s;
  double sum = 0, power = 1;  // of 1/3 + z/5 + z^2/7 + ...
  for (int k = 3; power > 1e-18; k += 2) {
    sum += power / k;
    power *= z;
  }
  return s * (2 * z * sum - x);
}

GammaShape gamma_shape(double a) {
  return {a, log_gamma(a)};
}

double gamma_power(const GammaShape& shape, double x) {
  EXPECTS(x >= 0);
  const double a = shape.a;
  if (x == 0) return 0;
  if (a < kStirlingFrom) return exp(a * log(x) - x - shape.log_gamma);
  // For large a the power nearly cancels Gamma(a): take it relative to its peak at x = a.
  const double relative = (x - a) / a;
  const double rest = relative < -0.6 ? log(x / a) - relative : log1p_minus(relative);
  return std::sqrt(a) * exp(a * rest - stirling_correction(a) - kHalfLogTwoPi);
}

GammaTails incomplete_gamma(const GammaShape& shape, double x) {
  EXPECTS(x >= 0);
  const double a = shape.a;
  if (x == 0) return {0, 1, 0};
  const double power = gamma_power(shape, x);
  if (x < (a < 0.5 ? 0.3 : a + 1)) {
    const double lower = power / a * series(a, x);
    return {lower, 1 - lower, power};
  }
  const double upper = power > 0 ? power * continued_fraction(a, x) : 0;
  return {1 - upper, upper, power};
}

}  // namespace landfall::maths
