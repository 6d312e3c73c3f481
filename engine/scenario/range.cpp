#include "scenario/range.hpp"

#include "base/text.hpp"

namespace landfall::scenario {

Range any() {
  return {};
}
Range at_least(double low) {
  return {.low = low};
}
Range above(double low) {
  return {.low = low, .low_open = true};
}
Range within(double low, double high) {
  return {.low = low, .high = high};
}

std::string in_words(const Range& range) {
  if (range.low > -kNumberMax && range.high < kNumberMax)
    return range.low_open
               ? "must be above " + shortest(range.low) + " and at most " + shortest(range.high)
               : "must lie between " + shortest(range.low) + " and " + shortest(range.high);
  if (range.low > -kNumberMax)
    return std::string("must be ") + (range.low_open ? "above " : "at least ") +
           shortest(range.low);
  return "must lie between -1e15 and 1e15";
}

}  // namespace landfall::scenario
