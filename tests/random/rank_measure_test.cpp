// What a correlation of ranks means for the scores of a copula.
#include "random/rank_measure.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace landfall::random {
namespace {

/// Spearman's coefficient of a t copula by another way. Let x_i = z_i / sqrt(W_i), i = 1, 2, 3, be
/// independent. It is 6 P((x1 - x2)(y1 - y3) > 0) - 3, and given all W the two differences are
/// normal with correlation rho V, V = 1 / sqrt((1 + W1/W2) (1 + W1/W3)): so
///     r = (6 / pi) E[asin(rho V)].
/// The mean over three chi-squares by the trapezoidal rule in log W.
double spearman_by_divisors(double df, double rho) {
  std::vector<double> w, weight;
  double total = 0;
  for (double y = -60 / df - 4; y < 5 + std::log(df); y += 0.25) {
    w.push_back(std::exp(y));
    weight.push_back(std::exp(0.5 * df * y - 0.5 * w.back()));
    total += weight.back();
  }
  double sum = 0;
  for (std::size_t a = 0; a < w.size(); ++a)
    for (std::size_t b = 0; b < w.size(); ++b)
      for (std::size_t c = 0; c <= b; ++c) {
        const double v = 1 / std::sqrt((1 + w[a] / w[b]) * (1 + w[a] / w[c]));
        sum += (b == c ? 1 : 2) * weight[a] * weight[b] * weight[c] * std::asin(rho * v);
      }
  return 6 / std::numbers::pi * sum / (total * total * total);
}

// Claim: error below 1e-6, by an integral that shares nothing with the program's. A Gaussian
// conversion would be off by 0.0136 at df 4.
TEST(RankMeasure, SpearmanOfATCopula) {
  for (const double df : {2.0, 4.0, 12.0}) {
    const MeasureOfScores measure(Measure::spearman, df);
    for (const double rho : {0.1, 0.5, 0.8, 0.97})
      EXPECT_NEAR(measure.measured(rho), spearman_by_divisors(df, rho), 1e-6) << df << " " << rho;
  }
  EXPECT_GT(std::abs(spearman_by_divisors(4, 0.5) - 6 / std::numbers::pi * std::asin(0.25)), 0.01);
}

// Law: with ever more degrees of freedom the t copula is Gaussian, whose forms are known.
TEST(RankMeasure, IsGaussianInTheLimit) {
  const MeasureOfScores spearman(Measure::spearman, 1e6), pearson(Measure::pearson, 1e6);
  for (const double rho : {-0.9, -0.3, 0.2, 0.7, 0.99}) {
    EXPECT_NEAR(spearman.measured(rho), 6 / std::numbers::pi * std::asin(rho / 2), 1e-6);
    EXPECT_NEAR(pearson.measured(rho), rho, 1e-6);
  }
}

// Law: tau = (2 / pi) asin rho whatever the degrees of freedom.
TEST(RankMeasure, KendallIsThatOfAnyEllipse) {
  for (const std::optional<double> df : {std::optional<double>(), std::optional(3.0)}) {
    const MeasureOfScores kendall(Measure::kendall, df);
    EXPECT_NEAR(kendall.rho_of(0.5), std::sqrt(0.5), 1e-15);
    EXPECT_NEAR(kendall.measured(0.5), 1.0 / 3, 1e-14);
  }
}

// Law: there and back again; odd; exact where dependence is none or perfect.
TEST(RankMeasure, InvertsItself) {
  for (const Measure measure : {Measure::spearman, Measure::kendall, Measure::pearson})
    for (const std::optional<double> df :
         {std::optional<double>(), std::optional(1.0), std::optional(4.0), std::optional(1e6)}) {
      const MeasureOfScores both(measure, df);
      for (const double value : {0.01, 0.3, 0.5, 0.9, 0.999}) {
        EXPECT_NEAR(both.measured(both.rho_of(value)), value, 1e-9);
        EXPECT_NEAR(both.rho_of(-value), -both.rho_of(value), 1e-15);
        EXPECT_NEAR(both.measured(-value), -both.measured(value), 1e-15);
      }
      for (const double exact : {-1.0, 0.0, 1.0}) {
        EXPECT_EQ(both.rho_of(exact), exact);
        EXPECT_EQ(both.measured(exact), exact);
      }
    }
}

}  // namespace
}  // namespace landfall::random
