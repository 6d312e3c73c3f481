// Series that do more than walk: jumps, regimes, baskets.
#pragma once

#include "maths/expm1.hpp"
#include "model/band.hpp"
#include "model/basket.hpp"
#include "model/jump_diffusion.hpp"
#include "model/regime.hpp"
#include "simulate/block_setup.hpp"

namespace landfall::simulate {

/// One uniform row for each period of a tile: decisions that an address makes every period. Takes
/// the words of the block. Paths of an antithetic pair mirror them; the other samplers leave them
/// as they are.
static inline void outcome_tile(const BlockContext* block, std::uint64_t key, int period,
                                double* u) {
  std::uint32_t* words = four_words(block, key, static_cast<std::uint32_t>(period / kTile), 0);
  const bool antithetic = block->plan->sampler == random::Sampler::antithetic;
  if (antithetic) random::pair_words(words, kTile * kWidth);
  random::unit_from_word(words, u, kTile * kWidth);
  if (!antithetic) return;
  for (int at = 1; at < kTile * kWidth; at += 2) u[at] = 1 - u[at];
}

/// What the drift of a jump-diffusion gives up for the mean of its jumps, and how many are
/// expected.
static inline void start_jumps(const BlockContext* block, const SeriesStep* series) {
  const double dt_years = block->plan->dt_years;
  const JumpStep* jumps = series->jumps;
  const double* __restrict per_year = row_of(block, jumps->per_year);
  const double* __restrict mean = row_of(block, jumps->mean);
  const double* __restrict sd = row_of(block, jumps->sd);
  double* __restrict drift = row_of(block, series->step_drift);
  double* __restrict expected = row_of(block, jumps->expected);
  double* __restrict none = row_of(block, jumps->none);
  gbm_step_rows(row_of(block, series->drift), row_of(block, series->volatility), dt_years, drift,
                row_of(block, series->step_volatility));
  for (int lane = 0; lane < kWidth; ++lane) {
    const double growth = maths::expm1(mean[lane] + 0.5 * sd[lane] * sd[lane]);
    expected[lane] = per_year[lane] * dt_years;
    none[lane] = maths::exp(-expected[lane]);
    drift[lane] -= expected[lane] * growth;
  }
}

/// A period's worth of drift and volatility in each regime, and the regime of the first period, in
/// the place of the period before.
static inline void start_regime(const BlockContext* block, const RegimeStep* regime) {
  for (int state = 0; state < regime->states; ++state)
    gbm_step_rows(row_of(block, regime->drifts[state]), row_of(block, regime->spreads[state]),
                  block->plan->dt_years, row_of(block, regime->drift + state),
                  row_of(block, regime->volatility + state));
  double* __restrict now = row_of(block, regime->now + kTile - 1);
  fill(now, regime->begins);
  if (regime->begins >= 0) return;
  double* __restrict u = scratch(block, 0);
  path_uniforms(block, regime->start_key, 0, regime->start_directions, u, scratch(block, 1));
  fill(now, 0);
  for (int state = 0; state + 1 < regime->states; ++state)
    for (int lane = 0; lane < kWidth; ++lane) now[lane] += u[lane] >= regime->shares[state] ? 1 : 0;
}

/// What the kinds of series need before the first period, beside what all of them need.
static inline void start_processes(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < plan->series_count; ++i) {
    if (plan->series[i].kind == SeriesKind::jump_diffusion) start_jumps(block, &plan->series[i]);
    if (plan->series[i].kind == SeriesKind::regime) start_regime(block, plan->series[i].regime);
  }
}

static inline void move_jump_diffusion(const BlockContext* block, const SeriesStep* series,
                                       int first) {
  const KernelPlan* plan = block->plan;
  const JumpStep* jumps = series->jumps;
  double* u = scratch(block, 0);
  double* counts = scratch(block, kTile);
  outcome_tile(block, jumps->count_key, first, u);
  for (int j = 0; j < kTile; ++j)
    model::count_jumps(u + j * kWidth, row_of(block, jumps->expected), row_of(block, jumps->none),
                       counts + j * kWidth);
  const model::JumpDiffusionRows rows = {row_of(block, series->step_drift),
                                         row_of(block, series->step_volatility),
                                         row_of(block, jumps->mean), row_of(block, jumps->sd)};
  model::step_log_jump_diffusion(&rows, row_of(block, plan->shocks[series->shock].tile), counts,
                                 row_of(block, plan->shocks[jumps->size_shock].tile),
                                 row_of(block, series->log_value));
}

