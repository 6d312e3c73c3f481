#include "random/normals.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "maths/normal_cdf.hpp"
#include "maths/normal_quantile.hpp"
#include "random/chi_square.hpp"
#include "random/philox.hpp"

namespace landfall {
namespace {

constexpr int kBlocks = 1 << 11;
constexpr double kPairs = static_cast<double>(kBlocks) * kLanes;

struct Pairs {
  std::vector<double> a, b;
};

/// 2^19 pairs of normals.
Pairs draw_pairs() {
  Pairs pairs;
  std::uint32_t words[4][kLanes];
  double za[kLanes], zb[kLanes];
  for (int block = 0; block < kBlocks; ++block) {
    random::philox_rows(42, static_cast<std::uint64_t>(block) * kLanes, 0, 0, kLanes, words[0]);
    random::box_muller(words[0], words[1], kLanes, za, zb);
    pairs.a.insert(pairs.a.end(), za, za + kLanes);
    pairs.b.insert(pairs.b.end(), zb, zb + kLanes);
  }
  return pairs;
}

class Normals : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { pairs = draw_pairs(); }
  static inline Pairs pairs;
};

double mean_of_powers(const std::vector<double>& z, int power) {
  double sum = 0;
  for (const double value : z) {
    double product = 1;
    for (int i = 0; i < power; ++i) product *= value;
    sum += product;
  }
  return sum / static_cast<double>(z.size());
}

TEST_F(Normals, AgreeWithTheirFormula) {
  std::uint32_t wa[kLanes], wb[kLanes];
  double za[kLanes], zb[kLanes];
  long double worst = 0;
  const std::uint32_t edges[] = {0,          1,          0x3FFFFFFF, 0x40000000, 0x7FFFFFFF,
                                 0x80000000, 0xBFFFFFFF, 0xC0000000, 0xFFFFFFFE, 0xFFFFFFFF};
  std::uint32_t word = 1;
  for (int repeat = 0; repeat < 2000; ++repeat) {
    for (int lane = 0; lane < kLanes; ++lane) {
      wa[lane] = repeat == 0 ? edges[lane % 10] : word *= 2891336453u;
      wb[lane] = repeat == 0 ? edges[lane / 10 % 10] : word *= 2891336453u;
    }
    random::box_muller(wa, wb, kLanes, za, zb);
    for (int lane = 0; lane < kLanes; ++lane) {
      const long double radius = std::sqrt(-2 * std::log((wa[lane] + 0.5L) * 0x1p-32L));
      const long double angle = 2 * std::numbers::pi_v<long double> * (wb[lane] + 0.5L) * 0x1p-32L;
      worst = std::max({worst, std::fabs(za[lane] - radius * std::cos(angle)),
                        std::fabs(zb[lane] - radius * std::sin(angle))});
    }
  }
  EXPECT_LT(worst, 2e-15L);
}

// Claim: E[z^k] = 0, 1, 0, 3 for k = 1..4, with variances 1, 2, 15, 96 of z^k. Each may miss by
// five standard errors (n = 2^19: 0.0069, 0.0098, 0.027, 0.068). Power: a sd 1 % too large moves
// the second by ten errors, a kurtosis of 3.1 the fourth by seven.
TEST_F(Normals, HaveTheMomentsOfTheNormal) {
  const double truth[] = {0, 1, 0, 3}, variance[] = {1, 2, 15, 96};
  for (const std::vector<double>* z : {&pairs.a, &pairs.b})
    for (int power = 1; power <= 4; ++power)
      EXPECT_LT(std::fabs(mean_of_powers(*z, power) - truth[power - 1]),
                5 * std::sqrt(variance[power - 1] / kPairs))
          << "power " << power;
}

// Claim: each tail beyond 2.5 and 3.5 (122 of 2^19 draws expected) is as heavy as the normal's.
// Allowed: five standard errors. Power: a radius cut off at 3.5 misses by eleven.
TEST_F(Normals, HaveTheTailsOfTheNormal) {
  for (const double limit : {2.5, 3.5}) {
    const double truth = maths::normal_cdf(-limit);
    const double error = std::sqrt(truth * (1 - truth) / kPairs);
    for (const std::vector<double>* z : {&pairs.a, &pairs.b}) {
      const auto above = std::count_if(z->begin(), z->end(), [&](double x) { return x > limit; });
      const auto below = std::count_if(z->begin(), z->end(), [&](double x) { return x < -limit; });
      EXPECT_LT(std::fabs(static_cast<double>(above) / kPairs - truth), 5 * error);
      EXPECT_LT(std::fabs(static_cast<double>(below) / kPairs - truth), 5 * error);
    }
  }
}

std::vector<double> normal_edges(int cells) {
  std::vector<double> edges;
  for (int i = 1; i < cells; ++i) {
    const double u = static_cast<double>(i) / cells;
    edges.push_back(maths::normal_quantile(u, 1 - u));
  }
  return edges;
}

// Claim: 200 cells of equal probability are hit evenly. Power: the planted fault of the last lines,
// a sd 3 % too large, moves the statistic by n 2 (0.03)^2 = 940, forty of its own standard
// deviations.
TEST_F(Normals, PassChiSquare) {
  const std::vector<double> edges = normal_edges(200);
  EXPECT_GT(test::chi_square_p_value(pairs.a, edges), test::kRejectBelow);
  EXPECT_GT(test::chi_square_p_value(pairs.b, edges), test::kRejectBelow);
  std::vector<double> wide = pairs.a;
  for (double& z : wide) z *= 1.03;
  EXPECT_LT(test::chi_square_p_value(wide, edges), test::kRejectBelow);
}

// Claim: za and zb are independent: on a 32 x 32 grid of equal probability, folded into one row of
// cells, all are hit evenly. Power: the planted fault, a correlation of 0.04 (n r^2 = 840), is
// rejected.
TEST_F(Normals, PairsAreIndependent) {
  const auto grid_cells = [](const std::vector<double>& a, const std::vector<double>& b) {
    std::vector<double> cells(a.size());
    for (std::size_t i = 0; i < a.size(); ++i)
      cells[i] = std::floor(32 * maths::normal_cdf(a[i])) * 32 + 32 * maths::normal_cdf(b[i]);
    return cells;
  };
  std::vector<double> edges;
  for (int i = 1; i < 32 * 32; ++i) edges.push_back(i);
  EXPECT_GT(test::chi_square_p_value(grid_cells(pairs.a, pairs.b), edges), test::kRejectBelow);

  std::vector<double> leaning = pairs.b;
  for (std::size_t i = 0; i < leaning.size(); ++i)
    leaning[i] = 0.04 * pairs.a[i] + std::sqrt(1 - 0.04 * 0.04) * leaning[i];
  EXPECT_LT(test::chi_square_p_value(grid_cells(pairs.a, leaning), edges), test::kRejectBelow);
}

}  // namespace
}  // namespace landfall
