// What was written as JSON and read back gives the same reports; anything else is refused with its
// place, whatever was done to the file.
#include "reports/read_json.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "reports/reports.hpp"
#include "simulate/two_markets.hpp"
#include "study/compare.hpp"
#include "study/study.hpp"
#include "support/generator.hpp"
#include "tests/reports/made_up.hpp"

namespace landfall::reports {
namespace {

/// Every report of it, by its form.
std::vector<std::pair<const char*, std::string>> reports_of(const simulate::Result& result) {
  return {{"text", text_report(result, {})},
          {"markdown", markdown_report(result)},
          {"page", html_report(result)},
          {"CSV", csv_report(result)},
          {"JSON", json_report(result)}};
}
std::vector<std::pair<const char*, std::string>> reports_of(
    const simulate::Comparison& comparison) {
  return {{"text", comparison_text(comparison, {})},
          {"markdown", comparison_markdown(comparison)},
          {"page", comparison_html(comparison)},
          {"CSV", comparison_csv(comparison)},
          {"JSON", comparison_json(comparison)}};
}

std::string json_of(const simulate::Result& result) {
  return json_report(result);
}
std::string json_of(const simulate::Comparison& comparison) {
  return comparison_json(comparison);
}

template <class Of>
void expect_read_back(const Of& of) {
  const Outcome outcome = read_json({"of.json", json_of(of)});
  ASSERT_TRUE(std::holds_alternative<Of>(outcome));
  const auto before = reports_of(of), after = reports_of(std::get<Of>(outcome));
  for (std::size_t i = 0; i < before.size(); ++i)
    EXPECT_EQ(before[i].second, after[i].second) << before[i].first;
}

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// With a part of every kind that a result may have.
simulate::Result everything() {
  simulate::Result result = test::sardines();
  simulate::Provenance& provenance = result.provenance;
  provenance.seed = std::numeric_limits<std::uint64_t>::max();
  provenance.strategy = "staged";
  provenance.products = {"tuna", "sardines"};
  provenance.product_names = {"Tuna", "Sardines, \"whole\""};
  provenance.data = {{"prices.csv", "00ff"}};
  summary::MetricSummary& payback = result.summary.metrics[3];
  payback.percentiles[5].estimate.high = kInfinity;
  payback.mean = {};
  payback.mean.missing = "some paths never reach it";
  result.summary.metrics[1].mean.error = kInfinity;
  result.summary.metrics[2].examples = {{17, -9e5}, {4, 1.25e5}, {99'999, 2.5e6}};
  result.summary.metrics[2].resolution = 0x1p-14;
  summary::MetricSummary& share = result.summary.metrics[5];
  share.absent = 3;
  share.absent_share = {3e-5, 1.7e-5, ""};
  share.mean = share.sd = share.skewness = {.missing = "some paths have no value"};
  result.dependence = {
      {.name = "prices", .measure = "kendall", .student_df = 4.5, .repaired = true, .paths = 4096},
      {.name = "rates", .measure = "pearson", .of_processes = true, .trials = 64, .paths = 64}};
  for (simulate::GroupDependence& group : result.dependence)
    group.pairs = {{"product.price", "product.cost", 0.5, 0.25, {0.249, 0.01}},
                   {"a", "b", -1, -1, {.missing = "a constant has no correlation"}}};
  result.stopping = simulate::Stopping{.min_paths = 1024, .max_paths = 100'000};
  result.stopping->stages = {1024, 65'536, 100'000};
  result.stopping->goals = {
      {"npv.mean", "npv", "mean", "EUR", 1000, false, 131'000, 1356, "", false, 230'000},
      {"npv.p5", "npv", "p5", "EUR", 0.01, true, -5e5, 8100, "", false, {}},
      {"payback_months.mean",
       "payback_months",
       "mean",
       "months",
       1,
       false,
       0,
       0,
       "none",
       false,
       {}}};
  simulate::Drivers drivers{.paths = 8192, .tried = 3, .mean = {131'000, 4'700, ""}, .told = {}};
  summary::Effect effect;
  effect.rank_correlation = {-0.4, 0.01, ""};
  effect.low = {{300'000, 9'000, ""}, 12, 0.3};
  effect.high = {{40'000, 12'000, ""}, kInfinity, 0.7};
  effect.has_two_values = true;
  drivers.told.push_back({"market.MA.access", simulate::Seen::opens, "months", effect});
  result.drivers = std::move(drivers);
  return result;
}

/// Three strategies on real paths, as if they were those of a study.
simulate::Comparison strategies() {
  const std::string text = test::kTwoMarkets + R"(
[strategy.both]
title = "Both at once"
[strategy.duty_free.set]
market.MA.tariff.ad_valorem = 0
[strategy.staged.enter.MA]
[strategy.staged.enter.TN]
when = { metric = "revenue.MA", window_months = 6, above = 40_000 }
)";
  const scenario::Scenario scenario =
      scenario::read_scenario("two.toml", text, {"simulation.paths=300"});
  simulate::Comparison comparison = study::compare(study::ways_of(scenario), {.threads = 1});
  for (simulate::Way& way : comparison.ways) way.result.provenance.version = "0.1.0";
  return comparison;
}

simulate::Comparison as_study() {
  simulate::Comparison comparison = strategies();
  comparison.stopping = everything().stopping;
  comparison.study = simulate::Study{
      "ways.toml", "0123", "Which way?", {"npv", "revenue"}, {"simulation.paths=300"}, {}};
  std::vector<summary::Estimate> means;
  for (const simulate::Way& way : comparison.ways)
    means.push_back(way.result.summary.metrics.front().mean);
  means.back() = {.missing = "some paths have no value"};
  comparison.study->points = {
      {"discount", "firm.discount_per_year", "0.05", means, comparison.figures.ranks.front().ranks},
      {"discount", "firm.discount_per_year", "0.2", means, {}}};
  return comparison;
}

TEST(ReadJson, GivesTheSameReportsOfAResult) {
  expect_read_back(test::sardines());
  expect_read_back(everything());
}

TEST(ReadJson, GivesTheSameReportsOfAComparison) {
  expect_read_back(strategies());
  expect_read_back(as_study());
}

// Two ways may have the same name: a file compared with itself.
TEST(ReadJson, KeepsWaysOfTheSameNameApart) {
  simulate::Comparison comparison = strategies();
  for (simulate::Way& way : comparison.ways) way.name = "same";
  expect_read_back(comparison);
}

std::string said_of(const std::string& text) {
  try {
    read_json({"of.json", text});
  } catch (const ScenarioError& error) {
    return render(error.diagnostics, error.sources);
  }
  return "";
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(ReadJson, SaysWhatIsWrongAndWhere) {
  const std::string text = json_of(everything()), ways = json_of(as_study());
  const std::vector<std::pair<std::string, std::string>> all = {
      {"", "of.json:1:1: error: this is not JSON"},
      {"[]", "of.json:1:1: error: the file is a list: an object belongs here"},
      {"{}", "of.json:1:1: error: the file has no 'schema'"},
      {"{\"schema\": \"other\"}", "the schema is 'other': this is no result of Landfall"},
      {with(text, "summary/1", "summary/2"),
       "of.json:2:13: error: 'landfall/summary/2' is a form that this version of Landfall does not "
       "know\n"},
      {with(text, "summary/1", "trace/1"), "'landfall/trace/1' is not what run or compare writes"},
      {with(text, "\"seed\"", "\"sed\""), "simulation has no 'seed'\n"},
      {with(text, "\"years\": 5", "\"years\": 5.5"),
       "scenario.years is 5.5: a whole number from 0 to 1000000 belongs here\n"},
      {with(text, "\"paths\": 100000", "\"paths\": 0"),
       "simulation.paths is 0: a number of paths belongs here"},
      {with(text, "\"paths\": 100000", "\"paths\": 1e999"), "this is not JSON"},
      {with(text, "\"paths\": 100000", "\"paths\": NaN"), "this is not JSON"},
      {with(text, "\"value\": 2214000.0", "\"value\": \"much\""),
       "metrics.revenue.mean.value is text \"much\": a number belongs here\n"},
      {with(text, "\"p1\"", "\"p1x\""), "metrics.revenue.percentiles.p1x is no percentile\n"},
      {with(text, "\"gaussian\"", "\"clayton\""),
       "correlations[1].copula is text \"clayton\": one of \"gaussian\" belongs here"},
      {with(text, "\"unsourced\": true", "\"unsourced\": false"),
       "assumptions[2].unsourced is true or false: true belongs here"},
      {with(ways, "\"better_is\": \"more\"", "\"better_is\": 1"), "differences[0].better_is is 1"},
      {std::string(100'000, '['), "more than 32 brackets are open"},
  };
  for (const auto& [changed, message] : all) {
    const std::string said = said_of(changed);
    EXPECT_NE(said.find(message), std::string::npos) << message << "\n" << said;
    EXPECT_EQ(said.find("error: ", said.find("error: ") + 1), std::string::npos) << said;
  }
}

/// Every report is made, or the text is refused with its place.
void expect_reads_or_says(const std::string& text, const std::string& what) {
  try {
    const Outcome outcome = read_json({"of.json", text});
    std::visit([](const auto& of) { reports_of(of); }, outcome);
  } catch (const ScenarioError& error) {
    ASSERT_EQ(error.diagnostics.size(), 1U) << what;
    EXPECT_GE(error.diagnostics.front().place.line, 1) << what;
  } catch (const std::exception& error) {
    ADD_FAILURE() << what << ": " << error.what();
  }
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end + 1 - at));
    at = end + 1;
  }
  return lines;
}

/// A line of the text, changed in one of several ways.
std::string mutated(const std::string& line, test::Generator& draw) {
  static const std::vector<std::string> values = {"null",
                                                  "-1",
                                                  "0",
                                                  "1e308",
                                                  "-1e308",
                                                  "1e-308",
                                                  "\"x\"",
                                                  "[]",
                                                  "{}",
                                                  "true",
                                                  "18446744073709551615",
                                                  "\"\"",
                                                  "7"};
  const std::size_t colon = line.find("\": "), bracket = line.find_last_of("[{");
  const std::size_t from = colon == std::string::npos ? line.find_first_not_of(' ') : colon + 3;
  switch (draw.word() % 8) {
    case 0:
      return "";
    case 1:
      return line + line;
    case 2:
      return line.substr(0, draw.word() % line.size());
    case 3: {
      std::string flipped = line;
      flipped[draw.word() % line.size()] = static_cast<char>(draw.word());
      return flipped;
    }
    default:
      break;
  }
  if (bracket != std::string::npos && bracket >= from) return line;
  const bool comma = line.find(",\n") != std::string::npos;
  return line.substr(0, from) + values[draw.word() % values.size()] + (comma ? ",\n" : "\n");
}

TEST(ReadJson, AnythingElseIsRefused) {
  test::Generator draw(20260917);
  constexpr int kRounds = 60;
  for (const std::string& text : {json_of(everything()), json_of(as_study())}) {
    const std::vector<std::string> lines = lines_of(text);
    for (int round = 0; round < kRounds; ++round) {
      expect_reads_or_says(text.substr(0, draw.word() % text.size()), "cut short");
      const std::size_t at = draw.word() % lines.size();
      const std::string line = mutated(lines[at], draw);
      std::string changed;
      for (std::size_t i = 0; i < lines.size(); ++i) changed += i == at ? line : lines[i];
      expect_reads_or_says(changed, "line " + std::to_string(at + 1) + ": " + line);
    }
  }
}

}  // namespace
}  // namespace landfall::reports
