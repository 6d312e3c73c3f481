// How far a double lies from the truth, in units of its last place.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace landfall::test {

/// |value - exact| in units of the last place that a double next to `exact` has. `exact` carries
/// more digits than a double (64 bits of mantissa on x86-64), so it costs at most 0.001 of the
/// answer.
inline double ulps(double value, long double exact) {
  const double nearest = static_cast<double>(exact);
  if (value == nearest && !std::isfinite(value)) return 0;
  const double place = std::max(std::fabs(nearest), std::numeric_limits<double>::min());
  const double unit = std::nextafter(place, std::numeric_limits<double>::infinity()) - place;
  return static_cast<double>(std::fabs(value - exact) / unit);
}

}  // namespace landfall::test
