// Installed bases: the stock at the ends of a period, and what is bought for it.
#pragma once

#include "model/distributor.hpp"
#include "model/installed_base.hpp"
#include "simulate/block_indexed.hpp"

namespace landfall::simulate {

static inline void set_installed_base(const BlockContext* block, const MarketStep* market,
                                      const ChannelStep* channel) {
  const InstalledBaseStep* base = channel->installed_base;
  double* __restrict opens = row_of(block, channel->curve);
  lead_periods(block, market, opens);
  add_to(opens, row_of(block, market->opening));
  fill(row_of(block, channel->revenue), 0);
  if (base->start < 0) return;
  const double* __restrict ceiling = row_of(block, base->ceiling);
  const double* __restrict rate = row_of(block, base->rate);
  const double* __restrict start = row_of(block, base->start);
  double* __restrict turn = row_of(block, base->turn);
  for (int lane = 0; lane < kWidth; ++lane)
    turn[lane] = base->curve == StockCurve::logistic
                     ? model::logistic_turn(ceiling[lane], rate[lane], start[lane])
                     : model::gompertz_turn(ceiling[lane], rate[lane], start[lane]);
}

/// The stock of each lane after its own number of years, t_years[kWidth], from the start on.
static inline void stock_at(const BlockContext* block, const InstalledBaseStep* base,
                            const double* __restrict t_years, double* __restrict stock) {
  if (base->curve == StockCurve::fixed) {  // a straight line from one 1 January to the next
    for (int lane = 0; lane < kWidth; ++lane) {
      const double year = base->year_part + t_years[lane];
      const int whole = static_cast<int>(year + 1e-9);
      const double part = year - whole > 0 ? year - whole : 0;
      const double from = row_of(block, base->fixed[whole])[lane];
      const double to = part > 0 ? row_of(block, base->fixed[whole + 1])[lane] : from;
      stock[lane] = from + (to - from) * part;
    }
    return;
  }
  const double* __restrict ceiling = row_of(block, base->ceiling);
  const double* __restrict rate = row_of(block, base->rate);
  const double* __restrict turn = row_of(block, base->turn);
  if (base->curve == StockCurve::logistic) {
    for (int lane = 0; lane < kWidth; ++lane)
      stock[lane] = model::logistic_stock(ceiling[lane], rate[lane], turn[lane], t_years[lane]);
  } else {
    for (int lane = 0; lane < kWidth; ++lane)
      stock[lane] = model::gompertz_stock(ceiling[lane], rate[lane], turn[lane], t_years[lane]);
  }
}

/// Durables bought between two times of each lane, [kWidth], from its stock at the one and at the
/// other. Takes scratch row 7.
static inline void bought_between(const BlockContext* block, const InstalledBaseStep* base,
                                  const double* __restrict from, const double* __restrict to,
                                  const double* __restrict before, const double* __restrict after,
                                  double* __restrict bought) {
  double* __restrict wear = scratch(block, 7);
  fill(wear, 0);
  if (base->life_years >= 0) {
    const double* __restrict life = row_of(block, base->life_years);
    for (int lane = 0; lane < kWidth; ++lane) wear[lane] = 1 / life[lane];
  }
  for (int lane = 0; lane < kWidth; ++lane)
    bought[lane] = model::bought(before[lane], after[lane], to[lane] - from[lane], wear[lane]);
}

/// Units that the firm sells in a period at the response R [kWidth].
static inline void step_installed_base(const BlockContext* block, const ChannelStep* channel,
                                       int period, const double* __restrict response) {
  const KernelPlan* plan = block->plan;
  const InstalledBaseStep* base = channel->installed_base;
  const double* __restrict opens = row_of(block, channel->curve);
  double* __restrict from = scratch(block, 5);
  double* before = scratch(block, 6);
  double* to = scratch(block, 8);
  double* stock = row_at(block, channel->uptake_now, period);
  for (int lane = 0; lane < kWidth; ++lane) {
    const double begun = opens[lane] > period ? opens[lane] : period;
    from[lane] = (begun < period + 1 ? begun : period + 1) * plan->dt_years;
  }
  stock_at(block, base, from, before);
  fill(to, (period + 1) * plan->dt_years);
  stock_at(block, base, to, stock);
  double* __restrict units = row_at(block, channel->units, period);
  bought_between(block, base, from, to, before, stock, units);
  const double* __restrict share = row_of(block, base->share);
  const double* __restrict each = row_of(block, base->units_per_increment);
  for (int lane = 0; lane < kWidth; ++lane)
    units[lane] = share[lane] * each[lane] * response[lane] * units[lane];
}

/// Units that all buyers of a stock need in a period at the reference price, whoever sells them.
static inline const double* needed(const BlockContext* block, const ChannelStep* channel,
                                   int period) {
  const InstalledBaseStep* base = channel->installed_base;
  double* from = scratch(block, 4);
  double* before = scratch(block, 5);
  double* to = scratch(block, 6);
  double* after = scratch(block, 8);
  double* units = scratch(block, 9);
  fill(from, period * block->plan->dt_years);
  fill(to, (period + 1) * block->plan->dt_years);
  stock_at(block, base, from, before);
  stock_at(block, base, to, after);
  bought_between(block, base, from, to, before, after, units);
  multiply_by(units, row_of(block, base->units_per_increment));
  return units;
}

}  // namespace landfall::simulate
