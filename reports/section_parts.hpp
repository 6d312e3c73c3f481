// What the makers of sections share.
#pragma once

#include <string>
#include <vector>

#include "reports/comparison_cells.hpp"
#include "reports/figure.hpp"
#include "reports/json_values.hpp"

namespace landfall::reports {

inline const TextStyle kPageText{.width = 100};

inline constexpr double kTwoSided = 1.96;  ///< standard errors on each side of a 95 % interval

/// An amount as a chart shows it, in units of the scale.
double in_scale(double value, const Scale& scale);

simulate::Table::Cell figure_cell(const Figure& figure);

/// Items of a list that have commas of their own: "one 3, half; two 4".
std::string enumerated(const std::vector<std::string>& items);

/// A row of a chart of bars: the value, its 95 % interval within `least` and `most`, and what is
/// written beside it. Null where a number is not finite.
Json bar_row(const std::string& label, const summary::Estimate& estimate, const Scale& scale,
             double least, double most, const std::string& written_beside);

}  // namespace landfall::reports
