// One period of a block: the world moves, channels sell what demand and capacity allow, money
// flows.
#pragma once

#include "simulate/block_channels.hpp"

namespace landfall::simulate {

/// Shocks of the next kTile periods: one Philox block gives a stream four words, so four normals.
static inline void draw_shocks(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < plan->shock_count; ++i) {
    const ShockStep* shock = &plan->shocks[i];
    const std::uint32_t* words =
        four_words(block, shock->key, static_cast<std::uint32_t>(period / kTile), 0);
    random::box_muller(words, words + kWidth, kWidth, row_of(block, shock->tile),
                       row_of(block, shock->tile + 1));
    random::box_muller(words + 2 * kWidth, words + 3 * kWidth, kWidth,
                       row_of(block, shock->tile + 2), row_of(block, shock->tile + 3));
  }
  for (int i = 0; i < plan->shock_group_count; ++i) {
    const ShockGroup* group = &plan->shock_groups[i];
    double* rows[kGroupMax];
    for (int slot = 0; slot < kTile; ++slot) {
      for (int member = 0; member < group->size; ++member)
        rows[member] = row_of(block, plan->shocks[group->first + member].tile + slot);
      correlate(group->factor, group->size, rows);
    }
  }
}

static inline const double* shock_row(const BlockContext* block, int shock, int period) {
  return row_of(block, block->plan->shocks[shock].tile + period % kTile);
}

/// Exchange rates, prices and demand take this period's step.
static inline void move_world(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < plan->series_count; ++i) {
    const SeriesStep* series = &plan->series[i];
    if (series->kind == SeriesKind::constant) continue;
    double* state = row_of(block, series->log_value);
    if (series->kind == SeriesKind::fixed) {
      const double* in_force = row_of(block, series->by_period[period]);
      if (period == 0 || series->by_period[period] != series->by_period[period - 1])
        log_row(in_force, state);
      if (series->value >= 0) copy(in_force, row_of(block, series->value));
      continue;
    }
    if (series->kind == SeriesKind::mean_reverting) {
      model::step_log_mean_reverting(row_of(block, series->step_drift),
                                     row_of(block, series->step_keep),
                                     row_of(block, series->step_volatility),
                                     shock_row(block, series->shock, period), kWidth, state);
    } else if (series->shock >= 0) {
      model::step_log_gbm(row_of(block, series->step_drift), row_of(block, series->step_volatility),
                          shock_row(block, series->shock, period), kWidth, state);
    } else {
      model::step_log_drift(row_of(block, series->step_drift), kWidth, state);
    }
    if (series->value >= 0) {
      double* __restrict value = row_of(block, series->value);
      for (int lane = 0; lane < kWidth; ++lane) value[lane] = maths::exp(state[lane]);
    }
  }
  for (int i = 0; i < plan->market_count; ++i) {
    const MarketStep* market = &plan->markets[i];
    if (!market->demand_moves) continue;
    double* state = row_of(block, market->log_demand);
    if (market->demand_shock >= 0) {
      model::step_log_gbm(row_of(block, market->demand_drift), row_of(block, market->demand_step),
                          shock_row(block, market->demand_shock, period), kWidth, state);
    } else {
      model::step_log_drift(row_of(block, market->demand_drift), kWidth, state);
    }
  }
  convert(block, true);
  if (plan->prices_move) set_prices(block);
}

/// The ladder of a market whose prices move: rates in force, then every rung again.
static inline void climb_moving_ladder(const BlockContext* block, const MarketStep* market,
                                       double now_years) {
  const TariffStep* tariff = &market->tariff;
  double* rates[kFirstLevy + 1];
  for (int field = 0; field < kFirstLevy + 1; ++field) {
    rates[field] = row_of(block, market->duty_now + field);
    const double* states =
        field < kFirstLevy ? tariff_state(block, tariff, field, 0) : row_of(block, tariff->levies);
    model::rate_in_force(now_years, row_of(block, tariff->starts), states, tariff->changes, kStride,
                         kWidth, rates[field]);
  }
  if (market->specific_rate >= 0) {
    const double* __restrict rate = row_of(block, market->specific_rate);
    double* __restrict specific = rates[kSpecific];
    for (int lane = 0; lane < kWidth; ++lane) specific[lane] *= rate[lane];
  }
  climb_ladder(block, market, rates[kAdValorem], rates[kSpecific], rates[kVat], rates[kFirstLevy],
               0);
  price_unit_cost(block, market, rates[kAdValorem], rates[kSpecific], rates[kFirstLevy]);
}

