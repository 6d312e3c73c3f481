// Entries and exits that are decided on the way. A decision of period i rests on what was booked in
// the periods before i; the market is then entered, or left, at the start of i.
#pragma once

#include "simulate/block_entry.hpp"
#include "simulate/block_renewal.hpp"

namespace landfall::simulate {

static inline void start_decisions(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < plan->history_count; ++i)
    for (int row = 0; row < plan->histories[i].window; ++row)
      fill(row_of(block, plan->histories[i].ring + row), 0);
  for (int i = 0; i < plan->decision_count; ++i)
    if (plan->decisions[i].watches) fill(row_of(block, plan->decisions[i].held), 0);
}

/// What a rule compares with its bound at the start of a period: the sum over its window, from the
/// oldest period on; before the first period nothing was booked. Or the firm's cash.
static inline const double* watched(const BlockContext* block, const DecisionStep* decision,
                                    int period) {
  const KernelPlan* plan = block->plan;
  if (decision->history < 0) return row_of(block, plan->cash);
  const HistoryStep* history = &plan->histories[decision->history];
  double* sum = scratch(block, 4);
  fill(sum, 0);
  for (int before = history->window; before > 0; --before)
    if (before <= period)
      add_to(sum, row_of(block, history->ring + (period - before) % history->window));
  return sum;
}

/// Where the condition of a decision holds: 1, elsewhere 0. An exit looks at whole windows after
/// the entry alone: before, there is nothing that could have gone wrong.
static inline void judge(const BlockContext* block, const DecisionStep* decision,
                         const double* __restrict entry, int period, double* __restrict fires) {
  fill(fires, 1);
  if (!decision->watches) return;
  const double* __restrict value = watched(block, decision, period);
  const double* __restrict bound = row_of(block, decision->bound);
  double* __restrict held = row_of(block, decision->held);
  const double sign = decision->above ? 1 : -1, needed = decision->for_periods;
  const int window = decision->history < 0 ? 1 : block->plan->histories[decision->history].window;
  const double latest = decision->is_exit ? period - window : __builtin_inf();
  for (int lane = 0; lane < kWidth; ++lane) {
    const bool holds = (sign * value[lane] > sign * bound[lane]) & (entry[lane] <= latest);
    held[lane] = holds ? held[lane] + 1 : 0;
    fires[lane] = held[lane] >= needed ? 1 : 0;
  }
}

/// Whether a decision acts on a channel of its market.
static inline bool acts_on(const DecisionStep* decision, const MarketStep* market, int channel) {
  if (decision->channel >= 0) return decision->channel == channel;
  return decision->is_exit || !market->channels[channel].enters_alone;
}

/// Exits: from this period on nothing is spent, and nothing sold but by contracts. Lanes that have
/// not entered never will.
static inline void decide_exit(const BlockContext* block, const DecisionStep* decision,
                               int period) {
  const MarketStep* market = &block->plan->markets[decision->market];
  double* fires = scratch(block, 5);
  const Slot entry =
      decision->channel < 0 ? market->entry : market->channels[decision->channel].entry;
  judge(block, decision, row_of(block, entry), period, fires);
  if (period < decision->first_period) return;
  if (decision->channel < 0) leave_row(block, market->leave, period, fires);
  for (int i = 0; i < market->channel_count; ++i)
    if (acts_on(decision, market, i)) leave_channel(block, &market->channels[i], period, fires);
}

