// From nothing to a first scenario.
#include <gtest/gtest.h>

#include <fstream>

#include "app/program.hpp"

namespace landfall::test {
namespace {

TEST(InitCommand, WritesAScenarioThatRunsAsItStands) {
  const Folder folder;
  const std::string file = folder / "first.toml";
  const Ended ended = landfall({"init", file});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_TRUE(has(ended.err, "now: landfall check " + file));
  EXPECT_EQ(contents(file), contents(scenario_file("first-scenario.toml")));
  const Ended run = landfall({"run", file, "--paths", "500"});
  EXPECT_EQ(run.code, 0) << run.err;
  EXPECT_EQ(run.err, "");
}

TEST(InitCommand, KnowsTheSectors) {
  for (const char* sector : {"canned-fish", "interactive-displays", "ev-charging",
                             "medical-equipment", "medicines", "3d-printers"}) {
    const Folder folder;
    const std::string file = folder / "sector.toml";
    EXPECT_EQ(landfall({"init", "--sector", sector, file}).code, 0) << sector;
    EXPECT_EQ(contents(file), contents(scenario_file(std::string(sector) + "-morocco.toml")));
  }
}

TEST(InitCommand, OverwritesNothingAndSaysWhatThereIs) {
  const Folder folder;
  const std::string file = folder / "mine.toml";
  std::ofstream(file) << "mine";
  const Ended there = landfall({"init", file});
  EXPECT_EQ(there.code, 2);
  EXPECT_TRUE(has(there.err, "is there already"));
  EXPECT_EQ(contents(file), "mine");
  const Ended unknown = landfall({"init", "--sector", "medicine", folder / "m.toml"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_TRUE(has(unknown.err, "there is no sector 'medicine'\n  hint: did you mean 'medicines'?"));
  EXPECT_EQ(landfall({"init", folder / "no/such.toml"}).code, 2);
}

}  // namespace
}  // namespace landfall::test
