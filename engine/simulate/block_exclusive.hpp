// Exclusive distributors: what they must take, and what becomes of those that do not.
#pragma once

#include "model/exclusive.hpp"
#include "simulate/block_renewal.hpp"

namespace landfall::simulate {

static inline void set_exclusive(const BlockContext* block, const ExclusiveStep* exclusive) {
  fill(row_of(block, exclusive->bought), 0);
  fill(row_of(block, exclusive->passed), 0);
  fill(row_of(block, exclusive->holds), 1);
  for (int j = 0; j < kTile; ++j) fill(row_of(block, exclusive->paid + j), 0);
}

/// After a breach an exclusive distributor sells nothing.
static inline void hold_exclusives(const BlockContext* block, const MarketStep* market,
                                   int period) {
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    if (channel->exclusive == nullptr || period < channel->first_period) continue;
    multiply_by(row_at(block, channel->units, period), row_of(block, channel->exclusive->holds));
  }
}

/// What they took in a period, once demand has been shared.
static inline void judge_exclusives(const BlockContext* block, const MarketStep* market,
                                    int period) {
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    const ExclusiveStep* exclusive = channel->exclusive;
    if (exclusive == nullptr || period < channel->first_period) continue;
    excuse_exclusive(block, market, channel, period);
    model::judge_exclusive(
        block->plan->periods_per_year, exclusive->ends, row_of(block, exclusive->minimum_units),
        row_at(block, channel->uptake_now, period), row_at(block, channel->units, period),
        row_of(block, exclusive->bought), row_of(block, exclusive->passed),
        row_of(block, exclusive->holds), row_at(block, exclusive->paid, period));
  }
}

}  // namespace landfall::simulate
