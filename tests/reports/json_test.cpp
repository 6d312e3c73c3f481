#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "reports/reports.hpp"
#include "tests/reports/golden.hpp"
#include "tests/reports/made_up.hpp"

namespace landfall::reports {
namespace {

using Json = nlohmann::ordered_json;

/// One metric with a number of each kind.
simulate::Result small() {
  simulate::Result result;
  result.provenance = test::sardines().provenance;
  summary::MetricSummary metric;
  metric.name = "payback_months";
  metric.unit = "months";
  metric.paths = 1000;
  metric.absent = 100;
  metric.absent_is_never = true;
  metric.absent_share = {0.1, 0.0095, ""};
  metric.mean.missing = metric.sd.missing = metric.skewness.missing = "some paths never reach it";
  metric.percentiles = {{5, {23, 22, 24, ""}},
                        {90, {58, 55, std::numeric_limits<double>::infinity(), ""}},
                        {95, {0, 0, 0, "some paths never reach it"}}};
  metric.expected_shortfall = {61.5, 0.25, ""};
  metric.tail = summary::Tail::upper;
  metric.probability_above = {{24, {0.875, 0.0105, ""}}};
  metric.bars = {{20, 40, 600}, {40, 60, 300}};
  metric.resolution = 0.0001;
  result.summary.paths = 1000;
  result.summary.metrics = {metric};
  summary::FanEntry year;
  year.label = "2026-01 to 2026-12";
  year.mean = {-0.0, 0.5, ""};
  year.percentiles = {{50, {1e21, 0.1, 0.30000000000000004, ""}}};
  result.summary.revenue_by_year.push_back(year);
  result.assumptions = test::sardines().assumptions;
  result.warnings = {"a \"quoted\" warning"};
  return result;
}

TEST(JsonReport, IsAsWritten) {
  test::expect_golden("small.json", json_report(small()));
}

TEST(JsonReport, ParsesBackWithEveryKey) {
  const std::string text = json_report(test::sardines());
  EXPECT_EQ(text.back(), '\n');
  const Json json = Json::parse(text);
  EXPECT_EQ(json["schema"], "landfall/summary/1");
  for (const char* key : {"scenario", "simulation", "metrics", "series", "assumptions", "warnings"})
    EXPECT_TRUE(json.contains(key)) << key;
  for (const char* key : {"name", "sector", "currency", "file", "file_sha256", "overrides"})
    EXPECT_TRUE(json["scenario"].contains(key)) << key;
  const simulate::Result result = test::sardines();
  ASSERT_EQ(json["metrics"].size(), result.summary.metrics.size());
  std::size_t i = 0;
  for (const auto& [name, metric] : json["metrics"].items()) {
    EXPECT_EQ(name, result.summary.metrics[i++].name);  // in the order given
    for (const char* key : {"unit", "mean", "sd", "skewness", "percentiles", "expected_shortfall",
                            "probability_above", "histogram"})
      EXPECT_TRUE(metric.contains(key)) << name << " " << key;
    for (const char* level : {"p1", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p99"})
      EXPECT_TRUE(metric["percentiles"].contains(level)) << name << " " << level;
  }
  EXPECT_EQ(json["series"]["revenue"]["by_year"].size(), 5u);
  EXPECT_EQ(json["metrics"]["npv"]["mean"]["error"].get<double>(),
            result.summary.metrics[2].mean.error);  // to the last bit
  EXPECT_TRUE(json["assumptions"][2]["unsourced"].get<bool>());
}

// Threads, times and machines are no part of a result: two runs give the same bytes.
TEST(JsonReport, OfTheSameResultIsTheSameBytes) {
  EXPECT_EQ(json_report(test::sardines()), json_report(test::sardines()));
}

TEST(JsonReport, TakesHostileNames) {
  simulate::Result result = small();
  result.provenance.name = "\x1b[31m\"</script>\xff\xfe";
  result.provenance.market_names = {"تونس\n|=1+1"};
  result.provenance.file = "\xc3(.toml";
  const Json json = Json::parse(json_report(result));
  EXPECT_EQ(json["scenario"]["name"], "\x1b[31m\"</script>\uFFFD\uFFFD");
  EXPECT_EQ(json["scenario"]["markets"][0]["name"], "تونس\n|=1+1");
}

// JSON has no NaN; null would hide a bug of ours.
TEST(JsonReport, RefusesNumbersThatAreNone) {
  simulate::Result result = small();
  result.summary.metrics[0].expected_shortfall.value = std::numeric_limits<double>::quiet_NaN();
  EXPECT_THROW(json_report(result), std::logic_error);
}

TEST(ExplanationJson, HasTablesAndRegister) {
  const Json json = Json::parse(explanation_json(test::sardines_explained()));
  EXPECT_EQ(json["schema"], "landfall/explanation/1");
  EXPECT_EQ(json["tables"][0]["rows"][0][1], 5.1);
  EXPECT_EQ(json["tables"][0]["columns"][1]["unit"], "EUR/kg");
  EXPECT_EQ(json["assumptions"].size(), 3u);
}

TEST(TraceJson, HasEveryCell) {
  const Json json = Json::parse(trace_json(test::sardines_traced()));
  EXPECT_EQ(json["schema"], "landfall/trace/1");
  EXPECT_EQ(json["path"], 17);
  EXPECT_EQ(json["tables"][0]["rows"].size(), 3u);
  EXPECT_EQ(json["tables"][0]["rows"][2].size(), 12u);
  EXPECT_EQ(json["outcomes"]["rows"][1][1], "never");
}

}  // namespace
}  // namespace landfall::reports
