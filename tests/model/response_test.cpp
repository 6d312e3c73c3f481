#include "model/response.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/lanes.hpp"

namespace landfall::model {
namespace {

using Row = std::vector<double>;

double response(double ratio, const double* rate, double inflation, double now_years,
                double elasticity) {
  const Row log_ratio(kWidth, std::log(ratio)), log_cross(kWidth, rate ? std::log(*rate) : 0);
  const Row inflations(kWidth, inflation), elasticities(kWidth, elasticity);
  Row log_response(kWidth);
  log_elasticity_response(log_ratio.data(), 0, log_cross.data(), 0, inflations.data(), &now_years,
                          elasticities.data(), 1, log_response.data());
  return std::exp(log_response[3]);
}

// Law: one change of duty is a choice between two rows, from the period on that starts no earlier.
TEST(Response, OfAChangeOfDuty) {
  Row starts(kWidth), ratio(2 * kWidth), cross(kTile * kWidth), response(kTile * kWidth);
  const Row inflation(kWidth, 0), elasticity(kWidth, 2);
  for (int lane = 0; lane < kWidth; ++lane) {
    const auto at = static_cast<std::size_t>(lane);
    starts[at] = lane % 4 / 12.0;
    ratio[at] = 0.5;
    ratio[at + kWidth] = 0.25;
  }
  for (std::size_t i = 0; i < cross.size(); ++i) cross[i] = static_cast<double>(i / kWidth);
  const double now_years[kTile] = {0, 1 / 12.0, 2 / 12.0, 3 / 12.0};
  log_elasticity_response_of_two(starts.data(), ratio.data(), cross.data(), kWidth,
                                 inflation.data(), now_years, elasticity.data(), kTile,
                                 response.data());
  for (int period = 0; period < kTile; ++period)
    for (int lane = 0; lane < kWidth; ++lane)
      EXPECT_EQ(response[static_cast<std::size_t>(period * kWidth + lane)],
                -2 * ((period >= lane % 4 ? 0.25 : 0.5) + period));
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
