// By hand: channels of every kind, and where each of their numbers ends up.
#include <gtest/gtest.h>

#include "scenario/whole_scenario.hpp"

namespace landfall::scenario {
namespace {

TEST(Read, Channels) {
  const Market& market = full().markets.at(0);
  ASSERT_EQ(market.channels.size(), 2u);
  const Channel& channel = market.channels[0];
  const Distributor& its = *channel.distributor();
  const std::string below = "market.MA.channel.distributor.";
  EXPECT_EQ(channel.name, "distributor");
  EXPECT_EQ(its.prospects, 10);
  EXPECT_EQ(full().number(its.sign_chance).marginal().family, random::Family::beta);
  EXPECT_FALSE(full().number(its.sign_chance).repeated());
  EXPECT_TRUE(full().number(its.months_to_sign).repeated());
  expect_fixed(full(), its.ceiling_share, below + "ceiling_share", 0.05);
  expect_fixed(full(), its.churn, below + "churn", 0.08);
  expect_fixed(full(), channel.addressable, below + "addressable", 0.7);
  ASSERT_EQ(channel.markups.size(), 2u);
  expect_fixed(full(), channel.markups[0], below + "markups.importer", 0.15);
  expect_fixed(full(), channel.markups[1], below + "markups.retailer", 0.25);
  EXPECT_EQ(channel.margin_on_price, -1);
  expect_fixed(full(), channel.reference_price, below + "reference_price", 90);
  expect_fixed(full(), channel.entry_cost, below + "entry_cost", 45'000);
  EXPECT_EQ(full().number(channel.entry_cost).currency, "EUR");
  expect_fixed(full(), channel.marketing_per_year, below + "marketing_per_year", 60'000);
  EXPECT_EQ(full().number(channel.marketing_per_year).currency, "MAD");
  expect_fixed(full(), channel.fixed_per_year, below + "fixed_per_year", 1);
  EXPECT_EQ(its.uptake.kind, Uptake::Kind::bass);
  EXPECT_EQ(full().number(its.uptake.first).address, below + "uptake.bass.p");
  expect_fixed(full(), its.uptake.second, below + "uptake.bass.q", 0.4);

  const Channel& retail = market.channels[1];
  const Distributor& retail_its = *retail.distributor();
  EXPECT_EQ(retail_its.prospects, 1);
  EXPECT_TRUE(retail.markups.empty());
  expect_fixed(full(), retail.margin_on_price, "market.MA.channel.retail.margin_on_price", 0.2);
  EXPECT_EQ(retail.reference_price, -1);
  EXPECT_EQ(retail_its.uptake.kind, Uptake::Kind::ramp);
  expect_fixed(full(), retail_its.uptake.first, "market.MA.channel.retail.uptake.ramp.months", 12);
  EXPECT_EQ(full().markets[1].channels.at(0).distributor()->uptake.kind, Uptake::Kind::bass_euler);
}

constexpr const char* kEveryKind = R"(schema = 1
[scenario]
name = "Every kind"
currency = "EUR"
start = 2026-04-01
years = 2
[fx.MAD]
per = "EUR"
process = { fixed = { 2026 = 10, 2027 = 10, 2028 = 10 } }
[product]
unit = "kg"
price = 1
[market.MA]
currency = "MAD"
[market.MA.channel.shops]
kind = "retail"
chains = 7
listing_chance = 0.4
months_to_list = { uniform = [1, 3] }
listing_fee = { value = 90, currency = "MAD" }
stores = { uniform = [10, 20] }
units_per_store_per_month = 8
rollout_months = 6
delist_below = 2
delist_months = 5
margin_on_price = 0.3
[market.MA.channel.public]
kind = "tender"
tenders_per_year = 3
value = { lognormal = { mean = 500, sd = 100 } }
supplier_list_chance = 0.9
list_months = 4
award_months = 2
delivery_months = 12
acceptance_days = 30
payment_days = 90
bid_cost = 70
[market.MA.channel.public.win]
price_weight = 5
field_price = 11
rivals = 4
[market.MA.channel.public.call.zoo]
at = 2026-06-15
[market.MA.channel.public.call.bank]
at = 2027-01-01
value = 800
[market.MA.channel.base]
kind = "installed_base"
share = 0.2
life_years = 9
stock = { fixed = { 2025 = 1, 2026 = 10, 2028 = 14, 2027 = 12, 2029 = 15 } }
[market.MA.channel.curve]
kind = "installed_base"
share = 0.2
units_per_increment = 3
stock = { gompertz = { start = 10, ceiling = 90, rate_per_year = 0.7 } }
[market.TN.demand]
units_per_year = 100
[market.TN.channel.own]
kind = "direct"
reach_max = 0.6
reach_scale = 1_000
marketing_per_year = 500
conversion = 0.2
purchases_per_year = 4
[market.TN.channel.agent]
kind = "distributor"
prospects = 9
ceiling_share = 0.3
markup = 0.2
churn = 0.1
resign_chance = 0.5
months_to_resign = { uniform = [1, 4] }
exclusive = { markup = 0.4, minimum_units = 20, on_breach = "end" }
)";

TEST(Read, ChannelsOfEveryKind) {
  const Scenario s = read_scenario("s.toml", kEveryKind);
  const Market& morocco = s.markets.at(0);
  EXPECT_FALSE(morocco.demand.given);
  EXPECT_TRUE(s.markets.at(1).demand.given);
  const std::string below = "market.MA.channel.";

  const Retail& retail = *morocco.channels.at(0).retail();
  EXPECT_EQ(retail.chains, 7);
  expect_fixed(s, retail.listing_chance, below + "shops.listing_chance", 0.4);
  EXPECT_EQ(s.number(retail.months_to_list).drawn_for, "chain");
  EXPECT_EQ(s.number(retail.listing_fee).currency, "MAD");
  EXPECT_EQ(s.number(retail.stores).drawn_for, "chain");
  expect_fixed(s, retail.units_per_store_per_month, below + "shops.units_per_store_per_month", 8);
  expect_fixed(s, retail.rollout_months, below + "shops.rollout_months", 6);
  expect_fixed(s, retail.delist_below, below + "shops.delist_below", 2);
  expect_fixed(s, retail.delist_months, below + "shops.delist_months", 5);
  expect_fixed(s, morocco.channels[0].margin_on_price, below + "shops.margin_on_price", 0.3);

  const Tender& tender = *morocco.channels.at(1).tender();
  expect_fixed(s, tender.tenders_per_year, below + "public.tenders_per_year", 3);
  EXPECT_TRUE(tender.by_value);
  EXPECT_EQ(s.number(tender.size).drawn_for, "tender");
  EXPECT_EQ(s.number(tender.size).currency, "EUR");
  EXPECT_FALSE(tender.has_chance);
  expect_fixed(s, tender.intercept, below + "public.win.intercept", 0);
  expect_fixed(s, tender.price_weight, below + "public.win.price_weight", 5);
  EXPECT_EQ(s.number(tender.field_price).currency, "MAD");
  expect_fixed(s, tender.rivals, below + "public.win.rivals", 4);
  ASSERT_EQ(tender.calls.size(), 2u);  // by name
  EXPECT_EQ(tender.calls[0].name, "bank");
  EXPECT_EQ(tender.calls[0].period, 9);
  expect_fixed(s, tender.calls[0].size, below + "public.call.bank.value", 800);
  EXPECT_EQ(tender.calls[1].period, 3);  // from the first period that starts on or after it
  EXPECT_EQ(tender.calls[1].size, -1);
  expect_fixed(s, tender.acceptance_days, below + "public.acceptance_days", 30);
  expect_fixed(s, tender.payment_days, below + "public.payment_days", 90);
  expect_fixed(s, tender.bid_cost, below + "public.bid_cost", 70);

  const InstalledBase& base = *morocco.channels.at(2).installed_base();
  EXPECT_EQ(base.curve, InstalledBase::Curve::fixed);
  ASSERT_EQ(base.fixed.size(), 4u);  // years before the start are left out
  expect_fixed(s, base.fixed[0], below + "base.stock.fixed.2026", 10);
  expect_fixed(s, base.fixed[2], below + "base.stock.fixed.2028", 14);
  expect_fixed(s, base.life_years, below + "base.life_years", 9);
  expect_fixed(s, base.units_per_increment, below + "base.units_per_increment", 1);
  const InstalledBase& curve = *morocco.channels.at(3).installed_base();
  EXPECT_EQ(curve.curve, InstalledBase::Curve::gompertz);
  expect_fixed(s, curve.start, below + "curve.stock.gompertz.start", 10);
  EXPECT_EQ(curve.turn_years, -1);
  EXPECT_EQ(curve.life_years, -1);

  const Direct& direct = *s.markets[1].channels.at(0).direct();
  EXPECT_EQ(direct.reach, -1);
  expect_fixed(s, direct.reach_max, "market.TN.channel.own.reach_max", 0.6);
  expect_fixed(s, direct.repeat_share, "market.TN.channel.own.repeat_share", 1);
  expect_fixed(s, direct.purchases_per_year, "market.TN.channel.own.purchases_per_year", 4);

  const Channel& agent = s.markets[1].channels.at(1);
  EXPECT_EQ(agent.distributor()->prospects, 1);  // those of the exclusive contract
  ASSERT_EQ(agent.markups.size(), 1u);
  expect_fixed(s, agent.markups[0], "market.TN.channel.agent.exclusive.markup", 0.4);
  EXPECT_EQ(agent.distributor()->exclusive.on_breach, Exclusive::Breach::end);
  EXPECT_EQ(s.number(agent.distributor()->months_to_resign).drawn_for, "prospect");
}

TEST(Read, EveryCurveOfUptake) {
  const auto uptake = [](const std::string& typed) {
    const Scenario s = read(std::string(kLeast) + "uptake = " + typed + "\n");
    return s.markets[0].channels[0].distributor()->uptake.kind;
  };
  EXPECT_EQ(uptake("\"immediate\""), Uptake::Kind::immediate);
  EXPECT_EQ(uptake("{ immediate = true }"), Uptake::Kind::immediate);
  EXPECT_EQ(uptake("{ bass = { p = 0.1, q = 0.2, method = \"exact\" } }"), Uptake::Kind::bass);
  EXPECT_EQ(uptake("{ logistic = { midpoint_years = 2, rate_per_year = 1 } }"),
            Uptake::Kind::logistic);
  EXPECT_EQ(uptake("{ gompertz = { inflection_years = 2, rate_per_year = 1 } }"),
            Uptake::Kind::gompertz);
}

}  // namespace
}  // namespace landfall::scenario
