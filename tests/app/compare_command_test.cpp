// Strategies of a file and several files, as a user compares them.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/program.hpp"

namespace landfall::test {
namespace {

const std::string kStaged = scenario_file("staged-entry-maghreb.toml");
const std::string kFish = scenario_file("frozen-fish-algeria.toml");

std::string value_of(const nlohmann::json& metrics, const char* metric) {
  return metrics[metric]["mean"]["value"].dump();
}

TEST(CompareCommand, StrategiesStandSideBySide) {
  const Ended ended = landfall({"run", kStaged, "--paths", "2000"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.err, "");
  EXPECT_TRUE(has(ended.out, "Side by side"));
  EXPECT_TRUE(has(ended.out, "staged: Tunisia once Morocco sells for 600 000 a year"));
  EXPECT_TRUE(has(ended.out, "exclusive has a higher npv than both: "));
  EXPECT_TRUE(has(ended.out, "both - staged"));
  EXPECT_TRUE(has(ended.out, "entry into TN"));
  EXPECT_TRUE(has(ended.out, "Regret"));
  EXPECT_TRUE(has(ended.out, "--paths 2000"));
}

TEST(CompareCommand, EveryFormatIsTheSameForAnyNumberOfThreads) {
  for (const char* format : {"json", "csv", "text", "markdown"}) {
    const auto with = [&](const char* threads) {
      return landfall({"run", kStaged, "--paths", "2000", "--format", format, "--threads", threads})
          .out;
    };
    const std::string one = with("1");
    EXPECT_GT(one.size(), 1000u) << format;
    EXPECT_EQ(one, with("5")) << format;
  }
}

TEST(CompareCommand, AStrategyAloneHasTheSameFigures) {
  const nlohmann::json all =
      nlohmann::json::parse(landfall({"run", kStaged, "--paths", "2000", "--format", "json"}).out);
  EXPECT_EQ(all["schema"], "landfall/comparison/1");
  ASSERT_EQ(all["ways"].size(), 3u);
  for (const nlohmann::json& way : all["ways"]) {
    const nlohmann::json alone = nlohmann::json::parse(
        landfall({"run", kStaged, "--paths", "2000", "--format", "json", "--strategy", way["name"]})
            .out);
    EXPECT_EQ(alone["scenario"]["strategy"], way["name"]);
    EXPECT_EQ(alone["metrics"], way["summary"]["metrics"]);
  }
  const nlohmann::json& first = all["differences"][0];
  EXPECT_EQ(first["metric"], "revenue");
  EXPECT_EQ(first["first"], "both");
  EXPECT_EQ(first["second"], "staged");
  EXPECT_TRUE(first["mean_difference"]["error"].is_number());
  EXPECT_EQ(first["dominance"]["first_order"]["verdict"], "first");
  EXPECT_EQ(all["regret"][0]["ways"].size(), 3u);
}

TEST(CompareCommand, CsvNamesTheStrategyOfALine) {
  const std::string csv = landfall({"run", kStaged, "--paths", "2000", "--format", "csv"}).out;
  EXPECT_EQ(csv.rfind("metric,market,channel,strategy,period,statistic,value,error,low,high,unit,"
                      "reason\r\nrevenue,,,both,,mean,",
                      0),
            0u);
  EXPECT_TRUE(has(csv, "\r\nnpv,,,both less staged,,mean_difference,"));
  EXPECT_TRUE(has(csv, "\r\nnpv,,,both less staged,,dominance_first_order,"));
  EXPECT_TRUE(has(csv, "\r\nnpv,,,staged,,expected_regret,"));
}

TEST(CompareCommand, WithoutUnicodeThereIsNone) {
  const Ended ended = landfall({"run", kStaged, "--paths", "1000"}, {.environment = {"LC_ALL=C"}});
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(
      std::all_of(ended.out.begin(), ended.out.end(), [](char c) { return (c & 0x80) == 0; }));
}

TEST(CompareCommand, AStrategyCanBeReplayed) {
  const Ended ended = landfall({"replay", kStaged, "--path", "3", "--strategy", "staged"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(has(ended.out, "entry_months.TN"));
  EXPECT_TRUE(has(ended.out, "--strategy staged"));
}

TEST(CompareCommand, ExplainListsStrategies) {
  const Ended ended = landfall({"explain", kStaged});
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(has(ended.out, "entered once revenue.MA of 12 months was above 600 000 EUR"));
  EXPECT_TRUE(has(ended.out, "market.MA.channel.distributor.prospects = 1"));
}

TEST(CompareCommand, MistakesAreSaidWithARemedy) {
  const Ended unknown = landfall({"run", kStaged, "--strategy", "stagd"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_EQ(unknown.err, "landfall: there is no strategy 'stagd' in " + kStaged +
                             "\n  hint: did you mean 'staged'?\n");
  const Ended none = landfall({"run", kFish, "--strategy", "staged"});
  EXPECT_EQ(none.code, 2);
  EXPECT_EQ(none.err, "landfall: there is no strategy 'staged' in " + kFish +
                          "\n  hint: the file has no [strategy.NAME]\n");
  const Folder folder;
  const Ended draws = landfall({"run", kStaged, "--draws", folder / "draws.csv"});
  EXPECT_EQ(draws.code, 2);
  EXPECT_EQ(draws.err,
            "landfall: --draws, --sipmath and --sip-trials are of one strategy\n"
            "  hint: choose it with --strategy NAME\n");
  EXPECT_EQ(landfall({"compare", kFish}).err,
            "landfall: compare needs two scenarios or more, or a study\n"
            "  hint: for example: landfall compare first.toml second.toml\n");
}

TEST(CompareCommand, FilesAreComparedPathByPath) {
  const Folder folder;
  const Ended text = landfall({"run", kFish, "--paths", "1000", "--format", "json"});
  const std::string other = folder / "no-duty.toml";
  std::ofstream(other) << contents(kFish)
                       << "\n[market.DZ.tariff.change.zero]\nad_valorem = 0\nstarts = 2026-04-01\n";
  const Ended ended = landfall({"compare", kFish, other, "--paths", "1000", "--format", "json"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  const nlohmann::json json = nlohmann::json::parse(ended.out);
  EXPECT_EQ(json["ways"][0]["name"], "frozen-fish-algeria");
  EXPECT_EQ(json["ways"][1]["name"], "no-duty");
  EXPECT_EQ(value_of(json["ways"][0]["summary"]["metrics"], "npv"),
            value_of(nlohmann::json::parse(text.out)["metrics"], "npv"));
  const Ended strategies = landfall({"compare", kFish, kStaged, "--set", "scenario.years=3",
                                     "--set", "simulation.seed=1", "--paths", "1000"});
  EXPECT_EQ(strategies.code, 0) << strategies.err;
  EXPECT_TRUE(has(strategies.out, "exclusive: One distributor in Morocco"));
  EXPECT_TRUE(has(strategies.out, "landfall compare " + kFish + " \\\n    " + kStaged));
  const Ended seeds = landfall({"compare", kFish, scenario_file("bench/maghreb6x60.toml")});
  EXPECT_EQ(seeds.code, 2);
  EXPECT_TRUE(has(seeds.err, "landfall: these files do not share their futures: "));
}

}  // namespace
}  // namespace landfall::test