/// ln R of a channel; null without a response.
static inline double* respond(const BlockContext* block, const MarketStep* market,
                              const ChannelStep* channel, double now_years) {
  if (channel->reference < 0) return nullptr;
  const double* ratio = row_of(block, channel->log_ratio);
  if (!market->moving_ladder && market->tariff.changes > 0) {
    double* in_force = scratch(block, 0);
    model::rate_in_force(now_years, row_of(block, market->tariff.starts), ratio,
                         market->tariff.changes, kStride, kWidth, in_force);
    ratio = in_force;
  }
  double* response = row_of(block, channel->log_response);
  model::log_elasticity_response(ratio, row_of(block, channel->log_cross),
                                 row_of(block, market->inflation), now_years,
                                 row_of(block, channel->elasticity), kWidth, response);
  return response;
}

/// Units of every channel of a market: what is wanted, then what demand allows.
static inline void sell(const BlockContext* block, const MarketStep* market, int period) {
  const KernelPlan* plan = block->plan;
  const double now_years = period * plan->dt_years;
  const double season_dt = market->season_dt[period];
  const double* log_demand = row_of(block, market->log_demand);
  double* demand = row_of(block, market->demand_now);
  bool selling = false;
  for (int i = 0; i < market->channel_count; ++i)
    selling = selling || period >= market->channels[i].first_period;
  if (selling && market->moving_ladder) climb_moving_ladder(block, market, now_years);

  double wanted_at_most = 0;  // share of demand, summed over the channels
  bool needs_cap = false;
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    double* units = row_of(block, channel->units);
    if (period < channel->first_period) {
      fill(units, 0);
      continue;
    }
    double* uptake = row_of(block, channel->uptake_now);
    step_channel_uptake(block, channel, period, uptake);
    const double* response = respond(block, market, channel, now_years);
    model::wanted_units(row_of(block, channel->ceiling_units), season_dt, uptake, log_demand,
                        response, kWidth, units);
    const double* bounds = row_of(block, channel->bounds);
    const double most = bounds[0] * (response == nullptr ? 1 : maths::exp(largest(response)));
    wanted_at_most += most;
    needs_cap = needs_cap || !(most * 1.000001 < bounds[1]);
  }
  const bool needs_scaling = market->channel_count > 1 && !(wanted_at_most * 1.000001 < 1);
  const bool counts_share = period >= plan->periods - plan->periods_per_year;
  if (needs_cap || needs_scaling || counts_share)
    model::demand_of_period(row_of(block, market->start_units), season_dt, log_demand, kWidth,
                            demand);
  if (needs_cap)
    for (int i = 0; i < market->channel_count; ++i)
      model::cap_by_share(demand, row_of(block, market->channels[i].addressable), kWidth,
                          row_of(block, market->channels[i].units));
  double* all = row_of(block, market->units_now);
  if (market->channel_count > 1) {
    fill(all, 0);
    for (int i = 0; i < market->channel_count; ++i)
      add_to(all, row_of(block, market->channels[i].units));
    if (needs_scaling) {
      double* factor = scratch(block, 0);
      model::scale_to(demand, all, kWidth, factor);
      for (int i = 0; i < market->channel_count; ++i) {
        double* __restrict units = row_of(block, market->channels[i].units);
        for (int lane = 0; lane < kWidth; ++lane) units[lane] *= factor[lane];
      }
      double* __restrict sum = all;
      for (int lane = 0; lane < kWidth; ++lane) sum[lane] *= factor[lane];
    }
  }
  if (counts_share) add_to(row_of(block, plan->share_demand), demand);
}

