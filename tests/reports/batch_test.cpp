// What a batch keeps of each scenario, its league, and how that reads on a screen.
#include "reports/batch.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <limits>
#include <stdexcept>
#include "reports/reports.hpp"

#include "base/language.hpp"
#include "reports/batch_league.hpp"
#include "tests/reports/batch_made_up.hpp"
#include "tests/reports/golden.hpp"
#include "tests/reports/made_up.hpp"

namespace landfall::reports {
namespace {

using test::batch_npv;
using test::batch_scenario;
using test::made_up_batch;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::string places_of(const BatchGroup& group) {
  std::string places;
  for (const BatchRow& row : group.rows)
    places += row.entry->name + (row.way->name.empty() ? "" : "/" + row.way->name) + " " +
              std::to_string(row.low) + "-" + std::to_string(row.high) + "; ";
  return places;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(BatchEntryOfAResult, HoldsItsWholeMetricsAndNoOther) {
  simulate::Result result = test::sardines();
  const BatchEntry entry = batch_entry(result);
  EXPECT_EQ(entry.name, "");
  EXPECT_EQ(entry.title, "Canned sardines into the Maghreb");
  EXPECT_EQ(entry.file, "scenarios/sardines.toml");
  EXPECT_EQ(entry.currency + entry.start + entry.step + entry.sampler,
            "EUR2026-01-01monthindependent");
  EXPECT_EQ(entry.years, 5);
  EXPECT_EQ(entry.paths, 100'000u);
  EXPECT_EQ(entry.seed, 20250912u);
  EXPECT_TRUE(entry.converged);
  ASSERT_EQ(entry.ways.size(), 1u);
  std::string metrics;
  for (const BatchFigure& figure : entry.ways[0].figures) metrics += figure.metric + " ";
  EXPECT_EQ(metrics, "revenue margin npv payback_months peak_funding market_share ");
  const BatchFigure& npv = entry.ways[0].figures[2];
  EXPECT_EQ(npv.mean, result.summary.metrics[2].mean);
  EXPECT_EQ(npv.p5, result.summary.metrics[2].percentiles[1].estimate);
  EXPECT_EQ(npv.p50, result.summary.metrics[2].percentiles[4].estimate);
  EXPECT_EQ(npv.p95, result.summary.metrics[2].percentiles[7].estimate);
  EXPECT_EQ(npv.above_zero, (summary::Estimate{0.620, 0.00153, ""}));
  EXPECT_FALSE(entry.ways[0].figures[0].above_zero.has_value());
  const BatchFigure& payback = entry.ways[0].figures[3];
  EXPECT_TRUE(payback.absent_is_never);
  EXPECT_EQ(payback.absent_share.value, 0.221);
  result.stopping = simulate::Stopping{.converged = false};
  EXPECT_FALSE(batch_entry(result).converged);
}

TEST(BatchEntryOfAResult, HasAWayForEachStrategy) {
  simulate::Comparison comparison;
  comparison.ways = {{"staged", "Tunisia later", test::sardines()},
                     {"at-once", "Both at once", test::sardines()}};
  comparison.stopping = simulate::Stopping{.converged = false};
  const BatchEntry entry = batch_entry(comparison);
  EXPECT_EQ(entry.title, "Canned sardines into the Maghreb");
  EXPECT_FALSE(entry.converged);
  ASSERT_EQ(entry.ways.size(), 2u);
  EXPECT_EQ(entry.ways[1].name, "at-once");
  EXPECT_EQ(entry.ways[1].title, "Both at once");
  EXPECT_EQ(entry.ways[1].figures, batch_entry(test::sardines()).ways[0].figures);
}

TEST(BatchEntryJson, IsOneLineThatReadsBackTheSame) {
  std::vector<BatchEntry> entries = made_up_batch().entries;
  entries.push_back(batch_entry(test::sardines()));
  BatchEntry odd = batch_scenario("odd \"\\\n\x01\u2028<script>", "\U0001F41F", {});
  odd.paths = odd.seed = std::numeric_limits<std::uint64_t>::max();
  BatchFigure figure = batch_npv(0.1 + 0.2, 1e-310, 0.5);
  figure.mean = {1.7e308, kInfinity};
  figure.p5 = {-1.7e308, -kInfinity, kInfinity};
  figure.above_zero = summary::Estimate{.missing = "no {such} threshold"};
  figure.absent_share = {.missing = "why"};
  odd.ways = {{"a", "b", {figure}}, {"", "", {}}};
  entries.push_back(odd);
  for (const BatchEntry& entry : entries) {
    const std::string json = batch_entry_json(entry);
    EXPECT_FALSE(holds(json, "\n"));
    for (const char* value : {"inf", "nan", "Infinity", "NaN"}) EXPECT_FALSE(holds(json, value));
    EXPECT_EQ(read_batch_entry(json), entry) << json;
    const Speaking french(Language::french);
    EXPECT_EQ(batch_entry_json(entry), json);
  }
}

TEST(BatchEntryJson, IsAsWritten) {
  BatchFigure figure{.metric = "npv",
                     .unit = "EUR",
                     .mean = {1.5, 0.25},
                     .p5 = {-1, -2, 0.5},
                     .p50 = {.missing = "none"},
                     .p95 = {3, -kInfinity, kInfinity},
                     .absent_share = {0, 0},
                     .above_zero = summary::Estimate{0.5, 0.1}};
  BatchEntry entry = batch_scenario("a", "A", {{"w", "W", {figure}}});
  entry.reports = {"a/report.html"};
  EXPECT_EQ(
      batch_entry_json(entry),
      R"({"name":"a","title":"A","file":"scenarios/a.toml","reports":["a/report.html"],)"
      R"("failure":"","converged":true,"paths":10000,"seed":7,"sampler":"independent",)"
      R"("currency":"EUR","start":"2026-01-01","step":"month","years":5,"ways":[{"name":"w",)"
      R"("title":"W","figures":[{"metric":"npv","unit":"EUR","mean":{"value":1.5,"error":0.25},)"
      R"("p5":{"value":-1.0,"low":-2.0,"high":0.5},"p50":{"value":null,"reason":"none"},)"
      R"("p95":{"value":3.0,"low":null,"high":null},"absent_is_never":false,)"
      R"("absent_share":{"value":0.0,"error":0.0},"above_zero":{"value":0.5,"error":0.1}}]}]})");
}

/// What read_batch_entry says of a text; empty where it takes it.
std::string refusal(const std::string& json) {
  try {
    read_batch_entry(json);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST(BatchEntryJson, RefusesAnythingElseAndSaysWhy) {
  const std::string good = batch_entry_json(made_up_batch().entries[3]);
  ASSERT_EQ(refusal(good), "");
  const auto with = [&](const std::string& what, const std::string& other) {
    std::string changed = good;
    const std::size_t at = changed.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return changed.replace(at, what.size(), other);
  };
  EXPECT_EQ(refusal(with("\"converged\":true,", "")),
            "no scenario of a batch: the file has no 'converged'");
  EXPECT_EQ(refusal(with("402000.0", "\"much\"")),
            "no scenario of a batch: ways[0].figures[0].mean.value is text \"much\": a number "
            "belongs here");
  EXPECT_TRUE(holds(refusal(with("\"error\":2000.0", "\"error\":-1.0")), "a number from 0 on"));
  EXPECT_TRUE(holds(refusal(with("\"low\":78000.0", "\"low\":1e9")), "no more than high"));
  EXPECT_TRUE(holds(refusal(with("\"years\":5", "\"years\":-5")), "years"));
  EXPECT_TRUE(holds(refusal(with("402000.0", "402000")), "as Landfall writes it"));
  EXPECT_TRUE(holds(refusal(with("{\"name\"", "{\"more\":1,\"name\"")), "as Landfall writes it"));
  EXPECT_TRUE(holds(refusal(good + "\n"), "as Landfall writes it"));
  for (const std::string& json :
       {std::string(), std::string("null"), std::string("[]"), good.substr(0, good.size() / 2),
        good + good, with("402000.0", "1e999"), with("leather", "\xC3(")})
    EXPECT_TRUE(refusal(json).starts_with("no scenario of a batch: ")) << json;
}

// Five ways are ten pairs, whose intervals hold together at 2.81 errors. The first two are 8 apart
// with an error of 3 + 2: either may be first. All other differences are more than ten errors.
TEST(BatchLeague, HasPlacesByHand) {
  const Batch batch = made_up_batch();
  const std::vector<BatchGroup> groups = batch_groups(batch);
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(places_of(groups[0]),
            "canned-fish/staged 1-2; leather 1-2; canned-fish/at-once 3-3; school-displays 4-4; "
            "x-ray 5-5; ");
  EXPECT_EQ(places_of(groups[1]), "dinars 1-1; ");
}

// One pair asks for 1.96 errors. The sum of both is 5: 9.7 are in doubt, 9.9 are not. With errors
// that are independent, 3.61, both would be certain.
TEST(BatchLeague, AddsTheErrorsOfADifference) {
  for (const auto& [ahead, places] : {std::pair{9.7, "b 1-2; a 1-2; "}, {9.9, "b 1-1; a 2-2; "}}) {
    const Batch batch{
        .entries = {batch_scenario("a", "", {{"", "", {batch_npv(100, 2, 1)}}}),
                    batch_scenario("b", "", {{"", "", {batch_npv(100 + ahead, 3, 1)}}})}};
    EXPECT_EQ(places_of(batch_groups(batch)[0]), places);
  }
  // Errors between sixteen groups ask for 2.13 of them, 10.66.
  Batch sobol{.entries = {batch_scenario("a", "", {{"", "", {batch_npv(100, 2, 1)}}}),
                          batch_scenario("b", "", {{"", "", {batch_npv(110.3, 3, 1)}}})}};
  sobol.entries[1].sampler = "sobol";
  EXPECT_EQ(places_of(batch_groups(sobol)[0]), "b 1-2; a 1-2; ");
  sobol.entries[1].ways[0].figures[0].mean.value = 111;
  EXPECT_EQ(places_of(batch_groups(sobol)[0]), "b 1-1; a 2-2; ");
}

TEST(BatchLeague, PutsWaysWithoutAMeanLastAndRanksTheOthers) {
  BatchFigure no_mean = batch_npv(9, 1, 1);
  no_mean.mean = {.missing = "one path"};
  BatchFigure no_error = batch_npv(50, 1, 1);
  no_error.mean.error = kInfinity;
  const Batch batch{.entries = {batch_scenario("no-npv", "", {{"", "", {test::batch_payback()}}}),
                                batch_scenario("no-mean", "", {{"", "", {no_mean}}}),
                                batch_scenario("low", "", {{"", "", {batch_npv(-5, 0.1, 1)}}}),
                                batch_scenario("open", "", {{"", "", {no_error}}}),
                                batch_scenario("high", "", {{"", "", {batch_npv(5, 0.1, 1)}}})}};
  EXPECT_EQ(places_of(batch_groups(batch)[0]),
            "open 1-3; high 1-2; low 2-3; no-npv 0-0; no-mean 0-0; ");
  EXPECT_TRUE(holds(batch_text(batch, {}), "no-mean"));
}

TEST(BatchLeague, KeepsApartWhatCannotBeCompared) {
  Batch batch;
  for (int i = 0; i < 6; ++i)
    batch.entries.push_back(batch_scenario(std::string(1, static_cast<char>('a' + i)), "",
                                           {{"", "", {batch_npv(100 + i, 2, 1)}}}));
  batch.entries[1].currency = "MAD";
  batch.entries[2].start = "2027-01-01";
  batch.entries[3].years = 6;
  batch.entries[4].step = "year";
  std::string names;
  for (const BatchGroup& group : batch_groups(batch)) {
    for (const BatchRow& row : group.rows) names += row.entry->name;
    names += " " + group_setting(group, {}) + "; ";
  }
  for (std::size_t at = 0; (at = names.find("\u00A0")) != std::string::npos;)
    names.replace(at, 2, " ");
  EXPECT_EQ(names,
            "fa EUR · 60 months from 2026-01-01; b MAD · 60 months from 2026-01-01; "
            "c EUR · 60 months from 2027-01-01; d EUR · 72 months from 2026-01-01; "
            "e EUR · 5 years from 2026-01-01; ");
}

TEST(BatchLeague, LeavesOutRanksOfMoreThanAreCompared) {
  Batch batch;
  for (std::size_t i = 0; i < kBatchRanksMost; ++i)
    batch.entries.push_back(
        batch_scenario("a", "", {{"", "", {batch_npv(static_cast<double>(i), 1e-6, 1)}}}));
  EXPECT_TRUE(batch_groups(batch)[0].ranked);
  EXPECT_EQ(batch_groups(batch)[0].rows[0].high, 1);
  batch.entries.push_back(batch.entries.front());
  EXPECT_FALSE(batch_groups(batch)[0].ranked);
  const std::string text = batch_text(batch, {});
  EXPECT_TRUE(holds(text, "no ranks of more than 200")) << text;
  EXPECT_TRUE(holds(text, "and 151 more")) << text;
  EXPECT_FALSE(holds(text, "rank:"));
  EXPECT_FALSE(holds(batch_page(batch), "rank:"));
}

TEST(BatchText, IsAsWritten) {
  Batch batch = made_up_batch();
  test::expect_golden("batch.txt", batch_text(batch, {}));
  const Speaking french(Language::french);
  batch.study_reports = {"study/report.html", "study/report.md"};
  test::expect_golden("french_batch.txt", batch_text(batch, {.width = 60}));
}

TEST(BatchText, SaysLittleOfAnEmptyBatch) {
  EXPECT_EQ(batch_text({.version = "0.1.0"}, {}), "Many scenarios\n0 scenarios · landfall 0.1.0\n");
}

}  // namespace
}  // namespace landfall::reports
