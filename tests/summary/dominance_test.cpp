#include "summary/dominance.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "base/lanes.hpp"
#include "summary/regret.hpp"
#include "support/generator.hpp"

namespace landfall::summary {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

Dominance compare(const std::vector<double>& first, const std::vector<double>& second,
                  const PairedSpec& spec = {}, Grouping grouping = Grouping::none) {
  DominanceSummariser summariser(spec, dominance_points(spec, first.data(), second.data(), kLanes),
                                 grouping);
  for (std::size_t at = 0; at < first.size(); at += kLanes)
    summariser.add_block(&first[at], &second[at], kLanes);
  return summariser.finish();
}

/// Standard normal numbers.
std::vector<double> normals(std::uint64_t seed, std::size_t count) {
  test::Generator generator(seed);
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(generator.normal());
  return values;
}

std::vector<double> scaled(std::vector<double> values, double times, double plus) {
  for (double& x : values) x = times * x + plus;
  return values;
}

constexpr std::size_t kPaths = 64 * kLanes;

TEST(Dominance, MoreOnEveryPathDominatesAtBothOrders) {
  const std::vector<double> x = normals(1, kPaths);
  for (const Grouping grouping : {Grouping::none, Grouping::by_path, Grouping::by_pair}) {
    const Dominance more = compare(scaled(x, 1, 0.3), x, {}, grouping);
    EXPECT_EQ(more.first_order.verdict, Verdict::first);
    EXPECT_EQ(more.second_order.verdict, Verdict::first);
    EXPECT_EQ(more.first_order.most_for_second, 0);
    const Dominance less = compare(x, scaled(x, 1, 0.3), {}, grouping);
    EXPECT_EQ(less.first_order.verdict, Verdict::second);
    EXPECT_EQ(less.second_order.verdict, Verdict::second);
  }
  // P(X <= x + 0.3) - P(X <= x) is 0.119 at its most, at x = -0.15.
  EXPECT_NEAR(compare(scaled(x, 1, 0.3), x).first_order.most_for_first, 0.119, 0.01);
}

// The wider of two with the same mean is better above it and worse below: neither dominates at the
// first order, and who dislikes risk takes the narrower.
TEST(Dominance, ASpreadIsDominatedAtTheSecondOrderAlone) {
  const std::vector<double> x = normals(2, kPaths);
  const Dominance narrow = compare(scaled(x, 0.5, 0.05), scaled(x, 1, 0));
  EXPECT_EQ(narrow.first_order.verdict, Verdict::neither);
  EXPECT_EQ(narrow.second_order.verdict, Verdict::first);
}

TEST(Dominance, OfCostsLessIsBetter) {
  const std::vector<double> x = normals(3, kPaths);
  const PairedSpec costs{.tail = Tail::upper};
  EXPECT_EQ(compare(scaled(x, 1, -0.3), x, costs).first_order.verdict, Verdict::first);
}

TEST(Dominance, TheSameIsTheSame) {
  const std::vector<double> x = normals(4, kPaths);
  const Dominance same = compare(x, x);
  EXPECT_EQ(same.first_order.verdict, Verdict::same);
  EXPECT_EQ(same.second_order.verdict, Verdict::same);
}

// Claim: where two outcomes have one distribution, a verdict is wrong in 5 % of cases at most, by
// Bonferroni far less. Of 400 pairs 40 would be a rate of 10 %.
// Power: with 1.96 errors at every point, "neither" alone comes in a third of such pairs.
TEST(Dominance, RarelyTellsApartWhatIsAlike) {
  int wrong = 0;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    const Dominance alike =
        compare(normals(1000 + 2 * seed, 4 * kLanes), normals(1001 + 2 * seed, 4 * kLanes));
    wrong += alike.first_order.verdict == Verdict::undecided ? 0 : 1;
  }
  EXPECT_LE(wrong, 24);
}

TEST(Dominance, NeverIsWorseThanAnyNumber) {
  std::vector<double> x(kPaths), y(kPaths);
  for (std::size_t i = 0; i < kPaths; ++i) {
    x[i] = 10 + static_cast<double>(i % 7);
    y[i] = i % 3 == 0 ? kNever : x[i];
  }
  const PairedSpec payback{.tail = Tail::upper, .absent_is_never = true};
  const Dominance found = compare(x, y, payback);
  EXPECT_EQ(found.first_order.verdict, Verdict::first);
  EXPECT_EQ(found.second_order.missing, "some paths never reach it");
  EXPECT_EQ(compare(x, y).first_order.missing, "some paths have no value");
}

TEST(Dominance, MergingInAnyOrderIsTheSame) {
  const std::vector<double> x = normals(5, kPaths), y = normals(6, kPaths);
  const PairedSpec spec;
  const auto points = dominance_points(spec, x.data(), y.data(), kLanes);
  DominanceSummariser odd(spec, points, Grouping::by_path), even(spec, points, Grouping::by_path);
  for (std::size_t block = 0; block < kPaths / kLanes; ++block)
    (block % 2 == 0 ? even : odd).add_block(&x[block * kLanes], &y[block * kLanes], kLanes);
  odd.merge(even);
  EXPECT_EQ(odd.finish(), compare(x, y, spec, Grouping::by_path));
}

std::vector<Regret> regrets(const PairedSpec& spec, const std::vector<std::vector<double>>& rows) {
  std::vector<const double*> pointers;
  for (const auto& row : rows) pointers.push_back(row.data());
  const int count = static_cast<int>(rows[0].size());
  RegretSummariser summariser(spec, regret_centres(spec, pointers, count), Grouping::none);
  summariser.add_block(512, pointers, count);
  return summariser.finish();
}

TEST(Regret, ThreeWaysByHand) {
  // The best of the paths are 5 4 9 2.
  const std::vector<std::vector<double>> rows = {{5, 1, 9, 0}, {3, 4, 2, 2}, {0, 0, 9, 1}};
  const std::vector<Regret> found = regrets({}, rows);
  EXPECT_DOUBLE_EQ(found[0].expected.value, 5.0 / 4);  // 0 3 0 2
  EXPECT_DOUBLE_EQ(found[1].expected.value, 9.0 / 4);  // 2 0 7 0
  EXPECT_DOUBLE_EQ(found[2].expected.value, 10.0 / 4);
  EXPECT_EQ(found[0].most, 3);
  EXPECT_EQ(found[1].most, 7);
  EXPECT_EQ(found[1].path, 514u);
  const std::vector<Regret> costs = regrets({.tail = Tail::upper}, rows);  // the least: 0 0 2 0
  EXPECT_DOUBLE_EQ(costs[2].expected.value, 8.0 / 4);
  EXPECT_EQ(costs[2].most, 7);
}

TEST(Regret, NothingIsSaidWhereSomePathLacksIt) {
  const std::vector<Regret> found = regrets({}, {{1, 2}, {1, kNever}});
  EXPECT_EQ(found[0].expected.missing, "some paths have no value");
}

}  // namespace
}  // namespace landfall::summary
