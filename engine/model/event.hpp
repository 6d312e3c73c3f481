// Something that befalls for a while.
#pragma once

#include "base/lanes.hpp"

namespace landfall::model {

/// Advance an event by one period. Rows of kWidth.
///
///     left = max(left, length) where it comes, share = min(left, 1), left = max(left - 1, 0)
///
/// come: 1 where it comes at the start of the period, else 0; length: how long it lasts, in
/// periods, infinite for good; left: in and out, the periods it still lasts; share: the part of
/// this period in which it is there. One that comes while it is there renews it, and does not
/// double it. With a chance c of coming in each period but the first, and a whole length n, it is
/// there in period i with probability 1 - (1 - c)^min(i, n).
static inline void step_event(const double* __restrict come, const double* __restrict length,
                              double* __restrict left, double* __restrict share) {
  for (int lane = 0; lane < kWidth; ++lane) {
    const double begun = come[lane] > 0 ? length[lane] : 0;
    const double renewed = begun > left[lane] ? begun : left[lane];
    share[lane] = renewed < 1 ? renewed : 1;
    left[lane] = renewed > 1 ? renewed - 1 : 0;
  }
}

/// What a number is multiplied by while an event with this factor is there for a share of the
/// period: factor *= 1 + share (f - 1).
static inline void multiply_by_event(const double* __restrict share, const double* __restrict f,
                                     double* __restrict factor) {
  for (int lane = 0; lane < kWidth; ++lane) factor[lane] *= 1 + share[lane] * (f[lane] - 1);
}

/// What it adds: sum += share amount.
static inline void add_of_event(const double* __restrict share, const double* __restrict amount,
                                double* __restrict sum) {
  for (int lane = 0; lane < kWidth; ++lane) sum[lane] += share[lane] * amount[lane];
}

}  // namespace landfall::model
