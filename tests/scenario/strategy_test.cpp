// [strategy.NAME]: the scenario as each strategy has it.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "scenario/scenario.hpp"

namespace landfall::scenario {
namespace {

std::string good() {
  std::ifstream file(SOURCE_DIR "/tests/scenario/malformed/good.toml", std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

Scenario staged(const std::string& lines, const std::vector<std::string>& overrides = {}) {
  const Scenario scenario = read_scenario("s.toml", good() + lines, overrides);
  EXPECT_EQ(scenario.strategies.size(), 1u);
  return scenario.strategies.at(0);
}

double fixed_at(const Scenario& scenario, const std::string& address) {
  const NumberId id = find_number(scenario, address);
  EXPECT_GE(id, 0) << address;
  return id < 0 ? 0 : scenario.number(id).fixed();
}

TEST(Strategy, WithoutAnyThereIsNone) {
  const Scenario scenario = read_scenario("s.toml", good());
  EXPECT_TRUE(scenario.strategies.empty());
  EXPECT_FALSE(scenario.strategy.has_value());
}

TEST(Strategy, ValuesAreReplacedAndTablesMerged) {
  const Scenario scenario = staged(R"(
[strategy.staged]
title = "In stages"
[strategy.staged.set]
market.MA.tariff.ad_valorem = 0.1
product.price = { uniform = [5, 6], source = "the new list" }
[strategy.staged.set.market.MA.payment]
days = 60
)");
  EXPECT_EQ(scenario.strategy->name, "staged");
  EXPECT_EQ(scenario.strategy->title, "In stages");
  EXPECT_EQ(fixed_at(scenario, "market.MA.tariff.ad_valorem"), 0.1);
  EXPECT_EQ(fixed_at(scenario, "market.MA.tariff.vat"), 0.2);  // as in the file
  EXPECT_EQ(fixed_at(scenario, "market.MA.payment.days"), 60);
  const Number& price = scenario.number(find_number(scenario, "product.price"));
  EXPECT_EQ(price.typed, "uniform [5, 6]");
  EXPECT_EQ(price.note.source, "the new list");
  EXPECT_EQ(
      scenario.strategy->sets,
      (std::vector<std::string>{"market.MA.tariff.ad_valorem = 0.1", "market.MA.payment.days = 60",
                                "product.price = { uniform = [5, 6] }"}));
}

TEST(Strategy, TheFileItselfStaysAsItIs) {
  const Scenario scenario = read_scenario(
      "s.toml", good() + "[strategy.a.set]\nmarket.MA.tariff.ad_valorem = 0\n[strategy.b]\n");
  EXPECT_EQ(fixed_at(scenario, "market.MA.tariff.ad_valorem"), 0.25);
  ASSERT_EQ(scenario.strategies.size(), 2u);
  EXPECT_EQ(fixed_at(scenario.strategies[0], "market.MA.tariff.ad_valorem"), 0);
  EXPECT_EQ(fixed_at(scenario.strategies[1], "market.MA.tariff.ad_valorem"), 0.25);
  EXPECT_EQ(scenario.strategies[1].strategy->title, "b");
}

TEST(Strategy, OverridesOfTheCommandLineComeFirst) {
  const std::string lines =
      "[strategy.a.set]\nmarket.MA.tariff.ad_valorem = 0\n"
      "[strategy.a.enter.MA]\nwhen = { metric = \"revenue.MA\", above = 5 }\n";
  const Scenario scenario =
      staged(lines, {"market.MA.tariff.ad_valorem=0.7", "market.MA.tariff.vat=0.1",
                     "strategy.a.enter.MA.when.above=8"});
  EXPECT_EQ(fixed_at(scenario, "market.MA.tariff.ad_valorem"), 0);
  EXPECT_EQ(fixed_at(scenario, "market.MA.tariff.vat"), 0.1);
  EXPECT_EQ(fixed_at(scenario, "strategy.a.enter.MA.when.above"), 8);
}

TEST(Strategy, AnEntryOnADateIsTheDateOfTheMarket) {
  const Scenario scenario = staged("[strategy.a.enter.MA]\nat = 2026-09-15\n");
  EXPECT_EQ(scenario.markets[0].enter_period, 6);
  EXPECT_EQ(scenario.markets[0].enter, "2026-10-01");
  EXPECT_TRUE(scenario.strategy->decisions.empty());
  const Scenario usual = staged("[strategy.a.enter.MA]\n");
  EXPECT_EQ(usual.markets[0].enter_period, 3);
}

TEST(Strategy, WhatNoEntryNamesIsNeverEntered) {
  const Scenario scenario = staged("[strategy.a.enter]\n");
  EXPECT_EQ(scenario.markets[0].enter_period, scenario.periods);
  EXPECT_EQ(scenario.markets[0].enter, "never");
}

TEST(Strategy, ARuleInPeriods) {
  const Scenario scenario = staged(R"(
[strategy.a.enter.MA]
when = { metric = "revenue.MA.distributor", window_months = 6, below = 4_000, for_months = 2 }
not_before = 2027-01-01
cash_at_least = -500
[strategy.a.exit.MA]
at = 2028-04-01
cost = 70
)");
  ASSERT_EQ(scenario.strategy->decisions.size(), 2u);
  const Decision& exit = scenario.strategy->decisions[0];
  EXPECT_TRUE(exit.is_exit);
  EXPECT_EQ(exit.first_period, 24);
  EXPECT_EQ(scenario.number(exit.cost).fixed(), 70);
  const Decision& entry = scenario.strategy->decisions[1];
  EXPECT_EQ(entry.first_period, 9);
  ASSERT_TRUE(entry.when.has_value());
  EXPECT_EQ(entry.when->of, Watch::Of::revenue);
  EXPECT_EQ(entry.when->market, 0);
  EXPECT_EQ(entry.when->channel, 0);
  EXPECT_EQ(entry.when->window_periods, 6);
  EXPECT_EQ(entry.when->for_periods, 2);
  EXPECT_FALSE(entry.when->above);
  EXPECT_EQ(scenario.number(entry.cash_at_least).fixed(), -500);
}

TEST(Strategy, AMarketThatIsLeftByARuleIsEnteredOnItsDate) {
  const Scenario scenario = staged("[strategy.a.exit.MA]\nat = 2028-04-01\n");
  ASSERT_EQ(scenario.strategy->decisions.size(), 2u);
  EXPECT_FALSE(scenario.strategy->decisions[1].is_exit);
  EXPECT_EQ(scenario.strategy->decisions[1].first_period, 3);
}

}  // namespace
}  // namespace landfall::scenario
