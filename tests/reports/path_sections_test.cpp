// What reports show of the paths themselves: how the mean settled, ladders, strategies by
// hindsight.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "base/language.hpp"
#include "reports/read_json.hpp"
#include "reports/reports.hpp"
#include "reports/section_convergence.hpp"
#include "reports/section_ladder.hpp"
#include "reports/section_strategies.hpp"
#include "tests/reports/made_up.hpp"

namespace landfall::reports {
namespace {

/// Sardines whose mean npv settled at 131 k EUR, the error halving with four times the paths.
simulate::Result settled() {
  simulate::Result result = test::sardines();
  double error = 26'800, off = 30'000;
  for (const std::uint64_t paths : {256, 1024, 4096, 16'384, 65'536, 100'000}) {
    result.summary.convergence.push_back({paths, {131'000 + off, error, ""}});
    error /= 2;
    off /= -3;
  }
  result.summary.convergence.back().mean = {131'000, 1356.1, ""};
  return result;
}

simulate::LadderStep step(const std::string& name, double adds, double total) {
  const auto spread = [](double mean) {
    return simulate::Spread{{mean, 0.001 * mean, ""}, 0.9 * mean, 1.1 * mean};
  };
  const bool is_total = adds == 0;
  return {name, is_total, spread(is_total ? total : adds), spread(total)};
}

simulate::Ladder ladder(const std::string& market, const std::string& channel) {
  return {
      .market = market,
      .product = "",
      .channel = channel,
      .currency = "EUR",
      .unit = "kg",
      .incoterm = "FCA",
      .period = "2026-04",
      .paths = 1024,
      .steps = {step("ex-works value", 5, 5), step("price", 0, 5), step("freight", 0.5, 5.5),
                step("customs value", 0, 5.5), step("duty", 2.2, 7.7), step("landed cost", 0, 7.7),
                step("trade margins", 3.3, 11), step("shelf price", 0, 11)}};
}

TEST(ConvergenceSections, SayWhetherTheMeanHasSettled) {
  const auto sections = convergence_sections(settled(), "");
  ASSERT_EQ(sections.size(), 2u);
  EXPECT_EQ(sections[0].heading,
            "From 16\u00A0384 paths on, the mean npv moved by no more than 1.1\u00A0k\u00A0EUR");
  EXPECT_EQ(sections[1].heading,
            "After 100\u00A0000 paths the mean npv is known to ± 2.7\u00A0k\u00A0EUR");
  EXPECT_EQ(sections[0].chart["kind"], "convergence");
  ASSERT_EQ(sections[0].chart["rows"].size(), 6u);
  EXPECT_EQ(sections[0].table.rows.size(), 6u);
  EXPECT_TRUE(sections[0].chart["stages"].empty());
  // 1.96 errors either side, in thousands; four times the paths, half the width.
  EXPECT_NEAR(sections[0].chart["rows"][0]["high"].get<double>(), 161 + 1.96 * 26.8, 0.01);
  EXPECT_NEAR(sections[1].chart["rows"][2]["half"].get<double>(), 1.96 * 26.8 / 4, 0.01);
  EXPECT_NEAR(sections[1].chart["rows"][2]["expected"].get<double>(), 1.96 * 26.8 / 4, 0.01);
}

TEST(ConvergenceSections, GroupsOfPathsHaveStudentsIntervals) {
  simulate::Result result = settled();
  result.summary.grouping = summary::Grouping::by_path;
  const auto sections = convergence_sections(result, "");
  EXPECT_NEAR(sections[1].chart["rows"][0]["half"].get<double>(), 2.13145 * 26.8, 0.001);
  ASSERT_EQ(sections[0].table.notes.size(), 1u);
  EXPECT_NE(sections[0].table.notes[0].find("16 groups"), std::string::npos);
}

TEST(ConvergenceSections, MarkWhereTheRunLooked) {
  simulate::Result result = settled();
  result.stopping = {.converged = true, .min_paths = 1000, .stages = {10'240, 100'000}};
  const auto sections = convergence_sections(result, "way-1-");
  EXPECT_EQ(sections[0].id, "way-1-convergence");
  EXPECT_EQ(sections[0].chart["stages"], Json({10'240, 100'000}));
  EXPECT_EQ(sections[0].table.notes[0],
            "The run looked at its results after 10\u00A0240, 100\u00A0000 paths.");
}

TEST(ConvergenceSections, NeedPathsThatDiffer) {
  EXPECT_TRUE(convergence_sections(test::sardines(), "").empty());
  simulate::Result result = settled();
  for (summary::Checkpoint& point : result.summary.convergence) point.mean.error = 0;
  EXPECT_TRUE(convergence_sections(result, "").empty());
  result = settled();
  for (std::size_t i = 2; i < 6; ++i)
    result.summary.convergence[i].mean.missing = "beyond the range of a double";
  EXPECT_TRUE(convergence_sections(result, "").empty());
}

TEST(LadderSections, SayWhatAUnitCosts) {
  simulate::Result result = test::sardines();
  result.ladders = {ladder("MA", "distributor"), ladder("MA", "retail"), ladder("TN", "retail")};
  const auto sections = ladder_sections(result, "", 6);
  ASSERT_EQ(sections.size(), 3u);
  EXPECT_EQ(sections[0].heading,
            "Morocco, distributor: one kg leaves the works at 5.00\u00A0EUR and costs "
            "11.00\u00A0EUR on the shelf");
  EXPECT_EQ(sections[0].chart["alt"],
            "What one kg costs step by step, in EUR: ex-works value +5.00; price at FCA = 5.00; "
            "freight +0.50; customs value = 5.50; duty +2.20; landed cost = 7.70; trade margins "
            "+3.30; shelf price = 11.00. At the shelf 9.90 to 12.10 in nine futures of ten.");
  const Json& rows = sections[0].chart["rows"];
  ASSERT_EQ(rows.size(), 8u);
  EXPECT_EQ(rows[4]["from"], 5.5);
  EXPECT_EQ(rows[4]["to"], 7.7);
  EXPECT_EQ(rows[7]["from"], 0);
  EXPECT_EQ(sections[0].table.rows.size(), 8u);
  EXPECT_EQ(sections[1].heading.substr(0, 7), "Tunisia");
  EXPECT_TRUE(sections[2].chart.is_null());  // the second channel of Morocco
  ASSERT_EQ(sections[2].table.rows.size(), 1u);
  EXPECT_EQ(sections[2].table.rows[0][0].text, "Morocco, retail");
}

TEST(LadderSections, DrawSixAtMost) {
  simulate::Result result = test::sardines();
  for (const char* market : {"A", "B", "C", "D", "E", "F", "G", "H"})
    result.ladders.push_back(ladder(market, "retail"));
  const auto sections = ladder_sections(result, "", kLaddersDrawn);
  ASSERT_EQ(sections.size(), 7u);
  EXPECT_EQ(sections[6].table.rows.size(), 2u);
  EXPECT_EQ(ladder_tables(result, kLaddersDrawn).size(), 7u);
}

TEST(PathSections, StandInEveryReportWithTables) {
  simulate::Result result = settled();
  result.ladders = {ladder("MA", "distributor")};
  const std::string page = html_report(result), markdown = markdown_report(result);
  for (const char* words : {"<figure id=\"convergence\">", "<figure id=\"precision\">",
                            "<figure id=\"ladder-1\">", "= landed cost"})
    EXPECT_NE(page.find(words), std::string::npos) << words;
  for (const char* words : {"## How the mean npv settled", "| 16 384 |", "| + duty |"})
    EXPECT_NE(markdown.find(words), std::string::npos) << words;
  const Json json = Json::parse(json_report(result));
  EXPECT_EQ(json["convergence"]["points"].size(), 6u);
  EXPECT_EQ(json["convergence"]["points"][5]["mean"]["value"], 131'000.0);
  EXPECT_EQ(json["ladders"][0]["steps"][1].contains("adds"), false);
  EXPECT_EQ(json["ladders"][0]["steps"][4]["adds"]["mean"]["value"], 2.2);
}

TEST(PathSections, SpeakFrench) {
  simulate::Result result = settled();
  result.ladders = {ladder("MA", "distributor")};
  const Speaking speaking(Language::french);
  EXPECT_EQ(ladder_sections(result, "", 6)[0].heading,
            "Morocco, distributor\u00A0: 1\u00A0kg quitte l’usine à 5,00\u00A0EUR et coûte "
            "11,00\u00A0EUR en rayon");
  EXPECT_EQ(convergence_sections(result, "")[0].heading,
            "À partir de 16.384 trajectoires, la VAN moyenne n’a pas bougé de plus de "
            "1,1\u00A0k\u00A0EUR");
}

/// Two ways: the second has more by 20 k EUR on average, and in 60 % of futures.
simulate::Comparison two_ways() {
  simulate::Comparison comparison;
  for (const char* name : {"careful", "bold"}) {
    simulate::Way way{name, name, test::sardines()};
    if (way.name == "bold") way.result.summary.metrics[2].mean.value += 20'000;
    comparison.ways.push_back(way);
  }
  summary::Comparison& figures = comparison.figures;
  figures.metrics = {{.name = "npv", .unit = "EUR", .spec = {}, .orders = true, .columns = {2, 2}}};
  figures.pairs = {{.first = 0,
                    .second = 1,
                    .metric = 0,
                    .paired = {.paths = 100'000,
                               .mean_difference = {-20'000, 500, ""},
                               .probability_better = {0.35, 0.0015, ""},
                               .probability_equal = {0.05, 0.0007, ""}}}};
  return comparison;
}

TEST(BetterSection, SaysWhichIsBetterHowOften) {
  const auto section = better_section(two_ways(), {1, 0});
  ASSERT_TRUE(section);
  EXPECT_EQ(section->heading,
            "bold has the higher npv in 60.00\u00A0±\u00A00.15\u00A0% of futures against careful");
  const Json& parts = section->chart["parts"];  // the one with the higher mean stands first
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_NEAR(parts[0]["to"].get<double>(), 0.6, 1e-12);
  EXPECT_NEAR(parts[1]["to"].get<double>(), 0.65, 1e-12);
  EXPECT_EQ(parts[2]["to"], 1);
  EXPECT_EQ(section->chart["ends"][0]["second"], "careful");
  EXPECT_EQ(section->table.rows.size(), 1u);
}

TEST(BetterSection, NeedsTwoThatHaveIt) {
  simulate::Comparison comparison = two_ways();
  EXPECT_FALSE(better_section(comparison, {1}));
  comparison.figures.pairs[0].paired.probability_better.missing = "some paths have no value";
  EXPECT_FALSE(better_section(comparison, {1, 0}));
}

TEST(PathSections, ReadBackGiveTheSameReports) {
  simulate::Result result = settled();
  result.ladders = {ladder("MA", "distributor"), ladder("TN", "retail")};
  result.ladders[1].product = "tuna";
  result.summary.convergence[0].mean = {.missing = "one path alone gives no error"};
  for (const char* sampler : {"independent", "sobol"}) {
    result.provenance.sampler = sampler;
    result.summary.grouping =
        std::string(sampler) == "sobol" ? summary::Grouping::by_path : summary::Grouping::none;
    const std::string json = json_report(result);
    const Outcome read = read_json({"result.json", json});
    const auto& again = std::get<simulate::Result>(read);
    EXPECT_EQ(again.summary.convergence, result.summary.convergence);
    EXPECT_EQ(again.ladders, result.ladders);
    EXPECT_EQ(json_report(again), json);
    EXPECT_EQ(html_report(again), html_report(result));
  }
}

}  // namespace
}  // namespace landfall::reports
