#include "model/tariff.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <vector>

namespace landfall::model {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

/// Rank of each change on one lane.
std::vector<double> ranks_of(const std::vector<double>& begins) {
  std::vector<const double*> rows;
  for (const double& begin : begins) rows.push_back(&begin);
  std::vector<double> ranks(begins.size());
  for (std::size_t which = 0; which < begins.size(); ++which)
    rank_change(rows.data(), static_cast<int>(begins.size()), static_cast<int>(which), 1,
                &ranks[which]);
  return ranks;
}

TEST(Tariff, ChangesRankByTheirBeginning) {
  EXPECT_EQ(ranks_of({3, 1, 2}), (std::vector<double>{2, 0, 1}));
  EXPECT_EQ(ranks_of({1}), (std::vector<double>{0}));
}

TEST(Tariff, OfTwoAtOnceTheLaterNameComesLast) {
  EXPECT_EQ(ranks_of({2, 2}), (std::vector<double>{0, 1}));
  EXPECT_EQ(ranks_of({2, 1, 2}), (std::vector<double>{1, 0, 2}));
  EXPECT_EQ(ranks_of({0, 0, 0}), (std::vector<double>{0, 1, 2}));
}

TEST(Tariff, ThoseThatNeverComeRankLast) {
  EXPECT_EQ(ranks_of({kNever, 1, kNever}), (std::vector<double>{1, 0, 2}));
  EXPECT_EQ(ranks_of({kNever, kNever}), (std::vector<double>{0, 1}));
}

TEST(Tariff, RanksAreAPermutationWhateverTheTies) {
  const std::vector<double> times = {0, 1, 1, 2, kNever};
  for (const double a : times)
    for (const double b : times)
      for (const double c : times)
        for (const double d : times) {
          std::vector<double> ranks = ranks_of({a, b, c, d});
          std::sort(ranks.begin(), ranks.end());
          EXPECT_EQ(ranks, (std::vector<double>{0, 1, 2, 3}))
              << a << " " << b << " " << c << " " << d;
        }
}

TEST(Tariff, TheWantedRankIsTaken) {
  const std::vector<double> rank = {0, 1, 0}, value = {7, 8, 9};
  std::vector<double> out = {1, 2, 3};
  take_ranked(rank.data(), 0, value.data(), 3, out.data());
  EXPECT_EQ(out, (std::vector<double>{7, 2, 9}));
}

TEST(Tariff, UtilisationMixesTheNewRateWithTheOld) {
  const std::vector<double> rank = {0, 0, 0, 1}, utilisation = {0.8, 1, 0, 1};
  const std::vector<double> changed(4, 0.05), otherwise(4, 0.25);
  std::vector<double> applied = otherwise;
  apply_change(rank.data(), 0, utilisation.data(), changed.data(), otherwise.data(), 4,
               applied.data());
  EXPECT_NEAR(applied[0], 0.8 * 0.05 + 0.2 * 0.25, 1e-15);
  EXPECT_DOUBLE_EQ(applied[1], 0.05);
  EXPECT_DOUBLE_EQ(applied[2], 0.25);
  EXPECT_DOUBLE_EQ(applied[3], 0.25);  // another change has this rank here
}

double in_force(double now, const std::vector<double>& starts, const std::vector<double>& states) {
  double rate = -1;
  rate_in_force(now, starts.data(), states.data(), static_cast<int>(starts.size()), 1, 1, &rate);
  return rate;
}

TEST(Tariff, AChangeActsFromItsInstantOn) {
  const std::vector<double> starts = {1, 2.5}, states = {0.4, 0.2, 0};
  EXPECT_EQ(in_force(0, starts, states), 0.4);
  EXPECT_EQ(in_force(0.999, starts, states), 0.4);
  EXPECT_EQ(in_force(1, starts, states), 0.2);
  EXPECT_EQ(in_force(2.5, starts, states), 0);
  EXPECT_EQ(in_force(100, starts, states), 0);
}

TEST(Tariff, WhatNeverStartsIsNeverInForce) {
  EXPECT_EQ(in_force(1e9, {kNever}, {0.4, 0}), 0.4);
  EXPECT_EQ(in_force(1e9, {}, {0.4}), 0.4);
}

TEST(Tariff, TwoAtOnceEndInTheStateOfBoth) {
  EXPECT_EQ(in_force(2, {2, 2}, {0.4, 0.2, 0.1}), 0.1);
}

}  // namespace
}  // namespace landfall::model
