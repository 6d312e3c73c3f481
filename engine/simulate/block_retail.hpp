// Retail channels: the chains of a path, and what they sell in a period.
#pragma once

#include "model/retail.hpp"
#include "simulate/block_failures.hpp"

namespace landfall::simulate {

/// Which chains list the product, when, and how much each of their stores sells.
static inline void set_retail(const BlockContext* block, const MarketStep* market,
                              const ChannelStep* channel) {
  const KernelPlan* plan = block->plan;
  const RetailStep* retail = channel->retail;
  double* __restrict lead = scratch(block, 3);
  double* yes = scratch(block, 4);
  lead_periods(block, market, lead);
  for (int chain = 0; chain < retail->chains; ++chain) {
    const std::uint32_t index = static_cast<std::uint32_t>(chain);
    double* __restrict listed = row_of(block, retail->listed + chain);
    double* __restrict opens = row_of(block, retail->opens + chain);
    happens(block, &retail->listing, index, yes);
    agreed_at(block, market, repeated_row(block, &retail->months, index, scratch(block, 5)),
              listed);
    for (int lane = 0; lane < kWidth; ++lane) {
      listed[lane] = yes[lane] > 0 ? listed[lane] : __builtin_inf();
      opens[lane] = listed[lane] + lead[lane];
    }
    double* __restrict sells = row_of(block, retail->sells + chain);
    double* __restrict full = row_of(block, retail->full + chain);
    copy(repeated_row(block, &retail->velocity, index, scratch(block, 5)), sells);
    copy(repeated_row(block, &retail->stores, index, scratch(block, 5)), full);
    for (int lane = 0; lane < kWidth; ++lane) full[lane] *= 12 * sells[lane];
    fill(row_of(block, retail->leaves + chain), __builtin_inf());
    fill(row_of(block, retail->below + chain), 0);
  }
  fill(row_of(block, channel->revenue), 0);
  if (channel->failure != nullptr) set_failing_chains(block, retail, channel->failure);
  const double* __restrict months = row_of(block, retail->rollout_months);
  double* __restrict rollout = row_of(block, channel->curve_step);
  for (int lane = 0; lane < kWidth; ++lane) rollout[lane] = months[lane] / plan->months_per_period;
}

/// Units that shoppers want in a period at the response R [kWidth], and the chains' answer to it.
static inline void step_retail(const BlockContext* block, const MarketStep* market,
                               const ChannelStep* channel, int period, const double* response) {
  const KernelPlan* plan = block->plan;
  const RetailStep* retail = channel->retail;
  double* units = row_at(block, channel->units, period);
  double* active = row_at(block, channel->uptake_now, period);
  const double season_dt = market->season_dt[period], now = period;
  const FailureStep* failure = channel->failure;
  double* sold = failure == nullptr ? units : scratch(block, 5);
  double* lost = scratch(block, 6);
  if (failure != nullptr) fill(lost, 0);
  fill(units, 0);
  fill(active, 0);
  for (int chain = 0; chain < retail->chains; ++chain) {
    const double* opens = row_of(block, retail->opens + chain);
    double* leaves = row_of(block, retail->leaves + chain);
    if (failure != nullptr) fill(sold, 0);
    model::sell_in_chain(now, season_dt, row_of(block, retail->full + chain), response, opens,
                         leaves, row_of(block, channel->curve_step), active, sold);
    if (failure != nullptr)
      add_failing_chain(block, market, retail, failure, chain, period, sold, units, lost);
    if (retail->delist_below < 0) continue;
    model::judge_chain(now, season_dt / plan->dt_years, plan->months_per_period,
                       row_of(block, retail->sells + chain), response, opens,
                       row_of(block, retail->delist_below), row_of(block, retail->delist_months),
                       row_of(block, retail->below + chain), leaves);
  }
  if (failure == nullptr) return;
  double* __restrict share = row_at(block, failure->lost_share, period);
  for (int lane = 0; lane < kWidth; ++lane)
    share[lane] = units[lane] > 0 ? lost[lane] / units[lane] : 0;
}

/// Fees of the chains that list the product in a period.
static inline void add_listing_fees(const BlockContext* block, const RetailStep* retail, int period,
                                    double* __restrict outflow) {
  if (retail->fee < 0) return;
  const double* __restrict fee = row_at(block, retail->fee, period);
  const double from = period, to = period + 1;
  for (int chain = 0; chain < retail->chains; ++chain) {
    const double* __restrict listed = row_of(block, retail->listed + chain);
    for (int lane = 0; lane < kWidth; ++lane)
      outflow[lane] += listed[lane] >= from && listed[lane] < to ? fee[lane] : 0;
  }
}

}  // namespace landfall::simulate
