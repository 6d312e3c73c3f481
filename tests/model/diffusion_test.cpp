#include "model/diffusion.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace landfall::model {
namespace {

constexpr double p = 0.03, q = 0.38;  // the averages of Sultan, Farley & Lehmann 1990 (not checked)

double uptake_at(double years) {
  return bass_uptake(p, q, std::exp(-(p + q) * years));
}

/// F after `years` by Euler's method, `per_year` steps a year; `sum` receives the sum of F dt, each
/// F taken after its step.
double euler(int years, int per_year, double* sum = nullptr) {
  double uptake = 0, area = 0;
  for (int step = 0; step < years * per_year; ++step) {
    uptake = step_uptake(p, q, 1.0 / per_year, uptake);
    area += uptake / per_year;
  }
  if (sum != nullptr) *sum = area;
  return uptake;
}

TEST(Bass, FiveYearsByHand) {
  EXPECT_EQ(uptake_at(0), 0);
  const double expected[] = {0.035758, 0.085056, 0.150500, 0.233150, 0.331199};
  for (int year = 1; year <= 5; ++year)
    EXPECT_NEAR(uptake_at(year), expected[year - 1], 5e-7) << year;
}

TEST(Bass, SolvesItsEquation) {
  const double step = 1e-4;
  for (double years = 0.5; years < 20; years += 0.5) {
    const double F = uptake_at(years);
    const double slope = (uptake_at(years + step) - uptake_at(years - step)) / (2 * step);
    EXPECT_NEAR(slope, (p + q * F) * (1 - F), 1e-8) << years;
  }
}

TEST(Bass, SalesPeakWhereBassSays) {
  const double peak = std::log(q / p) / (p + q);
  EXPECT_NEAR(peak, 6.192619, 5e-7);
  EXPECT_NEAR(uptake_at(peak), 0.5 * (1 - p / q), 1e-14);
  const auto sales = [](double years) { return uptake_at(years + 0.01) - uptake_at(years - 0.01); };
  EXPECT_GT(sales(peak), sales(peak + 0.05));
  EXPECT_GT(sales(peak), sales(peak - 0.05));
}

TEST(Bass, LimitsAndEdges) {
  EXPECT_EQ(bass_uptake(p, q, 1), 0);
  EXPECT_EQ(bass_uptake(p, q, 0), 1);
  EXPECT_NEAR(bass_uptake(p, 0, std::exp(-p * 3)), 1 - std::exp(-p * 3), 1e-15);  // no imitation
  EXPECT_EQ(bass_uptake(0, q, std::exp(-q * 3)), 0);                              // nobody begins
  EXPECT_EQ(bass_uptake(0, q, 0), 0);                                             // not 0 / 0
  EXPECT_EQ(bass_uptake(0, 0, 1), 0);
  EXPECT_EQ(bass_uptake(1e-300, 0, 1), 0);
}

TEST(BassByEuler, ByMonthAndByYear) {
  EXPECT_NEAR(euler(1, 12), 0.035179, 5e-7);
  EXPECT_NEAR(euler(5, 12), 0.325831, 5e-7);
  const double yearly[] = {0.030000, 0.070158, 0.122843, 0.190104, 0.272907};
  for (int years = 1; years <= 5; ++years) EXPECT_NEAR(euler(years, 1), yearly[years - 1], 5e-7);
}

TEST(BassByEuler, SumsOverFiveYears) {
  double month = 0, quarter = 0, year = 0;
  euler(5, 12, &month);
  euler(5, 4, &quarter);
  euler(5, 1, &year);
  EXPECT_NEAR(month, 0.66588, 5e-6);
  EXPECT_NEAR(quarter, 0.66980, 5e-6);
  EXPECT_NEAR(year, 0.68601, 5e-6);
  const double exact = 5 - std::log((p + q) / (p + q * std::exp(-5 * (p + q)))) / q;
  EXPECT_NEAR(exact, 0.66386, 5e-6);
}

// Order: the method is of first order. A second-order scheme would divide the error by four, a
// wrong one by one: the bounds let neither through.
TEST(BassByEuler, HalvingThePeriodHalvesTheError) {
  const double exact = uptake_at(5);
  const double exact_sum = 5 - std::log((p + q) / (p + q * std::exp(-5 * (p + q)))) / q;
  double error_before = 0, sum_error_before = 0;
  for (int per_year = 12; per_year <= 192; per_year *= 2) {
    double sum = 0;
    const double error = euler(5, per_year, &sum) - exact, sum_error = sum - exact_sum;
    if (per_year > 12) {
      EXPECT_NEAR(error_before / error, 2, 0.03) << per_year;
      EXPECT_NEAR(sum_error_before / sum_error, 2, 0.06) << per_year;
    }
    error_before = error;
    sum_error_before = sum_error;
  }
}

TEST(BassByEuler, NeverPassesOneWhileItsStepIsSmallEnough) {
  for (const double sum : {0.1, 0.5, 0.9, 1.0})
    for (double share = 0; share <= 1; share += 0.125) {
      double uptake = 0;
      for (int step = 0; step < 200; ++step) {
        const double before = uptake;
        uptake = step_uptake(share * sum, (1 - share) * sum, 1, uptake);
        EXPECT_GE(uptake, before);
        EXPECT_LE(uptake, 1);
      }
    }
}

TEST(Logistic, ByHand) {
  EXPECT_EQ(logistic_uptake(1), 0.5);  // at the midpoint
  EXPECT_EQ(logistic_uptake(0), 1);
  EXPECT_EQ(logistic_uptake(std::numeric_limits<double>::infinity()), 0);
  EXPECT_NEAR(logistic_uptake(std::exp(-2.0)), 1 / (1 + std::exp(-2.0)), 1e-15);
  EXPECT_NEAR(logistic_uptake(std::exp(1.3)) + logistic_uptake(std::exp(-1.3)), 1, 1e-15);
}

TEST(Gompertz, ByHand) {
  EXPECT_NEAR(gompertz_uptake(1), 1 / std::exp(1.0), 1e-15);  // at the inflection
  EXPECT_EQ(gompertz_uptake(0), 1);
  EXPECT_NEAR(gompertz_uptake(std::exp(2.0)), std::exp(-std::exp(2.0)), 1e-15);
}

}  // namespace
}  // namespace landfall::model
