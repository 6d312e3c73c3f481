#include "summary/bars.hpp"

#include <cmath>

#include "base/contract.hpp"
#include "summary/quantile.hpp"

namespace landfall::summary {
namespace {

constexpr int kMostBars = 40;
constexpr double kTrimmedPercent = 0.5;  // at either end

// 10^exponent for exponent >= 0: exact up to 22.
double power_of_ten(int exponent) {
  double power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

// A step of `digits` * 10^exponent. Its multiples are rounded once, so that 3 * 0.1 prints as 0.3.
struct Step {
  double digits;
  int exponent;

  double times(double count) const {
    const double whole = count * digits;
    return exponent < 0 ? whole / power_of_ten(-exponent) : whole * power_of_ten(exponent);
  }
};

// The smallest round step that is not below `width`, for 1e-280 < width < 1e300.
Step round_step(double width) {
  int exponent = 0;  // of the last power of ten that is at most the width
  while (Step{1, exponent}.times(1) > width) --exponent;
  while (Step{1, exponent + 1}.times(1) <= width) ++exponent;
  for (const double digits : {10.0, 20.0, 25.0, 50.0})
    if (const Step step{digits, exponent - 1}; step.times(1) >= width) return step;
  return {10, exponent};
}

}  // namespace

template <class Ordered>
std::vector<Bar> round_bars(const Ordered& ordered, std::uint64_t present) {
  EXPECTS(present <= ordered.size());
  if (present == 0) return {};
  double low = quantile(ordered, present, kTrimmedPercent);
  double high = quantile(ordered, present, 100 - kTrimmedPercent);
  if (low == high) {
    low = ordered.low_at(0);
    high = ordered.high_at(present - 1);
  }
  // Numbers too large, too small or too close together for round edges between them.
  const double width = (high - low) / kMostBars;
  const bool can_divide =
      width > 1e-280 && width < 1e300 && width > 1e-12 * std::fmax(std::fabs(low), std::fabs(high));
  if (!can_divide) return {{.low = low, .high = high, .paths = present}};

  const Step step = round_step(width);
  const double first = std::floor(low / step.times(1)), end = std::ceil(high / step.times(1));
  const int count = static_cast<int>(end - first);
  std::vector<Bar> bars;
  std::uint64_t counted = 0;
  for (int i = 0; i < count; ++i) {
    const double edge = step.times(first + i + 1);
    const std::uint64_t below = i + 1 == count ? present : ordered.count_below(edge);
    bars.push_back(
        {.low = step.times(first + i) + 0.0, .high = edge + 0.0, .paths = below - counted});
    counted = below;
  }
  return bars;
}

template std::vector<Bar> round_bars(const KeptValues&, std::uint64_t);
template std::vector<Bar> round_bars(const OrderedCells&, std::uint64_t);

}  // namespace landfall::summary
