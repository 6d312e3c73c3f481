// One period of a block: the world moves, channels sell what demand and capacity allow, money
// flows.
#pragma once

#include "simulate/block_channels.hpp"
#include "simulate/block_trace.hpp"

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
    double* tiles[kGroupMax];
    for (int member = 0; member < group->size; ++member)
      tiles[member] = row_of(block, plan->shocks[group->first + member].tile);
    correlate(group->factor, group->size, tiles, kTile * kWidth);
  }
}

static inline const double* shock_row(const BlockContext* block, int shock, int period) {
  return row_of(block, block->plan->shocks[shock].tile + period % kTile);
}

/// The step of one series; its state moves from the row of the period before to that of `period`.
static inline void move_series(const BlockContext* block, const SeriesStep* series, int period) {
  if (series->kind == SeriesKind::constant) return;
  const double* before = row_at(block, series->log_value, period + kTile - 1);
  double* state = row_at(block, series->log_value, period);
  switch (series->kind) {
    case SeriesKind::fixed:
      if (period == 0 || series->by_period[period] != series->by_period[period - 1]) {
        log_row(row_of(block, series->by_period[period]), state);
      } else {
        copy(before, state);
      }
      if (series->value >= 0)
        copy(row_of(block, series->by_period[period]), row_at(block, series->value, period));
      return;
    case SeriesKind::mean_reverting:
      model::step_log_mean_reverting(before, row_of(block, series->step_drift),
                                     row_of(block, series->step_keep),
                                     row_of(block, series->step_volatility),
                                     shock_row(block, series->shock, period), kWidth, state);
      break;
    default:
      if (series->shock >= 0) {
        model::step_log_gbm(before, row_of(block, series->step_drift),
                            row_of(block, series->step_volatility),
                            shock_row(block, series->shock, period), kWidth, state);
      } else {
        model::step_log_drift(before, row_of(block, series->step_drift), kWidth, state);
      }
  }
  if (series->value < 0) return;
  double* __restrict value = row_at(block, series->value, period);
  for (int lane = 0; lane < kWidth; ++lane) value[lane] = maths::exp(state[lane]);
}

/// Demand takes this period's step, unless it moves with a series or not at all.
static inline void move_demand(const BlockContext* block, const MarketStep* market, int period) {
  if (market->demand_series >= 0 || !market->demand_moves) return;
  const double* before = row_at(block, market->log_demand, period + kTile - 1);
  double* state = row_at(block, market->log_demand, period);
  if (market->demand_shock >= 0) {
    model::step_log_gbm(before, row_of(block, market->demand_drift),
                        row_of(block, market->demand_step),
                        shock_row(block, market->demand_shock, period), kWidth, state);
  } else {
    model::step_log_drift(before, row_of(block, market->demand_drift), kWidth, state);
  }
}

/// Exchange rates and prices take this period's step.
static inline void move_world(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < plan->series_count; ++i) move_series(block, &plan->series[i], period);
  convert(block, true, period);
  if (plan->escalates) {
    double* now = row_at(block, plan->escalation_now, period);
    if (period == 0) {
      fill(now, 1);
    } else {
      multiply(row_at(block, plan->escalation_now, period - 1),
               row_of(block, plan->escalation_step), now);
    }
  }
  if (plan->prices_move) set_prices(block, period);
}

/// The ladder of a market whose prices move: rates in force, then every rung again.
static inline void climb_moving_ladder(const BlockContext* block, const MarketStep* market,
                                       int period) {
  const TariffStep* tariff = &market->tariff;
  const double now_years = period * block->plan->dt_years;
  DutyRows duty = duty_of_state(block, tariff, 0);
  if (tariff->changes > 0 || market->specific_rate >= 0 || block->memory->trace != nullptr) {
    double* rates[kFirstLevy + 1];
    for (int field = 0; field < kFirstLevy + 1; ++field) {
      rates[field] = row_of(block, market->duty_now + field);
      const double* states = field < kFirstLevy ? tariff_state(block, tariff, field, 0)
                                                : row_of(block, tariff->levies);
      model::rate_in_force(now_years, row_of(block, tariff->starts), states, tariff->changes,
                           kWidth, kWidth, rates[field]);
    }
    if (market->specific_rate >= 0) {
      const double* __restrict rate = row_at(block, market->specific_rate, period);
      double* __restrict specific = rates[kSpecific];
      for (int lane = 0; lane < kWidth; ++lane) specific[lane] *= rate[lane];
    }
    duty = {rates[kAdValorem], rates[kSpecific], rates[kVat], rates[kFirstLevy]};
  }
  climb_ladder(block, market, &duty, 0, period);
  price_unit_cost(block, market, &duty, period);
}

