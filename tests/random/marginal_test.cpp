#include "random/marginal.hpp"
#include "random/fit.hpp"

#include <gtest/gtest.h>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "random/table_marginal.hpp"

namespace landfall {
namespace {

using random::Family;
using random::Marginal;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

Marginal truncated(Marginal marginal, double min, double max) {
  marginal.min = min;
  marginal.max = max;
  return marginal;
}

const Marginal kNormal{.family = Family::normal, .a = 0.03, .b = 0.01};
const Marginal kLognormal{.family = Family::lognormal, .a = 1.2, .b = 0.7};
const Marginal kUniform{.family = Family::uniform, .a = -2, .b = 5};
const Marginal kTriangular{.family = Family::triangular, .a = 4.2, .b = 5, .c = 6.1};
const Marginal kPert{.family = Family::pert, .a = 2, .b = 3, .c = 9};
const Marginal kBeta{.family = Family::beta, .a = 3, .b = 7};
const Marginal kExponential{.family = Family::exponential, .a = 6};
const Marginal kGamma{.family = Family::gamma, .a = 2, .b = 3};
const Marginal kStudent{.family = Family::student_t, .a = 5, .b = 2, .c = 4};
const Marginal kBernoulli{.family = Family::bernoulli, .a = 0.3};
const Marginal kDiscrete{
    .family = Family::discrete, .values = {5, 1, 2, 1}, .weights = {1, 2, 4, 1}};

std::vector<Marginal> continuous() {
  return {kNormal,
          kLognormal,
          kUniform,
          kTriangular,
          kPert,
          kBeta,
          kExponential,
          kGamma,
          kStudent,
          {.family = Family::gamma, .a = 0.1, .b = 1},
          {.family = Family::gamma, .a = 1e4, .b = 1e-3},
          {.family = Family::student_t, .a = 0, .b = 1, .c = 1.1},
          {.family = Family::student_t, .a = 0, .b = 1, .c = 1e6},
          {.family = Family::pert, .a = 0, .b = 0, .c = 1},
          {.family = Family::beta, .a = 0.5, .b = 0.5},
          truncated(kNormal, 0.02, 0.035),
          truncated(kNormal, 0.08, kInfinity),
          truncated(kNormal, -kInfinity, -0.05),
          truncated(kLognormal, 3, kInfinity),
          truncated(kLognormal, -1, 20),
          truncated(kUniform, 0, 100),
          truncated(kTriangular, 4.5, 5.5),
          truncated(kPert, 4, 8),
          truncated(kBeta, 0.1, 0.3),
          truncated(kExponential, 1, 5),
          truncated(kGamma, 1, 9),
          truncated(kGamma, 30, kInfinity),
          truncated(kStudent, 0, kInfinity),
          truncated(kStudent, -kInfinity, 2),
          truncated(kStudent, 3, 8)};
}

TEST(Marginal, MomentsByHand) {
  EXPECT_EQ(random::mean(kNormal), 0.03);
  EXPECT_EQ(random::standard_deviation(kNormal), 0.01);
  EXPECT_NEAR(random::mean(kUniform), 1.5, 1e-15);
  EXPECT_NEAR(random::standard_deviation(kUniform), 7 / std::sqrt(12), 1e-15);
  EXPECT_NEAR(random::mean(kTriangular), 15.3 / 3, 1e-14);
  EXPECT_NEAR(random::standard_deviation(kTriangular), std::sqrt(2.73 / 18), 1e-14);
  EXPECT_NEAR(random::mean(kPert), (2 + 4 * 3 + 9) / 6.0, 1e-14);
  EXPECT_NEAR(random::standard_deviation(kPert), std::sqrt((23 / 6.0 - 2) * (9 - 23 / 6.0) / 7),
              1e-14);
  EXPECT_NEAR(random::mean(kBeta), 0.3, 1e-16);
  EXPECT_NEAR(random::standard_deviation(kBeta), std::sqrt(0.21 / 11), 1e-16);
  EXPECT_EQ(random::mean(kExponential), 6);
  EXPECT_NEAR(random::mean(kGamma), 6, 1e-15);
  EXPECT_NEAR(random::standard_deviation(kGamma), std::sqrt(18), 1e-15);
  EXPECT_EQ(random::mean(kStudent), 5);
  EXPECT_NEAR(random::standard_deviation(kStudent), 2 * std::sqrt(2), 1e-15);
  EXPECT_NEAR(random::mean(kBernoulli), 0.3, 1e-16);
  EXPECT_NEAR(random::standard_deviation(kBernoulli), std::sqrt(0.21), 1e-15);
  EXPECT_NEAR(random::mean(kDiscrete), (5 + 3 + 8) / 8.0, 1e-15);
  EXPECT_NEAR(random::mean(kLognormal), std::exp(1.2 + 0.245), 1e-14);
  EXPECT_NEAR(random::standard_deviation(kLognormal), std::exp(1.445) * std::sqrt(std::expm1(0.49)),
              1e-14);
}

/// E[X^k; min <= X <= max] / P(min <= X <= max) by Boost's quadrature of its own density.
template <class Distribution>
double quadrature_moment(const Distribution& distribution, double min, double max, double centre,
                         int power) {
  const auto integral = [&](auto integrand) {
    return boost::math::quadrature::gauss_kronrod<double, 61>::integrate(integrand, min, max, 15,
                                                                         1e-13);
  };
  const auto density = [&](double x) { return boost::math::pdf(distribution, x); };
  return integral([&](double x) { return std::pow(x - centre, power) * density(x); }) /
         integral(density);
}

template <class Distribution>
void expect_moments(const Marginal& marginal, const Distribution& distribution, double from,
                    double to) {
  const double mean = quadrature_moment(distribution, from, to, 0, 1);
  const double sd = std::sqrt(quadrature_moment(distribution, from, to, mean, 2));
  EXPECT_NEAR(random::mean(marginal), mean, 1e-9 * std::fabs(mean));
  EXPECT_NEAR(random::standard_deviation(marginal), sd, 1e-9 * sd);
}

TEST(Marginal, TruncatedMomentsAgreeWithQuadrature) {
  const boost::math::normal normal(0.03, 0.01);
  expect_moments(truncated(kNormal, 0.02, 0.035), normal, 0.02, 0.035);
  expect_moments(truncated(kNormal, 0.03, kInfinity), normal, 0.03, 0.2);
  expect_moments(truncated(kNormal, 0.08, kInfinity), normal, 0.08, 0.2);
  expect_moments(truncated(kNormal, -kInfinity, -0.05), normal, -0.2, -0.05);
  const boost::math::lognormal lognormal(1.2, 0.7);
  expect_moments(truncated(kLognormal, 3, kInfinity), lognormal, 3, 3e4);
  expect_moments(truncated(kLognormal, 0, 20), lognormal, 0, 20);
  expect_moments(truncated(kExponential, 1, 5), boost::math::exponential(1 / 6.0), 1, 5);
  expect_moments(truncated(kBeta, 0.1, 0.3), boost::math::beta_distribution<double>(3, 7), 0.1,
                 0.3);
  expect_moments(truncated(kTriangular, 4.5, 4.9), boost::math::triangular(4.2, 5, 6.1), 4.5, 4.9);
}

TEST(Marginal, TruncatedMomentsOfGammaAndStudent) {
  const boost::math::gamma_distribution<double> gamma(2, 3);
  expect_moments(truncated(kGamma, 1, 9), gamma, 1, 9);
  expect_moments(truncated(kGamma, 30, kInfinity), gamma, 30, 200);
  const boost::math::gamma_distribution<double> uneven(0.1, 1);
  const Marginal of_uneven{.family = Family::gamma, .a = 0.1, .b = 1};
  expect_moments(truncated(of_uneven, 1e-3, kInfinity), uneven, 1e-3, 60);
  const Marginal standard{.family = Family::student_t, .a = 0, .b = 1, .c = 4};
  expect_moments(truncated(standard, -1, 3), boost::math::students_t(4), -1, 3);
}

// E[T; T > 0] = f(0) n / (n - 1), E[T^2; T > 0] = n / (n - 2) / 2: for the half of the t that lies
// above 0. With 2.1 degrees of freedom what no draw ever reaches is a sixth of the variance.
TEST(Marginal, HalfOfAStudentInClosedForm) {
  for (const double df : {2.1, 2.5, 4.0, 30.0, 200.0}) {
    const Marginal student{.family = Family::student_t, .a = 0, .b = 1, .c = df};
    const double mean = 2 * boost::math::pdf(boost::math::students_t(df), 0) * df / (df - 1);
    const double sd = std::sqrt(df / (df - 2) - mean * mean);
    EXPECT_NEAR(random::mean(truncated(student, 0, kInfinity)), mean, 1e-9 * mean) << df;
    EXPECT_NEAR(random::standard_deviation(truncated(student, 0, kInfinity)), sd, 1e-9 * sd) << df;
    EXPECT_NEAR(random::mean(truncated(student, -kInfinity, 0)), -mean, 1e-9 * mean) << df;
  }
}

TEST(Marginal, StudentsSdIsInfiniteUpToTwoDegreesOfFreedom) {
  const Marginal student{.family = Family::student_t, .a = 1, .b = 1, .c = 2};
  EXPECT_EQ(random::standard_deviation(student), kInfinity);
  EXPECT_EQ(random::standard_deviation(truncated(student, 0, kInfinity)), kInfinity);
  EXPECT_LT(random::standard_deviation(truncated(student, 0, 5)), 2.5);
  EXPECT_EQ(random::mean(student), 1);
}

TEST(Marginal, TruncatedExponentialMeanInClosedForm) {
  // E[X | X >= 2] = 2 + mean, without memory.
  EXPECT_NEAR(random::mean(truncated(kExponential, 2, kInfinity)), 8, 8e-12);
  EXPECT_NEAR(random::standard_deviation(truncated(kExponential, 2, kInfinity)), 6, 6e-12);
}

TEST(Marginal, TruncatedDiscreteKeepsTheRest) {
  const Marginal some = truncated(kDiscrete, 1.5, 10);
  EXPECT_NEAR(random::truncation_mass(some), 5 / 8.0, 1e-16);
  EXPECT_NEAR(random::mean(some), (5 + 8) / 5.0, 1e-15);
  EXPECT_EQ(random::quantile(some, 0.79), 2);
  EXPECT_EQ(random::quantile(some, 0.81), 5);
  EXPECT_EQ(random::support(some).low, 2);
  EXPECT_EQ(random::truncation_mass(truncated(kDiscrete, 3, 4)), 0);
  EXPECT_EQ(random::mean(truncated(kBernoulli, 0.5, 1)), 1);
  EXPECT_EQ(random::quantile(truncated(kBernoulli, 0.5, 1), 0.001), 1);
}

// Law: without spread every family is its constant, exactly, at any u.
TEST(Marginal, WithoutSpreadIsTheConstant) {
  const Marginal constants[] = {
      {.family = Family::normal, .a = 0.1, .b = 0},
      {.family = Family::uniform, .a = 0.1, .b = 0.1},
      {.family = Family::triangular, .a = 0.1, .b = 0.1, .c = 0.1},
      {.family = Family::pert, .a = 0.1, .b = 0.1, .c = 0.1},
      {.family = Family::discrete, .values = {0.1}, .weights = {3}},
      {.family = Family::student_t, .a = 0.1, .b = 0, .c = 3},
      random::gamma_from_mean_sd(0.1, 0),
      random::lognormal_from_mean_sd(0.1, 0),
      random::lognormal_from_percentiles(0.1, 0.1, 0.9, 0.1),
      truncated({.family = Family::normal, .a = 0.1, .b = 0}, 0, 1),
  };
  for (const Marginal& constant : constants) {
    for (const double u : {1e-10, 0.3, 0.5, 0.999}) EXPECT_EQ(random::quantile(constant, u), 0.1);
    EXPECT_EQ(random::mean(constant), 0.1);
    EXPECT_EQ(random::standard_deviation(constant), 0);
    EXPECT_EQ(random::cdf(constant, 0.0999), 0);
    EXPECT_EQ(random::cdf(constant, 0.1), 1);
    EXPECT_EQ(random::truncation_mass(constant), 1);
  }
  EXPECT_EQ(random::truncation_mass(truncated(constants[0], 0.2, 1)), 0);
  EXPECT_EQ(random::quantile({.family = Family::exponential, .a = 0}, 0.4), 0);
}

/// By how much cdf(quantile(u)) may miss u, beside 2e-12 of it: by the rounding of x; where a table
/// gives x by the table's error (pert and beta: 1e-12 of its width, or 1e-8 of the distance to its
/// nearer end, if that is less); and where min or max cuts, since a probability is a difference
/// there, by the last digits of the smaller tail of the whole distribution, over what is left.
double allowance(const Marginal& marginal, double x) {
  const bool is_student = marginal.family == Family::student_t;
  const double step = 1e-7 * (std::fabs(x) + (is_student ? marginal.b : 0));
  const double density = (random::cdf(marginal, x + step) - random::cdf(marginal, x - step)) / step;
  double of_x = 1e-15 * std::fabs(x);
  if (marginal.family == Family::pert || marginal.family == Family::beta) {
    const auto [a, b, low, high] = random::beta_form(marginal);
    of_x += std::min(1e-12 * (high - low), 1e-8 * std::min(x - low, high - x));
  }
  if (marginal.family == Family::gamma) of_x += 1e-12 * x;
  if (is_student) of_x += 1e-12 * (marginal.b + std::fabs(x - marginal.a));
  const random::Truncation truncation = random::truncation_of(marginal);
  if (truncation.below == 0 && truncation.above == 0) return density * of_x;
  const random::Tails whole = random::tails(truncated(marginal, -kInfinity, kInfinity), x);
  return density * of_x + 4e-15 * std::min(whole.lower, whole.upper) / truncation.mass;
}

// Law: quantile inverts cdf and survival, tails included.
TEST(Marginal, QuantileInvertsCdf) {
  for (const Marginal& marginal : continuous()) {
    for (const double u : {1e-15, 1e-12, 1e-6, 0.01, 0.2, 0.5, 0.77, 0.99, 1 - 0x1p-20}) {
      const double v = 1 - u;
      const double x = random::quantile(marginal, u);
      const double allowed = allowance(marginal, x);
      const int family = static_cast<int>(marginal.family);
      EXPECT_NEAR(random::cdf(marginal, x), u, 2e-12 * u + allowed) << family << " at " << u;
      EXPECT_NEAR(random::survival(marginal, x), v, 2e-12 * v + allowed) << family << " at " << u;
    }
  }
}

TEST(Marginal, CdfAgreesWithBoost) {
  const auto agree = [](const Marginal& marginal, const auto& distribution, double from,
                        double to) {
    for (int i = 0; i <= 200; ++i) {
      const double x = from + (to - from) * i / 200;
      const double lower = boost::math::cdf(distribution, x);
      const double upper = boost::math::cdf(boost::math::complement(distribution, x));
      ASSERT_NEAR(random::cdf(marginal, x), lower, 1e-12 * lower) << x;
      ASSERT_NEAR(random::survival(marginal, x), upper, 1e-12 * upper);
    }
  };
  agree(kNormal, boost::math::normal(0.03, 0.01), -0.1, 0.15);
  agree(kLognormal, boost::math::lognormal(1.2, 0.7), 0.01, 50);
  agree(kExponential, boost::math::exponential(1 / 6.0), 0.001, 200);
  agree(kGamma, boost::math::gamma_distribution<double>(2, 3), 1e-6, 300);
  agree({.family = Family::student_t, .a = 0, .b = 1, .c = 4}, boost::math::students_t(4), -80, 80);
  agree(kBeta, boost::math::beta_distribution<double>(3, 7), 1e-6, 1 - 1e-3);
  agree(kTriangular, boost::math::triangular(4.2, 5, 6.1), 4.25, 6.05);
}

TEST(Marginal, AtomsOfTheDiscrete) {
  const std::vector<random::Atom> found = random::atoms(kDiscrete);
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].value, 1);
  EXPECT_EQ(found[0].weight, 3);
  EXPECT_EQ(found[2].value, 5);
  EXPECT_EQ(random::cdf(kDiscrete, 0.9), 0);
  EXPECT_EQ(random::cdf(kDiscrete, 1), 3 / 8.0);
  EXPECT_EQ(random::survival(kDiscrete, 1), 5 / 8.0);
  EXPECT_EQ(random::survival(kDiscrete, 5), 0);
}

