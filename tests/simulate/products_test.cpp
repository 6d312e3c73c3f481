// Products that share a market, and markets with terms of their own.
#include <gtest/gtest.h>

#include "simulate/explain.hpp"
#include "simulate/two_markets.hpp"
#include "support/simulated.hpp"

namespace landfall::test {
namespace {

using scenario::Scenario;

const std::string kTerms = R"(
currency   = "USD"
price      = 100
cost       = 55
incoterm   = "CIF"
escalation = 0.02
)";
const std::string kMarkets = kMorocco + kWholesale + kRetail + kTunisia;
const std::string kUnnamed = kHead + kMoney + "[product]" + kTerms + kMarkets;
const std::string kFish = kHead + kMoney + "[product.fish]" + kTerms;
const std::string kFishAndOil = kFish + "[product.oil]" + kTerms + kMarkets;

Scenario read(const std::string& text, const std::vector<std::string>& overrides = {}) {
  return scenario::read_scenario("test.toml", text, overrides);
}

TEST(Products, OneWithANameIsTheOneWithout) {
  const Rows unnamed = rows_of(kUnnamed), named = rows_of(kFish + kMarkets);
  EXPECT_TRUE(same_bits(unnamed, named, 60));
  EXPECT_EQ(named.size(), unnamed.size() + 1);
  for (std::size_t path = 0; path < unnamed.at("revenue").size(); ++path)
    EXPECT_NEAR(named.at("revenue.product.fish")[path], unnamed.at("revenue")[path], 1e-6);
}

// Power: products that draw prospects, registration or duty of their own differ on nearly all
// paths.
TEST(Products, AlikeTheyFallOutAlikeUnderEverySampler) {
  for (const char* sampler : {"sobol", "independent", "antithetic", "latin-hypercube"}) {
    const Rows rows = rows_of(kFishAndOil, {"simulation.sampler='" + std::string(sampler) + "'"});
    const std::vector<double>& fish = rows.at("revenue.product.fish");
    EXPECT_EQ(fish, rows.at("revenue.product.oil")) << sampler;
    EXPECT_NE(fish.front(), fish.back());
    for (std::size_t path = 0; path < fish.size(); ++path)
      EXPECT_NEAR(rows.at("revenue.MA")[path] + rows.at("revenue.TN")[path], 2 * fish[path], 1e-6);
  }
}

TEST(Products, AnotherOneMovesNothingOfTheFirst) {
  const Rows alone = rows_of(kFish + kMarkets), both = rows_of(kFishAndOil);
  EXPECT_TRUE(same_bits(only(alone, {"revenue.product.", "market.", "fx."}), both, 16));
}

TEST(Products, ANumberOfOneInAMarketIsItsOwn) {
  const Rows before = rows_of(kFishAndOil);
  const Rows after =
      rows_of(kFishAndOil, {"market.MA.product.oil.tariff.ad_valorem=0",
                            "market.TN.product.oil.channel.distributor.ceiling_share=0"});
  EXPECT_TRUE(same_bits(only(before, {"revenue.product.fish"}), after, 1));
  const std::vector<double>& oil = after.at("revenue.product.oil");
  double more = 0;
  for (std::size_t path = 0; path < oil.size(); ++path)
    more += oil[path] - before.at("revenue.MA")[path] / 2;
  EXPECT_GT(more, 0);  // in Morocco, without duty; in Tunisia nothing is left
}

TEST(Products, DemandsOfTheirOwnMoveTogetherWhereAsked) {
  const std::string own = R"(
[market.TN.product.fish.demand]
volatility = 0.12
[market.TN.product.oil.demand]
volatility = 0.12
)";
  const std::string joined = R"(
[correlation.appetite]
of      = ["market.TN.product.fish.demand", "market.TN.product.oil.demand"]
common  = 1
measure = "pearson"
)";
  const std::vector<std::string> tunisia = {"market.MA.enter=2029-01-01"};
  const Rows apart = rows_of(kFishAndOil + own, tunisia),
             together = rows_of(kFishAndOil + own + joined, tunisia);
  EXPECT_NE(apart.at("revenue.product.fish"), apart.at("revenue.product.oil"));
  EXPECT_EQ(together.at("revenue.product.fish"), together.at("revenue.product.oil"));
}

TEST(Products, AStrategyEntersWithAllOfThem) {
  const Scenario scenario = read(kFishAndOil + R"(
[strategy.late.enter.MA]
at = 2027-01-01
)");
  const std::vector<scenario::Market>& markets = scenario.strategies.at(0).markets;
  ASSERT_EQ(markets.size(), 4u);
  for (const std::size_t line : {0, 1}) EXPECT_EQ(markets[line].enter, "2027-01-01");
  for (const std::size_t line : {2, 3}) EXPECT_EQ(markets[line].enter, "never");
}

TEST(Products, MarketsWithTheSameTermsShareAPrice) {
  EXPECT_EQ(simulate::compile(read(kUnnamed)).prices.size(), 1u);
  const std::vector<std::string> same = {"market.TN.product.currency='USD'",
                                         "market.TN.product.cost=40"};
  EXPECT_EQ(simulate::compile(read(kUnnamed, same)).prices.size(), 1u);
  for (const char* other : {"currency='EUR'", "incoterm='DAP'", "price=90", "escalation=0"})
    EXPECT_EQ(simulate::compile(read(kUnnamed, {std::string("market.TN.product.") + other}))
                  .prices.size(),
              2u)
        << other;
}

TEST(Products, ExplanationNamesThem) {
  const simulate::Explanation explanation = simulate::explain(
      read(kFishAndOil, {"product.oil.name='Olive oil'", "product.oil.capacity_units_per_year=5000",
                         "market.TN.logistics.freight={value=7, currency='USD'}",
                         "market.TN.product.oil={price=90, currency='EUR', incoterm='DAP'}"}));
  EXPECT_EQ(explanation.summary.at(1), "The firm sells fish by the unit, invoiced in USD at CIF.");
  EXPECT_EQ(explanation.summary.at(2), "Its price and cost rise by 2.0201 % a year effective.");
  EXPECT_EQ(explanation.summary.at(3),
            "The firm sells Olive oil by the unit, invoiced in USD at CIF.");
  EXPECT_EQ(explanation.summary.at(5),
            "It makes at most, of this, 5 000 unit a year; beyond that markets give way pro rata.");
  EXPECT_EQ(explanation.summary.at(6),
            "TN has terms of its own for oil: invoiced in EUR at DAP, at a price of 90 EUR/unit.");
  std::vector<std::string> ladders;
  for (const simulate::Table& table : explanation.tables)
    if (table.title.starts_with("One unit"))
      ladders.push_back(table.title.substr(table.title.find(": ") + 2));
  EXPECT_EQ(ladders, (std::vector<std::string>{"MA.wholesale, fish", "MA.retail, fish",
                                               "MA.wholesale, oil", "MA.retail, oil",
                                               "TN.distributor, fish", "TN.distributor, oil"}));
}

}  // namespace
}  // namespace landfall::test
