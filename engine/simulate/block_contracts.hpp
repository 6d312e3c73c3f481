// Contracts beside other channels: they come first, and what demand does not let through comes
// later.
#pragma once

#include "model/volume.hpp"
#include "simulate/block_setup.hpp"

namespace landfall::simulate {

/// Add to what contracts ask for in a period what is left of the periods before.
static inline void add_backlog(const BlockContext* block, const MarketStep* market, int period) {
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    if (channel->kind != ChannelKind::tender) continue;
    double* units = row_at(block, channel->units, period);
    add_to(units, row_of(block, channel->tender->backlog));
    copy(units, row_of(block, channel->tender->asked));
  }
}

/// What is left after a period.
static inline void keep_backlog(const BlockContext* block, const MarketStep* market, int period) {
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    if (channel->kind != ChannelKind::tender) continue;
    const double* __restrict units = row_at(block, channel->units, period);
    const double* __restrict asked = row_of(block, channel->tender->asked);
    double* __restrict backlog = row_of(block, channel->tender->backlog);
    for (int lane = 0; lane < kWidth; ++lane) backlog[lane] = asked[lane] - units[lane];
  }
}

/// Units of those channels of a market that bring contracts, or of those that do not: their sum.
static inline void sum_units(const BlockContext* block, const MarketStep* market, int period,
                             bool contracts, double* sum) {
  fill(sum, 0);
  for (int i = 0; i < market->channel_count; ++i)
    if ((market->channels[i].kind == ChannelKind::tender) == contracts)
      add_to(sum, row_at(block, market->channels[i].units, period));
}

static inline void scale_some(const BlockContext* block, const MarketStep* market, int period,
                              bool contracts, const double* factor) {
  for (int i = 0; i < market->channel_count; ++i)
    if ((market->channels[i].kind == ChannelKind::tender) == contracts)
      multiply_by(row_at(block, market->channels[i].units, period), factor);
}

/// Contracts take of demand what they ask for; the others share the rest. Leaves the sum of all.
static inline void put_contracts_first(const BlockContext* block, const MarketStep* market,
                                       int period, const double* __restrict demand,
                                       double* __restrict all) {
  double* factor = scratch(block, 0);
  double* sum = scratch(block, 1);
  double* __restrict left = scratch(block, 2);
  sum_units(block, market, period, true, sum);
  model::scale_to(demand, sum, kWidth, factor);
  scale_some(block, market, period, true, factor);
  sum_units(block, market, period, true, sum);
  for (int lane = 0; lane < kWidth; ++lane)
    left[lane] = demand[lane] > sum[lane] ? demand[lane] - sum[lane] : 0;
  copy(sum, all);
  sum_units(block, market, period, false, sum);
  model::scale_to(left, sum, kWidth, factor);
  scale_some(block, market, period, false, factor);
  sum_units(block, market, period, false, sum);
  add_to(all, sum);
}

}  // namespace landfall::simulate
