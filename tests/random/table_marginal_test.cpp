#include "random/table_marginal.hpp"

#include <gtest/gtest.h>

#include <boost/math/distributions/beta.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "maths/normal_cdf.hpp"
#include "random/score_tables.hpp"
#include "support/generator.hpp"

namespace landfall {
namespace {

namespace policies = boost::math::policies;
using BoostBeta =
    boost::math::beta_distribution<double, policies::policy<policies::promote_double<false>>>;

struct Shape {
  double a, b;
};

// Bell, pert with its mode at either end, U, J, flat, far apart, and as narrow as a share ever is.
const Shape kShapes[] = {{3, 7},   {1, 5},   {5, 1},      {2.2, 3.8}, {0.5, 0.5},
                         {0.5, 3}, {0.2, 2}, {0.1, 0.1},  {1, 1},     {0.39, 8},
                         {30, 70}, {1, 100}, {1000, 2.5}, {300, 500}, {0.7, 0.4}};

random::MarginalKernel kernel_of(Shape shape, random::MarginalTables& tables) {
  return random::compile_marginal({.family = random::Family::beta, .a = shape.a, .b = shape.b},
                                  tables);
}

/// How far x lies from the draw of the score z, by Boost's distribution function and density. (Its
/// quantile gives up in some of the tails.) 0 where x has become an end of the interval.
double miss(const BoostBeta& distribution, double z, double x) {
  if (x == 0 || x == 1) return 0;
  const double excess = z < 0 ? cdf(distribution, x) - maths::normal_cdf(z)
                              : maths::normal_cdf(-z) - cdf(complement(distribution, x));
  return std::fabs(excess / pdf(distribution, x));
}

TEST(BetaTable, AgreesWithBoost) {
  test::Generator generator(31);
  for (const Shape shape : kShapes) {
    random::MarginalTables tables;
    const random::MarginalKernel kernel = kernel_of(shape, tables);
    const BoostBeta distribution(shape.a, shape.b);
    double worst = 0;
    for (int i = 0; i < 2000; ++i) {
      const double z = (i % 2 ? 3 : 8.3) * (2 * generator.uniform() - 1);
      worst = std::max(worst, miss(distribution, z, random::interpolate(kernel, z)));
    }
    EXPECT_LT(worst, 1e-11) << "a " << shape.a << ", b " << shape.b;
  }
}

TEST(BetaTable, RisesEverywhere) {
  for (const Shape shape : kShapes) {
    random::MarginalTables tables;
    const random::MarginalKernel kernel = kernel_of(shape, tables);
    double before = 0;
    for (int i = 0; i <= 200'000; ++i) {
      const double x = random::interpolate(kernel, -8.5 + 17.0 * i / 200'000);
      ASSERT_GE(x, before) << "a " << shape.a << ", b " << shape.b << ", i " << i;
      before = x;
    }
    EXPECT_LE(before, 1);
  }
}

// Order: the interpolation's error falls like h^6, 64 times for half the cells' width. Between 128
// and 256 cells rounding is far below the error, 40 leaves room for the next term.
TEST(BetaTable, ErrorFallsWithTheSixthPowerOfTheCell) {
  const auto error_with = [](int cells) {
    const std::vector<double> nodes = random::beta_table(2.2, 3.8, 0, 1, cells);
    random::MarginalKernel kernel{};
    kernel.table = nodes.data();
    kernel.size = cells;
    const BoostBeta distribution(2.2, 3.8);
    double worst = 0;
    for (int i = 0; i < 2000; ++i) {
      const double z = -3 + i * 0.003;
      worst = std::max(worst, miss(distribution, z, random::interpolate(kernel, z)));
    }
    return worst;
  };
  const double ratio = error_with(128) / error_with(256);
  EXPECT_GT(ratio, 40);
  EXPECT_LT(ratio, 100);
}

TEST(BetaTable, VeryUnevenShapesEndAtTheirEnds) {
  // Half of the draws lie below 1e-30, too small to matter and partly too small for a double.
  const std::vector<double> nodes = random::beta_table(0.01, 0.01, 2, 3, 8192);
  EXPECT_EQ(nodes.front(), 2);
  EXPECT_EQ(nodes[nodes.size() - random::kNodeSize], 3);
  for (const double number : nodes) ASSERT_TRUE(std::isfinite(number));
}

TEST(MarginalTables, StayWhereTheyAre) {
  random::MarginalTables tables;
  const double* first = tables.keep({1, 2, 3});
  for (int i = 0; i < 1000; ++i) tables.keep({4.0, 5.0});
  const random::MarginalTables moved = std::move(tables);
  EXPECT_EQ(first[2], 3);
}

}  // namespace
}  // namespace landfall
