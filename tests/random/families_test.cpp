// Log-uniform, Weibull, Pareto, logistic, Gumbel, binomial, Poisson, empirical, metalog, moved and
// mixed distributions, against Boost.Math and laws.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/extreme_value.hpp>
#include <boost/math/distributions/logistic.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/pareto.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "random/chi_square.hpp"
#include "random/marginal.hpp"
#include "random/metalog.hpp"
#include "random/normals.hpp"
#include "random/philox.hpp"
#include "random/table_marginal.hpp"
#include "random/uniform.hpp"

namespace landfall {
namespace {

using random::Family;
using random::Marginal;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

const Marginal kLogUniform{.family = Family::log_uniform, .a = 0.01, .b = 50};
const Marginal kWeibull{.family = Family::weibull, .a = 1.5, .b = 8};
const Marginal kPareto{.family = Family::pareto, .a = 2, .b = 3};
const Marginal kLogistic{.family = Family::logistic, .a = 5, .b = 0.7};
const Marginal kGumbel{.family = Family::gumbel, .a = 5, .b = 2};
const Marginal kBinomial{.family = Family::binomial, .a = 12, .b = 0.3};
const Marginal kPoisson{.family = Family::poisson, .a = 4.5};
const Marginal kEmpirical{.family = Family::empirical, .values = {1, 2, 2, 5, 11}};
const Marginal kMetalog{
    .family = Family::metalog, .a = 0, .b = kInfinity, .values = {3.9, 0.17, 0.05}};

Marginal with(Marginal m, double min, double max) {
  m.min = min;
  m.max = max;
  return m;
}

Marginal moved(Marginal m, double times, double plus) {
  m.times = times;
  m.plus = plus;
  return m;
}

Marginal mixture(std::vector<double> weights, std::vector<Marginal> parts) {
  Marginal m{.family = Family::mixture};
  m.weights = std::move(weights);
  m.parts = std::move(parts);
  return m;
}

const Marginal kNormal{.family = Family::normal, .a = 10, .b = 2};
/// Overlapping parts, a gap, an atom within a part, a heavy tail.
const Marginal kMixed =
    mixture({0.3, 0.2, 0.1, 0.15, 0.25}, {kNormal,
                                          {.family = Family::triangular, .a = 30, .b = 31, .c = 36},
                                          {.family = Family::uniform, .a = 11, .b = 11},
                                          {.family = Family::gamma, .a = 2, .b = 3},
                                          {.family = Family::pareto, .a = 50, .b = 3}});

std::vector<Marginal> by_formula() {
  return {kLogUniform,
          kWeibull,
          {.family = Family::weibull, .a = 0.3, .b = 2},
          {.family = Family::weibull, .a = 200, .b = 2},
          kPareto,
          kLogistic,
          kGumbel,
          kMetalog,
          with(kWeibull, 3, 20),
          with(kPareto, 3, 9),
          with(kLogistic, 5, kInfinity),
          with(kGumbel, -kInfinity, 6),
          with(kLogUniform, 1, 4),
          with(kMetalog, 30, 90),
          moved(kWeibull, -2, 3),
          with(moved(kGumbel, -0.5, 3), -4, 2),
          with(moved({.family = Family::gamma, .a = 2, .b = 3}, 2, 1), 4, 30)};
}

/// How far the chance of x may be from the truth where min or max cut, since it is a difference
/// there: a few last digits of the smaller tail of the whole distribution, over what is left.
double lost_to_cutting(const Marginal& m, double x) {
  const double mass = random::truncation_mass(m);
  if (mass == 1) return 0;
  const random::Tails whole = random::tails(with(m, -kInfinity, kInfinity), x);
  // A metalog's tails are solved for, and so have a few digits fewer.
  const double digits = m.family == Family::metalog ? 1e-14 : 1e-15;
  return digits * std::min(whole.lower, whole.upper) / mass;
}

// Law: the quantile of the chance of x is x, from 1e-12 in one tail to 1e-12 in the other. The
// chance is compared in its own tail, relatively. Power: a tail that is 1 minus the other is wrong
// by 1e-16 of 1e-12, 1e-4; where min or max cut, one taken from the farther tail, or a mass wrong
// in its eleventh digit.
TEST(Families, QuantileInvertsCdfInBothTails) {
  const double tails[] = {1e-12, 1e-9, 1e-6, 1e-3, 0.02, 0.1, 0.3, 0.5};
  for (const Marginal& m : by_formula())
    for (const double tail : tails) {
      // Where x itself is rounded, so is the chance: by the density times an ulp of x.
      const auto near = [&](double x) { return 4e-16 * std::fabs(x) + 1e-300; };
      const double low = random::quantile(m, tail, 1 - tail);
      const double high = random::quantile(m, 1 - tail, tail);
      const double slack_low = lost_to_cutting(m, low) + random::cdf(m, low + near(low)) -
                               random::cdf(m, low - near(low));
      const double slack_high = lost_to_cutting(m, high) + random::survival(m, high - near(high)) -
                                random::survival(m, high + near(high));
      EXPECT_NEAR(random::cdf(m, low), tail, 2e-11 * tail + slack_low) << int(m.family);
      EXPECT_NEAR(random::survival(m, high), tail, 2e-11 * tail + slack_high) << int(m.family);
    }
}

template <class Distribution>
void agree(const Marginal& m, const Distribution& of, double from, double to) {
  for (double x = from; x <= to; x += (to - from) / 97) {
    // Boost.Math's counts are functions of real numbers between whole ones.
    const double at = random::has_atoms(m) ? std::floor(x) : x;
    const double lower = boost::math::cdf(of, at), upper = boost::math::cdf(complement(of, at));
    EXPECT_NEAR(random::cdf(m, x), lower, 2e-12 * lower + 1e-300) << x;
    EXPECT_NEAR(random::survival(m, x), upper, 2e-12 * upper + 1e-300) << x;
  }
  EXPECT_NEAR(random::mean(m), boost::math::mean(of), 1e-11 * std::fabs(boost::math::mean(of)));
  const double sd = boost::math::standard_deviation(of);
  EXPECT_NEAR(random::standard_deviation(m), sd, 1e-10 * sd);
}

TEST(Families, AgreeWithBoost) {
  agree(kWeibull, boost::math::weibull(1.5, 8), 0.01, 60);
  agree({.family = Family::weibull, .a = 0.5, .b = 2}, boost::math::weibull(0.5, 2), 0.01, 300);
  agree(kPareto, boost::math::pareto(2, 3), 2.01, 1e4);
  agree(kLogistic, boost::math::logistic(5, 0.7), -10, 20);
  agree(kGumbel, boost::math::extreme_value(5, 2), -2, 60);
  agree(kBinomial, boost::math::binomial(12, 0.3), 0, 11.9);
  agree(kPoisson, boost::math::poisson(4.5), 0, 29.1);
  agree({.family = Family::poisson, .a = 20'000}, boost::math::poisson(20'000), 19'000, 21'000);
}

TEST(Families, MomentsByHand) {
  const double width = std::log(50 / 0.01);
  EXPECT_NEAR(random::mean(kLogUniform), 49.99 / width, 1e-12);
  EXPECT_NEAR(random::standard_deviation(kLogUniform),
              std::sqrt((2500 - 1e-4) / (2 * width) - std::pow(49.99 / width, 2)), 1e-11);
  // Steps from 1 to 2, 2 to 2, 2 to 5, 5 to 11: means 1.5, 2, 3.5, 8.
  EXPECT_NEAR(random::mean(kEmpirical), 3.75, 1e-14);
  // E x^2 of a step is (a^2 + a b + b^2) / 3: 7/3, 4, 13, 67.
  EXPECT_NEAR(random::standard_deviation(kEmpirical), std::sqrt(259.0 / 12 - 3.75 * 3.75), 1e-13);
  EXPECT_NEAR(random::mean(with(kEmpirical, 2, 5)), (1 * 2 + 1 * 3.5) / 2, 1e-13);
  EXPECT_EQ(random::mean(with(kPareto, 4, kInfinity)), 6);
  EXPECT_TRUE(std::isinf(random::mean({.family = Family::pareto, .a = 1, .b = 1})));
  EXPECT_NEAR(random::mean(moved(kPoisson, -2, 1)), -8, 1e-13);
  EXPECT_NEAR(random::standard_deviation(moved(kPoisson, -2, 1)), 2 * std::sqrt(4.5), 1e-13);
  const Marginal two = mixture({1, 3}, {kNormal, {.family = Family::uniform, .a = 2, .b = 2}});
  EXPECT_NEAR(random::mean(two), 4, 1e-14);
  EXPECT_NEAR(random::standard_deviation(two), std::sqrt(1 + 0.25 * 36 + 0.75 * 4), 1e-14);
}

TEST(Families, EmpiricalIsTypeSeven) {
  // h = 4 u: 1 to 2, 2 to 2, 2 to 5, 5 to 11.
  for (const auto& [u, x] : {std::pair{0.125, 1.5},
                             {0.25, 2.0},
                             {0.4, 2.0},
                             {0.5, 2.0},
                             {0.625, 3.5},
                             {0.75, 5.0},
                             {0.875, 8.0}})
    EXPECT_DOUBLE_EQ(random::quantile(kEmpirical, u), x);
  EXPECT_DOUBLE_EQ(random::cdf(kEmpirical, 2), 0.5);
  EXPECT_DOUBLE_EQ(random::cdf(kEmpirical, std::nextafter(2, 0)), 0.25);
  EXPECT_DOUBLE_EQ(random::survival(kEmpirical, 2), 0.5);
  const Marginal some = with(kEmpirical, 2, 8);  // 1/4 at 2, 1/4 to 5, 1/8 to 8
  EXPECT_DOUBLE_EQ(random::cdf(some, 2), 0.4);
  EXPECT_DOUBLE_EQ(random::quantile(some, 0.6), 3.5);
}

// Law: with negative times the tails change sides, and atoms keep their chances.
TEST(Families, MovedTurnsRound) {
  const Marginal turned = moved(kWeibull, -2, 3);
  EXPECT_EQ(random::support(turned).high, 3);
  EXPECT_EQ(random::support(turned).low, -kInfinity);
  EXPECT_DOUBLE_EQ(random::cdf(turned, -10), random::survival(kWeibull, 6.5));
  EXPECT_DOUBLE_EQ(random::quantile(turned, 0.25, 0.75),
                   3 - 2 * random::quantile(kWeibull, 0.75, 0.25));
  const Marginal counts = moved(kBinomial, -0.1, 0.7);
  EXPECT_NEAR(random::cdf(counts, 0.7) - random::cdf(counts, std::nextafter(0.7, 0)),
              std::pow(0.7, 12), 1e-14);
  EXPECT_EQ(random::support(with(kWeibull, 1, 2)).low, 1);
}

TEST(Families, TruncatedCountsKeepTheRest) {
  const Marginal some = with(kPoisson, 1, kInfinity);
  EXPECT_NEAR(random::mean(some), 4.5 / (1 - std::exp(-4.5)), 1e-13);
  EXPECT_EQ(random::support(some).low, 1);
  EXPECT_EQ(random::support(some).high, kInfinity);
  EXPECT_NEAR(random::truncation_mass(some), 1 - std::exp(-4.5), 1e-15);
}

// Claim: the quantile of a mixture inverts its distribution to 1e-9, past atoms and gaps.
TEST(Families, MixtureIsExactInDistribution) {
  const Marginal wide =
      mixture({0.5, 0.5}, {kNormal, {.family = Family::lognormal, .a = 3, .b = 1}});
  const Marginal counts =
      mixture({0.4, 0.6}, {kPoisson, {.family = Family::pert, .a = 3, .b = 8, .c = 40}});
  for (const Marginal& m :
       {kMixed, wide, counts, with(kMixed, 8, 60), mixture({0.5, 0.5}, {kEmpirical, kMetalog}),
        mixture({1, 1},
                {{.family = Family::beta, .a = 0.3, .b = 0.4}, moved(kLogUniform, -1, 0)})}) {
    random::MarginalTables tables;
    const random::MarginalKernel kernel = random::compile_marginal(m, tables);
    double before = -kInfinity;
    for (double z = -8; z <= 8; z += 1.0 / 128) {
      double x = 0;
      random::draw_marginal_from_score(kernel, &z, &x, 1);
      ASSERT_GE(x, before - 1e-12 * std::fabs(x));
      before = x;
      const double u = boost::math::cdf(boost::math::normal(), z);
      // At an atom u lies between P(X < x) and P(X <= x); x is a double, not a real number.
      const double slip = 1e-12 * std::fabs(x) + 1e-300;
      EXPECT_GT(random::cdf(m, x + slip), u - 1e-9) << z;
      EXPECT_LT(random::cdf(m, x - slip), u + 1e-9) << z;
    }
  }
}

TEST(Families, MixtureDrawsAtomsAsAtoms) {
  const Marginal m = mixture({0.25, 0.75}, {{.family = Family::uniform, .a = 0, .b = 0},
                                            {.family = Family::uniform, .a = 1, .b = 2}});
  EXPECT_EQ(random::quantile(m, 0.1), 0);
  EXPECT_EQ(random::quantile(m, 0.2499999), 0);
  EXPECT_NEAR(random::quantile(m, 0.2500001), 1, 1e-6);
  EXPECT_NEAR(random::quantile(m, 0.625), 1.5, 1e-9);
}

/// x[count] by the kernel from uniforms or scores that miss what they should be as `wrong` says: u
/// to its power, a score times it. 1 is right.
std::vector<double> draws_of(const random::MarginalKernel& kernel, bool from_scores, double wrong) {
  constexpr int kBlocks = 512;
  std::vector<double> draws(std::size_t{kBlocks} * kLanes);
  std::uint32_t words[4 * kLanes];
  double u[kLanes], v[kLanes];
  for (int block = 0; block < kBlocks; ++block) {
    double* x = &draws[static_cast<std::size_t>(block) * kLanes];
    random::philox_rows(11, static_cast<std::uint64_t>(block) * kLanes, 0, 0, kLanes, words);
    if (from_scores) {
      random::box_muller(words, words + kLanes, kLanes, u, v);
      for (double& score : u) score *= wrong;
      random::draw_marginal_from_score(kernel, u, x, kLanes);
    } else {
      random::unit_from_words(words, words + kLanes, u, v, kLanes);
      for (int lane = 0; wrong != 1 && lane < kLanes; ++lane)
        v[lane] = 1 - (u[lane] = std::pow(u[lane], wrong));
      random::draw_marginal(kernel, u, v, x, kLanes);
    }
  }
  return draws;
}

/// Where the distribution function passes 1/cells, 2/cells, ..., by halving what can be drawn.
std::vector<double> equal_cells(const Marginal& m, int cells) {
  const double least = random::quantile(m, 1e-15, 1), most = random::quantile(m, 1, 1e-15);
  std::vector<double> edges;
  for (int cell = 1; cell < cells; ++cell) {
    double low = edges.empty() ? least : edges.back(), high = most;
    for (int halving = 0; halving < 60; ++halving) {
      const double middle = low + 0.5 * (high - low);
      (random::cdf(m, middle) < static_cast<double>(cell) / cells ? low : high) = middle;
    }
    edges.push_back(high);
  }
  return edges;
}

// Claim: 100 cells of equal probability, cut by the distribution function, are hit evenly by n =
// 2^17 draws. False alarms: 38 checks of 5.7e-7 each, 2.2e-5 together. Power: chances of cells that
// are wrong by the shares e_i move the statistic by n mean(e_i^2), from 99 +- 14 on, with 183 as
// the limit. Power 1.05 of u is wrong by 4.8 % (root mean square): 99 + 300 +- 37, six sd above the
// limit; scores 5 % too wide by 7 %: by more than twice as much. Both are drawn, and found.
TEST(Families, DrawsPassChiSquare) {
  constexpr int kCells = 100;
  std::vector<Marginal> all = by_formula();
  all.push_back(mixture({0.5, 0.5}, {kNormal, {.family = Family::lognormal, .a = 3, .b = 1}}));
  all.push_back({.family = Family::empirical, .values = {1, 2, 4, 9, 11}});
  ASSERT_EQ(all.size(), 19u);
  for (const Marginal& m : all) {
    random::MarginalTables tables;
    const random::MarginalKernel kernel = random::compile_marginal(m, tables);
    const std::vector<double> edges = equal_cells(m, kCells);
    const auto p_value = [&](bool from_scores, double wrong) {
      return test::chi_square_p_value(draws_of(kernel, from_scores, wrong), edges);
    };
    for (const bool from_scores : {false, true}) {
      EXPECT_GT(p_value(from_scores, 1), test::kRejectBelow) << int(m.family);
      EXPECT_LT(p_value(from_scores, 1.05), test::kRejectBelow) << int(m.family);
    }
  }
}

TEST(Families, RefuseWhatHasNoMeaning) {
  EXPECT_FALSE(random::is_valid({.family = Family::log_uniform, .a = 0, .b = 1}));
  EXPECT_FALSE(random::is_valid({.family = Family::weibull, .a = 0, .b = 1}));
  EXPECT_FALSE(random::is_valid({.family = Family::binomial, .a = 2.5, .b = 0.1}));
  EXPECT_FALSE(random::is_valid({.family = Family::poisson, .a = -1}));
  EXPECT_FALSE(random::is_valid({.family = Family::empirical, .values = {2, 1}}));
  EXPECT_FALSE(random::is_valid(moved(kNormal, 0, 1)));
  EXPECT_FALSE(random::is_valid(mixture({1}, {kMixed})));
  EXPECT_FALSE(random::is_valid(mixture({1, -1}, {kNormal, kNormal})));
}

}  // namespace
}  // namespace landfall
