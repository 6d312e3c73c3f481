// The dates of prospects: when those of a column begin to sell, and when they stop.
#pragma once

#include "simulate/block_setup.hpp"

namespace landfall::simulate {

/// What the dates of prospects depend on, by place.
struct DateRows {
  double *opening, *lead_days, *hazard;
};

/// Of the eight prospects of a column whose market or channel is entered in period `entered`:
/// `opens` from months to sign to the first sales, `leaves` from the uniform of the stay to the end
/// of sales, both in periods. Nobody opens and leaves at 0.
static inline void date_prospects(const KernelPlan* plan, double entered, bool churns,
                                  const DateRows* rows, int group, double* __restrict opens,
                                  double* __restrict leaves) {
  const double* __restrict opening = rows->opening + group * kColumnLanes;
  const double* __restrict lead_days = rows->lead_days + group * kColumnLanes;
  const double* __restrict hazard = rows->hazard + group * kColumnLanes;
  double signs[kColumnLanes];
  for (int lane = 0; lane < kColumnLanes; ++lane) {
    signs[lane] = entered + opens[lane] / plan->months_per_period;
    const double from = signs[lane] > opening[lane] ? signs[lane] : opening[lane];
    opens[lane] = from + lead_days[lane] / 365.25 * plan->periods_per_year;
  }
  if (churns) {  // stays X ~ Exp(-ln(1 - churn)) years
    for (int lane = 0; lane < kColumnLanes; ++lane) {
      const double years = -maths::log(leaves[lane]) / hazard[lane];
      leaves[lane] = opens[lane] + years * plan->periods_per_year;
    }
  } else {
    for (int lane = 0; lane < kColumnLanes; ++lane) leaves[lane] = __builtin_inf();
  }
  for (int lane = 0; lane < kColumnLanes; ++lane) {
    const bool somebody = signs[lane] < __builtin_inf();
    opens[lane] = somebody ? opens[lane] : 0;
    leaves[lane] = somebody ? leaves[lane] : 0;
  }
}

/// When the first and the last of a column open; nobody, who leaves at 0, is not the first.
static inline void bound_column(const ColumnMemory* columns, int column) {
  const double* __restrict opens = columns->opens + column * kColumnLanes;
  const double* __restrict leaves = columns->leaves + column * kColumnLanes;
  double least = __builtin_inf(), most = 0;
  for (int lane = 0; lane < kColumnLanes; ++lane) {
    least = ((leaves[lane] > 0) & (opens[lane] < least)) ? opens[lane] : least;
    most = opens[lane] > most ? opens[lane] : most;
  }
  columns->opens_least[column] = least;
  columns->opens_most[column] = most;
}

/// Put what was drawn of the prospects aside: nobody sells before the channel is entered.
static inline void hold_columns(const ColumnMemory* columns) {
  const int total = columns->first_column[kWidth / kColumnLanes];
  for (int place = 0; place < total * kColumnLanes; ++place) {
    columns->months[place] = columns->opens[place];
    columns->stay[place] = columns->leaves[place];
    columns->opens[place] = columns->leaves[place] = __builtin_inf();
    columns->last[place] = columns->w[place] = columns->now[place] = 0;
  }
  for (int column = 0; column < total; ++column)
    columns->opens_least[column] = columns->opens_most[column] = __builtin_inf();
}

}  // namespace landfall::simulate
