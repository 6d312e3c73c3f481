// By hand: two states in closed form. Laws: rows add up to 1, steps multiply, shares stay.
#include "maths/markov.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace landfall::maths {
namespace {

Matrix rates_of(int size, const std::vector<double>& entries) {
  Matrix rates(size);
  rates.entries = entries;
  return rates;
}

const Matrix kThree = rates_of(3, {0, 0.3, 0.1, 2, 0, 0.5, 0.05, 4, 0});

// With rates a and b: P(leave within t) = a / (a + b) (1 - e^(-(a + b) t)).
TEST(Markov, TwoStatesHaveAClosedForm) {
  for (const double years : {1.0 / 12, 1.0, 40.0}) {
    const Matrix step = transition_matrix(rates_of(2, {0, 0.5, 2, 0}), years);
    const double left = -std::expm1(-2.5 * years);
    EXPECT_NEAR(step.at(0, 1), 0.2 * left, 1e-15) << years;
    EXPECT_NEAR(step.at(1, 0), 0.8 * left, 1e-15) << years;
    EXPECT_NEAR(step.at(0, 0), 1 - 0.2 * left, 1e-15) << years;
  }
}

// Wild and slow: rates of 1000 a year, and none at all.
TEST(Markov, AnyRatesWillDo) {
  const Matrix wild = transition_matrix(rates_of(2, {0, 1000, 1000, 0}), 1);
  EXPECT_NEAR(wild.at(0, 1), 0.5, 1e-13);
  const Matrix never = transition_matrix(rates_of(2, {0, 0, 0, 0}), 3);
  EXPECT_EQ(never.at(0, 0), 1);
  EXPECT_EQ(never.at(0, 1), 0);
  const Matrix for_good = transition_matrix(rates_of(2, {0, 0.5, 0, 0}), 2);
  EXPECT_NEAR(for_good.at(0, 0), std::exp(-1.0), 1e-15);
  EXPECT_EQ(for_good.at(1, 1), 1);
}

TEST(Markov, StepsMultiply) {
  const Matrix short_step = transition_matrix(kThree, 0.4),
               long_step = transition_matrix(kThree, 0.8);
  for (int from = 0; from < 3; ++from) {
    double sum = 0;
    for (int to = 0; to < 3; ++to) {
      double twice = 0;
      for (int by = 0; by < 3; ++by) twice += short_step.at(from, by) * short_step.at(by, to);
      EXPECT_NEAR(twice, long_step.at(from, to), 1e-15);
      sum += long_step.at(from, to);
    }
    EXPECT_NEAR(sum, 1, 1e-15);
  }
}

// In the long run as much leaves a state as comes to it, and a step changes nothing.
TEST(Markov, SharesOfTheLongRunStay) {
  const std::vector<double> two = stationary_shares(rates_of(2, {0, 0.5, 2, 0}));
  EXPECT_NEAR(two[0], 0.8, 1e-15);
  const std::vector<double> shares = stationary_shares(kThree);
  const Matrix step = transition_matrix(kThree, 0.7);
  double total = 0;
  for (int to = 0; to < 3; ++to) {
    double after = 0;
    for (int from = 0; from < 3; ++from)
      after += shares[static_cast<std::size_t>(from)] * step.at(from, to);
    EXPECT_NEAR(after, shares[static_cast<std::size_t>(to)], 1e-15);
    total += after;
  }
  EXPECT_NEAR(total, 1, 1e-15);
}

TEST(Markov, WhatCanBeReached) {
  EXPECT_TRUE(is_irreducible(kThree));
  EXPECT_TRUE(is_irreducible(rates_of(3, {0, 1, 0, 0, 0, 1, 1, 0, 0})));
  EXPECT_FALSE(is_irreducible(rates_of(2, {0, 1, 0, 0})));
  EXPECT_FALSE(is_irreducible(rates_of(3, {0, 1, 0, 1, 0, 0, 1, 1, 0})));
}

}  // namespace
}  // namespace landfall::maths