/// The firm makes no more than its capacity: markets give way pro rata.
static inline void share_capacity(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  double* all = scratch(block, 0);
  double* most = scratch(block, 1);
  double* factor = scratch(block, 2);
  fill(all, 0);
  for (int i = 0; i < plan->market_count; ++i)
    add_to(all, row_of(block, plan->markets[i].units_now));
  const double* __restrict capacity = row_of(block, plan->capacity);
  for (int lane = 0; lane < kWidth; ++lane) most[lane] = capacity[lane] * plan->dt_years;
  model::scale_to(most, all, kWidth, factor);
  for (int i = 0; i < plan->market_count; ++i) {
    const MarketStep* market = &plan->markets[i];
    for (int c = 0; c < market->channel_count; ++c) {
      double* __restrict units = row_of(block, market->channels[c].units);
      for (int lane = 0; lane < kWidth; ++lane) units[lane] *= factor[lane];
    }
    if (market->channel_count == 1) continue;
    double* __restrict units = row_of(block, market->units_now);
    for (int lane = 0; lane < kWidth; ++lane) units[lane] *= factor[lane];
  }
}

/// Entry, marketing and fixed cost of a channel in this period.
static inline void add_schedule_costs(const BlockContext* block, const MarketStep* market,
                                      const ChannelStep* channel, int period,
                                      double* __restrict outflow) {
  const double dt_years = block->plan->dt_years;
  if (channel->entry_cost >= 0 && period == market->enter_period)
    add_to(outflow, row_of(block, channel->entry_cost));
  if (channel->marketing_per_year >= 0) {
    const double* __restrict cost = row_of(block, channel->marketing_per_year);
    const double* __restrict opening = row_of(block, market->opening);
    for (int lane = 0; lane < kWidth; ++lane)
      outflow[lane] +=
          cost[lane] * dt_years * model::active_part(period, opening[lane], __builtin_inf());
  }
  if (channel->fixed_per_year >= 0 && period >= market->enter_period) {
    const double* __restrict cost = row_of(block, channel->fixed_per_year);
    const double* __restrict until = row_of(block, market->entry_until);
    for (int lane = 0; lane < kWidth; ++lane)
      outflow[lane] +=
          cost[lane] * dt_years * model::active_part(period, market->enter_period, until[lane]);
  }
}

/// Receipts come `days` after the invoice, split linearly between the two periods around the due
/// date.
static inline void schedule_receipts(const BlockContext* block, const MarketStep* market,
                                     int period, const double* __restrict receipts) {
  const KernelPlan* plan = block->plan;
  const int ring = plan->ring;
  if (market->days_fixed || !market->has_days) {
    const double later = market->delay_fraction;
    double* __restrict due =
        row_of(block, plan->ring_rows + (period + market->delay_periods) % ring);
    if (later == 0) {
      add_to(due, receipts);
      return;
    }
    double* __restrict next =
        row_of(block, plan->ring_rows + (period + market->delay_periods + 1) % ring);
    for (int lane = 0; lane < kWidth; ++lane) {
      due[lane] += receipts[lane] * (1 - later);
      next[lane] += receipts[lane] * later;
    }
    return;
  }
  const double* delay = row_of(block, market->delay);
  for (int lane = 0; lane < kWidth; ++lane) {
    const int whole = static_cast<int>(delay[lane]);
    const double later = delay[lane] - whole;
    row_of(block, plan->ring_rows + (period + whole) % ring)[lane] += receipts[lane] * (1 - later);
    row_of(block, plan->ring_rows + (period + whole + 1) % ring)[lane] += receipts[lane] * later;
  }
}

