// A retail channel: chains list the product, roll it out to their stores, and may delist it.
#pragma once

#include "base/lanes.hpp"
#include "model/distributor.hpp"

namespace landfall::model {

/// Average share of a chain's stores that sell in the active part of a period, times that part.
///
///     stores open after t periods: min(1, t / rollout)        rollout 0: all at once
///     (G(a) + G(b)) / 2 (b - a)        a, b the time since opening at the ends of the active part
static inline double rolled_out(double now, double opens, double leaves, double rollout) {
  const double part = active_part(now, opens, leaves);
  const double from = now > opens ? now - opens : 0;
  const double to = from + part;
  const double at_from = from < rollout ? from / rollout : 1;
  const double at_to = to < rollout ? to / rollout : 1;
  return part > 0 ? (at_from + at_to) * 0.5 * part : 0;
}

/// One chain in one period.
///
///     units  += full R season dt (share of its stores that sell)
///     below   = below + months active    if sells R season < limit, else 0
///     leaves  = end of the period        once below >= patience
///
/// | argument | shape    | unit                | meaning                                          |
/// |----------|----------|---------------------|--------------------------------------------------|
/// | full     | [kWidth] | units/year          | in all its stores at R = 1                       |
/// | response | [kWidth] | 1                   | R                                                |
/// | opens    | [kWidth] | periods             | first sale; infinite: never                      |
/// | leaves   | [kWidth] | periods             | end of sales; infinite: not delisted             |
/// | rollout  | [kWidth] | periods             | until all stores sell                            |
static inline void sell_in_chain(double now, double season_dt, const double* __restrict full,
                                 const double* __restrict response, const double* __restrict opens,
                                 const double* __restrict leaves, const double* __restrict rollout,
                                 double* __restrict active, double* __restrict units) {
  for (int lane = 0; lane < kWidth; ++lane) {
    const double part = rolled_out(now, opens[lane], leaves[lane], rollout[lane]);
    active[lane] += part;
    units[lane] += full[lane] * season_dt * response[lane] * part;
  }
}

/// What the chain then decides. sells: units a store and month at R = 1 [kWidth]; season: the
/// factor of the period; limit and patience: [kWidth], units a store and month, and months.
/// A rounding in the sum of months does not put it off: 1e-9.
static inline void judge_chain(double now, double season, double months_per_period,
                               const double* __restrict sells, const double* __restrict response,
                               const double* __restrict opens, const double* __restrict limit,
                               const double* __restrict patience, double* __restrict below,
                               double* __restrict leaves) {
  for (int lane = 0; lane < kWidth; ++lane) {
    const double months = active_part(now, opens[lane], leaves[lane]) * months_per_period;
    const bool too_little = sells[lane] * season * response[lane] < limit[lane];
    below[lane] = too_little ? below[lane] + months : 0;
    const bool goes = months > 0 && below[lane] >= patience[lane] - 1e-9;
    leaves[lane] = goes ? now + 1 : leaves[lane];
  }
}

}  // namespace landfall::model
