// A tender: the chance of winning it, and what its contract brings when.
#pragma once

#include "base/lanes.hpp"
#include "maths/exp.hpp"
#include "model/distributor.hpp"

namespace landfall::model {

/// Chance of winning against rivals who are alike:
///
///     P = 1 / (1 + rivals e^-(intercept + quality_weight quality - price_weight ln(price /
///     field)))
///
/// A multinomial logit: each rival has the utility 0, the firm that of the exponent. log_price: the
/// term of the price, -price_weight ln(price / field). Rows [kWidth]. With one rival it is the
/// plain logistic; without rivals P = 1.
///
/// Source: McFadden 1974, Conditional logit analysis of qualitative choice behavior, in Zarembka
/// (ed.), Frontiers in Econometrics, 105-142 (not checked).
static inline void win_chance(const double* __restrict intercept,
                              const double* __restrict quality_weight,
                              const double* __restrict quality, const double* __restrict rivals,
                              const double* __restrict log_price, double* __restrict chance) {
  for (int lane = 0; lane < kWidth; ++lane) {
    const double utility = intercept[lane] + quality_weight[lane] * quality[lane] + log_price[lane];
    const double against = rivals[lane] > 0 ? rivals[lane] * maths::exp(0 - utility) : 0;
    chance[lane] = 1 / (1 + against);
  }
}

/// Part of a contract that falls due in the period [now, now + 1): it is delivered evenly in
/// [from, from + length), all in periods; with a length of 0 at once.
static inline double due_part(double now, double from, double length) {
  const double at_once = from >= now && from < now + 1 ? 1 : 0;
  return length > 1e-9 ? active_part(now, from, from + length) / length : at_once;
}

}  // namespace landfall::model
