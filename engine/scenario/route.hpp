// The way of the goods to a market, and another one where the first is forbidden.
#pragma once

#include <string>
#include <vector>

#include "scenario/tariff.hpp"

namespace landfall::scenario {

struct Route {
  std::vector<std::string> via;              ///< where the usual route passes
  std::vector<std::string> forbids_transit;  ///< where goods for the market must not pass
  bool is_forbidden = false;                 ///< the usual route passes what is forbidden
  int since_period = 0;                      ///< first period of the rule
  NumberId freight = -1, carriage = -1, lead_time_days = -1;  ///< of the other; -1: the same
};

}  // namespace landfall::scenario
