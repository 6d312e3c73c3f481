#include "study/entry_timing.hpp"

#include <gtest/gtest.h>

namespace landfall::study {
namespace {

/// One year. MA earns 1200 a month or 300, as likely, and so would TN, whose entry costs 6000.
const std::string kGoodOrBad = R"(
schema = 1
[scenario]
name     = "Good or bad"
currency = "EUR"
start    = 2026-01-01
years    = 1
[simulation]
paths = 2048
[product]
price = 10
cost  = 4
[market.MA.demand]
units_per_year = { discrete = { values = [6_000, 24_000], weights = [0.5, 0.5] } }
[market.MA.channel.agent]
kind          = "distributor"
ceiling_share = 0.1
[market.TN]
name = "Tunisia"
[market.TN.demand]
units_per_year = { from = "market.MA.demand.units_per_year" }
[market.TN.channel.agent]
kind          = "distributor"
ceiling_share = 0.1
entry_cost    = 6_000
[strategy.both]
[strategy.staged.enter.MA]
[strategy.staged.enter.TN]
when = { metric = "revenue.MA", window_months = 3, above = 5_500 }
[strategy.bound.enter.MA]
[strategy.bound.enter.TN]
when          = { metric = "revenue.MA", window_months = 3, above = 5_500 }
cash_at_least = 0
)";

scenario::Scenario good_or_bad() {
  return scenario::read_scenario("test.toml", kGoodOrBad);
}

void expect_near(const summary::Estimate& estimate, double truth) {
  EXPECT_NEAR(estimate.value, truth, 5 * estimate.error + 1e-9);
}

TEST(EntryTiming, TheEntriesThatWait) {
  std::vector<std::string> addresses;
  for (const WaitingEntry& entry : waiting_entries(good_or_bad()))
    addresses.push_back(entry.address);
  EXPECT_EQ(addresses, (std::vector<std::string>{"staged.enter.TN", "bound.enter.TN"}));
}

// The rule waits for three months' revenue, and enters a good TN in April: 9 x 1200 - 6000. One
// month tells as much: 11 x 1200 - 6000 in February. At once, in January, it is half of 12 x 1200 -
// 6000 and of 12 x 300 - 6000. MA adds 9000 on average.
TEST(EntryTiming, TheBestRuleOfTwoStates) {
  const scenario::Scenario scenario = good_or_bad();
  const Timing timing = time_entry(scenario, waiting_entries(scenario).front(), {});
  ASSERT_EQ(timing.dates.size(), 13U);
  EXPECT_EQ(timing.dates.front().label, "2026-01");
  EXPECT_EQ(timing.dates.back().label, "never");
  expect_near(timing.rule_npv, 9'000 + 0.5 * 4'800);
  expect_near(timing.best_npv, 9'000 + 0.5 * 7'200);
  expect_near(timing.best_less_rule.mean_difference, 1'200);
  expect_near(timing.hindsight_npv, 9'000 + 0.5 * 8'400);
  EXPECT_EQ(timing.best_date, 0U);
  expect_near(timing.dates[0].npv, 9'000 + 3'000);
  expect_near(timing.dates.back().npv, 9'000);
  expect_near(timing.dates[1].chosen, 0.5);
  expect_near(timing.best_enters, 0.5);
  expect_near(*timing.rule_enters, 0.5);
  EXPECT_EQ(timing.states, (std::vector<std::string>{"revenue.MA", "cash"}));
}

// What the rule may not spend no other may: good TN is paid for once MA has earned 6000, in June.
TEST(EntryTiming, ABudgetBindsTheBestRuleToo) {
  const scenario::Scenario scenario = good_or_bad();
  const Timing timing = time_entry(scenario, waiting_entries(scenario).back(), {});
  expect_near(timing.rule_npv, 9'000 + 0.5 * (7 * 1'200 - 6'000));
  expect_near(timing.best_npv, 9'000 + 0.5 * (7 * 1'200 - 6'000));
}

TEST(EntryTiming, ThreadsChangeNothing) {
  const scenario::Scenario scenario = good_or_bad();
  const WaitingEntry entry = waiting_entries(scenario).front();
  const Timing one = time_entry(scenario, entry, {.threads = 1});
  const Timing three = time_entry(scenario, entry, {.threads = 3});
  EXPECT_EQ(one.best_npv, three.best_npv);
  EXPECT_EQ(one.best_less_rule, three.best_less_rule);
  EXPECT_EQ(one.hindsight_npv, three.hindsight_npv);
}

}  // namespace
}  // namespace landfall::study
