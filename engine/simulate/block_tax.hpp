// What states take of the margins of twelve months, and what the business is worth at the end.
#pragma once

#include "simulate/block_delay.hpp"

namespace landfall::simulate {

static inline void start_taxes(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  const TaxStep* tax = plan->firm->tax;
  if (tax == nullptr) return;
  for (int i = 0; i < plan->market_count; ++i)
    if (const WithholdingStep* withholding = plan->markets[i].withholding)
      fill(row_of(block, withholding->year_margin), 0);
  for (int row = 0; row < tax->loss_rows; ++row) fill(row_of(block, tax->losses + row), 0);
  fill(row_of(block, tax->year_margin), 0);
  fill(row_of(block, tax->tax), 0);
  if (!tax->pays_later) return;
  const double* __restrict months = row_of(block, tax->months_after);
  const double* __restrict discount = row_of(block, plan->discount);
  double* __restrict later = row_of(block, tax->later);
  double* __restrict delay = scratch(block, 0);
  for (int lane = 0; lane < kWidth; ++lane) {
    delay[lane] = months[lane] / plan->months_per_period;
    later[lane] = maths::exp(-maths::log1p(discount[lane]) * (months[lane] / 12));
  }
  split_delay(delay, tax->delay.first, tax->delay.count, row_of(block, tax->delay.weights));
}

/// What markets withhold of the year that ends, and what of it the firm's own state credits.
static inline void withhold(const BlockContext* block, const TaxStep* tax) {
  const KernelPlan* plan = block->plan;
  double* __restrict withheld = row_of(block, tax->withheld);
  double* __restrict credit = row_of(block, tax->credit);
  fill(withheld, 0);
  fill(credit, 0);
  for (int i = 0; i < plan->market_count; ++i) {
    const WithholdingStep* step = plan->markets[i].withholding;
    if (step == nullptr) continue;
    const double* __restrict rate = row_of(block, step->rate);
    const double* __restrict share = row_of(block, step->creditable_share);
    double* __restrict margin = row_of(block, step->year_margin);
    for (int lane = 0; lane < kWidth; ++lane) {
      const double here = margin[lane] > 0 ? margin[lane] * rate[lane] : 0;
      withheld[lane] += here;
      credit[lane] += here * share[lane];
      margin[lane] = 0;
    }
  }
}

/// A year's margin becomes what is taxed of it: less the losses of the years before, the oldest
/// first. A loss is kept for the years to come.
static inline void use_losses(const BlockContext* block, const TaxStep* tax, int year,
                              double* __restrict margin) {
  double* __restrict loss = scratch(block, 4);
  for (int lane = 0; lane < kWidth; ++lane) {
    loss[lane] = margin[lane] < 0 ? -margin[lane] : 0;
    margin[lane] = margin[lane] > 0 ? margin[lane] : 0;
  }
  for (int age = tax->loss_rows; age > 0; --age) {
    if (tax->forgets && age > year) continue;
    const int row = tax->forgets ? (year - age) % tax->loss_rows : 0;
    double* __restrict kept = row_of(block, tax->losses + row);
    for (int lane = 0; lane < kWidth; ++lane) {
      const double used = kept[lane] < margin[lane] ? kept[lane] : margin[lane];
      kept[lane] -= used;
      margin[lane] -= used;
    }
  }
  if (tax->loss_rows == 0) return;
  double* __restrict latest = row_of(block, tax->losses + year % tax->loss_rows);
  for (int lane = 0; lane < kWidth; ++lane)
    latest[lane] = (tax->forgets ? 0 : latest[lane]) + loss[lane];
}

/// Tax on what is taxed of a year: never below zero, whatever was paid elsewhere.
static inline void corporate_tax(const BlockContext* block, const TaxStep* tax,
                                 const double* __restrict taxed, double* __restrict due) {
  const double* __restrict rate = row_of(block, tax->rate);
  const double* __restrict credit = row_of(block, tax->credit);
  for (int lane = 0; lane < kWidth; ++lane) {
    const double own = (taxed[lane] > 0 ? taxed[lane] : 0) * rate[lane] - credit[lane];
    due[lane] = own > 0 ? own : 0;
  }
}

/// Taxes of the twelve months that end with this period: what is paid now, what is owed, and both
/// off the npv. Takes scratch rows 2 to 4.
static inline void tax_year(const BlockContext* block, const TaxStep* tax, int period) {
  const KernelPlan* plan = block->plan;
  withhold(block, tax);
  double* __restrict margin = row_of(block, tax->year_margin);
  double* __restrict taxed = scratch(block, 2);
  double* __restrict own = scratch(block, 3);
  copy(margin, taxed);
  fill(margin, 0);
  fill(own, 0);
  if (tax->rate >= 0) {
    use_losses(block, tax, period / plan->periods_per_year, taxed);
    corporate_tax(block, tax, taxed, own);
  }
  const double* __restrict withheld = row_of(block, tax->withheld);
  const double* __restrict discount = row_of(block, plan->discount_now);
  const double* __restrict later = row_of(block, tax->pays_later ? tax->later : plan->ones);
  double* __restrict npv = row_of(block, plan->npv);
  double* __restrict total = row_of(block, tax->tax);
  for (int lane = 0; lane < kWidth; ++lane) {
    npv[lane] -= discount[lane] * (withheld[lane] + own[lane] * later[lane]);
    total[lane] += withheld[lane] + own[lane];
  }
  double* paid = row_of(block, tax->paid_now);
  add_to(paid, withheld);
  if (tax->pays_later)
    owe(block, &tax->delay, period, own, plan->firm->owed_taxes);
  else
    add_to(paid, own);
}

/// Taxes that are paid in a period, into their row: `margin` is that of the period.
static inline void pay_taxes(const BlockContext* block, int period, const double* margin) {
  const KernelPlan* plan = block->plan;
  const TaxStep* tax = plan->firm->tax;
  add_to(row_of(block, tax->year_margin), margin);
  for (int i = 0; i < plan->market_count; ++i)
    if (const WithholdingStep* withholding = plan->markets[i].withholding)
      add_to(row_of(block, withholding->year_margin),
             row_at(block, withholding->margin_now, period));
  fill(row_of(block, tax->paid_now), 0);
  if ((period + 1) % plan->periods_per_year == 0) tax_year(block, tax, period);
  pay_owed(block, plan->firm->owed_taxes, period, row_of(block, tax->paid_now));
}

static inline void start_terminal(const BlockContext* block) {
  const TerminalStep* terminal = block->plan->firm->terminal;
  if (terminal == nullptr) return;
  fill(row_of(block, terminal->margin), 0);
  fill(row_of(block, terminal->stocked), 0);
}

/// The value of the business at the horizon, from what its last twelve months left after tax: goods
/// count as they are sold, and the tax is that of a year without losses before it.
static inline void add_terminal_value(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  const TerminalStep* terminal = plan->firm->terminal;
  const TaxStep* tax = plan->firm->tax;
  double* __restrict earned = scratch(block, 0);
  double* __restrict taken = scratch(block, 1);
  const double* __restrict margin = row_of(block, terminal->margin);
  const double* __restrict stocked = row_of(block, terminal->stocked);
  for (int lane = 0; lane < kWidth; ++lane) earned[lane] = margin[lane] + stocked[lane];
  fill(taken, 0);
  if (tax != nullptr && tax->rate >= 0) corporate_tax(block, tax, earned, taken);
  if (tax != nullptr) add_to(taken, row_of(block, tax->withheld));
  const double* __restrict factor = row_of(block, terminal->factor);
  const double* __restrict rate = row_of(block, plan->discount);
  const double* __restrict discount = row_of(block, plan->discount_now);
  double* __restrict value = row_of(block, terminal->value);
  double* __restrict npv = row_of(block, plan->npv);
  for (int lane = 0; lane < kWidth; ++lane) {
    const double growth = maths::exp(terminal->by_growth ? factor[lane] : 0);
    const double times = terminal->by_growth ? growth / (1 + rate[lane] - growth) : factor[lane];
    const double left = earned[lane] - taken[lane];
    value[lane] = left > 0 ? left * times * discount[lane] : 0;
    npv[lane] += value[lane];
  }
}

}  // namespace landfall::simulate
