#include "summary/rank_interval.hpp"

#include <algorithm>
#include <cmath>

#include "base/contract.hpp"

namespace landfall::summary {
namespace {

// A probability that small, beside that of the mode, adds nothing to a sum of doubles.
constexpr double kVanishing = 1e-20;
constexpr double kIntervalCoverage = 0.95;

// Binomial probabilities as multiples of the mode's, from their ratio
//     P(B = k + 1) / P(B = k) = (n - k) / (k + 1) * p / (1 - p).
struct Binomial {
  std::uint64_t n;
  double odds;  // p / (1 - p)
  std::uint64_t mode;

  Binomial(std::uint64_t count, double p) : n(count), odds(p / (1 - p)) {
    EXPECTS(n > 0 && n < (1ull << 53) && p > 0 && p < 1);
    mode = std::min(n, static_cast<std::uint64_t>(std::floor(static_cast<double>(n + 1) * p)));
  }
  double above(std::uint64_t k, double weight) const {
    return weight * (static_cast<double>(n - k) / static_cast<double>(k + 1)) * odds;
  }
  double below(std::uint64_t k, double weight) const {
    return weight * (static_cast<double>(k) / static_cast<double>(n - k + 1)) / odds;
  }

  // Sum over first <= k <= last; the weights outside are passed on the way.
  double sum(std::uint64_t first, std::uint64_t last) const {
    double total = first <= mode && mode <= last ? 1 : 0;
    double weight = 1;
    for (std::uint64_t k = mode; k < last && weight > kVanishing;) {
      weight = above(k, weight);
      if (++k >= first) total += weight;
    }
    weight = 1;
    for (std::uint64_t k = mode; k > first && weight > kVanishing;) {
      weight = below(k, weight);
      if (--k <= last) total += weight;
    }
    return total;
  }
};

}  // namespace

double rank_coverage(std::uint64_t n, double p, RankInterval ranks) {
  EXPECTS(ranks.lower < ranks.upper && ranks.upper <= n + 1);
  const Binomial binomial(n, p);
  return binomial.sum(ranks.lower, ranks.upper - 1) / binomial.sum(0, n);
}

// The probabilities fall away from the mode on both sides, so the best stretch of each length comes
// from the one before by taking in the likelier neighbour. X_(0) and X_(n+1) do not exist: the
// stretch of B stays within 1 and n - 1.
std::optional<RankInterval> tightest_ranks(std::uint64_t n, double p, double coverage) {
  if (n < 2) return std::nullopt;
  const Binomial binomial(n, p);
  const double wanted = coverage * binomial.sum(0, n);
  std::uint64_t first = std::clamp<std::uint64_t>(binomial.mode, 1, n - 1), last = first;

  double covered = 1;
  if (first > binomial.mode) covered = binomial.above(binomial.mode, 1);
  if (first < binomial.mode) covered = binomial.below(binomial.mode, 1);
  double before = binomial.below(first, covered), after = binomial.above(last, covered);
  while (covered < wanted) {
    const bool may_fall = first > 1, may_rise = last < n - 1;
    if (!may_fall && !may_rise) return std::nullopt;
    if (may_rise && (!may_fall || after > before)) {
      covered += after;
      after = binomial.above(++last, after);
    } else {
      covered += before;
      before = binomial.below(--first, before);
    }
  }
  return RankInterval{.lower = first, .upper = last + 1};
}

std::vector<LevelRanks> ranks_at_levels(std::uint64_t n, std::span<const double> levels) {
  std::vector<LevelRanks> all;
  for (const double level : levels)
    all.push_back({.level = level, .ranks = tightest_ranks(n, level / 100, kIntervalCoverage)});
  return all;
}

}  // namespace landfall::summary
