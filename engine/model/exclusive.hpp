// An exclusive distributor's promise: in each of its years to take at least so many units.
#pragma once

#include "base/lanes.hpp"

namespace landfall::model {

/// The state of the promise after a period. Its years have `periods_a_year` periods and begin with
/// the first one in which it sells; what it owes is judged at their end, while it still sells.
///
///     short = max(0, minimum - bought in its year)      at the end of a year
///     paid  = short, or with `ends`: holds = 0 once short > 0
///
/// Rows [kWidth]; units and minimum_units in units and units a year, passed in periods.
static inline void judge_exclusive(int periods_a_year, bool ends,
                                   const double* __restrict minimum_units,
                                   const double* __restrict uptake, const double* __restrict units,
                                   double* __restrict bought, double* __restrict passed,
                                   double* __restrict holds, double* __restrict paid) {
  const double year = periods_a_year;
  for (int lane = 0; lane < kWidth; ++lane) {
    const bool sells = uptake[lane] > 0;
    const double so_far = sells || passed[lane] > 0 ? passed[lane] + 1 : 0;
    const double taken = bought[lane] + units[lane];
    const bool due = so_far == year;
    const double missing = minimum_units[lane] - taken;
    const double owed = due && sells && holds[lane] > 0 && missing > 0 ? missing : 0;
    paid[lane] = ends ? 0 : owed;
    holds[lane] = ends && owed > 0 ? 0 : holds[lane];
    passed[lane] = due ? 0 : so_far;
    bought[lane] = due ? 0 : taken;
  }
}

}  // namespace landfall::model
