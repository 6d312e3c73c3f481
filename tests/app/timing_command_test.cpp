// What the best rule for an entry would earn, as a user asks for it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/program.hpp"

namespace landfall::test {
namespace {

const std::string kStaged = scenario_file("staged-entry-maghreb.toml");
const std::vector<std::string> kTiming = {"timing",          kStaged,   "--entry",
                                          "staged.enter.TN", "--paths", "2000"};

std::vector<std::string> with(std::vector<std::string> more) {
  more.insert(more.begin(), kTiming.begin(), kTiming.end());
  return more;
}

TEST(TimingCommand, TextAndJsonForAnyNumberOfThreads) {
  const Ended text = landfall(kTiming);
  EXPECT_EQ(text.code, 0);
  EXPECT_EQ(text.err, "");
  EXPECT_TRUE(has(text.out, "When to enter Tunisia: staged.enter.TN, entered once revenue.MA"));
  EXPECT_TRUE(has(text.out, "the best rule of revenue.MA and cash"));
  EXPECT_EQ(text.out, landfall(with({"--threads", "3"})).out);
  const std::string json = landfall(with({"--format", "json"})).out;
  EXPECT_EQ(json, landfall(with({"--format", "json", "--threads", "3"})).out);
  const nlohmann::json timing = nlohmann::json::parse(json);
  EXPECT_EQ(timing["dates"].size(), 13u);
  // The rule as it is, is the strategy alone.
  const nlohmann::json alone = nlohmann::json::parse(
      landfall({"run", kStaged, "--strategy", "staged", "--paths", "2000", "--format", "json"})
          .out);
  EXPECT_EQ(timing["rule"]["npv"], alone["metrics"]["npv"]["mean"]);
}

TEST(TimingCommand, WhichEntry) {
  const Ended none = landfall({"timing", kStaged});
  EXPECT_EQ(none.code, 2);
  EXPECT_EQ(none.err,
            "landfall: several entries wait for something: which is to be timed?\n"
            "  hint: --entry with one of: staged.enter.TN, exclusive.enter.TN\n");
  const Ended close = landfall({"timing", kStaged, "--entry", "staged.enter.TM"});
  EXPECT_EQ(close.err,
            "landfall: no entry 'staged.enter.TM' waits for something\n"
            "  hint: did you mean 'staged.enter.TN'?\n");
  const Ended dated = landfall({"timing", scenario_file("analytic/bass.toml")});
  EXPECT_EQ(dated.code, 2);
  EXPECT_TRUE(has(dated.err, "has an entry that waits for something"));
  EXPECT_EQ(landfall(with({"--format", "csv"})).err,
            "landfall: timing has no such --format\n  hint: one of: text, json\n");
}

}  // namespace
}  // namespace landfall::test
