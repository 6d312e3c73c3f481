// What a market's sales do to the firm's money: invoices, costs, receipts, cash.
#pragma once

#include "model/distributor.hpp"
#include "simulate/block_decisions.hpp"
#include "simulate/block_renewal.hpp"
#include "simulate/block_retail.hpp"
#include "simulate/block_tender.hpp"
#include "simulate/block_trace.hpp"
#include "simulate/block_transfers.hpp"

namespace landfall::simulate {

/// Entry, marketing and fixed cost of a channel in this period.
static inline void add_schedule_costs(const BlockContext* block, const MarketStep* market,
                                      const ChannelStep* channel, int period,
                                      double* __restrict outflow) {
  const double dt_years = block->plan->dt_years, now = period;
  if (channel->entry_cost >= 0 && period == market->enter_period)
    add_to(outflow, row_at(block, channel->entry_cost, period));
  if (channel->marketing_per_year >= 0) {
    const double* __restrict cost = row_at(block, channel->marketing_per_year, period);
    const double* __restrict opening = row_of(block, market->opening);
    double* __restrict spent = spending_row(block, market, outflow);
    for (int lane = 0; lane < kWidth; ++lane)
      spent[lane] +=
          cost[lane] * dt_years * model::active_part(now, opening[lane], __builtin_inf());
    spend_while_open(block, market, period, spent, outflow);
  }
  if (channel->fixed_per_year >= 0 && period >= market->enter_period) {
    const double* __restrict cost = row_at(block, channel->fixed_per_year, period);
    const double* __restrict until = row_of(block, market->entry_until);
    for (int lane = 0; lane < kWidth; ++lane)
      outflow[lane] +=
          cost[lane] * dt_years * model::active_part(now, market->enter_period, until[lane]);
  }
  add_fees(block, channel, period, outflow);
}

/// Receipts come `days` after the invoice, split linearly between the two periods around the due
/// date: a weight for each period in which some may come.
static inline void schedule_receipts(const BlockContext* block, const PaymentStep* payment,
                                     int period, const double* __restrict receipts) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < payment->delay_count; ++i) {
    const int comes = (period + payment->delay_first + i) % plan->ring;
    const double* __restrict weight = row_of(block, payment->delay_weights + i);
    double* __restrict due = row_of(block, plan->ring_rows + comes);
    for (int lane = 0; lane < kWidth; ++lane) due[lane] += receipts[lane] * weight[lane];
  }
}

/// The same for the kTile periods of a tile, each row of receipts to come written once.
static inline void schedule_tile(const BlockContext* block, const PaymentStep* payment, int first,
                                 const double* receipts) {
  const KernelPlan* plan = block->plan;
  const double* zeros = row_of(block, plan->zeros);
  for (int i = 0; i < payment->delay_count + kTile - 1; ++i) {
    const int comes = (first + payment->delay_first + i) % plan->ring;
    double* __restrict due = row_of(block, plan->ring_rows + comes);
    const double* weights[kTile];  // of what period first + j invoiced
    for (int j = 0; j < kTile; ++j)
      weights[j] = i - j >= 0 && i - j < payment->delay_count
                       ? row_of(block, payment->delay_weights + i - j)
                       : zeros;
    const double* __restrict w0 = weights[0];
    const double* __restrict w1 = weights[1];
    const double* __restrict w2 = weights[2];
    const double* __restrict w3 = weights[3];
    const double* __restrict r = receipts;
    static_assert(kTile == 4);
    for (int lane = 0; lane < kWidth; ++lane)
      due[lane] = due[lane] + r[lane] * w0[lane] + r[kWidth + lane] * w1[lane] +
                  r[2 * kWidth + lane] * w2[lane] + r[3 * kWidth + lane] * w3[lane];
  }
}

/// Revenue of a market's only channel in `periods` periods, into its totals and the firm's.
[[gnu::always_inline]] static inline void invoice_one(
    const double* __restrict units, const double* __restrict price, int price_stride, int periods,
    double* __restrict revenue, double* __restrict total, double* __restrict firm) {
  for (int lane = 0; lane < kWidth; ++lane) {
    double sum = total[lane];
    for (int j = 0; j < periods; ++j) {
      const double now = units[j * kWidth + lane] * price[j * price_stride + lane];
      sum += now;
      revenue[j * kWidth + lane] = now;
      firm[j * kWidth + lane] += now;
    }
    total[lane] = sum;
  }
}

/// Revenue of a market with several channels in one period.
static inline void invoice_several(const BlockContext* block, const MarketStep* market,
                                   int period) {
  const KernelPlan* plan = block->plan;
  const double* __restrict price = row_at(block, market->price->price_home, period);
  double* __restrict revenue = row_at(block, market->revenue_now, period);
  fill(revenue, 0);
  for (int i = 0; i < market->channel_count; ++i) {
    const double* __restrict units = row_at(block, market->channels[i].units, period);
    double* __restrict total = row_of(block, market->channels[i].revenue);
    for (int lane = 0; lane < kWidth; ++lane) {
      const double now = units[lane] * price[lane];
      total[lane] += now;
      revenue[lane] += now;
    }
  }
  add_to(row_of(block, market->revenue), revenue);
  add_to(row_at(block, plan->revenue_now, period), revenue);
}

