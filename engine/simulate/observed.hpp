// What is noted of each path beside its outcomes: the numbers that may drive them.
#pragma once

#include <string>
#include <vector>

#include "simulate/slot.hpp"

namespace landfall::simulate {

/// What of the address is noted.
enum class Seen {
  value,         ///< what was drawn
  mean,          ///< of a process or of demand: the geometric mean of its periods
  in_force,      ///< of an event: how long within the years
  begins,        ///< of a change of duties; infinite where it does not within the years
  opens,         ///< of a market: after its start, or its entry; infinite likewise
  shuts,         ///< of a registration: when its renewal is first refused; infinite likewise
  signed_count,  ///< prospects that sign
  first_signs,   ///< after how long the first of them does; infinite where none does
  listed_count,  ///< chains that list the product within the years
  listed,        ///< by a tenderer: from when on it may bid; infinite where it may not
  bids,          ///< how many are made
  won            ///< contracts that tenders bring
};

/// A number of each path that is known once the path is. Infinite: later than the years.
struct Observed {
  std::string address;
  Seen seen = Seen::value;
  std::vector<Slot> rows;  ///< several: chains, or renewals
  double times = 1;        ///< what a row is multiplied by; its mean is of logarithms
  std::string unit;
};

}  // namespace landfall::simulate
