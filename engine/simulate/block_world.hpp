// How the world of a block moves: shocks, exchange rates, prices and demand, a tile at a time.
#pragma once

#include "model/price_process.hpp"
#include "simulate/block_events.hpp"
#include "simulate/block_ladder.hpp"
#include "simulate/block_sampling.hpp"
#include "simulate/block_trace.hpp"

namespace landfall::simulate {

/// Shocks of the next kTile periods: one Philox block gives a stream four words, so four normals.
static inline void draw_shocks(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  const bool antithetic = plan->sampler == random::Sampler::antithetic;
  take_rows(block, plan->tile_rows, plan->tile_row_count);
  for (int i = 0; i < plan->shock_count; ++i) {
    if (is_taken(plan->shock_taken, i)) continue;
    const ShockStep* shock = &plan->shocks[i];
    std::uint32_t* words =
        four_words(block, shock->key, static_cast<std::uint32_t>(period / kTile), 0);
    if (antithetic) random::pair_words(words, 4 * kWidth);
    random::box_muller(words, words + kWidth, kWidth, row_of(block, shock->tile),
                       row_of(block, shock->tile + 1));
    random::box_muller(words + 2 * kWidth, words + 3 * kWidth, kWidth,
                       row_of(block, shock->tile + 2), row_of(block, shock->tile + 3));
    if (antithetic)
      for (int j = 0; j < kTile; ++j) random::mirror_scores(row_of(block, shock->tile + j), kWidth);
    if (plan->leading != nullptr) lead_shocks(block, shock, period);
  }
  for (int i = 0; i < plan->shock_group_count; ++i) {
    const ShockGroup* group = &plan->shock_groups[i];
    if (is_taken(plan->shock_taken, group->first)) continue;
    double* tiles[kGroupMax];
    for (int member = 0; member < group->size; ++member)
      tiles[member] = row_of(block, plan->shocks[group->first + member].tile);
    correlate(group->factor, group->size, tiles, kTile * kWidth);
    if (group->student != nullptr)
      share_divisors(block, group->student, period, group->size, tiles);
  }
}

/// The steps of one series by itself in the periods [first, first + periods) of one tile.
static inline void move_series(const BlockContext* block, const SeriesStep* series, int first,
                               int periods) {
  if (series->kind == SeriesKind::constant || series->kind == SeriesKind::basket) return;
  double* log_value = row_of(block, series->log_value);
  const double* shocks =
      series->shock < 0 ? nullptr : row_of(block, block->plan->shocks[series->shock].tile);
  if (series->kind == SeriesKind::fixed) {
    double* value = row_of(block, series->value);
    for (int j = 0; j < periods; ++j) {
      const double* in_force = row_of(block, series->by_period[first + j]);
      log_row(in_force, log_value + j * kWidth);
      if (value != nullptr) copy(in_force, value + j * kWidth);
    }
    return;
  }
  const double* drift = row_of(block, series->step_drift);
  const double* volatility = row_of(block, series->step_volatility);
  if (series->band != nullptr) {
    move_within_band(block, series);
  } else if (series->kind == SeriesKind::jump_diffusion) {
    move_jump_diffusion(block, series, first);
  } else if (series->kind == SeriesKind::regime) {
    move_regime(block, series, first);
  } else if (series->kind == SeriesKind::mean_reverting) {
    model::step_log_mean_reverting(drift, row_of(block, series->step_keep), volatility, shocks,
                                   log_value);
  } else if (shocks != nullptr) {
    model::step_log_gbm(drift, volatility, shocks, log_value);
  } else {
    model::step_log_drift(drift, log_value);
  }
}

/// What others see of a series once all have moved: a rate that follows its basket, and the events
/// that act on it.
static inline void show_series(const BlockContext* block, const SeriesStep* series) {
  if (series->kind == SeriesKind::basket) move_basket(block, series);
  double* seen = row_of(block, series->log_seen);
  if (series->hit != nullptr)
    apply_events(block, series->hit, row_of(block, series->log_value),
                 stride_of(block, series->log_value), seen);
  const bool is_done = series->kind == SeriesKind::fixed && series->hit == nullptr;
  if (series->value >= 0 && !is_done)
    maths::exp_row(seen, kTile * kWidth, row_of(block, series->value));
}

/// Demand takes its steps, unless it moves with a series or not at all.
static inline void move_demand(const BlockContext* block, const MarketStep* market) {
  if (market->demand_series >= 0 || !market->demand_moves) return;
  double* log_demand = row_of(block, market->demand_state);
  const double* drift = row_of(block, market->demand_drift);
  if (market->demand_shock >= 0) {
    model::step_log_gbm(drift, row_of(block, market->demand_step),
                        row_of(block, block->plan->shocks[market->demand_shock].tile), log_demand);
  } else {
    model::step_log_drift(drift, log_demand);
  }
  if (market->demand_hit != nullptr)
    apply_events(block, market->demand_hit, log_demand, kWidth, row_of(block, market->log_demand));
}

/// The factor on prices and costs in each period of a tile; 1 in the first of all.
static inline void escalate(const BlockContext* block, const PriceStep* price, int first) {
  const double* __restrict step = row_of(block, price->escalation_step);
  double* __restrict now = row_of(block, price->escalation_now);
  for (int lane = 0; lane < kWidth; ++lane) {
    double factor = first == 0 ? 1.0 : now[(kTile - 1) * kWidth + lane] * step[lane];
    for (int j = 0; j < kTile; ++j) {
      now[j * kWidth + lane] = factor;
      factor *= step[lane];
    }
  }
}

/// Exchange rates, demand and prices in the periods [first, first + periods) of one tile. What is
/// computed from rows alone is computed for all of a tile, also beyond the horizon.
static inline void move_world(const BlockContext* block, int first, int periods) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < plan->series_count; ++i)
    if (!is_taken(plan->series_taken, i)) move_series(block, &plan->series[i], first, periods);
  step_events(block, first);
  for (int i = 0; i < plan->series_count; ++i)
    if (!is_taken(plan->series_taken, i)) show_series(block, &plan->series[i]);
  if (block->memory->trace != nullptr)
    for (int period = first; period < first + periods; ++period) trace_world(block, period);
  for (int i = 0; i < plan->market_count; ++i)
    if (!is_taken(plan->demand_taken, i)) move_demand(block, &plan->markets[i]);
  convert(block, kTile);
  pass_rates_on(block);
  switch_amounts(block, first);
  for (int i = 0; i < plan->price_count; ++i) {
    const PriceStep* price = &plan->prices[i];
    if (price->escalates) escalate(block, price, first);
    if (price->moves) set_price(block, price, kTile);
  }
}

}  // namespace landfall::simulate
