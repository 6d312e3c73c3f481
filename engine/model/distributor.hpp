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

/// Add the period's average uptake of every prospect to its lane.
///
///     u += (F(a) + F(b)) / 2 * (b - a) / dt        a, b the age at the ends of the period, within
///     the stay
///
/// p, q, step and uptake are rows of eight lanes. One multiplication and one division a prospect;
/// a column waits until one of it opens, and once all have opened nobody asks again.
[[gnu::always_inline]] static inline void step_columns(Curve curve, const ProspectColumns* prospects,
                                                       double now_periods,
                                                       const double* __restrict p,
                                                       const double* __restrict q,
                                                       const double* __restrict step,
                                                       double* __restrict uptake) {
  const double end = now_periods + 1;
  for (int column = 0; column < prospects->columns; ++column) {
    if (prospects->opens_least[column] >= end) continue;
    const double* __restrict opens = prospects->opens + column * kColumnLanes;
    const double* __restrict leaves = prospects->leaves + column * kColumnLanes;
    const double* __restrict last = prospects->last + column * kColumnLanes;
    double* __restrict w = prospects->w + column * kColumnLanes;
    double* __restrict before = prospects->now + column * kColumnLanes;
    if (prospects->opens_most[column] < now_periods) {
      for (int lane = 0; lane < kColumnLanes; ++lane) {
        w[lane] *= step[lane];
        const double curved = curve_uptake(curve, p[lane], q[lane], w[lane]);
        const double grown = end > leaves[lane] ? last[lane] : curved;
        uptake[lane] += (before[lane] + grown) * 0.5 * active_part(now_periods, 0, leaves[lane]);
        before[lane] = grown;
      }
    } else {
      for (int lane = 0; lane < kColumnLanes; ++lane) {
        w[lane] = now_periods > opens[lane] ? w[lane] * step[lane] : w[lane];
        const double curved = curve_uptake(curve, p[lane], q[lane], w[lane]);
        const double grown = end > leaves[lane] ? last[lane] : curved;
        uptake[lane] += (before[lane] + grown) * 0.5 *
                        active_part(now_periods, opens[lane], leaves[lane]);
        before[lane] = end > opens[lane] ? grown : before[lane];
      }
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
