// The simulation of a block of paths. Compiled once for each instruction set: every function here
// and in what it includes has internal linkage, so that none of one set can stand in for another's.
#include "simulate/block_cash.hpp"
#include "simulate/block_decisions.hpp"
#include "simulate/block_firm.hpp"
#include "simulate/block_notes.hpp"
#include "simulate/block_order.hpp"
#include "simulate/block_quota.hpp"
#include "simulate/block_renewal.hpp"
#include "simulate/block_sales.hpp"
#include "simulate/block_sips.hpp"
#include "simulate/block_world.hpp"

namespace landfall::simulate {

namespace {

/// Terms of payment: what is kept of an invoice, when it is paid, and how much of a period's
/// receipts comes in each of the periods after it.
void set_payment(const BlockContext* block, const PaymentStep* payment) {
  const KernelPlan* plan = block->plan;
  if (payment->has_losses) {
    const double* __restrict share = row_of(block, payment->default_share);
    const double* __restrict recovery = row_of(block, payment->recovery);
    const double* __restrict cover = row_of(block, payment->cover);
    double* __restrict kept = row_of(block, payment->kept);
    if (payment->by_buyer)
      for (int lane = 0; lane < kWidth; ++lane)
        kept[lane] = (1 - recovery[lane]) * (1 - cover[lane]);
    else
      for (int lane = 0; lane < kWidth; ++lane)
        kept[lane] = 1 - share[lane] * (1 - recovery[lane]) * (1 - cover[lane]);
  }
  const double* __restrict days = row_of(block, payment->days);
  if (payment->has_days) {
    const double* __restrict discount = row_of(block, plan->discount);
    double* __restrict later = row_of(block, payment->receipts_discount);
    for (int lane = 0; lane < kWidth; ++lane)
      later[lane] = maths::exp(-maths::log1p(discount[lane]) * (days[lane] / 365.25));
  }
  if (plan->ring == 0) return;
  double* __restrict delay = scratch(block, 0);
  for (int lane = 0; lane < kWidth; ++lane)
    delay[lane] = days[lane] / 365.25 * plan->periods_per_year;
  split_delay(delay, payment->delay_first, payment->delay_count,
              row_of(block, payment->delay_weights));
}

/// The same for a channel that is paid later than its market: its days are those of payment and of
/// acceptance.
void set_own_payment(const BlockContext* block, const ChannelStep* channel) {
  const PaymentStep* payment = channel->payment;
  if (payment == nullptr) return;
  const double* __restrict agreed = row_of(block, payment->payment_days);
  const double* __restrict acceptance = row_of(block, payment->acceptance_days);
  double* __restrict days = row_of(block, payment->days);
  for (int lane = 0; lane < kWidth; ++lane) days[lane] = agreed[lane] + acceptance[lane];
  set_payment(block, payment);
}

void start_block(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  fill_sips(block);
  fill_draws(block);
  start_leading_sums(block);
  start_series(block);
  start_processes(block);
  start_events(block);
  start_passes(block);
  convert(block, 1);
  start_prices(block);
  for (int i = 0; i < plan->market_count; ++i) {
    const MarketStep* market = &plan->markets[i];
    set_market(block, market);
    open_market(block, market);
    set_renewals(block, market);
    set_payment(block, &market->payment);
    start_transfers(block, market);
    for (int c = 0; c < market->channel_count; ++c) {
      set_own_payment(block, &market->channels[c]);
      set_channel(block, market, &market->channels[c]);
    }
    hold_market(block, market);
    start_orders(block, market);
    fill(row_of(block, market->revenue), 0);
  }
  start_firm(block);
  start_decisions(block);
  start_tallies(block);
  const double* __restrict discount = row_of(block, plan->discount);
  double* __restrict step = row_of(block, plan->discount_step);
  for (int lane = 0; lane < kWidth; ++lane)
    step[lane] = maths::exp(-maths::log1p(discount[lane]) * plan->dt_years);
  fill(row_of(block, plan->discount_now), 1);
  const Slot totals[] = {plan->npv,           plan->margin,      plan->cash,        plan->low,
                         plan->trough_period, plan->share_units, plan->share_demand};
  for (const Slot slot : totals) fill(row_of(block, slot), 0);
  fill(row_of(block, plan->last_negative), -1);
  for (int year = 0; year < plan->years; ++year)
    fill(row_of(block, plan->revenue_by_year + year), 0);
  for (int row = 0; row < plan->ring; ++row) fill(row_of(block, plan->ring_rows + row), 0);
}

void finish_block(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  run_off(block);
  if (plan->firm != nullptr && plan->firm->terminal != nullptr) add_terminal_value(block);
  double* __restrict revenue = row_of(block, plan->revenue);
  fill(revenue, 0);
  for (int year = 0; year < plan->years; ++year)
    add_to(revenue, row_of(block, plan->revenue_by_year + year));
  for (int i = 0; i < plan->market_count; ++i) {
    const MarketStep* market = &plan->markets[i];
    if (market->channel_count == 1)
      copy(row_of(block, market->channels[0].revenue), row_of(block, market->revenue));
    if (market->entry < 0) continue;
    const double* __restrict entry = row_of(block, market->entry);
    double* __restrict months = row_of(block, market->entry_months);
    for (int lane = 0; lane < kWidth; ++lane) months[lane] = entry[lane] * plan->months_per_period;
  }
  for (int i = 0; i < plan->sum_count; ++i) {
    double* sum = row_of(block, plan->sums[i].into);
    copy(row_of(block, plan->sums[i].of[0]), sum);
    for (int row = 1; row < plan->sums[i].count; ++row)
      add_to(sum, row_of(block, plan->sums[i].of[row]));
  }
  const double* __restrict low = row_of(block, plan->low);
  const double* __restrict cash = row_of(block, plan->cash);
  const double* __restrict trough = row_of(block, plan->trough_period);
  const double* __restrict negative = row_of(block, plan->last_negative);
  const double* __restrict units = row_of(block, plan->share_units);
  const double* __restrict demand = row_of(block, plan->share_demand);
  double* __restrict funding = row_of(block, plan->peak_funding);
  double* __restrict payback = row_of(block, plan->payback_months);
  double* __restrict share = row_of(block, plan->market_share);
  for (int lane = 0; lane < kWidth; ++lane) {
    funding[lane] = 0 - low[lane];
    const double from = negative[lane] + 1 > trough[lane] ? negative[lane] + 1 : trough[lane];
    const double months = plan->months_per_period * (from + 1);
    const double reached = cash[lane] < 0 ? __builtin_inf() : months;
    payback[lane] = low[lane] < 0 ? reached : 0;
    share[lane] = demand[lane] > 0 ? units[lane] / demand[lane] : __builtin_inf();
  }
}

/// Units of all markets in the periods [first, first + periods) of one tile.
void sell_all(const BlockContext* block, int first, int periods) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < plan->market_count; ++i) {
    const MarketStep* market = &plan->markets[i];
    open_periods(block, market, first, periods);
    if (market->quota != nullptr)
      sell_under_quota(block, market, first);
    else
      sell(block, market, first, periods);
    if (market->order == nullptr) continue;
    for (int period = first; period < first + periods; ++period)
      gather_orders(block, market, period);
  }
  for (int i = 0; i < plan->capacity_count; ++i)
    for (int period = first; period < first + periods; ++period)
      share_capacity(block, &plan->capacities[i], period);
  if (!plan->by_period) return;
  for (int i = 0; i < plan->market_count; ++i)
    if (plan->markets[i].quota != nullptr) use_quota(block, &plan->markets[i], first);
}

