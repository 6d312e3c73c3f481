// Exchange rates that jump, switch regimes, or follow a basket: laws that hold path by path.
#include <gtest/gtest.h>

#include <cmath>

#include "simulate/plot.hpp"
#include "simulate/trace.hpp"
#include "support/simulated.hpp"

namespace landfall::test {
namespace {

const std::string kHead = R"(schema = 1
[scenario]
name = "Rates"
currency = "EUR"
start = 2026-01-01
years = 3
[product]
price = 10
currency = "USD"
[market.A.demand]
units_per_year = 12_000
[market.A.channel.distributor]
kind = "distributor"
ceiling_share = 0.1
)";

const std::string kOther = R"([fx.EUR]
per = "GBP"
process = { gbm = { start = 1.2, drift = 0.01, volatility = 0.08 } }
[correlation.rates]
of = ["fx.USD", "fx.EUR"]
common = 0.7
)";

std::string dollar(const std::string& process) {
  return kHead + "[fx.USD]\nper = \"EUR\"\nprocess = " + process + "\n" + kOther;
}

const std::string kGbm = "{ gbm = { start = 1.1, drift = 0.02, volatility = 0.1 } }";

// Law: what never jumps, and what moves alike in all regimes, is a geometric Brownian motion: the
// same bits, correlated and under every sampler.
TEST(Processes, WithoutJumpsOrDifferencesTheyAreBrownian) {
  const char* same[] = {
      "{ jump_diffusion = { start = 1.1, drift = 0.02, volatility = 0.1, jumps_per_year = 0, "
      "jump_mean = 0.3, jump_sd = 0.2 } }",
      "{ regime = { start = 1.1, states = { a = { drift = 0.02, volatility = 0.1, stay_years = 1 "
      "}, "
      "b = { drift = 0.02, volatility = 0.1, stay_years = 0.3 } } } }"};
  for (const std::string sampler : {"independent", "antithetic", "latin-hypercube"})
    for (const char* process : same) {
      const std::vector<std::string> set = {"simulation.sampler='" + sampler + "'"};
      EXPECT_TRUE(same_bits(rows_of(dollar(kGbm), set), rows_of(dollar(process), set), 40))
          << process << sampler;
    }
}

// Law: a process added to the file changes no draw of what was there.
TEST(Processes, AddedOnesChangeNoOther) {
  const Rows before = rows_of(dollar(kGbm));
  const Rows after = rows_of(
      dollar(kGbm) +
      "[fx.EGP]\nper = \"EUR\"\nprocess = { jump_diffusion = { start = 50, drift = 0, volatility = "
      "0.1, jumps_per_year = 1, jump_mean = 0.3, jump_sd = 0.2 } }\n[fx.LYD]\nper = "
      "\"EUR\"\nprocess "
      "= { regime = { start = 5, states = { a = { drift = 0, volatility = 0.1, stay_years = 1 }, b "
      "= "
      "{ drift = 0.2, volatility = 0.4, stay_years = 0.3 } } } }\n");
  EXPECT_TRUE(same_bits(before, after, 40));
}

TEST(Processes, TheOrderOfRegimesInTheFileDoesNotMatter) {
  const std::string a = "a = { drift = 0, volatility = 0.1, stay_years = 1 }";
  const std::string b = "b = { drift = 0.5, volatility = 0.4, stay_years = 0.3 }";
  EXPECT_TRUE(same_bits(
      rows_of(dollar("{ regime = { start = 1.1, states = { " + a + ", " + b + " } } }")),
      rows_of(dollar("{ regime = { start = 1.1, states = { " + b + ", " + a + " } } }")), 40));
}

std::string dirham(const std::string& within, const std::string& at_band) {
  return kHead + R"([fx.USD]
per = "EUR"
process = { gbm = { start = 1.1, drift = 0, volatility = 0.5 } }
[fx.MAD]
per = "USD"
[fx.MAD.process.basket]
weights = { EUR = 0.6, USD = 0.4 }
parity = { EUR = 11, USD = 10 }
band = 0.05
at_band = ")" +
         at_band + "\"\nwithin = " + within + "\n";
}

