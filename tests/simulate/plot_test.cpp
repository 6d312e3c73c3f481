#include "simulate/plot.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "simulate/two_markets.hpp"

namespace landfall::simulate {
namespace {

Plot plot(const std::string& address, const std::vector<std::string>& overrides = {}) {
  const std::string text =
      test::kHead + test::kMoney + test::kProduct + test::kMorocco + test::kWholesale;
  scenario::Scenario scenario;
  try {
    scenario = scenario::read_scenario("two.toml", text, overrides);
  } catch (const ScenarioError& error) {
    ADD_FAILURE() << render(error.diagnostics, error.sources);
    throw;
  }
  const scenario::NumberId id = scenario::find_number(scenario, address);
  EXPECT_GE(id, 0) << address;
  return plot_of(scenario, id);
}

double percentile(const std::vector<summary::Percentile>& all, double level) {
  for (const summary::Percentile& one : all)
    if (one.level == level) return one.estimate.value;
  return NAN;
}

TEST(Plot, OfAUniformIsFlatFromEndToEnd) {
  const Plot found = plot("product.price", {"product.price={uniform=[2,6]}"});
  ASSERT_EQ(found.kind, Plot::Kind::density);
  EXPECT_EQ(found.mean, 4);
  EXPECT_NEAR(percentile(found.percentiles, 5), 2.2, 1e-12);
  EXPECT_EQ(found.slices.front().low, 2);
  EXPECT_EQ(found.slices.back().high, 6);
  for (const Plot::Slice& slice : found.slices) {
    EXPECT_NEAR(slice.share, 1.0 / static_cast<double>(found.slices.size()), 1e-12);
    EXPECT_NEAR(slice.below, (slice.high - 2) / 4, 1e-12);
  }
}

TEST(Plot, OfANormalLeavesTheTailsOut) {
  const Plot found = plot("product.price", {"product.price={normal=[10,1]}"});
  ASSERT_EQ(found.kind, Plot::Kind::density);
  EXPECT_NEAR(found.slices.front().low, 10 - 2.575829, 1e-5);
  EXPECT_NEAR(found.slices.back().below, 0.995, 1e-9);
}

TEST(Plot, OfADiscreteShowsEveryValue) {
  const Plot found =
      plot("product.price", {"product.price={discrete={values=[6,4,5],weights=[0.2,0.3,0.5]}}"});
  ASSERT_EQ(found.kind, Plot::Kind::atoms);
  ASSERT_EQ(found.atoms.size(), 3u);
  EXPECT_EQ(found.atoms[0].value, 4);
  EXPECT_NEAR(found.atoms[1].share, 0.5, 1e-15);
  EXPECT_NEAR(found.atoms[1].below, 0.8, 1e-15);
}

// Law: atoms and slices share the whole between them, turned round as well.
TEST(Plot, OfAMixtureKeepsAtomsApartFromTheDensity) {
  const std::string mixture =
      "{mixture={none={weight=0.25,value=1},some={weight=0.75,uniform=[2,6]}}";
  const Plot found = plot("product.price", {"product.price=" + mixture + "}"});
  ASSERT_EQ(found.kind, Plot::Kind::density);
  ASSERT_EQ(found.atoms.size(), 1u);
  EXPECT_EQ(found.atoms[0].value, 1);
  EXPECT_NEAR(found.atoms[0].share, 0.25, 1e-12);
  double sum = 0;
  for (const Plot::Slice& slice : found.slices) sum += slice.share;
  EXPECT_NEAR(sum, 0.75, 1e-12);
  EXPECT_NEAR(found.slices.front().below, 0.25, 1e-12);
  const Plot turned = plot("product.price", {"product.price=" + mixture + ",times=-1,plus=9}"});
  ASSERT_EQ(turned.atoms.size(), 1u);
  EXPECT_EQ(turned.atoms[0].value, 8);
  EXPECT_NEAR(turned.slices.front().below, 0.75 * turned.slices.front().high / 4 - 0.75 * 0.75,
              1e-9);
  EXPECT_NEAR(turned.slices.back().below, 1, 1e-12);
}

TEST(Plot, OfAMixtureIsTurnedRoundByAReference) {
  const Plot found = plot("product.cost", {"product.price={mixture={none={weight=0.25,value=1},"
                                           "some={weight=0.75,uniform=[2,6]}}}",
                                           "product.cost={from='product.price',times=-1,plus=9}"});
  ASSERT_EQ(found.kind, Plot::Kind::density);
  ASSERT_EQ(found.atoms.size(), 1u);
  EXPECT_EQ(found.atoms[0].value, 8);
  const Plot::Slice& middle = found.slices[found.slices.size() / 2];
  EXPECT_NEAR(middle.below, 0.75 * (middle.high - 3) / 4, 1e-12);
  EXPECT_NEAR(found.slices.back().below, 1, 1e-12);
}

TEST(Plot, OfAlmostOneValueStillShowsTheRest) {
  const Plot found = plot("product.price", {"product.price={mixture={a={weight=0.999,value=2},"
                                            "b={weight=0.001,uniform=[3,4]}}}"});
  ASSERT_EQ(found.kind, Plot::Kind::density);
  EXPECT_EQ(found.slices.front().low, 2);
  EXPECT_EQ(found.slices.back().high, 4);
  EXPECT_NEAR(found.atoms[0].share, 0.999, 1e-12);
}

TEST(Plot, OfAMixtureOfValuesShowsThemAll) {
  const Plot found =
      plot("product.price", {"product.price={mixture={a={weight=0.5,value=4},b={weight=0.5,"
                             "discrete={values=[4,5],weights=[0.2,0.8]}}}}"});
  ASSERT_EQ(found.kind, Plot::Kind::atoms);
  ASSERT_EQ(found.atoms.size(), 2u);
  EXPECT_NEAR(found.atoms[0].share, 0.6, 1e-12);
}

TEST(Plot, OfAnEmpiricalNamesWhatItHoldsTwice) {
  const Plot found =
      plot("product.price", {"product.price={empirical={values=[1,2,2,5],interpolate=true}}"});
  ASSERT_EQ(found.kind, Plot::Kind::density);
  ASSERT_EQ(found.atoms.size(), 1u);
  EXPECT_EQ(found.atoms[0].value, 2);
  EXPECT_NEAR(found.atoms[0].share, 1.0 / 3, 1e-12);
}

TEST(Plot, OfAConstantIsItsValue) {
  const Plot found = plot("product.price", {"product.price=7"});
  EXPECT_EQ(found.kind, Plot::Kind::constant);
  EXPECT_EQ(found.mean, 7);
}

TEST(Plot, OfAReferenceIsTheScaledDraw) {
  const Plot found = plot("product.cost", {"product.price={uniform=[2,6]}",
                                           "product.cost={from='product.price',times=0.5,plus=1}"});
  ASSERT_EQ(found.kind, Plot::Kind::density);
  EXPECT_EQ(found.mean, 3);
  EXPECT_EQ(found.slices.front().low, 2);
  EXPECT_EQ(found.slices.back().high, 4);
  EXPECT_EQ(found.remarks.front(), "It follows product.price, times 0.5, plus 1.");
}

// By hand: after a year the log of a gbm is normal with mean ln x0 + (mu - sigma^2/2), sd sigma.
TEST(Plot, OfAGbmIsLognormalAtEveryPeriod) {
  const Plot found =
      plot("product.price", {"product.price={gbm={start=10,drift=0.03,volatility=0.2}}"});
  ASSERT_EQ(found.kind, Plot::Kind::process);
  const Plot::Fan& year = found.fan.at(11);
  EXPECT_NEAR(percentile(year.percentiles, 50), 10 * std::exp(0.03 - 0.02), 1e-12);
  EXPECT_NEAR(percentile(year.percentiles, 95), 10 * std::exp(0.01 + 0.2 * 1.6448536269514722),
              1e-12);
}

TEST(Plot, OfAMeanRevertingProcessSettles) {
  const Plot found = plot("product.price", {"product.price={mean_reverting={start=10,"
                                            "level=20,speed=3,volatility=0.3}}"});
  ASSERT_EQ(found.kind, Plot::Kind::process);
  const double t = 1, left = std::exp(-3 * t);
  const double mean = std::log(20) - std::log(2) * left;
  const double sd = 0.3 * std::sqrt((1 - left * left) / 6);
  EXPECT_NEAR(percentile(found.fan.at(11).percentiles, 5), std::exp(mean - 1.6448536269514722 * sd),
              1e-11);
}

}  // namespace
}  // namespace landfall::simulate
