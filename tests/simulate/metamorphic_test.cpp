// What must follow when a scenario is changed in a known way.
#include <gtest/gtest.h>

#include "simulate/two_markets.hpp"
#include "support/simulated.hpp"

namespace landfall::test {
namespace {

// All money twice as small: the same goods, twice the numbers. Doubling is exact, so are the
// results.
TEST(Metamorphic, TheUnitOfMoneyScalesMoneyAlone) {
  const std::vector<std::string> doubled = {
      "product.price={triangular=[160, 200, 260]}",
      "product.cost={uniform=[100, 120]}",
      "market.MA.response.reference_price=4000",
      "market.MA.logistics.freight={triangular=[8, 12, 20]}",
      "market.MA.logistics.carriage=2",
      "market.MA.channel.wholesale.entry_cost=80_000",
      "market.MA.channel.wholesale.marketing_per_year=48_000",
      "market.MA.channel.retail.fixed_per_year={value=120_000, currency='MAD'}"};
  const Rows once = rows_of(kTwoMarkets), twice = rows_of(kTwoMarkets, doubled);
  for (const auto& [name, row] : once) {
    const bool money = name.rfind("revenue", 0) == 0 || name == "npv" || name == "margin" ||
                       name == "peak_funding";
    const bool plain = name == "market_share" || name == "payback_months";
    if (!money && !plain) continue;
    const std::vector<double>& other = twice.at(name);
    for (std::size_t path = 0; path < row.size(); ++path)
      if (row[path] - row[path] == 0) {
        EXPECT_NEAR(other[path], (money ? 2 : 1) * row[path], 1e-9 * std::abs(row[path]))
            << name << " " << path;
      } else {
        EXPECT_EQ(other[path], row[path]) << name << " " << path;  // never, in both
      }
  }
}

TEST(Metamorphic, MoreDutyNeverSellsMore) {
  const std::vector<std::string> taxed = {"market.MA.tariff.ad_valorem=0.8"};
  const Rows before = rows_of(kTwoMarkets), after = rows_of(kTwoMarkets, taxed);
  int fewer = 0;
  for (const char* name : {"revenue.MA.wholesale", "revenue.MA.retail", "revenue.MA"})
    for (std::size_t path = 0; path < before.at(name).size(); ++path) {
      EXPECT_LE(after.at(name)[path], before.at(name)[path]) << name << " " << path;
      fewer += after.at(name)[path] < before.at(name)[path] ? 1 : 0;
    }
  EXPECT_GT(fewer, 800);
  EXPECT_TRUE(same_bits(only(before, {"revenue.TN"}), after, 2));
}

TEST(Metamorphic, WithoutAResponseTheDutyIsIrrelevant) {
  std::string deaf = kMorocco;
  const std::size_t from = deaf.find("[market.MA.response]"), to = deaf.find("[market.MA.tariff]");
  deaf.erase(from, to - from);
  const std::string text =
      kHead + kMoney + kProduct + deaf + kWholesale + kRetail + kTunisia + kGroups;
  const Rows before = rows_of(text);
  EXPECT_TRUE(same_bits(before, rows_of(text, {"market.MA.tariff.ad_valorem=0.8"}), 60));
}

TEST(Metamorphic, ReceiptsMayComeLateButRevenueDoesNot) {
  const Rows before = rows_of(kTwoMarkets, {"market.MA.payment.days=0"});
  const Rows after = rows_of(kTwoMarkets, {"market.MA.payment.days=180"});
  EXPECT_TRUE(same_bits(only(before, {"revenue", "margin", "market_share"}), after, 40));
  for (std::size_t path = 0; path < before.at("npv").size(); ++path) {
    EXPECT_LE(after.at("npv")[path], before.at("npv")[path]);
    const double need = before.at("peak_funding")[path];  // the same sum may be rounded otherwise
    EXPECT_GE(after.at("peak_funding")[path], need - 1e-12 * need) << path;
  }
}

TEST(Metamorphic, CapacityBindsAndFreeCapacityDoesNot) {
  const Rows free = rows_of(kTwoMarkets);
  const Rows ample = rows_of(kTwoMarkets, {"product.capacity_units_per_year=1e9"});
  EXPECT_TRUE(same_bits(free, ample, 60));
  const Rows tight = rows_of(kTwoMarkets, {"product.capacity_units_per_year=1200"});
  for (std::size_t path = 0; path < free.at("revenue").size(); ++path)
    EXPECT_LE(tight.at("revenue")[path], free.at("revenue")[path] * (1 + 1e-12));
}

TEST(Metamorphic, TwoMarketsApartEarnWhatTheyEarnTogether) {
  const std::string money = kHead + kMoney + kProduct;
  const std::string groups = R"(
[correlation.costs]
of     = ["product.price", "product.cost"]
common = 0.5
)";
  std::string egypt = kEgypt, tunisia = kTunisia;
  tunisia.replace(tunisia.find("{ from = \"market.MA.logistics.freight\", times = 1.2 }"), 53, "7");
  const Rows both = rows_of(money + tunisia + egypt + groups);
  const Rows first = rows_of(money + tunisia + groups), second = rows_of(money + egypt + groups);
  for (const char* name : {"revenue", "margin", "npv", "revenue.year_2"})
    for (std::size_t path = 0; path < both.at(name).size(); ++path)
      EXPECT_NEAR(both.at(name)[path], first.at(name)[path] + second.at(name)[path],
                  1e-9 * std::abs(both.at("revenue")[path]))
          << name << " " << path;
}

}  // namespace
}  // namespace landfall::test
