// How units sold answer the shelf price.
#pragma once

#include "base/lanes.hpp"

namespace landfall::model {

/// Logarithm of the price response R of a constant elasticity.
///
///     R = (shelf / (reference e^(inflation t)))^(-elasticity)
///     ln R = -elasticity (ln ratio + ln fx - inflation t)
///
/// | argument   | shape            | unit     | meaning                                         |
/// |------------|------------------|----------|-------------------------------------------------|
/// | log_ratio  | [periods][kWidth]| 1        | ln of shelf price over reference, at one to one |
/// | log_cross  | [periods][kWidth]| log rate | reference currency for one of the invoice       |
/// | inflation  | [kWidth]         | 1/year   | of the reference price                          |
/// | elasticity | [kWidth]         | 1        | stored positive                                 |
/// | now_years  | [periods]        | years    | start of each period                            |
///
/// The stride of log_ratio and of log_cross is kWidth, or 0 where one row serves all periods.
/// `periods`, at most kTile, should be a constant where it is called.
[[gnu::always_inline]] static inline void log_elasticity_response(
    const double* __restrict log_ratio, int ratio_stride, const double* __restrict log_cross,
    int cross_stride, const double* __restrict inflation, const double* now_years,
    const double* __restrict elasticity, int periods, double* __restrict log_response) {
  for (int lane = 0; lane < kWidth; ++lane)
    for (int j = 0; j < periods; ++j)
      log_response[j * kWidth + lane] =
          -elasticity[lane] * (log_ratio[j * ratio_stride + lane] +
                               log_cross[j * cross_stride + lane] - inflation[lane] * now_years[j]);
}

/// The same where one change of duty comes at `starts` [kWidth], in years: log_ratio has two rows,
/// before it and after.
[[gnu::always_inline]] static inline void log_elasticity_response_of_two(
    const double* __restrict starts, const double* __restrict log_ratio,
    const double* __restrict log_cross, int cross_stride, const double* __restrict inflation,
    const double* now_years, const double* __restrict elasticity, int periods,
    double* __restrict log_response) {
  for (int lane = 0; lane < kWidth; ++lane)
    for (int j = 0; j < periods; ++j) {
      const double before = log_ratio[lane], after = log_ratio[kWidth + lane];
      const double ratio = now_years[j] >= starts[lane] ? after : before;
      log_response[j * kWidth + lane] =
          -elasticity[lane] *
          (ratio + log_cross[j * cross_stride + lane] - inflation[lane] * now_years[j]);
    }
}

}  // namespace landfall::model