/// ln R of a channel; null without a response.
static inline double* respond(const BlockContext* block, const MarketStep* market,
                              const ChannelStep* channel, int period) {
  if (channel->reference < 0) return nullptr;
  const double now_years = period * block->plan->dt_years;
  const double* ratio = row_of(block, channel->log_ratio);
  if (!market->moving_ladder && market->tariff.changes > 0) {
    double* in_force = scratch(block, 0);
    model::rate_in_force(now_years, row_of(block, market->tariff.starts), ratio,
                         market->tariff.changes, kWidth, kWidth, in_force);
    ratio = in_force;
  }
  double* response = row_of(block, channel->log_response);
  model::log_elasticity_response(ratio, row_at(block, channel->log_cross, period),
                                 row_of(block, market->inflation), now_years,
                                 row_of(block, channel->elasticity), kWidth, response);
  return response;
}

/// Units of a market and of its channels, times a factor.
static inline void scale_units(const BlockContext* block, const MarketStep* market, int period,
                               const double* __restrict factor) {
  for (int i = 0; i < market->channel_count; ++i) {
    double* __restrict units = row_at(block, market->channels[i].units, period);
    for (int lane = 0; lane < kWidth; ++lane) units[lane] *= factor[lane];
  }
  if (market->channel_count == 1) return;  // the channel's row is the market's
  double* __restrict units = row_at(block, market->units_now, period);
  for (int lane = 0; lane < kWidth; ++lane) units[lane] *= factor[lane];
}

/// Units of every channel of a market: what is wanted, then what demand allows.
static inline void sell(const BlockContext* block, const MarketStep* market, int period) {
  const KernelPlan* plan = block->plan;
  const double season_dt = market->season_dt[period];
  move_demand(block, market, period);
  const double* log_demand = row_at(block, market->log_demand, demand_period(market, period));
  double* demand = row_of(block, market->demand_now);
  bool selling = false;
  for (int i = 0; i < market->channel_count; ++i)
    selling = selling || period >= market->channels[i].first_period;
  if (selling && market->moving_ladder) climb_moving_ladder(block, market, period);

  double wanted_at_most = 0;  // share of demand, summed over the channels
  bool needs_cap = false;
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    double* units = row_at(block, channel->units, period);
    if (period < channel->first_period) {
      fill(units, 0);
      continue;
    }
    double* uptake = row_of(block, channel->uptake_now);
    step_channel_uptake(block, channel, period, uptake);
    const double* response = respond(block, market, channel, period);
    model::wanted_units(row_of(block, channel->ceiling_units), season_dt, uptake, log_demand,
                        response, kWidth, units);
    const double* bounds = row_of(block, channel->bounds);
    const double log_most = response == nullptr ? 0 : largest(response);
    needs_cap = needs_cap || !(log_most < bounds[1]);
    if (market->channel_count > 1) wanted_at_most += bounds[0] * maths::exp(log_most);
  }
  const bool needs_scaling = market->channel_count > 1 && !(wanted_at_most * 1.000001 < 1);
  const bool counts_share = period >= plan->periods - plan->periods_per_year;
  if (needs_cap || needs_scaling || counts_share)
    model::demand_of_period(row_of(block, market->start_units), season_dt, log_demand, kWidth,
                            demand);
  if (needs_cap)
    for (int i = 0; i < market->channel_count; ++i)
      model::cap_by_share(demand, row_of(block, market->channels[i].addressable), kWidth,
                          row_at(block, market->channels[i].units, period));
  if (market->channel_count > 1) {
    double* __restrict all = row_at(block, market->units_now, period);
    fill(all, 0);
    for (int i = 0; i < market->channel_count; ++i)
      add_to(all, row_at(block, market->channels[i].units, period));
    if (needs_scaling) {
      double* factor = scratch(block, 0);
      model::scale_to(demand, all, kWidth, factor);
      scale_units(block, market, period, factor);
    }
  }
  if (counts_share) add_to(row_of(block, plan->share_demand), demand);
  if (block->memory->trace != nullptr) trace_sale(block, market, period);
}

