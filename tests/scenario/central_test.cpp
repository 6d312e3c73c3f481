// The price ladder at central values, by hand.
#include "scenario/central.hpp"

#include <gtest/gtest.h>

#include "base/text.hpp"

namespace landfall::scenario {
namespace {

Scenario scenario_of(const std::string& product, const std::string& market) {
  return read_scenario("s.toml",
                       "schema = 1\n[scenario]\nname = \"Ladder\"\ncurrency = \"EUR\"\n"
                       "start = 2026-01-01\nyears = 1\n"
                       "[fx.MAD]\nper = \"EUR\"\nprocess = 10\n"
                       "[fx.USD]\nper = \"EUR\"\nprocess = { fixed = { 2026 = 1.25 } }\n" +
                           product +
                           "[market.MA]\ncurrency = \"MAD\"\ndemand.units_per_year = 1\n" + market);
}

CentralLadder ladder_of(const Scenario& scenario) {
  return central_ladder(scenario, scenario.markets.at(0), scenario.markets.at(0).channels.at(0));
}

struct Rung {
  const char* incoterm;
  double customs_value, landed, borne;
};

class Ladder : public ::testing::TestWithParam<Rung> {};

// price 100, cost 40, carriage 2, freight 10, inland 5, insurance 1/4, duty 20 % and 4 a unit,
// levies 5 %: landed = 1.25 V + 4. Insurance within a price is V / 5.
TEST_P(Ladder, CustomsValueLandedCostAndWhatTheSellerBears) {
  const Rung& rung = GetParam();
  const Scenario scenario = scenario_of(
      std::string("[product]\nprice = 100\ncost = 40\nincoterm = \"") + rung.incoterm + "\"\n",
      "logistics = { carriage = 2, freight = 10, inland = 5, insurance = 0.25 }\n"
      "tariff = { ad_valorem = 0.2, specific = 4, vat = 0.1, levies = { port = 0.05 } }\n"
      "[market.MA.channel.shop]\nkind = \"distributor\"\nceiling_share = 1\nmarkup = 0.5\n");
  const CentralLadder ladder = ladder_of(scenario);
  EXPECT_NEAR(ladder.customs_value, rung.customs_value, 1e-12);
  EXPECT_NEAR(ladder.duty, 0.2 * rung.customs_value + 4, 1e-12);
  EXPECT_NEAR(ladder.levies_paid, 0.05 * rung.customs_value, 1e-12);
  EXPECT_NEAR(ladder.landed, rung.landed, 1e-12);
  EXPECT_NEAR(ladder.trade, 1.5 * rung.landed, 1e-12);
  EXPECT_NEAR(ladder.shelf, 1.65 * rung.landed, 1e-12);
  EXPECT_NEAR(ladder.shelf_local, 16.5 * rung.landed, 1e-11);
  EXPECT_NEAR(ladder.borne, rung.borne, 1e-12);
  EXPECT_NEAR(ladder.kept, 60 - rung.borne, 1e-12);
}

constexpr Rung kRungs[] = {
    {"EXW", 137.5, 175.875, 0},  // (100 + 2) 1.25 + 10
    {"FCA", 137.5, 175.875, 0},
    {"FAS", 135, 172.75, 2},  // 100 x 1.25 + 10; carriage
    {"FOB", 135, 172.75, 2},
    {"CFR", 125, 160.25, 12},  // 100 x 1.25; carriage, freight
    {"CPT", 125, 160.25, 12},
    {"CIF", 100, 129, 32},  // and 100 / 5 of insurance
    {"CIP", 100, 129, 32},
    {"DAP", 95, 122.75, 36},  // 2 + 10 + 95 / 5 + 5
    {"DPU", 95, 122.75, 36},
    {"DDP", 72.8, 95, 53.76},  // 91 / 1.25; 2 + 10 + 14.56 + 5 + 18.2 + 4
};
std::string name_of(const ::testing::TestParamInfo<Rung>& rung) {
  return rung.param.incoterm;
}
INSTANTIATE_TEST_SUITE_P(Incoterms, Ladder, ::testing::ValuesIn(kRungs), name_of);

struct Border {
  const char *duty, *levy, *vat;
  double before_vat, with_vat;
};

// Landed cost per 100 CIF. Morocco: parafiscal levy 0.25 %, VAT 20 % on the value with duty and
// levy. Algeria: duty and VAT compounded, its published cumulative rates.
TEST(CentralLadder, BordersOfMoroccoAndAlgeria) {
  constexpr Border kBorders[] = {
      {"0.25", "0.0025", "0.20", 125.25, 150.30}, {"0", "0.0025", "0.20", 100.25, 120.30},
      {"0.05", "0", "0.09", 105, 114.45},         {"0.05", "0", "0.19", 105, 124.95},
      {"0.15", "0", "0.09", 115, 125.35},         {"0.15", "0", "0.19", 115, 136.85},
  };
  for (const Border& border : kBorders) {
    const Scenario scenario =
        scenario_of("[product]\nprice = 100\nincoterm = \"CIF\"\n",
                    std::string("tariff = { ad_valorem = ") + border.duty +
                        ", vat = " + border.vat + ", levies = { parafiscal = " + border.levy +
                        " } }\n[market.MA.channel.shop]\n"
                        "kind = \"distributor\"\nceiling_share = 1\n");
    const CentralLadder ladder = ladder_of(scenario);
    EXPECT_NEAR(ladder.landed, border.before_vat, 1e-12);
    EXPECT_NEAR(ladder.shelf, border.with_vat, 1e-12);
  }
}

// By hand: means of the draws, 1.15 x 1.25 along the chain, dollars at 1.25 for a euro.
TEST(CentralLadder, TakesMeansChainsAndOtherCurrencies) {
  const Scenario scenario = scenario_of(
      "[product]\nprice = { triangular = [9, 10, 14] }\nincoterm = \"CFR\"\n",
      "logistics.freight = { value = 2.5, currency = \"USD\" }\n"
      "tariff.specific = { value = 5, currency = \"MAD\" }\n"
      "[market.MA.response]\nelasticity = 2\nreference_price = { value = 11, currency = \"EUR\" }\n"
      "[market.MA.channel.shop]\nkind = \"distributor\"\nceiling_share = 1\n"
      "markups = { importer = 0.15, retailer = 0.25 }\n");
  const CentralLadder ladder = ladder_of(scenario);
  EXPECT_NEAR(ladder.price, 11, 1e-12);
  EXPECT_NEAR(ladder.freight, 2, 1e-12);
  EXPECT_NEAR(ladder.specific, 0.5, 1e-12);
  EXPECT_NEAR(ladder.landed, 11.5, 1e-12);
  EXPECT_NEAR(ladder.chain, 1.4375, 1e-12);
  EXPECT_NEAR(ladder.shelf_local, 165.3125, 1e-10);
  EXPECT_EQ(ladder.reference_currency, "EUR");
  // (11.5 x 1.4375 / 11)^-2
  EXPECT_NEAR(ladder.response, 121 / (16.53125 * 16.53125), 1e-12);
}

// A margin of 20 % on the price is a markup of 25 % on cost.
TEST(CentralLadder, MarginOnPriceIsAMarkup) {
  const Scenario scenario = scenario_of("[product]\nprice = 100\nincoterm = \"CIF\"\n",
                                        "[market.MA.channel.shop]\nkind = \"distributor\"\n"
                                        "ceiling_share = 1\nmargin_on_price = 0.2\n");
  EXPECT_NEAR(ladder_of(scenario).chain, 1.25, 1e-15);
}

// MAD to USD goes through EUR: 1.25 / 10.
TEST(CentralRate, FollowsTheRatesOfTheFile) {
  const Scenario scenario = scenario_of("[product]\nprice = 1\n",
                                        "[market.MA.channel.shop]\nkind = \"distributor\"\n"
                                        "ceiling_share = 1\n");
  EXPECT_EQ(central_rate(scenario, "EUR", "EUR"), 1);
  EXPECT_EQ(central_rate(scenario, "EUR", "MAD"), 10);
  EXPECT_EQ(central_rate(scenario, "MAD", "EUR"), 0.1);
  EXPECT_NEAR(central_rate(scenario, "MAD", "USD"), 0.125, 1e-15);
}

// The same costs beneath: carriage 2, freight 10, insurance 25 %, inland 5, and each rule's price
// what the firm bears above 100 ex works. All rules give one customs value and one shelf price.
TEST(CentralLadder, EveryRuleLeadsToTheSameShelf) {
  const double value = 102 * 1.25 + 10;
  const double border = value * (1 + 0.2 + 0.05 + 0.03 * 0.2 + 0.1 * 1.256) + 4.12 * 1.1 + 1;
  const std::pair<const char*, double> kPrices[] = {{"EXW", 100},
                                                    {"FCA", 100},
                                                    {"FAS", 102},
                                                    {"FOB", 102},
                                                    {"CFR", 102 + 10 / 1.25},
                                                    {"CPT", 110},
                                                    {"CIF", value},
                                                    {"CIP", value},
                                                    {"DAP", value + 5},
                                                    {"DPU", value + 5},
                                                    {"DDP", border + 5}};
  for (const auto& [term, price] : kPrices) {
    const Scenario scenario = scenario_of(
        "[product]\nprice = " + shortest(price) + "\nincoterm = \"" + term + "\"\n",
        "logistics = { carriage = 2, freight = 10, inland = 5, insurance = 0.25 }\n"
        "[market.MA.tariff]\nad_valorem = 0.2\nspecific = 4\nvat = 0.1\n"
        "excise = { ad_valorem = 0.1, specific = 1 }\n"
        "levies = { port = 0.05, formality = { rate = 0.03, base = \"duty\" } }\n"
        "[market.MA.channel.shop]\nkind = \"distributor\"\nceiling_share = 1\nmarkup = 0.5\n");
    const CentralLadder ladder = ladder_of(scenario);
    EXPECT_NEAR(ladder.customs_value, value, 1e-9) << term;
    EXPECT_NEAR(ladder.landed, border, 1e-9) << term;
    EXPECT_NEAR(ladder.shelf, border * 1.65, 1e-9) << term;
  }
}

// VAT 20 % at the border on 100 CIF, 25 of duty and a levy of 4: with the levy 25.80, without 25.
TEST(CentralLadder, ALevyMayStandOutsideTheVatBase) {
  const auto import_vat = [](const std::string& levy) {
    const Scenario scenario = scenario_of("[product]\nprice = 100\nincoterm = \"CIF\"\n",
                                          "[market.MA.tariff]\nad_valorem = 0.25\nvat = 0.2\n"
                                          "levies.port = " +
                                              levy +
                                              "\n[market.MA.channel.shop]\nkind = \"distributor\"\n"
                                              "ceiling_share = 1\n");
    return ladder_of(scenario).import_vat;
  };
  EXPECT_NEAR(import_vat("{ rate = 0.04 }"), 25.8, 1e-12);
  EXPECT_NEAR(import_vat("{ rate = 0.04, in_vat_base = false }"), 25, 1e-12);
  EXPECT_NEAR(import_vat("{ rate = 0.04, creditable = true }"), 25, 1e-12);
  EXPECT_NEAR(import_vat("{ rate = 0.04, creditable = true, in_vat_base = true }"), 25.8, 1e-12);
}

}  // namespace
}  // namespace landfall::scenario
