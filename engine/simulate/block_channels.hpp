// What a channel does: its ceiling and curve, once a path; its uptake, every period.
#pragma once

#include "simulate/block_direct.hpp"
#include "simulate/block_exclusive.hpp"
#include "simulate/block_installed_base.hpp"
#include "simulate/block_prospects.hpp"
#include "simulate/block_retail.hpp"
#include "simulate/block_tender.hpp"

namespace landfall::simulate {

static inline void set_distributor(const BlockContext* block, const MarketStep* market,
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
  bounds[1] = maths::log(least / most) - 1e-6;  // without a ceiling: infinite
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
    set_columns(block, market, channel);
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

static inline void set_channel(const BlockContext* block, const MarketStep* market,
                               const ChannelStep* channel) {
  switch (channel->kind) {
    case ChannelKind::distributor:
      set_distributor(block, market, channel);
      if (channel->exclusive != nullptr) set_exclusive(block, channel->exclusive);
      break;
    case ChannelKind::retail:
      set_retail(block, market, channel);
      break;
    case ChannelKind::tender:
      set_tender(block, market, channel);
      break;
    case ChannelKind::installed_base:
      set_installed_base(block, market, channel);
      break;
    case ChannelKind::direct:
      set_direct(block, market, channel);
      break;
  }
}

/// The same for a curve in closed form: the average of F at both ends of each period.
[[gnu::always_inline]] static inline void step_closed_curve(
    model::Curve curve, const double* __restrict p, const double* __restrict q,
    const double* __restrict step, int periods, double* __restrict w, double* __restrict now,
    double* __restrict uptake) {
  for (int lane = 0; lane < kWidth; ++lane) {
    double age = w[lane], before = now[lane];
    for (int j = 0; j < periods; ++j) {
      age *= step[lane];
      const double grown = model::curve_uptake(curve, p[lane], q[lane], age);
      uptake[j * kWidth + lane] = (before + grown) * 0.5;
      before = grown;
    }
    w[lane] = age;
    now[lane] = before;
  }
}

/// Uptake of a single curve that is open all of `periods` periods: [periods][kWidth].
[[gnu::always_inline]] static inline void step_curve(const BlockContext* block,
                                                     const ChannelStep* channel, int periods,
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
        double F = now[lane];
        for (int j = 0; j < periods; ++j) {
          F = model::step_uptake(p[lane], q[lane], dt_years, F);
          uptake[j * kWidth + lane] = F;
        }
        now[lane] = F;
      }
      break;
    case UptakeKind::bass:
      step_closed_curve(model::Curve::bass, p, q, step, periods, w, now, uptake);
      break;
    case UptakeKind::logistic:
      step_closed_curve(model::Curve::logistic, p, q, step, periods, w, now, uptake);
      break;
    case UptakeKind::gompertz:
      step_closed_curve(model::Curve::gompertz, p, q, step, periods, w, now, uptake);
      break;
    default:
      for (int j = 0; j < periods; ++j) fill(uptake + j * kWidth, 1);
  }
}

/// Uptake of a channel in the periods [first, first + periods) of one tile.
static inline void step_channel_uptake(const BlockContext* block, const ChannelStep* channel,
                                       int first, int periods) {
  double* uptake = row_at(block, channel->uptake_now, first);
  if (channel->always_active) {
    if (periods == kTile) {
      step_curve(block, channel, kTile, uptake);
    } else {
      for (int j = 0; j < periods; ++j) step_curve(block, channel, 1, uptake + j * kWidth);
    }
    return;
  }
  const ColumnMemory* columns = &block->memory->columns[channel->list];
  double* placed = scratch(block, 0);
  double* lost = scratch(block, kTile);
  const bool fails = channel->failure != nullptr;
  for (int j = 0; j < periods; ++j) fill(placed + j * kWidth, 0);
  for (int j = 0; fails && j < periods; ++j) fill(lost + j * kWidth, 0);
  for (int group = 0; group < kWidth / kColumnLanes; ++group) {
    const int column = columns->first_column[group], place = group * kColumnLanes;
    const int at = column * kColumnLanes;
    const model::ProspectColumns prospects = {columns->first_column[group + 1] - column,
                                              columns->opens + at,
                                              columns->leaves + at,
                                              columns->last + at,
                                              columns->opens_least + column,
                                              columns->opens_most + column,
                                              columns->w + at,
                                              columns->now + at};
    if (prospects.columns == 0) break;  // nor has any group after it
    if (fails)
      for (int j = 0; j < periods; ++j)
        step_failing(channel->uptake, &prospects, columns->owes_from + at, first + j,
                     block->plan->dt_years, columns->first + place, columns->second + place,
                     columns->step + place, placed + j * kWidth + place, lost + j * kWidth + place);
    for (int j = 0; !fails && j < periods; ++j)
      step_prospects(channel->uptake, &prospects, first + j, block->plan->dt_years,
                     columns->first + place, columns->second + place, columns->step + place,
                     placed + j * kWidth + place);
  }
  for (int j = 0; fails && j < periods; ++j)
    share_lost(lost + j * kWidth, placed + j * kWidth, columns->place_of,
               row_at(block, channel->failure->lost_share, first + j));
  const double* __restrict scale = row_of(block, channel->signed_scale);
  const int* __restrict place_of = columns->place_of;
  for (int j = 0; j < periods; ++j) {
    double* __restrict row = uptake + j * kWidth;
    const double* __restrict sum = placed + j * kWidth;
    for (int lane = 0; lane < kWidth; ++lane) row[lane] = sum[place_of[lane]] * scale[lane];
  }
}

/// Largest of `count` values, count a multiple of 8; the same for any vector width.
static inline double largest(const double* __restrict values, int count) {
  double most[8];
  for (int i = 0; i < 8; ++i) most[i] = values[i];
  for (int at = 8; at < count; at += 8)
    for (int i = 0; i < 8; ++i) most[i] = values[at + i] > most[i] ? values[at + i] : most[i];
  double all = most[0];
  for (int i = 1; i < 8; ++i) all = most[i] > all ? most[i] : all;
  return all;
}

}  // namespace landfall::simulate
