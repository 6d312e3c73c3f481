// How a compiled scenario describes its series: exchange rates, prices, demand. Plain data.
#pragma once

#include <cstdint>

#include "model/band.hpp"
#include "simulate/event_plan.hpp"
#include "simulate/slot.hpp"

namespace landfall::simulate {

enum class SeriesKind : int {
  constant,
  fixed,
  gbm,
  mean_reverting,
  jump_diffusion,
  regime,
  basket
};

/// The jumps of a jump-diffusion.
struct JumpStep {
  Slot per_year, mean, sd;  ///< how many; mean and sd of the logarithm of one
  std::uint64_t count_key;  ///< of the outcome: how many come in a period
  int size_shock;           ///< index of the ShockStep that gives the sum of their sizes
  Slot expected, none;      ///< how many a period, and the chance of none: once a path
};

/// Regimes that a series moves in.
struct RegimeStep {
  int states;
  const double* passes;  ///< [states][states - 1]: see model/regime.hpp
  const double* shares;  ///< [states - 1]: chances that it begins in the k-th at most
  int begins;            ///< the first one; negative: drawn
  std::uint64_t start_key, switch_key;  ///< of the value: where it begins; of the outcomes
  const std::uint32_t* start_directions;
  Slot now;                      ///< a tile: the regime of each period, from 0
  const Slot *drifts, *spreads;  ///< [states]: parameters
  Slot drift, volatility;        ///< `states` rows each: a period's worth of them, once a path
};

/// A currency of a basket.
struct BasketPart {
  double weight;
  Slot parity;
  const Slot* legs;  ///< logarithms of the rates that join it to the quoting currency
  const double* signs;
  int leg_count;
};

/// The basket that a rate is pegged to.
struct BasketStep {
  const BasketPart* parts;
  int part_count;
  Slot log_within;  ///< logarithm of the rate over its parity: a tile, or a row that stays
};

/// A value each period, kept as its logarithm and, where someone asks, as itself.
struct SeriesStep {
  SeriesKind kind;
  int shock;       ///< index of its ShockStep; negative without volatility
  Slot log_value;  ///< state: a tile, or a row that stays
  Slot log_seen;   ///< the same under the events that act on it; log_value itself without
  Slot value;      ///< kNone where only the logarithm is used
  Slot start, level, drift, volatility, speed;  ///< parameters; kNone where the kind has none
  Slot step_drift, step_volatility, step_keep;  ///< a period's worth of them, once a path
  const Slot* by_period;  ///< fixed: the parameter row in force in each period
  const JumpStep* jumps;  ///< of its kind; null otherwise, as the next two
  const RegimeStep* regime;
  const BasketStep* basket;
  const model::Band* band;  ///< null: it moves freely
  const HitStep* hit;       ///< null: no event acts on it
};

}  // namespace landfall::simulate
