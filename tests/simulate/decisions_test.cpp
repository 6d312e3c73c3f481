// Entries and exits that are decided on the way.
#include <gtest/gtest.h>

#include <cmath>

#include "simulate/run.hpp"
#include "simulate/trace.hpp"
#include "simulate/two_markets.hpp"
#include "support/simulated.hpp"

namespace landfall::simulate {
namespace {

using test::kTwoMarkets;
using test::Rows;
using test::rows_of;

/// MA sells 100 units a month at 10 from its entry on, TN 200.
const std::string kCertain = R"(
schema = 1
[scenario]
name     = "Two markets, one after the other"
currency = "EUR"
start    = 2026-01-01
years    = 3
[product]
price = 10
cost  = 4
[market.MA.demand]
units_per_year = 12_000
[market.MA.channel.distributor]
kind          = "distributor"
ceiling_share = 0.1
entry_cost    = 2_000
[market.TN.demand]
units_per_year = 24_000
[market.TN.channel.distributor]
kind           = "distributor"
ceiling_share  = 0.1
entry_cost     = 5_000
fixed_per_year = 1_200
)";

scenario::Scenario strategy(const std::string& text, const std::string& name = "staged") {
  const scenario::Scenario scenario = scenario::read_scenario("test.toml", text);
  for (const scenario::Scenario& one : scenario.strategies)
    if (one.strategy->name == name) return one;
  ADD_FAILURE() << "no strategy " << name;
  return scenario;
}

Rows rows(const std::string& text, const std::string& name = "staged") {
  return rows_of(compile(strategy(text, name)), {0, 1});
}

/// Of a scenario without chance: the same on every path.
double certain(const Rows& rows, const std::string& name) {
  const std::vector<double>& row = rows.at(name);
  for (const double value : row) EXPECT_EQ(value, row[0]) << name;
  return row[0];
}

std::vector<double> column(const Table& table, const std::string& name) {
  std::vector<double> values;
  for (std::size_t at = 0; at < table.columns.size(); ++at)
    if (table.columns[at].name == name)
      for (const auto& row : table.rows) values.push_back(row[at].number);
  EXPECT_FALSE(values.empty()) << name;
  return values;
}

// Six months of MA at 1000 pass 4500 once five are booked, March to July: TN is entered in August.
const std::string kStaged = kCertain + R"(
[strategy.staged.enter.MA]
at = 2026-03-01
[strategy.staged.enter.TN]
when = { metric = "revenue.MA", window_months = 6, above = 4_500 }
)";

TEST(Decisions, ATriggerWhosePeriodIsKnownByHand) {
  const Rows staged = rows(kStaged);
  EXPECT_EQ(certain(staged, "entry_months.TN"), 7);
  EXPECT_NEAR(certain(staged, "revenue.MA"), 34 * 1000, 1e-6);
  EXPECT_NEAR(certain(staged, "revenue.TN"), 29 * 2000, 1e-6);
  const double goods = 4 * (34 * 100 + 29 * 200), costs = 2000 + 5000 + 29 * 100;
  EXPECT_NEAR(certain(staged, "npv"), 34 * 1000 + 29 * 2000 - goods - costs, 1e-6);
}

TEST(Decisions, TheConditionMayHaveToHold) {
  const Rows held = rows(kCertain + R"(
[strategy.staged.enter.MA]
at = 2026-03-01
[strategy.staged.enter.TN]
when = { metric = "revenue.MA", window_months = 6, above = 4_500, for_months = 3 }
)");
  EXPECT_EQ(certain(held, "entry_months.TN"), 9);
  const Rows later = rows(kCertain + R"(
[strategy.staged.enter.MA]
[strategy.staged.enter.TN]
when = { metric = "units.MA", window_months = 1, above = 50 }
not_before = 2027-02-01
)");
  EXPECT_EQ(certain(later, "entry_months.TN"), 13);
}

// The price jumps in 2027. What is sold in January 2027 passes the bound; a rule that saw the
// ledger of its own period would enter then. It enters in February.
TEST(Decisions, ARuleSeesNothingOfItsOwnPeriod) {
  std::string text = kStaged;
  text.replace(text.find("price = 10"), 10,
               "price = { fixed = { 2026 = 10, 2027 = 30, 2028 = 30 } }");
  text.replace(text.find("window_months = 6, above = 4_500"), 32,
               "window_months = 1, above = 2_000");
  EXPECT_EQ(certain(rows(text), "entry_months.TN"), 13);
}

// The same on random paths: each enters in the first period before which the ledger passed.
TEST(Decisions, TheLedgerBeforeDecides) {
  std::string text = kTwoMarkets + R"(
[strategy.staged.enter.MA]
[strategy.staged.enter.TN]
when = { metric = "revenue.MA.wholesale", window_months = 3, above = 20_000 }
)";
  const scenario::Scenario staged = strategy(text);
  const Rows all = rows_of(compile(staged), {0});
  int entered = 0;
  for (std::uint64_t path = 0; path < 40; ++path) {
    const std::vector<double> revenue = column(replay(staged, path).tables[0], "revenue");
    double expected = HUGE_VAL;
    for (std::size_t period = 0; period < revenue.size() && expected == HUGE_VAL; ++period) {
      double sum = 0;
      for (std::size_t before = 1; before <= 3 && before <= period; ++before)
        sum += revenue[period - before];
      if (sum > 20'000) expected = static_cast<double>(period);
    }
    EXPECT_EQ(all.at("entry_months.TN")[path], expected) << path;
    entered += expected < HUGE_VAL ? 1 : 0;
  }
  EXPECT_GT(entered, 5);
  EXPECT_LT(entered, 40);
}

