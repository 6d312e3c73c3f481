// Text: what a user reads after a slip with several products.
#include <gtest/gtest.h>

#include "scenario/scenario.hpp"

namespace landfall::scenario {
namespace {

const std::string kGood = R"(schema = 1
[scenario]
name = "Fish"
currency = "EUR"
start = 2026-01-01
years = 2
[fx.USD]
per = "EUR"
process = 1.2
[product.sardines]
unit = "kg"
price = 3
[product.mackerel]
unit = "kg"
price = 4
[market.MA.demand]
units_per_year = 1000
[market.MA.tariff]
specific = 0.1
[market.MA.product.mackerel.demand]
units_per_year = 200
[market.MA.channel.shop]
kind = "distributor"
ceiling_share = 0.1
)";

std::string said(const std::string& more, const std::vector<std::string>& overrides = {}) {
  try {
    const Scenario scenario = read_scenario("s.toml", kGood + more, overrides);
    return render(scenario.warnings, scenario.sources);
  } catch (const ScenarioError& error) {
    return render(error.diagnostics, error.sources);
  }
}

TEST(MalformedProducts, TheGoodOneHasNothingToSay) {
  EXPECT_EQ(said(""), "");
}

TEST(MalformedProducts, OneWithoutANameBesideOthers) {
  EXPECT_EQ(said("[product]\nprice = 5\n"),
            "s.toml:10:10: error: [product] is one product, and [product.sardines] another\n"
            "  10 | [product.sardines]\n"
            "     |          ^^^^^^^^ of several products each has a table of its own: "
            "[product.NAME]\n"
            "s.toml:13:10: error: [product] is one product, and [product.mackerel] another\n"
            "  13 | [product.mackerel]\n"
            "     |          ^^^^^^^^ of several products each has a table of its own: "
            "[product.NAME]\n");
}

TEST(MalformedProducts, NamesThatAreNone) {
  EXPECT_EQ(said("[market.MA.product.makerel]\nprice = 5\n"),
            "s.toml:25:1: error: there is no product 'makerel'\n"
            "  25 | [market.MA.product.makerel]\n"
            "     | ^^^^^^^^^^^^^^^^^^^^^^^^^^^ did you mean 'mackerel'?\n");
  EXPECT_EQ(said("[market.MA]\nproducts = [\"sardine\", \"mackerel\"]\n"),
            "s.toml:10:1: error: no market sells the product 'sardines'\n"
            "  10 | [product.sardines]\n"
            "     | ^^^^^^^^^^^^^^^^^^ name it in the products of a market, or take it out\n"
            "s.toml:26:13: error: there is no product 'sardine'\n"
            "  26 | products = [\"sardine\", \"mackerel\"]\n"
            "     |             ^^^^^^^^^ did you mean 'sardines'?\n");
}

TEST(MalformedProducts, ATableOfWhatTheMarketDoesNotSell) {
  EXPECT_EQ(said("[market.MA]\nproducts = [\"sardines\"]\n[market.TN.channel.shop]\nkind = "
                 "\"distributor\"\nceiling_share = 0.1\n[market.TN.demand]\nunits_per_year = 5\n"),
            "s.toml:20:1: error: this market does not sell the product 'mackerel'\n"
            "  20 | [market.MA.product.mackerel.demand]\n"
            "     | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ add it to products, or take this table "
            "out\n");
}

TEST(MalformedProducts, WhatBelongsToTheChannel) {
  EXPECT_EQ(said("[market.MA.product.mackerel.channel.shop]\nprospects = 3\n"),
            "s.toml:26:1: error: 'prospects' cannot differ by product: all products of 'MA' share "
            "the channel 'shop'\n"
            "  26 | prospects = 3\n"
            "     | ^^^^^^^^^ of a product's own: addressable, markup, margin_on_price, markups, "
            "reference_price, ceiling_share\n");
  EXPECT_EQ(said("[market.MA.product.mackerel.channel.shops]\nmarkup = 0.3\n"),
            "s.toml:25:1: error: market 'MA' has no channel 'shops'\n"
            "  25 | [market.MA.product.mackerel.channel.shops]\n"
            "     | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ did you mean 'shop'?\n");
}

TEST(MalformedProducts, AMarginInAnotherWayThanTheMarketHasIsNone) {
  EXPECT_EQ(said("[market.MA.product.mackerel.channel.shop]\nmargin_on_price = 0.2\n",
                 {"market.MA.channel.shop.markup=0.3"}),
            "");
}

TEST(MalformedProducts, SharedAmountsInOneCurrencyAndOneUnit) {
  EXPECT_EQ(said("", {"market.MA.product.mackerel.currency='USD'"}),
            "s.toml:19:12: error: 'specific' needs a currency: the products of MA are invoiced in "
            "EUR and USD\n"
            "  19 | specific = 0.1\n"
            "     |            ^^^ write specific = { value = ..., currency = \"EUR\" }\n");
  EXPECT_EQ(said("", {"product.mackerel.unit='tin'", "market.MA.tariff.specific=0"}),
            "s.toml:17:18: error: 'market.MA.demand.units_per_year' is counted in kg and tin at "
            "once\n"
            "  17 | units_per_year = 1000\n"
            "     |                  ^^^^ give each product its own below "
            "[market.MA.product.NAME]\n");
}

TEST(MalformedProducts, WhatSeveralCannotHave) {
  EXPECT_EQ(
      said("", {"market.MA.channel.shop.exclusive.minimum_units=5"}),
      "s.toml:22:1: error: an exclusive contract is of one product, and 'MA' sells 2\n"
      "  22 | [market.MA.channel.shop]\n"
      "     | ^^^^^^^^^^^^^^^^^^^^^^^^ name the one in products = [...], or take the contract "
      "out\n");
  EXPECT_EQ(
      said("[strategy.wait.enter.MA]\nwhen = { metric = \"revenue.MA\", above = 5 }\n"),
      "s.toml:25:1: error: market 'MA' can be entered on a date only: it sells several "
      "products\n"
      "  25 | [strategy.wait.enter.MA]\n"
      "     | ^^^^^^^^^^^^^^^^^^^^^^^^ write at = ... and leave out when, cash_at_least, channel "
      "and exits\n"
      "s.toml:25:1: error: a rule cannot look at 'revenue.MA': the market sells several "
      "products\n"
      "  25 | [strategy.wait.enter.MA]\n"
      "     | ^^^^^^^^^^^^^^^^^^^^^^^^ look at revenue, margin or cash of the firm\n");
}

}  // namespace
}  // namespace landfall::scenario
