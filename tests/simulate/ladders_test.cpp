// Price ladders over paths: their steps add up on every path, certain numbers give what `explain`
// says, and a path's numbers are those that `replay` shows.
#include "simulate/ladders.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "scenario/central.hpp"
#include "simulate/compile.hpp"
#include "simulate/run.hpp"
#include "simulate/trace.hpp"
#include "simulate/two_markets.hpp"

namespace landfall::simulate {
namespace {

scenario::Scenario read(const std::vector<std::string>& overrides = {},
                        const std::string& text = test::kTwoMarkets) {
  return scenario::read_scenario("test.toml", text, overrides);
}

const std::vector<std::string> kTerms = {"EXW", "FCA", "FAS", "FOB", "CFR", "CPT",
                                         "CIF", "CIP", "DAP", "DPU", "DDP"};

std::string with_term(const std::string& term) {
  return "product.incoterm='" + term + "'";
}

const Ladder& of(const std::vector<Ladder>& ladders, const std::string& market,
                 const std::string& channel) {
  for (const Ladder& ladder : ladders)
    if (ladder.market == market && ladder.channel == channel) return ladder;
  throw std::logic_error("no ladder of " + market + "." + channel);
}

const LadderStep& step(const Ladder& ladder, const std::string& name) {
  for (const LadderStep& one : ladder.steps)
    if (one.name == name) return one;
  throw std::logic_error("no step " + name);
}

/// Of a ladder of one path, whose P5 is the path's value.
void expect_adds_up(const Ladder& ladder, const std::string& what) {
  double sum = 0;
  for (const LadderStep& one : ladder.steps) {
    if (!one.is_total) sum += one.amount.p5;
    EXPECT_NEAR(one.total.p5, sum, 1e-12 * sum) << what << ": " << one.name;
    if (one.is_total) {
      EXPECT_EQ(one.amount, one.total);
    }
  }
}

// On one path after another: those that begin a run with another seed.
TEST(Ladders, StepsAddUpOnEveryPath) {
  for (const std::string& term : kTerms)
    for (int seed = 1; seed <= 5; ++seed) {
      const auto ladders = ladders_of(
          read({with_term(term), "market.MA.logistics.inland=0.7", "market.MA.tariff.specific=2",
                "simulation.seed=" + std::to_string(seed)}),
          1);
      ASSERT_EQ(ladders.size(), 3u);
      for (const Ladder& ladder : ladders)
        expect_adds_up(ladder, term + " " + ladder.market + "." + ladder.channel);
    }
}

TEST(Ladders, MeansAddUpAndSpreadAroundThem) {
  for (const Ladder& ladder : ladders_of(read(), 1000)) {
    EXPECT_EQ(ladder.paths, 1000u);
    double sum = 0;
    for (const LadderStep& one : ladder.steps) {
      if (!one.is_total) sum += one.amount.mean.value;
      EXPECT_NEAR(one.total.mean.value, sum, 1e-12 * sum);
      EXPECT_LE(one.total.p5, one.total.mean.value + 1e-9);
      EXPECT_GE(one.total.p95, one.total.mean.value - 1e-9);
      // The price is triangular [80, 100, 130] in USD and rises by 2 % a year.
      if (one.name == "customs value") {
        EXPECT_NEAR(one.total.mean.value, 310.0 / 3, 0.6);
      }
    }
    EXPECT_EQ(ladder.steps.front().name, "ex-works value");
    EXPECT_EQ(ladder.steps.back().name, "shelf price");
  }
}

/// A scenario in which nothing is uncertain.
const std::string kCertain = R"(
schema = 1
[scenario]
name     = "Certain"
currency = "EUR"
start    = 2026-03-01
years    = 1
discount = 0.1
[fx.MAD]
per     = "EUR"
process = 10.8
[product]
currency = "EUR"
price    = 100
cost     = 55
[market.MA]
currency = "MAD"
[market.MA.demand]
units_per_year = 100_000
[market.MA.tariff]
ad_valorem = 0.4
specific   = 1.3
levies     = { stamp = 0.0025, port = { rate = 0.01, base = "customs_value_and_duty" } }
vat        = 0.2
[market.MA.logistics]
freight   = { value = 70, currency = "MAD" }
insurance = 0.01
carriage  = 1.7
inland    = 0.9
[market.MA.channel.wholesale]
kind          = "distributor"
ceiling_share = 0.05
markups       = { importer = 0.25, retailer = 0.1 }
[market.MA.channel.retail]
kind            = "distributor"
ceiling_share   = 0.05
margin_on_price = 0.3
)";

TEST(Ladders, CertainNumbersAreThoseOfExplain) {
  for (const std::string& term : kTerms) {
    const scenario::Scenario scenario = read({with_term(term)}, kCertain);
    const auto ladders = ladders_of(scenario, 300);
    ASSERT_EQ(ladders.size(), 2u);
    for (const scenario::Channel& channel : scenario.markets[0].channels) {
      const scenario::CentralLadder at =
          scenario::central_ladder(scenario, scenario.markets[0], channel);
      const Ladder& ladder = of(ladders, "MA", channel.name);
      const std::map<std::string, double> expected = {{"ex-works value", at.price - at.borne},
                                                      {"carriage to the port", at.carriage},
                                                      {"freight", at.freight},
                                                      {"customs value", at.customs_value},
                                                      {"duty", at.ad_valorem * at.customs_value},
                                                      {"charges by the unit", at.amounts},
                                                      {"landed cost", at.landed},
                                                      {"trade margins", at.trade - at.landed},
                                                      {"VAT", at.shelf - at.trade},
                                                      {"shelf price", at.shelf}};
      for (const auto& [name, value] : expected) {
        const Spread& spread = step(ladder, name).amount;
        EXPECT_DOUBLE_EQ(spread.mean.value, value) << term << " " << name;
        EXPECT_EQ(spread.mean.error, 0) << term << " " << name;
        EXPECT_EQ(spread.p5, spread.p95) << term << " " << name;
      }
    }
  }
}

// What `explain` says at central values lies within nine paths of ten; a distributor that could
// sell at once is shown in the first period, in which rates and prices stand where they start.
TEST(Ladders, HoldWhatExplainSaysAtCentralValues) {
  const scenario::Scenario scenario = read({"market.MA.enter=2026-03-01", "product.escalation=0"});
  for (const Ladder& ladder : ladders_of(scenario, 1000)) {
    const bool is_first = ladder.market == "MA";
    const scenario::Market& market = scenario.markets[is_first ? 0 : 1];
    const scenario::Channel& channel =
        market.channels[ladder.channel == market.channels[0].name ? 0 : 1];
    const scenario::CentralLadder at = scenario::central_ladder(scenario, market, channel);
    for (const auto& [name, value] : {std::pair{"customs value", at.customs_value},
                                      {"landed cost", at.landed},
                                      {"shelf price", at.shelf}}) {
      const Spread& spread = step(ladder, name).total;
      EXPECT_GT(value, spread.p5) << ladder.market << " " << name;
      EXPECT_LT(value, spread.p95) << ladder.market << " " << name;
    }
  }
}

// Of two channels of a market one may open later, and has no landed cost yet.
TEST(Ladders, AreThoseThatReplayShows) {
  const scenario::Scenario scenario = read();
  const Trace trace = replay(scenario, 0);
  int compared = 0;
  for (const Ladder& ladder : ladders_of(scenario, 1))
    for (const Table& table : trace.tables) {
      if (table.title != ladder.market + "." + ladder.channel) continue;
      for (const auto& row : table.rows) {
        if (row[0].text != ladder.period || !row[3].is_number) continue;
        EXPECT_EQ(row[3].number, step(ladder, "landed cost").total.p5);
        ++compared;
      }
    }
  EXPECT_GE(compared, 2);
}

TEST(Ladders, StandInTheFirstPeriodOfSales) {
  const auto period = [](const std::vector<std::string>& overrides) {
    return of(ladders_of(read(overrides, kCertain), 10), "MA", "retail").period;
  };
  EXPECT_EQ(period({}), "2026-03");
  EXPECT_EQ(period({"market.MA.enter=2026-07-01"}), "2026-07");
  EXPECT_EQ(period({"market.MA.enter=2026-07-01", "market.MA.access.registration_months=3"}),
            "2026-10");
  EXPECT_TRUE(ladders_of(read({"market.MA.enter=2031-01-01"}, kCertain), 10).empty());
}

// Duties that have changed by then, prices that have risen: what the market will see.
TEST(Ladders, ShowWhatHasHappenedByThen) {
  const std::vector<std::string> later = {
      "market.MA.enter=2026-09-01", "product.escalation=0.12",
      "market.MA.tariff.change.agreement={ad_valorem=0.1, starts=2026-08-01}"};
  const Ladder ladder = of(ladders_of(read(later, kCertain), 10), "MA", "retail");
  const double value = step(ladder, "customs value").total.mean.value;
  EXPECT_NEAR(step(ladder, "price").total.mean.value, 100 * std::exp(0.12 * 0.5), 1e-9);
  EXPECT_NEAR(step(ladder, "duty").amount.mean.value, 0.1 * value, 1e-9);
}

// Looking costs the paths nothing: they come out as they did.
TEST(Ladders, ChangeNoOutcome) {
  const scenario::Scenario scenario = read();
  const summary::Summary plain = simulate(compile(scenario), 512, {});
  EXPECT_EQ(simulate(compile(scenario, {.shown_ladders = true}), 512, {}), plain);
}

// The mean of the first so many paths that a run keeps is that of the values it hands out.
TEST(Convergence, IsThatOfTheDraws) {
  for (const char* sampler : {"independent", "sobol", "antithetic", "latin-hypercube"}) {
    const Plan plan = compile(
        read({std::string("simulation.sampler='") + sampler + "'", "simulation.paths=1300"}));
    std::size_t npv = plan.drivers.size();
    while (plan.metrics[npv - plan.drivers.size()].name != "npv") ++npv;
    std::vector<double> values;
    const auto keep = [&](std::uint64_t, int count, const std::vector<const double*>& rows) {
      values.insert(values.end(), rows[npv], rows[npv] + count);
    };
    const summary::Summary one = simulate(plan, 1300, {.threads = 1, .draws = keep});
    EXPECT_EQ(simulate(plan, 1300, {.threads = 4}), one) << sampler;
    ASSERT_EQ(one.convergence.size(), 4u);
    for (const summary::Checkpoint& point : one.convergence) {
      double sum = 0;
      for (std::uint64_t path = 0; path < point.paths; ++path) sum += values[path];
      const double mean = sum / static_cast<double>(point.paths);
      EXPECT_NEAR(point.mean.value, mean, 1e-9 * std::fabs(mean)) << sampler;
    }
    EXPECT_EQ(one.convergence.back().mean, one.metrics[npv - plan.drivers.size()].mean) << sampler;
    if (std::string(sampler) == "latin-hypercube") continue;
    GrowingRun growing({&plan}, 1300, {.threads = 2});
    growing.grow_to(768);
    EXPECT_EQ(growing.grow_to(1300).summaries.front().convergence, one.convergence) << sampler;
  }
}

}  // namespace
}  // namespace landfall::simulate
