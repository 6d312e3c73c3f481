// Stops of transfers: receipts that fall due while one lasts are held, and come in when it ends.
#pragma once

#include "maths/exp.hpp"
#include "maths/log1p.hpp"
#include "simulate/block_setup.hpp"

namespace landfall::simulate {

static inline void start_transfers(const BlockContext* block, const MarketStep* market) {
  const TransferStep* transfers = market->payment.transfers;
  if (transfers == nullptr) return;
  fill(row_of(block, transfers->held), 0);
  for (int row = 0; row < block->plan->ring; ++row) {
    fill(row_of(block, transfers->due + row), 0);
    fill(row_of(block, transfers->worth + row), 0);
  }
}

/// What is kept of the invoices of a period, into the receipts that the market has due in the
/// periods after it, beside what each part adds to the npv if it comes on its day.
static inline void schedule_transfers(const BlockContext* block, const PaymentStep* payment,
                                      int first, int periods, const double* kept) {
  const KernelPlan* plan = block->plan;
  const TransferStep* transfers = payment->transfers;
  const double* __restrict days_discount =
      row_of(block, payment->has_days ? payment->receipts_discount : plan->ones);
  const double* __restrict step = row_of(block, plan->discount_step);
  double factor[kWidth], now[kWidth];  // discount of the period, and that of its receipts
  copy(row_of(block, plan->discount_now), factor);
  for (int j = 0; j < periods; ++j) {
    const double* __restrict receipts = kept + j * kWidth;
    multiply(factor, days_discount, now);
    for (int i = 0; i < payment->delay_count; ++i) {
      const int comes = (first + j + payment->delay_first + i) % plan->ring;
      const double* __restrict weight = row_of(block, payment->delay_weights + i);
      double* __restrict due = row_of(block, transfers->due + comes);
      double* __restrict worth = row_of(block, transfers->worth + comes);
      for (int lane = 0; lane < kWidth; ++lane) {
        const double part = receipts[lane] * weight[lane];
        due[lane] += part;
        worth[lane] += part * now[lane];
      }
    }
    multiply_by(factor, step);
  }
}

/// The part of a period in which transfers are stopped: by the stop that lasts longest.
static inline void stopped_part(const BlockContext* block, const TransferStep* transfers,
                                int period, double* __restrict part) {
  fill(part, 0);
  for (int i = 0; i < transfers->stop_count; ++i) {
    const double* __restrict share = row_at(block, transfers->shares[i], period);
    for (int lane = 0; lane < kWidth; ++lane)
      part[lane] = share[lane] > part[lane] ? share[lane] : part[lane];
  }
}

/// Receipts of a market that are due in a period: held where a stop lasts to its end, otherwise
/// they come in, and with them what was held, when the stop ends. What is held leaves the npv, and
/// enters it again at the discount of that day.
static inline void transfer(const BlockContext* block, const MarketStep* market, int period,
                            double* __restrict firm_due) {
  const KernelPlan* plan = block->plan;
  const TransferStep* transfers = market->payment.transfers;
  double* __restrict stopped = scratch(block, 0);
  stopped_part(block, transfers, period, stopped);
  double* __restrict due = row_of(block, transfers->due + period % plan->ring);
  double* __restrict worth = row_of(block, transfers->worth + period % plan->ring);
  double* __restrict held = row_of(block, transfers->held);
  double* __restrict npv = row_of(block, plan->npv);
  const double* __restrict now = row_of(block, plan->discount_now);
  const double* __restrict rate = row_of(block, plan->discount);
  for (int lane = 0; lane < kWidth; ++lane) {
    const double years = stopped[lane] * plan->dt_years;
    const double at_the_end = now[lane] * maths::exp(-maths::log1p(rate[lane]) * years);
    const bool is_held = stopped[lane] >= 1;
    npv[lane] += is_held ? 0 - worth[lane] : held[lane] * at_the_end;
    firm_due[lane] += is_held ? 0 : held[lane] + due[lane];
    held[lane] = is_held ? held[lane] + due[lane] : 0;
  }
  fill(due, 0);
  fill(worth, 0);
}

/// The same of all markets.
static inline void transfer_all(const BlockContext* block, int period, double* firm_due) {
  const KernelPlan* plan = block->plan;
  if (!plan->has_transfers) return;
  for (int i = 0; i < plan->market_count; ++i)
    if (plan->markets[i].payment.transfers != nullptr)
      transfer(block, &plan->markets[i], period, firm_due);
}

/// After the horizon no stop is known: what is held comes in at once, the rest when it is due.
static inline void transfer_late(const BlockContext* block, int period, double* firm_due) {
  const KernelPlan* plan = block->plan;
  if (!plan->has_transfers) return;
  double* __restrict npv = row_of(block, plan->npv);
  const double* __restrict now = row_of(block, plan->discount_now);
  for (int i = 0; i < plan->market_count; ++i) {
    const TransferStep* transfers = plan->markets[i].payment.transfers;
    if (transfers == nullptr) continue;
    double* __restrict held = row_of(block, transfers->held);
    for (int lane = 0; lane < kWidth; ++lane) npv[lane] += held[lane] * now[lane];
    add_to(firm_due, held);
    fill(held, 0);
    add_to(firm_due, row_of(block, transfers->due + period % plan->ring));
  }
}

}  // namespace landfall::simulate