// What is decided on the way and comes out as a date is that date: registration, prospects, curves,
// stays and costs all move with the entry. Sums are formed in another order, so not to the last
// bit.
TEST(Decisions, AnEntryByARuleIsTheEntryOnItsDate) {
  const std::string by_date = kTwoMarkets + R"(
[strategy.staged.enter.MA]
at = 2026-10-01
[strategy.staged.enter.TN]
at = 2027-01-01
)";
  const std::string by_rule = kTwoMarkets + R"(
[strategy.staged.enter.MA]
when = { metric = "cash", above = -1e9 }
not_before = 2026-10-01
[strategy.staged.enter.TN]
when = { metric = "cash", above = -1e9 }
not_before = 2027-01-01
)";
  const Rows dated = rows(by_date), ruled = rows(by_rule);
  EXPECT_EQ(certain(ruled, "entry_months.MA"), 7);
  for (const auto& [name, row] : dated)
    for (std::size_t path = 0; path < row.size(); ++path) {
      const double other = ruled.at(name)[path];
      if (row[path] - row[path] == 0)
        EXPECT_NEAR(other, row[path], 1e-9 * (1 + std::abs(row[path]))) << name << " " << path;
      else
        EXPECT_EQ(other, row[path]) << name << " " << path;
    }
}

TEST(Decisions, AnExitEndsSalesAndCostsOnce) {
  const std::string text = kStaged + R"(
[strategy.staged.exit.TN]
at   = 2028-01-01
cost = 700
)";
  const Rows left = rows(text);
  EXPECT_NEAR(certain(left, "revenue.TN"), 17 * 2000, 1e-6);
  const double goods = 4 * (34 * 100 + 17 * 200), costs = 2000 + 5000 + 17 * 100 + 700;
  EXPECT_NEAR(certain(left, "npv"), 34 * 1000 + 17 * 2000 - goods - costs, 1e-6);
}

// TN sells for 2000 a month, below 2500 always: it is left after six whole months, 2026-08 to
// 2027-01, and not before.
TEST(Decisions, AnExitWaitsForWholeWindows) {
  const Rows left = rows(kStaged + R"(
[strategy.staged.exit.TN]
when = { metric = "revenue.TN", window_months = 6, below = 15_000 }
)");
  EXPECT_NEAR(certain(left, "revenue.TN"), 6 * 2000, 1e-6);
}

TEST(Decisions, ReceiptsComeInAfterAnExit) {
  const std::string late = kStaged + R"(
[strategy.staged.exit.TN]
at = 2028-01-01
[market.TN.payment]
days = 91.3125
)";
  const Rows left = rows(late);
  EXPECT_NEAR(certain(left, "revenue.TN"), 17 * 2000, 1e-6);
  const std::vector<double> receipts = column(replay(strategy(late), 0).tables.back(), "receipts");
  for (int period = 24; period < 27; ++period)
    EXPECT_NEAR(receipts[static_cast<std::size_t>(period)], 3000, 1e-6);
  EXPECT_NEAR(receipts[27], 1000, 1e-6);
}

// A market that is left before it was entered never is, and costs nothing.
TEST(Decisions, NoEntryAfterTheExit) {
  const Rows left = rows(kStaged + R"(
[strategy.staged.exit.TN]
at   = 2026-08-01
cost = 700
)");
  EXPECT_EQ(certain(left, "entry_months.TN"), HUGE_VAL);
  EXPECT_EQ(certain(left, "revenue.TN"), 0);
  EXPECT_NEAR(certain(left, "npv"), 34 * 1000 - 4 * 34 * 100 - 2000, 1e-6);
}

// MA brings 600 a month after its 2000: cash before month 3 + k is 600 k - 2000. With 5000 to pay,
// -1000 is kept once 600 k reaches 6000, k = 10.
TEST(Decisions, ABudgetHoldsAnEntryBack) {
  const Rows staged = rows(kCertain + R"(
[strategy.staged.enter.MA]
at = 2026-03-01
[strategy.staged.enter.TN]
cash_at_least = -1_000
)");
  EXPECT_EQ(certain(staged, "entry_months.TN"), 2 + 10);
}

// Two entries of one period: the second is paid from what the first leaves.
TEST(Decisions, EntriesOfAPeriodShareTheBudget) {
  const Rows both = rows(kCertain + R"(
[strategy.staged.enter.MA]
cash_at_least = -5_500
[strategy.staged.enter.TN]
cash_at_least = -5_500
)");
  EXPECT_EQ(certain(both, "entry_months.MA"), 0);
  EXPECT_EQ(certain(both, "entry_months.TN"), 3);  // -2000 + 600 k - 5000 >= -5500 at k = 3
}

