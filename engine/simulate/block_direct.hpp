// Direct channels: whom marketing reaches, who has tried, who buys again.
#pragma once

#include "model/direct.hpp"
#include "simulate/block_indexed.hpp"
#include "simulate/block_prospects.hpp"

namespace landfall::simulate {

static inline void set_direct(const BlockContext* block, const MarketStep* market,
                              const ChannelStep* channel) {
  const DirectStep* direct = channel->direct;
  const double* __restrict opening = row_of(block, market->opening);
  double* __restrict opens = row_of(block, direct->opens);
  lead_periods(block, market, opens);
  add_to(opens, opening);
  fill(row_of(block, direct->tried), 0);
  copy(row_of(block, market->start_units), row_of(block, channel->ceiling_units));
  fill(row_of(block, channel->revenue), 0);
}

/// Share of those who will ever try that have tried after the active part of a period.
static inline double tried_after(const ChannelStep* channel, const KernelPlan* plan, double first,
                                 double second, double before, double age, double part) {
  const double dt_years = plan->dt_years;
  if (channel->uptake == UptakeKind::bass_euler)
    return model::step_uptake(first, second, part * dt_years, before);
  return uptake_after(channel->uptake, first, second, age * dt_years, plan->months_per_period,
                      dt_years);
}

/// The share of demand that it wants in a period.
static inline void step_direct(const BlockContext* block, const ChannelStep* channel, int period) {
  const KernelPlan* plan = block->plan;
  const DirectStep* direct = channel->direct;
  double* reached = row_of(block, direct->reached);
  if (direct->reach >= 0) {
    copy(row_of(block, direct->reach), reached);
  } else if (channel->marketing_per_year < 0) {
    fill(reached, 0);
  } else {
    model::reach_by_marketing(row_of(block, direct->reach_max),
                              row_at(block, channel->marketing_per_year, period),
                              row_at(block, direct->reach_scale, period), reached);
  }
  multiply_by(reached, row_of(block, direct->conversion));
  const double* __restrict first = row_of(block, channel->first);
  const double* __restrict second = row_of(block, channel->second);
  const double* __restrict opens = row_of(block, direct->opens);
  const double* __restrict repeat = row_of(block, direct->repeat_share);
  const double* __restrict purchases = row_of(block, direct->purchases_per_year);
  double* __restrict tried = row_of(block, direct->tried);
  double* __restrict share = row_at(block, channel->uptake_now, period);
  const double now = period;
  const bool euler = channel->uptake == UptakeKind::bass_euler;
  for (int lane = 0; lane < kWidth; ++lane) {
    const double part = model::active_part(now, opens[lane], __builtin_inf());
    const double from = now > opens[lane] ? now - opens[lane] : 0;
    const double before = tried[lane];
    const double at_from =
        euler ? before : tried_after(channel, plan, first[lane], second[lane], 0, from, 0);
    const double at_to =
        tried_after(channel, plan, first[lane], second[lane], before, from + part, part);
    const double average = euler ? at_to * part : (at_from + at_to) * 0.5 * part;
    const double wanted = model::direct_share(reached[lane], before, at_to, average, repeat[lane],
                                              purchases[lane], plan->dt_years);
    share[lane] = part > 0 ? wanted : 0;
    tried[lane] = part > 0 ? at_to : before;
  }
}

}  // namespace landfall::simulate
