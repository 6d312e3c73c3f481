// SIPs as values of a scenario, and outcomes as SIPs.
#include <gtest/gtest.h>

#include <cmath>

#include "random/sip.hpp"
#include "reports/sipmath.hpp"
#include "scenario/sip_library.hpp"
#include "simulate/run.hpp"
#include "simulate/sip_outcomes.hpp"
#include "support/folder.hpp"
#include "support/simulated.hpp"

namespace landfall::simulate {
namespace {

/// Accounts and Fulfillment of the schema's published example, and trials of our own.
const char* const kLibrary = R"({
  "name": "Example", "objectType": "sipModel", "libraryType": "SIPmath_3_0",
  "globalVariables": [{"name": "m", "value": {
    "columns": ["A", "P", "O", "F"], "rows": ["A", "P", "O", "F"],
    "matrix": [{"row": "F", "col": "P", "value": 0.75}, {"row": "A", "col": "A", "value": 1}]}}],
  "U01": {
    "rng": [
      {"name": "HDR4", "function": "HDR_2_0",
       "arguments": {"counter": "PM_Index", "entity": 9039920, "varId": 4, "seed3": 0, "seed4": 0}},
      {"name": "HDR5", "function": "HDR_2_0",
       "arguments": {"counter": "PM_Index", "entity": 9039920, "varId": 5, "seed3": 0, "seed4": 0}},
      {"name": "HDR6", "function": "HDR_2_0",
       "arguments": {"counter": "PM_Index", "entity": 9039920, "varId": 6, "seed3": 0, "seed4": 0}},
      {"name": "HDR7", "function": "HDR_2_0",
       "arguments": {"counter": "PM_Index", "entity": 9039920, "varId": 7, "seed3": 0, "seed4": 0}},
      {"name": "index", "function": "Index", "arguments": {"counter": "PM_Index"}}],
    "copula": [{"name": "Gaussian", "function": "GaussianCopula",
      "arguments": {"correlationMatrix": {"type": "globalVariables", "value": "m"},
                    "rng": ["HDR4", "HDR5", "HDR6", "HDR7"]},
      "copulaLayer": ["cl1", "cl2", "cl3", "cl4"]}]},
  "sips": [
    {"name": "Accounts", "ref": {"source": "copula", "name": "Gaussian", "copulaLayer": "cl1"},
     "function": "Metalog_1_0", "arguments": {
       "aCoefficients": [9.872717622, 1.678242357, 2.54967822, 3.535388319, -13.40905029]}},
    {"name": "Fulfillment", "ref": {"source": "copula", "name": "Gaussian", "copulaLayer": "cl4"},
     "function": "Metalog_1_0", "arguments": {
       "aCoefficients": [8.93145879, 3.863446641, 6.494528709, -8.804090192, -25.50440804]}},
    {"name": "Three", "ref": {"source": "rng", "name": "index"},
     "function": "SIP_Array", "arguments": {"type": "array", "value": [3, 1.5, 4]}}]
})";

class Sips : public ::testing::Test {
 protected:
  Sips() { folder_.write("library.json", kLibrary); }

  scenario::Scenario read(const std::vector<std::string>& overrides = {}) const {
    return scenario::read_scenario(folder_ / "s.toml", R"(
schema = 1
[scenario]
name = "SIPs"
currency = "EUR"
start = 2026-01-01
years = 2
step = "year"
[product]
price = { normal = [8, 0.5] }
cost = 3
[shared]
orders = { sip = { file = "library.json", name = "Fulfillment" } }
twice = { from = "shared.orders", times = 2 }
accounts = { sip = { file = "library.json", name = "Accounts" } }
[market.A]
[market.A.demand]
units_per_year = { sip = { file = "library.json", name = "Three" } }
[market.A.channel.distributor]
kind = "distributor"
ceiling_share = 0.5
)",
                                   overrides);
  }
  const test::Folder folder_;
};

// By hand: the trials that the published example prints, path 0 for trial 1.
TEST_F(Sips, PathsTakeTheTrialsOfTheLibraryInTheirOrder) {
  const test::Rows rows = test::rows_of(compile(read()), {0, 1});
  const std::vector<double> orders = {6.7522436646553, 11.4933053690752, 5.97047076730257};
  const std::vector<double> accounts = {5.91064824323855, 3.99951401423695, 3.61593085127843};
  const std::vector<double> units = {3, 1.5, 4, 3};
  for (std::size_t path = 0; path < 3; ++path) {
    EXPECT_NEAR(rows.at("shared.orders")[path], orders[path], 1e-8);
    EXPECT_NEAR(rows.at("shared.accounts")[path], accounts[path], 1e-8);
  }
  for (std::size_t path = 0; path < 4; ++path) {
    EXPECT_EQ(rows.at("market.A.demand.units_per_year")[path], units[path]);
    EXPECT_NEAR(rows.at("revenue")[path], units[path] * rows.at("product.price")[path], 1e-9);
  }
}

