#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "base/language.hpp"
#include "reports/reports.hpp"
#include "tests/reports/golden.hpp"
#include "tests/reports/made_up.hpp"

namespace landfall::reports {
namespace {

using Line = std::vector<std::string>;

/// A strict reader of RFC 4180.
std::vector<Line> read_csv(const std::string& text) {
  std::vector<Line> lines(1, Line(1));
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    std::string& cell = lines.back().back();
    if (quoted) {
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"')
        cell += text[++i];
      else if (c == '"')
        quoted = false;
      else
        cell += c;
    } else if (c == '"') {
      EXPECT_TRUE(cell.empty()) << "a quote inside of a bare cell";
      quoted = true;
    } else if (c == ',') {
      lines.back().emplace_back();
    } else if (c == '\r') {
      EXPECT_EQ(text[++i], '\n');
      lines.emplace_back(1);
    } else {
      EXPECT_NE(c, '\n') << "a bare end of line";
      cell += c;
    }
  }
  EXPECT_EQ(lines.back(), Line(1)) << "the last line has no end";
  lines.pop_back();
  return lines;
}

const Line* find_line(const std::vector<Line>& lines, const std::string& metric,
                      const std::string& period, const std::string& statistic) {
  for (const Line& line : lines)
    if (line[0] == metric && line[4] == period && line[5] == statistic) return &line;
  return nullptr;
}

TEST(CsvReport, HasALineAStatistic) {
  const auto lines = read_csv(csv_report(test::sardines()));
  const Line head = {"metric", "market", "channel", "strategy", "period", "statistic",
                     "value",  "error",  "low",     "high",     "unit",   "reason"};
  EXPECT_EQ(lines[0], head);
  std::set<Line> keys;
  for (const Line& line : lines) {
    ASSERT_EQ(line.size(), head.size());
    EXPECT_TRUE(keys.insert({line[0], line[4], line[5]}).second) << line[0] << " " << line[5];
  }
  const Line* shortfall = find_line(lines, "npv", "", "expected_shortfall_lower_0.05");
  ASSERT_NE(shortfall, nullptr);
  const Line above = {"npv",    "",        "", "", "",      "probability_above_250000",
                      "0.3908", "0.00154", "", "", "share", ""};
  EXPECT_EQ(*find_line(lines, "npv", "", "probability_above_250000"), above);
  const Line mean = {"payback_months",           "", "", "", "", "mean", "", "", "", "", "months",
                     "some paths never reach it"};
  EXPECT_EQ(*find_line(lines, "payback_months", "", "mean"), mean);
  EXPECT_NE(find_line(lines, "revenue", "2026-01 to 2026-12", "p25"), nullptr);
  EXPECT_NE(find_line(lines, "revenue", "2026-01", "p25"), nullptr);
}

TEST(CsvReport, NamesMarketAndChannel) {
  simulate::Result result = test::sardines();
  result.provenance.markets = {"MA", "MA.north"};
  result.summary.metrics = {test::normal_metric("revenue.MA.north.retail", "EUR", 1, 1),
                            test::normal_metric("revenue.MA.distributor", "EUR", 1, 1),
                            test::normal_metric("revenue.year_1", "EUR", 1, 1)};
  const auto lines = read_csv(csv_report(result));
  const Line* north = find_line(lines, "revenue.MA.north.retail", "", "mean");
  EXPECT_EQ((*north)[1] + "/" + (*north)[2], "MA.north/retail");
  const Line* distributor = find_line(lines, "revenue.MA.distributor", "", "mean");
  EXPECT_EQ((*distributor)[1] + "/" + (*distributor)[2], "MA/distributor");
  EXPECT_EQ((*find_line(lines, "revenue.year_1", "", "mean"))[1], "");
}

// A spreadsheet runs what begins with = + - @; numbers stay numbers.
TEST(CsvReport, DisarmsTextsButNotNumbers) {
  simulate::Result result = test::sardines();
  result.summary.metrics = {test::normal_metric("x", "=1+1", -5, 0.001)};
  result.summary.metrics.push_back(test::normal_metric("@SUM(A1)", "+1", -5, 1));
  result.summary.metrics.push_back(test::normal_metric("-1,\"q\"\n\x1b[31m", "\tEUR", -5, 1));
  result.summary.revenue_by_year[0].mean.missing = "\rwhy";
  const auto lines = read_csv(csv_report(result));
  EXPECT_EQ((*find_line(lines, "x", "", "mean"))[10], "'=1+1");
  EXPECT_EQ((*find_line(lines, "x", "", "mean"))[6], "-5");
  EXPECT_EQ((*find_line(lines, "'@SUM(A1)", "", "mean"))[10], "'+1");
  const Line* third = find_line(lines, "'-1,\"q\"\n\uFFFD[31m", "", "mean");
  ASSERT_NE(third, nullptr);
  EXPECT_EQ((*third)[10], "'\tEUR");
  EXPECT_EQ((*find_line(lines, "revenue", "2026-01 to 2026-12", "mean"))[11], "'\rwhy");
}

TEST(CsvReport, LeavesOutPeriodsThatAreYears) {
  simulate::Result result = test::sardines();
  result.provenance.step = "year";
  for (auto& entry : result.summary.revenue_by_period) entry.label += " to 2026-12";
  std::set<Line> keys;
  for (const Line& line : read_csv(csv_report(result)))
    EXPECT_TRUE(keys.insert({line[0], line[4], line[5]}).second);
}

TEST(CsvReport, HasFrenchWordsAndTheSameKeys) {
  simulate::Result result = test::sardines();
  result.provenance.strategy = "both";
  const Speaking french(Language::french);
  const auto lines = read_csv(csv_report(result));
  const Line head = {"indicateur", "marché", "canal", "stratégie", "période", "statistique",
                     "valeur",     "erreur", "bas",   "haut",      "unité",   "motif"};
  EXPECT_EQ(lines[0], head);
  const Line mean = {"payback_months",
                     "",
                     "",
                     "both",
                     "",
                     "mean",
                     "",
                     "",
                     "",
                     "",
                     "months",
                     "certaines trajectoires n’y arrivent jamais"};
  EXPECT_EQ(*find_line(lines, "payback_months", "", "mean"), mean);
}

TEST(TraceCsv, IsAsWritten) {
  test::expect_golden("trace.csv", trace_csv(test::sardines_traced()));
}

}  // namespace
}  // namespace landfall::reports