TEST(Decisions, ChannelsCanBeEnteredOneByOne) {
  const std::string own = R"(
[market.MA.channel.office]
kind           = "distributor"
ceiling_share  = 0.2
entry_cost     = 9_000
fixed_per_year = 2_400
)";
  const Rows staged = rows(kCertain + own + R"(
[strategy.staged.enter.MA]
at = 2026-01-01
[strategy.staged.enter.MA.channel.office]
when = { metric = "revenue.MA.distributor", window_months = 12, above = 5_500 }
[strategy.staged.exit.MA.channel.distributor]
at = 2026-10-01
)");
  EXPECT_EQ(certain(staged, "entry_months.MA"), 0);
  EXPECT_NEAR(certain(staged, "revenue.MA.distributor"), 9 * 1000, 1e-6);
  EXPECT_NEAR(certain(staged, "revenue.MA.office"), 30 * 2000, 1e-6);  // from period 6 on
  EXPECT_NEAR(certain(staged, "npv"), 0.6 * 69'000 - 2'000 - 9'000 - 30 * 200, 1e-6);
  // Without a decision on the market itself it is entered with its first channel; others stay out.
  const Rows alone = rows(kCertain + own + R"(
[strategy.staged.enter.MA.channel.office]
at = 2026-07-01
)");
  EXPECT_EQ(certain(alone, "entry_months.MA"), 6);
  EXPECT_EQ(certain(alone, "revenue.MA.distributor"), 0);
  EXPECT_NEAR(certain(alone, "revenue.MA.office"), 30 * 2000, 1e-6);
}

// A market may be watched whatever its channels are; invoices that each channel keeps are added up.
TEST(Decisions, OtherChannelsAreWatchedToo) {
  const Rows staged = rows(kCertain + R"(
[market.EG.demand]
units_per_year = 12_000
[market.EG.channel.chains]
kind                      = "retail"
stores                    = 10
units_per_store_per_month = 5
[market.EG.channel.agent]
kind          = "distributor"
ceiling_share = 0.1
exclusive     = { minimum_units = 600 }
[strategy.staged.enter.EG]
[strategy.staged.enter.MA]
when = { metric = "revenue.EG", window_months = 6, above = 5_900 }
[strategy.staged.enter.TN]
when = { metric = "revenue.EG.chains", window_months = 6, above = 1_900 }
)");
  EXPECT_NEAR(certain(staged, "revenue.EG"), 36 * 1500, 1e-6);
  EXPECT_EQ(certain(staged, "entry_months.MA"), 4);  // 1500 a month
  EXPECT_EQ(certain(staged, "entry_months.TN"), 4);  // 500 a month
}

TEST(Decisions, FlowsAddUpToCash) {
  const scenario::Scenario staged = strategy(kTwoMarkets + R"(
[strategy.staged.enter.MA]
[strategy.staged.enter.TN]
when = { metric = "revenue.MA", window_months = 6, above = 20_000 }
cash_at_least = -400_000
[strategy.staged.exit.MA]
when = { metric = "margin", window_months = 12, below = 0 }
cost = 10_000
)");
  for (std::uint64_t path = 0; path < 20; ++path) {
    const Table firm = replay(staged, path).tables.back();
    const std::vector<double> out = column(firm, "outflows"), in = column(firm, "receipts"),
                              cash = column(firm, "cash");
    double sum = 0;
    for (std::size_t period = 0; period < cash.size(); ++period) {
      sum += in[period] - out[period];
      EXPECT_NEAR(cash[period], sum, 1e-9 * (1 + std::abs(sum))) << path << " " << period;
    }
  }
}

TEST(Decisions, TheSameBitsFromEveryKernel) {
  const Plan plan = compile(strategy(kTwoMarkets + R"(
[strategy.staged.enter.MA]
[strategy.staged.enter.TN]
when = { metric = "revenue.MA", window_months = 6, above = 20_000 }
[strategy.staged.exit.MA]
when = { metric = "revenue.MA", window_months = 12, below = 60_000, for_months = 2 }
cost = { value = 100_000, currency = "MAD" }
)"));
  const Kernels baseline = built_kernels().front();
  for (const Kernels& kernels : built_kernels()) {
    if (!kernels.runs_here) continue;
    EXPECT_TRUE(
        test::same_bits(rows_of(plan, {0, 1}, baseline), rows_of(plan, {0, 1}, kernels), 40))
        << kernels.name;
  }
}

// A strategy that changes nothing and decides nothing is the scenario itself.
TEST(Decisions, APlainStrategyIsThePlainScenario) {
  const scenario::Scenario with =
      scenario::read_scenario("test.toml", kTwoMarkets + "[strategy.plain]\n");
  const scenario::Scenario without = scenario::read_scenario("test.toml", kTwoMarkets);
  EXPECT_TRUE(simulate(compile(with.strategies[0]), 1000, {}) ==
              simulate(compile(without), 1000, {}));
}

}  // namespace
}  // namespace landfall::simulate
