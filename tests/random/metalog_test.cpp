#include "random/metalog.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/quadrature/tanh_sinh.hpp>
#include <cmath>
#include <utility>
#include <vector>

namespace landfall::random {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Metalog through(const std::vector<Percentile>& percentiles, double low = -kInfinity,
                double high = kInfinity) {
  const auto made =
      metalog_from_percentiles(percentiles, static_cast<int>(percentiles.size()), low, high);
  EXPECT_TRUE(made.has_value());
  return *made;
}

double at(const Metalog& metalog, double y) {
  return metalog_quantile(metalog, y, 1 - y);
}

// Keelin (2016), symmetric triplet at 0.1: x = 35, 50, 75.
TEST(Metalog, PassesThroughASymmetricTriplet) {
  const Metalog m = through({{0.1, 35}, {0.5, 50}, {0.9, 75}});
  ASSERT_EQ(m.a.size(), 3u);
  EXPECT_NEAR(m.a[0], 50, 1e-12);
  EXPECT_NEAR(m.a[1], 9.102392266, 1e-9);
  EXPECT_NEAR(m.a[2], 5.688995166, 1e-9);
  EXPECT_NEAR(metalog_moments(m).mean, 52.8445, 1e-4);
  EXPECT_NEAR(at(m, 0.05), 30.736466, 1e-6);
  EXPECT_NEAR(at(m, 0.95), 84.339343, 1e-6);
  EXPECT_TRUE(is_feasible(m));
}

TEST(Metalog, PassesThroughASymmetricTripletAboveZero) {
  const Metalog m = through({{0.1, 35}, {0.5, 50}, {0.9, 75}}, 0);
  EXPECT_NEAR(m.a[0], 3.912023005, 1e-9);
  EXPECT_NEAR(m.a[1], 0.173432443, 1e-9);
  EXPECT_NEAR(m.a[2], 0.027756701, 1e-9);
  EXPECT_NEAR(at(m, 0.05), 31.128983, 1e-6);
  EXPECT_NEAR(at(m, 0.95), 86.440975, 1e-6);
}

TEST(Metalog, OfTwoTermsIsALogistic) {
  const Metalog m{{3, 2}};
  EXPECT_NEAR(at(m, 0.8), 3 + 2 * std::log(4.0), 1e-14);
  const auto [mean, sd] = metalog_moments(m);
  EXPECT_NEAR(mean, 3, 1e-14);
  EXPECT_NEAR(sd, 2 * M_PI / std::sqrt(3.0), 1e-14);
  // Its density at the median is 1 / (4 s).
  EXPECT_NEAR(metalog_density(m, 0.5, 0.5), 0.125, 1e-15);
}

// Terms by Keelin's table: a5 h^2, a6 h^2 L, a7 h^3, a8 h^3 L.
TEST(Metalog, OrdersItsTermsAsKeelin) {
  const double y = 0.7, h = 0.2, L = std::log(0.7 / 0.3);
  const double factors[] = {
      1, L, h * L, h, h * h, h * h * L, h * h * h, h * h * h * L, h * h * h * h, h * h * h * h * L};
  for (std::size_t term = 0; term < std::size(factors); ++term) {
    Metalog m{std::vector<double>(std::size(factors), 0.0)};
    m.a[term] = 1;
    EXPECT_NEAR(at(m, y), factors[term], 1e-15) << term;
  }
}

TEST(Metalog, PassesThroughItsPercentilesWithUpToSixteenTerms) {
  // Of a normal, which a metalog follows closely: 16 percentiles, every bound.
  std::vector<Percentile> all;
  const Metalog logistic{{10, 1}};
  for (int i = 1; i <= 16; ++i) {
    const double p = i / 17.0;
    all.push_back({p, at(logistic, p) + 0.1 * std::sin(i)});
  }
  for (std::size_t terms = 2; terms <= 16; ++terms) {
    std::vector<Percentile> some;  // spread over all of (0, 1)
    for (std::size_t i = 0; i < terms; ++i) some.push_back(all[i * 15 / (terms - 1)]);
    for (const auto& [low, high] :
         {std::pair{-kInfinity, kInfinity}, {0.0, kInfinity}, {-kInfinity, 30.0}, {0.0, 30.0}}) {
      const Metalog m = through(some, low, high);
      for (const Percentile& one : some) EXPECT_NEAR(at(m, one.p), one.x, 1e-8) << terms;
    }
  }
}

TEST(Metalog, OfFewerTermsIsTheLeastSquares) {
  // Two terms by hand: a straight line in L through three points, L = -1, 0, 1 and x = 0, 3, 3.
  const auto y = [](double logit) { return 1 / (1 + std::exp(-logit)); };
  const auto m =
      metalog_from_percentiles({{y(-1), 0}, {y(0), 3}, {y(1), 3.0001}}, 2, -kInfinity, kInfinity);
  ASSERT_TRUE(m);
  EXPECT_NEAR(m->a[0], 6.0001 / 3, 1e-12);
  EXPECT_NEAR(m->a[1], 3.0001 / 2, 1e-12);
}

TEST(Metalog, FollowsData) {
  const Metalog truth{{5, 1, 0.3, 0.2}};
  std::vector<double> values;
  constexpr int n = 400;
  for (int i = n; i-- > 0;) values.push_back(at(truth, (i + 0.5) / n));
  const auto found = metalog_from_data(values, 4, -kInfinity, kInfinity);
  ASSERT_TRUE(found);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(found->a[i], truth.a[i], 1e-10);
}

TEST(Metalog, KeepsWithinItsBoundsInBothTails) {
  const Metalog m = through({{0.1, 1}, {0.5, 4}, {0.9, 8}}, 0, 10);
  EXPECT_GT(metalog_quantile(m, 1e-15, 1), 0);
  EXPECT_LT(metalog_quantile(m, 1e-15, 1), 1e-3);
  EXPECT_LT(metalog_quantile(m, 1, 1e-15), 10);
  EXPECT_GT(metalog_quantile(m, 1, 1e-15), 9.99);
}

// Three terms are feasible where |a3| / a2 stays below 1.66711 (Keelin 2016, section 4).
TEST(Metalog, IsFeasibleUpToKeelinsLimitOfThreeTerms) {
  for (const double sign : {-1.0, 1.0}) {
    EXPECT_TRUE(is_feasible({{0, 1, sign * 1.667}}));
    EXPECT_FALSE(is_feasible({{0, 1, sign * 1.6673}}));
  }
  EXPECT_FALSE(is_feasible({{0, -1}}));
  EXPECT_FALSE(is_feasible({{1, 0}}));       // no spread at all
  EXPECT_TRUE(is_feasible({{1, 0, 0, 2}}));  // a uniform on [0, 2]
  EXPECT_FALSE(is_feasible({{1, 0, 0, -2}}));
  EXPECT_FALSE(is_feasible({{0, 1, 2.1}}));  // falls in one tail only
}

TEST(Metalog, SaysWhichPercentileToMoveAndWhere) {
  // p50 too close to p10: a3 / a2 is beyond the limit.
  const std::vector<Percentile> percentiles = {{0.1, 10}, {0.5, 11}, {0.9, 40}};
  ASSERT_FALSE(is_feasible(through(percentiles)));
  const auto move = nearest_feasible(percentiles, 3, -kInfinity, kInfinity);
  ASSERT_TRUE(move);
  EXPECT_EQ(move->percentile, 1u);
  // Keelin's limit by hand: a2 = (x3 - x1) / (2 L), a3 = (x3 + x1 - 2 x2) / (2 L 0.4); the ratio
  // is 1.66711 at x2 = (50 - 0.4 * 1.66711 * 30) / 2.
  const double limit = (50 - 0.4 * 1.66711 * 30) / 2;
  EXPECT_GE(move->x, limit - 1e-3);
  EXPECT_LE(move->x, limit + 0.3);
  std::vector<Percentile> moved = percentiles;
  moved[1].x = move->x;
  EXPECT_TRUE(is_feasible(through(moved)));
  moved[1].x = limit - 0.01;
  EXPECT_FALSE(is_feasible(through(moved)));
}

TEST(Metalog, MovesAPercentileOnlyAsFarAsAnyMove) {
  const std::vector<Percentile> percentiles = {
      {0.05, 1}, {0.25, 2}, {0.5, 2.05}, {0.75, 8}, {0.95, 9}};
  for (const auto& [low, high] :
       {std::pair{-kInfinity, kInfinity}, {0.0, kInfinity}, {0.0, 12.0}}) {
    const Metalog now = through(percentiles, low, high);
    if (is_feasible(now)) continue;
    const auto move = nearest_feasible(percentiles, 5, low, high);
    if (!move) continue;
    std::vector<Percentile> moved = percentiles;
    moved[move->percentile].x = move->x;
    EXPECT_TRUE(is_feasible(through(moved, low, high)));
    // Nine tenths of the way do not suffice.
    const double before = percentiles[move->percentile].x;
    moved[move->percentile].x = before + 0.9 * (move->x - before);
    EXPECT_FALSE(is_feasible(through(moved, low, high)));
  }
}

TEST(Metalog, TailsInvertTheQuantile) {
  const std::vector<Metalog> all = {{{50, 9.1, 5.7}},
                                    {{1, 0, 0, 2}},
                                    {{3.9, 0.17, 0.03}, 0},
                                    {{-1, 0.3, -0.1, 0.1}, -kInfinity, 7},
                                    {{0.2, 0.8, 0.2, 0.3, 0.1}, 2, 5}};
  for (const Metalog& m : all) {
    ASSERT_TRUE(is_feasible(m));
    for (const double y : {1e-9, 0.001, 0.3, 0.5, 0.9, 0.9999}) {
      const MetalogTails tails = metalog_tails(m, at(m, y));
      EXPECT_NEAR(tails.lower, y, 1e-10 * y + 1e-15 / metalog_density(m, y, 1 - y));
      EXPECT_NEAR(tails.upper, 1 - y, 1e-10);
    }
  }
  EXPECT_EQ(metalog_tails(all[2], 0).lower, 0);
  EXPECT_EQ(metalog_tails(all[3], 7).upper, 0);
}

TEST(Metalog, DensityIsTheSlopeOfTheDistributionFunction) {
  for (const Metalog& m :
       {Metalog{{50, 9.1, 5.7}}, Metalog{{3.9, 0.17, 0.03}, 0},
        Metalog{{-1, 0.3, -0.1, 0.1}, -kInfinity, 7}, Metalog{{0.2, 0.8, 0.2, 0.3, 0.1}, 2, 5}})
    for (const double y : {0.02, 0.4, 0.97}) {
      const double x = at(m, y), step = 1e-5 * (at(m, 0.9) - at(m, 0.1));
      const double slope =
          (metalog_tails(m, x + step).lower - metalog_tails(m, x - step).lower) / (2 * step);
      EXPECT_NEAR(metalog_density(m, y, 1 - y) / slope, 1, 1e-6);
    }
}

// Reference: tanh-sinh quadrature over y, with 1 - y exact near the far end.
TEST(Metalog, MomentsAgreeWithQuadrature) {
  const std::vector<Metalog> all = {
      {{50, 9.102392266, 5.688995166}},
      {{1, 1, 0.2, -0.3, 0.4, 0.1, 0.2, -0.1, 0.3, 0.2, -0.1, 0.05, 0.2, 0.1, -0.2, 0.1}},
      {{3.9, 0.17, 0.03}, 0},
      {{-1, 0.3, -0.1, 0.1}, -kInfinity, 7},
      {{0.2, 0.8, 0.2, 0.3, 0.1}, 2, 5}};
  for (const Metalog& m : all) {
    ASSERT_TRUE(is_feasible(m));
    boost::math::quadrature::tanh_sinh<double> rule;
    const auto expectation = [&](auto of) {
      return rule.integrate(
          [&](double y, double to_end) {
            const double near = std::max(std::fabs(to_end), 1e-300);  // to the nearer of 0 and 1
            return of(y < 0.5 ? metalog_quantile(m, near, 1 - near)
                              : metalog_quantile(m, 1 - near, near));
          },
          0.0, 1.0);
    };
    const double mean = expectation([](double x) { return x; });
    const double variance = expectation([&](double x) { return (x - mean) * (x - mean); });
    const auto [found_mean, found_sd] = metalog_moments(m);
    EXPECT_NEAR(found_mean / mean, 1, 1e-10);
    EXPECT_NEAR(found_sd / std::sqrt(variance), 1, 1e-8);
  }
}

TEST(Metalog, HeavyTailsHaveNoMoments) {
  // Above a low bound the tail is a Pareto's with the exponent 1 / s.
  EXPECT_EQ(metalog_moments({{0, 1.0}, 0}).mean, kInfinity);
  EXPECT_EQ(metalog_moments({{0, 0.6}, 0}).sd, kInfinity);
  EXPECT_LT(metalog_moments({{0, 0.6}, 0}).mean, kInfinity);
  // A log-logistic: the mean is (pi s) / sin(pi s).
  EXPECT_NEAR(metalog_moments({{0, 0.6}, 0}).mean, 0.6 * M_PI / std::sin(0.6 * M_PI), 1e-10);
  EXPECT_EQ(metalog_moments({{0, 1.0}, -kInfinity, 0}).mean, -kInfinity);
}

}  // namespace
}  // namespace landfall::random
