#include "study/compare.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "simulate/share_world.hpp"
#include "simulate/two_markets.hpp"
#include "support/simulated.hpp"

namespace landfall::study {
namespace {

using test::kTwoMarkets;

const std::string kStrategies = R"(
[strategy.both]
title = "Both at once"
[strategy.duty_free.set]
market.MA.tariff.ad_valorem = 0
[strategy.staged.enter.MA]
[strategy.staged.enter.TN]
when = { metric = "revenue.MA", window_months = 6, above = 40_000 }
)";

scenario::Scenario read(const std::string& text, const std::vector<std::string>& overrides = {}) {
  return scenario::read_scenario("test.toml", text, overrides);
}

const std::string kIndependent = "simulation.sampler=\"independent\"";

simulate::Comparison compared(const std::string& text, int threads = 1,
                              const std::vector<std::string>& overrides = {kIndependent}) {
  return compare(ways_of(read(text, overrides)), {.threads = threads});
}

const summary::PairOfMetric& pair_of(const simulate::Comparison& comparison,
                                     const std::string& metric, int first, int second) {
  for (const summary::PairOfMetric& pair : comparison.figures.pairs)
    if (comparison.figures.metrics[pair.metric].name == metric && pair.first == first &&
        pair.second == second)
      return pair;
  ADD_FAILURE() << "no pair in " << metric;
  return comparison.figures.pairs.front();
}

TEST(Compare, EachWayIsAsIfItWereAlone) {
  const simulate::Comparison comparison = compared(kTwoMarkets + kStrategies);
  ASSERT_EQ(comparison.ways.size(), 3u);
  EXPECT_EQ(comparison.ways[0].title, "Both at once");
  const simulate::Plan plain = simulate::compile(read(kTwoMarkets, {kIndependent}));
  EXPECT_TRUE(comparison.ways[0].result.summary == simulate::simulate(plain, 1000, {}));
  const simulate::Plan duty_free =
      simulate::compile(read(kTwoMarkets, {kIndependent, "market.MA.tariff.ad_valorem=0"}));
  EXPECT_TRUE(comparison.ways[1].result.summary == simulate::simulate(duty_free, 1000, {}));
}

// Whatever part of the world a strategy takes over from the first: its figures are those of the
// changed file alone, under every sampler, with draws in a changed group and in groups of t
// copulas.
TEST(Compare, WhatIsTakenOverChangesNothing) {
  const std::vector<std::string> changes = {"product.price = { uniform = [90, 110] }",
                                            "correlation.moves.common = 0.2",
                                            "correlation.costs.copula = { t = { df = 4 } }",
                                            "market.MA.demand.volatility = 0.2",
                                            "fx.USD.process.mean_reverting.speed = 2",
                                            "market.MA.enter = 2027-01-01",
                                            "fx.MAD.process.gbm.drift = 0.05"};
  std::string text = kTwoMarkets + "[strategy.plain]\n";
  for (std::size_t i = 0; i < changes.size(); ++i)
    text += "[strategy.s" + std::to_string(i) + ".set]\n" + changes[i] + "\n";
  for (const char* sampler : {"independent", "antithetic", "latin-hypercube", "sobol"}) {
    const std::string by = std::string("simulation.sampler=\"") + sampler + "\"";
    const simulate::Comparison comparison = compared(text, 2, {by});
    ASSERT_EQ(comparison.ways.size(), 1 + changes.size());
    for (std::size_t i = 0; i <= changes.size(); ++i) {
      std::vector<std::string> set = {by};
      if (i > 0) set.push_back(changes[i - 1]);
      const simulate::Plan alone = simulate::compile(read(kTwoMarkets, set));
      EXPECT_TRUE(comparison.ways[i].result.summary == simulate::simulate(alone, 1000, {}))
          << sampler << " " << i;
    }
  }
}

// How much of it is taken over: two currencies, two demands, one of them by a drift of its own.
TEST(Compare, WhatMovesAlikeIsAddedUpOnce) {
  const auto taken = [](const std::string& change) {
    const scenario::Scenario first = read(kTwoMarkets), other = read(kTwoMarkets, {change});
    const simulate::Plan first_plan = simulate::compile(first);
    simulate::Plan plan = simulate::compile(other);
    simulate::take_over_world(first, first_plan, other, plan);
    const auto count = [](const std::vector<unsigned char>& of) {
      return std::count(of.begin(), of.end(), 1);
    };
    return std::vector<std::ptrdiff_t>{count(plan.series_taken), count(plan.demand_taken),
                                       count(plan.exp_taken)};
  };
  using Counts = std::vector<std::ptrdiff_t>;
  EXPECT_EQ(taken("market.MA.tariff.vat=0.1"), (Counts{2, 2, 2}));
  EXPECT_EQ(taken("fx.MAD.process.gbm.drift=0.05"), (Counts{1, 2, 1}));
  EXPECT_EQ(taken("market.TN.demand.volatility=0.2"), (Counts{2, 1, 2}));
  EXPECT_EQ(taken("market.MA.demand.growth=0.05"), (Counts{2, 1, 2}));
  EXPECT_EQ(taken("correlation.moves.common=0.2"), (Counts{0, 1, 0}));
}

TEST(Compare, AStrategyMoreChangesNoOther) {
  const simulate::Comparison three = compared(kTwoMarkets + kStrategies);
  const simulate::Comparison four =
      compared(kTwoMarkets + kStrategies + "[strategy.later.set]\nmarket.TN.enter = 2027-01-01\n");
  for (std::size_t way = 0; way < 3; ++way)
    EXPECT_TRUE(three.ways[way].result.summary == four.ways[way].result.summary) << way;
  EXPECT_EQ(pair_of(three, "npv", 0, 2), pair_of(four, "npv", 0, 2));
}

// The difference is that of the paths, one by one.
TEST(Compare, DifferencesAreOfTheSamePaths) {
  const simulate::Comparison comparison = compared(kTwoMarkets + kStrategies);
  const scenario::Scenario scenario = read(kTwoMarkets + kStrategies, {kIndependent});
  const std::vector<int> blocks = {0, 1, 2, 3};
  const test::Rows both = test::rows_of(simulate::compile(scenario.strategies[0]), blocks);
  const test::Rows staged = test::rows_of(simulate::compile(scenario.strategies[2]), blocks);
  double sum = 0, squares = 0;
  int better = 0, equal = 0;
  for (std::size_t path = 0; path < 1000; ++path) {
    const double d = both.at("npv")[path] - staged.at("npv")[path];
    sum += d;
    squares += d * d;
    better += d > 0 ? 1 : 0;
    equal += d == 0 ? 1 : 0;
  }
  const summary::PairedSummary& npv = pair_of(comparison, "npv", 0, 2).paired;
  const double mean = sum / 1000, sd = std::sqrt((squares / 1000 - mean * mean) * 1000 / 999);
  EXPECT_NEAR(npv.mean_difference.value, mean, 1e-9 * std::abs(mean));
  EXPECT_NEAR(npv.mean_difference.error, sd / std::sqrt(1000.0), 1e-6 * sd);
  EXPECT_DOUBLE_EQ(npv.probability_better.value, better / 1000.0);
  EXPECT_DOUBLE_EQ(npv.probability_equal.value, equal / 1000.0);
  EXPECT_GT(better, 300);
}

TEST(Compare, TheSameForAnyNumberOfThreadsAndEverySampler) {
  for (const char* sampler : {"independent", "antithetic", "latin-hypercube", "sobol"}) {
    const std::vector<std::string> set = {std::string("simulation.sampler=\"") + sampler + "\"",
                                          "simulation.paths=1600"};
    const simulate::Comparison one = compared(kTwoMarkets + kStrategies, 1, set);
    const simulate::Comparison many = compared(kTwoMarkets + kStrategies, 3, set);
    EXPECT_EQ(one.figures.pairs, many.figures.pairs) << sampler;
    EXPECT_EQ(one.figures.regrets, many.figures.regrets) << sampler;
    EXPECT_GT(pair_of(one, "npv", 0, 2).paired.mean_difference.error, 0) << sampler;
  }
}

// No duty is never worse for the firm: it sells no less on any path.
TEST(Compare, NoDutyDominates) {
  const simulate::Comparison comparison = compared(kTwoMarkets + kStrategies);
  const summary::PairOfMetric& revenue = pair_of(comparison, "revenue", 0, 1);
  ASSERT_TRUE(revenue.dominance.has_value());
  EXPECT_EQ(revenue.dominance->first_order.verdict, summary::Verdict::second);
  EXPECT_EQ(revenue.dominance->second_order.verdict, summary::Verdict::second);
  EXPECT_FALSE(revenue.paired.paths_to_tell.has_value());
}

TEST(Compare, ARunMayStopAtADifference) {
  const std::string stop = R"(
[simulation.stop]
min_paths = 1000
max_paths = 20_000
[simulation.stop.difference.worth_waiting]
of  = ["staged", "both"]
npv = { mean = "20 %" }
)";
  const simulate::Comparison comparison = compared(kTwoMarkets + kStrategies + stop);
  ASSERT_TRUE(comparison.stopping.has_value());
  ASSERT_EQ(comparison.stopping->goals.size(), 1u);
  const simulate::Goal& goal = comparison.stopping->goals[0];
  EXPECT_EQ(goal.name, "staged less both: npv");
  const summary::Estimate& difference = pair_of(comparison, "npv", 0, 2).paired.mean_difference;
  EXPECT_EQ(goal.value, -difference.value);
  EXPECT_NEAR(goal.half_width, 1.959964 * difference.error, 1e-5 * difference.error);
  EXPECT_EQ(comparison.ways[0].result.provenance.paths, comparison.stopping->stages.back());
}

TEST(Compare, FilesMustShareTheirFutures) {
  const auto why = [](const std::vector<std::string>& overrides) {
    return why_not_comparable(ways_of(std::vector<scenario::Scenario>{
        read(kTwoMarkets, {kIndependent}), read(kTwoMarkets, overrides)}));
  };
  EXPECT_EQ(why({kIndependent}), "");
  EXPECT_EQ(why({kIndependent, "market.MA.tariff.ad_valorem=0"}), "");
  EXPECT_EQ(why({kIndependent, "simulation.seed=8"}), "test.toml has seed 7, test.toml has 8");
  EXPECT_EQ(why({kIndependent, "simulation.paths=999"}),
            "test.toml has paths 1000, test.toml has 999");
  EXPECT_EQ(why({kIndependent, "scenario.years=4"}), "test.toml has years 3, test.toml has 4");
  EXPECT_EQ(why({kIndependent, "scenario.step=\"quarter\""}),
            "test.toml has step month, test.toml has quarter");
  EXPECT_EQ(why({"simulation.sampler=\"sobol\""}),
            "test.toml has sampler independent, test.toml has sobol");
}

}  // namespace
}  // namespace landfall::study
