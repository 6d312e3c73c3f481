// What a market sells in a period: the ladder, the response to it, and what demand allows.
#pragma once

#include "model/response.hpp"
#include "model/volume.hpp"
#include "simulate/block_channels.hpp"
#include "simulate/block_contracts.hpp"
#include "simulate/block_decisions.hpp"
#include "simulate/block_events.hpp"
#include "simulate/block_ladder.hpp"
#include "simulate/block_renewal.hpp"
#include "simulate/block_trace.hpp"

namespace landfall::simulate {

/// Rates in force in a period, of a market whose prices move.
static inline DutyRows duty_in_force(const BlockContext* block, const MarketStep* market,
                                     int period) {
  const TariffStep* tariff = &market->tariff;
  const double now_years = period * block->plan->dt_years;
  const double* rates[kFirstLevy + 1];
  for (int field = 0; field < kFirstLevy + 1; ++field) {
    const double* states =
        field < kFirstLevy ? tariff_state(block, tariff, field, 0) : row_of(block, tariff->levies);
    const bool has_rate = field == kSpecific && market->specific_rate >= 0;
    rates[field] = states;
    const bool is_hit = field == kAdValorem && market->duty_hit != nullptr;
    if (!tariff->moves[field] && !has_rate && !is_hit && block->memory->trace == nullptr) continue;
    double* now = row_of(block, market->duty_now + field);
    model::rate_in_force(now_years, row_of(block, tariff->starts), states, tariff->changes, kWidth,
                         kWidth, now);
    if (is_hit) hit_rate(block, market->duty_hit, period, now);
    if (has_rate) multiply_by(now, row_at(block, market->specific_rate, period));
    rates[field] = now;
  }
  return {rates[kAdValorem], rates[kSpecific], rates[kVat], rates[kFirstLevy]};
}

/// Keep the ladder that has just been climbed, where reports show this period. Of two in a period
/// with a quota the last one stays, that within the quota.
static inline void show_ladder(const BlockContext* block, const MarketStep* market,
                               const DutyRows* duty, int period) {
  const model::LadderRows rows = ladder_rows(block, market, duty, period);
  const double* shown[kShownRows] = {rows.price,
                                     rows.carriage,
                                     rows.insurance,
                                     rows.freight,
                                     rows.inland,
                                     rows.specific,
                                     rows.ad_valorem,
                                     rows.levies,
                                     duty->vat,
                                     row_of(block, market->customs_value),
                                     row_of(block, market->landed)};
  for (int i = 0; i < kShownRows; ++i) copy(shown[i], row_of(block, market->shown->into + i));
}

/// Every rung of the ladder of a period at these rates, the cost of a unit, and what they are over
/// the reference price of each channel.
static inline void climb_at_duty(const BlockContext* block, const MarketStep* market,
                                 const DutyRows* duty, int period) {
  const TariffStep* tariff = &market->tariff;
  const double now_years = period * block->plan->dt_years;
  const double* log_landed = climb_ladder(block, market, duty, period);
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    if (channel->reference < 0) continue;
    const double* factor = row_of(block, channel->log_factor);
    if (tariff->moves[kVat]) {
      double* in_force = scratch(block, 3);
      model::rate_in_force(now_years, row_of(block, tariff->starts), factor, tariff->changes,
                           kWidth, kWidth, in_force);
      factor = in_force;
    }
    add_rows(log_landed, factor, row_at(block, channel->log_ratio, period));
  }
  price_unit_cost(block, market, duty, period);
  if (block->memory->trace != nullptr) trace_ladder(block, market, period);
  if (market->shown != nullptr && market->shown->period == period)
    show_ladder(block, market, duty, period);
}

/// The ladder of a market whose prices move: rates in force, then every rung again.
static inline void climb_moving_ladder(const BlockContext* block, const MarketStep* market,
                                       int period) {
  const DutyRows duty = duty_in_force(block, market, period);
  climb_at_duty(block, market, &duty, period);
}

/// ln R of a channel in `periods` periods from `first` on, [periods][kWidth].
[[gnu::always_inline]] static inline void respond(const BlockContext* block,
                                                  const MarketStep* market,
                                                  const ChannelStep* channel, int first,
                                                  int periods) {
  const KernelPlan* plan = block->plan;
  double now_years[kTile];
  for (int j = 0; j < periods; ++j) now_years[j] = (first + j) * plan->dt_years;
  double* response = row_at(block, channel->log_response, first);
  const Slot cross_slot = channel->log_cross >= 0 ? channel->log_cross : plan->zeros;
  const double* cross = row_at(block, cross_slot, first);
  const int cross_stride = stride_of(block, cross_slot);
  const double* inflation = row_of(block, market->inflation);
  const double* elasticity = row_of(block, channel->elasticity);
  const TariffStep* tariff = &market->tariff;
  if (market->moving_ladder) {
    model::log_elasticity_response(row_at(block, channel->log_ratio, first), kWidth, cross,
                                   cross_stride, inflation, now_years, elasticity, periods,
                                   response);
  } else if (tariff->changes == 0) {
    model::log_elasticity_response(row_of(block, channel->log_ratio), 0, cross, cross_stride,
                                   inflation, now_years, elasticity, periods, response);
  } else if (tariff->changes == 1) {
    model::log_elasticity_response_of_two(row_of(block, tariff->starts),
                                          row_of(block, channel->log_ratio), cross, cross_stride,
                                          inflation, now_years, elasticity, periods, response);
  } else {
    double* in_force = scratch(block, 0);
    for (int j = 0; j < periods; ++j)
      model::rate_in_force(now_years[j], row_of(block, tariff->starts),
                           row_of(block, channel->log_ratio), tariff->changes, kWidth, kWidth,
                           in_force + j * kWidth);
    model::log_elasticity_response(in_force, kWidth, cross, cross_stride, inflation, now_years,
                                   elasticity, periods, response);
  }
}

