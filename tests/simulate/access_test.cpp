// Access to markets: what stages, fees and attempts cost, and when.
#include <gtest/gtest.h>

#include "simulate/trace.hpp"
#include "support/simulated.hpp"

namespace landfall::simulate {
namespace {

using test::Rows;
using test::rows_of;

const std::string kStages = R"(schema = 1
[scenario]
name = "Stages"
currency = "EUR"
start = 2026-01-01
years = 2
[fx.USD]
per = "EUR"
process = { fixed = { 2026 = 1.25, 2027 = 1.0 } }
[product]
price = 10
[market.A.demand]
units_per_year = 12_000
[market.A.access.stage.dossier]
months = { triangular = [2, 4, 7] }
approval_chance = 0.5
fee = 100
attempts = 3
retry_after_months = 1
[market.A.access.stage.price]
months = 1
approval_chance = 0.9
[market.A.channel.distributor]
kind = "distributor"
prospects = 5
sign_chance = 0.6
months_to_sign = { uniform = [1, 9] }
ceiling_share = 0.1
fixed_per_year = 1_200
)";

std::string replaced(const std::string& from, const std::string& to) {
  std::string text = kStages;
  return text.replace(text.find(from), from.size(), to);
}

// The second fee falls in 2027, at the rate of that year: 125 dollars are 100 euro, then 125.
TEST(Access, AFeeIsPaidAtTheRateOfItsPeriod) {
  const std::vector<std::string> refused = {
      "market.A.access.stage.dossier.months=11", "market.A.access.stage.dossier.approval_chance=0",
      "market.A.access.stage.dossier.attempts=2",
      "market.A.access.stage.dossier.fee={value=125, currency='USD'}",
      "market.A.channel.distributor.fixed_per_year=0"};
  const Rows rows = rows_of(kStages, refused, {0});
  for (const double margin : rows.at("margin")) EXPECT_NEAR(margin, -225, 1e-9);
}

// Law: a market entered by a rule in a period has what it would have with that date, fees included.
TEST(Access, AnEntryOnTheWayIsAnEntryAtADate) {
  const std::string stages =
      replaced("[market.A.access.stage.dossier]",
               "[market.A.access]\nrenewal_years = 0.5\nrenewal_chance = 0.6\nrenewal_fee = 7\n"
               "renewal_months = 2\n[market.A.access.stage.dossier]");
  const std::string rule = stages + R"([strategy.rule.enter.A]
at = 2026-04-01
cash_at_least = -1_000
)";
  const std::string date = stages + "[strategy.date.enter.A]\nat = 2026-04-01\n";
  const auto rows = [](const std::string& text) {
    return rows_of(compile(scenario::read_scenario("test.toml", text).strategies.at(0)), {0, 1});
  };
  const Rows decided = rows(rule), dated = rows(date);
  for (const char* name : {"revenue", "margin", "peak_funding"})
    for (std::size_t path = 0; path < 512; ++path)
      EXPECT_NEAR(decided.at(name)[path], dated.at(name)[path], 1e-9 * 1e5) << name << " " << path;
}

// The first fee is a part of what an entry must be able to pay.
TEST(Access, CashMustSufficeForTheFirstFee) {
  const auto margin = [](const std::string& least) {
    const std::string text =
        kStages + "[strategy.rule.enter.A]\nat = 2026-01-01\ncash_at_least = " + least;
    return rows_of(compile(scenario::read_scenario("test.toml", text).strategies.at(0)), {0})
        .at("margin")[0];
  };
  EXPECT_NE(margin("-100"), 0);
  EXPECT_EQ(margin("-99"), 0);
}

// Two contracts of twelve months: that of January is delivered though the market is shut from July
// to September; the call of August finds no bid, that of October does.
TEST(Access, AShutMarketDeliversItsContractsAndBidsForNone) {
  const Rows rows = rows_of(R"(schema = 1
[scenario]
name = "Contracts"
currency = "EUR"
start = 2026-01-01
years = 3
[product]
price = 1
[market.A.access]
renewal_years = 0.5
renewal_chance = 0
renewal_months = 3
[market.A.channel.public]
kind = "tender"
bid_cost = 1
win_chance = 1
units = 1_200
delivery_months = 12
[market.A.channel.public.call]
january = { at = 2026-01-01 }
august = { at = 2026-08-01 }
october = { at = 2026-10-01 }
)",
                            {}, {0});
  for (const double revenue : rows.at("revenue")) EXPECT_NEAR(revenue, 2 * 1200, 1e-9);
  for (const double margin : rows.at("margin")) EXPECT_NEAR(margin, 2 * 1200 - 2, 1e-9);
  EXPECT_NEAR(rows.at("revenue@2026-08")[0], 100, 1e-9);
}

// A distributor that takes 1 200 a year as promised is three months without goods, and pays for
// none.
TEST(Access, NobodyMustTakeWhatMayNotBeSold) {
  const std::string text = R"(schema = 1
[scenario]
name = "Promise"
currency = "EUR"
start = 2026-01-01
years = 2
[product]
price = 1
[market.A.demand]
units_per_year = 1_200
[market.A.access]
renewal_years = 0.5
renewal_chance = 0
renewal_months = 3
[market.A.channel.sole]
kind = "distributor"
ceiling_share = 1
marketing_per_year = 12
exclusive = { minimum_units = 1_200 }
)";
  const Rows rows = rows_of(text, {}, {0});  // shut from July to September, and April to June
  for (const double revenue : rows.at("revenue")) EXPECT_NEAR(revenue, 18 * 100, 1e-9);
  for (const double margin : rows.at("margin")) EXPECT_NEAR(margin, 18 * 99, 1e-9);
  const Rows more = rows_of(text, {"market.A.channel.sole.exclusive.minimum_units=1_300"}, {0});
  for (const double revenue : more.at("revenue"))
    EXPECT_NEAR(revenue, 18 * 100 + 1.5 * 100, 1e-9);  // of what is missing, three quarters
}

// Law: the short form is one stage without a name, whose chance has an address of its own; where
// all is sure, both are the same.
TEST(Access, TheShortFormIsOneStage) {
  const std::size_t from = kStages.find("[market.A.access.stage.dossier]"),
                    to = kStages.find("[market.A.channel");
  const std::string rest = "fee = 50\nattempts = 2\nretry_after_months = 2\n";
  const auto with = [&](const std::string& access) {
    return rows_of(std::string(kStages).replace(from, to - from, access));
  };
  EXPECT_TRUE(
      test::same_bits(with("[market.A.access]\nregistration_months = 6\nregistration_" + rest),
                      with("[market.A.access.stage.only]\nmonths = 6\n" + rest), 10));
}

TEST(Access, ReplaySaysWhatCameOfEachAttempt) {
  const Trace trace =
      replay(scenario::read_scenario("test.toml", kStages,
                                     {"market.A.access.stage.dossier.months=9",
                                      "market.A.access.stage.dossier.approval_chance=0"}),
             3);
  for (const Table& table : trace.tables) {
    if (table.title != "Access to A") continue;
    ASSERT_EQ(table.rows.size(), 3u);
    EXPECT_EQ(table.rows[1][2].number, 10);
    EXPECT_EQ(table.rows[1][3].number, 19);
    EXPECT_EQ(table.rows[1][4].text, "refused");
    EXPECT_EQ(table.rows[2][4].text, "open at the end");
    return;
  }
  FAIL() << "no table of access";
}

}  // namespace
}  // namespace landfall::simulate