/// A tile of a plan with decisions, period by period: each rests on what the one before booked.
void decide_tile(const BlockContext* block, int first, int count) {
  open_tile(block);
  for (int period = first; period < first + count; ++period) {
    decide(block, period);
    sell_all(block, period, 1);
    book_all(block, period, 1);
    close(block, period);
    record(block, period);
  }
}

/// The periods [first, first + count) of one tile.
void simulate_tile(const BlockContext* block, int first, int count) {
  const KernelPlan* plan = block->plan;
  draw_shocks(block, first);
  move_world(block, first, count);
  if (plan->decision_count > 0) {
    decide_tile(block, first, count);
    tally(block, first, count);
    return;
  }
  const int at_once = plan->by_period ? 1 : count;
  for (int from = first; from < first + count; from += at_once) sell_all(block, from, at_once);
  open_tile(block);
  book_all(block, first, count);
  for (int period = first; period < first + count; ++period) close(block, period);
  tally(block, first, count);
}

/// All periods of the lanes whose first path is `first_path`, of several plans tile by tile.
void simulate_lanes(const KernelPlan* const* plans, BlockMemory* memories, int plan_count,
                    std::uint64_t first_path) {
  BlockContext blocks[kPlansMax];
  for (int i = 0; i < plan_count; ++i) {
    blocks[i] = BlockContext{plans[i], &memories[i], first_path};
    start_block(&blocks[i]);
  }
  const int periods = plans[0]->periods;
  for (int first = 0; first < periods; first += kTile) {
    const int count = periods - first < kTile ? periods - first : kTile;
    for (int i = 0; i < plan_count; ++i) simulate_tile(&blocks[i], first, count);
  }
  for (int i = 0; i < plan_count; ++i) finish_block(&blocks[i]);
}

}  // namespace

#define LANDFALL_JOIN(name, isa) name##isa
#define LANDFALL_NAME(name, isa) LANDFALL_JOIN(name, isa)

void LANDFALL_NAME(simulate_block_, LANDFALL_ISA)(const KernelPlan* const* plans,
                                                  BlockMemory* memories, int plan_count,
                                                  std::uint64_t first_path);

void LANDFALL_NAME(simulate_block_, LANDFALL_ISA)(const KernelPlan* const* plans,
                                                  BlockMemory* memories, int plan_count,
                                                  std::uint64_t first_path) {
  for (int from = 0; from < kLanes; from += kWidth) {
    BlockMemory lanes[kPlansMax];
    TraceSink sinks[kPlansMax];
    for (int i = 0; i < plan_count; ++i) {
      lanes[i] = memories[i];
      lanes[i].trace = nullptr;
      if (memories[i].trace == nullptr || memories[i].trace->lane / kWidth != from / kWidth)
        continue;
      sinks[i] = *memories[i].trace;
      sinks[i].lane -= from;
      lanes[i].trace = &sinks[i];
    }
    simulate_lanes(plans, lanes, plan_count, first_path + static_cast<std::uint64_t>(from));
    for (int i = 0; i < plan_count; ++i)
      for (int j = 0; j < plans[i]->output_count; ++j)
        copy(memories[i].rows + static_cast<std::int64_t>(plans[i]->outputs[j]) * kWidth,
             memories[i].outputs + static_cast<std::int64_t>(j) * kStride + from);
  }
}

}  // namespace landfall::simulate
