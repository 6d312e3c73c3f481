// Getting paid: buyers that fail and lose what they owe.
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace landfall::simulate
