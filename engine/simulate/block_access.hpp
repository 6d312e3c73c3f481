// Access to a market: its stages and their attempts, once a path, and the fees they cost.
#pragma once

#include "simulate/block_indexed.hpp"

namespace landfall::simulate {

/// The uniform number that decides an attempt. Takes scratch row 2.
static inline void attempt_row(const BlockContext* block, const OutcomeStep* step, int attempt,
                               double* u) {
  const std::uint32_t index = static_cast<std::uint32_t>(attempt);
  if (step->sure)
    fill(u, -1);
  else if (block->plan->sampler == random::Sampler::independent)
    random::unit_from_word(four_words(block, step->key, 0, index), u, kWidth);
  else
    index_uniforms(block, step->key, index, step->sampled, step->directions, u, scratch(block, 2));
}

/// One stage: `opening` is when it begins, then when it is passed, infinite where it was refused
/// for the last time, which then happened at `until`. In periods.
static inline void pass_stage(const BlockContext* block, const StageStep* stage,
                              double* __restrict opening, double* __restrict until) {
  const double months_per_period = block->plan->months_per_period;
  const double* __restrict months = row_of(block, stage->months);
  const double* __restrict wait = row_of(block, stage->retry_months);
  const double* __restrict chance = row_of(block, stage->approval.chance);
  double* __restrict u = scratch(block, 0);
  double* __restrict begins = scratch(block, 3);
  copy(opening, begins);
  fill(opening, __builtin_inf());
  for (int attempt = 0; attempt < stage->attempts; ++attempt) {
    if (stage->begins >= 0) copy(begins, row_of(block, stage->begins + attempt));
    attempt_row(block, &stage->approval, attempt, u);
    const bool is_last = attempt + 1 == stage->attempts;
    for (int lane = 0; lane < kWidth; ++lane) {
      const double known = begins[lane] + months[lane] / months_per_period;
      const bool passes = u[lane] < chance[lane];
      const bool is_over = is_last & !passes & (known < __builtin_inf());
      opening[lane] = passes & (known < opening[lane]) ? known : opening[lane];
      until[lane] = is_over ? known : until[lane];
      begins[lane] = passes ? __builtin_inf() : known + wait[lane] / months_per_period;
    }
  }
}

/// When sales can open, in periods; infinite where access is refused for good.
static inline void open_market(const BlockContext* block, const MarketStep* market) {
  double* opening = row_of(block, market->opening);
  double* until = row_of(block, market->entry_until);
  fill(opening, market->enter_period);
  fill(until, __builtin_inf());
  for (int i = 0; i < market->access.stage_count; ++i)
    pass_stage(block, &market->access.stages[i], opening, until);
}

/// Where entry is decided on the way, times count from it: add this to them.
static inline const double* counted_from(const BlockContext* block, const MarketStep* market) {
  return row_of(block, market->entry >= 0 ? market->entry : block->plan->zeros);
}

/// `fee` in the lanes where one of `times` lies in a period, unless the market has been left.
static inline void add_fee(const BlockContext* block, const MarketStep* market, Slot fee_slot,
                           const double* __restrict times, int period, double* __restrict outflow) {
  const double* __restrict fee = row_at(block, fee_slot, period);
  const double* __restrict entry = counted_from(block, market);
  const double from = period, to = period + 1;
  double left[kWidth];
  fill(left, __builtin_inf());
  if (market->leave >= 0) copy(row_of(block, market->leave), left);
  for (int lane = 0; lane < kWidth; ++lane) {
    const double at = entry[lane] + times[lane];
    outflow[lane] += (at >= from) & (at < to) & (at < left[lane]) ? fee[lane] : 0;
  }
}

/// Fees of the attempts that begin in a period.
static inline void add_access_fees(const BlockContext* block, const MarketStep* market, int period,
                                   double* outflow) {
  for (int i = 0; i < market->access.stage_count; ++i) {
    const StageStep* stage = &market->access.stages[i];
    if (stage->fee < 0) continue;
    for (int attempt = 0; attempt < stage->attempts; ++attempt)
      add_fee(block, market, stage->fee, row_of(block, stage->begins + attempt), period, outflow);
  }
}

/// What the first application costs in the period of the entry, in lanes that have not entered.
static inline void add_first_fee(const BlockContext* block, const MarketStep* market, int period,
                                 double* __restrict cost) {
  const StageStep* first = &market->access.stages[0];
  if (first->fee < 0) return;
  const double* __restrict fee = row_at(block, first->fee, period);
  const double* __restrict entry = row_of(block, market->entry);
  for (int lane = 0; lane < kWidth; ++lane)
    cost[lane] += entry[lane] < __builtin_inf() ? 0 : fee[lane];
}

}  // namespace landfall::simulate
