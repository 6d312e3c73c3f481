// Levies, excise, extra duties and phases: laws that hold whatever the rates.
#include <gtest/gtest.h>

#include "scenario/central.hpp"
#include "simulate/two_markets.hpp"
#include "support/simulated.hpp"

namespace landfall::test {
namespace {

const char* const kDutyPaid = R"(
schema = 1
[scenario]
name = "Duty paid"
currency = "EUR"
start = 2026-01-01
years = 1
[product]
price = 200
cost = 20
incoterm = "DDP"
[market.A]
demand = { units_per_year = 1200 }
logistics = { freight = 10, insurance = 0.01, carriage = 2, inland = 5 }
[market.A.tariff]
ad_valorem = 0.3
specific = 4
vat = 0.19
excise = { ad_valorem = 0.1, specific = 2 }
levies = { solidarity = 0.03 }
extra = { safeguard = { ad_valorem = 0.2, specific = 1 } }
[market.A.channel.shop]
kind = "distributor"
ceiling_share = 1
)";

std::vector<std::string> charged(const std::string& levy) {
  return {"market.A.tariff.levies.other=" + levy};
}

// Under DDP the firm bears every charge at the border: its margin is what the ladder leaves it.
// Power: one charge left out of the kernel's fold would move the margin by 1 % or more.
TEST(Border, TheMarginIsWhatTheLadderLeaves) {
  for (const char* levy :
       {"0.02", "{ rate = 0.02, base = 'duty' }",
        "{ rate = 0.02, base = 'customs_value_and_duty' }", "{ rate = 0.02, creditable = true }"}) {
    const scenario::Scenario scenario =
        scenario::read_scenario("test.toml", kDutyPaid, charged(levy));
    const scenario::CentralLadder at =
        scenario::central_ladder(scenario, scenario.markets[0], scenario.markets[0].channels[0]);
    EXPECT_NEAR(at.customs_value + at.duty + at.levies_paid + at.excise_paid, at.landed, 1e-10);
    EXPECT_NEAR(at.landed + 5, 200, 1e-10);  // price = landed and inland carriage
    const Rows rows = rows_of(simulate::compile(scenario), {0});
    EXPECT_NEAR(rows.at("margin")[0], 1200 * at.kept, 1e-8) << levy;
  }
}

TEST(Border, ACreditableLevyIsNoCost) {
  const Rows without = rows_of(kDutyPaid, charged("{ rate = 0, creditable = true }"));
  const Rows with = rows_of(kDutyPaid, charged("{ rate = 0.02, creditable = true }"));
  EXPECT_TRUE(same_bits(without, with, 10));
}

TEST(Border, ALevyWithItsDefaultsIsALevyByItsRate) {
  EXPECT_TRUE(same_bits(rows_of(kTwoMarkets, {"market.MA.tariff.levies.port=0.02"}),
                        rows_of(kTwoMarkets, {"market.MA.tariff.levies.port={ rate = 0.02 }"}),
                        20));
}

// A change in three phases of a third each is three changes on the way to the same end; with a
// utilisation of 1 nothing of what was before is left.
TEST(Border, PhasesEndWhereTheChangeEnds) {
  const std::string change = "market.MA.tariff.change.agreement=";
  const Rows phased = rows_of(kTwoMarkets, {change + "{ ad_valorem = 0, starts = 2026-03-01, "
                                                     "phased_over_years = 3 }"});
  const Rows scheduled =
      rows_of(kTwoMarkets, {change + "{ schedule = { 2026 = 0.2, 2027 = 0.1, 2028 = 0 } }",
                            "market.MA.tariff.ad_valorem=0.3"});
  const Rows at_once = rows_of(kTwoMarkets, {change + "{ ad_valorem = 0, starts = 2026-03-01 }"});
  // The last month is in the last phase of both.
  for (std::size_t path = 0; path < 512; ++path) {
    const double last = at_once.at("revenue@2029-02")[path];
    EXPECT_NEAR(phased.at("revenue@2029-02")[path], last, 1e-9 * last);
    EXPECT_NEAR(scheduled.at("revenue@2029-02")[path], last, 1e-9 * last);
  }
}

// An extra duty that never ends is a higher duty.
TEST(Border, AnExtraDutyIsAddedToTheDutyInForce) {
  const Rows higher = rows_of(kTwoMarkets, {"market.MA.tariff.ad_valorem=0.55",
                                            "market.MA.tariff.change.agreement.ad_valorem=0.15",
                                            "market.MA.tariff.change.agreement.utilisation=1"});
  const Rows extra = rows_of(kTwoMarkets, {"market.MA.tariff.ad_valorem=0.4",
                                           "market.MA.tariff.change.agreement.ad_valorem=0",
                                           "market.MA.tariff.change.agreement.utilisation=1",
                                           "market.MA.tariff.extra.safeguard.ad_valorem=0.15"});
  for (std::size_t path = 0; path < 512; ++path)
    EXPECT_NEAR(extra.at("revenue.MA")[path], higher.at("revenue.MA")[path],
                1e-9 * higher.at("revenue.MA")[path]);
}

}  // namespace
}  // namespace landfall::test