/// The firm makes no more than its capacity: markets give way pro rata.
static inline void share_capacity(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  double* all = scratch(block, 0);
  double* most = scratch(block, 1);
  double* factor = scratch(block, 2);
  fill(all, 0);
  for (int i = 0; i < plan->market_count; ++i)
    add_to(all, row_at(block, plan->markets[i].units_now, period));
  const double* __restrict capacity = row_of(block, plan->capacity);
  for (int lane = 0; lane < kWidth; ++lane) most[lane] = capacity[lane] * plan->dt_years;
  model::scale_to(most, all, kWidth, factor);
  for (int i = 0; i < plan->market_count; ++i)
    scale_units(block, &plan->markets[i], period, factor);
}

/// Entry, marketing and fixed cost of a channel in this period.
static inline void add_schedule_costs(const BlockContext* block, const MarketStep* market,
                                      const ChannelStep* channel, int period,
                                      double* __restrict outflow) {
  const double dt_years = block->plan->dt_years, now = period;
  if (channel->entry_cost >= 0 && period == market->enter_period)
    add_to(outflow, row_of(block, channel->entry_cost));
  if (channel->marketing_per_year >= 0) {
    const double* __restrict cost = row_of(block, channel->marketing_per_year);
    const double* __restrict opening = row_of(block, market->opening);
    for (int lane = 0; lane < kWidth; ++lane)
      outflow[lane] +=
          cost[lane] * dt_years * model::active_part(now, opening[lane], __builtin_inf());
  }
  if (channel->fixed_per_year >= 0 && period >= market->enter_period) {
    const double* __restrict cost = row_of(block, channel->fixed_per_year);
    const double* __restrict until = row_of(block, market->entry_until);
    for (int lane = 0; lane < kWidth; ++lane)
      outflow[lane] +=
          cost[lane] * dt_years * model::active_part(now, market->enter_period, until[lane]);
  }
}

/// Receipts come `days` after the invoice, split linearly between the two periods around the due
/// date: a weight for each period in which some may come.
static inline void schedule_receipts(const BlockContext* block, const MarketStep* market,
                                     int period, const double* __restrict receipts) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < market->delay_count; ++i) {
    const int comes = (period + market->delay_first + i) % plan->ring;
    const double* __restrict weight = row_of(block, market->delay_weights + i);
    double* __restrict due = row_of(block, plan->ring_rows + comes);
    for (int lane = 0; lane < kWidth; ++lane) due[lane] += receipts[lane] * weight[lane];
  }
}

