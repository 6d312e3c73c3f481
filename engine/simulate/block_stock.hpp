// Goods that are bought before they are sold, and paid after they are bought.
#pragma once

#include "simulate/block_delay.hpp"
#include "simulate/block_trace.hpp"

namespace landfall::simulate {

static inline void start_goods(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  const GoodsStep* goods = plan->firm->goods;
  if (goods == nullptr) return;
  for (int i = 0; i < plan->market_count; ++i)
    if (plan->markets[i].stock != nullptr) fill(row_of(block, plan->markets[i].stock->units), 0);
  if (!goods->pays_later) return;
  const double* __restrict days = row_of(block, goods->supplier_days);
  const double* __restrict discount = row_of(block, plan->discount);
  double* __restrict later = row_of(block, goods->later);
  double* __restrict delay = scratch(block, 0);
  for (int lane = 0; lane < kWidth; ++lane) {
    delay[lane] = days[lane] / 365.25 * plan->periods_per_year;
    later[lane] = maths::exp(-maths::log1p(discount[lane]) * (days[lane] / 365.25));
  }
  split_delay(delay, goods->delay.first, goods->delay.count, row_of(block, goods->delay.weights));
}

/// What the firm buys for a market in a period: the units sold, and what its stock lacks of so many
/// months of them, no more months than are left. What is in stock too much waits to be sold.
static inline void buy_units(const BlockContext* block, const StockStep* stock,
                             const double* __restrict sold, int period, double* __restrict bought) {
  const KernelPlan* plan = block->plan;
  const double* __restrict months = row_of(block, plan->firm->goods->stock_months);
  double* __restrict held = row_of(block, stock->units);
  const double left = plan->months_per_period * (plan->periods - 1 - period);
  for (int lane = 0; lane < kWidth; ++lane) {
    const double cover = months[lane] < left ? months[lane] : left;
    const double target = sold[lane] * cover / plan->months_per_period;
    const double lacks = sold[lane] + target - held[lane];
    bought[lane] = lacks > 0 ? lacks : 0;
    held[lane] = lacks > 0 ? target : held[lane] - sold[lane];
  }
}

/// Goods for a market in a period: into the firm's outflows, or into what it owes its suppliers.
static inline void buy_goods(const BlockContext* block, const MarketStep* market, int period) {
  const KernelPlan* plan = block->plan;
  const GoodsStep* goods = plan->firm->goods;
  const double* __restrict sold = row_at(block, market->units_now, period);
  const double* __restrict cost = row_at(block, market->stock->cost, period);
  const double* __restrict rise =
      row_at(block, market->price->escalates ? market->price->escalation_now : plan->ones, period);
  double* __restrict spent = scratch(block, 0);
  buy_units(block, market->stock, sold, period, spent);
  trace_stock(block, market, period);
  for (int lane = 0; lane < kWidth; ++lane) spent[lane] *= cost[lane] * rise[lane];
  if (goods->pays_later) {
    owe(block, &goods->delay, period, spent, plan->firm->owed_goods);
    add_to(row_at(block, goods->bought, period), spent);
  } else {
    add_to(row_at(block, plan->outflow_now, period), spent);
  }
  const TerminalStep* terminal = plan->firm->terminal;
  if (terminal == nullptr || period < plan->periods - plan->periods_per_year) return;
  double* __restrict stocked = row_of(block, terminal->stocked);
  for (int lane = 0; lane < kWidth; ++lane)
    stocked[lane] += spent[lane] - sold[lane] * (cost[lane] * rise[lane]);
}

}  // namespace landfall::simulate
