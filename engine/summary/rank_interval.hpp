// Between which order statistics a quantile lies, whatever the distribution.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace landfall::summary {

/// The order statistics X_(lower) and X_(upper) of n values, ranks counted from 1.
struct RankInterval {
  std::uint64_t lower = 0, upper = 0;
};

/// P(X_(lower) <= q_p < X_(upper)) = P(lower <= B <= upper - 1) with B ~ Binomial(n, p), the number
/// of values below the p-quantile q_p: exact for a continuous distribution, a lower bound for any
/// other. lower = 0 and upper = n + 1 leave a side open, as in one-sided tolerance limits (Wilks
/// 1941, Ann. Math. Statist. 12(1), 91-96, doi:10.1214/aoms/1177731788). Requires 0 < p < 1.
///
/// The probabilities come from their ratios, outwards from the mode until they vanish, divided by
/// their sum: no logarithm, no approximation, and a time that grows with sqrt(n).
double rank_coverage(std::uint64_t n, double p, RankInterval ranks);

/// The ranks closest together whose coverage is at least `coverage`; among those as close, the pair
/// that covers most. None if even (1, n) covers less.
std::optional<RankInterval> tightest_ranks(std::uint64_t n, double p, double coverage);

/// The 95 % interval of a percentile; `ranks` is empty where n is too small for one.
struct LevelRanks {
  double level = 0;  ///< 5 for P5
  std::optional<RankInterval> ranks;
};

/// For each level, in percent, the tightest ranks of n values.
std::vector<LevelRanks> ranks_at_levels(std::uint64_t n, std::span<const double> levels);

}  // namespace landfall::summary
