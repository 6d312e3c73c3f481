// Arrivals at a constant rate: how many may come.
#pragma once

#include "maths/exp.hpp"

namespace landfall::model {

/// The least n of which a Poisson number with this mean, >= 0, is larger with a chance below 1e-15:
/// so many arrivals are drawn for a path, and more come on none.
///
///     P(N > n) <= P(N = n + 1) / (1 - mean / (n + 2))        n + 2 > mean
///
/// Above a mean of 500 the bound of Chernoff at ten standard deviations takes its place.
static inline int most_arrivals(double mean) {
  if (mean > 500) return static_cast<int>(mean + 10 * __builtin_sqrt(mean)) + 20;
  double chance = maths::exp(-mean);  // of n
  int n = 0;
  for (;; ++n) {
    const double next = chance * mean / (n + 1);
    if (n + 2 > mean && next < 1e-15 * (1 - mean / (n + 2))) return n;
    chance = next;
  }
}

}  // namespace landfall::model
