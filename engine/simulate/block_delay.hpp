// Amounts that fall due a while after their period, split linearly between the two periods around
// the due date.
#pragma once

#include "simulate/block_setup.hpp"

namespace landfall::simulate {

/// The part that falls due `first` + i periods later into row i of `weights`, of a delay in
/// periods.
static inline void split_delay(const double* __restrict delay, int first, int count,
                               double* weights) {
  for (int i = 0; i < count; ++i) {
    const double after = first + i;
    double* __restrict weight = weights + i * kWidth;
    for (int lane = 0; lane < kWidth; ++lane) {
      const double apart = delay[lane] > after ? delay[lane] - after : after - delay[lane];
      weight[lane] = apart < 1 ? 1 - apart : 0;
    }
  }
}

/// An amount of a period into what is owed in the periods in which parts of it fall due.
static inline void owe(const BlockContext* block, const DelayStep* delay, int period,
                       const double* __restrict amount, Slot owed) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < delay->count; ++i) {
    const double* __restrict weight = row_of(block, delay->weights + i);
    double* __restrict due = row_of(block, owed + (period + delay->first + i) % plan->ring);
    for (int lane = 0; lane < kWidth; ++lane) due[lane] += amount[lane] * weight[lane];
  }
}

/// What falls due in a period, taken out of what is owed and added to `paid`.
static inline void pay_owed(const BlockContext* block, Slot owed, int period, double* paid) {
  if (owed < 0) return;
  double* due = row_of(block, owed + period % block->plan->ring);
  add_to(paid, due);
  fill(due, 0);
}

}  // namespace landfall::simulate
