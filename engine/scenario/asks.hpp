// What several tables ask of their numbers.
#pragma once

#include "scenario/field.hpp"

namespace landfall::scenario {

inline Ask share(double fallback, bool repeated = false) {
  return {.unit = "share", .range = within(0, 1), .fallback = fallback, .repeated = repeated};
}

/// A rate of at least 0, which may be above 1; a mean beyond `suspicious_above` is warned about.
inline Ask rate(const std::string& what, double suspicious_above,
                std::optional<double> fallback = 0) {
  return {.unit = "rate",
          .range = at_least(0),
          .fallback = fallback,
          .suspicious_above = suspicious_above,
          .suspicion = what + " looks a hundred times too large"};
}

}  // namespace landfall::scenario
