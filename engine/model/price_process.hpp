// How exchange rates, prices and demand move from one period to the next, on the logarithm.
//
// A tile is taken at once, so that what belongs to a path is read once: row j of shocks and of
// log_value belongs to period j, and before the call the last row of log_value holds the state at
// the tile's start.
#pragma once

#include "base/lanes.hpp"

namespace landfall::model {

inline constexpr int kLastRow = (kTile - 1) * kWidth;

/// Advance the logarithm of a geometric Brownian motion through a tile.
///
///     ln x += a + b z,   a = (mu - sigma^2 / 2) dt,   b = sigma sqrt(dt)
///
/// | argument   | symbol | shape           | unit     | meaning                            |
/// |------------|--------|-----------------|----------|------------------------------------|
/// | drift      | a      | [kWidth]        | 1        | of one period                      |
/// | volatility | b      | [kWidth]        | 1        | of one period                      |
/// | shocks     | z      | [kTile][kWidth] | 1        | standard normal                    |
/// | log_value  | ln x   | [kTile][kWidth] | log unit | out: at the end of each period     |
///
/// Exact in distribution at the ends of periods: E[x(t)] = x(0) e^(mu t).
/// Source: Black & Scholes (1973), Journal of Political Economy 81(3), 637-654 (not checked).
static inline void step_log_gbm(const double* __restrict drift, const double* __restrict volatility,
                                const double* __restrict shocks, double* __restrict log_value) {
  for (int lane = 0; lane < kWidth; ++lane) {
    double state = log_value[kLastRow + lane];
    for (int j = 0; j < kTile; ++j) {
      state += drift[lane] + volatility[lane] * shocks[j * kWidth + lane];
      log_value[j * kWidth + lane] = state;
    }
  }
}

/// The same without a shock: sigma = 0.
static inline void step_log_drift(const double* __restrict drift, double* __restrict log_value) {
  for (int lane = 0; lane < kWidth; ++lane) {
    double state = log_value[kLastRow + lane];
    for (int j = 0; j < kTile; ++j) {
      state += drift[lane];
      log_value[j * kWidth + lane] = state;
    }
  }
}

/// Advance the logarithm of a mean-reverting series (Ornstein-Uhlenbeck) through a tile.
///
///     ln x <- ln m + (ln x - ln m) k + b z,   k = e^(-s dt),   b = sigma sqrt((1 - k^2) / (2 s))
///
/// Exact at the ends of periods; the long-run median of x is m.
/// Source: Uhlenbeck & Ornstein (1930), Physical Review 36, 823-841 (not checked).
static inline void step_log_mean_reverting(const double* __restrict log_level,
                                           const double* __restrict keep,
                                           const double* __restrict volatility,
                                           const double* __restrict shocks,
                                           double* __restrict log_value) {
  for (int lane = 0; lane < kWidth; ++lane) {
    double state = log_value[kLastRow + lane];
    for (int j = 0; j < kTile; ++j) {
      state = log_level[lane] + (state - log_level[lane]) * keep[lane] +
              volatility[lane] * shocks[j * kWidth + lane];
      log_value[j * kWidth + lane] = state;
    }
  }
}

}  // namespace landfall::model
