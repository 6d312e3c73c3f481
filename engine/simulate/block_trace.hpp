// What `replay` sees: one lane of what happens, written down as it happens.
#pragma once

#include "simulate/block_setup.hpp"

namespace landfall::simulate {

/// The traced lane of a row in a period; 0 where there is none.
static inline double traced(const BlockContext* block, Slot slot, int period) {
  return slot < 0 ? 0.0 : row_at(block, slot, period)[block->memory->trace->lane];
}

static inline double* traced_channel(const BlockContext* block, const MarketStep* market,
                                     int channel, int period) {
  const KernelPlan* plan = block->plan;
  int before = 0, all = 0;
  for (int i = 0; i < plan->market_count; ++i) {
    if (&plan->markets[i] == market) before = all;
    all += plan->markets[i].channel_count;
  }
  return block->memory->trace->channels + (period * all + before + channel) * kTraceChannel;
}

static inline double* traced_market(const BlockContext* block, const MarketStep* market,
                                    int period) {
  const KernelPlan* plan = block->plan;
  const auto at = market - plan->markets;
  return block->memory->trace->markets + (period * plan->market_count + at) * kTraceMarket;
}

/// Where the series stand, in which regime, and which events are there.
static inline void trace_world(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < plan->series_count; ++i) {
    const SeriesStep* series = &plan->series[i];
    double* out = block->memory->trace->series + (period * plan->series_count + i) * kTraceSeries;
    out[0] = traced(block, series->log_seen, period);
    out[1] = series->regime == nullptr ? 0 : traced(block, series->regime->now, period);
  }
  for (int i = 0; i < plan->event_count; ++i)
    block->memory->trace->events[period * plan->event_count + i] =
        traced(block, plan->events[i].share, period);
}

/// Duty and the rungs of a ladder that has just been climbed.
static inline void trace_ladder(const BlockContext* block, const MarketStep* market, int period) {
  double* out = traced_market(block, market, period);
  for (int field = 0; field < kFirstLevy + 1; ++field)
    out[2 + field] = traced(block, market->duty_now + field, period);
  out[6] = traced(block, market->customs_value, period);
  out[7] = traced(block, market->landed, period);
}

/// ln R of a channel of which a part sold at another duty: `whole` is what it would have sold had
/// all been within the quota.
static inline void trace_mixed_response(const BlockContext* block, const ChannelStep* channel,
                                        const double* whole, int period) {
  const int lane = block->memory->trace->lane;
  const double sold = traced(block, channel->units, period);
  double* response = row_at(block, channel->log_response, period);
  if (whole[lane] > 0 && sold > 0) response[lane] += maths::log(sold / whole[lane]);
}

/// Duty and landed cost of a period with a quota: the mean of its units, `within` of them so.
static inline void trace_quota(const BlockContext* block, const MarketStep* market,
                               const double* within, int period) {
  const QuotaStep* quota = market->quota;
  const int lane = block->memory->trace->lane;
  double* out = traced_market(block, market, period);
  const double units = traced(block, market->units_now, period);
  const double share = units > 0 ? within[lane] / units : 1;
  const double full = traced(block, market->duty_now + kAdValorem, period);
  const double duty = share * traced(block, quota->rate_within, period) + (1 - share) * full;
  out[7] += out[6] * (duty - traced(block, quota->rate_within, period));
  out[2] = duty;
}

/// Demand, price and uptake of a market, once its wanted units are known.
static inline void trace_sale(const BlockContext* block, const MarketStep* market, int period) {
  double* out = traced_market(block, market, period);
  out[0] = traced(block, market->start_units, period) * market->season_dt[period] *
           maths::exp(traced(block, market->log_demand, demand_period(market, period)));
  out[1] = traced(block, market->price->price_now, period);
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    double* row = traced_channel(block, market, i, period);
    const bool open = period >= channel->first_period;
    row[0] = open ? traced(block, channel->uptake_now, period) : 0;
    row[1] = open && (channel->reference >= 0 ||
                      (market->response != nullptr && channel->kind != ChannelKind::tender))
                 ? traced(block, channel->log_response, period)
                 : 0;
  }
}

/// Units and revenue of a market's channels, once demand and capacity have been shared.
static inline void trace_booking(const BlockContext* block, const MarketStep* market, int period) {
  for (int i = 0; i < market->channel_count; ++i) {
    double* row = traced_channel(block, market, i, period);
    row[2] = traced(block, market->channels[i].units, period);
    row[3] = row[2] * traced(block, market->price->price_home, period);
    if (market->by_channel) row[3] = traced(block, market->channels[i].revenue_now, period);
  }
}

static inline void trace_firm(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  double* firm = block->memory->trace->firm + period * kTraceFirm;
  firm[0] = traced(block, plan->revenue_now, period);
  firm[1] = traced(block, plan->outflow_now, period);
  firm[4] = traced(block, plan->discount_now, period);
}

/// What is paid in a period besides receipts: before taxes, and those.
static inline void trace_paid(const BlockContext* block, int period, const double* paid,
                              const double* taxes) {
  double* firm = block->memory->trace->firm + period * kTraceFirm;
  firm[1] = paid[block->memory->trace->lane];
  firm[5] = taxes[block->memory->trace->lane];
}

static inline void trace_stock(const BlockContext* block, const MarketStep* market, int period) {
  if (block->memory->trace == nullptr) return;
  block->memory->trace->firm[period * kTraceFirm + 6] +=
      traced(block, market->stock->units, period);
}

/// Orders of a market, `all` of them, that wait where `left`.
static inline void trace_waiting(const BlockContext* block, const double* all, const double* left,
                                 int period) {
  if (block->memory->trace == nullptr) return;
  const int lane = block->memory->trace->lane;
  block->memory->trace->firm[period * kTraceFirm + 7] += left[lane] * all[lane];
}

static inline void trace_cash(const BlockContext* block, int period, const double* receipts) {
  double* firm = block->memory->trace->firm + period * kTraceFirm;
  firm[2] = receipts[block->memory->trace->lane];
  firm[3] = traced(block, block->plan->cash, period);
}

}  // namespace landfall::simulate
