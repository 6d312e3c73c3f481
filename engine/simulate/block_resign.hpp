// Places that leavers have left, signed again: further entries in the list of a channel.
#pragma once

#include "maths/log.hpp"
#include "simulate/block_setup.hpp"

namespace landfall::simulate {

/// Uniforms for the entries [from, from + count) of a list, from the stream of `key` at the entry's
/// prospect: u and v = 1 - u.
static inline void entry_uniforms(const BlockContext* block, std::uint64_t key, int from, int count,
                                  const ListMemory* list) {
  random::philox_list(key, block->first_path, list->lane + from, list->index + from, count,
                      list->words, list->words + count);
  random::unit_from_words(list->words, list->words + count, list->u + from, list->v + from, count);
}

/// Of the entries [first, last), each with its months to sign and the v of its stay: those that
/// leave within the horizon, from `last` on, their months being those from entry to leaving.
static inline int list_leavers(const BlockContext* block, const MarketStep* market,
                               const double* hazard, int first, int last, const ListMemory* list) {
  const KernelPlan* plan = block->plan;
  const double* opening = row_of(block, market->opening);
  const double* lead_days = row_of(block, market->lead_time_days);
  int count = 0;
  for (int entry = first; entry < last; ++entry) {
    const std::uint32_t lane = list->lane[entry];
    const double signs = market->enter_period + list->months[entry] / plan->months_per_period;
    const double from = signs > opening[lane] ? signs : opening[lane];
    const double opens = from + lead_days[lane] / 365.25 * plan->periods_per_year;
    const double years = -maths::log(list->v[entry]) / hazard[lane];
    const double leaves = opens + years * plan->periods_per_year;
    if (!(leaves < plan->periods)) continue;
    list->lane[last + count] = lane;
    list->index[last + count] = list->index[entry];
    list->months[last + count] = (leaves - market->enter_period) * plan->months_per_period;
    ++count;
  }
  return count;
}

/// Add to the months of the entries [from, from + count) those until their places are signed again.
static inline void draw_months_again(const BlockContext* block, const ResignStep* resign,
                                     std::uint64_t stay, int from, int count,
                                     const ListMemory* list) {
  if (resign->months.row >= 0) {
    const double* months = row_of(block, resign->months.row);
    for (int entry = from; entry < from + count; ++entry)
      list->months[entry] += months[list->lane[entry]];
  } else if (count > 0) {
    entry_uniforms(block, random::mix_key(resign->months.key, stay), from, count, list);
    double* drawn = list->drawn;
    random::draw_marginal(resign->months.marginal, list->u + from, list->v + from, drawn, count);
    for (int i = 0; i < count; ++i) list->months[from + i] += drawn[i];
  }
}

/// Sign places again, stay by stay, each from words of its own; returns the entries there are then.
/// hazard: of leaving, a year [kWidth].
static inline int list_resigned(const BlockContext* block, const MarketStep* market,
                                const ChannelStep* channel, const double* hazard, int count,
                                const ListMemory* list) {
  const ResignStep* resign = channel->resign;
  const double* chance = row_of(block, resign->again.chance);
  int first = 0, last = count;
  for (int stay = 1; stay < resign->stays && last > first; ++stay) {
    const std::uint64_t step = static_cast<std::uint64_t>(stay);
    const int left = list_leavers(block, market, hazard, first, last, list);
    entry_uniforms(block, random::mix_key(resign->again.key, step), last, left, list);
    int signed_again = 0;
    for (int entry = last; entry < last + left; ++entry) {
      const int to = last + signed_again;
      list->lane[to] = list->lane[entry];
      list->index[to] = list->index[entry];
      list->months[to] = list->months[entry];
      signed_again += list->u[entry] < chance[list->lane[entry]] ? 1 : 0;
    }
    draw_months_again(block, resign, step, last, signed_again, list);
    entry_uniforms(block, random::mix_key(resign->stay_key, step), last, signed_again, list);
    first = last;
    last += signed_again;
  }
  return last;
}

/// The same of a channel whose entry is decided on the way: months[i] stays the time from the end
/// of the stay before, which is parent[i], and every stay is listed that can begin within the
/// horizon if the channel is entered at once and nothing delays it.
static inline int list_resigned_later(const BlockContext* block, const ChannelStep* channel,
                                      const double* hazard, int count, const ListMemory* list) {
  const KernelPlan* plan = block->plan;
  const ResignStep* resign = channel->resign;
  const double* chance = row_of(block, resign->again.chance);
  for (int entry = 0; entry < count; ++entry) {
    list->parent[entry] = -1;
    list->reached[entry] = 0;
  }
  int first = 0, last = count;
  for (int stay = 1; stay < resign->stays && last > first; ++stay) {
    const std::uint64_t step = static_cast<std::uint64_t>(stay);
    int left = 0;
    for (int entry = first; entry < last; ++entry) {
      const std::uint32_t lane = list->lane[entry];
      const double years = -maths::log(list->v[entry]) / hazard[lane];
      const double leaves = list->reached[entry] + list->months[entry] / plan->months_per_period +
                            years * plan->periods_per_year;
      if (!(leaves < plan->periods)) continue;
      list->lane[last + left] = lane;
      list->index[last + left] = list->index[entry];
      list->parent[last + left] = entry;
      list->reached[last + left] = leaves;
      ++left;
    }
    entry_uniforms(block, random::mix_key(resign->again.key, step), last, left, list);
    int signed_again = 0;
    for (int entry = last; entry < last + left; ++entry) {
      const int to = last + signed_again;
      list->lane[to] = list->lane[entry];
      list->index[to] = list->index[entry];
      list->parent[to] = list->parent[entry];
      list->reached[to] = list->reached[entry];
      signed_again += list->u[entry] < chance[list->lane[entry]] ? 1 : 0;
    }
    for (int entry = last; entry < last + signed_again; ++entry) list->months[entry] = 0;
    draw_months_again(block, resign, step, last, signed_again, list);
    entry_uniforms(block, random::mix_key(resign->stay_key, step), last, signed_again, list);
    first = last;
    last += signed_again;
  }
  return last;
}

/// Where the entries of a list have gone in their columns, and those of the stays before them.
static inline void deal_parents(const ListMemory* list, int count, const ColumnMemory* columns) {
  int next[kWidth];
  for (int lane = 0; lane < kWidth; ++lane) {
    const int place = columns->place_of[lane];
    next[lane] = columns->first_column[place / kColumnLanes] * kColumnLanes + place % kColumnLanes;
  }
  const int total = columns->first_column[kWidth / kColumnLanes] * kColumnLanes;
  for (int place = 0; place < total; ++place) columns->parent[place] = -1;
  std::uint32_t* position = list->words;  // nothing is drawn any more
  for (int entry = 0; entry < count; ++entry) {
    int* free = &next[list->lane[entry]];
    position[entry] = static_cast<std::uint32_t>(*free);
    const int parent = list->parent[entry];
    columns->parent[*free] = parent < 0 ? -1 : static_cast<int>(position[parent]);
    *free += kColumnLanes;
  }
}

}  // namespace landfall::simulate
