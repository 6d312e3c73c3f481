// A direct channel: the share of demand that buyers reached by the firm itself place with it.
#pragma once

#include "base/lanes.hpp"
#include "maths/exp.hpp"

namespace landfall::model {

/// Share of buyers that marketing reaches:
///
///     reach = reach_max (1 - e^(-marketing / scale))
///
/// Rows [kWidth]; marketing and scale in money a year, scale above 0. The modified exponential:
/// each further euro finds fewer who had not heard (Little 1970, Management Science 16(8),
/// B466-B485, discusses such curves; not checked).
static inline void reach_by_marketing(const double* __restrict reach_max,
                                      const double* __restrict marketing,
                                      const double* __restrict scale, double* __restrict reach) {
  for (int lane = 0; lane < kWidth; ++lane)
    reach[lane] = reach_max[lane] * (1 - maths::exp(0 - marketing[lane] / scale[lane]));
}

/// Share of the period's demand that goes to the firm: first purchases, then repeat purchases.
///
///     u = reach conversion ( (F(b) - F(a)) / (n dt) + repeat (F(a) + F(b)) / 2 (b - a) / dt )
///
/// F is the share of those who will ever try that have tried, a and b its ends of the active part
/// of the period, n how often a year a buyer buys, and `repeat` the share of later purchases that a
/// buyer who has tried makes here. Penetration times repeat share is Parfitt & Collins 1968,
/// Journal of Marketing Research 5(2), 131-145; first purchases apart from repeat purchases are
/// Fourt & Woodlock 1960, Journal of Marketing 25(2), 31-38 (both not checked).
static inline double direct_share(double reached_and_convinced, double first_tried, double tried,
                                  double average, double repeat, double purchases_per_year,
                                  double dt_years) {
  const double first = (tried - first_tried) / (purchases_per_year * dt_years);
  return reached_and_convinced * (first + repeat * average);
}

}  // namespace landfall::model
