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
  const std::string rule = kStages + R"([strategy.rule.enter.A]
at = 2026-04-01
cash_at_least = -1_000
)";
  const std::string date = kStages + "[strategy.date.enter.A]\nat = 2026-04-01\n";
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
