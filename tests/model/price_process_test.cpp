#include "model/price_process.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/lanes.hpp"
#include "support/generator.hpp"
#include "support/statistics.hpp"

namespace landfall::model {
namespace {

using Row = std::vector<double>;

constexpr std::size_t kTileSize = static_cast<std::size_t>(kTile) * kWidth;

Row constant(double value) {
  return Row(kWidth, value);
}

/// A tile whose last period, from which the next tile goes on, holds `value`.
Row tile_from(double value) {
  return Row(kTileSize, value);
}

double at(const Row& tile, int period) {
  return tile[static_cast<std::size_t>(period) * kWidth + 5];
}

void draw(test::Generator& generator, Row& shocks) {
  for (double& z : shocks) z = generator.normal();
}

TEST(PriceProcess, ATileByHand) {
  const Row drift = constant(0.02), volatility = constant(0.1);
  Row shocks(kTileSize), log_value = tile_from(1);
  for (int period = 0; period < kTile; ++period)
    std::fill_n(shocks.begin() + period * kWidth, kWidth, period - 1.5);
  step_log_gbm(drift.data(), volatility.data(), shocks.data(), log_value.data());
  EXPECT_NEAR(at(log_value, 0), 1 + 0.02 - 0.15, 1e-15);
  EXPECT_NEAR(at(log_value, 1), 1 + 0.04 - 0.20, 1e-15);
  EXPECT_NEAR(at(log_value, 3), 1 + 0.08, 1e-15);
  step_log_drift(drift.data(), log_value.data());
  EXPECT_NEAR(at(log_value, 0), 1.10, 1e-15);
  EXPECT_NEAR(at(log_value, 3), 1.16, 1e-15);
  const Row level = constant(2), keep = constant(0.75);
  log_value = tile_from(4);
  step_log_mean_reverting(level.data(), keep.data(), volatility.data(), shocks.data(),
                          log_value.data());
  EXPECT_NEAR(at(log_value, 0), 2 + 2 * 0.75 - 0.15, 1e-15);
  EXPECT_NEAR(at(log_value, 1), 2 + 1.35 * 0.75 - 0.05, 1e-15);
}

TEST(PriceProcess, WithoutVolatilityAReturningPriceHalvesItsDistanceEachHalfLife) {
  const Row level = constant(std::log(10)), keep = constant(0.5), none = constant(0);
  const Row shocks(kTileSize, 3);
  Row log_value = tile_from(std::log(40));
  step_log_mean_reverting(level.data(), keep.data(), none.data(), shocks.data(), log_value.data());
  EXPECT_NEAR(std::exp(at(log_value, 0)), 20, 1e-12);
  EXPECT_NEAR(std::exp(at(log_value, 1)), 10 * std::sqrt(2), 1e-12);
}

// Claim: a geometric Brownian motion keeps E[x(t)] = e^(mu t) and sd = mean sqrt(e^(sigma^2 t) -
// 1). Power: without the -sigma^2/2 term the mean is e^(sigma^2 t / 2) too high, here 10.5 %. Since
//        sd/mean = sqrt(e^(sigma^2 t) - 1) = 0.47, one MCSE at 2^16 paths is 0.18 %: that bug
//        stands about fifty MCSE away. A volatility not scaled by sqrt(dt) would stand thousands
//        away.
TEST(PriceProcess, MeanAndSpreadGrowAsTheyShould) {
  constexpr double mu = 0.03, sigma = 0.20, dt_years = 1.0 / 12;
  constexpr int periods = 60, blocks = 512;
  const double years = periods * dt_years, mean = std::exp(mu * years);
  const Row drift = constant((mu - 0.5 * sigma * sigma) * dt_years);
  const Row volatility = constant(sigma * std::sqrt(dt_years));
  test::Generator generator(42);
  summary::Moments price(mean);
  Row shocks(kTileSize);
  for (int block = 0; block < blocks; ++block) {
    Row log_price = tile_from(0);
    for (int period = 0; period < periods; period += kTile) {
      draw(generator, shocks);
      step_log_gbm(drift.data(), volatility.data(), shocks.data(), log_price.data());
    }
    for (double& x : log_price) x = std::exp(x);
    price.add_block(log_price.data() + kLastRow, kWidth);
  }
  EXPECT_TRUE(test::mean_is(mean, price));
  EXPECT_TRUE(test::sd_is(mean * std::sqrt(std::exp(sigma * sigma * years) - 1), price));
}

// Claim: a mean-reverting logarithm forgets its start and keeps the mean ln m and the variance
//        sigma^2 / (2 s), whatever the length of a period; on the way there it is normal with the
//        moments of Uhlenbeck and Ornstein.
// Power: the step of a plain Euler scheme, b = sigma sqrt(dt), has a stationary sd of
//        b / sqrt(1 - k^2) = 0.345 instead of 0.2535 at s dt = 0.7: 36 % too high, where one MCSE
//        at 2^16 paths is 0.28 %.
TEST(PriceProcess, AReturningPriceSettles) {
  constexpr double speed = 0.7, sigma = 0.3, level = 2.0, start = 4.0;
  const double keep_one = std::exp(-speed);
  const Row log_level = constant(level), keep = constant(keep_one);
  const Row volatility = constant(sigma * std::sqrt((1 - keep_one * keep_one) / (2 * speed)));
  const double after_two = level + (start - level) * std::exp(-2 * speed);
  test::Generator generator(43);
  summary::Moments early(after_two), late(level);
  Row shocks(kTileSize);
  for (int block = 0; block < 512; ++block) {
    Row log_price = tile_from(start);
    for (int year = 0; year < 32; year += kTile) {  // e^(-22) of the start is left
      draw(generator, shocks);
      step_log_mean_reverting(log_level.data(), keep.data(), volatility.data(), shocks.data(),
                              log_price.data());
      if (year == 0) early.add_block(log_price.data() + kWidth, kWidth);
    }
    late.add_block(log_price.data() + kLastRow, kWidth);
  }
  EXPECT_TRUE(test::mean_is(after_two, early));
  EXPECT_TRUE(test::sd_is(sigma * std::sqrt((1 - std::exp(-4 * speed)) / (2 * speed)), early));
  EXPECT_TRUE(test::mean_is(level, late));
  EXPECT_TRUE(test::sd_is(sigma / std::sqrt(2 * speed), late));
}

}  // namespace
}  // namespace landfall::model
