// When to enter, learnt from paths on which every date has been tried: the best rule of what a
// trigger looks at, for comparison with the trigger.
#pragma once

#include <vector>

namespace landfall::study {

/// The same paths with the entry at each of several dates, and without.
struct TriedDates {
  /// [dates + 1][paths]: what the path is worth if it is entered at a date; the last: never.
  std::vector<std::vector<double>> worth;
  /// [dates][kinds][paths]: what is known at a date while nobody has entered.
  std::vector<std::vector<std::vector<double>>> state;
};

/// Polynomials by which a rule acts: at a date where what acting is worth more than waiting, seen
/// from the state, is above 0.
class EntryRule {
 public:
  /// Learn from the paths where `of[path]`. From the last date back, with W the worth of a path
  /// that waits and goes on by the rule found so far,
  ///
  ///     worth_t - W = sum_k b_k f_k(state_t) + error      least squares over all those paths
  ///     act at t where the sum is above 0;  W = worth_t there
  ///
  /// f: the products of powers of the standardised states up to the degree 3, of fewer where the
  /// paths do not tell them apart. What acting brings is not known when one acts, so the difference
  /// is fitted, where Longstaff & Schwartz (2001) fit what waiting is worth and compare it with a
  /// payoff that they see; and no path is left out.
  ///
  /// Source: Longstaff & Schwartz (2001), Review of Financial Studies 14(1), 113-147,
  /// doi:10.1093/rfs/14.1.113.
  EntryRule(const TriedDates& tried, const std::vector<bool>& of);

  /// The date at which it enters a path, the number of dates: never. It looks at no worth.
  std::size_t date_of(const TriedDates& tried, std::size_t path) const;

 private:
  /// Of one date: where each state is centred, how it is scaled (0: it says nothing), and the
  /// coefficients of the terms.
  struct Polynomial {
    std::vector<double> centre, scale, coefficients;
  };
  static std::vector<double> terms_at(const Polynomial& polynomial,
                                      const std::vector<std::vector<double>>& state,
                                      std::size_t path);
  static double at(const Polynomial& polynomial, const std::vector<std::vector<double>>& state,
                   std::size_t path);

  std::vector<Polynomial> dates_;
};

/// The date of every path by a rule that was learnt from the other half of them: `half[path]` says
/// in which a path is, and no path is valued by a rule that has seen it.
std::vector<std::size_t> choose_out_of_sample(const TriedDates& tried,
                                              const std::vector<bool>& half);

}  // namespace landfall::study
