#include "maths/student_t.hpp"

#include <cmath>

#include "maths/exp.hpp"
#include "maths/log.hpp"
#include "maths/log1p.hpp"

namespace landfall::maths {
namespace {

constexpr double kIntegralFrom =
    100;  // degrees of freedom; the continued fraction loses digits there

/// P(T > t) / density at t, for t >= 0 and many degrees of freedom n:
///
///     integral over s > 0 of (1 + s (2 t + s) / (n + t^2))^(-(n + 1) / 2)
///
/// by the trapezoidal rule in v, s = unit e^(v - e^-v), whose error is below rounding (Takahasi &
/// Mori 1974, Publ. RIMS 9(3), 721-741, doi:10.2977/prims/1195192451, not checked). The unit is
/// about the length over which the integrand falls: 1 at t = 0, the inverse hazard further out.
double tail_over_density(double n, double t) {
  constexpr double step = 0.125, from = -3.75, to = 4;
  const double width = n + t * t;
  const double unit = width / (0.5 * n * t + std::sqrt(n * width));
  double sum = 0;
  for (double v = from; v <= to; v += step) {
    const double inner = exp(-v);
    const double s = unit * exp(v - inner);
    sum += s * (1 + inner) * exp(-0.5 * (n + 1) * log1p(s * ((2 * t + s) / width)));
  }
  return step * sum;
}

struct UpperTail {
  double tail;
  double density;
  double power;
};

/// Of t >= 0.
UpperTail upper_tail(const StudentShape& shape, double t) {
  const auto& [df, beta] = shape;
  const double root = std::sqrt(df);
  const double ratio = t / root;
  if (t < 1e-9) {  // the density is flat to t^2 there
    const double peak = exp(-beta.log_beta) / root;
    return {0.5 - t * peak, peak, t * peak};
  }
  if (ratio > 1e8) {
    const double tail = exp(-df * log(ratio) - beta.log_beta) / df;
    return {tail, df * tail / t, df * tail};
  }
  // x and y = 1 - x from whichever quotient is below 1, so that neither loses digits.
  const double below = ratio < 1 ? t * (t / df) : (df / t) / t;
  const double smaller = below / (1 + below), larger = 1 / (1 + below);
  const double x = ratio < 1 ? larger : smaller, y = ratio < 1 ? smaller : larger;
  if (df >= kIntegralFrom) {
    const double power = beta_power(beta, x, y);
    return {power / t * tail_over_density(df, t), power / t, power};
  }
  const BetaTails tails = incomplete_beta(beta, x, y);
  return {0.5 * tails.lower, tails.power / t, tails.power};
}

}  // namespace

StudentShape student_shape(double df) {
  return {df, beta_shape(0.5 * df, 0.5)};
}

StudentTails student_tails(const StudentShape& shape, double t) {
  const auto [tail, density, power] = upper_tail(shape, std::fabs(t));
  return t < 0 ? StudentTails{tail, 1 - tail, density, power}
               : StudentTails{1 - tail, tail, density, power};
}

}  // namespace landfall::maths
