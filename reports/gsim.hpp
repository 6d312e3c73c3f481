// What `landfall gsim` found, for people and for programs.
#pragma once

#include <string>

#include "model/gsim.hpp"
#include "reports/style.hpp"

namespace landfall::reports {

/// A problem and its solution; `unit` is that of the flows, `source` where they come from.
struct GsimReport {
  std::string file, sha256, name, unit, source;
  model::GsimProblem problem;
  model::GsimResult result;
};

/// Tables of prices, flows and welfare.
std::string gsim_text(const GsimReport& report, const TextStyle& style);

/// The same with all digits; docs/json.md describes it. Ends in a newline.
std::string gsim_json(const GsimReport& report, const std::string& version);

}  // namespace landfall::reports
