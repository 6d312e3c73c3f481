// Which values take part in a summary: the finite ones; all others are absent.
#pragma once

#include <cmath>
#include <limits>

namespace landfall::summary {

inline bool is_present(double x) {
  return std::fabs(x) <= std::numeric_limits<double>::max();  // false for NaN too
}

/// x, or +infinity for anything absent, so that absent values sort last. Minus zero becomes zero.
inline double present_or_infinity(double x) {
  return is_present(x) ? x + 0.0 : std::numeric_limits<double>::infinity();
}

}  // namespace landfall::summary
