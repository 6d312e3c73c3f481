// Tariff-rate quotas: a period's units at two rates, within what the calendar year has left.
#pragma once

#include "model/quota.hpp"
#include "simulate/block_sales.hpp"

namespace landfall::simulate {

/// What a channel wants at the duty whose ladder has just been climbed, into its units.
static inline void want_at_duty(const BlockContext* block, const MarketStep* market, int period) {
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    if (period < channel->first_period)
      fill(row_at(block, channel->units, period), 0);
    else
      want(block, market, channel, period, 1);
  }
  shut_channels(block, market, period);
}

/// Units of every channel of a market in one period: as many as fit the quota at the in-quota rate,
/// the rest at the rate in force.
static inline void sell_under_quota(const BlockContext* block, const MarketStep* market,
                                    int period) {
  const QuotaStep* quota = market->quota;
  double* left = row_of(block, quota->left);
  if (quota->new_year[period] != 0)
    model::open_quota(row_of(block, quota->units), row_of(block, quota->others_share), kWidth,
                      left);
  DutyRows duty = duty_in_force(block, market, period);
  climb_at_duty(block, market, &duty, period);
  for (int i = 0; i < market->channel_count; ++i)
    if (period >= market->channels[i].first_period)
      step_channel_uptake(block, &market->channels[i], period, 1);
  want_at_duty(block, market, period);
  for (int i = 0; i < market->channel_count; ++i)
    copy(row_at(block, market->channels[i].units, period), row_of(block, quota->beyond + i));
  if (market->has_unit_cost)
    copy(row_at(block, market->unit_cost, period), row_of(block, quota->cost_beyond));

  double* within = row_of(block, quota->rate_within);
  model::lower_rate(row_of(block, quota->rate), duty.ad_valorem, kWidth, within);
  duty.ad_valorem = within;
  climb_at_duty(block, market, &duty, period);
  want_at_duty(block, market, period);
  if (market->has_unit_cost)
    copy(row_at(block, market->unit_cost, period), row_of(block, quota->cost_within));
  double* all = scratch(block, 4);
  double* part = scratch(block, 5);
  fill(all, 0);
  for (int i = 0; i < market->channel_count; ++i)
    add_to(all, row_at(block, market->channels[i].units, period));
  model::part_within(left, all, kWidth, part);
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    double* units = row_at(block, channel->units, period);
    double* before = scratch(block, 6);
    copy(units, before);
    model::mix_units(part, row_of(block, quota->beyond + i), kWidth, units);
    if (block->memory->trace != nullptr && period >= channel->first_period)
      trace_mixed_response(block, channel, before, period);
  }
  if (market->has_exclusive)
    allow_with_memory(block, market, period, true, true);
  else
    allow(block, market, period, true, true);
  if (block->memory->trace != nullptr) trace_sale(block, market, period);
}

/// What a period has taken of the quota, and what a unit has cost on average, once the units are
/// final.
static inline void use_quota(const BlockContext* block, const MarketStep* market, int period) {
  const QuotaStep* quota = market->quota;
  double* within = scratch(block, 0);
  const double* units = row_at(block, market->units_now, period);
  model::take_from_quota(units, kWidth, row_of(block, quota->left), within);
  if (market->has_unit_cost)
    model::mean_cost(within, units, row_of(block, quota->cost_within),
                     row_of(block, quota->cost_beyond), kWidth,
                     row_at(block, market->unit_cost, period));
  if (block->memory->trace != nullptr) trace_quota(block, market, within, period);
}

}  // namespace landfall::simulate
