// Tariff-rate quotas: so many units a calendar year at a lower duty, the rest at the full one.
#pragma once

namespace landfall::model {

/// What the firm's importers can use of a year's quota: units (1 - others' share). All [count].
static inline void open_quota(const double* __restrict units, const double* __restrict others_share,
                              int count, double* __restrict left) {
  for (int lane = 0; lane < count; ++lane) left[lane] = units[lane] * (1 - others_share[lane]);
}

/// The in-quota rate, unless the rate in force is lower: nobody claims a quota to pay more.
static inline void lower_rate(const double* __restrict in_quota, const double* __restrict in_force,
                              int count, double* __restrict rate) {
  for (int lane = 0; lane < count; ++lane)
    rate[lane] = in_quota[lane] < in_force[lane] ? in_quota[lane] : in_force[lane];
}

/// The part of a period's volume that fits: min(1, left / wanted), `wanted` at the in-quota rate.
static inline void part_within(const double* __restrict left, const double* __restrict wanted,
                               int count, double* __restrict part) {
  for (int lane = 0; lane < count; ++lane)
    part[lane] = wanted[lane] > left[lane] ? left[lane] / wanted[lane] : 1.0;
}

/// Units of a period, in place: the part that fits as wanted at the in-quota rate, the rest as
/// wanted at the rate in force.
///
///     units = f Q(in-quota) + (1 - f) Q(in force)        f: the part that fits
///
/// So a higher quota never lowers them, and a lower rate of either kind never does.
static inline void mix_units(const double* __restrict part, const double* __restrict beyond,
                             int count, double* __restrict units) {
  for (int lane = 0; lane < count; ++lane)
    units[lane] = part[lane] * units[lane] + (1 - part[lane]) * beyond[lane];
}

/// Take what fits of the units sold out of what is left; `within` is how many that were.
static inline void take_from_quota(const double* __restrict units, int count,
                                   double* __restrict left, double* __restrict within) {
  for (int lane = 0; lane < count; ++lane) {
    within[lane] = units[lane] < left[lane] ? units[lane] : left[lane];
    left[lane] -= within[lane];
  }
}

/// Cost of a unit, averaged over those within the quota and those beyond.
static inline void mean_cost(const double* __restrict within, const double* __restrict units,
                             const double* __restrict cost_within,
                             const double* __restrict cost_beyond, int count,
                             double* __restrict cost) {
  for (int lane = 0; lane < count; ++lane) {
    const double share = units[lane] > 0 ? within[lane] / units[lane] : 1.0;
    cost[lane] = share * cost_within[lane] + (1 - share) * cost_beyond[lane];
  }
}

}  // namespace landfall::model