/// The same where each channel keeps its own invoices, which may be of units that were not taken.
static inline void invoice_by_channel(const BlockContext* block, const MarketStep* market,
                                      int period) {
  const KernelPlan* plan = block->plan;
  const double* __restrict price = row_at(block, market->price->price_home, period);
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    const double* __restrict units = row_at(block, channel->units, period);
    const Slot also = channel->exclusive != nullptr ? channel->exclusive->paid : plan->zeros;
    const double* __restrict paid = row_at(block, also, period);
    double* __restrict revenue = row_at(block, channel->revenue_now, period);
    for (int lane = 0; lane < kWidth; ++lane)
      revenue[lane] = (units[lane] + paid[lane]) * price[lane];
    add_to(row_of(block, channel->revenue), revenue);
    add_to(row_of(block, market->revenue), revenue);
    add_to(row_at(block, plan->revenue_now, period), revenue);
  }
}

/// The rows of a market that say what comes of its invoices; what a market lacks is a row of ones
/// or zeros.
struct SettleRows {
  const double* keep;      ///< share of an invoice that is not lost
  const double* discount;  ///< of receipts, for the days until they come
  const double* premium;   ///< of credit insurance, a share of the invoice
  const double* cost;      ///< of a unit
  int cost_stride;
  int keep_stride;  ///< 0, or where buyers fail kWidth: then period by period
};

/// What comes of a market's invoices in `periods` periods, and what they cost: into the firm's
/// flows, and what is kept of each invoice into `kept`.
[[gnu::always_inline]] static inline void settle(
    const SettleRows* rows, const double* __restrict units, const double* __restrict revenue,
    int periods, double* __restrict kept, double* __restrict firm_kept,
    double* __restrict firm_receipts, double* __restrict firm_outflow) {
  const double* __restrict keep = rows->keep;
  const double* __restrict discount = rows->discount;
  const double* __restrict premium = rows->premium;
  const double* __restrict cost = rows->cost;
  const int cost_stride = rows->cost_stride;
  for (int lane = 0; lane < kWidth; ++lane)
    for (int j = 0; j < periods; ++j) {
      const int at = j * kWidth + lane;
      const double after_losses = revenue[at] * keep[lane];
      kept[at] = after_losses;
      firm_kept[at] += after_losses;
      firm_receipts[at] += after_losses * discount[lane];
      firm_outflow[at] += units[at] * cost[j * cost_stride + lane] + revenue[at] * premium[lane];
    }
}

/// The same for invoices in a tile of units and of revenue, under some terms of payment.
static inline void settle_invoices(const BlockContext* block, const MarketStep* market,
                                   const PaymentStep* payment, const FailureStep* failure,
                                   Slot units_tile, Slot revenue_tile, int first, int periods) {
  const KernelPlan* plan = block->plan;
  const double* ones = row_of(block, plan->ones);
  const double* zeros = row_of(block, plan->zeros);
  const Slot cost = market->has_unit_cost ? market->unit_cost : plan->zeros;
  if (failure != nullptr) keep_after_failures(block, failure, payment, first, periods);
  const double* kept_of_all = payment->has_losses ? row_of(block, payment->kept) : ones;
  const SettleRows rows = {failure != nullptr ? row_at(block, failure->keep, first) : kept_of_all,
                           payment->has_days ? row_of(block, payment->receipts_discount) : ones,
                           payment->has_premium ? row_of(block, payment->premium) : zeros,
                           row_at(block, cost, first),
                           stride_of(block, cost),
                           failure != nullptr ? kWidth : 0};
  double* kept = scratch(block, 0);
  const double* units = row_at(block, units_tile, first);
  const double* revenue = row_at(block, revenue_tile, first);
  double* firm_kept = row_at(block, plan->kept_now, first);
  double* firm_receipts = row_at(block, plan->receipts_now, first);
  double* firm_outflow = row_at(block, plan->outflow_now, first);
  if (periods == kTile && failure == nullptr) {
    settle(&rows, units, revenue, kTile, kept, firm_kept, firm_receipts, firm_outflow);
  } else {
    for (int j = 0; j < periods; ++j) {
      const int at = j * kWidth;
      SettleRows of_period = rows;
      of_period.cost += j * rows.cost_stride;
      of_period.keep += j * rows.keep_stride;
      settle(&of_period, units + at, revenue + at, 1, kept + at, firm_kept + at, firm_receipts + at,
             firm_outflow + at);
    }
  }
  if (plan->ring == 0) return;
  if (payment->transfers != nullptr) {
    schedule_transfers(block, payment, first, periods, kept);
  } else if (periods == kTile) {
    schedule_tile(block, payment, first, kept);
  } else {
    for (int j = 0; j < periods; ++j)
      schedule_receipts(block, payment, first + j, kept + j * kWidth);
  }
}

