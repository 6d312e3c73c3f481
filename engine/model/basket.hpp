// A currency pegged to a basket of others.
#pragma once

#include "base/lanes.hpp"

namespace landfall::model {

/// Add a currency's part to the value of one unit of the pegged currency, in the currency that the
/// rate is quoted for.
///
///     1 / S = sum over k of w_k X_k / R_k
///
/// w_k: weight; R_k: units of the pegged currency for one of k at parity; X_k: units of the quoting
/// currency for one of k. `ratio` holds X_k / R_k. [count].
///
/// The dirham, 60 % euro and 40 % dollar: 1 / USDMAD = 0.4 / R_usd + 0.6 EURUSD / R_eur (Bank
/// Al-Maghrib).
static inline void add_basket_part(double weight, const double* __restrict ratio, int count,
                                   double* __restrict value) {
  for (int i = 0; i < count; ++i) value[i] += weight * ratio[i];
}

}  // namespace landfall::model
