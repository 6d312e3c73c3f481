// What numbers of a file may be.
#pragma once

#include <string>

namespace landfall::scenario {

/// No number of a scenario may be larger: beyond it sums lose their cents.
inline constexpr double kNumberMax = 1e15;

/// Values a number may take, on every path.
struct Range {
  double low = -kNumberMax, high = kNumberMax;
  bool low_open = false;
  bool is_share() const { return low == 0 && high == 1; }
};
Range any();
Range at_least(double low);
Range above(double low);
Range within(double low, double high);

/// "must lie between 0 and 1", "must be above 0".
std::string in_words(const Range& range);

}  // namespace landfall::scenario