TEST(Marginal, MakersMeetWhatWasAsked) {
  const Marginal lognormal = random::lognormal_from_mean_sd(4, 2);
  EXPECT_NEAR(random::mean(lognormal), 4, 1e-14);
  EXPECT_NEAR(random::standard_deviation(lognormal), 2, 1e-14);
  const Marginal gamma = random::gamma_from_mean_sd(4, 2);
  EXPECT_NEAR(random::mean(gamma), 4, 1e-14);
  EXPECT_NEAR(random::standard_deviation(gamma), 2, 1e-14);
  const Marginal normal = random::normal_from_percentiles(0.1, 2, 0.9, 9);
  EXPECT_NEAR(random::cdf(normal, 2), 0.1, 1e-14);
  EXPECT_NEAR(random::cdf(normal, 9), 0.9, 1e-14);
  const Marginal by_percentiles = random::lognormal_from_percentiles(0.025, 2, 0.8, 9);
  EXPECT_NEAR(random::cdf(by_percentiles, 2), 0.025, 1e-15);
  EXPECT_NEAR(random::cdf(by_percentiles, 9), 0.8, 1e-14);
}

TEST(Marginal, RefusesWhatHasNoMeaning) {
  EXPECT_FALSE(random::is_valid({.family = Family::normal, .a = 0, .b = -1}));
  EXPECT_FALSE(random::is_valid({.family = Family::triangular, .a = 0, .b = 2, .c = 1}));
  EXPECT_FALSE(random::is_valid({.family = Family::beta, .a = 0, .b = 2}));
  EXPECT_FALSE(random::is_valid({.family = Family::gamma, .a = 0, .b = 1}));
  EXPECT_FALSE(random::is_valid({.family = Family::gamma, .a = 2, .b = 0}));
  EXPECT_FALSE(random::is_valid({.family = Family::student_t, .a = 0, .b = 1, .c = 1}));
  EXPECT_FALSE(random::is_valid({.family = Family::student_t, .a = 0, .b = -1, .c = 3}));
  EXPECT_FALSE(random::is_valid({.family = Family::bernoulli, .a = 1.1}));
  EXPECT_FALSE(random::is_valid({.family = Family::discrete, .values = {1}, .weights = {0}}));
  EXPECT_FALSE(random::is_valid({.family = Family::discrete, .values = {1}, .weights = {1, 2}}));
  EXPECT_FALSE(random::is_valid(truncated(kNormal, 2, 1)));
  EXPECT_FALSE(random::is_valid({.family = Family::normal, .a = std::nan(""), .b = 1}));
  EXPECT_THROW(random::mean(truncated(kUniform, 6, 7)), std::logic_error);
  EXPECT_THROW(random::lognormal_from_mean_sd(0, 1), std::logic_error);
  EXPECT_THROW(random::normal_from_percentiles(0.9, 1, 0.1, 2), std::logic_error);
  random::MarginalTables tables;
  EXPECT_THROW(random::compile_marginal(truncated(kUniform, 6, 7), tables), std::logic_error);
}

}  // namespace
}  // namespace landfall
