// The best time to act, learnt from simulated paths: a reference for rules that wait for a trigger.
#pragma once

#include <cstdint>
#include <vector>

#include "summary/results.hpp"

namespace landfall::study {

/// Paths on which one may act once, at one of several dates.
struct StoppingProblem {
  /// [dates][paths]: what acting at a date is worth, at that date.
  std::vector<std::vector<double>> payoff;
  /// [dates][paths]: what is known then, such as a price or the revenue so far.
  std::vector<std::vector<double>> state;
  double discount_factor = 1;  ///< from one date to the one before, and from the first to now
  int degree = 2;              ///< of the polynomial in the state, 0 to 8
};

struct StoppingSolution {
  summary::Estimate value;       ///< now, when acting by the rule that was learnt
  summary::Estimate at_the_end;  ///< now, when acting at the last date or not at all
  std::vector<int> acts_at;      ///< [paths]: the date; -1: never
};

/// Least-squares Monte Carlo: from the last date back, what waiting is worth is taken to be a
/// polynomial in the state,
///
///     C_t(x) = sum_k b_k x^k       least squares of the discounted flows of the paths whose payoff
///                                  is above 0 at t, each acting later as found so far
///
/// and a path acts where its payoff is above C_t. The rule is applied to the paths that it was
/// learnt from, so that its value is the higher, the fewer they are: a reference from above for
/// rules of the same state, and not a price. Where fewer paths are in the money than there are
/// coefficients, or their states are alike, the polynomial has a lower degree.
///
/// Source: Longstaff & Schwartz (2001), Review of Financial Studies 14(1), 113-147,
/// doi:10.1093/rfs/14.1.113, whose example of eight paths is a test.
///
/// Requires one date or more, the same number of paths, two or more, at each, finite numbers, and a
/// discount factor above 0.
StoppingSolution least_squares_stopping(const StoppingProblem& problem);

}  // namespace landfall::study
