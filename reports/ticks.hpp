// Round numbers on an axis.
#pragma once

#include <string>
#include <vector>

#include "reports/figure.hpp"

namespace landfall::reports {

struct Tick {
  double value = 0;
  std::string label;  ///< in units of the scale
};

/// Multiples of 1, 2 or 5 times a power of ten from `low` to `high`, at most `most` >= 1 of them.
/// Requires a range that is no rounding of its ends: far above 1e-9 of them.
std::vector<Tick> ticks(double low, double high, int most, const Scale& scale);

}  // namespace landfall::reports
