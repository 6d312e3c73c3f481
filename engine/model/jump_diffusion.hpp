// A price that diffuses and jumps.
#pragma once

#include "model/price_process.hpp"

namespace landfall::model {

/// No period has more jumps: the chance of as many at the largest mean, 100, is below 1e-60.
inline constexpr int kJumpsMost = 400;

/// How many jumps come in a period: the smallest n with P(N <= n) > u, N Poisson of mean `expected`
/// (up to 100) and `none` = e^-expected. Rows of kWidth; u below 1 - 2^-34.
///
///     P(N = n) = P(N = n - 1) expected / n
static inline void count_jumps(const double* __restrict u, const double* __restrict expected,
                               const double* __restrict none, double* __restrict jumps) {
  double chance[kWidth], reached[kWidth];
  for (int lane = 0; lane < kWidth; ++lane) {
    chance[lane] = reached[lane] = none[lane];
    jumps[lane] = 0;
  }
  for (int n = 1; n <= kJumpsMost; ++n) {
    int more = 0;
    for (int lane = 0; lane < kWidth; ++lane) {
      const int here = u[lane] >= reached[lane] ? 1 : 0;
      jumps[lane] += here;
      chance[lane] *= expected[lane] / n;
      reached[lane] += chance[lane];
      more |= here;
    }
    if (more == 0) return;
  }
}

/// The rows of a jump-diffusion, each [kWidth].
struct JumpDiffusionRows {
  const double *drift, *volatility;   ///< a and b, of one period
  const double *jump_mean, *jump_sd;  ///< m and s, of the logarithm of one jump
};

/// Advance the logarithm of a jump-diffusion through a tile.
///
///     ln x += a + b z + n m + sqrt(n) s y
///     a = (mu - sigma^2 / 2 - lambda (e^(m + s^2 / 2) - 1)) dt,   b = sigma sqrt(dt)
///
/// z, y: standard normal, n: Poisson of mean lambda dt, all [kTile][kWidth]. Exact in distribution
/// at the ends of periods: E[x(t)] = x(0) e^(mu t), Var[ln x(t)] = (sigma^2 + lambda (m^2 + s^2))
/// t. Source: Merton (1976), Journal of Financial Economics 3, 125-144 (not checked).
static inline void step_log_jump_diffusion(const JumpDiffusionRows* rows,
                                           const double* __restrict shocks,
                                           const double* __restrict jumps,
                                           const double* __restrict sizes,
                                           double* __restrict log_value) {
  const double* __restrict drift = rows->drift;
  const double* __restrict volatility = rows->volatility;
  const double* __restrict mean = rows->jump_mean;
  const double* __restrict sd = rows->jump_sd;
  for (int lane = 0; lane < kWidth; ++lane) {
    double state = log_value[kLastRow + lane];
    for (int j = 0; j < kTile; ++j) {
      const int at = j * kWidth + lane;
      state += drift[lane] + volatility[lane] * shocks[at];
      state += jumps[at] * mean[lane] + __builtin_sqrt(jumps[at]) * (sd[lane] * sizes[at]);
      log_value[at] = state;
    }
  }
}

}  // namespace landfall::model
