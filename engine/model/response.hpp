// How units sold answer the shelf price.
#pragma once

namespace landfall::model {

/// Logarithm of the price response R of a constant elasticity.
///
///     R = (shelf / (reference e^(inflation t)))^(-elasticity)
///     ln R = -elasticity (ln ratio + ln fx - inflation t)
///
/// | argument   | shape   | unit     | meaning                                            |
/// |------------|---------|----------|----------------------------------------------------|
/// | log_ratio  | [count] | 1        | ln of shelf price over reference, at one to one    |
/// | log_cross  | [count] | log rate | reference currency for one of the invoice, or null |
/// | inflation  | [count] | 1/year   | of the reference price                             |
/// | elasticity | [count] | 1        | stored positive                                    |
static inline void log_elasticity_response(const double* __restrict log_ratio,
                                           const double* __restrict log_cross,
                                           const double* __restrict inflation, double now_years,
                                           const double* __restrict elasticity, int count,
                                           double* __restrict log_response) {
  if (log_cross != nullptr) {
    for (int lane = 0; lane < count; ++lane)
      log_response[lane] =
          -elasticity[lane] * (log_ratio[lane] + log_cross[lane] - inflation[lane] * now_years);
  } else {
    for (int lane = 0; lane < count; ++lane)
      log_response[lane] = -elasticity[lane] * (log_ratio[lane] - inflation[lane] * now_years);
  }
}

}  // namespace landfall::model
