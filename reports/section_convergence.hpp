// Whether the mean npv has settled: what the first so many paths said of it.
#pragma once

#include <vector>

#include "reports/sections.hpp"

namespace landfall::reports {

/// The running mean with its interval, and half the interval's width, by number of paths. None
/// where fewer than three points have a mean with an error.
std::vector<Section> convergence_sections(const simulate::Result& result,
                                          const std::string& prefix);

/// The points behind both, with notes; no rows where there are no sections.
simulate::Table convergence_table(const simulate::Result& result);

/// Half of the 95 % interval of a mean: of groups of paths Student's t has a say in it.
double half_width(const summary::Estimate& mean, summary::Grouping grouping);

}  // namespace landfall::reports
