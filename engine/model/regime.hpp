// A price whose drift and volatility switch between regimes.
#pragma once

#include "model/price_process.hpp"

namespace landfall::model {

/// The regime of the next period.
///
///     next = number of k < states - 1 with u >= passes[now][k]
///
/// passes [states][states - 1]: chances that the next regime is at most k, from each regime (a
/// Markov chain whose chances over a step are exact: maths/markov.hpp). u, now, next: [kWidth];
/// regimes are whole numbers from 0.
static inline void step_regime(const double* __restrict u, const double* passes, int states,
                               const double* __restrict now, double* __restrict next) {
  for (int lane = 0; lane < kWidth; ++lane) next[lane] = 0;
  for (int from = 0; from < states; ++from)
    for (int k = 0; k < states - 1; ++k) {
      const double pass = passes[from * (states - 1) + k], here = from;
      for (int lane = 0; lane < kWidth; ++lane) {
        const double beyond = u[lane] >= pass ? 1 : 0;
        next[lane] += now[lane] == here ? beyond : 0;
      }
    }
}

/// Advance the logarithm of a price by one period in the regime of each lane.
///
///     ln x += a_r + b_r z,   a_r = (mu_r - sigma_r^2 / 2) dt,   b_r = sigma_r sqrt(dt)
///
/// drift, volatility: `states` rows of kWidth, one after the other; regime, shocks, before, after:
/// [kWidth]. Source: Hamilton (1989), Econometrica 57(2), 357-384 (not checked).
static inline void step_log_in_regime(const double* drift, const double* volatility, int states,
                                      const double* __restrict regime,
                                      const double* __restrict shocks,
                                      const double* __restrict before, double* __restrict after) {
  double a[kWidth], b[kWidth];
  for (int lane = 0; lane < kWidth; ++lane) {
    a[lane] = drift[lane];
    b[lane] = volatility[lane];
  }
  for (int state = 1; state < states; ++state) {
    const double* __restrict its_drift = drift + state * kWidth;
    const double* __restrict its_volatility = volatility + state * kWidth;
    const double here = state;
    for (int lane = 0; lane < kWidth; ++lane) {
      a[lane] = regime[lane] == here ? its_drift[lane] : a[lane];
      b[lane] = regime[lane] == here ? its_volatility[lane] : b[lane];
    }
  }
  for (int lane = 0; lane < kWidth; ++lane)
    after[lane] = before[lane] + (a[lane] + b[lane] * shocks[lane]);
}

}  // namespace landfall::model