/// Entries: of the lanes where the condition holds, those that are not in yet, have not left, and
/// keep enough cash after paying for it and for the entries decided before in this period.
static inline void decide_entry(const BlockContext* block, const DecisionStep* decision,
                                int period) {
  const KernelPlan* plan = block->plan;
  const MarketStep* market = &plan->markets[decision->market];
  double* fires = scratch(block, 5);
  judge(block, decision, row_of(block, market->entry), period, fires);
  if (period < decision->first_period) return;
  const bool is_market = decision->channel < 0;
  const bool follows = !is_market && market->enters_whole;  // a channel of an entered market
  const ChannelStep* own = is_market ? nullptr : &market->channels[decision->channel];
  const double* __restrict entered = row_of(block, is_market ? market->entry : own->entry);
  const double* __restrict left = row_of(block, is_market ? market->leave : own->leave);
  const double* __restrict of_market = row_of(block, market->entry);
  for (int lane = 0; lane < kWidth; ++lane) {
    const bool is_out = !(entered[lane] < __builtin_inf()) & !(left[lane] < __builtin_inf());
    fires[lane] = (fires[lane] > 0) & is_out & (!follows | (of_market[lane] <= period)) ? 1 : 0;
  }
  double* cost = scratch(block, 6);
  fill(cost, 0);
  for (int i = 0; i < market->channel_count; ++i)
    if (acts_on(decision, market, i) && market->channels[i].entry_cost >= 0)
      add_to(cost, row_at(block, market->channels[i].entry_cost, period));
  add_first_fee(block, market, period, cost);
  double* __restrict committed = row_of(block, plan->committed);
  if (decision->cash_at_least >= 0) {
    const double* __restrict cash = row_of(block, plan->cash);
    const double* __restrict least = row_of(block, decision->cash_at_least);
    for (int lane = 0; lane < kWidth; ++lane)
      fires[lane] = cash[lane] - committed[lane] - cost[lane] < least[lane] ? 0 : fires[lane];
  }
  double any = 0;
  for (int lane = 0; lane < kWidth; ++lane) {
    any = fires[lane] > any ? fires[lane] : any;
    committed[lane] += fires[lane] > 0 ? cost[lane] : 0;
  }
  if (any == 0) return;
  if (!follows) enter_market(block, market, period, fires);
  for (int i = 0; i < market->channel_count; ++i)
    if (acts_on(decision, market, i))
      enter_channel(block, market, &market->channels[i], period, fires);
}

/// Keep what decisions see in this period.
static inline void keep_sights(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < plan->sight_count; ++i) {
    const SightStep* sight = &plan->sights[i];
    if (sight->period != period) continue;
    copy(watched(block, &plan->decisions[sight->decision], period), row_of(block, sight->watched));
    copy(row_of(block, plan->cash), row_of(block, sight->cash));
  }
}

/// All decisions of a period, exits first, then entries in the order of the markets.
static inline void decide(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  keep_sights(block, period);
  fill(row_of(block, plan->committed), 0);
  for (int i = 0; i < plan->decision_count; ++i) {
    const DecisionStep* decision = &plan->decisions[i];
    if (decision->is_exit)
      decide_exit(block, decision, period);
    else
      decide_entry(block, decision, period);
  }
}

/// What a market, or one of its channels, has invoiced in a period.
static inline void record_revenue(const BlockContext* block, const MarketStep* market, int channel,
                                  int period, double* __restrict into) {
  if (channel < 0 && !market->by_channel) {
    copy(row_at(block, market->revenue_now, period), into);
    return;
  }
  if (!market->by_channel) {
    multiply(row_at(block, market->channels[channel].units, period),
             row_at(block, market->price->price_home, period), into);
    return;
  }
  fill(into, 0);
  for (int i = 0; i < market->channel_count; ++i)
    if (channel < 0 || channel == i)
      add_to(into, row_at(block, market->channels[i].revenue_now, period));
}

