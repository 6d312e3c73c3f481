#include "maths/beta.hpp"

#include <cmath>

#include "base/contract.hpp"
#include "maths/exp.hpp"
#include "maths/log.hpp"
#include "maths/log1p.hpp"
#include "maths/stirling.hpp"

namespace landfall::maths {
namespace {

/// The continued fraction of I_x(a, b) by the modified Lentz method; fast for x < (a + 1) / (a + b
/// + 2). Source: Press et al. (2007), Numerical Recipes, 3rd ed., section 6.4 (not checked); the
/// fraction is 8.17.22 of the NIST Digital Library of Mathematical Functions.
double continued_fraction(double a, double b, double x) {
  constexpr double tiny = 1e-300;
  constexpr int kStepsMax = 100'000;
  const auto away_from_zero = [](double value) { return std::fabs(value) < tiny ? tiny : value; };
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double fraction = d;
  for (int m = 1; m <= kStepsMax; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    fraction *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    const double factor = d * c;
    fraction *= factor;
    if (std::fabs(factor - 1) < 3e-16) break;
  }
  return fraction;
}

/// log(x (a + b) / a), with `offset` = (a + b) x - a: near the mean by what x differs from it.
double log_relative(double x, double a, double b, double offset) {
  const double relative = offset / a;
  return std::fabs(relative) < 0.5 ? log1p(relative) : log(x * ((a + b) / a));
}

}  // namespace

double log_gamma(double x) {
  EXPECTS(x > 0);
  double product = 1;  // Gamma(x + n) / Gamma(x)
  for (; x < kStirlingFrom; ++x) product *= x;
  return (x - 0.5) * log(x) - x + kHalfLogTwoPi + stirling_correction(x) - log(product);
}

double log_beta(double a, double b) {
  EXPECTS(a > 0 && b > 0);
  double ratio = 1;  // B(a, b) / B(a + n, b + m)
  for (; a < kStirlingFrom; ++a) ratio *= (a + b) / a;
  for (; b < kStirlingFrom; ++b) ratio *= (a + b) / b;
  const double correction =
      stirling_correction(a) + stirling_correction(b) - stirling_correction(a + b);
  return kHalfLogTwoPi + correction - 0.5 * log(b) - (a - 0.5) * log1p(b / a) - b * log1p(a / b) +
         log(ratio);
}

BetaShape beta_shape(double a, double b) {
  return {a, b, log_beta(a, b)};
}

double beta_power(const BetaShape& shape, double x, double y) {
  EXPECTS(x >= 0 && y >= 0);
  const auto [a, b, log_of_beta] = shape;
  if (x == 0 || y == 0) return 0;
  if (a < kStirlingFrom || b < kStirlingFrom) {
    const double log_x = x < y ? log(x) : log1p(-y);
    const double log_y = x < y ? log1p(-x) : log(y);
    return exp(a * log_x + b * log_y - log_of_beta);
  }
  // For large a and b the powers nearly cancel B(a, b): take both relative to the mean a / (a + b).
  const double offset = x < y ? a - (a + b) * x : (a + b) * y - b;
  const double correction =
      stirling_correction(a + b) - stirling_correction(a) - stirling_correction(b);
  const double exponent =
      a * log_relative(x, a, b, -offset) + b * log_relative(y, b, a, offset) + correction;
  return std::sqrt(a * (b / (a + b))) * exp(exponent - kHalfLogTwoPi);
}

BetaTails incomplete_beta(const BetaShape& shape, double x, double y) {
  EXPECTS(x >= 0 && x <= 1 && y >= 0 && y <= 1);
  const auto [a, b, log_of_beta] = shape;
  if (x == 0) return {0, 1, 0};
  if (y == 0) return {1, 0, 0};
  const double power = beta_power(shape, x, y);
  if (x * (a + b + 2) < a + 1) {
    const double lower = power * continued_fraction(a, b, x) / a;
    return {lower, 1 - lower, power};
  }
  const double upper = power * continued_fraction(b, a, y) / b;
  return {1 - upper, upper, power};
}

}  // namespace landfall::maths
