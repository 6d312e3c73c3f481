#include "summary/rank_interval.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "summary/kept_values.hpp"
#include "summary/quantile.hpp"
#include "support/generator.hpp"
#include "support/statistics.hpp"

namespace landfall::summary {
namespace {

// From logarithms of factorials: independent of the recurrence.
double coverage_by_logarithms(std::uint64_t n, double p, RankInterval ranks) {
  double sum = 0;
  const double m = static_cast<double>(n);
  for (std::uint64_t k = ranks.lower; k < ranks.upper; ++k) {
    const double j = static_cast<double>(k);
    sum += std::exp(std::lgamma(m + 1) - std::lgamma(j + 1) - std::lgamma(m - j + 1) +
                    j * std::log(p) + (m - j) * std::log1p(-p));
  }
  return sum;
}

// The least n for which the largest but `discarded` of n values exceeds P95 with a confidence of 95
// %.
std::uint64_t wilks(std::uint64_t discarded) {
  std::uint64_t n = discarded + 1;
  while (rank_coverage(n, 0.95, {.lower = 0, .upper = n - discarded}) < 0.95) ++n;
  return n;
}

TEST(RankInterval, CoverageByHand) {
  EXPECT_DOUBLE_EQ(rank_coverage(4, 0.5, {1, 4}), 14.0 / 16);  // all but none and all four
  EXPECT_DOUBLE_EQ(rank_coverage(4, 0.5, {2, 3}), 6.0 / 16);
  EXPECT_DOUBLE_EQ(rank_coverage(4, 0.5, {0, 5}), 1);
  EXPECT_NEAR(rank_coverage(2, 0.9, {1, 2}), 0.18, 1e-15);
}

TEST(RankInterval, PublishedRanksOfAThousandPaths) {
  const auto ranks = tightest_ranks(1000, 0.05, 0.95);
  ASSERT_TRUE(ranks.has_value());
  EXPECT_EQ(ranks->lower, 37u);
  EXPECT_EQ(ranks->upper, 64u);
  EXPECT_NEAR(rank_coverage(1000, 0.05, {37, 64}), 0.9504, 5e-5);
  EXPECT_NEAR(rank_coverage(1000, 0.05, {37, 65}), 0.9581, 5e-5);
}

// The sample sizes of one-sided 95/95 tolerance limits of first, second and third order.
TEST(RankInterval, WilksSampleSizes) {
  EXPECT_EQ(wilks(0), 59u);
  EXPECT_EQ(wilks(1), 93u);
  EXPECT_EQ(wilks(2), 124u);
}

TEST(RankInterval, CoverageAgreesWithLogarithmsOfFactorials) {
  for (const std::uint64_t n : {2u, 7u, 100u, 3000u})
    for (const double p : {0.001, 0.05, 0.5, 0.99})
      for (const std::uint64_t lower : {std::uint64_t{0}, n / 20, n / 2})
        for (const std::uint64_t upper : {lower + 1, lower + (n - lower) / 2 + 1, n + 1})
          EXPECT_NEAR(rank_coverage(n, p, {lower, upper}),
                      coverage_by_logarithms(n, p, {lower, upper}), 1e-11)
              << n << ' ' << p << ' ' << lower << ' ' << upper;
}

// Against trying every pair: none closer covers enough, none as close covers more.
TEST(RankInterval, NoOtherPairIsTighter) {
  for (const std::uint64_t n : {6u, 7u, 20u, 77u, 130u}) {
    for (const double p : {0.01, 0.05, 0.25, 0.5, 0.9}) {
      std::uint64_t least_width = n;
      double best = 0;
      for (std::uint64_t lower = 1; lower < n; ++lower)
        for (std::uint64_t upper = lower + 1; upper <= n; ++upper) {
          const double coverage = coverage_by_logarithms(n, p, {lower, upper});
          const std::uint64_t width = upper - lower;
          if (coverage < 0.95 || width > least_width) continue;
          best = width < least_width ? coverage : std::max(best, coverage);
          least_width = width;
        }
      const auto ranks = tightest_ranks(n, p, 0.95);
      ASSERT_EQ(ranks.has_value(), best > 0) << n << ' ' << p;
      if (!ranks) continue;
      EXPECT_EQ(ranks->upper - ranks->lower, least_width) << n << ' ' << p;
      EXPECT_NEAR(rank_coverage(n, p, *ranks), best, 1e-11) << n << ' ' << p;
    }
  }
}

TEST(RankInterval, TooFewPathsHaveNone) {
  EXPECT_FALSE(tightest_ranks(0, 0.5, 0.95).has_value());
  EXPECT_FALSE(tightest_ranks(1, 0.5, 0.95).has_value());
  EXPECT_FALSE(tightest_ranks(5, 0.5, 0.95).has_value());  // covers 15/16
  EXPECT_TRUE(tightest_ranks(6, 0.5, 0.95).has_value());   // covers 31/32
  EXPECT_FALSE(tightest_ranks(298, 0.01, 0.95).has_value());
  EXPECT_TRUE(tightest_ranks(299, 0.01, 0.95).has_value());  // 0.99^299 < 5 %
}

// Order: the half width nears 1.96 sqrt(n p (1 - p)), the normal approximation, at any size.
TEST(RankInterval, NearsTheNormalApproximation) {
  for (const std::uint64_t n : {std::uint64_t{100'000}, std::uint64_t{100'000'000}})
    for (const double p : {0.01, 0.5, 0.95}) {
      const auto ranks = tightest_ranks(n, p, 0.95);
      ASSERT_TRUE(ranks.has_value());
      const double mean = static_cast<double>(n) * p;
      const double half_width = 1.959964 * std::sqrt(mean * (1 - p));
      EXPECT_NEAR(static_cast<double>(ranks->lower), mean - half_width, 3);
      EXPECT_NEAR(static_cast<double>(ranks->upper), mean + half_width, 3);
    }
}

// Claim: the interval of P5 and of the median covers the true quantile as often as rank_coverage
// says. Power: the share of 2,000 replications has a standard error of 0.49 %. Ranks of P5 that are
// three too
//        high cover 6 % less, twelve standard errors; an interval of 1.64 instead of 1.96 standard
//        errors covers 90 %, ten. A rank off by one is the business of the exact tests above.
TEST(RankInterval, CoversTheTrueQuantile) {
  constexpr int replications = 2000;
  constexpr std::uint64_t paths = 400;
  test::Generator generator(1);
  for (const double level : {5.0, 50.0}) {
    const double levels[] = {level};
    const LevelRanks ranks = ranks_at_levels(paths, levels)[0];
    ASSERT_TRUE(ranks.ranks.has_value());
    const double truth = -std::log1p(-level / 100);  // of the exponential distribution
    std::uint64_t covered = 0;
    std::vector<double> values(paths);
    for (int replication = 0; replication < replications; ++replication) {
      for (double& x : values) x = generator.exponential();
      std::sort(values.begin(), values.end());
      const Interval interval = percentile(KeptValues(values), ranks).estimate;
      covered += interval.low <= truth && truth < interval.high ? 1 : 0;
    }
    const double claimed = rank_coverage(paths, level / 100, *ranks.ranks);
    EXPECT_GE(claimed, 0.95);
    EXPECT_TRUE(test::share_is(claimed, covered, replications));
  }
}

}  // namespace
}  // namespace landfall::summary
