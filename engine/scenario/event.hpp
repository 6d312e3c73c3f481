// Events: what may befall a scenario for a while, on top of how its numbers move by themselves.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.hpp"

namespace landfall::scenario {

/// What an event acts on, by period.
struct EventTarget {
  enum class Kind { rate, demand, amount, duty };
  Kind kind = Kind::demand;
  std::string address;  ///< "fx.MAD", "market.MA.demand", "market.MA.tariff.ad_valorem"
  int number = -1;      ///< its NumberId; of demand, that of units_per_year
};

/// [event.NAME]; or [market.ID.payment.transfer_stop.NAME], which acts on nothing else. Numbers are
/// NumberIds; -1: not given.
struct Event {
  std::string name;
  std::string address;  ///< of its table
  std::vector<EventTarget> on;
  int factor = -1, add = -1;  ///< exactly one; of a stop none
  int rate = -1;              ///< arrivals a year
  int regime = -1;            ///< process whose regimes have `rates`, in the order of their names
  std::vector<int> rates;
  int at_period = -1;  ///< of a dated event: first period that starts on or after `at`
  std::string at;
  int probability = -1;
  int months = -1;  ///< -1: for good
};

}  // namespace landfall::scenario
