// Parts of an explanation that have a file of their own, and words that they share.
#pragma once

#include <string>
#include <vector>

#include "scenario/scenario.hpp"
#include "simulate/explain_cells.hpp"

namespace landfall::simulate {

struct DrawnValues;

/// "3.0455 % a year effective" of a continuous rate of 0.03.
std::string yearly(double rate);

/// What the firm sells, and which markets have terms of their own (explain_products.cpp).
std::vector<std::string> products_in_words(const scenario::Scenario& scenario);

/// What will or may happen to a market's duties, a sentence each (explain_tariff.cpp).
std::vector<std::string> duties_in_words(const scenario::Scenario& scenario,
                                         const scenario::Market& market);

/// The firm's own money, and what a market says about it, a sentence each (explain_firm.cpp).
std::vector<std::string> firm_in_words(const scenario::Scenario& scenario);
std::vector<std::string> own_money_in_words(const scenario::Scenario& scenario,
                                            const scenario::Market& market);

/// The way of a unit from the works to the shelf (explain_ladder.cpp).
Table ladder_table(const scenario::Scenario& scenario, const scenario::Market& market,
                   const scenario::Channel& channel, const DrawnValues& drawn);

}  // namespace landfall::simulate
