#include "model/gsim.hpp"

#include <gtest/gtest.h>

namespace landfall::model {
namespace {

/// The worked example of Francois & Hall (2003): US, JP, EU, RW; free trade between US and EU.
GsimProblem worked_example() {
  GsimProblem problem;
  for (const char* name : {"US", "JP", "EU", "RW"})
    problem.regions.push_back(
        {.name = name, .import_demand = 1.25, .substitution = 5, .export_supply = 1.5});
  problem.flows = {0, 50, 200, 300, 500, 0, 150, 200, 300, 100, 200, 200, 50, 100, 110, 20};
  problem.before = {1,    1.21, 1.41, 1.22, 1.37, 1,    1.31, 1.23,
                    1.32, 1.36, 1,    1.18, 1.57, 1.41, 1.25, 1.15};
  problem.after = problem.before;
  problem.after[2] = problem.after[8] = 1;
  return problem;
}

TEST(Gsim, GivesThePricesOfTheWorkedExample) {
  const GsimResult result = *solve_gsim(worked_example());
  const double published[] = {0.0792, -0.0316, 0.0480, -0.0184};
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(result.world_price[i], published[i], 5e-5) << i;
}

// E_x p = sum_v phi q: what every exporter sells is what its price makes it supply.
TEST(Gsim, MarketsClear) {
  const GsimProblem problem = worked_example();
  const GsimResult result = *solve_gsim(problem);
  for (std::size_t r = 0; r < 4; ++r) {
    double sales = 0, more = 0;
    for (std::size_t v = 0; v < 4; ++v) {
      sales += problem.flows[r * 4 + v];
      more += problem.flows[r * 4 + v] * result.quantity[r * 4 + v];
    }
    EXPECT_NEAR(more / sales, 1.5 * result.world_price[r], 1e-12);
  }
}

TEST(Gsim, NothingChangesWhereNoTariffDoes) {
  GsimProblem problem = worked_example();
  problem.after = problem.before;
  const GsimResult result = *solve_gsim(problem);
  for (const double price : result.world_price) EXPECT_EQ(price, 0);
  for (const double welfare : result.welfare) EXPECT_NEAR(welfare, 0, 1e-12);
}

// With supply without limit, one importer and equal tariffs it is SMART: M = (100, 300), 20 % to 0
// for the first, E_m = E_s = 1.5. TC = 25; the first gains TD = 18.75 and the second loses it.
TEST(Gsim, IsSmartForOneImporterAndSupplyWithoutLimit) {
  GsimProblem problem;
  problem.regions = {{.name = "home", .import_demand = 1.5, .substitution = 1.5},
                     {.name = "one", .import_demand = 1.5, .substitution = 1.5},
                     {.name = "other", .import_demand = 1.5, .substitution = 1.5}};
  problem.flows = {0, 0, 0, 100, 0, 0, 300, 0, 0};
  problem.before.assign(9, 1.0);
  problem.before[3] = problem.before[6] = 1.2;
  problem.after = problem.before;
  problem.after[3] = 1;
  const GsimResult both = *solve_gsim(problem);
  const double one = 100 * both.quantity[3], other = 300 * both.quantity[6];
  EXPECT_NEAR(one + other, 25, 1e-12);
  for (GsimRegion& region : problem.regions) region.import_demand = 0;
  const GsimResult exchanged = *solve_gsim(problem);
  EXPECT_NEAR(100 * exchanged.quantity[3], 18.75, 1e-12);
  EXPECT_NEAR(300 * exchanged.quantity[6], -18.75, 1e-12);
}

// One importer, one exporter, supply without limit, duty 20 % to 0, E_m = 0.6: P = -1/6, so
// quantity +10 %, consumers 120 (1/6 + 0.3 / 36) = 21, revenue -20, nothing for producers.
TEST(Gsim, WelfareByHand) {
  GsimProblem problem;
  problem.regions = {{.name = "home", .import_demand = 0.6}, {.name = "abroad"}};
  problem.flows = {0, 0, 100, 0};
  problem.before = {1, 1, 1.2, 1};
  problem.after = {1, 1, 1, 1};
  const GsimResult result = *solve_gsim(problem);
  EXPECT_NEAR(result.quantity[2], 0.1, 1e-15);
  EXPECT_NEAR(result.value[2], 10, 1e-12);
  EXPECT_NEAR(result.consumer_price[0], -1.0 / 6, 1e-15);
  EXPECT_NEAR(result.consumer_surplus[0], 21, 1e-12);
  EXPECT_NEAR(result.tariff_revenue[0], -20, 1e-12);
  EXPECT_NEAR(result.welfare[0], 1, 1e-12);
  EXPECT_EQ(result.producer_surplus[1], 0);
}

}  // namespace
}  // namespace landfall::model
