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

/// Stages in a row. Where entry is decided on the way, their times count from it.
struct AccessStep {
  const StageStep* stages;
  int stage_count;
  bool has_fees;
};

}  // namespace landfall::simulate
