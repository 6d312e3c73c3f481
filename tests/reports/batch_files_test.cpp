// The page and the CSV file of a batch: what they hold, and no name of a scenario as more than a
// name.
#include <gtest/gtest.h>

#include <regex>

#include "base/language.hpp"
#include "reports/batch.hpp"
#include "reports/batch_chart.hpp"
#include "tests/reports/batch_made_up.hpp"
#include "tests/reports/golden.hpp"

namespace landfall::reports {
namespace {

using test::batch_npv;
using test::batch_scenario;
using test::made_up_batch;

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    ++found;
  return found;
}

/// What a page shows, without the rules of how it looks.
std::string main_of(const std::string& page) {
  const std::size_t from = page.find("<main>");
  return page.substr(from, page.find("</main>") + 8 - from);
}

TEST(BatchPage, IsAsWritten) {
  Batch batch = made_up_batch();
  batch.study_reports = {"study/report.html", "study/report.md"};
  test::expect_golden("batch_page.html", main_of(batch_page(batch)));
}

TEST(BatchPage, StandsAloneWithoutAScript) {
  const std::string page = batch_page(made_up_batch());
  EXPECT_TRUE(page.starts_with("<!doctype html>\n<html lang=\"en\" dir=\"ltr\">"));
  EXPECT_TRUE(holds(page,
                    "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                    "form-action 'none'\""));
  for (const char* other : {"<script", "http:", "https:", "src=", "@import", "url(", "javascript:"})
    EXPECT_FALSE(holds(page, other)) << other;
  for (const std::string element : {"section", "table", "figure", "svg", "tr", "th", "td", "a"})
    EXPECT_EQ(count(page, "<" + element + ">") + count(page, "<" + element + " "),
              count(page, "</" + element + ">"))
        << element;
  EXPECT_EQ(count(page, "<table>"), count(page, "<caption>"));
}

TEST(BatchPage, IsFrench) {
  const Speaking french(Language::french);
  const std::string page = batch_page(made_up_batch());
  EXPECT_TRUE(holds(page, "<html lang=\"fr\""));
  for (const char* words : {"7\u00A0scénarios · 2\u00A0échecs · 1\u00A0sans convergence",
                            "Classement par VAN, en moyenne", "12,0 ±1,4", "rapports", "Échecs",
                            "school-displays (sans convergence)", "01/01/2026"})
    EXPECT_TRUE(holds(page, words)) << words;
  for (const char* words : {"league", "League", "rank:", "Failed", "converged", "reports<"})
    EXPECT_FALSE(holds(page, words)) << words;
}

// From -160 to 170 with the mean of 0 between them, on 3 % to 97 % of the width: the mean at
// 3 + 94 160 / 330 = 48.58 %, 1.96 errors to either side 0.56 %.
TEST(BatchPage, DrawsEachWayOnOneAxis) {
  const Batch batch{.entries = {batch_scenario("a", "", {{"", "", {batch_npv(0, 1, 0.5)}}})}};
  const std::string page = batch_page(batch);
  EXPECT_TRUE(holds(page, "<line class=\"range\" x1=\"3%\" y1=\"27\" x2=\"97%\" y2=\"27\"/>"));
  EXPECT_TRUE(
      holds(page, "<line class=\"mean\" x1=\"48.02%\" y1=\"27\" x2=\"49.13%\" y2=\"27\"/>"));
  EXPECT_TRUE(holds(page, "<circle cx=\"48.58%\" cy=\"27\" r=\"4\"/>"));
  EXPECT_TRUE(holds(page, "<line class=\"zero\" x1=\"48.58%\""));
}

TEST(BatchPage, DrawsTheFirstOfManyAndNothingOfNone) {
  Batch batch;
  for (std::size_t i = 0; i < kBatchDrawnMost + 2; ++i)
    batch.entries.push_back(
        batch_scenario("a", "", {{"", "", {batch_npv(static_cast<double>(i), 1, 0.5)}}}));
  const std::string page = batch_page(batch);
  EXPECT_EQ(count(page, "<circle"), kBatchDrawnMost);
  EXPECT_TRUE(holds(page, "The first 40 of 42."));
  EXPECT_EQ(count(page, "<th scope=\"row\">"), kBatchDrawnMost + 2);
  for (BatchEntry& entry : batch.entries) entry.ways[0].figures[0] = batch_npv(0, 0, 0);
  EXPECT_FALSE(holds(batch_page(batch), "<svg"));
  for (BatchEntry& entry : batch.entries) entry.ways[0].figures.clear();
  EXPECT_FALSE(holds(batch_page(batch), "<svg"));
}

const char* const kHostile[] = {"<script>alert(1)</script>",
                                "\"><svg onload=alert(1)>",
                                "' onmouseover='alert(1)",
                                "javascript:alert(1)//.html",
                                "//evil.example/x.html",
                                "=1+1",
                                "@SUM(A1)",
                                "\x1b[31mred",
                                "a\nb\r\tc",
                                "\xE2\x80\xAE"
                                "txt.exe",
                                "\xC3\x28",
                                "{name}",
                                "a,\"b\""};

/// A batch in which every text is the payload.
Batch hostile_batch(const std::string& payload) {
  BatchFigure figure = batch_npv(1, 1, 0.5);
  figure.unit = payload;
  figure.p5 = {.missing = payload};
  BatchFigure other = figure;
  other.metric = payload;
  BatchEntry entry = batch_scenario(payload, payload, {{payload, payload, {figure, other}}});
  entry.reports = {payload, payload + "/" + payload};
  entry.sampler = entry.currency = entry.start = entry.step = payload;
  entry.converged = false;
  BatchEntry failed = batch_scenario(payload, payload, {});
  failed.failure = payload;
  return {payload, payload, {entry, entry, failed}, {payload}};
}

TEST(BatchFiles, ShowHostileTextAsText) {
  for (const std::string payload : kHostile) {
    const Batch batch = hostile_batch(payload);
    const std::string page = batch_page(batch), text = batch_text(batch, {});
    for (const char* active : {"<script", "<svg onload", "' onmouseover='"})
      EXPECT_FALSE(holds(page, active)) << payload;
    for (const std::string& shown : {page, text}) {
      EXPECT_FALSE(holds(shown, "\xE2\x80\xAE"));
      EXPECT_EQ(shown.find_first_of("\x1b\r\t"), std::string::npos) << payload;
    }
    const std::regex link("href=\"([^\"]*)\""), harmless("\\.?[A-Za-z0-9._~%-][A-Za-z0-9._~%/-]*");
    for (auto at = std::sregex_iterator(page.begin(), page.end(), link);
         at != std::sregex_iterator(); ++at)
      EXPECT_TRUE(std::regex_match((*at)[1].str(), harmless)) << (*at)[1];
    // Of each way its name and two files; the failed one's name; the study's file.
    EXPECT_EQ(count(page, "href="), 2 * 3u + 1 + 1) << payload;
    for (const BatchEntry& entry : batch.entries)
      EXPECT_EQ(batch_entry_json(read_batch_entry(batch_entry_json(entry))),
                batch_entry_json(entry));
  }
}

TEST(BatchCsv, IsAsWritten) {
  test::expect_golden("batch.csv", batch_csv(made_up_batch()));
}

TEST(BatchCsv, DisarmsTextsButNotNumbers) {
  const std::string csv = batch_csv(hostile_batch("=1+1"));
  EXPECT_TRUE(holds(csv,
                    "\r\n'=1+1,'=1+1,scenarios/=1+1.toml,'=1+1,'=1+1,'=1+1,1,1,,,,-9,-10,-8,171,"
                    "169,173,0.5,0.002,0,0,,,10000,7,'=1+1,'=1+1,'=1+1,5,'=1+1,false,p5: =1+1\r\n"))
      << csv;
  EXPECT_TRUE(holds(csv, "\r\n'=1+1,'=1+1,scenarios/=1+1.toml,,,")) << csv;
  EXPECT_TRUE(csv.ends_with(",'=1+1\r\n"));
  const std::string quoted = batch_csv(hostile_batch("\x1b,\"\n"));
  EXPECT_TRUE(holds(quoted, "\r\n\"\uFFFD,\"\"\n\",")) << quoted;
  EXPECT_FALSE(holds(quoted, "\x1b"));
}

TEST(BatchCsv, HasFrenchWordsAndTheSameKeys) {
  const std::string english = batch_csv(made_up_batch());
  const Speaking french(Language::french);
  const std::string csv = batch_csv(made_up_batch());
  EXPECT_TRUE(csv.starts_with(
      "scénario,titre,fichier,stratégie,indicateur,unité,mean,mean_error,p5,p5_low,p5_high,p50,"));
  EXPECT_TRUE(holds(csv, "mean\u00A0: certaines trajectoires n’y arrivent jamais"));
  EXPECT_EQ(count(csv, "\r\n"), count(english, "\r\n"));
}

}  // namespace
}  // namespace landfall::reports
