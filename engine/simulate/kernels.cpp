// The simulation of a block of paths. Compiled once for each instruction set: every function here
// and in what it includes has internal linkage, so that none of one set can stand in for another's.
#include "simulate/block_period.hpp"

namespace landfall::simulate {

namespace {

/// Payment rows: what is kept of an invoice, and when it is paid.
void set_payment(const BlockContext* block, const MarketStep* market) {
  const KernelPlan* plan = block->plan;
  if (market->has_losses) {
    const double* __restrict share = row_of(block, market->default_share);
    const double* __restrict recovery = row_of(block, market->recovery);
    const double* __restrict cover = row_of(block, market->cover);
    double* __restrict kept = row_of(block, market->kept);
    for (int lane = 0; lane < kWidth; ++lane)
      kept[lane] = 1 - share[lane] * (1 - recovery[lane]) * (1 - cover[lane]);
  }
  if (!market->has_days) return;
  const double* __restrict days = row_of(block, market->days);
  const double* __restrict discount = row_of(block, plan->discount);
  double* __restrict later = row_of(block, market->receipts_discount);
  double* __restrict delay = row_of(block, market->delay);
  for (int lane = 0; lane < kWidth; ++lane) {
    later[lane] = maths::exp(-maths::log1p(discount[lane]) * (days[lane] / 365.25));
    delay[lane] = days[lane] / 365.25 * plan->periods_per_year;
  }
}

void start_block(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  fill_draws(block);
  start_series(block);
  convert(block, false);
  if (plan->escalates) {
    fill(row_of(block, plan->escalation_now), 1);
    const double* __restrict rate = row_of(block, plan->escalation);
    double* __restrict step = row_of(block, plan->escalation_step);
    for (int lane = 0; lane < kWidth; ++lane) step[lane] = maths::exp(rate[lane] * plan->dt_years);
  }
  if (!plan->prices_move) set_prices(block);
  for (int i = 0; i < plan->market_count; ++i) {
    const MarketStep* market = &plan->markets[i];
    set_market(block, market);
    open_market(block, market);
    set_payment(block, market);
    for (int c = 0; c < market->channel_count; ++c)
      set_channel(block, market, &market->channels[c]);
    fill(row_of(block, market->revenue), 0);
  }
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

void trace_period(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  const TraceSink* sink = block->memory->trace;
  const auto value = [&](Slot slot) { return slot < 0 ? 0.0 : row_of(block, slot)[sink->lane]; };
  double* firm = sink->firm + period * kTraceFirm;
  firm[0] = value(plan->revenue_now);
  firm[1] = value(plan->outflow_now);
  firm[4] = value(plan->discount_now);
  int channel_at = 0, channels = 0;
  for (int i = 0; i < plan->market_count; ++i) channels += plan->markets[i].channel_count;
  for (int i = 0; i < plan->market_count; ++i) {
    const MarketStep* market = &plan->markets[i];
    double* out = sink->markets + (period * plan->market_count + i) * kTraceMarket;
    out[0] = value(market->start_units) * market->season_dt[period] *
             maths::exp(value(market->log_demand));
    out[1] = value(plan->price_now);
    for (int field = 0; field < kFirstLevy + 1; ++field)
      out[2 + field] = value(market->duty_now + field);
    out[6] = value(market->customs_value);
    out[7] = value(market->landed);
    for (int c = 0; c < market->channel_count; ++c, ++channel_at) {
      const ChannelStep* channel = &market->channels[c];
      double* row = sink->channels + (period * channels + channel_at) * kTraceChannel;
      const bool open = period >= channel->first_period;
      row[0] = open ? value(channel->uptake_now) : 0;
      row[1] = open && channel->reference >= 0 ? value(channel->log_response) : 0;
      row[2] = value(channel->units);
      row[3] = value(channel->units) * value(plan->price_home);
    }
  }
}

void finish_block(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  if (plan->has_outflows && plan->ring > 0) {  // receipts still due after the horizon
    double* none = scratch(block, 3);
    fill(none, 0);
    for (int late = 0; late < plan->ring; ++late) {
      const int period = plan->periods + late;
      double* due = row_of(block, plan->ring_rows + period % plan->ring);
      move_cash(block, period, none, due);
      if (block->memory->trace != nullptr) {
        double* firm = block->memory->trace->firm + period * kTraceFirm;
        firm[2] = due[block->memory->trace->lane];
        firm[3] = row_of(block, plan->cash)[block->memory->trace->lane];
      }
    }
  }
  double* __restrict revenue = row_of(block, plan->revenue);
  fill(revenue, 0);
  for (int year = 0; year < plan->years; ++year)
    add_to(revenue, row_of(block, plan->revenue_by_year + year));
  for (int i = 0; i < plan->market_count; ++i) {
    const MarketStep* market = &plan->markets[i];
    if (market->channel_count == 1)
      copy(row_of(block, market->channels[0].revenue), row_of(block, market->revenue));
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

/// All periods of the lanes whose first path is `first_path`.
void simulate_lanes(const KernelPlan& plan, std::uint64_t first_path, BlockMemory& memory) {
  const BlockContext context{&plan, &memory, first_path};
  const BlockContext* block = &context;
  start_block(block);
  for (int period = 0; period < plan.periods; ++period) {
    if (period % kTile == 0) draw_shocks(block, period);
    move_world(block, period);
    for (int i = 0; i < plan.market_count; ++i) sell(block, &plan.markets[i], period);
    if (plan.capacity >= 0) share_capacity(block);
    const Slot flows[] = {plan.revenue_now, plan.kept_now, plan.receipts_now, plan.outflow_now};
    for (const Slot slot : flows) fill(row_of(block, slot), 0);
    for (int i = 0; i < plan.market_count; ++i) book(block, &plan.markets[i], period);
    if (memory.trace != nullptr) trace_period(block, period);
    close_period(block, period);
    if (memory.trace != nullptr) {
      double* firm = memory.trace->firm + period * kTraceFirm;
      firm[2] = scratch(block, 0)[memory.trace->lane];
      firm[3] = row_of(block, plan.cash)[memory.trace->lane];
    }
    turn_period(block);
  }
  finish_block(block);
}

}  // namespace

#define LANDFALL_JOIN(name, isa) name##isa
#define LANDFALL_NAME(name, isa) LANDFALL_JOIN(name, isa)

void LANDFALL_NAME(simulate_block_, LANDFALL_ISA)(const KernelPlan& plan, std::uint64_t first_path,
                                                  BlockMemory& memory);

void LANDFALL_NAME(simulate_block_, LANDFALL_ISA)(const KernelPlan& plan, std::uint64_t first_path,
                                                  BlockMemory& memory) {
  for (int from = 0; from < kLanes; from += kWidth) {
    BlockMemory lanes = memory;
    lanes.rows += from;
    TraceSink sink;
    lanes.trace = nullptr;
    if (memory.trace != nullptr && memory.trace->lane / kWidth == from / kWidth) {
      sink = *memory.trace;
      sink.lane -= from;
      lanes.trace = &sink;
    }
    simulate_lanes(plan, first_path + static_cast<std::uint64_t>(from), lanes);
  }
}

}  // namespace landfall::simulate
