// A distributor channel: prospects sign or not, ramp up from their own start, and may leave.
#pragma once

#include "base/lanes.hpp"
#include "model/diffusion.hpp"

namespace landfall::model {

/// Part of the period [now, now + 1) that lies in [opens, leaves), all in periods from the start.
static inline double active_part(double now, double opens, double leaves) {
  const double from = now > opens ? now : opens;
  const double to = now + 1 < leaves ? now + 1 : leaves;
  const double part = to - from;
  return part > 0 ? part : 0;
}

/// Prospects of eight neighbouring lanes side by side, `columns` for each lane: arrays
/// [columns][8]. An entry that stands for nobody opens and leaves at 0.
struct ProspectColumns {
  int columns;
  const double* opens;        ///< first sales, periods from the start
  const double* leaves;       ///< end of sales, periods from the start; infinite: stays
  const double* last;         ///< F at the time of leaving
  const double* opens_least;  ///< [columns]: least of opens
  const double* opens_most;   ///< [columns]: most of opens
  double* w;                  ///< e^(-(p + q) age) and its relatives
  double* now;                ///< F at the end of the period before
};

/// Curves that are driven by w, multiplied once a period by `step`.
enum class Curve : int { bass, logistic, gompertz };

[[gnu::always_inline]] static inline double curve_uptake(Curve curve, double p, double q,
                                                         double w) {
  switch (curve) {
    case Curve::bass:
      return bass_uptake(p, q, w);
    case Curve::logistic:
      return logistic_uptake(w);
    default:
      return gompertz_uptake(w);
  }
}

/// One column whose prospects have all opened before the period.
[[gnu::always_inline]] static inline void step_open_column(
    Curve curve, double now_periods, const double* __restrict p, const double* __restrict q,
    const double* __restrict step, const double* __restrict leaves, const double* __restrict last,
    double* __restrict w, double* __restrict now, double* __restrict uptake) {
  for (int lane = 0; lane < kColumnLanes; ++lane) {
    w[lane] = w[lane] * step[lane];
    const double curved = curve_uptake(curve, p[lane], q[lane], w[lane]);
    const double grown = now_periods + 1 > leaves[lane] ? last[lane] : curved;
    uptake[lane] += (now[lane] + grown) * 0.5 * active_part(now_periods, 0, leaves[lane]);
    now[lane] = grown;
  }
}

/// One column in which some may still have to open.
[[gnu::always_inline]] static inline void step_opening_column(
    Curve curve, double now_periods, const double* __restrict p, const double* __restrict q,
    const double* __restrict step, const double* __restrict opens, const double* __restrict leaves,
    const double* __restrict last, double* __restrict w, double* __restrict now,
    double* __restrict uptake) {
  for (int lane = 0; lane < kColumnLanes; ++lane) {
    const double factor = now_periods > opens[lane] ? step[lane] : 1.0;
    w[lane] = w[lane] * factor;
    const double curved = curve_uptake(curve, p[lane], q[lane], w[lane]);
    const double grown = now_periods + 1 > leaves[lane] ? last[lane] : curved;
    const double before = now[lane];
    uptake[lane] +=
        (before + grown) * 0.5 * active_part(now_periods, opens[lane], leaves[lane]);
    now[lane] = now_periods + 1 > opens[lane] ? grown : before;
  }
}

/// Add the period's average uptake of every prospect to its lane.
///
///     u += (F(a) + F(b)) / 2 * (b - a) / dt        a, b the age at the ends of the period, within
///     the stay
///
/// p, q, step and uptake are rows of eight lanes. One multiplication and one division a prospect;
/// a column waits until one of it opens, and once all have opened nobody asks again.
[[gnu::always_inline]] static inline void step_columns(Curve curve,
                                                       const ProspectColumns* prospects,
                                                       double now_periods, const double* p,
                                                       const double* q, const double* step,
                                                       double* uptake) {
  const ProspectColumns all = *prospects;
  for (int column = 0; column < all.columns; ++column) {
    const int at = column * kColumnLanes;
    if (all.opens_most[column] < now_periods) {
      step_open_column(curve, now_periods, p, q, step, all.leaves + at, all.last + at, all.w + at,
                       all.now + at, uptake);
    } else if (all.opens_least[column] < now_periods + 1) {
      step_opening_column(curve, now_periods, p, q, step, all.opens + at, all.leaves + at,
                          all.last + at, all.w + at, all.now + at, uptake);
    }
  }
}

/// The same for a linear ramp over `ramp` periods: F = min(1, age / ramp); ramp 0 is immediate.
static inline void step_ramp_columns(const ProspectColumns* prospects, double now_periods,
                                     const double* __restrict ramp, double* __restrict uptake) {
  for (int column = 0; column < prospects->columns; ++column) {
    if (prospects->opens_least[column] >= now_periods + 1) continue;
    const double* __restrict opens = prospects->opens + column * kColumnLanes;
    const double* __restrict leaves = prospects->leaves + column * kColumnLanes;
    for (int lane = 0; lane < kColumnLanes; ++lane) {
      const double part = active_part(now_periods, opens[lane], leaves[lane]);
      const double from = now_periods > opens[lane] ? now_periods - opens[lane] : 0;
      const double to = from + part;
      const double at_from = from < ramp[lane] ? from / ramp[lane] : 1;
      const double at_to = to < ramp[lane] ? to / ramp[lane] : 1;
      uptake[lane] += part > 0 ? (at_from + at_to) * 0.5 * part : 0;
    }
  }
}

/// The same for Bass by Euler's method: F advances, then is used.
static inline void step_euler_columns(const ProspectColumns* prospects, double now_periods,
                                      double dt_years, const double* __restrict p,
                                      const double* __restrict q, double* __restrict uptake) {
  for (int column = 0; column < prospects->columns; ++column) {
    if (prospects->opens_least[column] >= now_periods + 1) continue;
    const double* __restrict opens = prospects->opens + column * kColumnLanes;
    const double* __restrict leaves = prospects->leaves + column * kColumnLanes;
    double* __restrict now = prospects->now + column * kColumnLanes;
    for (int lane = 0; lane < kColumnLanes; ++lane) {
      const double part = active_part(now_periods, opens[lane], leaves[lane]);
      now[lane] = step_uptake(p[lane], q[lane], part * dt_years, now[lane]);
      uptake[lane] += now[lane] * part;
    }
  }
}

/// The same where uptake is complete from the first day.
static inline void add_active_columns(const ProspectColumns* prospects, double now_periods,
                                      double* __restrict uptake) {
  for (int column = 0; column < prospects->columns; ++column) {
    if (prospects->opens_least[column] >= now_periods + 1) continue;
    const double* __restrict opens = prospects->opens + column * kColumnLanes;
    const double* __restrict leaves = prospects->leaves + column * kColumnLanes;
    for (int lane = 0; lane < kColumnLanes; ++lane)
      uptake[lane] += active_part(now_periods, opens[lane], leaves[lane]);
  }
}

}  // namespace landfall::model
