// What drives the result, in words and in a table.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/figure.hpp"
#include "reports/style.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

inline constexpr std::size_t kShownDrivers = 12;

/// Whether there is anything to show.
bool has_drivers(const simulate::Result& result);

/// "“Demand in Morocco” moves the npv most: -310 ± 9 k EUR on average in its lowest tenth, 820 ± 20
/// in its highest."
std::string drivers_heading(const simulate::Result& result, const TextStyle& style);

/// The strongest ones: name, address, mean npv at either end, where those begin, rank correlation.
/// Notes say how many were tried, on how many paths, and how sure that is.
simulate::Table drivers_table(const simulate::Result& result, const TextStyle& style);

/// "What drives the npv most: Demand in Morocco (-310 to 820 k EUR), ...", for a terminal.
std::string drivers_sentence(const simulate::Result& result);

/// "value", "first_signs": the key of what is seen of an address.
const char* in_words(simulate::Seen seen);

}  // namespace landfall::reports
