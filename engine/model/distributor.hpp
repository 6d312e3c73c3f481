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

/// Neighbouring lanes as one value, as many as a vector of this processor holds: the sums of a
/// column are carried to the next, and in a plain loop over lanes the compiler would keep them in
/// memory.
#if defined(__AVX512F__)
inline constexpr int kPackLanes = 8;
#elif defined(__AVX2__)
inline constexpr int kPackLanes = 4;
#else
inline constexpr int kPackLanes = 2;
#endif
typedef double Pack __attribute__((vector_size(8 * kPackLanes)));
static_assert(kColumnLanes % kPackLanes == 0);

[[gnu::always_inline]] static inline void load(const double* from, Pack& into) {
  __builtin_memcpy(&into, from, sizeof into);
}

[[gnu::always_inline]] static inline void store(const Pack& from, double* into) {
  __builtin_memcpy(into, &from, sizeof from);
}

/// F from w.
[[gnu::always_inline]] static inline void pack_uptake(Curve curve, const Pack& p, const Pack& q,
                                                      const Pack& w, Pack& uptake) {
  switch (curve) {
    case Curve::bass:
      uptake = (p - p * w) / (p + q * w + 1e-300);  // bass_uptake
      break;
    case Curve::logistic:
      uptake = 1 / (1 + w);  // logistic_uptake
      break;
    case Curve::gompertz:
      for (int lane = 0; lane < kPackLanes; ++lane) uptake[lane] = gompertz_uptake(w[lane]);
      break;
  }
}

/// Of the lanes of a pack, from `lane` on, every column.
[[gnu::always_inline]] static inline void step_pack(Curve curve, const ProspectColumns& all,
                                                    int lane, double now_periods, const double* p,
                                                    const double* q, const double* step,
                                                    double* uptake) {
  const Pack none = {}, one = none + 1, now = none + now_periods, end = now + 1;
  Pack innovation, imitation, factor, sum;
  load(p, innovation);
  load(q, imitation);
  load(step, factor);
  load(uptake, sum);
  for (int column = 0; column < all.columns; ++column) {
    if (all.opens_least[column] >= now_periods + 1) continue;
    const int at = column * kColumnLanes + lane;
    Pack w, before, leaves, last, grown = none;
    load(all.w + at, w);
    load(all.now + at, before);
    load(all.leaves + at, leaves);
    load(all.last + at, last);
    const Pack until = end < leaves ? end : leaves;
    if (all.opens_most[column] < now_periods) {
      w *= factor;
      pack_uptake(curve, innovation, imitation, w, grown);
      grown = end > leaves ? last : grown;
      const Pack part = until - now;
      sum += (before + grown) * 0.5 * (part > 0 ? part : none);
      before = grown;
    } else {
      Pack opens;
      load(all.opens + at, opens);
      w *= now > opens ? factor : one;
      pack_uptake(curve, innovation, imitation, w, grown);
      grown = end > leaves ? last : grown;
      const Pack part = until - (now > opens ? now : opens);
      sum += (before + grown) * 0.5 * (part > 0 ? part : none);
      before = end > opens ? grown : before;
    }
    store(w, all.w + at);
    store(before, all.now + at);
  }
  store(sum, uptake);
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
  for (int lane = 0; lane < kColumnLanes; lane += kPackLanes)
    step_pack(curve, *prospects, lane, now_periods, p + lane, q + lane, step + lane, uptake + lane);
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
