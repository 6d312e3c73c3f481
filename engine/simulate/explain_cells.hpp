// Cells and figures of explanations.
#pragma once

#include <string>

#include "simulate/result.hpp"

namespace landfall::simulate {

Table::Cell text(std::string value);
Table::Cell figure(double value, int decimals);

/// Five significant digits, as plain text with its thousands apart.
std::string rounded(double value);

/// "25 %" of 0.25.
std::string percent(double share);

}  // namespace landfall::simulate
