// Rivals, quotas, routes and rates passed on: what must follow from a change, on every path.
#include <gtest/gtest.h>

#include "simulate/two_markets.hpp"
#include "support/simulated.hpp"

namespace landfall::test {
namespace {

const std::string kRivals =
    "market.MA.response={ kind = 'armington', elasticity = { triangular = [0.8, 1.1, 1.4] }, "
    "substitution = { uniform = [1.5, 5] }, reference_price = 2000, "
    "home = { share = 0.2, price = { gbm = { start = 1, drift = 0, volatility = 0.1 } } }, "
    "rival = { union = { share = { uniform = [0.4, 0.6] }, ad_valorem = 0.3, "
    "change = { deal = { ad_valorem = 0, probability = 0.5, starts_after_years = 1 } } } } }";

const std::string kDeal = "market.MA.response.rival.union.change.deal.";

void expect_never_more(const Rows& less, const Rows& more, int differ_at_least) {
  int fewer = 0;
  for (const char* name : {"revenue.MA.wholesale", "revenue.MA.retail"})
    for (std::size_t path = 0; path < less.at(name).size(); ++path) {
      EXPECT_LE(less.at(name)[path], more.at(name)[path] * (1 + 1e-12)) << name << " " << path;
      fewer += less.at(name)[path] < more.at(name)[path] ? 1 : 0;
    }
  EXPECT_GE(fewer, differ_at_least);
}

TEST(Origins, APreferenceForARivalNeverRaisesWhatTheFirmSells) {
  const Rows without = rows_of(kTwoMarkets, {kRivals, kDeal + "probability=0"});
  const Rows with = rows_of(kTwoMarkets, {kRivals, kDeal + "probability=1"});
  expect_never_more(with, without, 700);
  EXPECT_TRUE(same_bits(only(without, {"revenue.TN"}), with, 2));
}

TEST(Origins, ALowerDutyNeverLowersIt) {
  const Rows taxed = rows_of(kTwoMarkets, {kRivals, "market.MA.tariff.ad_valorem=0.6"});
  const Rows freed = rows_of(kTwoMarkets, {kRivals, "market.MA.tariff.ad_valorem=0.1"});
  expect_never_more(taxed, freed, 700);
}

TEST(Origins, WithEqualElasticitiesRivalsDoNotMatter) {
  const std::string alone =
      "market.MA.response={ kind = 'armington', elasticity = 1.3, substitution = 1.3, "
      "reference_price = 2000, home = { share = 0.7 } }";
  const Rows shares = rows_of(kTwoMarkets, {alone});
  const Rows plain =
      rows_of(kTwoMarkets, {"market.MA.response={ elasticity = 1.3, reference_price = 2000 }"});
  for (std::size_t path = 0; path < 512; ++path)
    EXPECT_NEAR(shares.at("revenue.MA")[path], plain.at("revenue.MA")[path],
                1e-9 * plain.at("revenue.MA")[path]);
}

TEST(Origins, EverySamplerGivesTheSameMean) {
  double first = 0;
  for (const char* sampler : {"independent", "antithetic", "latin-hypercube", "sobol"}) {
    scenario::Scenario scenario = scenario::read_scenario("t.toml", kTwoMarkets, {kRivals});
    scenario.sampler = sampler;
    scenario.paths = 4096;
    std::vector<int> blocks(16);
    for (int block = 0; block < 16; ++block) blocks[static_cast<std::size_t>(block)] = block;
    double sum = 0;
    const Rows rows = rows_of(simulate::compile(scenario), blocks);
    for (const double value : rows.at("revenue.MA")) sum += value;
    if (first == 0) first = sum;
    EXPECT_NEAR(sum, first, 0.08 * first) << sampler;  // sd of a path is about its mean: 5 errors
  }
}

const std::string kQuota =
    "market.MA.tariff.quota={ units = 6_000, others_share = 0.4, ad_valorem = 0.1 }";

TEST(Quotas, AHigherQuotaNeverSellsLess) {
  const Rows less = rows_of(kTwoMarkets, {kQuota});
  const Rows more = rows_of(kTwoMarkets, {kQuota, "market.MA.tariff.quota.units=9_000"});
  expect_never_more(less, more, 300);
}

TEST(Quotas, OneOfNothingIsNone) {
  const Rows none = rows_of(kTwoMarkets);
  const Rows empty = rows_of(kTwoMarkets, {kQuota, "market.MA.tariff.quota.units=0"});
  for (std::size_t path = 0; path < 512; ++path)
    EXPECT_NEAR(empty.at("npv")[path], none.at("npv")[path],
                1e-9 * std::abs(none.at("npv")[path]) + 1e-6);
}

TEST(Quotas, OneThatIsNeverFullIsALowerDuty) {
  const std::vector<std::string> plain = {
      "market.MA.tariff={ ad_valorem = 0.4, levies = { stamp = 0.0025 }, vat = 0.2 }"};
  std::vector<std::string> full = plain, lower = plain;
  full.push_back("market.MA.tariff.quota={ units = 1e9, ad_valorem = 0.1 }");
  lower.push_back("market.MA.tariff.ad_valorem=0.1");
  const Rows within = rows_of(kTwoMarkets, full), reduced = rows_of(kTwoMarkets, lower);
  for (std::size_t path = 0; path < 512; ++path)
    EXPECT_NEAR(within.at("npv")[path], reduced.at("npv")[path],
                1e-9 * std::abs(reduced.at("npv")[path]) + 1e-6);
}

TEST(Routes, AWayThatIsForbiddenFromTheStartIsNeverTaken) {
  const std::string route =
      "market.MA.route={ via = 'ES', forbids_transit = ['ES'], since = 2024-01-10, "
      "alternative = { freight = 14, lead_time_days = 60 } }";
  const std::string tunisia = "market.TN.logistics.freight=5";  // not taken from Morocco's
  const Rows usual = rows_of(kTwoMarkets, {tunisia, "market.MA.logistics.freight=14",
                                           "market.MA.logistics.lead_time_days=60"});
  const Rows around = rows_of(kTwoMarkets, {tunisia, route});
  EXPECT_TRUE(same_bits(usual, only(around, {"revenue", "npv", "margin"}), 40));
}

TEST(Routes, AWayThatIsFreeIsTaken) {
  const std::string route =
      "market.MA.route={ via = 'ES', forbids_transit = ['DZ'], alternative = { freight = 14 } }";
  EXPECT_TRUE(same_bits(rows_of(kTwoMarkets), rows_of(kTwoMarkets, {route}), 60));
}

TEST(PassThrough, OfAllIsAsWithoutAndOfNothingIsAsIfTheRateStoodStill) {
  EXPECT_TRUE(
      same_bits(rows_of(kTwoMarkets), rows_of(kTwoMarkets, {"market.MA.pass_through=1"}), 60));
  const Rows none = rows_of(kTwoMarkets, {"market.MA.pass_through=0"});
  const Rows still =
      rows_of(kTwoMarkets, {"market.MA.pass_through=0", "fx.MAD.process.gbm.volatility=0.4"});
  // The shelf does not see the dirham at all; only costs in dirham do.
  EXPECT_TRUE(same_bits(only(none, {"revenue.MA.wholesale"}), still, 1));
}

}  // namespace
}  // namespace landfall::test
