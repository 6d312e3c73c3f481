#include "simulate/compile.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "random/stream.hpp"
#include "simulate/two_markets.hpp"
#include "support/simulated.hpp"

namespace landfall::simulate {
namespace {

using random::Role;

scenario::Scenario read(const std::string& text, const std::vector<std::string>& overrides = {}) {
  return scenario::read_scenario("test.toml", text, overrides);
}

TEST(Compile, NumbersTakeTheFirstRowsInTheirOrder) {
  const scenario::Scenario scenario = read(test::kTwoMarkets);
  const Plan plan = compile(scenario);
  std::set<Slot> fixed;
  for (const auto& [slot, value] : plan.fixed_rows) {
    ASSERT_TRUE(fixed.insert(slot).second) << "row " << slot << " is filled twice";
    if (slot >= static_cast<Slot>(scenario.numbers.size())) continue;
    const scenario::Number& number = scenario.numbers[static_cast<std::size_t>(slot)];
    ASSERT_TRUE(number.is_fixed()) << number.address;
    EXPECT_EQ(number.fixed(), value) << number.address;
  }
  for (std::size_t id = 0; id < scenario.numbers.size(); ++id)
    EXPECT_EQ(scenario.numbers[id].is_fixed(), fixed.count(static_cast<Slot>(id)) == 1)
        << scenario.numbers[id].address;
  EXPECT_GT(plan.kernel.rows, static_cast<int>(scenario.numbers.size()));
}

TEST(Compile, EachDrawHasTheStreamOfItsAddress) {
  const scenario::Scenario scenario = read(test::kTwoMarkets);
  const Plan plan = compile(scenario);
  std::set<std::string> drawn;
  for (const DrawStep& draw : plan.draws) {
    const std::string& address = scenario.numbers[static_cast<std::size_t>(draw.into)].address;
    EXPECT_EQ(draw.key, random::stream_key(7, address, Role::value)) << address;
    drawn.insert(address);
  }
  EXPECT_EQ(drawn.size(), plan.draws.size());
  EXPECT_EQ(drawn.size(), plan.drivers.size());
  for (const Driver& driver : plan.drivers)
    EXPECT_EQ(drawn.count(driver.address), 1u) << driver.address;
  // Drawn for each prospect anew, it has no value of a path to show.
  EXPECT_EQ(drawn.count("market.MA.channel.wholesale.months_to_sign"), 0u);
}

TEST(Compile, DecisionsAndShocksHaveStreamsOfTheirOwn) {
  const Plan plan = compile(read(test::kTwoMarkets));
  const MarketStep& morocco = plan.markets[0];
  const ChannelStep& wholesale = morocco.channels[0];
  EXPECT_EQ(morocco.access.stages[0].approval.key,
            random::stream_key(7, "market.MA.access.approval_chance", Role::outcome));
  EXPECT_EQ(morocco.tariff.change[0].probability_key,
            random::stream_key(7, "market.MA.tariff.change.agreement.probability", Role::outcome));
  EXPECT_EQ(wholesale.sign_key,
            random::stream_key(7, "market.MA.channel.wholesale.sign_chance", Role::outcome));
  EXPECT_EQ(wholesale.months_key,
            random::stream_key(7, "market.MA.channel.wholesale.months_to_sign", Role::value));
  EXPECT_EQ(wholesale.stay_key,
            random::stream_key(7, "market.MA.channel.wholesale.churn", Role::outcome));
  ASSERT_EQ(plan.shocks.size(), 4u);
  const char* addresses[] = {"fx.MAD.process", "fx.USD.process", "market.MA.demand",
                             "market.TN.demand"};
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_EQ(plan.shocks[i].key, random::stream_key(7, addresses[i], Role::shock)) << addresses[i];
}

TEST(Compile, GroupsComeFirstInTheOrderGiven) {
  const scenario::Scenario scenario = read(test::kTwoMarkets);
  const Plan plan = compile(scenario);
  ASSERT_EQ(plan.draw_groups.size(), 1u);
  EXPECT_EQ(plan.draw_groups[0].first, 0);
  EXPECT_EQ(plan.draw_groups[0].size, 2);
  EXPECT_EQ(plan.draws[0].into, scenario.products[0].price);
  EXPECT_EQ(plan.draws[1].into, scenario.products[0].cost);
  EXPECT_GE(plan.draws[0].score, 0);
  EXPECT_EQ(plan.draws[2].score, kNone);
  ASSERT_EQ(plan.shock_groups.size(), 1u);
  EXPECT_EQ(plan.shock_groups[0].size, 3);
  EXPECT_DOUBLE_EQ(plan.shock_groups[0].factor[3], 0.4);
}

TEST(Compile, MetricsAreNamedInTheOrderOfTheReports) {
  const Plan plan = compile(read(test::kTwoMarkets));
  std::vector<std::string> names;
  for (const summary::MetricSpec& metric : plan.metrics) names.push_back(metric.name);
  EXPECT_EQ(names, (std::vector<std::string>{"revenue", "margin", "npv", "payback_months",
                                             "peak_funding", "market_share", "revenue.year_1",
                                             "revenue.year_2", "revenue.year_3", "revenue.MA",
                                             "revenue.MA.wholesale", "revenue.MA.retail",
                                             "revenue.TN", "revenue.TN.distributor"}));
  EXPECT_EQ(plan.metric_rows.size(), names.size());
  EXPECT_EQ(plan.period_labels.front(), "2026-03");
  EXPECT_EQ(plan.period_labels.back(), "2029-02");
  EXPECT_EQ(plan.year_labels, (std::vector<std::string>{"2026-03 to 2027-02", "2027-03 to 2028-02",
                                                        "2028-03 to 2029-02"}));
}

constexpr const char* kSteady = R"(
schema = 1
[scenario]
name = "Steady"
currency = "EUR"
start = 2026-01-01
years = 2
[product]
price = { uniform = [8, 12] }
[market.A]
enter = 2026-04-01
[market.A.demand]
units_per_year = 1000
[market.A.channel.one]
kind = "distributor"
ceiling_share = 0.1
uptake = { bass = { p = 0.03, q = 0.4 } }
)";

TEST(Compile, WhatIsCertainCostsNoList) {
  const Plan plan = compile(read(kSteady));
  const ChannelStep& channel = plan.markets[0].channels[0];
  EXPECT_TRUE(channel.always_active);
  EXPECT_EQ(channel.first_period, 3);
  EXPECT_EQ(plan.list_prospects, std::vector<int>{0});
  EXPECT_FALSE(plan.markets[0].moving_ladder);
  EXPECT_EQ(plan.kernel.ring, 0);
  EXPECT_EQ(plan.shocks.size(), 0u);
}

TEST(Compile, AListHoldsEveryProspectOnce) {
  const std::string channel = "market.A.channel.one.";
  const auto prospects = [&](const std::vector<std::string>& overrides) {
    return compile(read(kSteady, overrides)).list_prospects;
  };
  EXPECT_EQ(prospects({channel + "prospects=5"}), std::vector<int>{0});  // all alike: one curve
  EXPECT_EQ(prospects({channel + "prospects=5", channel + "sign_chance=0.5"}), std::vector<int>{1});
  EXPECT_EQ(prospects({channel + "prospects=5", channel + "churn=0.1"}), std::vector<int>{5});
  EXPECT_EQ(prospects({channel + "prospects=5", channel + "months_to_sign={uniform=[1, 2]}"}),
            std::vector<int>{5});
}

TEST(Compile, TheLadderMovesOnlyWherePricesDo) {
  const auto moves = [](const std::vector<std::string>& overrides) {
    return compile(read(kSteady, overrides)).markets[0].moving_ladder;
  };
  EXPECT_FALSE(moves({"market.A.tariff.ad_valorem=0.2"}));
  EXPECT_TRUE(moves({"product.escalation=0.01"}));
  EXPECT_TRUE(moves({"product.price={gbm={start=1, drift=0, volatility=0.1}}"}));
  EXPECT_TRUE(moves({"market.A.logistics.freight={gbm={start=1, drift=0, volatility=0.1}}"}));
  EXPECT_TRUE(compile(read(kSteady), {.moving_ladder = true}).markets[0].moving_ladder);
}

TEST(Compile, LaterThingsStartLater) {
  const auto first_period = [](const std::vector<std::string>& overrides) {
    return compile(read(kSteady, overrides)).markets[0].channels[0].first_period;
  };
  EXPECT_EQ(first_period({"market.A.access.registration_months=2"}), 5);
  EXPECT_EQ(first_period({"market.A.access.registration_months={uniform=[2, 3]}"}),
            3);  // can be sooner
  EXPECT_EQ(first_period({"market.A.channel.one.months_to_sign=1.5"}), 4);
  EXPECT_EQ(first_period({"market.A.logistics.lead_time_days=45.65625"}), 4);
}

TEST(Compile, ThresholdsAreSortedAndOnce) {
  const Plan plan = compile(read(kSteady, {"report.thresholds.npv=[5, 0, -3]"}));
  const auto npv =
      std::find_if(plan.metrics.begin(), plan.metrics.end(),
                   [](const summary::MetricSpec& metric) { return metric.name == "npv"; });
  EXPECT_EQ(npv->thresholds, (std::vector<double>{-3, 0, 5}));
}

}  // namespace
}  // namespace landfall::simulate
