// Buyers that fail: what they have not paid for is lost.
#pragma once

#include "base/lanes.hpp"
#include "model/distributor.hpp"

namespace landfall::model {

/// Add what one buyer a lane takes in a period, and the part of it that it will not have paid for:
///
///     taken += part
///     lost  += part (its selling time in [owes_from, leaves)) / (its selling time)
///
/// | argument     | shape   | unit    | meaning                                            |
/// |--------------|---------|---------|----------------------------------------------------|
/// | opens/leaves | [count] | periods | it sells in [opens, leaves)                        |
/// | owes_from    | [count] | periods | what it takes from then on it never pays; infinite |
/// |              |         |         | where it does not fail                             |
/// | part         | [count] | any     | what it takes in this period, spread evenly over   |
/// |              |         |         | its selling time                                   |
static inline void add_failing(int count, double now_periods, const double* __restrict opens,
                               const double* __restrict leaves, const double* __restrict owes_from,
                               const double* __restrict part, double* __restrict taken,
                               double* __restrict lost) {
  for (int lane = 0; lane < count; ++lane) {
    const double from = owes_from[lane] > opens[lane] ? owes_from[lane] : opens[lane];
    const double sells = active_part(now_periods, opens[lane], leaves[lane]);
    const double owes = active_part(now_periods, from, leaves[lane]);
    taken[lane] += part[lane];
    lost[lane] += owes > 0 ? part[lane] * (owes / sells) : 0;
  }
}

}  // namespace landfall::model
