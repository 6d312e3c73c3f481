// Cells of the tables that explain and replay, and figures within sentences.
#pragma once

#include <string>

#include "simulate/result.hpp"

namespace landfall::simulate {

Table::Cell text(std::string value);
Table::Cell figure(double value, int decimals);

/// Five significant digits, as plain text with its thousands apart.
std::string rounded(double value);

/// "12.5 %" of a share of 0.125.
std::string percent(double share);

/// "3.0455 % a year effective" of a continuous rate of 0.03.
std::string yearly(double rate);

}  // namespace landfall::simulate
