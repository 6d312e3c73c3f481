// Units that the program gives to numbers, in the language of their reader.
#pragma once

#include <string>

namespace landfall {

/// "mois" for months, "kg par an" for "kg a year". What else is in a unit stays: a currency, a
/// scenario's own unit of goods.
std::string unit_in_words(const std::string& unit);

}  // namespace landfall
