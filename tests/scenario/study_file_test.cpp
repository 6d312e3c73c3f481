// What a study says, and what is said about a wrong one, to the letter.
#include "scenario/study_file.hpp"

#include <gtest/gtest.h>

namespace landfall::scenario {
namespace {

const std::string kName = SOURCE_DIR "/studies/north-africa-sectors.toml";

StudyFile read(const std::string& text) {
  return read_study(SOURCE_DIR "/studies/s.toml", "schema = 1\n" + text);
}

/// Messages about a text, with the file's folder left out.
std::string said(const std::string& text) {
  std::string all;
  try {
    const StudyFile file = read(text);
    all = render(file.warnings, file.sources);
  } catch (const ScenarioError& error) {
    all = render(error.diagnostics, error.sources);
  }
  const std::string folder = SOURCE_DIR "/studies/";
  for (std::size_t at = all.find(folder); at != std::string::npos; at = all.find(folder))
    all.erase(at, folder.size());
  return all;
}

const std::string kTwo = R"([study]
title = "Two"
[study.scenario.fish]
file = "../scenarios/canned-fish-morocco.toml"
[study.scenario.frozen]
file = "../scenarios/frozen-fish-algeria.toml"
)";

TEST(StudyFile, TheExampleIsRead) {
  EXPECT_TRUE(is_study(kName));
  EXPECT_FALSE(is_study(SOURCE_DIR "/scenarios/frozen-fish-algeria.toml"));
  const StudyFile study = read_study(kName);
  ASSERT_EQ(study.entries.size(), 6u);
  EXPECT_EQ(study.entries[0].name, "canned-fish");
  EXPECT_EQ(study.entries[0].strategy, "staged");
  EXPECT_TRUE(study.entries[0].file.ends_with("/scenarios/canned-fish-morocco.toml"));
  EXPECT_EQ(study.entries[0].file.find(".."), std::string::npos);
  EXPECT_EQ(study.metrics.front(), "npv");
  const std::vector<std::string> common = {"scenario.years = 6", "scenario.step = \"month\"",
                                           "simulation.paths = 50_000",
                                           "simulation.seed = 20250912"};
  EXPECT_EQ(study.overrides, common);
  ASSERT_EQ(study.sweeps.size(), 1u);
  EXPECT_EQ(study.sweeps[0].values[2], "0.16");
}

TEST(StudyFile, ChangesAreWrittenAsOverrides) {
  const StudyFile study = read(kTwo + R"([study.scenario.frozen.set.market.DZ]
tariff.ad_valorem = { value = 0.1, assumption = "less" }
response = { elasticity = { triangular = [
  1, 2,
  3] } }
[study.set.fx.MAD]
per = "EUR"
)");
  EXPECT_EQ(study.overrides, std::vector<std::string>{"fx.MAD.per = \"EUR\""});
  const std::vector<std::string> own = {
      "market.DZ.tariff.ad_valorem = { value = 0.1, assumption = \"less\" }",
      "market.DZ.response = { elasticity = { triangular = [1, 2, 3] } }"};
  EXPECT_EQ(study.entries[1].overrides, own);
}

TEST(StudyFile, PatternsNameFilesInTheOrderOfTheirBytes) {
  const StudyFile study = read(R"([study]
title = "All"
files = ["../scenarios/*-fish-*.toml"]
)");
  ASSERT_EQ(study.entries.size(), 2u);
  EXPECT_EQ(study.entries[0].name, "canned-fish-morocco");
  EXPECT_EQ(study.entries[1].name, "frozen-fish-algeria");
}

TEST(StudyFile, APatternThatFindsNothing) {
  EXPECT_EQ(said("[study]\ntitle = \"None\"\nfiles = [\"*.tml\"]\n"),
            "s.toml:4:9: error: no file is like '*.tml'\n"
            "  4 | files = [\"*.tml\"]\n"
            "    |         ^^^^^^^^^ files are looked for from the folder of the study\n");
}

TEST(StudyFile, OneScenarioIsNone) {
  EXPECT_EQ(
      said("[study]\ntitle = \"One\"\n[study.scenario.fish]\nfile = \"a.toml\"\n"),
      "s.toml:2:1: error: a study needs two scenarios or more\n"
      "  2 | [study]\n"
      "    | ^^^^^^^ add [study.scenario.NAME] with file = \"...\", or files = [\"*.toml\"]\n");
}

TEST(StudyFile, KeysAndMetricsThatDoNotExist) {
  EXPECT_EQ(
      said("[study]\ntitel = \"One\"\nmetrics = [\"nvp\"]\n" + kTwo.substr(kTwo.find("[study.s"))),
      "s.toml:3:1: error: unknown key 'titel' in study\n"
      "  3 | titel = \"One\"\n"
      "    | ^^^^^ did you mean 'title'?\n"
      "s.toml:4:11: error: a study has no metric 'nvp'\n"
      "  4 | metrics = [\"nvp\"]\n"
      "    |           ^^^^^^^ did you mean \"npv\"?\n");
}

TEST(StudyFile, AStrategyIsChosenAndNotChanged) {
  EXPECT_EQ(said(kTwo + "[study.scenario.fish.set.strategy.dated]\ntitle = \"x\"\n"),
            "s.toml:8:26: error: a study chooses strategies, it does not change them\n"
            "  8 | [study.scenario.fish.set.strategy.dated]\n"
            "    |                          ^^^^^^^^ write strategy = \"NAME\" in "
            "[study.scenario.NAME]\n");
}

}  // namespace
}  // namespace landfall::scenario
