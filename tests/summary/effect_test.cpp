// How far an outcome goes with a number: known answers, and what the errors promise.
#include "summary/effect.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "summary/errors_aside.hpp"
#include "summary/rank_correlation.hpp"
#include "support/generator.hpp"
#include "support/statistics.hpp"

namespace landfall::summary {
namespace {

using test::estimates;

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kTopDecile = 1.754983319;  // mean of a standard normal above its ninth decile

struct Pairs {
  std::vector<double> number, outcome;
};

/// Standard normal numbers; outcomes with this correlation to them.
Pairs normal_pairs(test::Generator& generator, std::size_t paths, double correlation) {
  Pairs pairs;
  for (std::size_t i = 0; i < paths; ++i) {
    const double x = generator.normal(), e = generator.normal();
    pairs.number.push_back(x);
    pairs.outcome.push_back(correlation * x + std::sqrt(1 - correlation * correlation) * e);
  }
  return pairs;
}

Effect effect(const Pairs& pairs, Grouping grouping = Grouping::none) {
  return *effect_of(ranked(pairs.number), ranked_outcome(pairs.outcome, grouping));
}

TEST(Ranked, ByHand) {
  const RankedRow row = ranked({3, -kInfinity, 0.0, kInfinity, -0.0, -2.5, kInfinity, -2e300});
  EXPECT_EQ(row.order, (std::vector<std::uint32_t>{1, 7, 5, 2, 4, 0, 3, 6}));
  EXPECT_EQ(row.ends, (std::vector<std::uint32_t>{1, 2, 3, 5, 6, 8}));  // 0 is -0
  EXPECT_EQ(row.score[5], 2.5 / 8);
  EXPECT_EQ(row.score[2], 4.0 / 8);
  EXPECT_EQ(row.score[6], 7.0 / 8);
  EXPECT_EQ(row.most_frequent(), 2u);
}

// Law: values that differ in their last bits alone are in order, too.
TEST(Ranked, TellsNeighboursApart) {
  const double one = 1, next = std::nextafter(1.0, 2.0), further = std::nextafter(next, 2.0);
  EXPECT_EQ(ranked({further, one, next, one}).order, (std::vector<std::uint32_t>{1, 3, 2, 0}));
  EXPECT_EQ(ranked({-one, -further, -next}).order, (std::vector<std::uint32_t>{1, 2, 0}));
}

// Law: the coefficient is Pearson's of mid-ranks, ties or not.
TEST(Effect, IsPearsonOfRanks) {
  test::Generator generator(3);
  Pairs pairs = normal_pairs(generator, 1000, 0.4);
  for (double& x : pairs.number) x = std::round(2 * x);
  for (double& y : pairs.outcome) y = std::max(y, 0.0);
  EXPECT_NEAR(effect(pairs).rank_correlation.value,
              *pearson(mid_ranks(pairs.number), mid_ranks(pairs.outcome)), 1e-13);
}

// Claim: of normal pairs with correlation r, Spearman's coefficient is (6 / pi) asin(r / 2), and
// the
//        mean outcome of the lowest and highest tenth -r and r times 1.754983.
// Power: at 2^16 paths the error of the coefficient is 0.003, and Pearson's 0.6 lies six of them
//        from 0.5819; that of a tenth 0.011, and the mean of a ninth, 1.701 r, three more away
//        than five.
TEST(Effect, OfNormalPairsIsKnown) {
  test::Generator generator(11);
  const Effect found = effect(normal_pairs(generator, 1 << 16, 0.6));
  EXPECT_TRUE(estimates(6 / std::numbers::pi * std::asin(0.3), found.rank_correlation));
  EXPECT_LT(found.rank_correlation.error, 0.0035);
  EXPECT_TRUE(estimates(-0.6 * kTopDecile, found.low.mean));
  EXPECT_TRUE(estimates(0.6 * kTopDecile, found.high.mean));
  EXPECT_NEAR(found.low.bound, -1.2816, 0.05);
  EXPECT_NEAR(found.high.bound, 1.2816, 0.05);
  EXPECT_FALSE(found.has_two_values);
}

// Claim: intervals of 1.96 errors cover in 95 % of samples: of the coefficient, and of the means of
//        either tenth, of 1 000 paths whose outcome is skewed and follows the number in a curve.
// Power: of 2 000 samples 5 % miss with an error of 0.5 %. Without the term of the end, (y - m),
//        the error of the highest tenth is a fifth too small, and 12 % miss. Means of skewed tenths
//        of 100 paths miss 7 %, which is allowed; the law holds as their number grows.
TEST(Effect, ErrorsCover) {
  test::Generator generator(29);
  const auto sample = [&](std::size_t paths) {
    Pairs pairs = normal_pairs(generator, paths, 0.7);
    for (double& y : pairs.outcome) y = std::exp(0.5 * y);
    return effect(pairs);
  };
  // The truth: exp of half a normal with mean 0.7 x and deviation sqrt(0.51) is exp(0.35 x +
  // 0.06375) on average; over a tenth 10 exp(0.35^2 / 2 + 0.06375) times the normal distribution
  // function at the decile moved by 0.35.
  const auto below = [](double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); };
  const double scale = 10 * std::exp(0.06125 + 0.06375), decile = 1.2815515655446004;
  const double low = scale * below(-decile - 0.35), high = scale * below(0.35 - decile);
  const double rank = 6 / std::numbers::pi * std::asin(0.35);
  int misses[3] = {};
  constexpr int kSamples = 2000;
  for (int i = 0; i < kSamples; ++i) {
    const Effect found = sample(1000);
    const auto miss = [](double truth, const Estimate& is) {
      return std::abs(is.value - truth) > 1.96 * is.error ? 1 : 0;
    };
    misses[0] += miss(rank, found.rank_correlation);
    misses[1] += miss(low, found.low.mean);
    misses[2] += miss(high, found.high.mean);
  }
  EXPECT_TRUE(test::share_is(0.05, static_cast<std::uint64_t>(misses[0]), kSamples));
  EXPECT_NEAR(misses[1], 0.06 * kSamples, 0.025 * kSamples);
  EXPECT_NEAR(misses[2], 0.06 * kSamples, 0.025 * kSamples);
}

// Claim: of 40 numbers that do nothing, with the allowance for 40 at least one is told in 5 % of
//        samples; the outcome is skewed.
// Power: of 400 samples 20 are expected, five errors are 22. Without the allowance 87 % would.
TEST(Effect, FalseAlarmsAreAsRareAsStated) {
  test::Generator generator(43);
  constexpr int kNumbers = 40, kSamples = 400, kPaths = 700;
  const double aside = interval_errors(1 - 0.05 / kNumbers, Grouping::none);
  std::uint64_t alarms = 0;
  for (int sample = 0; sample < kSamples; ++sample) {
    std::vector<double> outcome(kPaths), number(kPaths);
    for (double& y : outcome) y = std::exp(generator.normal());
    const RankedOutcome ranks = ranked_outcome(outcome, Grouping::none);
    bool any = false;
    for (int i = 0; i < kNumbers; ++i) {
      for (double& x : number)
        x = i % 2 == 0 ? generator.uniform() : static_cast<double>(generator.below(4));
      const auto found = effect_of(ranked(number), ranks);
      any = any || (found && std::abs(found->rank_correlation.value) >
                                 aside * found->rank_correlation.error);
    }
    alarms += any ? 1 : 0;
  }
  EXPECT_TRUE(test::share_is(0.05, alarms, kSamples)) << alarms;
}

// By hand: a number with two values divides the paths, and their means and errors are those of the
// two parts.
TEST(Effect, OfTwoValuesIsTheMeanOfEach) {
  test::Generator generator(5);
  Pairs pairs;
  std::vector<double> never;
  for (int i = 0; i < 1000; ++i) {
    pairs.number.push_back(i % 8 == 0 ? kInfinity : 24);
    pairs.outcome.push_back(generator.normal());
    if (i % 8 == 0) never.push_back(pairs.outcome.back());
  }
  const Effect found = effect(pairs);
  ASSERT_TRUE(found.has_two_values);
  EXPECT_EQ(found.high.share, 0.125);
  EXPECT_EQ(found.low.share, 0.875);
  EXPECT_EQ(found.low.bound, 24);
  EXPECT_TRUE(std::isinf(found.high.bound));
  const Estimate alone = mean_of(never, Grouping::none);
  EXPECT_NEAR(found.high.mean.value, alone.value, 1e-12);
  EXPECT_NEAR(found.high.mean.error, alone.error, 0.01 * alone.error);
}

// By hand: where a third of the paths never have it, the highest tenth is a part of these, and what
// is left of them is as good: their mean.
TEST(Effect, EqualNumbersAtAnEndCountAlike) {
  test::Generator generator(7);
  Pairs pairs;
  std::vector<double> never;
  for (int i = 0; i < 999; ++i) {
    pairs.number.push_back(i % 3 == 0 ? kInfinity : generator.uniform());
    pairs.outcome.push_back(generator.normal());
    if (i % 3 == 0) never.push_back(pairs.outcome.back());
  }
  const Effect found = effect(pairs);
  EXPECT_FALSE(found.has_two_values);
  const Estimate alone = mean_of(never, Grouping::none);
  EXPECT_NEAR(found.high.mean.value, alone.value, 1e-12);
  EXPECT_NEAR(found.high.mean.error, alone.error, 0.01 * alone.error);
}

// Claim: where the paths of a group stray together, errors are those between groups.
TEST(Effect, ErrorIsThatBetweenGroups) {
  Pairs pairs;
  test::Generator generator(13);
  double shift[kGroups];
  for (double& one : shift) one = generator.normal();
  for (int i = 0; i < 16 * 400; ++i) {
    pairs.number.push_back(generator.uniform());
    pairs.outcome.push_back(shift[i % kGroups] + 1e-3 * generator.normal());
  }
  const Effect found = effect(pairs, Grouping::by_path);
  double mean = 0, squares = 0;
  for (const double one : shift) mean += one / kGroups;
  for (const double one : shift) squares += (one - mean) * (one - mean);
  const double error = std::sqrt(squares / (kGroups - 1) / kGroups);
  // A tenth holds not quite a tenth of each group, which adds to it.
  EXPECT_GT(found.low.mean.error, 0.6 * error);
  EXPECT_LT(found.low.mean.error, 1.6 * error);
  EXPECT_NEAR(mean_of(pairs.outcome, Grouping::by_path).error, error, 1e-3);
  EXPECT_LT(effect(pairs).low.mean.error, 0.25 * error);
}

TEST(Effect, IsNoneWhereNothingVaries) {
  test::Generator generator(17);
  Pairs pairs = normal_pairs(generator, 1000, 0);
  const RankedOutcome outcome = ranked_outcome(pairs.outcome, Grouping::none);
  std::vector<double> rare(1000, 1.0);
  for (std::size_t i = 0; i < kEffectOthers - 1; ++i) rare[i * 10] = 0;
  EXPECT_FALSE(effect_of(ranked(rare), outcome));
  rare[999] = 0;
  EXPECT_TRUE(effect_of(ranked(rare), outcome));
  EXPECT_FALSE(effect_of(ranked(pairs.number),
                         ranked_outcome(std::vector<double>(1000, 2.0), Grouping::none)));
  const std::vector<double> few(pairs.number.begin(), pairs.number.begin() + kEffectPaths - 1);
  EXPECT_FALSE(effect_of(ranked(few), ranked_outcome(few, Grouping::none)));
}

// By hand: an event in one path of fifty moves a tenth that holds it by a fifth of what it does.
TEST(Effect, ARareValueReachesAsFarAsItsTenth) {
  Effect rare;
  rare.low = {.mean = {.value = 10}, .share = 0.98};
  rare.high = {.mean = {.value = 0}, .share = 0.02};
  EXPECT_NEAR(reach_of(rare), 2, 1e-12);
  rare.high.share = 0.3;
  EXPECT_NEAR(reach_of(rare), 10, 1e-12);
}

}  // namespace
}  // namespace landfall::summary