/// Logarithms of the processes on one path: [periods][series].
std::vector<double> series_of(const simulate::Plan& plan, simulate::Block& block, int lane,
                              std::uint64_t first_path) {
  const auto periods = static_cast<std::size_t>(plan.kernel.periods);
  std::vector<double> firm(periods * simulate::kTraceFirm),
      markets(periods * plan.markets.size() * simulate::kTraceMarket),
      channels(periods * plan.markets.size() * simulate::kTraceChannel),
      series(periods * plan.series.size() * simulate::kTraceSeries), out;
  simulate::TraceSink sink{lane, firm.data(), markets.data(), channels.data(), series.data()};
  block.trace(&sink);
  block.run(first_path);
  block.trace(nullptr);
  for (std::size_t i = 0; i < series.size(); i += simulate::kTraceSeries) out.push_back(series[i]);
  return out;
}

// Law: on every path and date the dirham stands within 5 % of its basket, and dirhams for a euro
// are dollars for a euro times dirhams for a dollar: what a price in dirham is converted at.
TEST(Processes, ABasketKeepsItsBandAndItsCrossRates) {
  for (const char* within :
       {"{ gbm = { start = 1, drift = 0, volatility = 10 } }",
        "{ mean_reverting = { start = 1.05, level = 0.95, speed = 3, volatility "
        "= 9 } }",
        "{ gbm = { start = 0.95, drift = 0, volatility = 0.02 } }", "0.97"})
    for (const char* at_band : {"reflect", "clamp"})
      for (const char* sampler : {"independent", "antithetic", "sobol"}) {
        const auto plan = simulate::compile(
            scenario::read_scenario(
                "test.toml", dirham(within, at_band),
                {"product.currency='MAD'", std::string("simulation.sampler='") + sampler + "'"}),
            {.moving_ladder = true, .cash = true});
        const std::size_t width = plan.series.size();
        ASSERT_GE(width, 3u);
        simulate::Block block(plan, simulate::choose_kernels());
        double lowest = 2, highest = 0;
        for (int lane = 0; lane < 32; ++lane) {
          const std::vector<double> logs = series_of(plan, block, lane, 1024);
          for (std::size_t period = 0; period < 36; ++period) {
            const double usd = std::exp(logs[period * width]);
            const double mad = std::exp(logs[period * width + width - 1]);
            const double parity = 1 / (0.4 / 10 + 0.6 * usd / 11);
            lowest = std::min(lowest, mad / parity);
            highest = std::max(highest, mad / parity);
            const double revenue =
                block.row(plan.kernel.revenue_by_period + static_cast<int>(period))[lane];
            EXPECT_NEAR(revenue * usd * mad, 1000, 1e-9);
          }
        }
        EXPECT_GE(lowest, 0.95 - 1e-12) << within << at_band;
        EXPECT_LE(highest, 1.05 + 1e-12) << within << at_band;
      }
}

// By hand: EURUSD +10 % is USDMAD -5.660377 % and EURMAD +3.773585 %.
TEST(Processes, ABasketMovesAsItsWeightsSay) {
  const Rows rows = rows_of(dirham("1", "reflect"),
                            {"fx.USD.process={ fixed = { 2026 = 1.1, 2027 = 1.21, 2028 = 1.21 } }",
                             "product.currency='MAD'"});
  const double before = 1000 / rows.at("revenue@2026-01")[3];
  const double after = 1000 / rows.at("revenue@2027-01")[3];
  EXPECT_NEAR(before, 11, 1e-12);
  EXPECT_NEAR(after / before - 1, 0.03773585, 5e-9);
  EXPECT_NEAR(after / 1.21 / (before / 1.1) - 1, -0.05660377, 5e-9);
}

TEST(Processes, APlotOfOneWithoutAClosedFormIsSimulated) {
  const auto scenario = scenario::read_scenario(
      "test.toml", dollar("{ jump_diffusion = { start = 1.1, drift = 0.02, volatility = 0.1, "
                          "jumps_per_year = 0, jump_mean = 0.3, jump_sd = 0.2 } }"));
  const simulate::Plot plot =
      simulate::plot_of(scenario, scenario::find_number(scenario, "fx.USD.process"));
  ASSERT_EQ(plot.fan.size(), 36u);
  const double log_mean = std::log(1.1) + 3 * (0.02 - 0.005), sd = 0.1 * std::sqrt(3.0);
  const auto& last = plot.fan.back().percentiles;
  EXPECT_NEAR(last[0].estimate.value, std::exp(log_mean - 1.645 * sd), 0.02);
  EXPECT_NEAR(last[2].estimate.value, std::exp(log_mean), 0.015);
  EXPECT_NEAR(last[4].estimate.value, std::exp(log_mean + 1.645 * sd), 0.03);
  EXPECT_EQ(plot.remarks.at(0), "From 8 192 simulated paths.");
}

}  // namespace
}  // namespace landfall::test
