// A page holds what it says, nothing from elsewhere, and no name of a scenario as markup.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>

#include "reports/page_script.hpp"
#include "reports/reports.hpp"
#include "tests/reports/made_up.hpp"

namespace landfall::reports {
namespace {

const char* const kHostile[] = {"<script>alert(1)</script>",
                                "</script><img src=x onerror=alert(1)>",
                                "\"><svg onload=alert(1)>",
                                "' onmouseover='alert(1)",
                                "javascript:alert(1)",
                                "=1+1",
                                "../../x",
                                "a\nb\r\tc",
                                "\xE2\x80\xAE"
                                "txt.exe",
                                "\xC3\x28",
                                "&lt;b&gt; &amp;"};

/// The page without the program's own script and its data.
std::string markup(std::string page) {
  for (const std::string open : {"<script>", "<script type"}) {
    const std::size_t from = page.rfind(open), to = page.rfind("</script>");
    if (from == std::string::npos) continue;
    const std::size_t end = page.find("</script>", from);
    EXPECT_LE(end, to);
    page.erase(from, end + 9 - from);
  }
  return page;
}

nlohmann::json data_of(const std::string& page) {
  const std::string open = "<script type=\"application/json\" id=\"data\">";
  const std::size_t from = page.find(open) + open.size();
  return nlohmann::json::parse(page.substr(from, page.find("</script>", from) - from));
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    ++found;
  return found;
}

TEST(HtmlReport, HoldsItsPartsAndNothingFromElsewhere) {
  const std::string page = html_report(test::sardines());
  EXPECT_TRUE(page.starts_with("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"));
  EXPECT_LT(page.size(), 600'000u);
  const std::string shown = markup(page);
  for (const char* part :
       {"<h1>Canned sardines into the Maghreb</h1>", "class=\"headline\"", "Key figures",
        "Where the numbers come from", "How to make it again", "default-src 'none'"})
    EXPECT_NE(shown.find(part), std::string::npos) << part;
  for (const char* other : {"http:", "https:", "src=", "@import", "url("})
    EXPECT_EQ(shown.find(other), std::string::npos) << other;
  for (const char* element :
       {"section", "table", "figure", "details", "tr", "th", "td", "ul", "li"})
    EXPECT_EQ(std::max(count(shown, std::string("<") + element + ">"),
                       count(shown, std::string("</") + element + ">")),
              count(shown, std::string("</") + element + ">"))
        << element;
}

// Every chart has a place, words that stand without it, and a table below.
TEST(HtmlReport, EveryChartStandsInWordsAndInATable) {
  if (page_script().empty()) GTEST_SKIP() << "built without charts";
  const std::string page = html_report(test::sardines());
  const nlohmann::json data = data_of(page);
  ASSERT_GE(data["charts"].size(), 4u);
  for (const nlohmann::json& chart : data["charts"]) {
    const std::string id = chart["id"];
    const std::size_t at = page.find("<figure id=\"" + id + "\">");
    ASSERT_NE(at, std::string::npos) << id;
    const std::size_t end = page.find("</section>", at);
    const std::string section = page.substr(at, end - at);
    EXPECT_NE(section.find("<figcaption>"), std::string::npos) << id;
    EXPECT_NE(section.find("<table>"), std::string::npos) << id;
    EXPECT_GT(chart["alt"].get<std::string>().size(), 40u) << id;
    EXPECT_FALSE(chart["unit"].get<std::string>().empty()) << id;
  }
}

TEST(HtmlReport, AllowsItsOneScriptByItsHash) {
  if (page_script().empty()) GTEST_SKIP() << "built without charts";
  const std::string page = html_report(test::sardines());
  EXPECT_NE(page.find(std::string("script-src '") + kPageScriptHash + "'"), std::string::npos);
  EXPECT_NE(page.find("<script>" + page_script() + "</script>"), std::string::npos);
  EXPECT_EQ(count(page, "<script"), 2u + count(page_script(), "<script"));
  EXPECT_EQ(count(page_script(), "</script"), 0u);
}

TEST(HtmlReport, ShowsHostileTextAsText) {
  for (const std::string payload : kHostile) {
    simulate::Result result = test::sardines();
    simulate::Provenance& provenance = result.provenance;
    provenance.name = provenance.sector = provenance.file = provenance.unit = payload;
    provenance.overrides = {payload};
    provenance.strategy = payload;
    for (std::string& name : provenance.market_names) name = payload;
    for (simulate::Assumption& line : result.assumptions)
      line.address = line.value = line.unit = line.text = payload;
    result.warnings = {payload};
    const std::string page = html_report(result), shown = markup(page);
    for (const char* active : {"<script", "<img", "<svg", "onerror=alert(1)>", "' onmouseover='"})
      EXPECT_EQ(shown.find(active), std::string::npos) << payload;
    EXPECT_EQ(shown.find("\xE2\x80\xAE"), std::string::npos);
    for (const char c : shown) EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
    if (!page_script().empty()) {
      EXPECT_TRUE(data_of(page).contains("charts")) << payload;
    }
  }
}

TEST(HtmlReport, SaysWhatIsMissing) {
  simulate::Result result = test::sardines();
  for (summary::MetricSummary& metric : result.summary.metrics) {
    metric.bars.clear();
    metric.mean = {.missing = "one path"};
    for (summary::Percentile& percentile : metric.percentiles)
      percentile.estimate = {.missing = "one path"};
  }
  result.summary.revenue_by_year.clear();
  const std::string page = html_report(result);
  EXPECT_FALSE(std::regex_search(markup(page), std::regex("[>\\s-](nan|inf)[\\s<]")));
  EXPECT_NE(page.find("Key figures"), std::string::npos);
}

}  // namespace
}  // namespace landfall::reports
