// A distributor channel: prospects sign or not, ramp up from their own start, and may leave.
#pragma once

#include <cstdint>

#include "model/diffusion.hpp"

namespace landfall::model {

/// Part of the period [now, now + 1) that lies in [opens, leaves), all in periods from the start.
static inline double active_part(double now, double opens, double leaves) {
  const double from = now > opens ? now : opens;
  const double to = now + 1 < leaves ? now + 1 : leaves;
  const double part = to - from;
  return part > 0 ? part : 0;
}

/// The signed prospects of one channel in a block, one entry each.
struct ListRows {
  int count;
  const std::uint32_t* lane;
  const double* opens;   ///< first sales, periods from the start
  const double* leaves;  ///< end of sales, periods from the start; infinite: stays
  const double* last;    ///< F at the time of leaving
  double* w;             ///< e^(-(p + q) age) and its relatives
  double* now;           ///< F at the end of the period before
};

/// Curves that are driven by w, multiplied once a period by `step` [lanes].
enum class Curve : int { bass, logistic, gompertz };

/// Add the period's average uptake of every entry to its lane.
///
///     u += (F(a) + F(b)) / 2 * (b - a) / dt        a, b the age at the ends of the period, within
///     the stay
///
/// One multiplication and one division an entry; `contribution` is scratch of `count` doubles.
static inline void step_list(Curve curve, const ListRows* list, double now_periods,
                             const double* __restrict p, const double* __restrict q,
                             const double* __restrict step, double* __restrict contribution,
                             double* __restrict uptake) {
  const std::uint32_t* __restrict lanes = list->lane;
  const double* __restrict opens = list->opens;
  const double* __restrict leaves = list->leaves;
  const double* __restrict last = list->last;
  double* __restrict w = list->w;
  double* __restrict uptake_before = list->now;
  const int count = list->count;
  const double end = now_periods + 1;
  for (int entry = 0; entry < count; ++entry) {
    const std::uint32_t lane = lanes[entry];
    const double advanced = now_periods > opens[entry] ? w[entry] * step[lane] : w[entry];
    double grown = 0;
    if (curve == Curve::bass) grown = bass_uptake(p[lane], q[lane], advanced);
    if (curve == Curve::logistic) grown = logistic_uptake(advanced);
    if (curve == Curve::gompertz) grown = gompertz_uptake(advanced);
    grown = end > leaves[entry] ? last[entry] : grown;
    contribution[entry] = (uptake_before[entry] + grown) * 0.5 *
                          active_part(now_periods, opens[entry], leaves[entry]);
    w[entry] = advanced;
    uptake_before[entry] = end > opens[entry] ? grown : uptake_before[entry];
  }
  for (int entry = 0; entry < count; ++entry) uptake[lanes[entry]] += contribution[entry];
}

/// The same for a linear ramp over `ramp` periods: F = min(1, age / ramp); ramp 0 is immediate.
static inline void step_ramp_list(const ListRows* list, double now_periods,
                                  const double* __restrict ramp, double* __restrict uptake) {
  for (int entry = 0; entry < list->count; ++entry) {
    const std::uint32_t lane = list->lane[entry];
    const double opens = list->opens[entry];
    const double part = active_part(now_periods, opens, list->leaves[entry]);
    const double from = now_periods > opens ? now_periods - opens : 0;
    const double to = from + part;
    const double length = ramp[lane];
    const double at_from = from < length ? from / length : 1;
    const double at_to = to < length ? to / length : 1;
    uptake[lane] += part > 0 ? (at_from + at_to) * 0.5 * part : 0;
  }
}

/// The same for Bass by Euler's method: F advances, then is used.
static inline void step_euler_list(const ListRows* list, double now_periods, double dt_years,
                                   const double* __restrict p, const double* __restrict q,
                                   double* __restrict uptake) {
  for (int entry = 0; entry < list->count; ++entry) {
    const std::uint32_t lane = list->lane[entry];
    const double part = active_part(now_periods, list->opens[entry], list->leaves[entry]);
    const double grown = step_uptake(p[lane], q[lane], part * dt_years, list->now[entry]);
    list->now[entry] = grown;
    uptake[lane] += grown * part;
  }
}

}  // namespace landfall::model
