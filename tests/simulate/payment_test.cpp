// Getting paid: buyers that fail and lose what they owe, and receipts that are held.
#include <gtest/gtest.h>

#include <cmath>

#include "simulate/trace.hpp"
#include "support/simulated.hpp"

namespace landfall::simulate {
namespace {

using test::Rows;
using test::rows_of;

const std::string kDealers = R"(schema = 1
[scenario]
name = "Dealers"
currency = "EUR"
start = 2026-01-01
years = 3
[product]
price = 10
[market.A.demand]
units_per_year = 12_000
[market.A.payment]
days = 80
[market.A.channel.dealers]
kind = "distributor"
prospects = 3
sign_chance = 0.7
months_to_sign = { uniform = [1, 9] }
ceiling_share = 0.2
churn = 0.1
)";

const std::string kHazard = "market.A.payment.default={by='buyer', hazard=";

// Who pays after ten years has paid for nothing when it fails within the three: all that it took is
// lost. Two dealers of three at a hazard of 0.3 do, one in three paths all three.
TEST(Payment, WhoFailsLosesAllThatItOwes) {
  const Rows rows = rows_of(
      kDealers, {kHazard + "0.3}", "market.A.payment.days=3652",
                 "market.A.channel.dealers.prospects=1", "market.A.channel.dealers.sign_chance=1",
                 "market.A.channel.dealers.months_to_sign=0", "market.A.channel.dealers.churn=0"});
  int failed = 0;
  for (std::size_t path = 0; path < 512; ++path) {
    if (rows.at("revenue")[path] > 72'000 - 1e-6) continue;  // 2 400 units in each of three years
    EXPECT_NEAR(rows.at("margin")[path], 0, 1e-6) << path;
    ++failed;
  }
  EXPECT_NEAR(failed, 512 * 0.593, 5 * 11);  // 1 - e^(-0.9)
}

// Law: a hazard of 0 changes nothing, whatever the curve.
TEST(Payment, NobodyFailsAtAHazardOfNought) {
  for (const char* curve :
       {"'immediate'", "{bass={p=0.1, q=0.4}}", "{bass={p=0.1, q=0.4, method='euler'}}",
        "{logistic={midpoint_years=1, rate_per_year=2}}",
        "{gompertz={inflection_years=1, rate_per_year=2}}", "{ramp={months=7}}"}) {
    const std::string uptake = std::string("market.A.channel.dealers.uptake=") + curve;
    const Rows none = rows_of(kDealers, {uptake}, {0});
    const Rows some = rows_of(kDealers, {uptake, kHazard + "0}"}, {0});
    for (const char* name : {"revenue", "margin", "npv"})
      for (std::size_t path = 0; path < 256; ++path)
        EXPECT_NEAR(some.at(name)[path], none.at(name)[path], 1e-9 * (1 + none.at(name)[path]))
            << curve << " " << path;
  }
}

// Law: dealers of a market entered on the way fail as they do where it is entered at that date.
TEST(Payment, FailuresCountFromTheEntry) {
  const auto rows = [](const std::string& entry) {
    return rows_of(
        compile(scenario::read_scenario(
                    "test.toml", kDealers + entry,
                    {kHazard + "0.4}", "market.A.channel.dealers.uptake={bass={p=0.1, q=0.4}}"})
                    .strategies.at(0)),
        {0, 1});
  };
  const Rows decided = rows("[strategy.rule.enter.A]\nat = 2026-04-01\ncash_at_least = -1_000\n");
  const Rows dated = rows("[strategy.date.enter.A]\nat = 2026-04-01\n");
  for (const char* name : {"revenue", "margin"})
    for (std::size_t path = 0; path < 512; ++path)
      EXPECT_NEAR(decided.at(name)[path], dated.at(name)[path], 1e-9 * 1e5) << name << " " << path;
  EXPECT_NE(dated.at("revenue"), dated.at("margin"));
}

// Law: another channel, or that buyers fail at all, moves no draw of dealers.
TEST(Payment, FailuresHaveWordsOfTheirOwn) {
  const std::string other = kDealers + R"([market.A.channel.chains]
kind = "retail"
chains = 2
stores = 3
units_per_store_per_month = 1
)";
  const std::vector<std::string> fail = {kHazard + "0.4}", "product.capacity_units_per_year=1e9"};
  const Rows alone = rows_of(kDealers, fail), beside = rows_of(other, fail);
  for (std::size_t path = 0; path < 512; ++path)
    EXPECT_NEAR(alone.at("revenue.A.dealers")[path], beside.at("revenue.A.dealers")[path], 1e-6);
}

// A stop from April to June holds what is due then, the invoices of February to April; all of it
// comes in July. 100 a month in, 60 a month out: at its lowest, before the receipts of July, 7 x 60
// - 200.
TEST(Payment, AStopHoldsReceiptsUntilItsEnd) {
  const std::string text = R"(schema = 1
[scenario]
name = "Stop"
currency = "EUR"
start = 2026-01-01
years = 1
discount = 0.1
[product]
price = 10
cost = 6
[market.A.demand]
units_per_year = 1_200
[market.A.payment]
days = 30.4375
[market.A.payment.transfer_stop.queue]
at = 2026-04-01
months = 3
[market.A.channel.distributor]
kind = "distributor"
ceiling_share = 0.1
)";
  const auto v = [](double month) { return std::pow(1.1, -month / 12); };
  const auto expect = [&](const std::vector<std::string>& overrides, double funding, double payback,
                          const std::vector<double>& comes) {
    double npv = 0;
    for (std::size_t month = 0; month < 12; ++month)
      npv += 100 * v(comes[month]) - 60 * v(static_cast<double>(month));
    const Rows rows = rows_of(text, overrides, {0});
    EXPECT_NEAR(rows.at("peak_funding")[0], funding, 1e-9);
    EXPECT_NEAR(rows.at("payback_months")[0], payback, 1e-9);
    EXPECT_NEAR(rows.at("npv")[0], npv, 1e-9);
    EXPECT_NEAR(rows.at("margin")[0], 480, 1e-9);
  };
  expect({}, 220, 7, {1, 2, 6, 6, 6, 6, 7, 8, 9, 10, 11, 12});
  // The last month counts in part: what is due in June comes in, and so does the rest, in its
  // middle.
  expect({"market.A.payment.transfer_stop.queue.months=2.5"}, 160, 6,
         {1, 2, 5.5, 5.5, 5, 6, 7, 8, 9, 10, 11, 12});
  // A stop beyond the end: what is held comes in the first month after it.
  expect({"market.A.payment.transfer_stop.queue.months=60"}, 520, 13,
         {1, 2, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12});
}

}  // namespace
}  // namespace landfall::simulate
