// The firm's own money: stocks, suppliers, waiting orders, taxes, the value at the end.
#include <gtest/gtest.h>

#include <cmath>
#include <deque>

#include "simulate/explain.hpp"
#include "simulate/trace.hpp"
#include "simulate/two_markets.hpp"
#include "support/simulated.hpp"

namespace landfall::simulate {
namespace {

using test::kTwoMarkets;
using test::only;
using test::Rows;
using test::rows_of;
using test::same_bits;

/// The channel one sells 100 units a month at 10, two sells 50; a unit costs 4.
const std::string kCertain = R"(
schema = 1
[scenario]
name     = "Certain"
currency = "EUR"
start    = 2026-01-01
years    = 3
discount = 0.1
[product]
price = 10
cost  = 4
[market.A.demand]
units_per_year = 12_000
[market.A.channel.one]
kind          = "distributor"
ceiling_share = 0.1
[market.A.channel.two]
kind          = "distributor"
ceiling_share = 0.05
)";

double outcome(const std::string& text, const std::vector<std::string>& overrides,
               const std::string& name) {
  const std::vector<double> row = rows_of(text, overrides, {0}).at(name);
  for (const double value : row) EXPECT_EQ(value, row[0]) << name;
  return row[0];
}

/// The one strategy of a text.
Rows strategy_rows(const std::string& text, const std::vector<std::string>& overrides) {
  const scenario::Scenario scenario = scenario::read_scenario("test.toml", text, overrides);
  return rows_of(compile(scenario.strategies.at(0)), {0});
}

TEST(OwnMoney, WhatIsZeroChangesNoBit) {
  const Rows before = rows_of(kTwoMarkets);
  EXPECT_TRUE(same_bits(
      before,
      rows_of(kTwoMarkets, {"product.stock_months=0", "product.supplier_days=0",
                            "market.MA.logistics.minimum_order_units=0", "firm.fixed_per_year=0",
                            "investment.plant.amount=0", "investment.plant.at=2027-01-01"}),
      60));
  EXPECT_TRUE(same_bits(before,
                        rows_of(kTwoMarkets, {"tax.corporate_rate=0", "terminal.multiple=0",
                                              "market.MA.tax.withholding_rate=0"}),
                        60));
}

// Two months of 150 units lie in stock when the market is left after a year: nobody pays for them.
TEST(OwnMoney, AStockIsSunkByAnExit) {
  const std::string text = kCertain + R"(
[strategy.leave.exit.A]
at = 2027-01-01
)";
  const Rows rows = strategy_rows(text, {"product.stock_months=2"});
  EXPECT_NEAR(rows.at("margin")[0], 12 * 150 * (10 - 4) - 2 * 150 * 4, 1e-9);
  EXPECT_NEAR(strategy_rows(text, {}).at("margin")[0], 12 * 150 * (10 - 4), 1e-9);
}

// 450 leave in month 2, 400 wait for. The channel one is left in month 4: its order of month 3 is
// cancelled, and the 50 a month of the other fill shipments in months 10, 18, 26 and 34.
TEST(OwnMoney, OrdersOfAChannelThatIsLeftAreCancelled) {
  const std::string text = kCertain + R"(
[strategy.leave.exit.A.channel.one]
at = 2026-05-01
)";
  const Rows rows = strategy_rows(text, {"market.A.logistics.minimum_order_units=400"});
  EXPECT_NEAR(rows.at("revenue.A.one")[0], 3 * 100 * 10, 1e-9);
  EXPECT_NEAR(rows.at("revenue.A.two")[0], (3 * 50 + 4 * 400) * 10, 1e-9);
}

// The last year's margin is 150 * 12 * 6, and each year after the end brings it, grown by e^0.02.
// A stock that is run down in it is no margin that comes again.
TEST(OwnMoney, AGrowingMarginIsWorthTheSumOfAllYearsToCome) {
  double sum = 0;
  for (int year = 1; year < 2000; ++year)
    sum += 150 * 12 * 6 * std::exp(0.02 * year) * std::pow(1.1, -3 - year);
  EXPECT_NEAR(outcome(kCertain, {"terminal.growth=0.02"}, "terminal_value"), sum, 1e-9 * sum);
  EXPECT_NEAR(
      outcome(kCertain, {"terminal.growth=0.02", "product.stock_months=2.5"}, "terminal_value"),
      sum, 1e-9 * sum);
  const double without = outcome(kCertain, {}, "npv");
  EXPECT_NEAR(outcome(kCertain, {"terminal.growth=0.02"}, "npv"), without + sum, 1e-9 * sum);
}

