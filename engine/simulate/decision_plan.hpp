// The part of a plan that belongs to decisions on the way. Plain data without functions, as in
// plan.hpp.
#pragma once

#include "simulate/slot.hpp"

namespace landfall::simulate {

/// A flow of the periods before, as a rule adds it up: what each of the latest `window` had.
enum class Watched : int { revenue, margin, units };
struct HistoryStep {
  Watched of;
  int market, channel;  ///< negative: of all
  int window;           ///< periods
  Slot ring;            ///< `window` rows; period p has that of p % window
};

/// When lanes enter or leave a market or a channel: see block_decisions.hpp.
struct DecisionStep {
  int market, channel;  ///< channel negative: the market and its channels without a decision
  bool is_exit;
  int first_period;
  bool watches;  ///< it waits for a condition
  int history;   ///< index of what it adds up; negative: the firm's cash
  bool above;
  Slot bound;
  int for_periods;     ///< so many periods the condition must have held
  Slot held;           ///< for how many it has
  Slot cash_at_least;  ///< of an entry; kNone: no matter
  Slot cost;           ///< of an exit; kNone: nothing
};

/// What a decision sees at the start of a period, kept for whoever asks after the run.
struct SightStep {
  int decision, period;
  Slot watched, cash;  ///< what its condition compares with the bound, and the firm's cash
};

}  // namespace landfall::simulate
