// Renewals of a registration: when they are decided, and when the market is shut after a refusal.
#pragma once

#include "model/distributor.hpp"
#include "simulate/block_access.hpp"

namespace landfall::simulate {

/// All renewals of a path. A registration is valid for so many years from the opening, or from when
/// the market re-opens; each renewal is decided when it ends. The times count as those of the
/// opening do.
static inline void set_renewals(const BlockContext* block, const MarketStep* market) {
  const RenewalStep* renewal = market->access.renewal;
  if (renewal == nullptr) return;
  const KernelPlan* plan = block->plan;
  const double* __restrict years = row_of(block, renewal->years);
  const double* __restrict months = row_of(block, renewal->months);
  const double* __restrict chance = row_of(block, renewal->renewed.chance);
  double* __restrict until = row_of(block, market->entry_until);
  double* __restrict u = scratch(block, 0);
  double* __restrict valid_from = scratch(block, 3);
  copy(row_of(block, market->opening), valid_from);
  for (int which = 0; which < renewal->count; ++which) {
    double* __restrict decided = row_of(block, renewal->decided + which);
    double* __restrict shuts = row_of(block, renewal->shuts + which);
    double* __restrict reopens = row_of(block, renewal->reopens + which);
    attempt_row(block, &renewal->renewed, which, u);
    fill(reopens, __builtin_inf());
    for (int lane = 0; lane < kWidth; ++lane) {
      decided[lane] = valid_from[lane] + years[lane] * plan->periods_per_year;
      shuts[lane] = u[lane] < chance[lane] ? __builtin_inf() : decided[lane];
    }
    if (months != nullptr)
      for (int lane = 0; lane < kWidth; ++lane)
        reopens[lane] = shuts[lane] + months[lane] / plan->months_per_period;
    else  // for good: then the fixed cost ends too
      for (int lane = 0; lane < kWidth; ++lane)
        until[lane] = shuts[lane] < until[lane] ? shuts[lane] : until[lane];
    for (int lane = 0; lane < kWidth; ++lane)
      valid_from[lane] = u[lane] < chance[lane] ? decided[lane] : reopens[lane];
  }
}

/// The part of each period in which a market is not shut, in the periods [first, first + periods).
static inline void open_periods(const BlockContext* block, const MarketStep* market, int first,
                                int periods) {
  const RenewalStep* renewal = market->access.renewal;
  if (renewal == nullptr) return;
  const double* __restrict entry = counted_from(block, market);
  for (int period = first; period < first + periods; ++period) {
    double* __restrict open = row_at(block, renewal->open, period);
    const double now = period;
    fill(open, 1);
    for (int which = 0; which < renewal->count; ++which) {
      const double* __restrict shuts = row_of(block, renewal->shuts + which);
      const double* __restrict reopens = row_of(block, renewal->reopens + which);
      for (int lane = 0; lane < kWidth; ++lane)
        open[lane] -=
            model::active_part(now, entry[lane] + shuts[lane], entry[lane] + reopens[lane]);
    }
  }
}

/// Whether a market is shut in one lane at a time, in periods.
static inline bool is_shut(const BlockContext* block, const MarketStep* market, int lane,
                           double at) {
  const RenewalStep* renewal = market->access.renewal;
  if (renewal == nullptr) return false;
  const double after = at - counted_from(block, market)[lane];
  for (int which = 0; which < renewal->count; ++which)
    if (after >= row_of(block, renewal->shuts + which)[lane] &&
        after < row_of(block, renewal->reopens + which)[lane])
      return true;
  return false;
}

/// While a market is shut its channels sell nothing, but for contracts that are signed.
static inline void shut_channels(const BlockContext* block, const MarketStep* market, int period) {
  if (market->access.renewal == nullptr) return;
  const double* open = row_at(block, market->access.renewal->open, period);
  for (int i = 0; i < market->channel_count; ++i)
    if (market->channels[i].kind != ChannelKind::tender)
      multiply_by(row_at(block, market->channels[i].units, period), open);
}

/// Where to add what is spent only while the market is open: into the outflows, or into a row that
/// spend_while_open then takes. Scratch row 0.
static inline double* spending_row(const BlockContext* block, const MarketStep* market,
                                   double* outflow) {
  if (market->access.renewal == nullptr) return outflow;
  fill(scratch(block, 0), 0);
  return scratch(block, 0);
}

static inline void spend_while_open(const BlockContext* block, const MarketStep* market, int period,
                                    double* spent, double* outflow) {
  if (market->access.renewal == nullptr) return;
  multiply_by(spent, row_at(block, market->access.renewal->open, period));
  add_to(outflow, spent);
}

/// What an exclusive distributor need not take while the market is shut: it counts as taken.
static inline void excuse_exclusive(const BlockContext* block, const MarketStep* market,
                                    const ChannelStep* channel, int period) {
  if (market->access.renewal == nullptr) return;
  const double dt_years = block->plan->dt_years;
  const ExclusiveStep* exclusive = channel->exclusive;
  const double* __restrict open = row_at(block, market->access.renewal->open, period);
  const double* __restrict uptake = row_at(block, channel->uptake_now, period);
  const double* __restrict minimum = row_of(block, exclusive->minimum_units);
  const double* __restrict passed = row_of(block, exclusive->passed);
  double* __restrict bought = row_of(block, exclusive->bought);
  for (int lane = 0; lane < kWidth; ++lane) {
    const bool has_begun = (passed[lane] > 0) | (uptake[lane] > 0);
    bought[lane] += has_begun ? minimum[lane] * dt_years * (1 - open[lane]) : 0;
  }
}

/// Fees of the renewals that are decided in a period.
static inline void add_renewal_fees(const BlockContext* block, const MarketStep* market, int period,
                                    double* outflow) {
  const RenewalStep* renewal = market->access.renewal;
  if (renewal == nullptr || renewal->fee < 0) return;
  for (int which = 0; which < renewal->count; ++which)
    add_fee(block, market, renewal->fee, row_of(block, renewal->decided + which), period, outflow);
}

}  // namespace landfall::simulate
