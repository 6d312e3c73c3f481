// What the firm pays besides what its markets cost, and a period's end where margin, npv and cash
// see its flows at different times.
#pragma once

#include "simulate/block_cash.hpp"
#include "simulate/block_stock.hpp"
#include "simulate/block_tax.hpp"

namespace landfall::simulate {

static inline void start_firm(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  if (plan->firm == nullptr) return;
  start_goods(block);
  start_taxes(block);
  start_terminal(block);
  const Slot owed[] = {plan->firm->owed_goods, plan->firm->owed_taxes};
  for (const Slot rows : owed)
    for (int row = 0; rows >= 0 && row < plan->ring; ++row) fill(row_of(block, rows + row), 0);
}

/// Investments and fixed cost of the firm in the periods [first, first + periods) of one tile.
static inline void add_firm_costs(const BlockContext* block, int first, int periods) {
  const KernelPlan* plan = block->plan;
  const FirmStep* firm = plan->firm;
  for (int period = first; period < first + periods; ++period) {
    double* __restrict outflow = row_at(block, plan->outflow_now, period);
    for (int i = 0; i < firm->investment_count; ++i)
      if (firm->investments[i].period == period)
        add_to(outflow, row_at(block, firm->investments[i].amount, period));
    if (firm->fixed_per_year < 0) continue;
    const double* __restrict cost = row_at(block, firm->fixed_per_year, period);
    for (int lane = 0; lane < kWidth; ++lane) outflow[lane] += cost[lane] * plan->dt_years;
  }
}

/// The goods bought in a period that are paid later: a row of zeros where none are.
static inline const double* bought_in(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  const bool owes = plan->firm->goods != nullptr && plan->firm->goods->pays_later;
  return row_at(block, owes ? plan->firm->goods->bought : plan->zeros, period);
}

/// margin = sign * margin + the margin of all that has been booked in a period.
static inline void add_booked_margin(const BlockContext* block, int period, double sign,
                                     double* __restrict margin) {
  const double* __restrict kept = row_at(block, block->plan->kept_now, period);
  const double* __restrict outflow = row_at(block, block->plan->outflow_now, period);
  const double* __restrict bought = bought_in(block, period);
  for (int lane = 0; lane < kWidth; ++lane)
    margin[lane] = sign * margin[lane] + (kept[lane] - outflow[lane] - bought[lane]);
}

/// What flows in a market; where it withholds tax, what that leaves there as well: what all markets
/// have booked after it, less what they had before it.
static inline void book_market(const BlockContext* block, const MarketStep* market, int first,
                               int periods) {
  const WithholdingStep* withholding = market->withholding;
  for (int period = first; withholding != nullptr && period < first + periods; ++period) {
    fill(row_at(block, withholding->margin_now, period), 0);
    add_booked_margin(block, period, 1, row_at(block, withholding->margin_now, period));
  }
  book(block, market, first, periods);
  if (market->stock != nullptr && first + periods > market->first_sale)
    for (int period = first; period < first + periods; ++period) buy_goods(block, market, period);
  for (int period = first; withholding != nullptr && period < first + periods; ++period)
    add_booked_margin(block, period, -1, row_at(block, withholding->margin_now, period));
}

/// Everything that flows in the periods [first, first + periods) of one tile.
static inline void book_all(const BlockContext* block, int first, int periods) {
  const KernelPlan* plan = block->plan;
  const FirmStep* firm = plan->firm;
  if (firm == nullptr) {
    for (int i = 0; i < plan->market_count; ++i) book(block, &plan->markets[i], first, periods);
    return;
  }
  if (firm->goods != nullptr && firm->goods->pays_later)
    for (int period = first; period < first + periods; ++period)
      fill(row_at(block, firm->goods->bought, period), 0);
  for (int i = 0; i < plan->market_count; ++i)
    book_market(block, &plan->markets[i], first, periods);
  add_firm_costs(block, first, periods);
}

/// A period's flows into margin and npv; its margin into `margin_now`.
static inline void count_flows(const BlockContext* block, int period,
                               double* __restrict margin_now) {
  const KernelPlan* plan = block->plan;
  const GoodsStep* goods = plan->firm->goods;
  const bool owes = goods != nullptr && goods->pays_later;
  const double* __restrict receipts = row_at(block, plan->receipts_now, period);
  const double* __restrict outflow = row_at(block, plan->outflow_now, period);
  const double* __restrict bought = bought_in(block, period);
  const double* __restrict later = row_of(block, owes ? goods->later : plan->zeros);
  const double* __restrict discount = row_of(block, plan->discount_now);
  double* __restrict npv = row_of(block, plan->npv);
  fill(margin_now, 0);
  add_booked_margin(block, period, 1, margin_now);
  for (int lane = 0; lane < kWidth; ++lane)
    npv[lane] += discount[lane] * (receipts[lane] - outflow[lane] - bought[lane] * later[lane]);
  add_to(row_of(block, plan->margin), margin_now);
}

/// Cash of a period in which `paid` leaves the firm before taxes.
static inline void move_cash_after_tax(const BlockContext* block, int period, double* paid,
                                       const double* taxes, const double* receipts) {
  if (block->memory->trace != nullptr) trace_paid(block, period, paid, taxes);
  add_to(paid, taxes);
  move_cash(block, period, paid, receipts);
}

/// The same as close_period, of a firm that counts its flows apart.
static inline void close_period_apart(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  const FirmStep* firm = plan->firm;
  keep_revenue(block, period);
  double* margin_now = scratch(block, 0);
  double* paid = scratch(block, 1);
  count_flows(block, period, margin_now);
  if (firm->terminal != nullptr && period >= plan->periods - plan->periods_per_year)
    add_to(row_of(block, firm->terminal->margin), margin_now);
  copy(row_at(block, plan->outflow_now, period), paid);
  pay_owed(block, firm->owed_goods, period, paid);
  if (firm->tax != nullptr) pay_taxes(block, period, margin_now);
  const double* taxes = row_of(block, firm->tax != nullptr ? firm->tax->paid_now : plan->zeros);
  if (block->memory->trace != nullptr) trace_firm(block, period);
  double* due = plan->ring > 0 ? row_of(block, plan->ring_rows + period % plan->ring)
                               : row_at(block, plan->kept_now, period);
  if (plan->ring > 0) transfer_all(block, period, due);
  move_cash_after_tax(block, period, paid, taxes, due);
  if (plan->ring > 0) fill(due, 0);
  multiply_by(row_of(block, plan->discount_now), row_of(block, plan->discount_step));
}

static inline void close(const BlockContext* block, int period) {
  if (block->plan->firm != nullptr && block->plan->firm->counts_apart)
    close_period_apart(block, period);
  else
    close_period(block, period);
}

/// What is still due after the horizon, to the firm and from it.
static inline void run_off(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  if (plan->ring == 0) return;
  double* paid = scratch(block, 3);
  double* taxes = scratch(block, 4);
  for (int late = 0; late < plan->late_periods; ++late) {
    const int period = plan->periods + late;
    fill(paid, 0);
    fill(taxes, 0);
    if (plan->firm != nullptr) {
      pay_owed(block, plan->firm->owed_goods, period, paid);
      pay_owed(block, plan->firm->owed_taxes, period, taxes);
    }
    double* due = row_of(block, plan->ring_rows + period % plan->ring);
    transfer_late(block, period, due);
    move_cash_after_tax(block, period, paid, taxes, due);
  }
}

}  // namespace landfall::simulate
