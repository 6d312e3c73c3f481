// The tables of the t copula, and the scores that it makes.
#include "random/student_copula.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <vector>

#include "random/student_tables.hpp"
#include "support/generator.hpp"

namespace landfall::random {
namespace {

using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Student = boost::math::students_t_distribution<long double, Policy>;
const boost::math::normal_distribution<long double> kStandardNormal;

constexpr double kDegrees[] = {1, 1.5, 2, 4, 10, 99, 101, 1e3, 1e6};

/// The score of x with the divisor W.
double score_of(const StudentKernel& kernel, double x, double divisor) {
  const double inverse = 1 / divisor;
  student_scores(kernel, &inverse, &x, 1);
  return x;
}

// Claim: the score z of x has P(Z > z) = P(T > x / sqrt(W / df)); error below 1e-11 of a standard
// deviation.
TEST(StudentCopula, ScoresAgreeWithBoost) {
  for (const double df : kDegrees) {
    test::Generator generator(61);
    MarginalTables tables;
    const StudentKernel kernel = compile_student_copula(df, tables);
    const Student law(df);
    double worst = 0;
    for (int i = 0; i < 2000; ++i) {
      const double divisor = df * std::exp(2 * generator.uniform() - 1);
      const double x = 14 * generator.uniform() - 7;
      const long double t = x / std::sqrt(static_cast<long double>(divisor) / df);
      const long double tail = cdf(complement(law, std::fabs(t)));
      const double z = score_of(kernel, x, divisor);
      if (tail < 1e-16L) continue;  // beyond the table
      const long double exact = quantile(complement(kStandardNormal, tail));
      worst = std::max(worst, std::fabs(std::fabs(z) - static_cast<double>(exact)));
      EXPECT_EQ(std::signbit(z), std::signbit(x));
    }
    EXPECT_LT(worst, 1e-11) << df;
  }
}

// Law: odd, rising, and at most kScoreMax however far x lies out.
TEST(StudentCopula, ScoresRise) {
  for (const double df : kDegrees) {
    MarginalTables tables;
    const StudentKernel kernel = compile_student_copula(df, tables);
    double before = -9;
    for (int i = -4000; i <= 4000; ++i) {
      const double x = i * std::exp(std::abs(i) / 200.0) / 1000;
      const double z = score_of(kernel, x, df);
      EXPECT_TRUE(z > before || std::abs(z) > 8.29) << df << ", " << x;
      EXPECT_NEAR(z, -score_of(kernel, -x, df), 1e-13);
      before = z;
    }
    EXPECT_NEAR(score_of(kernel, 1e200, df), kScoreMax, 1e-9);
    EXPECT_EQ(score_of(kernel, 0, df), 0);
  }
}

// Law: with ever more degrees of freedom W / df is 1, and the scores stay as they are.
TEST(StudentCopula, IsGaussianInTheLimit) {
  MarginalTables tables;
  const StudentKernel kernel = compile_student_copula(1e6, tables);
  for (const double x : {-3.0, -0.5, 0.1, 2.0}) EXPECT_NEAR(score_of(kernel, x, 1e6), x, 1e-5);
}

// By hand: a chi-square with 2 degrees of freedom has the median 2 ln 2.
TEST(StudentCopula, DividesByAChiSquare) {
  MarginalTables tables;
  const StudentKernel kernel = compile_student_copula(2, tables);
  const double u[] = {0.5, 0.25}, v[] = {0.5, 0.75};
  double inverse[2];
  inverse_divisor(kernel, u, v, inverse, 2);
  EXPECT_NEAR(1 / inverse[0], 2 * std::log(2.0), 1e-11);
  EXPECT_NEAR(1 / inverse[1], -2 * std::log(0.75), 1e-11);
}

}  // namespace
}  // namespace landfall::random
