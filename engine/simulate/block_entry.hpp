// What entering and leaving a market mean for its channels: what is counted from the entry is kept
// until a lane enters, and takes its place on the calendar then.
#pragma once

#include "simulate/block_channels.hpp"

namespace landfall::simulate {

/// Nobody has entered a channel yet: nothing of it has a date. What arrives whoever waits for it,
/// the calls of a tender or the stock of durables, goes on.
static inline void hold_channel(const BlockContext* block, const ChannelStep* channel) {
  fill(row_of(block, channel->entry), __builtin_inf());
  fill(row_of(block, channel->leave), __builtin_inf());
  switch (channel->kind) {
    case ChannelKind::distributor:
      break;  // its columns are held as they are made
    case ChannelKind::retail:
      for (int chain = 0; chain < channel->retail->chains; ++chain) {
        fill(row_of(block, channel->retail->listed + chain), __builtin_inf());
        fill(row_of(block, channel->retail->opens + chain), __builtin_inf());
      }
      break;
    case ChannelKind::tender:
      fill(row_of(block, channel->tender->bids_from), __builtin_inf());
      break;
    case ChannelKind::installed_base:
      fill(row_of(block, channel->curve), __builtin_inf());
      break;
    case ChannelKind::direct:
      fill(row_of(block, channel->direct->opens), __builtin_inf());
      break;
  }
}

/// Nobody has entered yet: what was counted from period 0 is kept, to be counted from the entry.
static inline void hold_market(const BlockContext* block, const MarketStep* market) {
  if (market->entry < 0) return;
  copy(row_of(block, market->opening), row_of(block, market->opening_after));
  copy(row_of(block, market->entry_until), row_of(block, market->refused_after));
  const Slot waiting[] = {market->opening, market->entry_until, market->entry, market->leave};
  for (const Slot slot : waiting) fill(row_of(block, slot), __builtin_inf());
  for (int i = 0; i < market->channel_count; ++i) hold_channel(block, &market->channels[i]);
}

/// Months to sign of eight prospects whose channel is entered in `period`: of a place that is
/// signed again they are counted from the end of the stay before, which stands in an earlier
/// column.
static inline void months_from_entry(const KernelPlan* plan, const ColumnMemory* columns, int at,
                                     int period, double* __restrict months) {
  for (int lane = 0; lane < kColumnLanes; ++lane) {
    months[lane] = columns->months[at + lane];
    if (columns->parent == nullptr) continue;
    const int before = columns->parent[at + lane];
    if (before >= 0) months[lane] += (columns->leaves[before] - period) * plan->months_per_period;
  }
}

/// Dates and curves of the prospects of a channel that is entered in this period where `fires`.
static inline void enter_columns(const BlockContext* block, const MarketStep* market,
                                 const ChannelStep* channel, int period, const double* fires) {
  const KernelPlan* plan = block->plan;
  const ColumnMemory* columns = &block->memory->columns[channel->list];
  const DateRows dates = {scratch(block, 6), scratch(block, 7), scratch(block, 8)};
  const FailureRows failures = {scratch(block, 4), scratch(block, 11)};
  double* __restrict hazard = scratch(block, 9);
  double* __restrict placed = scratch(block, 10);
  by_place(columns, row_of(block, market->opening), dates.opening);
  by_place(columns, row_of(block, market->lead_time_days), dates.lead_days);
  by_place(columns, fires, placed);
  if (channel->failure != nullptr) place_failures(block, market, channel, columns, &failures);
  if (channel->churns) {
    const double* __restrict churn = row_of(block, channel->churn);
    for (int lane = 0; lane < kWidth; ++lane) hazard[lane] = -maths::log1p(-churn[lane]);
    by_place(columns, hazard, dates.hazard);
  }
  for (int group = 0; group < kWidth / kColumnLanes; ++group) {
    const double* __restrict enters = placed + group * kColumnLanes;
    for (int column = columns->first_column[group]; column < columns->first_column[group + 1];
         ++column) {
      const int at = column * kColumnLanes;
      double opens[kColumnLanes], leaves[kColumnLanes], last[kColumnLanes], w[kColumnLanes],
          now[kColumnLanes];
      months_from_entry(plan, columns, at, period, opens);
      for (int lane = 0; lane < kColumnLanes; ++lane) {
        leaves[lane] = columns->stay[at + lane];
        last[lane] = w[lane] = 0;
      }
      date_prospects(plan, period, channel->churns, &dates, group, opens, leaves);
      double owes_from[kColumnLanes];
      if (channel->failure != nullptr)
        date_failures(plan, &failures, group, columns->luck + at, opens, leaves, owes_from);
      begin_prospects(plan, channel, columns, group, opens, leaves, last, w, now);
      for (int lane = 0; lane < kColumnLanes; ++lane) {
        const bool it = enters[lane] > 0;
        columns->opens[at + lane] = it ? opens[lane] : columns->opens[at + lane];
        columns->leaves[at + lane] = it ? leaves[lane] : columns->leaves[at + lane];
        columns->last[at + lane] = it ? last[lane] : columns->last[at + lane];
        columns->w[at + lane] = it ? w[lane] : columns->w[at + lane];
        columns->now[at + lane] = it ? now[lane] : columns->now[at + lane];
      }
      if (channel->failure != nullptr)
        for (int lane = 0; lane < kColumnLanes; ++lane)
          if (enters[lane] > 0) columns->owes_from[at + lane] = owes_from[lane];
      bound_column(columns, column);
    }
  }
}

/// When something is agreed upon in the lanes that enter in this period, `after` so many periods
/// but not before the market opens.
static inline void agree(const BlockContext* block, const MarketStep* market, int period,
                         const double* __restrict fires, const double* __restrict after,
                         double* __restrict at) {
  const double* __restrict opening = row_of(block, market->opening);
  const double now = period;
  for (int lane = 0; lane < kWidth; ++lane) {
    const double agreed = now + after[lane];
    const double open = agreed > opening[lane] ? agreed : opening[lane];
    at[lane] = fires[lane] > 0 ? open : at[lane];
  }
}

/// The first sales of what needs no agreement: opening and lead time.
static inline void open_channel(const BlockContext* block, const MarketStep* market, int period,
                                const double* __restrict fires, double* __restrict opens) {
  double* __restrict lead = scratch(block, 6);
  lead_periods(block, market, lead);
  agree(block, market, period, fires, row_of(block, block->plan->zeros), opens);
  for (int lane = 0; lane < kWidth; ++lane) opens[lane] += fires[lane] > 0 ? lead[lane] : 0;
}

/// The chains of a channel that is entered in this period.
static inline void enter_chains(const BlockContext* block, const MarketStep* market,
                                const ChannelStep* channel, int period,
                                const double* __restrict fires) {
  const RetailStep* retail = channel->retail;
  double* __restrict lead = scratch(block, 6);
  lead_periods(block, market, lead);
  for (int chain = 0; chain < retail->chains; ++chain) {
    double* __restrict listed = row_of(block, retail->listed + chain);
    double* __restrict opens = row_of(block, retail->opens + chain);
    agree(block, market, period, fires, row_of(block, retail->listed_after + chain), listed);
    for (int lane = 0; lane < kWidth; ++lane)
      opens[lane] = fires[lane] > 0 ? listed[lane] + lead[lane] : opens[lane];
    if (channel->failure == nullptr) continue;
    double* __restrict fails = row_of(block, channel->failure->fails + chain);
    double* __restrict leaves = row_of(block, retail->leaves + chain);
    for (int lane = 0; lane < kWidth; ++lane) {
      fails[lane] = fires[lane] > 0 ? opens[lane] + fails[lane] : fails[lane];
      leaves[lane] = fires[lane] > 0 ? fails[lane] : leaves[lane];
    }
  }
}

/// What follows for a channel in the lanes that enter it.
static inline void begin_channel(const BlockContext* block, const MarketStep* market,
                                 const ChannelStep* channel, int period, const double* fires) {
  switch (channel->kind) {
    case ChannelKind::distributor:
      enter_columns(block, market, channel, period, fires);
      break;
    case ChannelKind::retail:
      enter_chains(block, market, channel, period, fires);
      break;
    case ChannelKind::tender:
      agree(block, market, period, fires, row_of(block, channel->tender->on_list_after),
            row_of(block, channel->tender->bids_from));
      break;
    case ChannelKind::installed_base:
      open_channel(block, market, period, fires, row_of(block, channel->curve));
      break;
    case ChannelKind::direct:
      open_channel(block, market, period, fires, row_of(block, channel->direct->opens));
      break;
  }
}

/// The lanes that `fires` enter a market: registration begins, on the route in use.
static inline void enter_market(const BlockContext* block, const MarketStep* market, int period,
                                const double* __restrict fires) {
  const double* __restrict opening_after = row_of(block, market->opening_after);
  const double* __restrict refused_after = row_of(block, market->refused_after);
  double* __restrict entry = row_of(block, market->entry);
  double* __restrict opening = row_of(block, market->opening);
  double* __restrict until = row_of(block, market->entry_until);
  double* __restrict enters = scratch(block, 7);
  const double now = period;
  for (int lane = 0; lane < kWidth; ++lane) {
    enters[lane] = (fires[lane] > 0) & !(entry[lane] < __builtin_inf()) ? 1 : 0;
    entry[lane] = enters[lane] > 0 ? now : entry[lane];
    opening[lane] = enters[lane] > 0 ? now + opening_after[lane] : opening[lane];
    until[lane] = enters[lane] > 0 ? now + refused_after[lane] : until[lane];
  }
  if (market->lead_usual < 0) return;
  const double* __restrict days =
      row_of(block, period < market->around_from ? market->lead_usual : market->lead_around);
  double* __restrict lead_days = row_of(block, market->lead_time_days);
  for (int lane = 0; lane < kWidth; ++lane)
    lead_days[lane] = enters[lane] > 0 ? days[lane] : lead_days[lane];
}

/// The lanes that `fires` enter a channel, unless they have left it before.
static inline void enter_channel(const BlockContext* block, const MarketStep* market,
                                 const ChannelStep* channel, int period,
                                 const double* __restrict fires) {
  double* __restrict entry = row_of(block, channel->entry);
  const double* __restrict leave = row_of(block, channel->leave);
  double* __restrict enters = scratch(block, 11);
  for (int lane = 0; lane < kWidth; ++lane) {
    enters[lane] = (fires[lane] > 0) & !(leave[lane] < __builtin_inf()) ? 1 : 0;
    entry[lane] = enters[lane] > 0 ? period : entry[lane];
  }
  begin_channel(block, market, channel, period, enters);
}

/// Where `fires`, what has not been left is left in this period.
static inline void leave_row(const BlockContext* block, Slot slot, int period,
                             const double* __restrict fires) {
  double* __restrict leave = row_of(block, slot);
  for (int lane = 0; lane < kWidth; ++lane)
    leave[lane] = ((fires[lane] > 0) & (period < leave[lane])) ? period : leave[lane];
}

/// From this period on, in the lanes that have left a channel, no chain lists the product or sells
/// it, and no bid is made. Contracts won before are still delivered.
static inline void leave_channel(const BlockContext* block, const ChannelStep* channel, int period,
                                 const double* __restrict fires) {
  leave_row(block, channel->leave, period, fires);
  const double now = period;
  if (channel->kind == ChannelKind::tender) {
    double* __restrict from = row_of(block, channel->tender->bids_from);
    for (int lane = 0; lane < kWidth; ++lane)
      from[lane] = fires[lane] > 0 ? __builtin_inf() : from[lane];
  }
  if (channel->kind != ChannelKind::retail) return;
  for (int chain = 0; chain < channel->retail->chains; ++chain) {
    double* __restrict listed = row_of(block, channel->retail->listed + chain);
    double* __restrict leaves = row_of(block, channel->retail->leaves + chain);
    for (int lane = 0; lane < kWidth; ++lane) {
      const bool goes = fires[lane] > 0;
      listed[lane] = (goes & (listed[lane] >= now)) ? __builtin_inf() : listed[lane];
      leaves[lane] = (goes & (now < leaves[lane])) ? now : leaves[lane];
    }
  }
}

/// Lanes that have left a channel sell nothing more through it: of a distributor's uptake and of a
/// direct channel's share nothing is left.
static inline void stop_uptake(const BlockContext* block, const ChannelStep* channel, int period) {
  const double* __restrict leave = row_of(block, channel->leave);
  double* __restrict uptake = row_at(block, channel->uptake_now, period);
  for (int lane = 0; lane < kWidth; ++lane) uptake[lane] = period < leave[lane] ? uptake[lane] : 0;
}

/// The same of an installed base, which grows on whoever sells to it.
static inline void stop_units(const BlockContext* block, const ChannelStep* channel, int period) {
  const double* __restrict leave = row_of(block, channel->leave);
  double* __restrict units = row_at(block, channel->units, period);
  for (int lane = 0; lane < kWidth; ++lane) units[lane] = period < leave[lane] ? units[lane] : 0;
}

}  // namespace landfall::simulate
