// By hand: distributions in every spelling, and what they come to.
#include <gtest/gtest.h>

#include <cmath>

#include "scenario/whole_scenario.hpp"

namespace landfall::scenario {
namespace {

// By hand: the log of a lognormal with P10 = 3 and P90 = 5 has the mean (ln 3 + ln 5) / 2 and the
// sd (ln 5 - ln 3) / (2 x 1.2815515655). Mean 4 and sd 3: sigma^2 = ln(1 + 9/16).
TEST(Read, DistributionsByPercentilesAndByMoments) {
  const random::Marginal& price = full().number(full().products[0].price).marginal();
  EXPECT_EQ(price.family, random::Family::lognormal);
  EXPECT_NEAR(price.a, std::log(15) / 2, 1e-12);
  EXPECT_NEAR(price.b, std::log(5.0 / 3) / (2 * 1.2815515655446004), 1e-12);
  EXPECT_EQ(price.min, 2);
  EXPECT_EQ(price.max, std::numeric_limits<double>::infinity());
  const random::Marginal& demand = at(full(), "market.MA.demand.units_per_year").marginal();
  EXPECT_NEAR(demand.b * demand.b, std::log(1.5625), 1e-12);
  EXPECT_NEAR(demand.a, std::log(4) - std::log(1.5625) / 2, 1e-12);
  const random::Marginal& cost = full().number(full().products[0].cost).marginal();
  EXPECT_EQ(cost.family, random::Family::normal);
  EXPECT_EQ(cost.a, 2);
  EXPECT_EQ(cost.b, 0.25);
  EXPECT_EQ(cost.min, 0);
  const random::Marginal& starts =
      at(full(), "market.MA.tariff.change.quota.starts_after_years").marginal();
  EXPECT_EQ(starts.family, random::Family::exponential);
  EXPECT_EQ(starts.a, 4);  // the mean, of a rate of 1/4
}

// By hand: mean 6 and sd 4.2 are a gamma of shape 6^2 / 4.2^2 and scale 4.2^2 / 6.
TEST(Read, GammaByShapeOrByMoments) {
  const auto price_of = [](const std::string& value) {
    const Scenario s = read(replaced(kLeast, "price = 4", "price = " + value));
    return s.number(s.products[0].price).marginal();
  };
  const random::Marginal by_shape = price_of("{ gamma = { shape = 2, scale = 3 }, max = 20 }");
  EXPECT_EQ(by_shape.family, random::Family::gamma);
  EXPECT_EQ(by_shape.a, 2);
  EXPECT_EQ(by_shape.b, 3);
  EXPECT_EQ(by_shape.max, 20);
  const random::Marginal by_moments = price_of("{ gamma = { sd = 4.2, mean = 6 } }");
  EXPECT_EQ(by_moments.family, random::Family::gamma);
  EXPECT_NEAR(by_moments.a, 36 / 17.64, 1e-14);
  EXPECT_NEAR(by_moments.b, 17.64 / 6, 1e-14);
}

TEST(Read, StudentByItsThreeParameters) {
  const Scenario s = read(replaced(
      kLeast, "price = 4", "price = { student_t = { df = 4, mean = 6, scale = 2 }, min = 1 }"));
  const Number& price = s.number(s.products[0].price);
  EXPECT_EQ(price.typed, "student_t { df = 4, mean = 6, scale = 2 }, min 1");
  EXPECT_EQ(price.marginal().family, random::Family::student_t);
  EXPECT_EQ(price.marginal().a, 6);
  EXPECT_EQ(price.marginal().b, 2);
  EXPECT_EQ(price.marginal().c, 4);
  EXPECT_EQ(price.marginal().min, 1);
}

TEST(Read, OneDistributionInAllItsSpellings) {
  for (const char* spelling :
       {"{ triangular = [3, 4, 6] }", "{ triangular = { low = 3, mode = 4, high = 6 } }",
        "{ triangular = { high = 6, low = 3, mode = 4 } }"}) {
    const Scenario s = read(replaced(kLeast, "price = 4", std::string("price = ") + spelling));
    const random::Marginal& price = s.number(s.products[0].price).marginal();
    EXPECT_EQ(price.family, random::Family::triangular);
    EXPECT_EQ(price.a, 3);
    EXPECT_EQ(price.b, 4);
    EXPECT_EQ(price.c, 6);
  }
  for (const char* spelling : {"{ bernoulli = { p = 0.3 } }", "{ bernoulli = 0.3 }"}) {
    const Scenario s = read(std::string(kLeast) + "sign_chance = " + spelling + "\n");
    const Number& chance = at(s, "market.MA.channel.distributor.sign_chance");
    EXPECT_EQ(chance.marginal().family, random::Family::bernoulli);
    EXPECT_EQ(chance.marginal().a, 0.3);
  }
}

// Law: without spread a distribution is its value, exactly.
TEST(Read, WithoutSpreadItIsAConstant) {
  for (const char* constant :
       {"{ normal = [4, 0] }", "{ uniform = [4, 4] }", "{ triangular = [4, 4, 4] }",
        "{ lognormal = { mean = 4, sd = 0 } }", "{ gamma = { mean = 4, sd = 0 } }",
        "{ student_t = { df = 3, mean = 4, scale = 0 } }",
        "{ discrete = { values = [4], weights = [1] } }", "{ value = 4 }", "4", "4.0"}) {
    const Scenario s = read(replaced(kLeast, "price = 4", std::string("price = ") + constant));
    ASSERT_TRUE(s.number(s.products[0].price).is_fixed()) << constant;
    EXPECT_EQ(s.number(s.products[0].price).fixed(), 4) << constant;
  }
}

}  // namespace
}  // namespace landfall::scenario
