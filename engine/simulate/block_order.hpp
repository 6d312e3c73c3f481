// Orders of a market that wait until they fill a shipment.
#pragma once

#include "simulate/block_setup.hpp"
#include "simulate/block_trace.hpp"

namespace landfall::simulate {

static inline void start_orders(const BlockContext* block, const MarketStep* market) {
  if (market->order == nullptr) return;
  for (int i = 0; i < market->channel_count; ++i)
    fill(row_of(block, market->order->waiting + i), 0);
}

/// Units of a period become those that leave: all orders of the market's channels that wait, once
/// they are as many as a shipment needs; otherwise none. What a channel that has been left had
/// ordered is cancelled.
static inline void gather_orders(const BlockContext* block, const MarketStep* market, int period) {
  const OrderStep* order = market->order;
  double* __restrict all = scratch(block, 0);
  double* __restrict left = scratch(block, 1);
  fill(all, 0);
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    const double* __restrict units = row_at(block, channel->units, period);
    double* __restrict waiting = row_of(block, order->waiting + i);
    if (channel->leave >= 0) {
      const double* __restrict leave = row_of(block, channel->leave);
      for (int lane = 0; lane < kWidth; ++lane)
        waiting[lane] = period < leave[lane] ? waiting[lane] : 0;
    }
    add_to(waiting, units);
    add_to(all, waiting);
  }
  const double* __restrict minimum = row_of(block, order->minimum_units);
  for (int lane = 0; lane < kWidth; ++lane) left[lane] = all[lane] < minimum[lane] ? 1 : 0;
  for (int i = 0; i < market->channel_count; ++i) {
    double* __restrict units = row_at(block, market->channels[i].units, period);
    double* __restrict waiting = row_of(block, order->waiting + i);
    for (int lane = 0; lane < kWidth; ++lane) {
      units[lane] = left[lane] > 0 ? 0 : waiting[lane];
      waiting[lane] = left[lane] > 0 ? waiting[lane] : 0;
    }
  }
  trace_waiting(block, all, left, period);
  if (market->channel_count == 1) return;  // the channel's row is the market's
  double* __restrict total = row_at(block, market->units_now, period);
  for (int lane = 0; lane < kWidth; ++lane) total[lane] = left[lane] > 0 ? 0 : all[lane];
}

}  // namespace landfall::simulate
