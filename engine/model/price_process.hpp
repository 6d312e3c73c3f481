// How exchange rates, prices and demand move from one period to the next, on the logarithm.
#pragma once

namespace landfall::model {

/// Advance the logarithm of a geometric Brownian motion by one period.
///
///     ln x += a + b z,   a = (mu - sigma^2 / 2) dt,   b = sigma sqrt(dt)
///
/// | argument  | symbol | shape   | unit     | meaning                       |
/// |-----------|--------|---------|----------|-------------------------------|
/// | drift     | a      | [count] | 1        | of one period                 |
/// | volatility| b      | [count] | 1        | of one period                 |
/// | shock     | z      | [count] | 1        | standard normal               |
/// | before    | ln x   | [count] | log unit | at the start of the period    |
/// | log_value | ln x   | [count] | log unit | out: at its end               |
///
/// Exact in distribution at the ends of periods: E[x(t)] = x(0) e^(mu t).
/// Source: Black & Scholes (1973), Journal of Political Economy 81(3), 637-654 (not checked).
static inline void step_log_gbm(const double* __restrict before, const double* __restrict drift,
                                const double* __restrict volatility,
                                const double* __restrict shock, int count,
                                double* __restrict log_value) {
  for (int lane = 0; lane < count; ++lane)
    log_value[lane] = before[lane] + (drift[lane] + volatility[lane] * shock[lane]);
}

/// The same without a shock: sigma = 0.
static inline void step_log_drift(const double* __restrict before, const double* __restrict drift,
                                  int count, double* __restrict log_value) {
  for (int lane = 0; lane < count; ++lane) log_value[lane] = before[lane] + drift[lane];
}

/// Advance the logarithm of a mean-reverting series (Ornstein-Uhlenbeck) by one period.
///
///     ln x <- ln m + (ln x - ln m) k + b z,   k = e^(-s dt),   b = sigma sqrt((1 - k^2) / (2 s))
///
/// Exact at the ends of periods; the long-run median of x is m.
/// Source: Uhlenbeck & Ornstein (1930), Physical Review 36, 823-841 (not checked).
static inline void step_log_mean_reverting(const double* __restrict before,
                                           const double* __restrict log_level,
                                           const double* __restrict keep,
                                           const double* __restrict volatility,
                                           const double* __restrict shock, int count,
                                           double* __restrict log_value) {
  for (int lane = 0; lane < count; ++lane)
    log_value[lane] = log_level[lane] + (before[lane] - log_level[lane]) * keep[lane] +
                      volatility[lane] * shock[lane];
}

}  // namespace landfall::model
