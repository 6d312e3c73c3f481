// Entries and exits of channels of every kind, in figures that a reader can add.
#include <gtest/gtest.h>

#include "support/simulated.hpp"

namespace landfall::simulate {
namespace {

using test::Rows;
using test::rows_of;

/// Nothing by chance: 10 a unit, which costs 4.
const std::string kCertain = R"(
schema = 1
[scenario]
name     = "What can be known by hand"
currency = "EUR"
start    = 2026-01-01
years    = 2
[product]
price = 10
cost  = 4
)";

/// 600 units are won in March 2026 and delivered from May to October; those of September later.
const std::string kTwoCalls = R"(
[market.MA.channel.army]
kind            = "tender"
units           = 600
win_chance      = 1
award_months    = 2
delivery_months = 6
bid_cost        = 50
fixed_per_year  = 1_200
[market.MA.channel.army.call.first]
at = 2026-03-01
[market.MA.channel.army.call.second]
at = 2026-09-01
)";

/// The figures of a scenario without chance, by name.
std::map<std::string, double> figures(const std::string& text) {
  const scenario::Scenario all = scenario::read_scenario("test.toml", text);
  const Rows rows = rows_of(compile(all.strategies.at(0)), {0});
  std::map<std::string, double> figures;
  for (const auto& [name, row] : rows) {
    for (const double value : row) EXPECT_EQ(value, row[0]) << name;
    figures[name] = row[0];
  }
  return figures;
}

double month(const std::map<std::string, double>& figures, const std::string& which) {
  return figures.at("revenue@" + which);
}

TEST(EntriesByHand, ContractsOfBeforeAnExitAreDelivered) {
  const auto left = figures(kCertain + kTwoCalls + R"(
[strategy.one.enter.MA]
[strategy.one.exit.MA]
at   = 2026-06-01
cost = 70
)");
  EXPECT_NEAR(left.at("revenue"), 600 * 10, 1e-9);
  EXPECT_NEAR(month(left, "2026-10"), 100 * 10, 1e-9);
  EXPECT_EQ(month(left, "2026-11"), 0);
  EXPECT_NEAR(left.at("npv"), 600 * 6 - 50 - 5 * 100 - 70, 1e-9);
}

// The firm is on the list two months after the channel is entered, in September; not two months
// after the market was.
TEST(EntriesByHand, AChannelCountsFromItsOwnEntry) {
  const std::string shop = R"(
[market.MA.channel.shop]
kind                      = "retail"
stores                    = 5
units_per_store_per_month = 4
months_to_list            = 3
listing_fee               = 30
)";
  std::string calls = kTwoCalls;
  calls.replace(calls.find("win_chance"), 10, "list_months     = 2\nwin_chance");
  const auto staged = figures(kCertain + calls + shop + R"(
[strategy.one.enter.MA.channel.army]
when       = { metric = "revenue.MA.shop", window_months = 2, above = 150 }
not_before = 2026-07-01
[strategy.one.enter.MA.channel.shop]
at = 2026-02-01
)");
  EXPECT_EQ(staged.at("entry_months.MA"), 1);
  EXPECT_EQ(month(staged, "2026-04"), 0);
  EXPECT_NEAR(month(staged, "2026-05"), 200, 1e-9);
  EXPECT_NEAR(staged.at("revenue.MA.army"), 600 * 10, 1e-9);
  EXPECT_EQ(month(staged, "2026-10"), 200);  // the second call's 100 a month begin in November
  EXPECT_NEAR(month(staged, "2026-11"), 1200, 1e-9);
  EXPECT_NEAR(staged.at("npv"), (20 * 20 + 600) * 6 - 30 - 50 - 18 * 100, 1e-9);
  calls.replace(calls.find("= 2\n"), 3, "= 3");
  const auto late = figures(kCertain + calls + shop + R"(
[strategy.one.enter.MA.channel.army]
at = 2026-07-01
)");
  EXPECT_EQ(late.at("revenue"), 0);
}

// What a chain has not listed when the firm leaves it never lists, and no fee is paid for it.
TEST(EntriesByHand, AnExitBeforeTheListingCostsNoFee) {
  const std::string shop = R"(
[market.MA.channel.shop]
kind                      = "retail"
stores                    = 5
units_per_store_per_month = 4
months_to_list            = 3
listing_fee               = 30
[strategy.one.enter.MA]
at = 2026-02-01
[strategy.one.exit.MA]
at = )";
  const auto before = figures(kCertain + shop + "2026-05-01\n");
  EXPECT_EQ(before.at("revenue"), 0);
  EXPECT_EQ(before.at("npv"), 0);
  const auto after = figures(kCertain + shop + "2026-07-01\n");
  EXPECT_NEAR(after.at("npv"), 2 * 20 * 6 - 30, 1e-9);
}

// A stock that grows by 120 a year whoever sells for it, a buyer's share of 10 %, and distributors.
TEST(EntriesByHand, NoKindSellsAfterAnExit) {
  const auto left = figures(kCertain + R"(
[market.MA.demand]
units_per_year = 12_000
[market.MA.tariff]
ad_valorem = 0.2
quota      = { units = 100, ad_valorem = 0.1 }
[market.MA.channel.agent]
kind          = "distributor"
ceiling_share = 0.1
exclusive     = { minimum_units = 2_000 }
[market.TN.channel.pumps]
kind  = "installed_base"
share = 0.5
stock = { fixed = { 2026 = 100, 2027 = 220, 2028 = 340 } }
[market.EG.demand]
units_per_year = 12_000
[market.EG.channel.web]
kind       = "direct"
reach      = 0.5
conversion = 0.4
[strategy.one.enter.MA]
at = 2026-03-01
[strategy.one.exit.MA]
at = 2026-09-01
[strategy.one.enter.TN]
at = 2026-03-01
[strategy.one.exit.TN]
at = 2026-09-01
[strategy.one.enter.EG]
at = 2026-03-01
[strategy.one.exit.EG]
at = 2026-09-01
)");
  EXPECT_NEAR(left.at("revenue.MA"), 6 * 100 * 10, 1e-9);  // nobody pays for a year that was not
  EXPECT_NEAR(left.at("revenue.TN"), 6 * 5 * 10, 1e-9);
  EXPECT_GT(left.at("revenue.EG"), 0);
  EXPECT_EQ(month(left, "2026-02"), 0);
  EXPECT_GT(month(left, "2026-08"), 0);
  EXPECT_EQ(month(left, "2026-09"), 0);
}

// A contract is delivered, all at once, in September. Who saw the ledger of its own period would
// enter then.
TEST(EntriesByHand, ARuleSeesATenderOfThePeriodsBefore) {
  std::string calls = kTwoCalls;
  calls.replace(calls.find("award_months    = 2\ndelivery_months = 6"), 40, "");
  const std::string tunisia = R"(
[market.TN.demand]
units_per_year = 12_000
[market.TN.channel.agent]
kind          = "distributor"
ceiling_share = 0.1
[strategy.one.enter.MA]
when = { metric = "cash", above = -5 }
not_before = 2026-05-01
[strategy.one.enter.TN]
when = { metric = ")";
  const auto by_market =
      figures(kCertain + calls + tunisia + "revenue.MA\", window_months = 1, above = 5_000 }\n");
  EXPECT_NEAR(by_market.at("revenue.MA"), 6000, 1e-9);
  EXPECT_EQ(by_market.at("entry_months.TN"), 9);
  const auto by_cash = figures(kCertain + calls + tunisia + "cash\", above = 0 }\n");
  EXPECT_EQ(by_cash.at("entry_months.TN"), 9);
}

}  // namespace
}  // namespace landfall::simulate