/// Invoices, receipts and costs of a market.
static inline void book(const BlockContext* block, const MarketStep* market, int period) {
  const KernelPlan* plan = block->plan;
  const double* price = row_of(block, plan->price_home);
  double* revenue = row_of(block, market->revenue_now);
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    const double* __restrict units = row_of(block, channel->units);
    double* __restrict total = row_of(block, channel->revenue);
    double* __restrict now = i == 0 ? revenue : scratch(block, 0);
    for (int lane = 0; lane < kWidth; ++lane) {
      now[lane] = units[lane] * price[lane];
      total[lane] += now[lane];
    }
    if (i > 0) add_to(revenue, scratch(block, 0));
  }
  if (market->channel_count > 1) add_to(row_of(block, market->revenue), revenue);
  add_to(row_of(block, plan->revenue_now), revenue);
  if (period >= plan->periods - plan->periods_per_year)
    add_to(row_of(block, plan->share_units), row_of(block, market->units_now));

  const double* kept = revenue;
  if (market->has_losses) {
    double* after_losses = scratch(block, 1);
    multiply(revenue, row_of(block, market->kept), after_losses);
    kept = after_losses;
  }
  if (plan->has_losses) add_to(row_of(block, plan->kept_now), kept);
  if (plan->ring > 0) schedule_receipts(block, market, period, kept);
  if (plan->has_days) {
    double* __restrict receipts = row_of(block, plan->receipts_now);
    if (market->has_days) {
      const double* __restrict discount = row_of(block, market->receipts_discount);
      for (int lane = 0; lane < kWidth; ++lane) receipts[lane] += kept[lane] * discount[lane];
    } else {
      add_to(receipts, kept);
    }
  }
  if (!plan->has_outflows) return;
  double* __restrict outflow = row_of(block, plan->outflow_now);
  if (market->has_unit_cost) {
    const double* __restrict units = row_of(block, market->units_now);
    const double* __restrict cost = row_of(block, market->unit_cost);
    for (int lane = 0; lane < kWidth; ++lane) outflow[lane] += units[lane] * cost[lane];
  }
  if (market->has_premium) {
    const double* __restrict premium = row_of(block, market->premium);
    for (int lane = 0; lane < kWidth; ++lane) outflow[lane] += revenue[lane] * premium[lane];
  }
  if (market->has_schedule_costs)
    for (int i = 0; i < market->channel_count; ++i)
      add_schedule_costs(block, market, &market->channels[i], period, outflow);
}

/// Cash of the firm after a period: outflows first, then receipts, so that the need is seen in
/// full.
static inline void move_cash(const BlockContext* block, int period,
                             const double* __restrict outflow, double* __restrict receipts) {
  const KernelPlan* plan = block->plan;
  double* __restrict cash = row_of(block, plan->cash);
  double* __restrict low = row_of(block, plan->low);
  double* __restrict trough = row_of(block, plan->trough_period);
  double* __restrict negative = row_of(block, plan->last_negative);
  const double now = period;
  for (int lane = 0; lane < kWidth; ++lane) {
    const double need = cash[lane] - outflow[lane];
    trough[lane] = need < low[lane] ? now : trough[lane];
    low[lane] = need < low[lane] ? need : low[lane];
    cash[lane] = need + receipts[lane];
    negative[lane] = cash[lane] < 0 ? now : negative[lane];
  }
}

/// The firm's flows of the period into its totals.
static inline void close_period(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  const double* __restrict revenue = row_of(block, plan->revenue_now);
  const double* kept = plan->has_losses ? row_of(block, plan->kept_now) : revenue;
  const double* __restrict receipts = plan->has_days ? row_of(block, plan->receipts_now) : kept;
  const double* __restrict discount = row_of(block, plan->discount_now);
  double* __restrict npv = row_of(block, plan->npv);
  double* __restrict margin = row_of(block, plan->margin);
  if (plan->has_outflows) {
    const double* __restrict outflow = row_of(block, plan->outflow_now);
    for (int lane = 0; lane < kWidth; ++lane) {
      npv[lane] += discount[lane] * (receipts[lane] - outflow[lane]);
      margin[lane] += kept[lane] - outflow[lane];
    }
    if (plan->ring > 0) {
      double* due = row_of(block, plan->ring_rows + period % plan->ring);
      copy(due, scratch(block, 0));
      fill(due, 0);
      move_cash(block, period, outflow, scratch(block, 0));
    } else {
      copy(kept, scratch(block, 0));
      move_cash(block, period, outflow, scratch(block, 0));
    }
  } else {
    for (int lane = 0; lane < kWidth; ++lane) {
      npv[lane] += discount[lane] * receipts[lane];
      margin[lane] += kept[lane];
    }
  }
  add_to(row_of(block, plan->revenue_by_year + period / plan->periods_per_year), revenue);
  copy(revenue, row_of(block, plan->revenue_by_period + period));
}

/// Prices and discount factors of the period to come.
static inline void turn_period(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  double* __restrict discount = row_of(block, plan->discount_now);
  const double* __restrict step = row_of(block, plan->discount_step);
  for (int lane = 0; lane < kWidth; ++lane) discount[lane] *= step[lane];
  if (!plan->escalates) return;
  double* __restrict level = row_of(block, plan->escalation_now);
  const double* __restrict grows = row_of(block, plan->escalation_step);
  for (int lane = 0; lane < kWidth; ++lane) level[lane] *= grows[lane];
}

}  // namespace landfall::simulate