/// The same for all invoices of a market.
static inline void settle_market(const BlockContext* block, const MarketStep* market, int first,
                                 int periods) {
  if (!market->by_channel) {
    settle_invoices(block, market, &market->payment, nullptr, market->units_now,
                    market->revenue_now, first, periods);
    return;
  }
  for (int i = 0; i < market->channel_count; ++i) {
    const ChannelStep* channel = &market->channels[i];
    settle_invoices(block, market,
                    channel->payment != nullptr ? channel->payment : &market->payment,
                    channel->failure, channel->units, channel->revenue_now, first, periods);
  }
}

/// Invoices of a market in the periods [first, first + periods) of one tile, and what comes of
/// them.
static inline void invoice(const BlockContext* block, const MarketStep* market, int first,
                           int periods) {
  const KernelPlan* plan = block->plan;
  const bool as_one = market->channel_count == 1 && !market->by_channel;
  if (as_one) {
    const ChannelStep* channel = &market->channels[0];
    const double* units = row_at(block, channel->units, first);
    const double* price = row_at(block, market->price->price_home, first);
    const int price_stride = stride_of(block, market->price->price_home);
    double* revenue = row_at(block, market->revenue_now, first);
    double* total = row_of(block, channel->revenue);
    double* firm = row_at(block, plan->revenue_now, first);
    if (periods == kTile) {
      invoice_one(units, price, price_stride, kTile, revenue, total, firm);
    } else {
      for (int j = 0; j < periods; ++j)
        invoice_one(units + j * kWidth, price + j * price_stride, price_stride, 1,
                    revenue + j * kWidth, total, firm + j * kWidth);
    }
  }
  for (int period = first; period < first + periods; ++period) {
    if (market->by_channel) {
      invoice_by_channel(block, market, period);
    } else if (!as_one) {
      invoice_several(block, market, period);
    }
    if ((market->has_demand || market->stock_is_demand) && market->counts_share &&
        period >= plan->periods - plan->periods_per_year)
      add_to(row_of(block, plan->share_units), row_at(block, market->units_now, period));
    if (block->memory->trace != nullptr) trace_booking(block, market, period);
  }
  if (plan->settles) settle_market(block, market, first, periods);
}

/// Invoices, receipts and costs of a market in the periods [first, first + periods) of one tile.
static inline void book(const BlockContext* block, const MarketStep* market, int first,
                        int periods) {
  const bool may_sell = first + periods > market->first_sale;
  if (may_sell || block->memory->trace != nullptr) invoice(block, market, first, periods);
  if (!market->has_schedule_costs) return;
  if (market->access.has_fees)
    for (int period = first; period < first + periods; ++period) {
      add_access_fees(block, market, period, row_at(block, block->plan->outflow_now, period));
      add_renewal_fees(block, market, period, row_at(block, block->plan->outflow_now, period));
    }
  if (market->entry >= 0) {
    book_decided_costs(block, market, first);
    return;
  }
  for (int period = first; period < first + periods; ++period)
    for (int i = 0; i < market->channel_count; ++i)
      add_schedule_costs(block, market, &market->channels[i], period,
                         row_at(block, block->plan->outflow_now, period));
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

/// Revenue of a period into its year, and as it stands for the fan.
static inline void keep_revenue(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  const double* __restrict revenue = row_at(block, plan->revenue_now, period);
  double* __restrict year = row_of(block, plan->revenue_by_year + period / plan->periods_per_year);
  double* __restrict kept_for_the_fan = row_of(block, plan->revenue_by_period + period);
  for (int lane = 0; lane < kWidth; ++lane) {
    year[lane] += revenue[lane];
    kept_for_the_fan[lane] = revenue[lane];
  }
}

/// The firm's flows of the period into its totals, and the discount factor of the next.
static inline void close_period(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  const double* __restrict revenue = row_at(block, plan->revenue_now, period);
  const double* kept = plan->settles ? row_at(block, plan->kept_now, period) : revenue;
  const double* receipts = plan->settles ? row_at(block, plan->receipts_now, period) : revenue;
  double* __restrict discount = row_of(block, plan->discount_now);
  const double* __restrict step = row_of(block, plan->discount_step);
  double* __restrict npv = row_of(block, plan->npv);
  double* __restrict margin = row_of(block, plan->margin);
  keep_revenue(block, period);
  if (plan->has_outflows) {
    const double* __restrict outflow = row_at(block, plan->outflow_now, period);
    for (int lane = 0; lane < kWidth; ++lane) {
      npv[lane] += discount[lane] * (receipts[lane] - outflow[lane]);
      margin[lane] += kept[lane] - outflow[lane];
    }
    if (block->memory->trace != nullptr) trace_firm(block, period);
    if (plan->ring > 0) {
      double* due = row_of(block, plan->ring_rows + period % plan->ring);
      transfer_all(block, period, due);
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

/// Nothing has flowed yet in this tile.
static inline void open_tile(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  const Slot flows[] = {plan->revenue_now, plan->kept_now, plan->receipts_now, plan->outflow_now};
  for (const Slot flow : flows) {
    double* __restrict rows = row_of(block, flow);
    for (int at = 0; at < kTile * kWidth; ++at) rows[at] = 0;
    if (!plan->settles) return;
  }
}

}  // namespace landfall::simulate
