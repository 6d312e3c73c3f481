// How the units of a market answer prices and duties.
#pragma once

#include <string>
#include <vector>

#include "scenario/tariff.hpp"

namespace landfall::scenario {

/// Another origin that a market buys from.
struct Rival {
  std::string name;
  NumberId share = -1;       ///< of the market at base (armington)
  NumberId flow = -1;        ///< imports at base (smart)
  NumberId price = -1;       ///< over its base (armington); -1: it stands still
  NumberId ad_valorem = -1;  ///< duty at base; -1: home supply
  std::vector<TariffChange> changes;
};

/// Absent: units do not answer.
struct Response {
  enum class Kind { elasticity, armington, smart };
  bool given = false;
  Kind kind = Kind::elasticity;
  NumberId elasticity = -1;       ///< of the market's demand, stored positive; smart: of imports
  NumberId reference_price = -1;  ///< not of smart
  NumberId substitution = -1;     ///< between origins
  std::vector<Rival> rivals;      ///< by name; home supply, if any, comes last
  NumberId base_flow = -1;        ///< of the firm's origin (smart)
  NumberId export_supply = -1;    ///< elasticity (smart); -1: infinite
};

}  // namespace landfall::scenario
