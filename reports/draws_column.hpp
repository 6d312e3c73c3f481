// A column of a file of draws.
#pragma once

#include <string>

namespace landfall::reports {

struct DrawsColumn {
  std::string name;  ///< "market.MA.tariff.ad_valorem", "npv"
  std::string unit;  ///< "EUR/kg", "months"; may be empty
  bool may_be_absent = false;
};

/// Whether a path has the value: what is never reached is no finite number.
inline bool is_there(double value) {
  return value - value == 0;
}

}  // namespace landfall::reports
