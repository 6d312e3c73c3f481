#include "model/response.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace landfall::model {
namespace {

double response(double ratio, const double* rate, double inflation, double now_years,
                double elasticity) {
  const double log_ratio = std::log(ratio);
  const double log_cross = rate == nullptr ? 0 : std::log(*rate);
  double log_response = 0;
  log_elasticity_response(&log_ratio, rate == nullptr ? nullptr : &log_cross, &inflation, now_years,
                          &elasticity, 1, &log_response);
  return std::exp(log_response);
}

TEST(Response, ByHand) {
  EXPECT_NEAR(response(1.25, nullptr, 0, 3, 2), 0.64, 1e-14);
  EXPECT_NEAR(response(0.5, nullptr, 0, 3, 1), 2, 1e-14);
  const double rate = 10;
  EXPECT_NEAR(response(0.125, &rate, 0, 0, 2), 0.64, 1e-14);
}

TEST(Response, AtTheReferencePriceNothingChanges) {
  for (const double elasticity : {0.0, 0.5, 1.0, 3.0})
    EXPECT_DOUBLE_EQ(response(1, nullptr, 0.03, 0, elasticity), 1);
}

TEST(Response, ASteadyPriceGrowsCheaperAsTheReferenceInflates) {
  EXPECT_NEAR(response(1, nullptr, 0.02, 5, 1.5), std::exp(0.02 * 5 * 1.5), 1e-14);
  const double rate = std::exp(0.1);  // and a currency that loses as much keeps it where it was
  EXPECT_NEAR(response(1, &rate, 0.02, 5, 1.5), 1, 1e-14);
}

TEST(Response, WithoutElasticityThePriceIsIrrelevant) {
  EXPECT_EQ(response(7, nullptr, 0.1, 2, 0), 1);
}

TEST(Response, ElasticityIsTheSlopeOnTheLogarithm) {
  const double step = 1e-4, elasticity = 1.7;
  const double up = std::log(response(1.3 * std::exp(step), nullptr, 0.02, 1, elasticity));
  const double down = std::log(response(1.3 * std::exp(-step), nullptr, 0.02, 1, elasticity));
  EXPECT_NEAR((up - down) / (2 * step), -elasticity, 1e-9);
}

}  // namespace
}  // namespace landfall::model
