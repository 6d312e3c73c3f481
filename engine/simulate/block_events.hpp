// Events: when they come, how long they stay, and what they do to a period's numbers.
#pragma once

#include "maths/expm1.hpp"
#include "model/event.hpp"
#include "simulate/block_processes.hpp"

namespace landfall::simulate {

static inline void start_event(const BlockContext* block, const EventStep* event) {
  const KernelPlan* plan = block->plan;
  fill(row_of(block, event->left), 0);
  double* __restrict length = row_of(block, event->length);
  fill(length, __builtin_inf());
  if (event->months >= 0) {
    const double* __restrict months = row_of(block, event->months);
    for (int lane = 0; lane < kWidth; ++lane) length[lane] = months[lane] / plan->months_per_period;
  }
  if (event->at_period < 0) {
    for (int state = 0; state < event->states; ++state) {
      const double* __restrict rate = row_of(block, event->rates[state]);
      double* __restrict chance = row_of(block, event->chances + state);
      for (int lane = 0; lane < kWidth; ++lane)
        chance[lane] = 0 - maths::expm1(-rate[lane] * plan->dt_years);
    }
    return;
  }
  double* __restrict comes = row_of(block, event->chances);
  fill(comes, 1);
  if (event->sure) return;
  double* __restrict u = scratch(block, 0);
  outcome_row(block, event->key, event->directions, u);
  const double* __restrict probability = row_of(block, event->probability);
  for (int lane = 0; lane < kWidth; ++lane) comes[lane] = u[lane] < probability[lane] ? 1 : 0;
}

static inline void start_events(const BlockContext* block) {
  for (int i = 0; i < block->plan->event_count; ++i) start_event(block, &block->plan->events[i]);
}

/// Whether an event that comes by chance comes at the start of a period: 1 or 0.
static inline void come_by_chance(const BlockContext* block, const EventStep* event, int period,
                                  const double* __restrict u, double* __restrict come) {
  double chance[kWidth];
  copy(row_of(block, event->chances), chance);
  for (int state = 1; state < event->states; ++state) {
    const double* __restrict regime = row_at(block, event->regime, period);
    const double* __restrict its = row_of(block, event->chances + state);
    const double here = state;
    for (int lane = 0; lane < kWidth; ++lane)
      chance[lane] = regime[lane] == here ? its[lane] : chance[lane];
  }
  for (int lane = 0; lane < kWidth; ++lane) come[lane] = u[lane] < chance[lane] ? 1 : 0;
}

/// Every event in the periods of the tile from `first` on.
static inline void step_events(const BlockContext* block, int first) {
  const KernelPlan* plan = block->plan;
  double* u = scratch(block, 0);
  double* come = scratch(block, kTile);
  for (int i = 0; i < plan->event_count; ++i) {
    const EventStep* event = &plan->events[i];
    const bool by_chance = event->at_period < 0;
    if (by_chance) outcome_tile(block, event->key, first, u);
    for (int j = 0; j < kTile; ++j) {
      const int period = first + j;
      fill(come, 0);
      if (by_chance && period > 0) come_by_chance(block, event, period, u + j * kWidth, come);
      if (!by_chance && period == event->at_period) copy(row_of(block, event->chances), come);
      model::step_event(come, row_of(block, event->length), row_of(block, event->left),
                        row_of(block, event->share + j));
    }
  }
}

/// What the events on a number multiply it by, and add to it, in period j of the tile. Scratch rows
/// 0 and 1.
static inline void gather_effects(const BlockContext* block, const HitStep* hit, int j,
                                  double* factor, double* sum) {
  fill(factor, 1);
  fill(sum, 0);
  for (int i = 0; i < hit->count; ++i) {
    const EffectStep* effect = &hit->effects[i];
    const double* share = row_of(block, effect->share + j);
    if (effect->factor >= 0) model::multiply_by_event(share, row_of(block, effect->factor), factor);
    if (effect->add >= 0) model::add_of_event(share, row_of(block, effect->add), sum);
  }
}

/// The logarithm of a number under its events, in each period of a tile: seen = ln(x f + a).
static inline void apply_events(const BlockContext* block, const HitStep* hit,
                                const double* log_value, int stride, double* seen) {
  double* __restrict factor = scratch(block, 0);
  double* __restrict sum = scratch(block, 1);
  double* __restrict log_factor = scratch(block, 2);
  for (int j = 0; j < kTile; ++j) {
    gather_effects(block, hit, j, factor, sum);
    log_row(factor, log_factor);
    const double* __restrict from = log_value + j * stride;
    double* __restrict into = seen + j * kWidth;
    for (int lane = 0; lane < kWidth; ++lane) into[lane] = from[lane] + log_factor[lane];
    if (!hit->adds) continue;
    maths::exp_row(into, kWidth, log_factor);
    for (int lane = 0; lane < kWidth; ++lane) log_factor[lane] += sum[lane];
    log_row(log_factor, into);
  }
}

/// A rate in force under its events: rate = rate f + a.
static inline void hit_rate(const BlockContext* block, const HitStep* hit, int period,
                            double* __restrict rate) {
  double* __restrict factor = scratch(block, 0);
  double* __restrict sum = scratch(block, 1);
  gather_effects(block, hit, period % kTile, factor, sum);
  for (int lane = 0; lane < kWidth; ++lane) rate[lane] = rate[lane] * factor[lane] + sum[lane];
}

}  // namespace landfall::simulate
