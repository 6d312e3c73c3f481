#include "summary/summariser.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "base/lanes.hpp"
#include "support/generator.hpp"

namespace landfall::summary {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

// A run of three metrics, four periods and two years: `rows[r]` holds the values of all paths.
struct Inputs {
  Plan plan;
  std::vector<std::vector<double>> rows;

  int blocks() const { return static_cast<int>((plan.paths + kLanes - 1) / kLanes); }

  void add_block(int block, Summariser& into) const {
    const std::uint64_t first = static_cast<std::uint64_t>(block) * kLanes;
    const int count = static_cast<int>(std::min<std::uint64_t>(kLanes, plan.paths - first));
    std::vector<const double*> starts;
    for (const auto& row : rows) starts.push_back(&row[first]);
    into.add_block(first, count, starts.data(), starts.data() + 3, starts.data() + 7);
  }
};

Inputs random_inputs(std::uint64_t paths, std::uint64_t exact_values_max) {
  Inputs run;
  test::Generator generator(paths);
  for (int row = 0; row < 9; ++row) {
    run.rows.emplace_back(paths);
    for (double& x : run.rows.back()) x = 1e5 * std::exp(generator.normal()) - (row < 2 ? 1e5 : 0);
  }
  for (double& x : run.rows[1])
    if (x > 3e5) x = kNever;
  for (double& x : run.rows[3]) x = 0;  // a period before the first sale
  run.plan = {.paths = paths,
              .metrics = {{.name = "npv", .unit = "EUR", .thresholds = {0, 250'000}},
                          {.name = "payback_months",
                           .unit = "months",
                           .tail = Tail::upper,
                           .absent_is_never = true},
                          {.name = "revenue", .unit = "EUR"}},
              .centres = {},
              .periods = 4,
              .period_labels = {"2026-01", "2026-02", "2026-03", "2026-04"},
              .year_labels = {"2026", "2027"},
              .exact_values_max = exact_values_max,
              .period_centres = {},
              .year_centres = {}};
  const int first_block = static_cast<int>(std::min<std::uint64_t>(paths, kLanes));
  for (int row = 0; row < 9; ++row) {
    auto& centres = row < 3   ? run.plan.centres
                    : row < 7 ? run.plan.period_centres
                              : run.plan.year_centres;
    centres.push_back(block_mean(run.rows[row].data(), first_block));
  }
  return run;
}

Summary summary_of(const Inputs& run) {
  auto store = make_value_store(run.plan);
  Summariser summariser(run.plan, store ? &*store : nullptr);
  for (int block = 0; block < run.blocks(); ++block) run.add_block(block, summariser);
  return summariser.finish();
}

TEST(Summariser, FillsEveryPlace) {
  const Inputs run = random_inputs(5000, 1'000'000);
  const Summary summary = summary_of(run);
  EXPECT_EQ(summary.paths, 5000u);
  ASSERT_EQ(summary.metrics.size(), 3u);
  EXPECT_EQ(summary.metrics[1].name, "payback_months");
  EXPECT_EQ(summary.metrics[0].percentiles.size(), 9u);
  EXPECT_EQ(summary.metrics[0].resolution, 0);
  ASSERT_EQ(summary.revenue_by_period.size(), 4u);
  ASSERT_EQ(summary.revenue_by_year.size(), 2u);
  EXPECT_EQ(summary.revenue_by_period[3].label, "2026-04");
  EXPECT_EQ(summary.revenue_by_year[1].label, "2027");

  // The first period sold nothing on any path.
  const FanEntry& none = summary.revenue_by_period[0];
  EXPECT_EQ(none.mean, (Estimate{.value = 0, .error = 0}));
  for (const Percentile& each : none.percentiles) EXPECT_EQ(each.estimate, Interval{});
}

// A fan's percentile is within a cell, 1/512, of that of the same values kept one by one.
TEST(Summariser, FansAgreeWithMetrics) {
  Inputs run = random_inputs(5000, 1'000'000);
  run.rows[4] = run.rows[2];
  run.plan.period_centres[1] = run.plan.centres[2];
  const Summary summary = summary_of(run);
  const FanEntry& fan = summary.revenue_by_period[1];
  const MetricSummary& metric = summary.metrics[2];
  EXPECT_EQ(fan.mean, metric.mean);
  ASSERT_EQ(fan.percentiles.size(), 5u);
  int compared = 0;
  for (const Percentile& coarse : fan.percentiles)
    for (const Percentile& exact : metric.percentiles) {
      if (coarse.level != exact.level) continue;
      EXPECT_NEAR(coarse.estimate.value, exact.estimate.value, exact.estimate.value / 512);
      EXPECT_LE(coarse.estimate.low, exact.estimate.low);
      EXPECT_GE(coarse.estimate.high, exact.estimate.high);
      ++compared;
    }
  EXPECT_EQ(compared, 5);
}

TEST(Summariser, KeepsValuesUpToTheLimit) {
  EXPECT_TRUE(make_value_store(random_inputs(500, 1500).plan).has_value());
  EXPECT_FALSE(make_value_store(random_inputs(500, 1499).plan).has_value());
  EXPECT_EQ(summary_of(random_inputs(500, 1499)).metrics[0].resolution, std::ldexp(1, -14));
}

TEST(Summariser, MemoryGrowsWithKeptValuesAlone) {
  Plan plan = random_inputs(1000, 0).plan;
  const auto needed = [&](std::uint64_t paths, std::uint64_t exact_values_max, int threads) {
    plan.paths = paths;
    plan.exact_values_max = exact_values_max;
    return static_cast<double>(memory_bytes(plan, threads));
  };
  const std::uint64_t all = std::numeric_limits<std::uint64_t>::max();
  // Three columns of doubles, and room for two columns to order one of them.
  EXPECT_NEAR(needed(1'000'000'000, all, 1), 5 * 8e9, 1e7);
  EXPECT_NEAR(needed(1'000'000'000, all, 2), 7 * 8e9, 1e7);
  EXPECT_LT(needed(1'000'000'000, 0, 2), 7e7);
  EXPECT_LT(needed(1'000'000'000'000, 0, 2), 1.5 * needed(1'000'000'000, 0, 2));
  EXPECT_LT(needed(1'000'000, 0, 8), 8.1 * needed(1'000'000, 0, 1));
}

// Law: any split of the blocks over threads, in any order, merged in any order, gives the same
// bits; with values kept or counted, and a last block that is full, short, or of a single path.
TEST(Summariser, DoesNotDependOnOrder) {
  test::Generator generator(1);
  for (const std::uint64_t paths :
       {std::uint64_t{20 * kLanes}, std::uint64_t{5000}, std::uint64_t{20 * kLanes + 1}}) {
    for (const std::uint64_t exact_values_max : {0, 1'000'000}) {
      const Inputs run = random_inputs(paths, exact_values_max);
      const Summary straight = summary_of(run);
      for (int round = 0; round < 10; ++round) {
        auto store = make_value_store(run.plan);
        std::vector<Summariser> threads(1 + generator.below(6),
                                        Summariser(run.plan, store ? &*store : nullptr));
        std::vector<int> order;
        for (int block = 0; block < run.blocks(); ++block) order.push_back(block);
        test::shuffle(order, generator);
        for (const int block : order)
          run.add_block(block, threads[generator.below(threads.size())]);
        while (threads.size() > 1) {
          threads[generator.below(threads.size() - 1)].merge(threads.back());
          threads.pop_back();
        }
        EXPECT_EQ(threads[0].finish(), straight);
        EXPECT_EQ(threads[0].finish(), straight);  // finishing changes nothing
      }
    }
  }
}

// Law: values that were kept and then counted, with all that follow counted at once, give the bits
// of a run that counted from the start, whichever paths depend on each other.
TEST(Summariser, KeptValuesMayBeCountedLater) {
  for (const Grouping grouping : {Grouping::none, Grouping::by_path, Grouping::by_pair}) {
    Inputs run = random_inputs(5000, 0);
    run.plan.grouping = grouping;
    const Summary counted = summary_of(run);
    EXPECT_TRUE(counted.metrics[0].expected_shortfall.exists());
    constexpr int kKeptBlocks = 8;
    ValueStore store(kKeptBlocks * kLanes, run.plan.metrics.size());
    Summariser total(run.plan, &store), other(run.plan, &store), later(run.plan, nullptr);
    for (int block = 0; block < kKeptBlocks; ++block)
      run.add_block(block, block % 3 == 0 ? other : total);
    total.merge(other);
    total.count_values();
    for (int block = kKeptBlocks; block < run.blocks(); ++block) run.add_block(block, later);
    total.merge(later);
    EXPECT_EQ(total.finish(), counted) << static_cast<int>(grouping);
  }
}

TEST(Summariser, RefusesToFinishEarly) {
  const Inputs run = random_inputs(1000, 0);
  Summariser summariser(run.plan, nullptr);
  run.add_block(0, summariser);
  EXPECT_THROW(summariser.finish(), std::logic_error);
}

}  // namespace
}  // namespace landfall::summary
