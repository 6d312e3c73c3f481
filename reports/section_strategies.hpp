// Strategies by hindsight: what each costs against the best on each path, and which of two is
// better how often.
#pragma once

#include <vector>

#include "reports/sections.hpp"

namespace landfall::reports {

/// Expected regret in npv with the chance of being the best, then pair by pair how often one has
/// the higher npv. Of more than four ways the one with the highest mean against each other.
std::vector<Section> hindsight_sections(const simulate::Comparison& comparison);

}  // namespace landfall::reports
