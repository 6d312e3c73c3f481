// Small charts in characters: a histogram and a fan of strips, each on an axis with round numbers.
#pragma once

#include <string>
#include <vector>

#include "reports/figure.hpp"
#include "summary/results.hpp"

namespace landfall::reports {

/// A chart as lines of at most `width` columns. The last two are its axis and the axis's numbers.
using Panel = std::vector<std::string>;

/// Bars `height` lines high, below them the strip of P5, P25, P50, P75, P95. Empty where there is
/// nothing to draw: fewer than two bars, or a range beyond what doubles can divide.
Panel histogram_panel(const summary::MetricSummary& metric, const Scale& scale, int width,
                      int height, const TextStyle& style);

/// Where the axis of a fan begins: at zero or below, or at the lowest value.
enum class AxisFrom { zero, lowest };

/// A strip a line, its label in front; all on one axis.
struct Strip {
  std::string label;
  std::vector<summary::Percentile> percentiles;
};
Panel fan_panel(const std::vector<Strip>& strips, const Scale& scale, int width,
                const TextStyle& style, AxisFrom from = AxisFrom::zero);

/// What the signs of a strip mean.
std::string strip_legend(const TextStyle& style);

}  // namespace landfall::reports