/// The same of a market that knows other origins too: not for tenders, which have a field of their
/// own.
[[gnu::always_inline]] static inline void answer(const BlockContext* block,
                                                 const MarketStep* market,
                                                 const ChannelStep* channel, int first,
                                                 int periods) {
  if (channel->reference >= 0) respond(block, market, channel, first, periods);
  if (market->response != nullptr) respond_among_origins(block, market, channel, first, periods);
}

/// What a channel would sell in `periods` periods from `first` on; returns the largest ln R.
[[gnu::always_inline]] static inline double want(const BlockContext* block,
                                                 const MarketStep* market,
                                                 const ChannelStep* channel, int first,
                                                 int periods) {
  const bool demand_moves = market->demand_moves || market->demand_series >= 0;
  const int stride = demand_moves ? stride_of(block, market->log_demand) : 0;
  const double* log_demand = row_at(block, market->log_demand, demand_period(market, first));
  const double* ceiling = row_of(block, channel->ceiling_units);
  const double* season_dt = market->season_dt + first;
  const double* uptake = row_at(block, channel->uptake_now, first);
  double* units = row_at(block, channel->units, first);
  if (channel->reference < 0 && market->response == nullptr) {
    model::wanted_units(ceiling, season_dt, uptake, log_demand, stride, periods, units);
    return 0;
  }
  answer(block, market, channel, first, periods);
  const double* response = row_at(block, channel->log_response, first);
  model::wanted_units(ceiling, season_dt, uptake, log_demand, stride, response, periods, units);
  return largest(response, periods * kWidth);
}

/// R of a channel in a period, [kWidth]: takes scratch row 4.
static inline const double* response_now(const BlockContext* block, const MarketStep* market,
                                         const ChannelStep* channel, int period) {
  if (channel->reference < 0 && market->response == nullptr)
    return row_of(block, block->plan->ones);
  answer(block, market, channel, period, 1);
  double* response = scratch(block, 4);
  maths::exp_row(row_at(block, channel->log_response, period), kWidth, response);
  return response;
}

/// What a channel that is no distributor would sell in a period.
static inline void want_by_kind(const BlockContext* block, const MarketStep* market,
                                const ChannelStep* channel, int period) {
  switch (channel->kind) {
    case ChannelKind::distributor:
      break;
    case ChannelKind::retail:
      step_retail(block, market, channel, period, response_now(block, market, channel, period));
      break;
    case ChannelKind::tender: {
      const bool by_price = channel->reference >= 0;
      if (by_price) respond(block, market, channel, period, 1);
      step_tender(block, market, channel, period,
                  by_price ? row_at(block, channel->log_response, period)
                           : row_of(block, block->plan->zeros));
      break;
    }
    case ChannelKind::installed_base:
      step_installed_base(block, channel, period, response_now(block, market, channel, period));
      if (channel->leave >= 0) stop_units(block, channel, period);
      break;
    case ChannelKind::direct:
      step_direct(block, channel, period);
      if (channel->leave >= 0) stop_uptake(block, channel, period);
      want(block, market, channel, period, 1);
      break;
  }
}

/// Units of a market and of its channels, times a factor.
static inline void scale_units(const BlockContext* block, const MarketStep* market, int period,
                               const double* __restrict factor) {
  for (int i = 0; i < market->channel_count; ++i)
    multiply_by(row_at(block, market->channels[i].units, period), factor);
  if (market->channel_count == 1) return;  // the channel's row is the market's
  multiply_by(row_at(block, market->units_now, period), factor);
}

