#include "simulate/run.hpp"

#include <gtest/gtest.h>

#include "simulate/two_markets.hpp"
#include "support/simulated.hpp"

namespace landfall::simulate {
namespace {

using test::kTwoMarkets;

scenario::Scenario read(const std::string& text, const std::vector<std::string>& overrides = {}) {
  return scenario::read_scenario("test.toml", text, overrides);
}

std::string refusal(const Plan& plan, std::uint64_t paths, const RunOptions& options) {
  try {
    simulate(plan, paths, options);
  } catch (const WorldError& error) {
    return error.what();
  }
  return "";
}

TEST(Run, EveryNumberOfPathsCountsItsOwn) {
  const Plan plan = compile(read(kTwoMarkets));
  const test::Rows rows = test::rows_of(plan, {0, 1});
  EXPECT_EQ(simulate(plan, 1, {.threads = 2}).metrics.front().mean.missing,
            "one path alone gives no error");
  for (const std::uint64_t paths : {2, 255, 256, 257}) {
    const summary::Summary summary = simulate(plan, paths, {.threads = 2});
    EXPECT_EQ(summary.paths, paths);
    const summary::MetricSummary& revenue = summary.metrics.front();
    EXPECT_EQ(revenue.paths, paths);
    double sum = 0;
    std::uint64_t in_bars = 0;
    for (std::uint64_t path = 0; path < paths; ++path) sum += rows.at("revenue")[path];
    for (const summary::Bar& bar : revenue.bars) in_bars += bar.paths;
    EXPECT_NEAR(revenue.mean.value, sum / static_cast<double>(paths), 1e-9 * sum);
    EXPECT_EQ(in_bars, paths);
    EXPECT_TRUE(revenue.sd.exists());
  }
}

TEST(Run, QuartersAndYears) {
  for (const auto& [step, periods] :
       {std::pair<std::string, std::size_t>{"month", 36}, {"quarter", 12}, {"year", 3}}) {
    const scenario::Scenario scenario = read(kTwoMarkets, {"scenario.step='" + step + "'"});
    const summary::Summary summary = simulate(compile(scenario), 2048, {.threads = 2});
    EXPECT_EQ(summary.revenue_by_period.size(), periods);
    EXPECT_EQ(summary.revenue_by_year.size(), 3u);
    // Coarser steps enter later and ramp in larger steps, but the business is the same.
    EXPECT_GT(summary.metrics.front().mean.value, 1e5);
    double by_period = 0, by_year = 0;
    for (const auto& entry : summary.revenue_by_period) by_period += entry.mean.value;
    for (const auto& entry : summary.revenue_by_year) by_year += entry.mean.value;
    EXPECT_NEAR(by_period, summary.metrics.front().mean.value, 1e-9 * by_period);
    EXPECT_NEAR(by_year, by_period, 1e-9 * by_period);
  }
}

TEST(Run, OnePeriodAndMany) {
  const Plan one = compile(read(kTwoMarkets, {"scenario.step='year'", "scenario.years=1"}));
  EXPECT_EQ(simulate(one, 300, {}).revenue_by_period.size(), 1u);
  const Plan many = compile(read(kTwoMarkets, {"scenario.years=100"}));
  EXPECT_EQ(simulate(many, 256, {}).revenue_by_period.size(), 1200u);
}

struct Edge {
  const char* what;
  std::vector<std::string> overrides;
  bool sells;  ///< in Morocco, on some path
};

TEST(Run, AtTheEdgesOfItsRanges) {
  const std::string wholesale = "market.MA.channel.wholesale.", payment = "market.MA.payment.";
  const std::vector<Edge> edges = {
      {"no demand", {"market.MA.demand.units_per_year=0"}, false},
      {"entry after the end", {"market.MA.enter=2035-01-01"}, false},
      {"never approved", {"market.MA.access.approval_chance=0"}, false},
      {"always approved", {"market.MA.access.approval_chance=1"}, true},
      {"opens after the end", {"market.MA.access.registration_months=36"}, false},
      {"nobody signs",
       {wholesale + "sign_chance=0", "market.MA.channel.retail.sign_chance=0"},
       false},
      {"a thousand prospects", {wholesale + "prospects=1000"}, true},
      {"all leave at once", {wholesale + "churn=0.999"}, true},
      {"ten years of credit", {payment + "days=3652"}, true},
      {"credit of any length", {payment + "days={exponential={mean=100}, max=3652}"}, true},
      {"nobody pays", {payment + "default_share=1", payment + "recovery=0"}, true},
      {"nobody adopts", {wholesale + "uptake={bass={p=0, q=0.4}}"}, true},
      {"no capacity", {"product.capacity_units_per_year=0"}, false},
      {"duty from the start",
       {"market.MA.tariff.change.agreement={ad_valorem=0, starts=2026-03-01}"},
       true},
      {"no elasticity", {"market.MA.response.elasticity=0"}, true},
      {"far too dear",
       {"market.MA.response.elasticity=50", "market.MA.response.reference_price=1"},
       true},
      {"far too cheap",
       {"market.MA.response.elasticity=50", "market.MA.response.reference_price=1e6"},
       true},
      {"discounted backwards", {"scenario.discount=-0.5"}, true},
  };
  for (const Edge& edge : edges) {
    const scenario::Scenario scenario = read(kTwoMarkets, edge.overrides);
    const Plan plan = compile(scenario);
    const test::Rows rows = test::rows_of(plan, {0});
    const summary::Summary summary = simulate(plan, 256, {});
    EXPECT_EQ(summary.paths, 256u) << edge.what;
    bool sells = false;
    for (std::size_t path = 0; path < kLanes; ++path) {
      sells = sells || rows.at("revenue.MA")[path] > 0;
      EXPECT_GE(rows.at("revenue.MA")[path], 0) << edge.what;
      EXPECT_GE(rows.at("peak_funding")[path], 0) << edge.what;
      EXPECT_LE(rows.at("market_share")[path], 1) << edge.what;
    }
    EXPECT_EQ(sells, edge.sells) << edge.what;
    EXPECT_TRUE(
        test::same_bits(rows, test::rows_of(compile(scenario, {.moving_ladder = true}), {0}), 50))
        << edge.what;
  }
}

// No channel passes what it reaches, no market its demand, the firm not its capacity.
TEST(Run, LimitsHoldOnEveryPath) {
  const std::string shares = "market.MA.channel.";
  const Plan plan = compile(
      read(kTwoMarkets,
           {shares + "wholesale.ceiling_share=0.9", shares + "retail.ceiling_share=0.9",
            shares + "retail.addressable=0.7", shares + "retail.uptake='immediate'",
            "market.MA.response.reference_price=3000", "product.capacity_units_per_year=90_000",
            "product.price=100", "correlation.costs.of=['product.cost', 'market.MA.payment.days']",
            "product.currency='EUR'", "product.escalation=0"}));
  const test::Rows rows = test::rows_of(plan, {0, 1});
  int at_capacity = 0;
  for (std::size_t path = 0; path < 2 * kLanes; ++path)
    for (const auto& [name, row] : rows)
      if (name.find('@') != std::string::npos) {
        EXPECT_LE(row[path], 90'000 * 100 / 12.0 * (1 + 1e-12)) << name;
        at_capacity += row[path] > 90'000 * 100 / 12.0 * (1 - 1e-12) ? 1 : 0;
      }
  EXPECT_GT(at_capacity, 100);
}

TEST(Run, CountsThePathsDone) {
  std::atomic<std::uint64_t> done = 0;
  simulate(compile(read(kTwoMarkets)), 1000, {.threads = 2, .done = &done});
  EXPECT_EQ(done, 1000u);
}

TEST(Run, RefusesWhatDoesNotFitIntoMemory) {
  const Plan plan = compile(read(kTwoMarkets));
  RunOptions options{.threads = 2};
  options.memory_max_bytes = 1'000'000;
  EXPECT_NE(
      refusal(plan, 100'000, options).find("MB of memory, more than the 1 MB that it may take"),
      std::string::npos);
  options.memory_max_bytes = memory_needed_bytes({&plan}, 1000, options);
  EXPECT_EQ(refusal(plan, 1000, options), "");
  options.keep_draws = true;
  const std::string message = refusal(plan, 1'000'000'000, options);
  for (const char* remedy : {"--max-memory", "leave out --keep-draws", "fewer paths"})
    EXPECT_NE(message.find(remedy), std::string::npos) << message;
}

TEST(Run, NamesThePathWhoseOutcomeIsNoNumber) {
  const Plan plan =
      compile(read(kTwoMarkets, {"market.MA.demand.growth={normal=[0, 10], min=-10, max=10}",
                                 "scenario.years=100"}));
  const std::string message = refusal(plan, 2048, {.threads = 1});
  EXPECT_EQ(message.rfind("path ", 0), 0u) << message;
  EXPECT_NE(message.find("is no finite number; a price, rate or demand ran out of range"),
            std::string::npos);
  // Whatever the threads, the run is refused.
  EXPECT_NE(refusal(plan, 2048, {.threads = 7}), "");
}

TEST(Run, StopsWhenAsked) {
  const Plan plan = compile(read(kTwoMarkets));
  std::atomic<bool> stop = true;
  EXPECT_THROW(simulate(plan, 100'000, {.threads = 2, .stop = &stop}), Interrupted);
  stop = false;
  std::atomic<std::uint64_t> done = 0;
  RunOptions options{.threads = 2, .done = &done, .stop = &stop};
  options.draws = [&](std::uint64_t first, int, const std::vector<const double*>&) {
    if (first >= 10 * kLanes) stop = true;
  };
  EXPECT_THROW(simulate(plan, 1'000'000, options), Interrupted);
  EXPECT_LT(done, 20 * kLanes);
}

TEST(Run, AFailingWriterEndsTheRun) {
  const Plan plan = compile(read(kTwoMarkets));
  RunOptions options{.threads = 7};
  options.draws = [](std::uint64_t first, int, const std::vector<const double*>&) {
    if (first >= 3 * kLanes) throw WorldError("the disk is full");
  };
  EXPECT_EQ(refusal(plan, 100'000, options), "the disk is full");
}

}  // namespace
}  // namespace landfall::simulate
