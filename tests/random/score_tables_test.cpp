#include "random/score_tables.hpp"

#include <gtest/gtest.h>

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "base/contract.hpp"
#include "maths/exp.hpp"
#include "random/table_marginal.hpp"
#include "support/generator.hpp"

namespace landfall {
namespace {

namespace policies = boost::math::policies;
using Policy = policies::policy<policies::promote_double<false>,
                                policies::overflow_error<policies::ignore_error>>;
using Gamma = boost::math::gamma_distribution<long double, Policy>;
using Student = boost::math::students_t_distribution<long double, Policy>;
const boost::math::normal_distribution<long double> kStandardNormal;

random::MarginalKernel kernel_on(const std::vector<double>& nodes) {
  random::MarginalKernel kernel{};
  kernel.table = nodes.data();
  kernel.size = static_cast<int>(nodes.size()) / random::kNodeSize - 1;
  return kernel;
}

double draw_gamma(const random::MarginalKernel& kernel, double z) {
  return maths::exp(random::interpolate(kernel, z));
}

/// How far x lies from the quantile of the score z, by Boost's distribution function and density.
template <class Distribution>
double miss(const Distribution& distribution, double z, double x) {
  const long double exact_x = x, exact_z = z;
  const long double excess =
      z < 0 ? cdf(distribution, exact_x) - cdf(kStandardNormal, exact_z)
            : cdf(kStandardNormal, -exact_z) - cdf(complement(distribution, exact_x));
  return std::fabs(static_cast<double>(excess / pdf(distribution, exact_x)));
}

/// Half of the scores anywhere in the table, half where most draws are.
double any_score(test::Generator& generator, int i) {
  return (i % 2 ? 3 : 8.3) * (2 * generator.uniform() - 1);
}

double worst_of_gamma(double shape, double scale, int cells, double x_min) {
  test::Generator generator(51);
  const std::vector<double> nodes = random::gamma_table(shape, scale, cells);
  const random::MarginalKernel kernel = kernel_on(nodes);
  const Gamma distribution(shape, scale);
  double worst = 0;
  for (int i = 0; i < 2000; ++i) {
    const double z = any_score(generator, i);
    const double x = draw_gamma(kernel, z);
    if (x > x_min) worst = std::max(worst, miss(distribution, z, x) / x);
  }
  return worst;
}

double worst_of_student(double df, int cells) {
  test::Generator generator(52);
  const std::vector<double> nodes = random::student_table(0, 1, df, cells);
  const random::MarginalKernel kernel = kernel_on(nodes);
  const Student distribution(df);
  double worst = 0;
  for (int i = 0; i < 2000; ++i) {
    const double z = any_score(generator, i);
    const double t = random::interpolate(kernel, z);
    worst = std::max(worst, miss(distribution, z, t) / (1 + std::fabs(t)));
  }
  return worst;
}

// Claim: below 1e-12 of x, whatever the shape. At shape 0.01 half of the draws lie below 1e-30.
TEST(GammaTable, AgreesWithBoost) {
  for (const double shape : {0.01, 0.03, 0.1, 0.199, 0.2, 0.5, 1.0, 2.0, 7.5, 100.0, 1e4, 1e6})
    EXPECT_LT(worst_of_gamma(shape, 3, random::gamma_cells(shape), 1e-300), 1e-12) << shape;
  EXPECT_LT(worst_of_gamma(2, 1e-12, 512, 0), 1e-12);
  EXPECT_LT(worst_of_gamma(2, 1e14, 512, 0), 1e-12);
}

// The draws themselves beside Boost's quantile, which is not used above: it gives up in some tails.
TEST(GammaTable, GivesBoostsQuantiles) {
  for (const double shape : {0.1, 2.0, 1e4}) {
    const random::Marginal gamma{.family = random::Family::gamma, .a = shape, .b = 3};
    const Gamma distribution(shape, 3);
    for (const double u : {1e-6, 0.05, 0.25, 0.5, 0.9, 0.95}) {
      const double exact = static_cast<double>(quantile(distribution, static_cast<long double>(u)));
      EXPECT_NEAR(random::quantile(gamma, u), exact, 1e-12 * exact) << shape << " at " << u;
    }
  }
}

TEST(StudentTable, AgreesWithBoost) {
  for (const double df : {1.05, 1.3, 1.7, 2.01, 2.5, 3.0, 4.0, 5.9, 6.0, 8.0, 30.0, 99.0, 1e3, 1e6})
    EXPECT_LT(worst_of_student(df, random::student_cells(df)), 1e-12) << df;
}

TEST(StudentTable, GivesBoostsQuantiles) {
  for (const double df : {2.5, 4.0, 1e3}) {
    const random::Marginal student{.family = random::Family::student_t, .a = 5, .b = 2, .c = df};
    const Student distribution(df);
    for (const double u : {1e-9, 0.05, 0.25, 0.5, 0.9, 0.95}) {
      const double t = static_cast<double>(quantile(distribution, static_cast<long double>(u)));
      const double allowed = 2e-12 * (1 + std::fabs(t)) + 1e-15;
      EXPECT_NEAR(random::quantile(student, u), 5 + 2 * t, allowed) << df << " at " << u;
    }
  }
}

template <class Draw>
void expect_rises(Draw draw, double parameter) {
  double before = draw(-8.5);
  for (int i = 1; i <= 100'000; ++i) {
    const double x = draw(-8.5 + 17.0 * i / 100'000);
    ASSERT_GE(x, before) << "parameter " << parameter << ", i " << i;
    before = x;
  }
}

TEST(ScoreTables, RiseEverywhere) {
  for (const double shape : {0.01, 0.1, 1.0, 30.0, 1e4, 1e6}) {
    const auto nodes = random::gamma_table(shape, 2, random::gamma_cells(shape));
    const random::MarginalKernel kernel = kernel_on(nodes);
    expect_rises([&](double z) { return draw_gamma(kernel, z); }, shape);
  }
  for (const double df : {1.05, 2.5, 4.0, 30.0, 1e6}) {
    const auto nodes = random::student_table(-1, 2, df, random::student_cells(df));
    const random::MarginalKernel kernel = kernel_on(nodes);
    expect_rises([&](double z) { return random::interpolate(kernel, z); }, df);
  }
}

// Order: the interpolation's error falls like h^6, 64 times for half the cells' width; 40 and 100
// leave room for the next term.
TEST(ScoreTables, ErrorFallsWithTheSixthPowerOfTheCell) {
  const double of_gamma = worst_of_gamma(0.5, 1, 128, 0) / worst_of_gamma(0.5, 1, 256, 0);
  EXPECT_GT(of_gamma, 40);
  EXPECT_LT(of_gamma, 100);
  const double of_student = worst_of_student(3, 256) / worst_of_student(3, 512);
  EXPECT_GT(of_student, 40);
  EXPECT_LT(of_student, 100);
}

TEST(StudentTable, IsSymmetric) {
  const std::vector<double> nodes = random::student_table(0, 3, 4, 1024);
  const std::size_t last = nodes.size() - random::kNodeSize;
  for (std::size_t i = 0; i <= last; i += random::kNodeSize) {
    ASSERT_EQ(nodes[i], -nodes[last - i]);
    ASSERT_EQ(nodes[i + 1], nodes[last - i + 1]);
  }
}

// At few degrees of freedom and far out: P(T > t) is that of the score there.
TEST(StudentTable, ScoresBeyondItsEndAreSolvedFor) {
  EXPECT_EQ(random::student_at_score(3, 0), 0);
  for (const double df : {1.05, 2.5, 10.0, 99.0})
    for (const double z : {0.01, 1.0, 8.3, 12.0, 30.0, 37.0}) {
      const double t = random::student_at_score(df, z);
      EXPECT_LT(miss(Student(df), z, t) / (1 + t), 2e-12) << df << " at " << z;
      EXPECT_EQ(random::student_at_score(df, -z), -t);
    }
}

// At shape 0.001 the lower nodes are too small for a double; their logarithms are not.
TEST(GammaTable, VerySmallShapesStayFinite) {
  const std::vector<double> nodes = random::gamma_table(0.001, 1, 1024);
  for (const double number : nodes) ASSERT_TRUE(std::isfinite(number));
  const random::MarginalKernel kernel = kernel_on(nodes);
  EXPECT_EQ(draw_gamma(kernel, -8.3), 0);
  EXPECT_GT(draw_gamma(kernel, 4), 0.1);
}

TEST(ScoreTables, RefuseWhatIsNoDistribution) {
  EXPECT_THROW(random::gamma_table(0, 1, 512), std::logic_error);
  EXPECT_THROW(random::gamma_table(1, 0, 512), std::logic_error);
  EXPECT_THROW(random::student_table(0, 1, 1, 512), std::logic_error);
  EXPECT_THROW(random::student_table(0, 1, 3, 511), std::logic_error);
}

}  // namespace
}  // namespace landfall