static inline void move_regime(const BlockContext* block, const SeriesStep* series, int first) {
  const RegimeStep* regime = series->regime;
  const double* shocks = row_of(block, block->plan->shocks[series->shock].tile);
  double* log_value = row_of(block, series->log_value);
  double* now = row_of(block, regime->now);
  double* u = scratch(block, 0);
  double* before = scratch(block, kTile);
  outcome_tile(block, regime->switch_key, first, u);
  for (int j = 0; j < kTile; ++j) {
    copy(now + (j == 0 ? kTile - 1 : j - 1) * kWidth, before);
    if (first + j == 0) {
      copy(before, now);  // nothing has changed yet
    } else {
      model::step_regime(u + j * kWidth, regime->passes, regime->states, before, now + j * kWidth);
    }
    copy(log_value + (j == 0 ? kTile - 1 : j - 1) * kWidth, before);
    model::step_log_in_regime(row_of(block, regime->drift), row_of(block, regime->volatility),
                              regime->states, now + j * kWidth, shocks + j * kWidth, before,
                              log_value + j * kWidth);
  }
}

static inline void move_within_band(const BlockContext* block, const SeriesStep* series) {
  const double* shocks = row_of(block, block->plan->shocks[series->shock].tile);
  double* log_value = row_of(block, series->log_value);
  const double* drift = row_of(block, series->step_drift);
  const double* volatility = row_of(block, series->step_volatility);
  if (series->kind == SeriesKind::mean_reverting) {
    model::step_log_mean_reverting_within(series->band, drift, row_of(block, series->step_keep),
                                          volatility, shocks, log_value);
  } else {
    model::step_log_gbm_within(series->band, drift, volatility, shocks, log_value);
  }
}

/// ln S = ln(place in the band) - ln(sum of w X / R) in each period of a tile.
static inline void move_basket(const BlockContext* block, const SeriesStep* series) {
  const BasketStep* basket = series->basket;
  const int count = kTile * kWidth;
  double* __restrict value = scratch(block, 0);
  double* ratio = scratch(block, kTile);
  double* log_parity = scratch(block, 2 * kTile);
  for (int at = 0; at < count; ++at) value[at] = 0;
  for (int i = 0; i < basket->part_count; ++i) {
    const BasketPart* part = &basket->parts[i];
    log_row(row_of(block, part->parity), log_parity);
    for (int j = 0; j < kTile; ++j) {
      double* __restrict row = ratio + j * kWidth;
      const double* __restrict parity = log_parity;
      for (int lane = 0; lane < kWidth; ++lane) row[lane] = 0 - parity[lane];
      for (int leg = 0; leg < part->leg_count; ++leg) {
        const Slot slot = part->legs[leg];
        const double* __restrict log_rate = row_of(block, slot) + j * stride_of(block, slot);
        const double sign = part->signs[leg];
        for (int lane = 0; lane < kWidth; ++lane) row[lane] += sign * log_rate[lane];
      }
      maths::exp_row(row, kWidth, log_parity + kWidth);
      copy(log_parity + kWidth, row);
    }
    model::add_basket_part(part->weight, ratio, count, value);
  }
  double* log_value = row_of(block, series->log_value);
  maths::log_row(value, count, log_value);
  const double* within = row_of(block, basket->log_within);
  const int stride = stride_of(block, basket->log_within);
  for (int j = 0; j < kTile; ++j) {
    double* __restrict row = log_value + j * kWidth;
    const double* __restrict place = within + j * stride;
    for (int lane = 0; lane < kWidth; ++lane) row[lane] = place[lane] - row[lane];
  }
}

}  // namespace landfall::simulate
