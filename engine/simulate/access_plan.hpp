// How a compiled scenario describes what must be granted before a market opens. Plain data.
#pragma once

#include "simulate/plan_channels.hpp"
#include "simulate/slot.hpp"

namespace landfall::simulate {

/// One application, perhaps several times, and its decision.
struct StageStep {
  OutcomeStep approval;
  int attempts;
  Slot months, retry_months;
  Slot fee;     ///< of an attempt, scenario currency; kNone: nothing
  Slot begins;  ///< `attempts` rows: in periods, infinite: never begun; kNone: nobody asks
};

/// What becomes of a registration that ends. Rows of a market that is entered on the way count from
/// its entry.
struct RenewalStep {
  OutcomeStep renewed;
  int count;  ///< renewals within the horizon, at most
  Slot years;
  Slot months;          ///< shut after a refusal; kNone: for good
  Slot fee;             ///< scenario currency; kNone: nothing
  Slot decided;         ///< `count` rows: when, in periods; infinite: never
  Slot shuts, reopens;  ///< likewise; infinite: it is not
  Slot open;            ///< a tile: the part of each period in which the market is not shut
};

/// Stages in a row. Where entry is decided on the way, their times count from it.
struct AccessStep {
  const StageStep* stages;
  int stage_count;
  bool has_fees;
  const RenewalStep* renewal;  ///< null: it is valid for all the years
};

}  // namespace landfall::simulate
