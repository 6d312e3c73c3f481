// Made-up results for the tests of reports: plausible numbers in every field, none of them
// computed.
#pragma once

#include <string>

#include "simulate/result.hpp"

namespace landfall::test {

/// A metric about normal with this mean and deviation, at 100 000 paths.
summary::MetricSummary normal_metric(const std::string& name, const std::string& unit, double mean,
                                     double sd);

/// Five years of canned sardines in three markets.
simulate::Result sardines();

inline simulate::Table::Cell text_cell(const std::string& text) {
  return {text, 0, false, 2};
}
inline simulate::Table::Cell number_cell(double number, int decimals) {
  return {"", number, true, decimals};
}

simulate::Explanation sardines_explained();

/// Three months with twelve columns: wider than 80 columns.
simulate::Trace sardines_traced();

}  // namespace landfall::test
