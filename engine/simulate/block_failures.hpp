// Buyers that fail, and lose what they owe: when each fails, and how much of a period that takes.
#pragma once

#include "maths/log.hpp"
#include "model/failing_buyers.hpp"
#include "simulate/block_indexed.hpp"

namespace landfall::simulate {

/// What the failures of prospects depend on, by place.
struct FailureRows {
  double *hazard, *days;
};

/// Of the eight prospects of a column that open at `opens`: those that fail before they leave,
/// leave then, and owe what they took in the days of payment before it. luck: the v of each.
///
///     fails after X ~ Exp(hazard) years
static inline void date_failures(const KernelPlan* plan, const FailureRows* rows, int group,
                                 const double* __restrict luck, const double* __restrict opens,
                                 double* __restrict leaves, double* __restrict owes_from) {
  const double* __restrict hazard = rows->hazard + group * kColumnLanes;
  const double* __restrict days = rows->days + group * kColumnLanes;
  for (int lane = 0; lane < kColumnLanes; ++lane) {
    const double fails =
        opens[lane] - maths::log(luck[lane]) / hazard[lane] * plan->periods_per_year;
    const bool is_first = fails < leaves[lane];
    leaves[lane] = is_first ? fails : leaves[lane];
    owes_from[lane] =
        is_first ? fails - days[lane] / 365.25 * plan->periods_per_year : __builtin_inf();
  }
}

/// The share of what a channel sold in a period that is lost, from what was lost and sold by place.
static inline void share_lost(const double* __restrict lost, const double* __restrict sold,
                              const int* __restrict place_of, double* __restrict share) {
  for (int lane = 0; lane < kWidth; ++lane) {
    const int place = place_of[lane];
    share[lane] = sold[place] > 0 ? lost[place] / sold[place] : 0;
  }
}

/// What is kept of an invoice in each period of a tile from `first` on: all but the lost share of
/// what neither recovery nor insurance gives back.
static inline void keep_after_failures(const BlockContext* block, const FailureStep* failure,
                                       const PaymentStep* payment, int first, int periods) {
  const double* __restrict given_up = row_of(block, payment->kept);
  for (int period = first; period < first + periods; ++period) {
    const double* __restrict share = row_at(block, failure->lost_share, period);
    double* __restrict keep = row_at(block, failure->keep, period);
    for (int lane = 0; lane < kWidth; ++lane) keep[lane] = 1 - share[lane] * given_up[lane];
  }
}

/// When each chain fails: it gives the product up then, unless it has delisted it before.
static inline void set_failing_chains(const BlockContext* block, const RetailStep* retail,
                                      const FailureStep* failure) {
  const double* __restrict hazard = row_of(block, failure->hazard);
  double* u = scratch(block, 1);
  double* __restrict v = scratch(block, 2);
  for (int chain = 0; chain < retail->chains; ++chain) {
    index_uniforms(block, failure->key, static_cast<std::uint32_t>(chain), failure->sampled,
                   failure->directions, u, v);
    const double* __restrict opens = row_of(block, retail->opens + chain);
    double* __restrict fails = row_of(block, failure->fails + chain);
    for (int lane = 0; lane < kWidth; ++lane)
      fails[lane] =
          opens[lane] - maths::log(v[lane]) / hazard[lane] * block->plan->periods_per_year;
    copy(fails, row_of(block, retail->leaves + chain));
  }
}

/// What one chain sells in a period, and what of it it will not pay: into the channel's units and
/// into `lost`. A chain that delisted the product has paid.
static inline void add_failing_chain(const BlockContext* block, const MarketStep* market,
                                     const RetailStep* retail, const FailureStep* failure,
                                     int chain, int period, const double* sold, double* units,
                                     double* lost) {
  const double* __restrict fails = row_of(block, failure->fails + chain);
  const double* __restrict leaves = row_of(block, retail->leaves + chain);
  const double* __restrict days = row_of(block, market->payment.days);
  double owes_from[kWidth];
  for (int lane = 0; lane < kWidth; ++lane)
    owes_from[lane] = leaves[lane] == fails[lane]
                          ? fails[lane] - days[lane] / 365.25 * block->plan->periods_per_year
                          : __builtin_inf();
  model::add_failing(kWidth, period, row_of(block, retail->opens + chain), leaves, owes_from, sold,
                     units, lost);
}

}  // namespace landfall::simulate