/// Costs of a market in this period.
static inline void add_outflows(const BlockContext* block, const MarketStep* market, int period,
                                const double* __restrict revenue) {
  double* __restrict outflow = row_at(block, block->plan->outflow_now, period);
  if (market->has_unit_cost) {
    const double* __restrict units = row_at(block, market->units_now, period);
    const double* __restrict cost = row_at(block, market->unit_cost, period);
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

/// Invoices, receipts and costs of a market.
static inline void book(const BlockContext* block, const MarketStep* market, int period) {
  const KernelPlan* plan = block->plan;
  const double* __restrict price = row_at(block, plan->price_home, period);
  double* __restrict revenue = row_of(block, market->revenue_now);
  double* __restrict firm = row_at(block, plan->revenue_now, period);
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    const double* __restrict units = row_at(block, channel->units, period);
    double* __restrict total = row_of(block, channel->revenue);
    if (market->channel_count == 1) {
      for (int lane = 0; lane < kWidth; ++lane) {
        revenue[lane] = units[lane] * price[lane];
        total[lane] += revenue[lane];
        firm[lane] += revenue[lane];
      }
    } else {
      if (i == 0) fill(revenue, 0);
      for (int lane = 0; lane < kWidth; ++lane) {
        const double now = units[lane] * price[lane];
        total[lane] += now;
        revenue[lane] += now;
      }
    }
  }
  if (market->channel_count > 1) {
    add_to(row_of(block, market->revenue), revenue);
    add_to(firm, revenue);
  }
  if (period >= plan->periods - plan->periods_per_year)
    add_to(row_of(block, plan->share_units), row_at(block, market->units_now, period));
  if (block->memory->trace != nullptr) trace_booking(block, market, period);

  const double* kept = revenue;
  if (market->has_losses) {
    double* after_losses = scratch(block, 1);
    multiply(revenue, row_of(block, market->kept), after_losses);
    kept = after_losses;
  }
  if (plan->has_losses) add_to(row_at(block, plan->kept_now, period), kept);
  if (plan->ring > 0) schedule_receipts(block, market, period, kept);
  if (plan->has_days) {
    double* __restrict receipts = row_at(block, plan->receipts_now, period);
    if (market->has_days) {
      const double* __restrict discount = row_of(block, market->receipts_discount);
      for (int lane = 0; lane < kWidth; ++lane) receipts[lane] += kept[lane] * discount[lane];
    } else {
      add_to(receipts, kept);
    }
  }
  if (plan->has_outflows) add_outflows(block, market, period, revenue);
}

/// Cash of the firm after a period: outflows first, then receipts, so that the need is seen in
/// full.
static inline void move_cash(const BlockContext* block, int period,
                             const double* __restrict outflow, const double* __restrict receipts) {
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
  if (block->memory->trace != nullptr) trace_cash(block, period, receipts);
}

/// The firm's flows of the period into its totals, and the discount factor of the next.
static inline void close_period(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  const double* __restrict revenue = row_at(block, plan->revenue_now, period);
  const double* kept = plan->has_losses ? row_at(block, plan->kept_now, period) : revenue;
  const double* __restrict receipts =
      plan->has_days ? row_at(block, plan->receipts_now, period) : kept;
  double* __restrict discount = row_of(block, plan->discount_now);
  const double* __restrict step = row_of(block, plan->discount_step);
  double* __restrict npv = row_of(block, plan->npv);
  double* __restrict margin = row_of(block, plan->margin);
  double* __restrict year = row_of(block, plan->revenue_by_year + period / plan->periods_per_year);
  double* __restrict kept_for_the_fan = row_of(block, plan->revenue_by_period + period);
  for (int lane = 0; lane < kWidth; ++lane) {
    year[lane] += revenue[lane];
    kept_for_the_fan[lane] = revenue[lane];
  }
  if (plan->has_outflows) {
    const double* __restrict outflow = row_at(block, plan->outflow_now, period);
    for (int lane = 0; lane < kWidth; ++lane) {
      npv[lane] += discount[lane] * (receipts[lane] - outflow[lane]);
      margin[lane] += kept[lane] - outflow[lane];
    }
    if (block->memory->trace != nullptr) trace_firm(block, period);
    if (plan->ring > 0) {
      double* due = row_of(block, plan->ring_rows + period % plan->ring);
      move_cash(block, period, outflow, due);
      fill(due, 0);
    } else {
      move_cash(block, period, outflow, kept);
    }
  } else {
    for (int lane = 0; lane < kWidth; ++lane) {
      npv[lane] += discount[lane] * receipts[lane];
      margin[lane] += kept[lane];
    }
  }
  for (int lane = 0; lane < kWidth; ++lane) discount[lane] *= step[lane];
}

/// Nothing has flowed yet in these periods.
static inline void open_periods(const BlockContext* block, int first, int count) {
  const KernelPlan* plan = block->plan;
  for (int period = first; period < first + count; ++period) {
    fill(row_at(block, plan->revenue_now, period), 0);
    if (plan->has_losses) fill(row_at(block, plan->kept_now, period), 0);
    if (plan->has_days) fill(row_at(block, plan->receipts_now, period), 0);
    if (plan->has_outflows) fill(row_at(block, plan->outflow_now, period), 0);
  }
}

}  // namespace landfall::simulate
