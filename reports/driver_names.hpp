// What the numbers of a scenario are called where a reader meets them: by their address.
#pragma once

#include <string>

#include "simulate/result.hpp"

namespace landfall::reports {

/// "Demand in Morocco" for market.MA.demand.units_per_year; the address itself where nothing else
/// is known of it.
std::string driver_name(const simulate::DriverOfResult& driver,
                        const simulate::Provenance& provenance);

}  // namespace landfall::reports
