// From demand and uptake to units: what is wanted, and what demand and capacity allow.
#pragma once

#include "maths/exp.hpp"

namespace landfall::model {

/// Units that a channel would sell in a period.
///
///     want = ceiling_units * season dt * u * e^(ln D + ln R)
///
/// ceiling_units [count]: demand at the start times the ceiling share, a year. season_dt: seasonal
/// factor times the length of the period. log_demand: growth and shocks since the start.
/// log_response may be null (R = 1). Both exponentials end at e^-708 and e^709: less than a unit in
/// the age of the universe, and more than there can be.
static inline void wanted_units(const double* __restrict ceiling_units, double season_dt,
                                const double* __restrict uptake,
                                const double* __restrict log_demand,
                                const double* __restrict log_response, int count,
                                double* __restrict want) {
  if (log_response != nullptr) {
    for (int lane = 0; lane < count; ++lane)
      want[lane] = ceiling_units[lane] * season_dt * uptake[lane] *
                   maths::exp_bounded(log_demand[lane] + log_response[lane]);
  } else {
    for (int lane = 0; lane < count; ++lane)
      want[lane] = ceiling_units[lane] * season_dt * uptake[lane] * maths::exp_bounded(log_demand[lane]);
  }
}

/// Demand of a period at the reference price.
static inline void demand_of_period(const double* __restrict units_per_year, double season_dt,
                                    const double* __restrict log_demand, int count,
                                    double* __restrict demand) {
  for (int lane = 0; lane < count; ++lane)
    demand[lane] = units_per_year[lane] * season_dt * maths::exp_bounded(log_demand[lane]);
}

/// No channel sells more than the part of demand that it can reach.
static inline void cap_by_share(const double* __restrict demand,
                                const double* __restrict addressable, int count,
                                double* __restrict want) {
  for (int lane = 0; lane < count; ++lane) {
    const double most = demand[lane] * addressable[lane];
    want[lane] = want[lane] < most ? want[lane] : most;
  }
}

/// The factor by which all give way where together they want more than there is:
///     min(1, most / sum)
static inline void scale_to(const double* __restrict most, const double* __restrict sum, int count,
                            double* __restrict factor) {
  for (int lane = 0; lane < count; ++lane)
    factor[lane] = sum[lane] > most[lane] ? most[lane] / sum[lane] : 1.0;
}

}  // namespace landfall::model
