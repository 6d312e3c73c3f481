// What a channel does: who signs and when, once a block; uptake and wanted units, every period.
#pragma once

#include "model/distributor.hpp"
#include "model/price_process.hpp"
#include "model/response.hpp"
#include "model/volume.hpp"
#include "simulate/block_setup.hpp"

namespace landfall::simulate {

/// Approval, and when sales can open: enter + registration, in periods; infinite where refused.
static inline void open_market(const BlockContext* block, const MarketStep* market) {
  const double* __restrict months = row_of(block, market->registration_months);
  const double* __restrict chance = row_of(block, market->approval_chance);
  double* __restrict opening = row_of(block, market->opening);
  double* __restrict until = row_of(block, market->entry_until);
  double* __restrict u = scratch(block, 0);
  if (market->approval_sure) {
    fill(u, -1);
  } else {
    outcome_row(block, market->approval_key, u);
  }
  for (int lane = 0; lane < kWidth; ++lane) {
    const double known = market->enter_period + months[lane] / block->plan->months_per_period;
    opening[lane] = u[lane] < chance[lane] ? known : __builtin_inf();
    until[lane] = u[lane] < chance[lane] ? __builtin_inf() : known;
  }
}

/// List the signed prospects as (lane, index), prospect by prospect; returns their number.
static inline int list_signed(const BlockContext* block, const MarketStep* market,
                              const ChannelStep* channel, ListMemory* list) {
  const double* __restrict chance = row_of(block, channel->sign_chance);
  const double* __restrict opening = row_of(block, market->opening);
  std::uint32_t* words = block->memory->words;
  double* __restrict u = scratch(block, 0);
  const double end = block->plan->periods;
  int count = 0;
  for (int prospect = 0; prospect < channel->prospects; ++prospect) {
    if (prospect % 4 == 0)
      four_words(block, channel->sign_key, 0, static_cast<std::uint32_t>(prospect / 4));
    random::unit_from_word(words + prospect % 4 * kWidth, u, kWidth);
    for (int lane = 0; lane < kWidth; ++lane) {
      list->lane[count] = static_cast<std::uint32_t>(lane);
      list->index[count] = static_cast<std::uint32_t>(prospect);
      count += (u[lane] < chance[lane]) & (opening[lane] < end) ? 1 : 0;
    }
  }
  return count;
}

/// A single curve for all prospects: one entry a lane, weighted by the share that signed.
static inline int list_single(const BlockContext* block, const MarketStep* market,
                              const ChannelStep* channel, ListMemory* list) {
  double* __restrict share = row_of(block, channel->signed_scale);
  if (channel->signs_surely) {
    fill(share, 1);
  } else {
    const double* __restrict chance = row_of(block, channel->sign_chance);
    std::uint32_t* words = block->memory->words;
    double* __restrict u = scratch(block, 0);
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
    count += (share[lane] > 0) & (opening[lane] < block->plan->periods) ? 1 : 0;
  }
  return count;
}

/// 52-bit uniforms for every entry of a list, from the stream of `key` at the entry's prospect.
static inline void list_uniforms(const BlockContext* block, std::uint64_t key, int count,
                                 ListMemory* list) {
  random::philox_list(key, block->first_path, list->lane, list->index, count, list->words,
                      list->words + count);
  random::unit_from_words(list->words, list->words + count, list->u, list->v, count);
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

/// When each signed prospect opens and leaves, and where its curve begins.
static inline void set_list(const BlockContext* block, const MarketStep* market,
                            const ChannelStep* channel) {
  const KernelPlan* plan = block->plan;
  ListMemory* list = &block->memory->lists[channel->list];
  int count = channel->single ? list_single(block, market, channel, list)
                              : list_signed(block, market, channel, list);
  const double* __restrict opening = row_of(block, market->opening);
  const double* __restrict lead_days = row_of(block, market->lead_time_days);
  const double* __restrict churn = row_of(block, channel->churn);
  const double* __restrict first = row_of(block, channel->first);
  const double* __restrict second = row_of(block, channel->second);
  double* __restrict opens = list->opens;
  double* __restrict leaves = list->leaves;
  if (channel->months_fixed) {
    const double* __restrict months = row_of(block, channel->months_to_sign);
    for (int entry = 0; entry < count; ++entry) opens[entry] = months[list->lane[entry]];
  } else {
    list_uniforms(block, channel->months_key, count, list);
    random::draw_marginal(channel->months, list->u, list->v, opens, count);
  }
  for (int entry = 0; entry < count; ++entry) {
    const std::uint32_t lane = list->lane[entry];
    const double signs = market->enter_period + opens[entry] / plan->months_per_period;
    const double from = signs > opening[lane] ? signs : opening[lane];
    opens[entry] = from + lead_days[lane] / 365.25 * plan->periods_per_year;
  }
  if (channel->churns) {  // stays X ~ Exp(-ln(1 - churn)) years
    list_uniforms(block, channel->stay_key, count, list);
    for (int entry = 0; entry < count; ++entry) {
      const double hazard = -maths::log1p(-churn[list->lane[entry]]);
      const double years = -maths::log(list->v[entry]) / hazard;
      leaves[entry] = opens[entry] + years * plan->periods_per_year;
    }
  } else {
    for (int entry = 0; entry < count; ++entry) leaves[entry] = __builtin_inf();
  }
  int kept = 0;  // those that open after the end never matter
  for (int entry = 0; entry < count; ++entry) {
    list->lane[kept] = list->lane[entry];
    opens[kept] = opens[entry];
    leaves[kept] = leaves[entry];
    kept += opens[entry] < plan->periods ? 1 : 0;
  }
  list->count = count = kept;
  for (int entry = 0; entry < count; ++entry) list->now[entry] = 0;
  if (!has_curve(channel->uptake)) return;
  for (int entry = 0; entry < count; ++entry) {
    const std::uint32_t lane = list->lane[entry];
    const double begun = static_cast<double>(static_cast<int>(opens[entry]));
    const double age = (begun + 1 - opens[entry]) * plan->dt_years;
    list->w[entry] = curve_at(channel->uptake, first[lane], second[lane], age);
    list->now[entry] = uptake_after(channel->uptake, first[lane], second[lane], 0,
                                    plan->months_per_period, plan->dt_years);
  }
  if (channel->churns) {
    for (int entry = 0; entry < count; ++entry) {
      const std::uint32_t lane = list->lane[entry];
      const double stay = leaves[entry] - opens[entry];
      const double age = (stay < 1e6 ? stay : 1e6) * plan->dt_years;
      list->last[entry] = uptake_after(channel->uptake, first[lane], second[lane], age,
                                       plan->months_per_period, plan->dt_years);
    }
  } else {
    for (int entry = 0; entry < count; ++entry) list->last[entry] = 1;
  }
}

static inline void set_channel(const BlockContext* block, const MarketStep* market,
                               const ChannelStep* channel) {
  const KernelPlan* plan = block->plan;
  const double* __restrict share = row_of(block, channel->ceiling_share);
  const double* __restrict reach = row_of(block, channel->addressable);
  const double* __restrict start = row_of(block, market->start_units);
  double* __restrict units = row_of(block, channel->ceiling_units);
  double* bounds = row_of(block, channel->bounds);
  double most = 0, least = 1;
  for (int lane = 0; lane < kWidth; ++lane) {
    units[lane] = start[lane] * share[lane];
    most = share[lane] > most ? share[lane] : most;
    least = reach[lane] < least ? reach[lane] : least;
  }
  bounds[0] = most;
  bounds[1] = least;
  fill(row_of(block, channel->revenue), 0);

  const double* __restrict first = row_of(block, channel->first);
  const double* __restrict second = row_of(block, channel->second);
  double* __restrict step = row_of(block, channel->curve_step);
  if (channel->uptake == UptakeKind::bass)
    for (int lane = 0; lane < kWidth; ++lane)
      step[lane] = maths::exp(-(first[lane] + second[lane]) * plan->dt_years);
  if (channel->uptake == UptakeKind::logistic || channel->uptake == UptakeKind::gompertz)
    for (int lane = 0; lane < kWidth; ++lane)
      step[lane] = maths::exp(-second[lane] * plan->dt_years);
  if (channel->uptake == UptakeKind::ramp)
    for (int lane = 0; lane < kWidth; ++lane) step[lane] = first[lane] / plan->months_per_period;

  if (!channel->always_active) {
    set_list(block, market, channel);
    return;
  }
  double* __restrict w = row_of(block, channel->curve);
  double* __restrict now = row_of(block, channel->curve_now);
  fill(now, 0);
  if (!has_curve(channel->uptake)) return;
  for (int lane = 0; lane < kWidth; ++lane) {
    w[lane] = curve_at(channel->uptake, first[lane], second[lane], 0);
    now[lane] = uptake_after(channel->uptake, first[lane], second[lane], 0, plan->months_per_period,
                             plan->dt_years);
  }
}

/// Uptake of a single curve that is open all the period.
static inline void step_curve(const BlockContext* block, const ChannelStep* channel,
                              double* __restrict uptake) {
  const double dt_years = block->plan->dt_years;
  const double* __restrict p = row_of(block, channel->first);
  const double* __restrict q = row_of(block, channel->second);
  const double* __restrict step = row_of(block, channel->curve_step);
  double* __restrict w = row_of(block, channel->curve);
  double* __restrict now = row_of(block, channel->curve_now);
  switch (channel->uptake) {
    case UptakeKind::bass_euler:
      for (int lane = 0; lane < kWidth; ++lane) {
        now[lane] = model::step_uptake(p[lane], q[lane], dt_years, now[lane]);
        uptake[lane] = now[lane];
      }
      break;
    case UptakeKind::bass:
      for (int lane = 0; lane < kWidth; ++lane) {
        w[lane] *= step[lane];
        const double grown = model::bass_uptake(p[lane], q[lane], w[lane]);
        uptake[lane] = (now[lane] + grown) * 0.5;
        now[lane] = grown;
      }
      break;
    case UptakeKind::logistic:
      for (int lane = 0; lane < kWidth; ++lane) {
        w[lane] *= step[lane];
        const double grown = model::logistic_uptake(w[lane]);
        uptake[lane] = (now[lane] + grown) * 0.5;
        now[lane] = grown;
      }
      break;
    case UptakeKind::gompertz:
      for (int lane = 0; lane < kWidth; ++lane) {
        w[lane] *= step[lane];
        const double grown = model::gompertz_uptake(w[lane]);
        uptake[lane] = (now[lane] + grown) * 0.5;
        now[lane] = grown;
      }
      break;
    default:
      fill(uptake, 1);
  }
}

static inline void step_channel_uptake(const BlockContext* block, const ChannelStep* channel,
                                       int period, double* __restrict uptake) {
  if (channel->always_active) {
    step_curve(block, channel, uptake);
    return;
  }
  fill(uptake, 0);
  const KernelPlan* plan = block->plan;
  ListMemory* memory = &block->memory->lists[channel->list];
  const model::ListRows list = {memory->count, memory->lane, memory->opens, memory->leaves,
                                memory->last,  memory->w,    memory->now};
  const double* p = row_of(block, channel->first);
  const double* q = row_of(block, channel->second);
  const double* step = row_of(block, channel->curve_step);
  switch (channel->uptake) {
    case UptakeKind::bass:
      model::step_list(model::Curve::bass, &list, period, p, q, step, memory->u, uptake);
      break;
    case UptakeKind::logistic:
      model::step_list(model::Curve::logistic, &list, period, p, q, step, memory->u, uptake);
      break;
    case UptakeKind::gompertz:
      model::step_list(model::Curve::gompertz, &list, period, p, q, step, memory->u, uptake);
      break;
    case UptakeKind::bass_euler:
      model::step_euler_list(&list, period, plan->dt_years, p, q, uptake);
      break;
    case UptakeKind::ramp:
      model::step_ramp_list(&list, period, step, uptake);
      break;
    case UptakeKind::immediate:
      for (int entry = 0; entry < list.count; ++entry)
        uptake[list.lane[entry]] +=
            model::active_part(period, list.opens[entry], list.leaves[entry]);
      break;
  }
  const double* __restrict scale = row_of(block, channel->signed_scale);
  for (int lane = 0; lane < kWidth; ++lane) uptake[lane] *= scale[lane];
}

/// Largest value of a row; the same for any vector width.
static inline double largest(const double* __restrict row) {
  double most[8];
  for (int i = 0; i < 8; ++i) most[i] = row[i];
  for (int lane = 8; lane < kWidth; lane += 8)
    for (int i = 0; i < 8; ++i) most[i] = row[lane + i] > most[i] ? row[lane + i] : most[i];
  double all = most[0];
  for (int i = 1; i < 8; ++i) all = most[i] > all ? most[i] : all;
  return all;
}

}  // namespace landfall::simulate