/// Units of one period, once what each channel wants is known: as much as demand allows.
static inline void allow(const BlockContext* block, const MarketStep* market, int period,
                         bool needs_cap, bool needs_scaling) {
  const KernelPlan* plan = block->plan;
  const bool counts = period >= plan->periods - plan->periods_per_year;
  const bool counts_share = market->has_demand && market->counts_demand && counts;
  double* demand = row_of(block, market->demand_now);
  if (needs_cap || needs_scaling || counts_share)
    model::demand_of_period(row_of(block, market->start_units), market->season_dt[period],
                            row_at(block, market->log_demand, demand_period(market, period)),
                            kWidth, demand);
  if (counts_share) add_to(row_of(block, plan->share_demand), demand);
  if (market->stock_is_demand && market->counts_share && counts)
    add_to(row_of(block, plan->share_demand), needed(block, &market->channels[0], period));
  if (needs_cap)
    for (int i = 0; i < market->channel_count; ++i)
      model::cap_by_share(demand, row_of(block, market->channels[i].addressable), kWidth,
                          row_at(block, market->channels[i].units, period));
  if (market->channel_count == 1) return;
  double* __restrict all = row_at(block, market->units_now, period);
  fill(all, 0);
  for (int i = 0; i < market->channel_count; ++i)
    add_to(all, row_at(block, market->channels[i].units, period));
  if (!needs_scaling) return;
  double* factor = scratch(block, 0);
  if (market->has_contracts) {
    put_contracts_first(block, market, period, demand, all);
    return;
  }
  model::scale_to(demand, all, kWidth, factor);
  scale_units(block, market, period, factor);
}

/// Units of a period in a market that keeps more than the period in mind: contracts whose rest
/// demand lets through later, and promises of exclusive distributors.
static inline void allow_with_memory(const BlockContext* block, const MarketStep* market,
                                     int period, bool needs_cap, bool needs_scaling) {
  if (market->has_exclusive) hold_exclusives(block, market, period);
  if (market->has_demand && market->has_contracts) add_backlog(block, market, period);
  allow(block, market, period, needs_cap, needs_scaling);
  if (market->has_demand && market->has_contracts) keep_backlog(block, market, period);
  if (market->has_exclusive) judge_exclusives(block, market, period);
}

/// What the channels of a market want in the periods [first, first + periods) of one tile.
struct Wants {
  double at_most;  ///< share of demand, summed over the channels
  bool needs_cap;
};

/// The wants of a distributor, with the largest of them.
static inline void want_as_distributor(const BlockContext* block, const MarketStep* market,
                                       const ChannelStep* channel, int from, int count,
                                       Wants* wants) {
  step_channel_uptake(block, channel, from, count);
  if (channel->leave >= 0) stop_uptake(block, channel, from);
  double most = -__builtin_inf();
  if (count == kTile) {
    most = want(block, market, channel, from, kTile);
  } else {
    for (int period = from; period < from + count; ++period) {
      const double largest_now = want(block, market, channel, period, 1);
      most = largest_now > most ? largest_now : most;
    }
  }
  const double* bounds = row_of(block, channel->bounds);
  wants->needs_cap = wants->needs_cap || !(most < bounds[1]);
  if (market->channel_count > 1) wants->at_most += bounds[0] * maths::exp(most);
}

/// Units of every channel of a market in the periods [first, first + periods) of one tile.
static inline void sell(const BlockContext* block, const MarketStep* market, int first,
                        int periods) {
  if (market->moving_ladder)
    for (int period = market->first_sale > first ? market->first_sale : first;
         period < first + periods; ++period)
      climb_moving_ladder(block, market, period);

  Wants wants = {0, false};
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    int from = first;
    for (; from < first + periods && from < channel->first_period; ++from)
      fill(row_at(block, channel->units, from), 0);
    const int count = first + periods - from;
    if (count == 0) continue;
    if (channel->kind == ChannelKind::distributor) {
      want_as_distributor(block, market, channel, from, count, &wants);
      continue;
    }
    for (int period = from; period < from + count; ++period)
      want_by_kind(block, market, channel, period);
    wants = {__builtin_inf(), true};
  }
  const bool needs_cap = market->has_demand && wants.needs_cap;
  const bool needs_scaling =
      market->has_demand && market->channel_count > 1 && !(wants.at_most * 1.000001 < 1);
  const bool remembers = market->has_exclusive || market->has_contracts;
  for (int period = first; period < first + periods; ++period) {
    shut_channels(block, market, period);
    if (remembers) {
      allow_with_memory(block, market, period, needs_cap, needs_scaling);
    } else {
      allow(block, market, period, needs_cap, needs_scaling);
    }
    if (block->memory->trace != nullptr) trace_sale(block, market, period);
  }
}

/// The firm makes no more of a product than its capacity: markets give way pro rata.
static inline void share_capacity(const BlockContext* block, const CapacityStep* step, int period) {
  const KernelPlan* plan = block->plan;
  double* all = scratch(block, 0);
  double* most = scratch(block, 1);
  double* factor = scratch(block, 2);
  fill(all, 0);
  for (int i = 0; i < plan->market_count; ++i)
    if (plan->markets[i].product == step->product)
      add_to(all, row_at(block, plan->markets[i].units_now, period));
  const double* __restrict capacity = row_of(block, step->units);
  std::uint64_t short_of = 0;
  for (int lane = 0; lane < kWidth; ++lane) {
    most[lane] = capacity[lane] * plan->dt_years;
    short_of |= maths::bits_of(most[lane] - all[lane]);
  }
  if (short_of >> 63 == 0) return;  // enough for all that is wanted, in every lane
  model::scale_to(most, all, kWidth, factor);
  for (int i = 0; i < plan->market_count; ++i)
    if (plan->markets[i].product == step->product)
      scale_units(block, &plan->markets[i], period, factor);
}

}  // namespace landfall::simulate