/// Keep what rules will look at, once a period is closed.
static inline void record(const BlockContext* block, int period) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < plan->history_count; ++i) {
    const HistoryStep* history = &plan->histories[i];
    double* __restrict into = row_of(block, history->ring + period % history->window);
    if (history->of == Watched::margin) {
      const Slot kept = plan->settles ? plan->kept_now : plan->revenue_now;
      copy(row_at(block, kept, period), into);
      if (!plan->has_outflows) continue;
      const double* __restrict outflow = row_at(block, plan->outflow_now, period);
      for (int lane = 0; lane < kWidth; ++lane) into[lane] -= outflow[lane];
      if (plan->firm == nullptr || plan->firm->goods == nullptr || !plan->firm->goods->pays_later)
        continue;
      const double* __restrict bought = row_at(block, plan->firm->goods->bought, period);
      for (int lane = 0; lane < kWidth; ++lane) into[lane] -= bought[lane];
      continue;
    }
    if (history->market < 0) {
      copy(row_at(block, plan->revenue_now, period), into);
      continue;
    }
    const MarketStep* market = &plan->markets[history->market];
    if (history->of == Watched::units)
      copy(row_at(block, market->units_now, period), into);
    else if (period < market->first_sale)
      fill(into, 0);
    else
      record_revenue(block, market, history->channel, period, into);
  }
}

/// Entry, marketing and fixed cost of a channel in this period, by the periods of each lane, and
/// its fees.
static inline void add_decided_costs(const BlockContext* block, const MarketStep* market,
                                     const ChannelStep* channel, int period,
                                     double* __restrict outflow) {
  const double dt_years = block->plan->dt_years, now = period;
  const double* __restrict entry = row_of(block, channel->entry);
  const double* __restrict leave = row_of(block, channel->leave);
  if (channel->entry_cost >= 0) {
    const double* __restrict cost = row_at(block, channel->entry_cost, period);
    for (int lane = 0; lane < kWidth; ++lane) outflow[lane] += entry[lane] == now ? cost[lane] : 0;
  }
  if (channel->marketing_per_year >= 0) {
    const double* __restrict cost = row_at(block, channel->marketing_per_year, period);
    const double* __restrict opening = row_of(block, market->opening);
    double* __restrict spent = spending_row(block, market, outflow);
    for (int lane = 0; lane < kWidth; ++lane) {
      const double from = opening[lane] > entry[lane] ? opening[lane] : entry[lane];
      spent[lane] += cost[lane] * dt_years * model::active_part(now, from, leave[lane]);
    }
    spend_while_open(block, market, period, spent, outflow);
  }
  if (channel->fixed_per_year >= 0) {
    const double* __restrict cost = row_at(block, channel->fixed_per_year, period);
    const double* __restrict refused = row_of(block, market->entry_until);
    for (int lane = 0; lane < kWidth; ++lane) {
      const double until = refused[lane] < leave[lane] ? refused[lane] : leave[lane];
      outflow[lane] += cost[lane] * dt_years * model::active_part(now, entry[lane], until);
    }
  }
  add_fees(block, channel, period, outflow);
}

/// What leaving costs, once, in the lanes that had entered before.
static inline void add_exit_costs(const BlockContext* block, const MarketStep* market, int period,
                                  double* __restrict outflow) {
  const KernelPlan* plan = block->plan;
  for (int i = 0; i < plan->decision_count; ++i) {
    const DecisionStep* decision = &plan->decisions[i];
    if (&plan->markets[decision->market] != market || decision->cost < 0) continue;
    const bool is_market = decision->channel < 0;
    const ChannelStep* own = is_market ? nullptr : &market->channels[decision->channel];
    const double* __restrict cost = row_at(block, decision->cost, period);
    const double* __restrict entry = row_of(block, is_market ? market->entry : own->entry);
    const double* __restrict leave = row_of(block, is_market ? market->leave : own->leave);
    for (int lane = 0; lane < kWidth; ++lane)
      outflow[lane] += ((leave[lane] == period) & (entry[lane] < period)) ? cost[lane] : 0;
  }
}

/// What a market costs in a period besides its goods. Periods come one by one.
static inline void book_decided_costs(const BlockContext* block, const MarketStep* market,
                                      int period) {
  double* outflow = row_at(block, block->plan->outflow_now, period);
  for (int i = 0; i < market->channel_count; ++i)
    add_decided_costs(block, market, &market->channels[i], period, outflow);
  add_exit_costs(block, market, period, outflow);
}

}  // namespace landfall::simulate
