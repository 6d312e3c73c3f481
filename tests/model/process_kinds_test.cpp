// Jumps, regimes and bands: by hand, and at the edges of what they may be given.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "model/band.hpp"
#include "model/jump_diffusion.hpp"
#include "model/regime.hpp"

namespace landfall::model {
namespace {

using Row = std::vector<double>;

Row constant(double value) {
  return Row(kWidth, value);
}

// P(N = 0, 1, 2) of mean 2 is e^-2 (1, 2, 2): u below 0.1353 gives 0, below 0.4060 one, ...
TEST(JumpDiffusion, CountsAreQuantilesOfThePoissonLaw) {
  Row u = constant(0.999), jumps(kWidth);
  u[0] = 0.1353;
  u[1] = 0.1354;
  u[2] = 0.4060;
  u[3] = 0.4061;
  count_jumps(u.data(), constant(2).data(), constant(std::exp(-2.0)).data(), jumps.data());
  EXPECT_EQ(jumps[0], 0);
  EXPECT_EQ(jumps[1], 1);
  EXPECT_EQ(jumps[2], 1);
  EXPECT_EQ(jumps[3], 2);
  EXPECT_EQ(jumps[5], 8);  // P(N <= 7) = 0.99890, P(N <= 8) = 0.99976
}

TEST(JumpDiffusion, NoneAreExpectedNoneCome) {
  Row jumps(kWidth, 7);
  count_jumps(constant(1 - 0x1p-33).data(), constant(0).data(), constant(1).data(), jumps.data());
  EXPECT_EQ(jumps[9], 0);
  count_jumps(constant(1 - 0x1p-33).data(), constant(100).data(), constant(std::exp(-100.0)).data(),
              jumps.data());
  EXPECT_GT(jumps[9], 150);
  EXPECT_LT(jumps[9], 200);
}

TEST(JumpDiffusion, AStepByHand) {
  const Row drift = constant(0.01), volatility = constant(0.1), mean = constant(-0.2),
            sd = constant(0.05);
  const JumpDiffusionRows rows = {drift.data(), volatility.data(), mean.data(), sd.data()};
  const std::size_t tile = static_cast<std::size_t>(kTile) * kWidth;
  const Row shocks(tile, 1), jumps(tile, 4), sizes(tile, -1);
  Row log_value(tile, 2);
  step_log_jump_diffusion(&rows, shocks.data(), jumps.data(), sizes.data(), log_value.data());
  EXPECT_NEAR(log_value[3], 2 + 0.01 + 0.1 + 4 * -0.2 - 2 * 0.05, 1e-15);
  EXPECT_NEAR(log_value[3 * kWidth + 3], 2 + 4 * (0.11 - 0.9), 1e-14);
}

// From regime 0 the next is 0, 1, 2 with chances 0.5, 0.25, 0.25; from 2 it is always 2.
TEST(Regime, TheNextFollowsTheChancesOfTheOneNow) {
  const double passes[] = {0.5, 0.75, 0, 1, 0, 0};
  Row u = constant(0.6), now = constant(0), next(kWidth);
  u[1] = 0.49;
  u[2] = 0.75;
  now[3] = 2;
  now[4] = 1;
  step_regime(u.data(), passes, 3, now.data(), next.data());
  EXPECT_EQ(next[0], 1);
  EXPECT_EQ(next[1], 0);
  EXPECT_EQ(next[2], 2);
  EXPECT_EQ(next[3], 2);
  EXPECT_EQ(next[4], 1);
}

TEST(Regime, EachLaneMovesByItsOwn) {
  Row drift(3 * kWidth), volatility(3 * kWidth, 0.1), regime = constant(0), after(kWidth);
  for (std::size_t i = 0; i < drift.size(); ++i) drift[i] = static_cast<double>(i / kWidth);
  regime[1] = 1;
  regime[2] = 2;
  step_log_in_regime(drift.data(), volatility.data(), 3, regime.data(), constant(2).data(),
                     constant(10).data(), after.data());
  EXPECT_NEAR(after[0], 10.2, 1e-14);
  EXPECT_NEAR(after[1], 11.2, 1e-14);
  EXPECT_NEAR(after[2], 12.2, 1e-14);
}

// A mirror at 0 and at 1: 1.3 comes back to 0.7, -0.3 to 0.3, 2.3 is 0.3 again.
TEST(Band, TurnsBackAtBothEdges) {
  const Band band{0, 1, AtBand::reflect};
  const double in[] = {0.4, 1.3, -0.3, 2.3, -1.3, 5.75, -8.25, 0, 1};
  const double out[] = {0.4, 0.7, 0.3, 0.3, 0.7, 0.25, 0.25, 0, 1};
  for (int i = 0; i < 9; ++i) EXPECT_NEAR(held_within(&band, in[i]), out[i], 1e-14) << in[i];
}

TEST(Band, OrStaysThere) {
  const Band band{-1, 1, AtBand::clamp};
  EXPECT_EQ(held_within(&band, 7), 1);
  EXPECT_EQ(held_within(&band, -7), -1);
  EXPECT_EQ(held_within(&band, 0.5), 0.5);
}

// Law: never outside, however far a step goes.
TEST(Band, IsNeverBroken) {
  for (const AtBand at_band : {AtBand::reflect, AtBand::clamp}) {
    const Band band{std::log(0.95), std::log(1.05), at_band};
    double x = 1e-3;
    for (int i = 0; i < 200'000; ++i) {
      x = -1.00037 * x;
      if (std::fabs(x) > 1e12) x = 1e-3 + i * 1e-7;
      const double held = held_within(&band, x);
      ASSERT_GE(held, band.low) << x;
      ASSERT_LE(held, band.high) << x;
    }
  }
}

}  // namespace
}  // namespace landfall::model
