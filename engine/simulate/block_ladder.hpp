// Duty schedules and price ladders: once a path, or every period where prices move.
#pragma once

#include "model/price_ladder.hpp"
#include "simulate/block_response.hpp"

namespace landfall::simulate {

/// Rates of duty: those of one state, or those in force.
struct DutyRows {
  const double *ad_valorem, *specific, *vat, *levies;
};

static inline DutyRows duty_of_state(const BlockContext* block, const TariffStep* tariff,
                                     int state) {
  return {tariff_state(block, tariff, kAdValorem, state),
          tariff_state(block, tariff, kSpecific, state), tariff_state(block, tariff, kVat, state),
          row_of(block, tariff->levies + state)};
}

/// The rows of one rung: prices of a period and the duty.
static inline model::LadderRows ladder_rows(const BlockContext* block, const MarketStep* market,
                                            const DutyRows* duty, int period) {
  return {row_at(block, market->price->price_now, period),
          row_at(block, market->carriage, period),
          row_of(block, market->insurance),
          row_at(block, market->freight, period),
          row_at(block, market->inland, period),
          duty->specific,
          duty->ad_valorem,
          duty->levies};
}

/// From the price to landed cost; returns the row of its logarithm.
static inline const double* climb_ladder(const BlockContext* block, const MarketStep* market,
                                         const DutyRows* duty, int period) {
  const model::Ladder ladder = static_cast<model::Ladder>(market->price->ladder);
  const model::LadderRows rows = ladder_rows(block, market, duty, period);
  double* value = row_of(block, market->customs_value);
  double* landed = row_of(block, market->landed);
  double* log_landed = scratch(block, 2);
  model::customs_value(ladder, &rows, kWidth, value);
  model::landed_cost(value, duty->ad_valorem, duty->specific, duty->levies, kWidth, landed);
  log_row(landed, log_landed);
  return log_landed;
}

static inline void add_rows(const double* __restrict left, const double* __restrict right,
                            double* __restrict sum) {
  for (int lane = 0; lane < kWidth; ++lane) sum[lane] = left[lane] + right[lane];
}

/// Cost of a unit in the scenario's currency: the goods, and what the incoterm lays on the seller.
static inline void price_unit_cost(const BlockContext* block, const MarketStep* market,
                                   const DutyRows* duty, int period) {
  if (!market->has_unit_cost) return;
  const PriceStep* price = market->price;
  double* __restrict cost = row_at(block, market->unit_cost, period);
  if (market->cost_home >= 0) {
    const double* goods = row_at(block, market->cost_home, period);
    if (price->escalates) {
      multiply(goods, row_at(block, price->escalation_now, period), cost);
    } else {
      copy(goods, cost);
    }
  } else {
    fill(cost, 0);
  }
  if (!market->bears_costs) return;
  const model::LadderRows rows = ladder_rows(block, market, duty, period);
  double* __restrict borne = scratch(block, 2);
  model::borne_cost(static_cast<model::Ladder>(price->ladder), &rows,
                    row_of(block, market->customs_value), kWidth, borne);
  if (price->invoice_rate >= 0) {
    const double* __restrict rate = row_at(block, price->invoice_rate, period);
    for (int lane = 0; lane < kWidth; ++lane) cost[lane] += borne[lane] * rate[lane];
  } else {
    add_to(cost, borne);
  }
}

/// Price of a unit, escalated and in the scenario's currency: of one row, or of a tile.
[[gnu::always_inline]] static inline void set_price(const BlockContext* block,
                                                    const PriceStep* price, int periods) {
  if (price->escalates)
    multiply_rows(row_of(block, price->price), stride_of(block, price->price),
                  row_of(block, price->escalation_now), kWidth, periods,
                  row_of(block, price->price_now));
  if (price->invoice_rate >= 0)
    multiply_rows(row_of(block, price->price_now), stride_of(block, price->price_now),
                  row_of(block, price->invoice_rate), stride_of(block, price->invoice_rate),
                  periods, row_of(block, price->price_home));
}

/// Once a path: how prices escalate, and those that stand still.
static inline void start_prices(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < plan->price_count; ++i) {
    const PriceStep* price = &plan->prices[i];
    if (price->escalates) {
      const double* __restrict rate = row_of(block, price->escalation);
      double* __restrict step = row_of(block, price->escalation_step);
      for (int lane = 0; lane < kWidth; ++lane)
        step[lane] = maths::exp(rate[lane] * plan->dt_years);
    }
    if (!price->moves) set_price(block, price, 1);
  }
}

static inline void set_market(const BlockContext* block, const MarketStep* market) {
  const KernelPlan* plan = block->plan;
  lay_out_tariff(block, &market->tariff);
  set_response(block, market);
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    double* __restrict chain = row_of(block, channel->chain);
    fill(chain, 1);
    for (int link = 0; link < channel->markup_count; ++link) {
      const double* __restrict markup = row_of(block, channel->markups[link]);
      for (int lane = 0; lane < kWidth; ++lane) chain[lane] *= 1 + markup[lane];
    }
    if (channel->margin_on_price >= 0) {  // a margin m on price is a markup of m / (1 - m)
      const double* __restrict margin = row_of(block, channel->margin_on_price);
      for (int lane = 0; lane < kWidth; ++lane)
        chain[lane] *= 1 + margin[lane] / (1 - margin[lane]);
    }
  }
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    if (channel->reference < 0) continue;
    for (int state = 0; state <= market->tariff.changes; ++state) {
      double* factor = scratch(block, 0);
      const double* vat = channel->before_vat ? row_of(block, plan->zeros)
                                              : tariff_state(block, &market->tariff, kVat, state);
      model::shelf_factor(row_of(block, channel->chain), vat, row_of(block, channel->reference),
                          kWidth, factor);
      log_row(factor, row_of(block, channel->log_factor + state));
    }
  }
  if (!market->moving_ladder) {
    for (int state = 0; state <= market->tariff.changes; ++state) {
      const DutyRows duty = duty_of_state(block, &market->tariff, state);
      const double* log_landed = climb_ladder(block, market, &duty, 0);
      for (int i = 0; i < market->channel_count; ++i) {
        const ChannelStep* channel = &market->channels[i];
        if (channel->reference >= 0)
          add_rows(log_landed, row_of(block, channel->log_factor + state),
                   row_of(block, channel->log_ratio + state));
      }
    }
    const DutyRows duty = duty_of_state(block, &market->tariff, 0);
    price_unit_cost(block, market, &duty, 0);
  }
  if (market->demand_series < 0) {
    const double* __restrict figure = row_of(block, market->units_per_year);
    const double* __restrict growth = row_of(block, market->growth);
    double* __restrict start = row_of(block, market->start_units);
    if (market->carried_years > 0) {
      for (int lane = 0; lane < kWidth; ++lane)
        start[lane] = figure[lane] * maths::exp(growth[lane] * market->carried_years);
    } else {
      copy(figure, start);
    }
    if (market->demand_moves)
      gbm_step_rows(growth, row_of(block, market->volatility), plan->dt_years,
                    row_of(block, market->demand_drift), row_of(block, market->demand_step));
    fill(row_at(block, market->demand_state, kTile - 1), 0);
  } else {
    fill(row_of(block, market->start_units), 1);
  }
}

}  // namespace landfall::simulate
