// How a compiled scenario describes its events. Plain data.
#pragma once

#include <cstdint>

namespace landfall::simulate {

/// When an event comes and how long it stays. Slots are rows (series_plan.hpp).
struct EventStep {
  std::uint64_t key;  ///< of the outcome: whether it comes
  const std::uint32_t* directions;
  int at_period;    ///< of a dated one; negative: it comes by chance in every period but the first
  int probability;  ///< row: of a dated one
  bool sure;
  int states;        ///< rows of rates and chances: one, or one for each regime
  const int* rates;  ///< [states]: arrivals a year
  int regime;        ///< tile of the regimes; negative: none
  int chances;       ///< `states` rows: of coming in a period, once a path; of a dated one, at all
  int months;        ///< row; negative: for good
  int length;        ///< row: in periods, once a path
  int left;          ///< row: periods it still lasts
  int share;         ///< tile: part of each period in which it is there
};

/// What an event does to a number: multiply it or add to it; the other row is negative.
struct EffectStep {
  int share, factor, add;
};

/// A number that events act on.
struct HitStep {
  const EffectStep* effects;
  int count;
  bool adds;
};

}  // namespace landfall::simulate
