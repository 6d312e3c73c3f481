// A study as the trade office runs it.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "app/program.hpp"

namespace landfall::test {
namespace {

const std::string kStudy = SOURCE_DIR "/studies/north-africa-sectors.toml";

/// A study of two scenarios in a file of its own, with more lines.
std::string study_with(const std::string& name, const std::string& lines) {
  const std::string file = std::string(::testing::TempDir()) + name;
  const std::string scenarios = SOURCE_DIR "/scenarios/";
  std::ofstream(file) << "schema = 1\n[study]\ntitle = \"Two\"\npaths = 1000\nyears = 3\nseed = 1\n"
                         "start = 2026-01-01\n[study.scenario.fish]\nfile = \""
                      << scenarios
                      << "frozen-fish-algeria.toml\"\n[study.scenario.staged]\nfile = \""
                      << scenarios << "staged-entry-maghreb.toml\"\n"
                      << lines;
  return file;
}

TEST(Study, AnswersWhichSectorFirstAndHowSure) {
  const Ended ended = landfall({"compare", kStudy, "--paths", "2000"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.err, "");
  EXPECT_TRUE(has(ended.out, "North Africa: which sector first?"));
  EXPECT_TRUE(has(ended.out, " first: npv of "));
  EXPECT_TRUE(has(ended.out, "That is the wrong choice in "));
  EXPECT_TRUE(has(ended.out, "League by mean npv"));
  EXPECT_TRUE(has(ended.out, "Median revenue by market"));
  EXPECT_TRUE(has(ended.out, "scenario.discount = 0.16"));
  EXPECT_TRUE(has(ended.out, "landfall compare "));
}

TEST(Study, FiguresAreThoseOfTheScenarioRunAlone) {
  const std::string file = study_with("alone.toml", "strategy = \"exclusive\"\n");
  const Ended ended = landfall({"compare", file, "--format", "json"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  const auto json = nlohmann::json::parse(ended.out);
  const auto alone = nlohmann::json::parse(
      landfall({"run", scenario_file("staged-entry-maghreb.toml"), "--strategy", "exclusive",
                "--set", "scenario.years=3", "--paths", "1000", "--seed", "1", "--format", "json"})
          .out);
  EXPECT_EQ(json["ways"][1]["name"], "staged");
  EXPECT_EQ(json["ways"][1]["summary"]["metrics"], alone["metrics"]);
  EXPECT_EQ(json["study"]["title"], "Two");
  ASSERT_EQ(json["ranks"][2]["metric"], "npv");
  const auto& ranks = json["ranks"][2]["ways"];
  EXPECT_NEAR(ranks[0]["probability"][0]["value"].get<double>() +
                  ranks[1]["probability"][0]["value"].get<double>(),
              1, 1e-12);  // no two are equal
}

TEST(Study, ASweepIsTheStudyWithAnotherNumber) {
  const std::string file = study_with("sweep.toml",
                                      "[study.sweep.rate]\naddress = \"scenario.discount\"\n"
                                      "values = [0, 0.2]\n");
  const auto json = nlohmann::json::parse(landfall({"compare", file, "--format", "json"}).out);
  const auto set = nlohmann::json::parse(
      landfall({"compare", file, "--format", "json", "--set", "scenario.discount=0.2"}).out);
  ASSERT_EQ(json["study"]["sweeps"].size(), 2u);
  EXPECT_EQ(json["study"]["sweeps"][1]["means"][0]["value"],
            set["ways"][0]["summary"]["metrics"]["npv"]["mean"]["value"]);
}

TEST(Study, EveryFormatIsTheSameForAnyNumberOfThreads) {
  const std::string file = study_with("threads.toml", "");
  for (const char* format : {"json", "csv", "text", "markdown"}) {
    const std::string one = landfall({"compare", file, "--format", format, "--threads", "1"}).out;
    EXPECT_GT(one.size(), 800u) << format;
    EXPECT_EQ(one, landfall({"compare", file, "--format", format, "--threads", "3"}).out);
  }
}

TEST(Study, MistakesOfAllItsFilesComeAtOnce) {
  const std::string file =
      study_with("wrong.toml",
                 "strategy = \"exclusve\"\n[study.scenario.fish.set]\nproduct.cost = -1\n"
                 "[study.scenario.none]\nfile = \"none.toml\"\n");
  const Ended ended = landfall({"compare", file});
  EXPECT_EQ(ended.code, 2);
  EXPECT_EQ(ended.out, "");
  EXPECT_TRUE(has(ended.err, "'cost' must be at least 0, not -1")) << ended.err;
  EXPECT_TRUE(has(ended.err, "did you mean \"exclusive\"?")) << ended.err;
  EXPECT_TRUE(has(ended.err, "none.toml")) << ended.err;
  EXPECT_TRUE(has(ended.err, "set by " + file + ":1:16: error")) << ended.err;
  EXPECT_TRUE(has(ended.err, "3 problems")) << ended.err;
}

TEST(Study, ScenariosMustShareTheirFutures) {
  std::string file = study_with("apart.toml", "");
  const Ended apart = landfall({"compare", file, "--set", "simulation.seed=3"});
  EXPECT_EQ(apart.code, 0);  // the same for both
  std::ofstream(file, std::ios::app) << "set.scenario.step = \"quarter\"\n";
  const Ended ended = landfall({"compare", file});
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(has(ended.err, "these scenarios do not share their futures: ")) << ended.err;
  EXPECT_TRUE(has(ended.err, "such as years = 5")) << ended.err;
}

TEST(Study, IsNoScenario) {
  const Ended ended = landfall({"explain", kStudy});
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(has(ended.err, "this is a study of several scenarios, and not one of them"));
  EXPECT_TRUE(has(ended.err, "landfall compare reads it"));
}

}  // namespace
}  // namespace landfall::test
