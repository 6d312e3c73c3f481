// How reports show correlations asked for, used and achieved.
#include <gtest/gtest.h>

#include "reports/dependence.hpp"
#include "reports/grid.hpp"
#include "reports/reports.hpp"
#include "tests/reports/made_up.hpp"

namespace landfall::reports {
namespace {

simulate::Result with_groups() {
  simulate::Result result;
  result.provenance.step = "year";
  result.provenance.paths = 100'000;
  simulate::GroupDependence prices{.name = "prices", .measure = "spearman"};
  prices.paths = 16384;
  prices.pairs = {{"product.price", "product.cost", 0.5, 0.5, {0.4962, 0.0061}}};
  simulate::GroupDependence rates{.name = "rates", .measure = "pearson", .student_df = 4};
  rates.of_processes = rates.repaired = true;
  rates.paths = 1024;
  rates.pairs = {{"fx.MAD.process", "fx.TND.process", 1, 0.760689849, {0.75, 0.02}},
                 {"fx.MAD.process", "fx.EGP.process", 0.2, 0.2000000001, {0.21, 0.03}},
                 {"fx.TND.process", "fx.EGP.process", 0, 0.157298110, {.missing = "it is still"}}};
  result.dependence = {prices, rates};
  result.dependence[0].trials = 16'500;
  return result;
}

// Text: the pairs that are farthest from what was asked, in the order of the file. By hand they are
// 0.25, 0.1573 (of what was used, for nothing was achieved), 0.01 and 0.0038 away.
TEST(DependenceTable, ShowsThePairsFarthestFromWhatWasAsked) {
  const TextStyle plain{.width = 80, .unicode = false};
  EXPECT_EQ(table_text(dependence_table(with_groups(), 2, plain), plain),
            "Correlations\n"
            "between         and             asked      used    achieved\n"
            "---------------------------------------------------------------\n"
            "fx.MAD.process  fx.TND.process  1 pearson  0.7607  0.75 +/-0.02\n"
            "fx.TND.process  fx.EGP.process  0 pearson  0.1573  it is still\n"
            "On the first 1 024 to 16 384 paths. Of processes, between shocks of one period.\n"
            "2 of 4 pairs, those farthest from what was asked; all in the json and csv\n"
            "reports.\n");
  EXPECT_EQ(dependence_table(with_groups(), 1, plain).rows.at(0).at(1).text, "fx.TND.process");
  EXPECT_EQ(dependence_table(with_groups(), 3, plain).rows.at(1).at(1).text, "fx.EGP.process");
}

TEST(DependenceTable, ShowsAllThatFit) {
  const TextStyle plain{.width = 80, .unicode = false};
  const simulate::Table table = dependence_table(with_groups(), 4, plain);
  EXPECT_EQ(table.rows.size(), 4u);
  EXPECT_EQ(table.rows[0][1].text, "product.cost");
  EXPECT_EQ(table.notes.size(), 1u);
  EXPECT_EQ(table.notes[0].find("json"), std::string::npos);
}

TEST(DependenceTable, IsLeftOutWithoutGroups) {
  EXPECT_EQ(text_report(test::sardines(), {}).find("Correlations"), std::string::npos);
  EXPECT_EQ(json_report(test::sardines()).find("correlations"), std::string::npos);
}

TEST(DependenceCsv, IsALineAFigure) {
  const std::string csv = csv_report(with_groups());
  EXPECT_NE(
      csv.find("correlation.prices,,,,,asked product.price with product.cost,0.5,,,,spearman,"
               "\r\n"
               "correlation.prices,,,,,achieved product.price with product.cost,0.4962,0.0061,,,"
               "spearman,\r\n"),
      std::string::npos)
      << csv;
  EXPECT_NE(csv.find("correlation.rates,,,,,used fx.MAD.process with fx.TND.process,0.760689849,"),
            std::string::npos);
  EXPECT_NE(csv.find("achieved fx.TND.process with fx.EGP.process,,,,,pearson,it is still\r\n"),
            std::string::npos);
}

TEST(DependenceJson, HasAllPairs) {
  const std::string json = json_report(with_groups());
  for (const char* part : {"\"group\": \"rates\"", "\"of\": \"shocks\"", "\"df\": 4.0",
                           "\"used\": 0.760689849", "\"reason\": \"it is still\"",
                           "\"copula\": \"gaussian\"", "\"repaired\": true", "\"trials\": 16500,"})
    EXPECT_NE(json.find(part), std::string::npos) << part;
  EXPECT_EQ(json.find("\"trials\""), json.rfind("\"trials\""));  // of the one group that has them
}

TEST(DependenceMarkdown, IsATable) {
  EXPECT_NE(markdown_report(with_groups())
                .find("| fx.MAD.process | fx.TND.process | 1 pearson | 0.7607 | 0.75 ±0.02 |"),
            std::string::npos);
}

}  // namespace
}  // namespace landfall::reports
