#include "model/volume.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/lanes.hpp"

namespace landfall::model {
namespace {

using Row = std::vector<double>;

TEST(Volume, WantedUnitsByHand) {
  const Row ceiling(kWidth, 1200), uptake(2 * kWidth, 0.5), log_demand(kWidth, std::log(1.1)),
      log_response(2 * kWidth, std::log(0.8));
  const double season_dt[] = {1.2 / 12, 0.6 / 12};
  Row want(2 * kWidth);
  wanted_units(ceiling.data(), season_dt, uptake.data(), log_demand.data(), 0, log_response.data(),
               2, want.data());
  EXPECT_NEAR(want[7], 1200 * 0.1 * 0.5 * 1.1 * 0.8, 1e-11);
  EXPECT_NEAR(want[kWidth + 7], 1200 * 0.05 * 0.5 * 1.1 * 0.8, 1e-11);
  wanted_units(ceiling.data(), season_dt, uptake.data(), log_demand.data(), 0, 2, want.data());
  EXPECT_NEAR(want[7], 1200 * 0.1 * 0.5 * 1.1, 1e-11);
}

// One lane beyond the range of the short exponential sends its row the long way, and no other lane
// sees it.
TEST(Volume, WantedUnitsBeyondAllMeasure) {
  const Row ceiling(kWidth, 1), uptake(kWidth, 1), log_demand(kWidth, 0);
  const double season_dt[] = {1};
  Row log_response(kWidth, 0.5), want(kWidth);
  log_response[2] = -800;
  log_response[3] = 800;
  log_response[4] = std::nan("");
  wanted_units(ceiling.data(), season_dt, uptake.data(), log_demand.data(), 0, log_response.data(),
               1, want.data());
  EXPECT_EQ(want[2], 0);
  EXPECT_EQ(want[3], INFINITY);
  EXPECT_TRUE(std::isnan(want[4]));
  EXPECT_EQ(want[5], maths::exp(0.5));
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
