// What the page of a study says of made-up sectors: headings, words for charts, their data.
#include <gtest/gtest.h>

#include <string>

#include "base/language.hpp"
#include "reports/reports.hpp"
#include "reports/section_study.hpp"
#include "reports/study_tables.hpp"
#include "tests/reports/made_up.hpp"

namespace landfall::reports {
namespace {

using simulate::Comparison;
using summary::Verdict;

/// A sector that is sold in all markets, or in Morocco alone.
simulate::Way sector(const std::string& name, const std::string& title, double npv,
                     bool everywhere) {
  simulate::Way way{name, title, test::sardines()};
  for (summary::MetricSummary& metric : way.result.summary.metrics)
    if (metric.name == "npv") metric = test::normal_metric("npv", "EUR", npv, 400'000);
  if (everywhere) return way;
  way.result.provenance.markets = {"MA"};
  way.result.provenance.market_names = {"Morocco"};
  std::erase_if(way.result.summary.metrics, [](const summary::MetricSummary& metric) {
    return metric.name == "revenue.TN" || metric.name == "revenue.EG";
  });
  return way;
}

void multiply_years(double factor, simulate::Way& way) {
  for (summary::FanEntry& year : way.result.summary.revenue_by_year)
    for (summary::Percentile& percentile : year.percentiles) {
      percentile.estimate.value *= factor;
      percentile.estimate.low *= factor;
      percentile.estimate.high *= factor;
    }
}

summary::PairOfMetric pair(int first, int second, double difference, Verdict first_order,
                           Verdict second_order) {
  summary::PairOfMetric pair{.first = first, .second = second};
  pair.paired.paths = 100'000;
  pair.paired.mean_difference = {difference, 2'000, ""};
  pair.paired.probability_better = {0.6, 0.0015, ""};
  pair.paired.probability_equal = {0, 0, ""};
  pair.dominance.emplace();
  pair.dominance->first_order.verdict = first_order;
  pair.dominance->second_order.verdict = second_order;
  return pair;
}

/// Tuna, the second of the file, leads and dominates both others, in one order or the other.
Comparison study() {
  Comparison comparison;
  comparison.ways = {sector("sardines", "Canned sardines", 131'000, true),
                     sector("tuna", "Canned tuna", 900'000, true),
                     sector("olives", "Table olives", -50'000, false)};
  multiply_years(3, comparison.ways[0]);
  comparison.study = {.file = "study.toml", .title = "Which first?", .metrics = {"npv"}};
  comparison.figures.metrics = {{.name = "npv", .unit = "EUR", .orders = true}};
  comparison.figures.pairs = {
      pair(0, 1, -769'000, Verdict::neither, Verdict::second),
      pair(0, 2, 181'000, Verdict::neither, Verdict::undecided),
      pair(1, 2, 950'000, Verdict::first, Verdict::first),
  };
  const auto shares = [](double first, double second) {
    return std::vector<summary::Estimate>{
        {first, 0.0015, ""}, {second, 0.0015, ""}, {1 - first - second, 0.0015, ""}};
  };
  comparison.figures.ranks = {{0,
                               {{shares(0.2, 0.5), 2, 3, 1},
                                {shares(0.7, 0.25), 1, 1, 1e-9},
                                {shares(0.1, 0.25), 2, 3, 1}}}};
  comparison.figures.regrets = {{0,
                                 {{{800'000, 3'000, ""}, 5e6, 3},
                                  {{50'000, 1'000, ""}, 4e6, 7},
                                  {{990'000, 3'000, ""}, 6e6, 9}}}};
  return comparison;
}

std::vector<std::string> texts_of(const std::vector<simulate::Table::Cell>& cells) {
  std::vector<std::string> texts;
  for (const simulate::Table::Cell& cell : cells) texts.push_back(cell.text);
  return texts;
}

std::string plain(std::string text) {
  for (std::size_t at; (at = text.find("\u00A0")) != std::string::npos;) text.replace(at, 2, " ");
  return text;
}

std::string alt_of(const Section& section) {
  return plain(section.chart["alt"].get<std::string>());
}

TEST(StudyPage, AnswersInItsHeadings) {
  const std::vector<Section> sections = sections_of(study());
  std::vector<std::string> headings;
  for (const Section& section : sections) headings.push_back(plain(section.heading));
  EXPECT_EQ(headings,
            (std::vector<std::string>{
                "League by mean npv",
                "In nine futures of ten the npv of Canned tuna lies between 240 and 1 600 k EUR",
                "Canned tuna is the best of all in 70.00 ± 0.15 % of futures",
                "By mean npv 1 of the 3 places are certain, at 95 % confidence together",
                "The highest median revenue of a market is 1 204 ± 3 k EUR: Canned tuna in Morocco",
                "Where each is sold: 3 markets in North Africa",
                "In 2030 the median revenue lies between 770 k EUR (Canned tuna) and 2 300 k EUR "
                "(Canned sardines)",
                "Canned tuna has 769 ± 2 k EUR more npv than Canned sardines on average, future by "
                "future",
                "Canned tuna costs least against the best of each future: 50.0 ± 1.0 k EUR on "
                "average",
                "By npv Canned tuna dominates 2 of the 2 others"}));
}

// The question of a trade office is answered at the top, with how likely the answer is wrong.
TEST(StudyPage, BeginsWithTheAnswerAndHowLikelyItIsWrong) {
  const std::string page = plain(comparison_html(study()));
  const std::size_t at = page.find("<p class=\"headline\">");
  ASSERT_NE(at, std::string::npos);
  EXPECT_LT(at, page.find("<h2>"));
  const std::string headline = page.substr(at, page.find("</p>", at) - at);
  EXPECT_NE(headline.find("Canned tuna first: npv of 900.0 ± 1.3 k EUR on average"),
            std::string::npos)
      << headline;
  EXPECT_NE(headline.find("the wrong choice in 30.00 ± 0.15 % of futures"), std::string::npos);
  EXPECT_NE(headline.find("is less than one in a million"), std::string::npos);
}

TEST(StudyPage, HeatMapHoldsEveryMedianWithItsErrorAndNothingElse) {
  const Section section = *heat_section(study());
  EXPECT_EQ(section.chart["columns"], (Json{"npv of all", "Morocco", "Tunisia", "Egypt"}));
  EXPECT_EQ(section.chart["rows"], (Json{"tuna", "sardines", "olives"}));
  ASSERT_EQ(section.chart["cells"].size(), 10u);  // olives are sold in Morocco alone
  const Json& of_olives = section.chart["cells"][8];
  EXPECT_EQ(of_olives["row"], 2);
  EXPECT_EQ(of_olives["column"], 0);
  EXPECT_EQ(of_olives["value"], -50);
  EXPECT_EQ(of_olives["text"], "-50.0");
  EXPECT_EQ(of_olives["error"], "±1.6");
  EXPECT_EQ(texts_of(section.table.rows[2]),
            (std::vector<std::string>{"olives", "-50.0 ±1.6", "1\u00A0204 ±3", "", ""}));
}

TEST(StudyPage, PlacesAreSharesAndWhatTheMeanAllows) {
  const Section section = *place_section(study());
  const Json& rows = section.chart["rows"];
  EXPECT_EQ(rows[0]["label"], "tuna");
  EXPECT_EQ(rows[0]["shares"], (Json{0.7, 0.25, 1 - 0.7 - 0.25}));
  EXPECT_EQ(rows[1]["low"], 2);
  EXPECT_EQ(rows[1]["high"], 3);
  EXPECT_EQ(
      texts_of(section.table.rows[1]),
      (std::vector<std::string>{"sardines", "2–3", "20.00 ±0.15", "50.00 ±0.15", "30.00 ±0.15"}));
  EXPECT_EQ(alt_of(section),
            "Places: tuna 1 by its mean, first in 70.00 ± 0.15 % of futures; sardines 2–3 by its "
            "mean, first in 20.00 ± 0.15 % of futures; olives 2–3 by its mean, first in 10.00 ± "
            "0.15 % of futures.");
}

TEST(StudyPage, DominanceReadsFromRowToColumn) {
  const Comparison comparison = study();
  EXPECT_EQ(standing_of(comparison, 1, 0), Standing::second_order);  // stored as 0 against 1
  EXPECT_EQ(standing_of(comparison, 0, 1), Standing::none);
  EXPECT_EQ(standing_of(comparison, 1, 2), Standing::first_order);
  EXPECT_EQ(standing_of(comparison, 2, 1), Standing::none);
  EXPECT_EQ(standing_of(comparison, 0, 2), Standing::undecided);
  const Section section = *dominance_section(comparison);
  EXPECT_EQ(section.chart["cells"].size(), 6u);
  EXPECT_EQ(texts_of(section.table.rows[0]),
            (std::vector<std::string>{"tuna", "", "2nd order", "1st order"}));
  EXPECT_EQ(alt_of(section),
            "Dominance: tuna dominates sardines (2nd order) and olives (1st order).");
}

TEST(StudyPage, RegretIsThatOfTheMetricRankedBy) {
  const Section section = *regret_section(study());
  EXPECT_EQ(texts_of(section.table.rows[2]),
            (std::vector<std::string>{"olives", "990 ±3", "6\u00A0000"}));
  const Json& row = section.chart["rows"][0];
  EXPECT_EQ(row["label"], "tuna");
  EXPECT_EQ(row["value"], 50);
  EXPECT_NEAR(row["low"].get<double>(), 50 - 1.96, 1e-9);
  EXPECT_NEAR(row["high"].get<double>(), 50 + 1.96, 1e-9);
}

TEST(StudyPage, MapsShowTheMarketsOfEachAndNoOthers) {
  const Section section = *map_section(study());
  ASSERT_EQ(section.chart["panels"].size(), 3u);
  EXPECT_EQ(section.chart["panels"][0]["markets"].size(), 3u);
  const Json& olives = section.chart["panels"][2]["markets"];
  ASSERT_EQ(olives.size(), 1u);
  EXPECT_EQ(olives["MA"]["value"], 1204);
  EXPECT_NE(section.text.find("Natural Earth"), std::string::npos);
  Comparison elsewhere = study();
  for (simulate::Way& way : elsewhere.ways)
    for (std::string& id : way.result.provenance.markets) id += "X";
  EXPECT_FALSE(map_section(elsewhere));
}

// One axis for all while the smallest still shows on it.
TEST(StudyPage, FansShareAnAxisUnlessOneDwarfsAnother) {
  Comparison comparison = study();
  EXPECT_EQ((*fans_section(comparison)).chart["own"], false);
  multiply_years(9, comparison.ways[0]);
  const Section section = *fans_section(comparison);
  EXPECT_EQ(section.chart["own"], true);
  EXPECT_NE(section.text.find("each on an axis of its own"), std::string::npos);
  EXPECT_EQ(section.chart["panels"].size(), 3u);
  EXPECT_EQ(section.table.rows.size(), 15u);
}

TEST(StudyPage, LeavesOutWhatIsNotKnown) {
  Comparison comparison = study();
  comparison.figures.ranks.clear();
  comparison.figures.regrets.clear();
  for (summary::PairOfMetric& pair : comparison.figures.pairs) pair.dominance.reset();
  EXPECT_FALSE(best_section(comparison));
  EXPECT_FALSE(place_section(comparison));
  EXPECT_FALSE(regret_section(comparison));
  EXPECT_FALSE(dominance_section(comparison));
  for (const Section& section : sections_of(comparison)) EXPECT_FALSE(section.heading.empty());
}

TEST(StudyPage, SpeaksFrench) {
  const Speaking speaking(Language::french);
  EXPECT_EQ(plain(best_section(study())->heading),
            "Canned tuna est le meilleur de tous dans 70,00 ± 0,15 % des avenirs");
}

TEST(StudyMarkdown, HoldsPlacesAndDominance) {
  const std::string report = comparison_markdown(study());
  EXPECT_NE(report.find("## How often each takes each place"), std::string::npos);
  EXPECT_NE(report.find("| tuna |  | 2nd order | 1st order |"), std::string::npos);
}

}  // namespace
}  // namespace landfall::reports
