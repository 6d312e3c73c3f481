// The prospects of a channel: who signs and when, dealt out to columns of eight lanes.
#pragma once

#include "model/distributor.hpp"
#include "simulate/block_dates.hpp"
#include "simulate/block_failures.hpp"
#include "simulate/block_notes.hpp"
#include "simulate/block_resign.hpp"
#include "simulate/block_setup.hpp"

namespace landfall::simulate {

/// How many prospects of each lane sign, by the inverse of the binomial distribution at one uniform
/// number of the sampler. Prospects are alike until they sign, so the first ones may be those that
/// do; then the months and stay of the first weigh most. The rarer of yes and no is counted.
static inline void count_signed(const BlockContext* block, const ChannelStep* channel,
                                double* __restrict signed_count) {
  double* __restrict u = scratch(block, 0);
  double* __restrict v = scratch(block, 1);
  path_uniforms(block, channel->sign_key, 0, channel->sign_directions, u, v);
  const double* __restrict chance = row_of(block, channel->sign_chance);
  const int n = channel->prospects;
  double share[kWidth], below[kWidth], odds[kWidth];  // P(K = k), P(K <= k), p / (1 - p)
  for (int lane = 0; lane < kWidth; ++lane) {
    const double p = chance[lane] < 0.5 ? chance[lane] : 1 - chance[lane];
    u[lane] = chance[lane] < 0.5 ? u[lane] : v[lane];
    odds[lane] = p / (1 - p);
    share[lane] = 1;
    for (int prospect = 0; prospect < n; ++prospect) share[lane] *= 1 - p;
    below[lane] = share[lane];
    signed_count[lane] = 0;
  }
  for (int k = 0; k < n; ++k) {
    const double ratio = static_cast<double>(n - k) / (k + 1);
    for (int lane = 0; lane < kWidth; ++lane) {
      signed_count[lane] = u[lane] < below[lane] ? signed_count[lane] : k + 1;
      share[lane] *= ratio * odds[lane];
      below[lane] += share[lane];
    }
  }
  for (int lane = 0; lane < kWidth; ++lane)
    signed_count[lane] = chance[lane] < 0.5 ? signed_count[lane] : n - signed_count[lane];
}

/// List the signed prospects as (lane, index), prospect by prospect; returns their number.
static inline int list_signed(const BlockContext* block, const MarketStep* market,
                              const ChannelStep* channel, const ListMemory* list) {
  const double* __restrict chance = row_of(block, channel->sign_chance);
  const double* __restrict opening = row_of(block, market->opening);
  double* __restrict u = scratch(block, 0);
  const double end = block->plan->periods;
  const std::uint32_t* words = block->memory->words;
  int count = 0;
  if (channel->counts_signed) {
    double* __restrict signed_count = scratch(block, 2);
    count_signed(block, channel, signed_count);
    for (int prospect = 0; prospect < channel->prospects; ++prospect)
      for (int lane = 0; lane < kWidth; ++lane) {
        list->lane[count] = static_cast<std::uint32_t>(lane);
        list->index[count] = static_cast<std::uint32_t>(prospect);
        count += ((prospect < signed_count[lane]) & (opening[lane] < end)) ? 1 : 0;
      }
    return count;
  }
  for (int prospect = 0; prospect < channel->prospects; ++prospect) {
    if (prospect % 4 == 0)
      four_words(block, channel->sign_key, 0, static_cast<std::uint32_t>(prospect / 4));
    random::unit_from_word(words + prospect % 4 * kWidth, u, kWidth);
    for (int lane = 0; lane < kWidth; ++lane) {
      list->lane[count] = static_cast<std::uint32_t>(lane);
      list->index[count] = static_cast<std::uint32_t>(prospect);
      count += ((u[lane] < chance[lane]) & (opening[lane] < end)) ? 1 : 0;
    }
  }
  return count;
}

/// A single curve for all prospects: one entry a lane, weighted by the share that signed.
static inline int list_single(const BlockContext* block, const MarketStep* market,
                              const ChannelStep* channel, const ListMemory* list) {
  double* __restrict share = row_of(block, channel->signed_scale);
  if (channel->signs_surely) {
    fill(share, 1);
  } else if (channel->counts_signed) {
    count_signed(block, channel, share);
    for (int lane = 0; lane < kWidth; ++lane) share[lane] /= channel->prospects;
  } else {
    const double* __restrict chance = row_of(block, channel->sign_chance);
    double* __restrict u = scratch(block, 0);
    const std::uint32_t* words = block->memory->words;
    fill(share, 0);
    for (int prospect = 0; prospect < channel->prospects; ++prospect) {
      if (prospect % 4 == 0)
        four_words(block, channel->sign_key, 0, static_cast<std::uint32_t>(prospect / 4));
      random::unit_from_word(words + prospect % 4 * kWidth, u, kWidth);
      for (int lane = 0; lane < kWidth; ++lane) share[lane] += u[lane] < chance[lane] ? 1.0 : 0.0;
    }
    for (int lane = 0; lane < kWidth; ++lane) share[lane] /= channel->prospects;
  }
  const double* __restrict opening = row_of(block, market->opening);
  int count = 0;
  for (int lane = 0; lane < kWidth; ++lane) {
    list->lane[count] = static_cast<std::uint32_t>(lane);
    list->index[count] = 0;
    count += ((share[lane] > 0) & (opening[lane] < block->plan->periods)) ? 1 : 0;
  }
  return count;
}

/// 52-bit uniforms for every entry of a list, from the stream of `key` at the entry's prospect.
static inline void list_uniforms(const BlockContext* block, std::uint64_t key, int count,
                                 const ListMemory* list) {
  random::philox_list(key, block->first_path, list->lane, list->index, count, list->words,
                      list->words + count);
  random::unit_from_words(list->words, list->words + count, list->u, list->v, count);
}

/// Under a sampler that spreads paths: the same for the entries of the first prospects, which come
/// first in the list.
static inline void spread_uniforms(const BlockContext* block, const ChannelStep* channel,
                                   std::uint64_t key, const std::uint32_t* directions, int count,
                                   const ListMemory* list) {
  double* u = scratch(block, 1);
  double* v = scratch(block, 2);
  int entry = 0;
  for (int prospect = 0; prospect < channel->sampled_prospects; ++prospect) {
    path_uniforms(block, key, static_cast<std::uint32_t>(prospect),
                  directions == nullptr ? nullptr : directions + prospect * random::kDirections, u,
                  v);
    for (; entry < count && list->index[entry] == static_cast<std::uint32_t>(prospect); ++entry) {
      list->u[entry] = u[list->lane[entry]];
      list->v[entry] = v[list->lane[entry]];
    }
  }
}

/// F of one curve after `age` years of sales.
static inline double uptake_after(UptakeKind kind, double first, double second, double age_years,
                                  double months_per_period, double dt_years) {
  switch (kind) {
    case UptakeKind::bass:
      return model::bass_uptake(first, second, maths::exp(-(first + second) * age_years));
    case UptakeKind::logistic:
      return model::logistic_uptake(maths::exp(-second * (age_years - first)));
    case UptakeKind::gompertz:
      return model::gompertz_uptake(maths::exp(-second * (age_years - first)));
    case UptakeKind::ramp: {
      const double length_years = first / months_per_period * dt_years;
      return age_years < length_years ? age_years / length_years : 1;
    }
    default:
      return 1;
  }
}

/// w of one curve at an age, before it is multiplied on from period to period.
static inline double curve_at(UptakeKind kind, double first, double second, double age_years) {
  return kind == UptakeKind::bass ? maths::exp(-(first + second) * age_years)
                                  : maths::exp(-second * (age_years - first));
}

static inline bool has_curve(UptakeKind kind) {
  return kind == UptakeKind::bass || kind == UptakeKind::logistic || kind == UptakeKind::gompertz;
}

/// Lanes in the order of their counts, most first, and by number where those are equal.
static inline void order_lanes(const int* count, int most, const ColumnMemory* columns) {
  int place = 0;
  for (int wanted = most; place < kWidth; --wanted)
    for (int lane = 0; lane < kWidth; ++lane) {
      const bool belongs = count[lane] == wanted;
      columns->lane_at[place] = lane;  // the next one overwrites it unless it belongs there
      columns->place_of[lane] = belongs ? place : columns->place_of[lane];
      place += belongs ? 1 : 0;
    }
}

/// Deal a list out to columns, in order: entry i goes to the next free entry of its lane, and
/// months[i], v[i] to that entry in `opens` and `leaves`. Entries that stay empty hold infinity.
static inline void deal_columns(const ListMemory* list, int count, const ColumnMemory* columns) {
  int filled[kWidth], next[kWidth];
  for (int lane = 0; lane < kWidth; ++lane) filled[lane] = 0;
  for (int entry = 0; entry < count; ++entry) ++filled[list->lane[entry]];
  int most = 0;
  for (int lane = 0; lane < kWidth; ++lane) most = filled[lane] > most ? filled[lane] : most;
  order_lanes(filled, most, columns);
  int total = 0;
  for (int group = 0; group < kWidth / kColumnLanes; ++group) {
    columns->first_column[group] = total;
    const int* lanes = columns->lane_at + group * kColumnLanes;
    for (int i = 0; i < kColumnLanes; ++i) next[lanes[i]] = total * kColumnLanes + i;
    total += filled[lanes[0]];
  }
  columns->first_column[kWidth / kColumnLanes] = total;
  for (int place = 0; place < total * kColumnLanes; ++place) {
    columns->opens[place] = __builtin_inf();
    columns->leaves[place] = 1;
  }
  if (columns->luck != nullptr)
    for (int place = 0; place < total * kColumnLanes; ++place) columns->luck[place] = 1;
  for (int entry = 0; entry < count; ++entry) {
    int* free = &next[list->lane[entry]];
    columns->opens[*free] = list->months[entry];
    columns->leaves[*free] = list->v[entry];
    if (columns->luck != nullptr) columns->luck[*free] = list->luck[entry];
    *free += kColumnLanes;
  }
}

/// Where the curves of one column begin, and how far each is when it ends.
[[gnu::always_inline]] static inline void begin_curves(
    UptakeKind kind, const KernelPlan* plan, const double* __restrict first,
    const double* __restrict second, const double* __restrict opens,
    const double* __restrict leaves, double* __restrict last, double* __restrict w,
    double* __restrict now) {
  const double end = plan->periods, dt_years = plan->dt_years;
  const double round = 6755399441055744.0;  // 1.5 * 2^52: adding it leaves the nearest integer
  for (int lane = 0; lane < kColumnLanes; ++lane) {
    const double begun = opens[lane] < end ? opens[lane] : end;
    const double nearest = (begun + round) - round;
    const double whole = nearest > begun ? nearest - 1 : nearest;
    w[lane] = curve_at(kind, first[lane], second[lane], (whole + 1 - begun) * dt_years);
  }
  for (int lane = 0; lane < kColumnLanes; ++lane) {
    const double stay = leaves[lane] - opens[lane];
    const double age = (stay < 1e6 ? stay : 1e6) * dt_years;
    last[lane] =
        uptake_after(kind, first[lane], second[lane], age, plan->months_per_period, dt_years);
  }
  for (int lane = 0; lane < kColumnLanes; ++lane)
    now[lane] = kind == UptakeKind::bass ? 0
                                         : uptake_after(kind, first[lane], second[lane], 0,
                                                        plan->months_per_period, dt_years);
}

/// The same for eight prospects at `opens`, `leaves`, `last`, `w` and `now`.
static inline void begin_prospects(const KernelPlan* plan, const ChannelStep* channel,
                                   const ColumnMemory* columns, int group, const double* opens,
                                   const double* leaves, double* last, double* w, double* now) {
  const double* first = columns->first + group * kColumnLanes;
  const double* second = columns->second + group * kColumnLanes;
  switch (channel->uptake) {
    case UptakeKind::bass:
      begin_curves(UptakeKind::bass, plan, first, second, opens, leaves, last, w, now);
      break;
    case UptakeKind::logistic:
      begin_curves(UptakeKind::logistic, plan, first, second, opens, leaves, last, w, now);
      break;
    case UptakeKind::gompertz:
      begin_curves(UptakeKind::gompertz, plan, first, second, opens, leaves, last, w, now);
      break;
    default:
      for (int lane = 0; lane < kColumnLanes; ++lane) now[lane] = 0;
  }
}

/// A row in the order of places.
static inline void by_place(const ColumnMemory* columns, const double* __restrict row,
                            double* __restrict placed) {
  for (int place = 0; place < kWidth; ++place) placed[place] = row[columns->lane_at[place]];
}

/// The number that decides when each entry of a list fails, if it is signed.
static inline void list_luck(const BlockContext* block, const ChannelStep* channel, int count,
                             const ListMemory* list) {
  const FailureStep* failure = channel->failure;
  list_uniforms(block, failure->key, count, list);
  spread_uniforms(block, channel, failure->key, failure->directions, count, list);
  for (int entry = 0; entry < count; ++entry) list->luck[entry] = list->v[entry];
}

static inline void place_failures(const BlockContext* block, const MarketStep* market,
                                  const ChannelStep* channel, const ColumnMemory* columns,
                                  const FailureRows* rows) {
  by_place(columns, row_of(block, channel->failure->hazard), rows->hazard);
  by_place(columns, row_of(block, market->payment.days), rows->days);
}

/// The signed prospects of a channel in columns, each with its dates and the start of its curve.
static inline void set_columns(const BlockContext* block, const MarketStep* market,
                               const ChannelStep* channel) {
  const ListMemory* list = &block->memory->list;
  int count = channel->single ? list_single(block, market, channel, list)
                              : list_signed(block, market, channel, list);
  if (channel->months_fixed) {
    const double* __restrict months = row_of(block, channel->months_to_sign);
    for (int entry = 0; entry < count; ++entry) list->months[entry] = months[list->lane[entry]];
  } else {
    list_uniforms(block, channel->months_key, count, list);
    spread_uniforms(block, channel, channel->months_key, channel->months_directions, count, list);
    random::draw_marginal(channel->months, list->u, list->v, list->months, count);
  }
  note_signed(block, channel, count, list);
  const ColumnMemory* columns = &block->memory->columns[channel->list];
  if (channel->failure != nullptr) list_luck(block, channel, count, list);
  const DateRows dates = {scratch(block, 1), scratch(block, 2), scratch(block, 3)};
  const FailureRows failures = {scratch(block, 4), scratch(block, 5)};
  double* __restrict hazard = scratch(block, 0);
  if (channel->churns) {
    list_uniforms(block, channel->stay_key, count, list);
    spread_uniforms(block, channel, channel->stay_key, channel->stay_directions, count, list);
    const double* __restrict churn = row_of(block, channel->churn);
    for (int lane = 0; lane < kWidth; ++lane) hazard[lane] = -maths::log1p(-churn[lane]);
    if (channel->resign != nullptr)
      count = channel->entry >= 0 ? list_resigned_later(block, channel, hazard, count, list)
                                  : list_resigned(block, market, channel, hazard, count, list);
  }
  deal_columns(list, count, columns);
  if (columns->parent != nullptr) deal_parents(list, count, columns);
  by_place(columns, row_of(block, market->opening), dates.opening);
  by_place(columns, row_of(block, market->lead_time_days), dates.lead_days);
  if (channel->churns) by_place(columns, hazard, dates.hazard);
  if (channel->failure != nullptr) place_failures(block, market, channel, columns, &failures);
  by_place(columns, row_of(block, channel->first), columns->first);
  by_place(columns, row_of(block, channel->second), columns->second);
  by_place(columns, row_of(block, channel->curve_step), columns->step);
  if (channel->entry >= 0) {
    hold_columns(columns);
    return;
  }
  for (int group = 0; group < kWidth / kColumnLanes; ++group)
    for (int column = columns->first_column[group]; column < columns->first_column[group + 1];
         ++column) {
      const int at = column * kColumnLanes;
      date_prospects(block->plan, market->enter_period, channel->churns, &dates, group,
                     columns->opens + at, columns->leaves + at);
      if (channel->failure != nullptr)
        date_failures(block->plan, &failures, group, columns->luck + at, columns->opens + at,
                      columns->leaves + at, columns->owes_from + at);
      bound_column(columns, column);
      begin_prospects(block->plan, channel, columns, group, columns->opens + at,
                      columns->leaves + at, columns->last + at, columns->w + at, columns->now + at);
    }
}

/// Uptake of the prospects of eight lanes in a period.
static inline void step_prospects(UptakeKind kind, const model::ProspectColumns* prospects,
                                  int period, double dt_years, const double* p, const double* q,
                                  const double* step, double* uptake) {
  switch (kind) {
    case UptakeKind::bass:
      model::step_columns(model::Curve::bass, prospects, period, p, q, step, uptake);
      break;
    case UptakeKind::logistic:
      model::step_columns(model::Curve::logistic, prospects, period, p, q, step, uptake);
      break;
    case UptakeKind::gompertz:
      model::step_columns(model::Curve::gompertz, prospects, period, p, q, step, uptake);
      break;
    case UptakeKind::bass_euler:
      model::step_euler_columns(prospects, period, dt_years, p, q, uptake);
      break;
    case UptakeKind::ramp:
      model::step_ramp_columns(prospects, period, step, uptake);
      break;
    case UptakeKind::immediate:
      model::add_active_columns(prospects, period, uptake);
      break;
  }
}

/// The same column by column, where prospects fail: beside it what they will not have paid for.
static inline void step_failing(UptakeKind kind, const model::ProspectColumns* prospects,
                                const double* owes_from, int period, double dt_years,
                                const double* p, const double* q, const double* step,
                                double* uptake, double* lost) {
  for (int column = 0; column < prospects->columns; ++column) {
    const int at = column * kColumnLanes;
    const model::ProspectColumns one = {1,
                                        prospects->opens + at,
                                        prospects->leaves + at,
                                        prospects->last + at,
                                        prospects->opens_least + column,
                                        prospects->opens_most + column,
                                        prospects->w + at,
                                        prospects->now + at};
    double part[kColumnLanes] = {};
    step_prospects(kind, &one, period, dt_years, p, q, step, part);
    model::add_failing(kColumnLanes, period, one.opens, one.leaves, owes_from + at, part, uptake,
                       lost);
  }
}

}  // namespace landfall::simulate
