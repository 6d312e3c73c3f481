// From demand and uptake to units: what is wanted, and what demand and capacity allow.
#pragma once

#include "base/lanes.hpp"
#include "maths/exp.hpp"

namespace landfall::model {

/// Units that a channel would sell in each of `periods` periods.
///
///     want = ceiling_units * season dt * u * e^(ln D + ln R)
///
/// ceiling_units [kWidth]: demand at the start times the ceiling share, a year. season_dt
/// [periods]: seasonal factor times the length of a period. uptake, log_demand (growth and shocks
/// since the start), log_response and want: [periods][kWidth]; the stride of log_demand is kWidth,
/// or 0 where demand stands still.
static inline void wanted_units(const double* __restrict ceiling_units, const double* season_dt,
                                const double* __restrict uptake,
                                const double* __restrict log_demand, int demand_stride,
                                const double* __restrict log_response, int periods,
                                double* __restrict want) {
  for (int j = 0; j < periods; ++j) {
    const double season = season_dt[j];
    const double* __restrict demand = log_demand + j * demand_stride;
    const double* __restrict response = log_response + j * kWidth;
    const double* __restrict adopted = uptake + j * kWidth;
    double* __restrict units = want + j * kWidth;
    std::uint64_t beyond = 0;
    for (int lane = 0; lane < kWidth; ++lane) {
      const double exponent = demand[lane] + response[lane];
      beyond |= maths::beyond_exp_unchecked(exponent);
      units[lane] = ceiling_units[lane] * season * adopted[lane] * maths::exp_unchecked(exponent);
    }
    if (beyond >> 63 == 0) continue;
    for (int lane = 0; lane < kWidth; ++lane)
      units[lane] =
          ceiling_units[lane] * season * adopted[lane] * maths::exp(demand[lane] + response[lane]);
  }
}

/// The same without a response to the price: R = 1.
static inline void wanted_units(const double* __restrict ceiling_units, const double* season_dt,
                                const double* __restrict uptake,
                                const double* __restrict log_demand, int demand_stride, int periods,
                                double* __restrict want) {
  for (int j = 0; j < periods; ++j) {
    const double season = season_dt[j];
    double* __restrict units = want + j * kWidth;
    maths::exp_row(log_demand + j * demand_stride, kWidth, units);
    for (int lane = 0; lane < kWidth; ++lane)
      units[lane] = ceiling_units[lane] * season * uptake[j * kWidth + lane] * units[lane];
  }
}

/// Demand of a period at the reference price.
static inline void demand_of_period(const double* __restrict units_per_year, double season_dt,
                                    const double* __restrict log_demand, int count,
                                    double* __restrict demand) {
  maths::exp_row(log_demand, count, demand);
  for (int lane = 0; lane < count; ++lane)
    demand[lane] = units_per_year[lane] * season_dt * demand[lane];
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