TEST_F(Sips, TrialsDependNeitherOnTheSeedNorOnTheBlocks) {
  const test::Rows rows = test::rows_of(compile(read()), {0, 1});
  const test::Rows other = test::rows_of(compile(read({"simulation.seed=99"})), {1});
  EXPECT_NE(rows.at("product.price")[kLanes], other.at("product.price")[0]);
  const scenario::Scenario scenario = read();
  const auto id = scenario::find_number(scenario, "shared.orders");
  const std::vector<double> trials = random::sip_trials(scenario.number(id).sip(), 1, 2 * kLanes);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    EXPECT_EQ(rows.at("shared.orders")[lane], trials[lane]);
    EXPECT_EQ(other.at("shared.orders")[lane], trials[kLanes + lane]);
  }
}

TEST_F(Sips, AReportNamesTheLibraryAndSaysWhereTrialsRunOut) {
  const scenario::Scenario scenario = read();
  const Provenance provenance = provenance_of(scenario);
  ASSERT_EQ(provenance.data.size(), 1U);
  EXPECT_EQ(provenance.data[0].file, folder_ / "library.json");
  const std::vector<Warning> warnings = warnings_of(scenario);
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].text().find("market.A.demand.units_per_year has 3 trials for 100000 paths"),
            0U);
}

OutcomeTrials outcomes_of(std::size_t paths) {
  OutcomeTrials outcomes;
  for (const char* name : {"revenue", "npv", "payback_months", "revenue.year_1"})
    outcomes.metrics.push_back({.name = name});
  outcomes.values.resize(4);
  for (std::size_t path = 0; path < paths; ++path) {
    double u[2], v[2];
    random::hdr_row({1, 2, 3, 4}, path + 1, u, v, 1);
    random::hdr_row({2, 2, 3, 4}, path + 1, u + 1, v + 1, 1);
    const double z = maths::normal_quantile(u[0], v[0]), w = maths::normal_quantile(u[1], v[1]);
    outcomes.values[0].push_back(maths::exp(10 + 0.5 * z));
    outcomes.values[1].push_back(100 * (0.6 * z + 0.8 * w));
    outcomes.values[2].push_back(u[1] < 0.25 ? std::numeric_limits<double>::infinity() : 12 * u[1]);
    outcomes.values[3].push_back(7);
  }
  return outcomes;
}

scenario::SipLibrary read_back(const std::string& text) {
  std::vector<Diagnostic> diagnostics;
  const SourceText json{"out.json", text};
  const auto library = scenario::parse_sip_library(json, 0, diagnostics);
  EXPECT_EQ(render(diagnostics, {json}), "");
  return library.value_or(scenario::SipLibrary{});
}

TEST(SipOutcomes, WritingReadingAndWritingAgainGivesTheSameBytes) {
  const OutcomeTrials outcomes = outcomes_of(2000);
  for (const SipOutcomes& sips :
       {fitted_sips(outcomes, "S", "test"), stored_sips(outcomes, "S", "test")}) {
    const std::string text = reports::sipmath_json(sips.library);
    EXPECT_EQ(reports::sipmath_json(read_back(text)), text);
    EXPECT_EQ(text.find("null"), std::string::npos);
  }
}

// Law: an array that is written and read has the trials that were written.
TEST(SipOutcomes, StoredTrialsComeBack) {
  const OutcomeTrials outcomes = outcomes_of(1000);
  const SipOutcomes sips = stored_sips(outcomes, "S", "test");
  EXPECT_EQ(sips.left_out, (std::vector<std::string>{"payback_months"}));
  const SourceText json{"out.json", reports::sipmath_json(sips.library)};
  std::vector<Diagnostic> diagnostics;
  const auto revenue = scenario::parse_sip(json, 0, "revenue", {}, diagnostics);
  ASSERT_TRUE(revenue);
  EXPECT_EQ(random::sip_trials(*revenue, 1, 1000), outcomes.values[0]);
}

