// Tender channels: the calls of a path, which of them are won, and what their contracts bring.
#pragma once

#include "maths/log.hpp"
#include "model/tender.hpp"
#include "simulate/block_renewal.hpp"

namespace landfall::simulate {

/// Lanes in which calls still arrive, and numbers that are drawn for them alone.
struct OpenLanes {
  int count;
  std::uint32_t lane[kWidth];
  double u[kWidth], v[kWidth];
};

/// u and v = 1 - u at an index of a stream, of the open lanes only: the same as index_uniforms.
static inline void open_uniforms(const BlockContext* block, std::uint64_t key, std::uint32_t index,
                                 int sampled, const std::uint32_t* directions, OpenLanes* open) {
  if (index < static_cast<std::uint32_t>(sampled)) {
    double* u = scratch(block, 1);
    double* v = scratch(block, 2);
    index_uniforms(block, key, index, sampled, directions, u, v);
    for (int i = 0; i < open->count; ++i) open->u[i] = u[open->lane[i]];
    for (int i = 0; i < open->count; ++i) open->v[i] = v[open->lane[i]];
    return;
  }
  std::uint32_t indexes[kWidth], words[2 * kWidth];
  for (int i = 0; i < open->count; ++i) indexes[i] = index;
  random::philox_list(key, block->first_path, open->lane, indexes, open->count, words,
                      words + kWidth);
  random::unit_from_words(words, words + kWidth, open->u, open->v, open->count);
}

/// The next call of each open lane, at[kWidth] in periods; lanes in which it comes after the end
/// are open no more.
static inline void next_calls(const BlockContext* block, const TenderStep* tender, OpenLanes* open,
                              double* at) {
  const double* rate = row_of(block, tender->rate);
  int still = 0;
  for (int i = 0; i < open->count; ++i) {
    const std::uint32_t lane = open->lane[i];
    at[lane] -= maths::log(open->u[i]) / rate[lane] * block->plan->periods_per_year;
    open->lane[still] = lane;
    still += at[lane] < block->plan->periods ? 1 : 0;
  }
  open->count = still;
}

/// The calls that arrive by chance: entries in the lists of their periods, in the order of their
/// arrival. Those before the firm may bid are left out.
static inline void list_tenders(const BlockContext* block, const TenderStep* tender,
                                const TenderMemory* memory) {
  const KernelPlan* plan = block->plan;
  const double* bids_from = row_of(block, tender->bids_from);
  double* at = scratch(block, 3);
  double win[kWidth], size[kWidth];
  OpenLanes open;
  open.count = kWidth;
  for (int lane = 0; lane < kWidth; ++lane) open.lane[lane] = static_cast<std::uint32_t>(lane);
  fill(at, 0);
  int count = 0;
  for (int call = 0; call < tender->most && open.count > 0; ++call) {
    const std::uint32_t index = static_cast<std::uint32_t>(call);
    open_uniforms(block, tender->gap_key, index, tender->sampled, tender->gap_directions, &open);
    next_calls(block, tender, &open, at);
    open_uniforms(block, tender->win_key, index, tender->sampled, tender->win_directions, &open);
    for (int i = 0; i < open.count; ++i) win[i] = open.u[i];
    const RepeatedStep* step = &tender->size;
    if (step->row >= 0) {
      for (int i = 0; i < open.count; ++i) size[i] = row_of(block, step->row)[open.lane[i]];
    } else {
      open_uniforms(block, step->key, index, step->sampled, step->directions, &open);
      random::draw_marginal(step->marginal, open.u, open.v, size, open.count);
    }
    for (int i = 0; i < open.count; ++i) {
      const std::uint32_t lane = open.lane[i];
      memory->lane[count] = lane;
      memory->at[count] = at[lane];
      memory->win[count] = win[i];
      memory->size[count] = size[i];
      count += at[lane] >= bids_from[lane] ? 1 : 0;
    }
  }
  for (int period = 0; period < plan->periods; ++period) memory->first[period] = -1;
  for (int entry = count - 1; entry >= 0; --entry) {
    const int period = static_cast<int>(memory->at[entry]);
    memory->next[entry] = memory->first[period];
    memory->first[period] = entry;
  }
}

static inline void set_tender(const BlockContext* block, const MarketStep* market,
                              const ChannelStep* channel) {
  const TenderStep* tender = channel->tender;
  double* __restrict from = row_of(block, tender->bids_from);
  double* __restrict yes = scratch(block, 3);
  happens(block, &tender->on_list, 0, yes);
  agreed_at(block, market, row_of(block, tender->list_months), from);
  for (int lane = 0; lane < kWidth; ++lane)
    from[lane] = yes[lane] > 0 ? from[lane] : __builtin_inf();
  if (tender->on_list_after >=
      0) {  // every call is listed: which of them come too early is not known
    keep_months(block, row_of(block, tender->list_months), yes,
                row_of(block, tender->on_list_after));
    fill(from, 0);
  }
  for (int period = 0; period < block->plan->periods; ++period)
    fill(row_of(block, tender->due + period), 0);
  fill(row_of(block, tender->backlog), 0);
  if (tender->won >= 0) fill(row_of(block, tender->won), 0);
  fill(row_of(block, channel->revenue), 0);
  if (tender->most > 0) list_tenders(block, tender, &block->memory->tenders[tender->list]);
}

/// A contract won at `at`, in periods, into what is due from then on.
static inline void award(const BlockContext* block, const MarketStep* market,
                         const TenderStep* tender, int lane, double at, double size) {
  const KernelPlan* plan = block->plan;
  const double award_months = row_of(block, tender->award_months)[lane];
  const double delivery_months = row_of(block, tender->delivery_months)[lane];
  const double lead_days = row_of(block, market->lead_time_days)[lane];
  const double from =
      at + award_months / plan->months_per_period + lead_days / 365.25 * plan->periods_per_year;
  const double length = delivery_months / plan->months_per_period;
  if (!(from < plan->periods)) return;
  if (tender->won >= 0) row_of(block, tender->won)[lane] += 1;
  const double until = from + length < plan->periods ? from + length : plan->periods;
  double* due = row_of(block, tender->due) + lane;
  int period = static_cast<int>(from);
  do {
    due[period * kWidth] += size * model::due_part(period, from, length);
    ++period;
  } while (period < until);
}

/// The chance of winning in a period, [kWidth].
static inline const double* chance_of_winning(const BlockContext* block, const TenderStep* tender,
                                              const double* log_price, double* chance) {
  if (tender->win_chance >= 0) return row_of(block, tender->win_chance);
  model::win_chance(row_of(block, tender->intercept), row_of(block, tender->quality_weight),
                    row_of(block, tender->quality), row_of(block, tender->rivals), log_price,
                    chance);
  return chance;
}

/// Bids of a period, and the contracts they win. Of a channel whose entry is decided on the way the
/// lists hold calls that come too early, too.
static inline void bid(const BlockContext* block, const MarketStep* market,
                       const TenderStep* tender, int period, const double* log_price) {
  double* __restrict bids = row_at(block, tender->bids, period);
  fill(bids, 0);
  const double* bids_from = row_of(block, tender->bids_from);
  const double* chance = chance_of_winning(block, tender, log_price, scratch(block, 5));
  if (tender->most > 0) {
    const TenderMemory* memory = &block->memory->tenders[tender->list];
    for (int entry = memory->first[period]; entry >= 0; entry = memory->next[entry]) {
      const int lane = static_cast<int>(memory->lane[entry]);
      if (tender->on_list_after >= 0 && memory->at[entry] < bids_from[lane]) continue;
      if (is_shut(block, market, lane, memory->at[entry])) continue;
      bids[lane] += 1;
      if (memory->win[entry] < chance[lane])
        award(block, market, tender, lane, memory->at[entry], memory->size[entry]);
    }
  }
  for (int i = 0; i < tender->call_count; ++i) {
    const CallStep* call = &tender->calls[i];
    if (call->period != period) continue;
    const double* size = repeated_row(block, &call->size, 0, scratch(block, 6));
    double* win = scratch(block, 7);
    index_uniforms(block, call->win_key, 0, 1, call->win_directions, win, scratch(block, 2));
    for (int lane = 0; lane < kWidth; ++lane) {
      if (!(bids_from[lane] <= period) || is_shut(block, market, lane, period)) continue;
      bids[lane] += 1;
      if (win[lane] < chance[lane]) award(block, market, tender, lane, period, size[lane]);
    }
  }
}

/// Units due from contracts in a period; log_price: the term of the price in the chance to win.
static inline void step_tender(const BlockContext* block, const MarketStep* market,
                               const ChannelStep* channel, int period, const double* log_price) {
  const TenderStep* tender = channel->tender;
  bid(block, market, tender, period, log_price);
  double* __restrict units = row_at(block, channel->units, period);
  copy(row_of(block, tender->due + period), units);
  if (!tender->by_value) return;
  const double* __restrict price = row_at(block, market->price->price_home, period);
  for (int lane = 0; lane < kWidth; ++lane) units[lane] /= price[lane];
  if (tender->value_rate >= 0) multiply_by(units, row_at(block, tender->value_rate, period));
}

/// What each bid of a period costs.
static inline void add_bid_costs(const BlockContext* block, const TenderStep* tender, int period,
                                 double* __restrict outflow) {
  if (tender->bid_cost < 0) return;
  const double* __restrict cost = row_at(block, tender->bid_cost, period);
  const double* __restrict bids = row_at(block, tender->bids, period);
  for (int lane = 0; lane < kWidth; ++lane) outflow[lane] += cost[lane] * bids[lane];
}

}  // namespace landfall::simulate
