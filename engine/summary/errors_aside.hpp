// How many errors an interval reaches to either side.
#pragma once

#include "summary/results.hpp"

namespace landfall::summary {

/// At a confidence in (0, 1). Independent paths have a normal quantile. Errors between groups of
/// paths, of which there are kGroups, have Student's t with kGroups - 1 degrees of freedom (2.13 at
/// 95 %).
double interval_errors(double confidence, Grouping grouping);

}  // namespace landfall::summary
