#include "simulate/leading_sums.hpp"

#include <array>
#include <cmath>

namespace landfall::simulate {

std::vector<LeadingStep> leading_steps(int periods) {
  static_assert(kLeading == 2);
  const auto n = static_cast<std::size_t>(periods);
  // Orthogonal polynomials of the number of periods left, r: r itself, then 1 - c r.
  std::vector<std::array<double, 2>> w(n);
  double r2 = 0, r1 = 0;
  for (int k = 0; k < periods; ++k) {
    const double r = periods - k;
    r1 += r;
    r2 += r * r;
  }
  double squares = 0;
  for (std::size_t k = 0; k < n; ++k) {
    const double r = static_cast<double>(n - k);
    w[k] = {r / std::sqrt(r2), n > 1 ? 1 - r1 / r2 * r : 0};
    squares += w[k][1] * w[k][1];
  }
  if (n > 1)
    for (auto& each : w) each[1] /= std::sqrt(squares);

  std::vector<LeadingStep> steps(n);
  double g00 = 0, g01 = 0, g11 = 0;
  for (std::size_t k = n; k-- > 0;) {
    const double a = w[k][0], b = w[k][1];
    g00 += a * a;
    g01 += a * b;
    g11 += b * b;
    const double determinant = g00 * g11 - g01 * g01;
    LeadingStep& step = steps[k];
    step.weight[0] = a;
    step.weight[1] = b;
    if (determinant > 1e-9 * g00 * g11) {
      step.given[0] = (g11 * a - g01 * b) / determinant;
      step.given[1] = (g00 * b - g01 * a) / determinant;
    } else {  // the last shock: both sums say the same
      step.given[0] = a / (a * a + b * b);
      step.given[1] = b / (a * a + b * b);
    }
    const double own = 1 - a * step.given[0] - b * step.given[1];
    step.own = own > 1e-12 ? std::sqrt(own) : 0;
  }
  return steps;
}

}  // namespace landfall::simulate
