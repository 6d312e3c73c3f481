// What a scenario's channels mean, at central values.
#pragma once

#include <vector>

#include "scenario/central.hpp"
#include "simulate/result.hpp"

namespace landfall::simulate {

/// A table for each kind of channel that the scenario has.
std::vector<Table> channel_tables(const scenario::Scenario& scenario);

/// The chance of winning a tender at central values, against the price of the ladder.
double central_win_chance(const scenario::Scenario& scenario, const scenario::Tender& tender,
                          const scenario::CentralLadder& ladder, const std::string& invoice);

/// A sentence on how tenders are won, against the price of a ladder in the currency `invoice`.
std::string winning(const scenario::Scenario& scenario, const scenario::Tender& tender,
                    const scenario::CentralLadder& ladder, const std::string& invoice);

}  // namespace landfall::simulate
