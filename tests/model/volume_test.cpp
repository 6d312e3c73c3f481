#include "model/volume.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace landfall::model {
namespace {

TEST(Volume, WantedUnitsByHand) {
  const double ceiling = 1200, uptake = 0.5, log_demand = std::log(1.1),
               log_response = std::log(0.8);
  double want = 0;
  wanted_units(&ceiling, 1.2 / 12, &uptake, &log_demand, &log_response, 1, &want);
  EXPECT_NEAR(want, 1200 * 0.1 * 0.5 * 1.1 * 0.8, 1e-11);
  wanted_units(&ceiling, 1.2 / 12, &uptake, &log_demand, nullptr, 1, &want);
  EXPECT_NEAR(want, 1200 * 0.1 * 0.5 * 1.1, 1e-11);
}

TEST(Volume, DemandOfAPeriodByHand) {
  const double units = 24000, log_demand = std::log(0.9);
  double demand = 0;
  demand_of_period(&units, 1.0 / 12, &log_demand, 1, &demand);
  EXPECT_NEAR(demand, 1800, 1e-10);
}

TEST(Volume, NobodySellsMoreThanHeReaches) {
  const std::vector<double> demand = {100, 100, 100, 0}, addressable = {0.5, 0.5, 1, 0.5};
  std::vector<double> want = {30, 80, 120, 10};
  cap_by_share(demand.data(), addressable.data(), 4, want.data());
  EXPECT_EQ(want, (std::vector<double>{30, 50, 100, 0}));
}

TEST(Volume, AllGiveWayByTheSameFactor) {
  const std::vector<double> most = {100, 100, 100, 0, 0}, sum = {50, 100, 250, 10, 0};
  std::vector<double> factor(5);
  scale_to(most.data(), sum.data(), 5, factor.data());
  EXPECT_EQ(factor,
            (std::vector<double>{1, 1, 0.4, 0, 1}));  // nothing wanted of nothing is no 0 / 0
}

}  // namespace
}  // namespace landfall::model
