// What `landfall timing` found: how much the best rule for an entry would earn.
#pragma once

#include <string>

#include "reports/style.hpp"
#include "study/entry_timing.hpp"

namespace landfall::reports {

/// The rule, one date for all, the best rule and hindsight side by side; then the dates tried.
std::string timing_text(const study::Timing& timing, const TextStyle& style);

/// The same with all digits; docs/json.md describes it. Ends in a newline.
std::string timing_json(const study::Timing& timing);

}  // namespace landfall::reports