// Claim: the library's trials have the distribution and the correlation of the outcomes.
// A lognormal and a normal with correlation 0.6, 20 000 paths: their metalogs lie within 0.01 of
// the distribution functions, that of a uniform from 3 to 12, whose sharp ends no metalog has,
// within 0.02. A correlation of n = 20 000 errs by (1 - 0.36) / sqrt(n) = 0.0045, twice (outcomes,
// trials), so that 0.032 is five of both. Power: without the copula it is 0.6 off.
TEST(SipOutcomes, TrialsHaveTheLawsAndTheCorrelationOfTheOutcomes) {
  const OutcomeTrials outcomes = outcomes_of(20000);
  const SipOutcomes sips = fitted_sips(outcomes, "S", "test");
  EXPECT_TRUE(sips.left_out.empty());
  const SourceText json{"out.json", reports::sipmath_json(sips.library)};
  std::vector<Diagnostic> diagnostics;
  std::vector<std::vector<double>> trials;
  for (const char* name : {"revenue", "npv", "revenue.year_1", "payback_months"}) {
    const auto sip = scenario::parse_sip(json, 0, name, {}, diagnostics);
    ASSERT_TRUE(sip) << render(diagnostics, {json});
    trials.push_back(random::sip_trials(*sip, 1, 20000));
  }
  double both = 0, first = 0, second = 0;
  int below = 0, cheap = 0;
  for (std::size_t i = 0; i < 20000; ++i) {
    const double z = (std::log(trials[0][i]) - 10) / 0.5, w = trials[1][i] / 100;
    both += z * w;
    first += z * z;
    second += w * w;
    below += trials[0][i] < std::exp(10 - 0.5) ? 1 : 0;  // P(Z < -1) = 0.158655
    cheap += trials[3][i] < 7.5 ? 1 : 0;  // of those that pay back: (0.625 - 0.25) / 0.75 = 0.5
    EXPECT_EQ(trials[2][i], 7);
  }
  EXPECT_NEAR(both / std::sqrt(first * second), 0.6, 0.032);
  EXPECT_NEAR(below / 20000.0, 0.158655, 0.01 + 5 * std::sqrt(0.158655 * 0.841345 / 20000));
  EXPECT_NEAR(cheap / 20000.0, 0.5, 0.02 + 5 * std::sqrt(0.25 / 20000));
  for (const scenario::SipEntry& sip : sips.library.sips) {
    EXPECT_EQ(sip.metadata.back().first, "fit_error");
    EXPECT_LT(sip.metadata.back().second, sip.name == "payback_months" ? 0.02 : 0.01) << sip.name;
  }
}

TEST(SipOutcomes, AShareOfNeverIsSaid) {
  const SipOutcomes sips = fitted_sips(outcomes_of(20000), "S", "test");
  for (const scenario::SipEntry& sip : sips.library.sips)
    if (sip.name == "payback_months") {
      const auto& never = sip.metadata[sip.metadata.size() - 2];
      EXPECT_EQ(never.first, "never");
      EXPECT_NEAR(never.second, 0.25, 5 * std::sqrt(0.25 * 0.75 / 20000));
    }
}

// Law: no trial runs away. A third of the values are 0, the others a lognormal of sigma 2: bounded
// below alone, it would reach more than a hundred times the largest value (e^12.5 against e^7.3).
TEST(SipOutcomes, NoTrialLiesFarBeyondWhatWasSimulated) {
  OutcomeTrials outcomes{.metrics = {{.name = "revenue"}}, .values = {{}}};
  for (std::uint64_t path = 0; path < 5000; ++path) {
    double u = 0, v = 0;
    random::hdr_row({7, 7, 0, 0}, path + 1, &u, &v, 1);
    const double z = maths::normal_quantile(u, v);
    outcomes.values[0].push_back(u < 1.0 / 3 ? 0 : maths::exp(2 * z));
  }
  const SipOutcomes sips = fitted_sips(outcomes, "S", "test");
  ASSERT_EQ(sips.library.sips.size(), 1U);
  const scenario::SipEntry& sip = sips.library.sips[0];
  const double most = *std::max_element(outcomes.values[0].begin(), outcomes.values[0].end());
  const random::Support all =
      random::sip_support({.streams = {{1, 1, 0, 0}}, .metalog = sip.metalog});
  EXPECT_GE(all.low, 0);
  EXPECT_GT(all.high, 0.1 * most);
  EXPECT_LE(all.high, 6 * most);
  EXPECT_LT(sip.metadata.back().second, 0.05);
}

}  // namespace
}  // namespace landfall::simulate
