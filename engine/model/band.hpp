// A price that is held within a band.
#pragma once

#include "model/price_process.hpp"

namespace landfall::model {

/// What happens at the edge of a band: the price turns back, or stays there until it is drawn away.
enum class AtBand : int { reflect, clamp };

/// A band on the logarithm.
struct Band {
  double low, high;
  AtBand at_band;
};

/// x folded into [low, high] as a ray between two mirrors, or cut off there.
///
///     y = |d - 2 w round(d / (2 w))|,   d = x - low,   w = high - low
///
/// The end of a Brownian motion without drift, folded so, has the law of one that is reflected at
/// each touch; with drift, only in the limit of short periods. |d| / w below 2^51; never outside of
/// the band, whatever x.
[[gnu::always_inline]] static inline double held_within(const Band* band, double x) {
  const double low = band->low, high = band->high, width = high - low;
  const double round = 6755399441055744.0;  // 1.5 * 2^52: adding it leaves the nearest integer
  const double above = x - low;
  const double turns = (above / (2 * width) + round) - round;
  const double folded = low + __builtin_fabs(above - 2 * width * turns);
  const double placed = band->at_band == AtBand::reflect ? folded : x;
  const double not_high = placed < high ? placed : high;
  return not_high > low ? not_high : low;
}

/// Advance the logarithm of a geometric Brownian motion within a band through a tile; the rows are
/// those of step_log_gbm.
static inline void step_log_gbm_within(const Band* band, const double* __restrict drift,
                                       const double* __restrict volatility,
                                       const double* __restrict shocks,
                                       double* __restrict log_value) {
  for (int lane = 0; lane < kWidth; ++lane) {
    double state = log_value[kLastRow + lane];
    for (int j = 0; j < kTile; ++j) {
      const double free = state + (drift[lane] + volatility[lane] * shocks[j * kWidth + lane]);
      state = held_within(band, free);
      log_value[j * kWidth + lane] = state;
    }
  }
}

/// The same of a mean-reverting series; the rows are those of step_log_mean_reverting.
static inline void step_log_mean_reverting_within(const Band* band,
                                                  const double* __restrict log_level,
                                                  const double* __restrict keep,
                                                  const double* __restrict volatility,
                                                  const double* __restrict shocks,
                                                  double* __restrict log_value) {
  for (int lane = 0; lane < kWidth; ++lane) {
    double state = log_value[kLastRow + lane];
    for (int j = 0; j < kTile; ++j) {
      const double free = log_level[lane] + (state - log_level[lane]) * keep[lane] +
                          volatility[lane] * shocks[j * kWidth + lane];
      state = held_within(band, free);
      log_value[j * kWidth + lane] = state;
    }
  }
}

}  // namespace landfall::model
