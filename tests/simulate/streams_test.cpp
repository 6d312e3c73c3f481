// What is added to a scenario leaves the draws of everything else alone.
#include <gtest/gtest.h>

#include <set>

#include "simulate/two_markets.hpp"
#include "support/simulated.hpp"

namespace landfall::test {
namespace {

const std::string kGeneral = kHead + kMoney + kProduct;

TEST(Streams, AMarketAddedChangesNoOther) {
  const Rows before = rows_of(kTwoMarkets), after = rows_of(kTwoMarkets + kEgypt);
  const std::vector<std::string> kept = {"revenue.MA", "revenue.TN", "market.", "product."};
  EXPECT_TRUE(same_bits(only(before, kept), after, 16));
  EXPECT_FALSE(same_bits(only(before, {"revenue"}), after, 1));  // the firm does sell more
}

TEST(Streams, AMarketAddedInFrontChangesNoOther) {
  const Rows before = rows_of(kTwoMarkets);
  const Rows after =
      rows_of(kGeneral + kEgypt + kMorocco + kWholesale + kRetail + kTunisia + kGroups);
  EXPECT_TRUE(
      same_bits(only(before, {"revenue.MA", "revenue.TN", "market.", "product."}), after, 16));
}

// The retail channel takes no demand from wholesale here: their ceilings together stay below it.
TEST(Streams, AChannelAddedChangesNoOther) {
  const std::vector<std::string> roomy = {"market.MA.response.reference_price=6000",
                                          "market.MA.response.elasticity=0.1"};
  const Rows before = rows_of(kGeneral + kMorocco + kWholesale + kTunisia + kGroups, roomy);
  const Rows after = rows_of(kTwoMarkets, roomy);
  EXPECT_TRUE(same_bits(only(before, {"revenue.MA.wholesale", "revenue.TN", "market.", "product."}),
                        after, 12));
}

TEST(Streams, TablesMayStandInAnyOrder) {
  const Rows before = rows_of(kTwoMarkets);
  EXPECT_TRUE(same_bits(
      before,
      rows_of(kHead + kGroups + kMorocco + kWholesale + kRetail + kTunisia + kMoney + kProduct),
      60));
  EXPECT_TRUE(same_bits(
      only(before, {"revenue.MA.", "revenue.TN.", "market.", "product."}),
      rows_of(kHead + kTunisia + kRetail + kProduct + kGroups + kMoney + kMorocco + kWholesale),
      14));
}

TEST(Streams, AMemberAddedLastChangesNoOther) {
  const std::string groups = R"(
[correlation.moves]
of      = ["fx.MAD", "fx.USD", "market.MA.demand", "market.EG.demand"]
common  = 0.4
measure = "pearson"
[correlation.costs]
of     = ["product.price", "product.cost", "market.EG.channel.distributor.ceiling_share"]
common = 0.5
)";
  const std::string three = kGeneral + kMorocco + kWholesale + kRetail + kTunisia + kEgypt;
  const Rows alone = rows_of(three + kGroups), joined = rows_of(three + groups);
  EXPECT_TRUE(
      same_bits(only(alone, {"revenue.MA", "revenue.TN", "market.MA", "product."}), joined, 14));
  EXPECT_FALSE(same_bits(only(alone, {"revenue.EG"}), joined, 1));
  EXPECT_FALSE(same_bits(only(alone, {"market.EG"}), joined, 1));
}

TEST(Streams, TheSeedChangesEveryDraw) {
  const Rows one = rows_of(kTwoMarkets), other = rows_of(kTwoMarkets, {"simulation.seed=8"});
  for (const auto& [name, row] : one)
    if (name != "revenue@2026-03") {  // the first market opens later on every path
      EXPECT_NE(row, other.at(name)) << name;
    }
}

// Alone or in a group, a process has the stream of its address; the first of a group is as it was
// alone.
TEST(Streams, AGroupChangesNoStream) {
  const auto keys = [](const std::string& text) {
    std::set<std::uint64_t> all;
    for (const simulate::ShockStep& shock :
         simulate::compile(scenario::read_scenario("test.toml", text)).shocks)
      all.insert(shock.key);
    return all;
  };
  const std::string alone = kGeneral + kMorocco + kWholesale + kRetail + kTunisia;
  EXPECT_EQ(keys(alone), keys(alone + kGroups));
  EXPECT_EQ(keys(alone).size(), 4u);
  const Rows before = rows_of(alone), after = rows_of(alone + kGroups);
  for (std::size_t path = 0; path < before.at("product.price").size(); ++path) {
    const double price = before.at("product.price")[path];  // a group draws it by way of its score
    EXPECT_NEAR(after.at("product.price")[path], price, 1e-13 * price) << path;
  }
}

TEST(Streams, AConstantInsteadOfADrawChangesNoOther) {
  const Rows before = rows_of(kTwoMarkets);
  const Rows after = rows_of(kTwoMarkets, {"market.MA.payment.days=60"});
  EXPECT_TRUE(
      same_bits(only(before, {"revenue.MA", "revenue.TN", "revenue.year", "market.", "product."}),
                after, 18));
}

}  // namespace
}  // namespace landfall::test
