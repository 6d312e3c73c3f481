// The quantile of a law at a normal score, found in the tail's logarithm: what tables are made of.
#pragma once

#include <algorithm>
#include <cmath>

#include "maths/exp.hpp"
#include "maths/log.hpp"
#include "maths/normal_cdf.hpp"

namespace landfall::random {

/// A law in its own variable w, in which the logarithm of a tail is concave and nearly linear.
struct Local {
  double lower;  ///< P(W <= w)
  double upper;  ///< P(W > w)
  double power;  ///< their derivative by w
  double slope;  ///< of log power by w
  double bend;   ///< derivative of slope
};

/// w at a score z, and its first two derivatives by z.
struct ScorePoint {
  double w = 0;
  double w1 = 0;
  double w2 = 0;
};

/// Moves `point`, a guess, to where the tail probability of `law` equals that of the score z, by
/// Halley's method on the tail's logarithm; the derivatives follow from dw/dz = phi(z) / power.
///
/// `law.at(w)` is Local, `law.slope(w)` its slope, `law.tolerance(local)` a step so small that
/// two terms of log power's series go on from there. False where a tail is too small for a double.
template <class Law>
bool solve(const Law& law, double z, ScorePoint& point) {
  const bool is_lower = z <= 0;
  const double log_tail = maths::log(maths::normal_cdf(is_lower ? z : -z));
  constexpr int kStepsMax = 200;
  for (int step = 0; step < kStepsMax; ++step) {
    const Local at = law.at(point.w);
    const double tail = is_lower ? at.lower : at.upper;
    if (!(at.power > 0) || !(tail > 0)) return false;
    // `bend` is the second derivative of log(tail) over the first.
    const double slope = is_lower ? at.power / tail : -at.power / tail;
    const double bend = at.slope - slope;
    const double newton = (log_tail - maths::log(tail)) / slope;
    const double move_max = 4 + std::fabs(point.w);
    const double move =
        std::clamp(newton / std::max(0.5, 1 + 0.5 * newton * bend), -move_max, move_max);
    point.w += move;
    if (std::fabs(move) <= law.tolerance(at)) {
      const double power_bend = at.slope * at.slope + at.bend;
      const double power = at.power * (1 + move * (at.slope + 0.5 * move * power_bend));
      point.w1 = 0.3989422804014327 * maths::exp(-0.5 * z * z) / power;
      point.w2 = point.w1 * (-z - law.slope(point.w) * point.w1);
      return true;
    }
  }
  return false;
}

/// Moves `point` by `step` to the score z, by its derivatives and then by `solve`.
template <class Law>
bool advance(const Law& law, double step, double z, ScorePoint& point) {
  point.w += step * (point.w1 + 0.5 * step * point.w2);
  return solve(law, z, point);
}

}  // namespace landfall::random