TEST(OwnMoney, AFirmThatLosesIsWorthNothing) {
  const Rows none = rows_of(kCertain, {"product.cost=12"});
  const Rows rows = rows_of(kCertain, {"product.cost=12", "terminal.multiple=5"});
  EXPECT_EQ(rows.at("terminal_value")[0], 0);
  EXPECT_TRUE(same_bits(none, rows, 40));
}

/// Tax on margins, one a year: a loss is set against the profits of so many years after it.
double tax_of(const std::vector<double>& margins, double rate, std::size_t loss_years) {
  std::deque<std::pair<std::size_t, double>> losses;  // year, what is left
  double tax = 0;
  for (std::size_t year = 0; year < margins.size(); ++year) {
    while (!losses.empty() && year - losses.front().first > loss_years) losses.pop_front();
    double profit = std::max(0.0, margins[year]);
    for (auto& [from, left] : losses) {
      const double used = std::min(left, profit);
      left -= used;
      profit -= used;
    }
    tax += rate * profit;
    losses.push_back({year, std::max(0.0, -margins[year])});
  }
  return tax;
}

// Eight years of two markets, with a plant every other year so that losses come again and again.
TEST(OwnMoney, LossesAreUsedOldestFirstAndForgotten) {
  std::vector<std::string> changes = {"scenario.years=8", "market.MA.payment.days=0",
                                      "tax.corporate_rate=0.3"};
  for (int plant = 0; plant < 4; ++plant) {
    const std::string at = "investment.plant" + std::to_string(plant);
    changes.push_back(at + ".at=" + std::to_string(2026 + 2 * plant) + "-06-01");
    changes.push_back(at + ".amount=400_000");
  }
  int different = 0;
  for (const std::size_t loss_years : {0, 1, 2, 100}) {
    changes.push_back("tax.loss_years=" + std::to_string(loss_years));
    const scenario::Scenario scenario = scenario::read_scenario("test.toml", kTwoMarkets, changes);
    changes.pop_back();
    for (std::uint64_t path = 0; path < 4; ++path) {
      const Trace trace = replay(scenario, path);
      const Table& firm = trace.tables.back();
      std::vector<double> margins(8);
      for (std::size_t period = 0; period < 96; ++period)  // receipts less outflows
        margins[period / 12] += firm.rows[period][4].number - firm.rows[period][2].number;
      const double expected = tax_of(margins, 0.3, loss_years);
      for (const auto& row : trace.outcomes.rows)
        if (row[0].text == "tax") {
          EXPECT_NEAR(row[1].number, expected, 1e-9 * (1 + expected)) << path;
        }
      if (expected != tax_of(margins, 0.3, loss_years + 1)) ++different;
    }
  }
  EXPECT_GT(different, 4);  // otherwise no path would tell the limits apart
}

TEST(OwnMoney, IsExplained) {
  const Explanation out = explain(scenario::read_scenario(
      "test.toml", kCertain,
      {"firm.fixed_per_year=1000", "investment.plant.at=2026-07-01", "investment.plant.amount=5000",
       "product.stock_months=2", "product.supplier_days=30", "tax.corporate_rate=0.2",
       "tax.loss_years=1", "tax.months_after=3", "market.A.tax.withholding_rate=0.1",
       "market.A.tax.creditable_share=0.5", "market.A.logistics.minimum_order_units=400",
       "terminal.multiple=4"}));
  const std::vector<std::string> own(out.summary.begin() + 2, out.summary.end());
  EXPECT_EQ(own,
            (std::vector<std::string>{
                "The firm itself costs 1 000 EUR a year, from the start to the end.",
                "It invests 5 000 EUR in plant, 2026-07-01.",
                "It holds goods for 2 months of its latest sales, no more than for the months that "
                "are left, and pays for them 30 days after they are bought.",
                "Of the margin of each twelve months 20 % are paid as tax, 3 months after their "
                "end; losses are set against the year after them.",
                "What comes after year 3 counts in npv as 4 times the margin of the last twelve "
                "months, after tax and never below 0."}));
  const std::vector<std::string>& notes = out.tables[0].notes;
  ASSERT_GE(notes.size(), 2u);
  EXPECT_EQ(notes[0], "A: orders wait until they make up 400 unit, then ship together.");
  EXPECT_EQ(notes[1],
            "A: of a positive margin of twelve months 10 % are withheld, of which 50 % are set "
            "against the firm's own tax.");
}

}  // namespace
}  // namespace landfall::simulate
