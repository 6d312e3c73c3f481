#include "reports/fit.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/language.hpp"
#include "tests/reports/golden.hpp"

namespace landfall::reports {
namespace {

using random::Family;

FitReport made_up() {
  FitReport report{"prices.csv", "the \"price\"", "ab12", {}};
  random::DataFit& fit = report.fit;
  fit.count = 40;
  fit.distinct = 40;
  fit.mean = 4.5;
  fit.sd = 1.25;
  fit.low = 2;
  fit.high = 8.75;
  fit.lag_one = 0.1;
  fit.replications = 400;
  fit.seed = 1;
  fit.candidates = {
      {{{.family = Family::gamma, .a = 12.5, .b = 0.36}, 2, -60}, 124.5, {0.4, 0.31, 0.023}},
      {{{.family = Family::uniform, .a = 2, .b = 8.75}, 2, -76.4}, 157.125, {4.2, 0.0025, 0.0035}}};
  fit.left_out = {{Family::beta, "it has values between 0 and 1 only"}};
  return report;
}

TEST(FitText, ShowsTheRankingAndLinesForAScenario) {
  EXPECT_EQ(fit_text(made_up(), {.width = 80}),
            "prices.csv, column the \"price\"\n"
            "40 values from 2 to 8.75, mean 4.5, sd 1.25\n"
            "\n"
            "Families by AICc, the best first\n"
            "family   parameters                      AICc        A2     p      ± of p\n"
            "                                         above best\n"
            "─────────────────────────────────────────────────────────────────────────\n"
            "gamma    { shape = 12.5, scale = 0.36 }  0.00        0.400  0.310  0.023\n"
            "uniform  { low = 2, high = 8.75 }        32.62       4.200  0.003  0.004\n"
            "beta is left out: it has values between 0 and 1 only.\n"
            "p: how often data from the fitted family itself would fit worse\n"
            "(Anderson-Darling's A2, 400 replications, seed 1); ± is its Monte Carlo error.\n"
            "\n"
            "For a scenario, behind the key of a number:\n"
            "{ gamma = { shape = 12.5, scale = 0.36 }, source = \"prices.csv, column 'the "
            "\\\"price\\\"', n = 40, fitted by maximum likelihood\" }\n"
            "{ uniform = { low = 2, high = 8.75 }, source = \"prices.csv, column 'the "
            "\\\"price\\\"', n = 40, fitted by maximum likelihood\" }\n");
}

TEST(FitText, IsSaidInFrench) {
  const std::string english = fit_json(made_up(), "1.2.3");
  const Speaking scope(Language::french);
  EXPECT_EQ(fit_json(made_up(), "1.2.3"), english);
  test::expect_golden("french_fit.txt", fit_text(made_up(), {}));
}

TEST(FitText, WarnsOfDataThatDoNotSuit) {
  FitReport report = made_up();
  report.fit.count = 16;
  report.fit.distinct = 5;
  report.fit.all_whole = true;
  report.fit.lag_one = 0.8;
  for (random::Candidate& one : report.fit.candidates) one.goodness.p = 0.01;
  const std::string text = fit_text(report, {.width = 100, .unicode = false});
  for (const char* part :
       {"16 values are few", "only 5 of the 16 values differ", "all values are whole",
        "lag-1 autocorrelation 0.80, beyond 0.50", "rather a process", "no family fits", "+- of p"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

TEST(FitJson, HasAllDigits) {
  const auto json = nlohmann::json::parse(fit_json(made_up(), "1.2.3"));
  EXPECT_EQ(json["version"], "1.2.3");
  EXPECT_EQ(json["count"], 40);
  EXPECT_EQ(json["families"][0]["family"], "gamma");
  EXPECT_EQ(json["families"][0]["parameters"]["scale"], 0.36);
  EXPECT_EQ(json["families"][1]["aicc"], 157.125);
  EXPECT_EQ(json["left_out"][0]["family"], "beta");
}

}  // namespace
}  // namespace landfall::reports
