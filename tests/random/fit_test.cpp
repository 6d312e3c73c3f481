// Law: a distribution by percentiles has them.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "random/fit.hpp"

namespace landfall {
namespace {

using random::Family;
using random::Marginal;
using random::Percentile;

void expect_met(Family family, const std::vector<Percentile>& given, double df = 0) {
  const auto m = random::from_percentiles(family, given, df);
  ASSERT_TRUE(m) << int(family);
  for (const Percentile& one : given) EXPECT_NEAR(random::cdf(*m, one.x), one.p, 1e-11) << one.p;
}

TEST(Fit, TwoPercentilesAreMet) {
  for (const Family family :
       {Family::normal, Family::lognormal, Family::uniform, Family::log_uniform, Family::logistic,
        Family::gumbel, Family::weibull, Family::pareto, Family::gamma})
    for (const auto& [low, high] : {std::pair{Percentile{0.1, 2}, Percentile{0.9, 9}},
                                    {Percentile{0.025, 2}, Percentile{0.3, 2.2}},
                                    {Percentile{0.5, 10}, Percentile{0.99, 12}}})
      expect_met(family, {low, high});
  for (const double df : {2.5, 4.0, 30.0}) expect_met(Family::student_t, {{0.1, -2}, {0.8, 9}}, df);
  expect_met(Family::exponential, {{0.9, 9}});
  for (const auto& [low, high] : {std::pair{Percentile{0.1, 0.02}, Percentile{0.9, 0.3}},
                                  {Percentile{0.05, 0.4}, Percentile{0.95, 0.45}},
                                  {Percentile{0.25, 0.001}, Percentile{0.75, 0.9}},
                                  {Percentile{0.5, 0.98}, Percentile{0.9, 0.999}}})
    expect_met(Family::beta, {low, high});
}

TEST(Fit, KnownDistributionsAreFoundAgain) {
  const Marginal gamma{.family = Family::gamma, .a = 2.5, .b = 3};
  const auto again = random::from_percentiles(
      Family::gamma, {{random::cdf(gamma, 3), 3}, {random::cdf(gamma, 15), 15}});
  EXPECT_NEAR(again->a, 2.5, 1e-9);
  EXPECT_NEAR(again->b, 3, 1e-9);
  const Marginal beta{.family = Family::beta, .a = 3, .b = 7};
  const auto twin = random::from_percentiles(
      Family::beta, {{random::cdf(beta, 0.2), 0.2}, {random::cdf(beta, 0.5), 0.5}});
  EXPECT_NEAR(twin->a, 3, 1e-8);
  EXPECT_NEAR(twin->b, 7, 1e-8);
}

TEST(Fit, ThreePercentilesAreMet) {
  for (const Family family : {Family::triangular, Family::pert})
    for (const double middle : {4.6, 5.0, 5.5})
      expect_met(family, {{0.1, 2}, {0.5, middle}, {0.9, 8}});
}

TEST(Fit, WhatIsOutOfReachIsNothing) {
  EXPECT_FALSE(random::from_percentiles(Family::triangular, {{0.1, 2}, {0.5, 3}, {0.9, 8}}));
  EXPECT_FALSE(random::from_percentiles(Family::gamma, {{0.1, 5}, {0.9, 5.001}}));
  const random::Shares shares = random::middle_shares(Family::triangular, 0.1, 0.5, 0.9);
  EXPECT_NEAR(shares.low + shares.high, 1, 1e-12);  // by symmetry
}

// By hand: with a share of 0.2 outside and symmetric, r = 1/2 and low lies sqrt(0.05) W within.
TEST(Fit, ExpertHoldsTheStatedShare) {
  for (const double mode : {10.0, 12.0, 20.0, 30.0})
    for (const double confidence : {0.05, 0.5, 0.8, 0.999}) {
      const Marginal m = random::expert(10, mode, 30, confidence);
      EXPECT_EQ(m.b, mode);
      EXPECT_NEAR(random::cdf(m, 10), 0.5 * (1 - confidence), 1e-12);
      EXPECT_NEAR(random::survival(m, 30), 0.5 * (1 - confidence), 1e-12);
    }
  const Marginal even = random::expert(-1, 0, 1, 0.8);
  EXPECT_NEAR(even.c, 0.5 / (0.5 - std::sqrt(0.05)), 1e-12);
}

}  // namespace
}  // namespace landfall
