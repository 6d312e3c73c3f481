// What `landfall fit` found in a column of data, for people and for programs.
#pragma once

#include <string>

#include "random/likelihood.hpp"
#include "reports/style.hpp"

namespace landfall::reports {

/// A column and the families fitted to it.
struct FitReport {
  std::string file, column, sha256;
  random::DataFit fit;
};

/// A table of the families, warnings, and the best three as lines for a scenario.
std::string fit_text(const FitReport& report, const TextStyle& style);

/// The same with all digits; docs/json.md describes it. Ends in a newline.
std::string fit_json(const FitReport& report, const std::string& version);

}  // namespace landfall::reports
