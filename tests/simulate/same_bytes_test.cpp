// The same bits whatever computes them: threads, kernels, blocks in any order, a path alone.
#include <gtest/gtest.h>

#include <ostream>

#include "reports/reports.hpp"
#include "simulate/run.hpp"
#include "simulate/trace.hpp"
#include "simulate/two_markets.hpp"
#include "support/simulated.hpp"

namespace landfall::simulate {

/// What a test's name says of its kernels.
static void PrintTo(const Kernels& kernels, std::ostream* out) {
  *out << kernels.name;
}

namespace {

using test::kTwoMarkets;
using test::Rows;
using test::rows_of;
using test::same_bits;

scenario::Scenario read(const std::string& text, const std::vector<std::string>& overrides = {}) {
  return scenario::read_scenario("test.toml", text, overrides);
}

const char* const kScenarios[] = {"canned-fish-morocco.toml",
                                  "3d-printers-morocco.toml",
                                  "ev-charging-morocco.toml",
                                  "interactive-displays-morocco.toml",
                                  "medical-equipment-morocco.toml",
                                  "medicines-morocco.toml",
                                  "frozen-fish-algeria.toml",
                                  "analytic/taxes.toml",
                                  "analytic/uptake_curves.toml",
                                  "analytic/truncated_laws.toml",
                                  "analytic/student_copula.toml",
                                  "analytic/product_of_laws.toml",
                                  "analytic/delivered_duty_paid.toml",
                                  "bench/maghreb6x60.toml",
                                  "analytic/direct.toml",
                                  "analytic/retail.toml",
                                  "analytic/tenders.toml",
                                  "analytic/installed_base.toml",
                                  "analytic/distributor_contracts.toml",
                                  "analytic/channels_share.toml",
                                  "analytic/failing_buyers.toml",
                                  "analytic/transfer_stops.toml"};

scenario::Scenario read_file(const std::string& name) {
  return scenario::read_scenario({.file = SOURCE_DIR "/scenarios/" + name, .overrides = {}});
}

TEST(SameBytes, ForAnyNumberOfThreads) {
  const scenario::Scenario scenario = read(kTwoMarkets, {"simulation.paths=3001"});
  const Plan plan = compile(scenario);
  const Result one = run(scenario, plan, {.threads = 1});
  for (const int threads : {2, 7}) {
    const Result many = run(scenario, plan, {.threads = threads});
    EXPECT_TRUE(one.summary == many.summary) << threads;
    EXPECT_EQ(reports::json_report(one), reports::json_report(many)) << threads;
  }
}

class SameBytesByKernels : public ::testing::TestWithParam<Kernels> {};

INSTANTIATE_TEST_SUITE_P(, SameBytesByKernels, ::testing::ValuesIn(built_kernels()),
                         [](const auto& kernels) { return kernels.param.name; });

TEST_P(SameBytesByKernels, AsFromTheBaseline) {
  const Kernels baseline = built_kernels().front(), other = GetParam();
  ASSERT_EQ(baseline.name, "baseline");
  if (other.name == "baseline") GTEST_SKIP() << "all others are compared with it";
  if (!other.runs_here) GTEST_SKIP() << "this processor has no " << other.name;
  ASSERT_NE(baseline.simulate_block, other.simulate_block);
  for (const char* name : kScenarios) {
    const Plan plan = compile(read_file(name));
    EXPECT_TRUE(same_bits(rows_of(plan, {3}, baseline), rows_of(plan, {3}, other), 10)) << name;
  }
  const Plan plan = compile(read(kTwoMarkets));
  EXPECT_TRUE(same_bits(rows_of(plan, {0, 1}, baseline), rows_of(plan, {0, 1}, other), 50));
}

TEST(SameBytes, BlocksInAnyOrder) {
  const Plan plan = compile(read(kTwoMarkets));
  const Rows forwards = rows_of(plan, {0, 1, 2, 3}), backwards = rows_of(plan, {3, 2, 1, 0, 3});
  Rows turned;
  for (const auto& [name, row] : backwards)
    for (const int at : {3, 2, 1, 4})  // block 3 the second time it was computed
      turned[name].insert(turned[name].end(), row.begin() + at * kLanes,
                          row.begin() + (at + 1) * kLanes);
  EXPECT_TRUE(same_bits(forwards, turned, 50));
}

// Beyond 2^32 the upper word of the path counts: without it path 2^32 would repeat path 0.
TEST(SameBytes, PathsBeyondTheFirstWordAreNewOnes) {
  const Plan plan = compile(read(kTwoMarkets));
  Block block(plan, choose_kernels());
  block.run(0);
  const double first = block.row(plan.kernel.revenue)[0], price = block.row(plan.draws[0].into)[0];
  block.run(std::uint64_t{1} << 32);
  EXPECT_NE(block.row(plan.kernel.revenue)[0], first);
  EXPECT_NE(block.row(plan.draws[0].into)[0], price);
}

// The ladder worked out in every period gives the outcomes of the one worked out once.
TEST(SameBytes, WithAMovingLadder) {
  for (const char* name : kScenarios) {
    const scenario::Scenario scenario = read_file(name);
    EXPECT_TRUE(same_bits(rows_of(compile(scenario), {0}),
                          rows_of(compile(scenario, {.moving_ladder = true}), {0}), 10))
        << name;
  }
}

TEST(SameBytes, WithAMovingLadderUnderEveryIncoterm) {
  for (const char* term :
       {"EXW", "FCA", "FAS", "FOB", "CFR", "CPT", "CIF", "CIP", "DAP", "DPU", "DDP"}) {
    const scenario::Scenario scenario =
        read(kTwoMarkets, {"product.currency='EUR'", "product.escalation=0",
                           std::string("product.incoterm='") + term + "'",
                           "market.MA.tariff.specific=2", "market.MA.logistics.inland=1.5"});
    const Plan plan = compile(scenario), moving = compile(scenario, {.moving_ladder = true});
    EXPECT_EQ(plan.markets[0].moving_ladder, std::string(term) == "DDP");
    EXPECT_TRUE(same_bits(rows_of(plan, {0, 1}), rows_of(moving, {0, 1}), 50)) << term;
  }
}

// A plan that keeps cash though nothing is paid out, as replay wants it, has the same outcomes.
TEST(SameBytes, WithCashThatNobodyAsksFor) {
  for (const char* name : {"analytic/certain.toml", "analytic/uniform_price.toml",
                           "analytic/invoice_inverse.toml", "analytic/signing.toml"}) {
    const scenario::Scenario scenario = read_file(name);
    const Plan plan = compile(scenario), keeping = compile(scenario, {.cash = true});
    EXPECT_FALSE(plan.kernel.has_outflows);
    EXPECT_TRUE(keeping.kernel.has_outflows);
    EXPECT_TRUE(same_bits(rows_of(plan, {0}), rows_of(keeping, {0}), 9)) << name;
  }
}

TEST(SameBytes, APathAloneIsThatOfTheRun) {
  for (const char* name : kScenarios) {
    const scenario::Scenario scenario = read_file(name);
    const Rows rows = rows_of(compile(scenario), {0, 1});
    for (const std::uint64_t path : {0, 255, 256, 301}) {
      const Trace trace = replay(scenario, path);
      std::size_t compared = 0;
      for (const auto& table : {trace.outcomes, trace.drawn})
        for (const auto& row : table.rows) {
          const double in_run = rows.at(row[0].text)[path];
          if (row[1].is_number) {
            EXPECT_EQ(row[1].number, in_run) << name << " path " << path << " " << row[0].text;
          } else {
            EXPECT_GT(in_run, 1e300) << name << " path " << path << " " << row[0].text;  // never
          }
          ++compared;
        }
      EXPECT_GT(compared, 8u);
    }
  }
}

TEST(SameBytes, MorePathsKeepTheEarlierOnes) {
  const scenario::Scenario scenario = read(kTwoMarkets);
  const Plan plan = compile(scenario);
  const auto collected = [&](std::uint64_t paths) {
    std::vector<double> all;
    RunOptions options{.threads = 3};
    options.draws = [&](std::uint64_t first, int count, const std::vector<const double*>& rows) {
      EXPECT_EQ(first * rows.size(), all.size());  // in the order of the paths
      for (int lane = 0; lane < count; ++lane)
        for (const double* row : rows) all.push_back(row[lane]);
    };
    simulate(plan, paths, options);
    return all;
  };
  const std::vector<double> few = collected(300), more = collected(1111);
  ASSERT_EQ(few.size() / 300, more.size() / 1111);
  EXPECT_TRUE(std::equal(few.begin(), few.end(), more.begin()));
}

}  // namespace
}  // namespace landfall::simulate
