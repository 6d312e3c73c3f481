// Armington shares, trade creation and diversion, quotas: by hand, and what must hold of them.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "model/armington.hpp"
#include "model/quota.hpp"
#include "model/smart.hpp"

namespace landfall::model {
namespace {

struct Origin {
  double share, ratio;  ///< the first is the firm
};

double armington(const std::vector<Origin>& origins, double sigma, double eta) {
  double sum = 0, mean = 0, square = 0;
  for (const Origin& origin : origins) {
    const double x = std::log(origin.ratio);
    add_origin(&origin.share, &x, &sigma, 1, &sum, &mean, &square);
  }
  const double own = std::log(origins.front().ratio);
  double response = 0;
  log_armington_response(&own, &sum, &mean, &square, &sigma, &eta, 1, &response);
  return std::exp(response);
}

TEST(Armington, IsOneAtBase) {
  for (const double sigma : {0.0, 0.5, 1.0, 1.0000001, 3.0})
    EXPECT_NEAR(armington({{0.2, 1}, {0.5, 1}, {0.3, 1}}, sigma, sigma / 2), 1, 1e-12) << sigma;
}

// A rival of half the market becomes 20 % cheaper: P/P0 = (0.5 + 0.5 0.8^-2)^(-1/2), R its square.
TEST(Armington, ARivalsPreferenceTakesShare) {
  const double index = std::pow(0.5 + 0.5 / 0.64, -0.5);
  EXPECT_NEAR(armington({{0.2, 1}, {0.5, 0.8}, {0.3, 1}}, 3, 1), index * index, 1e-14);
}

// With sigma = eta origins do not see each other, and R is that of a constant elasticity.
TEST(Armington, WithEqualElasticitiesTheRivalsDoNotMatter) {
  EXPECT_NEAR(armington({{0.2, 1.3}, {0.5, 0.6}, {0.3, 2}}, 2.5, 2.5), std::pow(1.3, -2.5), 1e-14);
}

// Alone in the market it is the market's elasticity that counts, whatever sigma.
TEST(Armington, AloneItAnswersWithTheMarketsElasticity) {
  for (const double sigma : {1.0, 2.0, 7.0})
    EXPECT_NEAR(armington({{1, 1.3}}, sigma, 0.8), std::pow(1.3, -0.8), 1e-13) << sigma;
}

// At sigma = 1 the product of powers; the series around it meets the closed form where it ends.
TEST(Armington, IsSmoothAtASubstitutionOfOne) {
  const std::vector<Origin> origins = {{0.2, 1.5}, {0.5, 0.7}, {0.3, 1.2}};
  const double index = std::pow(1.5, 0.2) * std::pow(0.7, 0.5) * std::pow(1.2, 0.3);
  EXPECT_NEAR(armington(origins, 1, 0.4), std::pow(1.5, -1) * std::pow(index, 0.6), 1e-14);
  for (const double side : {-1.0, 1.0})
    EXPECT_NEAR(armington(origins, 1 + side * 0.99999e-5, 0.4),
                armington(origins, 1 + side * 1.00001e-5, 0.4), 1e-9);
}

TEST(Armington, ALowerPriceOfARivalNeverRaisesItAndALowerOwnNeverLowersIt) {
  for (const double sigma : {0.5, 1.0, 1.7, 4.0, 20.0})
    for (const double eta : {0.0, 0.3, 0.5})
      for (const double own : {0.6, 1.0, 1.8})
        for (const double rival : {0.5, 0.8, 1.0, 1.6}) {
          const double R = armington({{0.2, own}, {0.5, rival}, {0.3, 1.1}}, sigma, eta);
          EXPECT_LE(armington({{0.2, own}, {0.5, 0.9 * rival}, {0.3, 1.1}}, sigma, eta),
                    R * (1 + 1e-12));
          EXPECT_GE(armington({{0.2, 0.9 * own}, {0.5, rival}, {0.3, 1.1}}, sigma, eta),
                    R * (1 - 1e-12));
        }
}

double change(double t0, double t1, double flow, double others, double demand, double exchanged,
              double inverse = 0) {
  const double before = 1 + t0, now = 1 + t1;
  double out = 0;
  smart_change(&before, &now, &flow, &others, &demand, &inverse, &exchanged, 1, &out);
  return out * flow;
}

// M = (100, 300), 20 % to 0, E_m = E_s = 1.5: TC = 25, TD = 18.75.
TEST(Smart, TradeCreationAndDiversion) {
  EXPECT_NEAR(change(0.2, 0, 100, 300, 1.5, 0), 25, 1e-12);
  EXPECT_NEAR(change(0.2, 0, 100, 300, 0, 1.5), 18.75, 1e-12);
  EXPECT_NEAR(change(0.2, 0, 100, 300, 1.5, 1.5), 43.75, 1e-12);
}

// E_x = 1.5 halves trade creation: 1 + 1.5 / 1.5 = 2.
TEST(Smart, SupplyThatIsNotWithoutLimitCreatesLess) {
  EXPECT_NEAR(change(0.2, 0, 100, 300, 1.5, 0, 1 / 1.5), 12.5, 1e-12);
}

TEST(Smart, DiversionTakesNoMoreThanOthersSell) {
  EXPECT_NEAR(change(0.5, 0, 1000, 10, 0, 50), 10, 1e-12);
}

TEST(Smart, WhatARivalGainsIsWhatOthersLose) {
  const double before = 1.2, now = 1, flow = 300, others = 100, exchanged = 1.5;
  double loss = 0;
  smart_loss(&before, &now, &flow, &others, &exchanged, 1, &loss);
  EXPECT_NEAR(loss * others, change(0.2, 0, 300, 100, 0, 1.5), 1e-12);
}

TEST(Smart, NothingIsLeftOfAFlowThatLosesAll) {
  const double changes[] = {-1, -3, 0.25};
  double response[3];
  log_smart_response(changes, 3, response);
  EXPECT_EQ(std::exp(response[0]), 0);
  EXPECT_EQ(std::exp(response[1]), 0);
  EXPECT_NEAR(std::exp(response[2]), 1.25, 1e-15);
}

// 500 of 800 wanted fit: 500 at the lower rate, three eighths of the 600 at the full one.
TEST(Quota, APartAtEachRate) {
  const double left = 500, wanted = 800, beyond = 600;
  double part = 0, units = wanted;
  part_within(&left, &wanted, 1, &part);
  mix_units(&part, &beyond, 1, &units);
  EXPECT_NEAR(units, 500 + 600 * 0.375, 1e-12);
  double rest = left, within = 0, cost = 0;
  take_from_quota(&units, 1, &rest, &within);
  EXPECT_EQ(rest, 0);
  EXPECT_EQ(within, 500);
  const double low = 2, high = 3;
  mean_cost(&within, &units, &low, &high, 1, &cost);
  EXPECT_NEAR(cost * units, 500 * 2 + 225 * 3, 1e-9);
}

TEST(Quota, NobodyClaimsAQuotaToPayMore) {
  const double in_quota[] = {0.1, 0.1}, in_force[] = {0.4, 0.05};
  double rate[2];
  lower_rate(in_quota, in_force, 2, rate);
  EXPECT_EQ(rate[0], 0.1);
  EXPECT_EQ(rate[1], 0.05);
}

TEST(Quota, NothingWantedTakesNothing) {
  const double none = 0, left = 0;
  double part = -1;
  part_within(&left, &none, 1, &part);
  EXPECT_EQ(part, 1);
}

}  // namespace
}  // namespace landfall::model
