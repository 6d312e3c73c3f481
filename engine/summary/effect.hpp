// How far an outcome goes with a number: its rank correlation, and its mean where the number is low
// and where it is high.
#pragma once

#include <cstddef>
#include <optional>

#include "summary/ranked.hpp"
#include "summary/results.hpp"

namespace landfall::summary {

/// Which part of the paths counts as low, and as high.
inline constexpr double kTenth = 0.1;

/// Fewer paths say nothing, nor does a number that so few paths have other than the most frequent
/// value.
inline constexpr std::size_t kEffectPaths = 640, kEffectOthers = 64;

/// The mean outcome at one end of a number.
struct EndOfNumber {
  Estimate mean;
  double bound = 0;       ///< the tenth reaches to here; of two values, the value. May be infinite
  double share = kTenth;  ///< of the paths
  bool operator==(const EndOfNumber&) const = default;
};

struct Effect {
  Estimate rank_correlation;  ///< Spearman's
  EndOfNumber low, high;
  bool has_two_values = false;  ///< then an end is one of them, and not a tenth
  bool operator==(const Effect&) const = default;
};

/// An outcome as numbers are held against it: ranked, with what its own score contributes.
struct RankedOutcome {
  RankedRow row;
  Grouping grouping = Grouping::none;
  double spread = 0;          ///< E below
  std::vector<double> parts;  ///< e below
};
RankedOutcome ranked_outcome(std::vector<double> values, Grouping grouping);

/// The effect of a number on an outcome of the same paths; none where either does not vary enough
/// to tell.
///
/// Errors are those of the mean of what a path contributes to a statistic (its influence function;
/// Hampel 1974, J. Amer. Statist. Assoc. 69(346), 383-393, not checked), independent of other paths
/// or in groups of them. With F and G the scores of number and outcome, C = mean (F - 1/2)(G - 1/2)
/// and D, E the same of F and G with themselves, Spearman's coefficient is r = C / sqrt(D E), and a
/// path contributes
///
///     c / sqrt(D E) - r/2 (d / D + e / E)
///     c = F G + mean of F where the outcome is higher + mean of G where the number is higher
///           - 3 mean F G                       (equal ones count half), and d, e alike
///
/// The mean of the outcome y over the lowest tenth, of p = 1/10 of the paths, takes of equal
/// numbers at its end the part w that is left for each, and a path contributes
///
///     w (y - m) / p + m
///
/// where m is the mean outcome at the end itself: of the numbers equal there or, where those are
/// few, of a fortieth of the paths to either side. Its variance is that of an expected shortfall
/// (tail.hpp). Of a number with two values the end is one of them, p their share and m the mean.
std::optional<Effect> effect_of(const RankedRow& number, const RankedOutcome& outcome);

/// The mean of a row, with its error.
Estimate mean_of(const std::vector<double>& row, Grouping grouping);

/// How far apart the ends are: of a value rarer than a tenth as far as a tenth would be that holds
/// it.
double reach_of(const Effect& effect);

}  // namespace landfall::summary
