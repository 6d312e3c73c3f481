#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

#include "base/utf8.hpp"
#include "reports/reports.hpp"
#include "tests/reports/golden.hpp"
#include "tests/reports/made_up.hpp"

namespace landfall::reports {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// Whether the text says so, wherever its lines break.
bool contains(std::string text, const std::string& part) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text.find(part) != std::string::npos;
}

simulate::Result with_revenue(const summary::MetricSummary& revenue) {
  simulate::Result result;
  result.provenance = test::sardines().provenance;
  result.summary.paths = revenue.paths;
  result.summary.metrics = {revenue};
  return result;
}

/// Every path has the same value.
summary::MetricSummary certain_metric(const std::string& name, const std::string& unit,
                                      double value) {
  summary::MetricSummary metric = test::normal_metric(name, unit, value, 0);
  metric.skewness = {0, 0, "all paths are equal"};
  metric.bars = {{value, value, 100'000}};
  return metric;
}

TEST(TextReport, IsAsWritten) {
  test::expect_golden("report.txt", text_report(test::sardines(), {}));
}

// What npv holds beyond the years is said in the headline, whichever it is.
TEST(TextReport, SaysWhatIsCountedBeyondTheLastYear) {
  simulate::Result result = test::sardines();
  EXPECT_TRUE(contains(text_report(result, {}), "Nothing is counted beyond year 5."));
  EXPECT_TRUE(contains(markdown_report(result), "Nothing is counted beyond year 5."));
  result.summary.metrics.push_back(test::normal_metric("terminal_value", "EUR", 150'000, 20'000));
  result.summary.metrics.push_back(test::normal_metric("tax", "EUR", 90'000, 9'000));
  const std::string text = text_report(result, {});
  EXPECT_FALSE(contains(text, "Nothing is counted"));
  EXPECT_TRUE(contains(text, "150.00 ± 0.07 k EUR stand for what comes after year 5.")) << text;
  EXPECT_TRUE(contains(text, "  terminal value k EUR")) << text;
  EXPECT_TRUE(contains(text, "  tax            k EUR")) << text;
}

// Percentiles that are read from histograms, or are exact because somebody asked for it.
TEST(TextReport, SaysWherePercentilesComeFrom) {
  simulate::Result result = test::sardines();
  const std::string note = "percentiles are read from histogram cells 0.0061 % wide";
  EXPECT_FALSE(contains(text_report(result, {}), note));
  for (summary::MetricSummary& metric : result.summary.metrics) metric.resolution = 1.0 / 16384;
  EXPECT_TRUE(contains(text_report(result, {}), note));
  EXPECT_TRUE(contains(markdown_report(result), note));

  result.summary.paths = 1'000'000'000;
  EXPECT_FALSE(contains(markdown_report(result), "--seed 20250912 --keep-draws"));
  for (summary::MetricSummary& metric : result.summary.metrics) metric.resolution = 0;
  EXPECT_TRUE(contains(markdown_report(result), "--seed 20250912 --keep-draws"));
  EXPECT_FALSE(contains(text_report(result, {}), note));
  EXPECT_TRUE(contains(text_report(result, {}), "--keep-draws"));
}

TEST(TextReport, IsAsWrittenInAsciiOnFortyColumns) {
  test::expect_golden("report_ascii_40.txt",
                      text_report(test::sardines(), {.width = 40, .unicode = false}));
}

TEST(TextReport, FitsTheScreen) {
  for (const int width : {20, 40, 80, 120}) {
    for (const bool unicode : {false, true}) {
      const std::string text = text_report(test::sardines(), {.width = width, .unicode = unicode});
      const std::string without_commands = text.substr(0, text.find("Repeat it"));
      for (const std::string& line : lines_of(without_commands)) {
        EXPECT_LE(display_width(line), width) << line;
        EXPECT_TRUE(line.empty() || line.back() != ' ') << '"' << line << '"';
      }
    }
  }
}

TEST(TextReport, IsOneScreenOfFiftyLines) {
  EXPECT_LE(lines_of(text_report(test::sardines(), {})).size(), 50u);
}

TEST(TextReport, IsAsciiWhereAsked) {
  const std::string text = text_report(test::sardines(), {.unicode = false});
  const auto beyond = [](char c) { return static_cast<unsigned char>(c) > 126; };
  EXPECT_EQ(std::count_if(text.begin(), text.end(), beyond), 0);
}

// Colour changes nothing but colour: without its escape sequences the report is the same.
TEST(TextReport, InColourIsTheSameText) {
  std::string plain, coloured = text_report(test::sardines(), {.colour = true});
  ASSERT_TRUE(contains(coloured, "\x1b[1m"));
  for (std::size_t i = 0; i < coloured.size(); ++i) {
    if (coloured[i] == '\x1b')
      i = coloured.find('m', i);
    else
      plain += coloured[i];
  }
  std::string trimmed;
  for (const std::string& line : lines_of(plain))
    trimmed += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  EXPECT_EQ(trimmed, text_report(test::sardines(), {}));
}

TEST(TextReport, OfCertainRevenueSaysSo) {
  simulate::Result result = with_revenue(certain_metric("revenue", "EUR", 1'200'000));
  result.provenance.years = 1;
  const std::string text = text_report(result, {});
  EXPECT_TRUE(contains(text, "Revenue over one year: 1.2 M EUR in every future.")) << text;
  EXPECT_TRUE(contains(text, "1 200 exact")) << text;
}

TEST(TextReport, OfNothingButZerosHasNoCharts) {
  simulate::Result result = with_revenue(certain_metric("revenue", "EUR", 0));
  result.summary.metrics.push_back(certain_metric("npv", "EUR", 0));
  result.summary.metrics[1].probability_above = {{0, {0, 0, ""}}};
  const std::string text = text_report(result, {});
  EXPECT_TRUE(contains(text, "0 EUR in every future; npv is above zero in none of them.")) << text;
  EXPECT_FALSE(contains(text, "P25 to P75"));
}

TEST(TextReport, OfOnePathGivesReasonsForErrors) {
  summary::MetricSummary revenue = test::normal_metric("revenue", "EUR", 1'200'000, 0);
  revenue.paths = 1;
  revenue.bars.clear();
  const std::string reason = "one path alone gives no error";
  revenue.mean.missing = revenue.sd.missing = revenue.skewness.missing = reason;
  revenue.expected_shortfall.missing = reason;
  for (summary::Percentile& percentile : revenue.percentiles) percentile.estimate.missing = reason;
  simulate::Result result = with_revenue(revenue);
  result.provenance.paths = 1;
  const std::string text = text_report(result, {});
  EXPECT_TRUE(contains(text, "1 path (simulated future)")) << text;
  EXPECT_TRUE(contains(text, "no mean: " + reason)) << text;
  EXPECT_TRUE(contains(text, "no P5: " + reason)) << text;
}

struct PaybackCase {
  double absent_share;
  bool has_median;
  std::string sentence;
};

TEST(TextReport, SaysWhenItPaysBack) {
  const std::vector<PaybackCase> cases = {
      {0, true, "It pays back in every future, after 41 months at the median."},
      {0.221, true, "It pays back after 41 months at the median; never in "},
      {0.62, false, "It does not pay back in 62.00"},
      {1, false, "It never pays back."}};
  for (const PaybackCase& each : cases) {
    simulate::Result result = test::sardines();
    summary::MetricSummary& payback = result.summary.metrics[3];
    payback.absent = static_cast<std::uint64_t>(each.absent_share * 100'000 + 0.5);
    payback.absent_share = {each.absent_share, each.absent_share == 1 ? 0 : 0.0015, ""};
    if (!each.has_median)
      for (auto& percentile : payback.percentiles) percentile.estimate.missing = "never";
    const std::string text = text_report(result, {});
    EXPECT_TRUE(contains(text, each.sentence)) << each.sentence << "\n" << text;
  }
}

TEST(TextReport, OfNoFundingSaysSo) {
  simulate::Result result = test::sardines();
  result.summary.metrics[3] = certain_metric("payback_months", "months", 0);
  EXPECT_TRUE(contains(text_report(result, {}), "It needs no funding"));
}

TEST(TextReport, ShowsSomeOfManyYearsAndMarkets) {
  simulate::Result result = test::sardines();
  for (int i = 6; i <= 40; ++i) {
    summary::FanEntry entry = result.summary.revenue_by_year[0];
    const std::string date = std::to_string(2025 + i);
    entry.label = date + "-01 to " + date + "-12";
    result.summary.revenue_by_year.push_back(entry);
    result.summary.metrics.push_back(
        test::normal_metric("revenue.year_" + std::to_string(i), "EUR", 1e6, 1e5));
  }
  const std::string text = text_report(result, {});
  EXPECT_TRUE(contains(text, "  2026 ")) << text;
  EXPECT_TRUE(contains(text, "  2065 ")) << text;
  EXPECT_TRUE(contains(text, "8 of 40 years are shown")) << text;
  EXPECT_LE(lines_of(text).size(), 56u);
}

// Names come out of a file that anyone may have written.
TEST(TextReport, ShowsHostileNamesHarmlessly) {
  simulate::Result result = test::sardines();
  result.provenance.name = "\x1b[31mred\rover\nline\u202Eback <script>|=1+1";
  result.provenance.market_names = {"\tMorocco\a", "تونس", "日本市場"};
  result.provenance.file = "a b'c\x1b.toml";
  result.warnings = {"\x1b]0;title\a"};
  const std::string text = text_report(result, {});
  for (const char c : text) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 32);
  EXPECT_FALSE(contains(text, "\u202E"));
  EXPECT_TRUE(contains(text, "<script>|=1+1"));
  EXPECT_TRUE(contains(text, "landfall run 'a b'\\''c\uFFFD.toml'")) << text;
  // Arabic letters are one column wide, Chinese characters two: the column behind them stays put.
  const auto lines = lines_of(text);
  const auto column_of_unit = [&](const std::string& name) {
    for (const std::string& line : lines)
      if (line.rfind("  " + name, 0) == 0) return display_width(line.substr(0, line.find("k EUR")));
    return -1;
  };
  EXPECT_GT(column_of_unit("تونس"), 0) << text;
  EXPECT_EQ(column_of_unit("تونس"), column_of_unit("日本市場"));
}

TEST(TextReport, CutsLongNames) {
  simulate::Result result = test::sardines();
  result.provenance.name = std::string(300, 'x');
  result.provenance.sector = std::string(300, 'y');
  result.provenance.market_names[0] = std::string(300, 'z');
  for (const std::string& line : lines_of(text_report(result, {})))
    EXPECT_LE(display_width(line), 80) << line;
}

}  // namespace
}  // namespace landfall::reports
