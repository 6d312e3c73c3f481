// Draws and decisions that a path makes for each of several things: chains, tenders, places.
#pragma once

#include "simulate/block_setup.hpp"

namespace landfall::simulate {

/// u and v = 1 - u of a stream at an index. The sampler spreads the first `sampled` indexes over
/// the paths; all others keep the words of their path.
static inline void index_uniforms(const BlockContext* block, std::uint64_t key, std::uint32_t index,
                                  int sampled, const std::uint32_t* directions, double* u,
                                  double* v) {
  if (index < static_cast<std::uint32_t>(sampled)) {
    const std::uint32_t* own =
        directions == nullptr ? nullptr : directions + index * random::kDirections;
    path_uniforms(block, key, index, own, u, v);
    return;
  }
  const std::uint32_t* words = four_words(block, key, 0, index);
  random::unit_from_words(words, words + kWidth, u, v, kWidth);
}

/// The row of a number at an index: its own row, or drawn into `drawn`. Takes scratch rows 1 and 2.
static inline const double* repeated_row(const BlockContext* block, const RepeatedStep* step,
                                         std::uint32_t index, double* drawn) {
  if (step->row >= 0) return row_of(block, step->row);
  double* u = scratch(block, 1);
  double* v = scratch(block, 2);
  index_uniforms(block, step->key, index, step->sampled, step->directions, u, v);
  random::draw_marginal(step->marginal, u, v, drawn, kWidth);
  return drawn;
}

/// Whether it happens at an index: 1 or 0. Takes scratch rows 1 and 2.
static inline void happens(const BlockContext* block, const OutcomeStep* step, std::uint32_t index,
                           double* __restrict yes) {
  if (step->sure) {
    fill(yes, 1);
    return;
  }
  double* u = scratch(block, 1);
  index_uniforms(block, step->key, index, step->sampled, step->directions, u, scratch(block, 2));
  const double* __restrict chance = row_of(block, step->chance);
  for (int lane = 0; lane < kWidth; ++lane) yes[lane] = u[lane] < chance[lane] ? 1 : 0;
}

/// When something is agreed upon `months` after the entry, but not before the market opens; in
/// periods, infinite where it never opens.
static inline void agreed_at(const BlockContext* block, const MarketStep* market,
                             const double* __restrict months, double* __restrict at) {
  const double* __restrict opening = row_of(block, market->opening);
  const double enter = market->enter_period, months_per_period = block->plan->months_per_period;
  for (int lane = 0; lane < kWidth; ++lane) {
    const double agreed = enter + months[lane] / months_per_period;
    at[lane] = agreed > opening[lane] ? agreed : opening[lane];
  }
}

/// Months from an entry that is still to be decided, in periods; infinite where it is not to be.
static inline void keep_months(const BlockContext* block, const double* __restrict months,
                               const double* __restrict yes, double* __restrict after) {
  const double months_per_period = block->plan->months_per_period;
  for (int lane = 0; lane < kWidth; ++lane)
    after[lane] = yes[lane] > 0 ? months[lane] / months_per_period : __builtin_inf();
}

/// The lead time of a market in periods.
static inline void lead_periods(const BlockContext* block, const MarketStep* market,
                                double* __restrict periods) {
  const double* __restrict days = row_of(block, market->lead_time_days);
  for (int lane = 0; lane < kWidth; ++lane)
    periods[lane] = days[lane] / 365.25 * block->plan->periods_per_year;
}

}  // namespace landfall::simulate
