// The workload of the benchmarks against an independent program.
#include <gtest/gtest.h>

#include "analytic/known_answers.hpp"

namespace landfall::test {
namespace {

// Claim: npv and revenue by year agree with ten million paths of another program (other generator,
//        other normals, no shared code). Its own errors are a seventh of ours at 200 000 paths; the
//        mean of the later years and of npv has an error of 0.1 %.
// False alarm: 11 statistics at four errors, 1 in 1 400 on a fresh seed; the seed is fixed.
// Power: a mean 0.5 % off stands four errors away, an sd 1 % off four, P50 0.7 % off four. A duty
// that
//        changed one month late, or an exchange rate one step behind, moves the mean by less: those
//        are caught by the exact scenarios of known_answers_test.cpp.
TEST(SixMarkets, AgreeWithAnIndependentProgram) {
  const summary::Summary summary = simulated(read_known("bench/maghreb6x60.toml"), 200'000, 2);
  const double reference_share = std::sqrt(1 + 200'000 / 1e7);  // its errors added to ours
  const struct {
    const char *metric, *statistic;
    double value, rounding;
  } expected[] = {
      {"npv", "mean", 4.3748e7, 5e2},
      {"npv", "sd", 2.0067e7, 5e2},
      {"npv", "p5", 2.1229e7, 5e2},
      {"npv", "p50", 3.9550e7, 5e2},
      {"npv", "p95", 7.9991e7, 5e2},
      {"npv", "expected_shortfall", 1.8371e7, 5e2},
      {"revenue.year_1", "mean", 1.61831e6, 5},
      {"revenue.year_2", "mean", 5.43557e6, 5},
      {"revenue.year_3", "mean", 1.06517e7, 50},
      {"revenue.year_4", "mean", 1.73988e7, 50},
      {"revenue.year_5", "mean", 2.55299e7, 50},
  };
  for (const auto& it : expected) {
    const auto found = statistic_of(summary, {it.metric, it.statistic, it.value, false});
    ASSERT_TRUE(found && found->exists()) << it.metric << " " << it.statistic;
    EXPECT_NEAR(found->value, it.value, 4 * found->error * reference_share + it.rounding)
        << it.metric << " " << it.statistic << ", error " << found->error;
  }
}

}  // namespace
}  // namespace landfall::test
