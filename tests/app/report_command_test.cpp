// report: what a run wrote as JSON, in every other form.
#include <gtest/gtest.h>

#include <tuple>

#include "app/program.hpp"

namespace landfall::test {
namespace {

const std::vector<std::string> kForms = {"txt", "md", "html", "csv", "json"};

/// The words of a command that writes every form of a report into the folder.
std::vector<std::string> with_reports(std::vector<std::string> words, const Folder& folder) {
  for (const std::string& form : kForms) {
    words.push_back("--report");
    words.push_back(folder / ("report." + form));
  }
  return words;
}

void expect_same_reports(const std::vector<std::string>& words) {
  const Folder first, again;
  const Ended ran = landfall(with_reports(words, first));
  ASSERT_LE(ran.code, 1) << words[1] << ran.err;
  std::vector<std::string> report = {"report", first / "report.json"};
  if (words[words.size() - 2] == "--lang")
    report.insert(report.end(), words.end() - 2, words.end());
  const Ended read = landfall(with_reports(report, again));
  ASSERT_EQ(read.code, 0) << words[1] << read.err;
  EXPECT_EQ(read.out, ran.out);
  for (const std::string& form : kForms)
    EXPECT_TRUE(contents(first / ("report." + form)) == contents(again / ("report." + form)))
        << words[1] << ": ." << form;
}

// One result, strategies, a study with sweeps, a stop rule that holds and one that does not,
// several products, correlation groups, processes, and paths that never pay back.
TEST(ReportCommand, GivesTheReportsOfTheRun) {
  const std::vector<std::vector<std::string>> all = {
      {"run", scenario_file("first-scenario.toml"), "--paths", "200"},
      {"run", scenario_file("canned-fish-morocco.toml"), "--paths", "100"},
      {"compare", SOURCE_DIR "/studies/north-africa-sectors.toml", "--paths", "40"},
      {"run", scenario_file("analytic/uniform_price.toml"), "--stop", "npv.mean=50%"},
      {"run", scenario_file("two-products-morocco.toml"), "--paths", "100"},
      {"run", scenario_file("analytic/correlated_draws.toml"), "--paths", "200"},
      {"run", scenario_file("analytic/correlated_shocks.toml"), "--paths", "200"},
      {"run", scenario_file("analytic/tenders.toml"), "--paths", "300", "--set",
       "scenario.name='\"<&\\ \u00e9'", "--lang", "fr"}};
  for (const std::vector<std::string>& words : all) expect_same_reports(words);
}

// Several files and languages by one command, into folders that it makes: each report is that of a
// command for it alone.
TEST(ReportCommand, OneCommandWritesAllFilesInAllLanguages) {
  const Folder folder;
  const std::string study = SOURCE_DIR "/studies/north-africa-sectors.toml";
  std::vector<std::string> words = {
      "run", scenario_file("analytic/bass.toml"), study, "--paths", "40", "--lang", "en,fr"};
  for (const std::string& form : kForms) {
    words.push_back("--report");
    words.push_back(folder / ("{lang}/{name}." + form));
  }
  const Ended all = landfall(words);
  ASSERT_EQ(all.code, 0) << all.err;
  for (const std::string language : {"en", "fr"}) {
    const Folder alone;
    for (const auto& [command, file, name] :
         {std::tuple{"run", words[1], "bass"}, {"compare", study, "north-africa-sectors"}}) {
      std::vector<std::string> one = {command, file, "--paths", "40", "--lang", language};
      ASSERT_EQ(landfall(with_reports(one, alone)).code, 0);
      for (const std::string& form : kForms)
        EXPECT_TRUE(contents(folder / (language + "/" + name + "." + form)) ==
                    contents(alone / ("report." + form)))
            << language << " " << name << "." << form;
    }
  }
  EXPECT_EQ(contents(folder / "en/bass.json"), contents(folder / "fr/bass.json"));
  EXPECT_NE(contents(folder / "en/bass.md"), contents(folder / "fr/bass.md"));
}

TEST(ReportCommand, RefusesAFileWithItsPlaceAndWritesNothing) {
  const Folder folder;
  const std::string scenario = scenario_file("analytic/bass.toml");
  const std::string good = landfall({"run", scenario, "--paths", "100", "--format", "json"}).out;
  const std::string cut = folder.write("cut.json", good.substr(0, good.size() / 2));
  const Ended ended =
      landfall({"report", cut, "--report", folder / "a.html", "--out", folder / "b"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_EQ(ended.out, "");
  EXPECT_TRUE(has(ended.err, cut + ":"));
  EXPECT_TRUE(has(ended.err, "this is not JSON"));
  EXPECT_TRUE(has(ended.err, "nothing was written"));
  EXPECT_EQ(folder.files(), 1U);

  const Ended toml = landfall({"report", scenario});
  EXPECT_EQ(toml.code, 2);
  EXPECT_TRUE(has(toml.err, "this is not JSON"));
  EXPECT_TRUE(has(landfall({"report", folder / "none.json"}).err, "cannot read"));
  EXPECT_TRUE(has(landfall({"report", cut, "--out", cut}).err, "is the result itself"));
  EXPECT_TRUE(has(landfall({"report", cut, "--report", cut}).err, "is taken"));
}

TEST(ReportCommand, ReadsStandardInput) {
  const Folder folder;
  const std::string file = folder / "result.json";
  landfall({"run", scenario_file("analytic/bass.toml"), "--paths", "100", "--out", file, "--format",
            "json"});
  const Ended ended = landfall({"report", "-", "--format", "csv"}, {.in = file});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_TRUE(has(ended.out, "metric,market,channel,"));
}

}  // namespace
}  // namespace landfall::test
