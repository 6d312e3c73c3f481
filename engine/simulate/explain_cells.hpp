// Cells and figures of explanations.
#pragma once

#include <string>
#include <vector>

#include "simulate/result.hpp"

namespace landfall::simulate {

Table::Cell text(std::string value);
Table::Cell figure(double value, int decimals);

/// Five significant digits, as plain text with its thousands apart, as the language has it.
std::string rounded(double value);

/// "25 %" of 0.25.
std::string percent(double share);

/// "one, two, three".
std::string by_commas(const std::vector<std::string>& parts);
/// "one; two; three".
std::string by_semicolons(const std::vector<std::string>& parts);

}  // namespace landfall::simulate
