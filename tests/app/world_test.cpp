// Bad scenarios, and a world that does not cooperate: full disks, closed pipes, interrupts.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "app/program.hpp"

namespace landfall::test {
namespace {

const std::string kFish = scenario_file("frozen-fish-algeria.toml");
const std::string kUniform = scenario_file("analytic/uniform_price.toml");

constexpr const char* kFiveMistakes = R"(schema = 1
[scenario]
name = "Five mistakes"
currency = "EUR"
start = 2026-01-01
years = 0
[product]
price = { triangular = [5, 4, 6] }
[market.A]
[market.A.demand]
units_per_year = -3
grwoth = 0.1
[market.A.channel.one]
kind = "distributor"
ceiling_share = 1.5
)";

TEST(BadScenarios, AllMistakesAtOnce) {
  const Folder folder;
  const std::string file = folder.write("five.toml", kFiveMistakes);
  for (const std::vector<std::string>& words : {std::vector<std::string>{"run", file},
                                                {"check", file},
                                                {"explain", file},
                                                {"replay", file, "--path", "0"}}) {
    const Ended ended = landfall(words);
    EXPECT_EQ(ended.code, 2) << words[0];
    EXPECT_EQ(ended.out, "") << words[0];
    EXPECT_TRUE(has(ended.err, "5 problems, nothing was simulated"));
    for (const char* place :
         {"five.toml:6:", "five.toml:8:", "five.toml:11:", "five.toml:12:", "five.toml:15:"})
      EXPECT_TRUE(has(ended.err, place));
    EXPECT_TRUE(has(ended.err, "'growth'"));
  }
}

TEST(BadScenarios, SetMendsAndBreaks) {
  const Folder folder;
  const std::string file = folder.write("five.toml", kFiveMistakes);
  const Ended fewer = landfall(
      {"run", file, "--set", "scenario.years=1", "--set", "market.A.demand.units_per_year=3"});
  EXPECT_EQ(fewer.code, 2);
  EXPECT_TRUE(has(fewer.err, "3 problems, nothing was simulated"));
  const Ended wrong = landfall({"run", kUniform, "--set", "product.pirce=3"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_EQ(wrong.out, "");
  EXPECT_TRUE(has(wrong.err, "--set:1:"));
  EXPECT_TRUE(has(wrong.err, "price"));
}

TEST(BadScenarios, CheckGoesOnAfterABadFile) {
  const Folder folder;
  const std::string file = folder.write("five.toml", kFiveMistakes);
  const Ended ended = landfall({"check", file, kUniform});
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(has(ended.err, "5 problems"));
  EXPECT_TRUE(has(ended.out, "uniform_price.toml: no mistakes"));
}

TEST(BadScenarios, WhatIsNoFile) {
  const Folder folder;
  const std::string fifo = folder / "fifo";
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  for (const std::string& file :
       {folder.path().string(), folder / "missing.toml", std::string("/dev/zero"), fifo}) {
    const Ended ended = landfall({"run", file});
    EXPECT_EQ(ended.code, 2) << file;
    EXPECT_EQ(ended.out, "") << file;
    EXPECT_TRUE(has(ended.err, "landfall: "));
    EXPECT_TRUE(has(ended.err, file));
    EXPECT_EQ(std::count(ended.err.begin(), ended.err.end(), '\n'), 1) << ended.err;
  }
}

TEST(Output, OutHoldsWhatStandardOutputWould) {
  const Folder folder;
  const std::string file = folder.write("result.json", "what stood here before");
  const Ended ended =
      landfall({"run", kUniform, "--paths", "500", "--format", "json", "--out", file});
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out, "");
  EXPECT_EQ(contents(file), landfall({"run", kUniform, "--paths", "500", "--format", "json"}).out);
  EXPECT_EQ(folder.files(), 1u);
}

TEST(Output, WhereNothingCanBeWritten) {
  const Folder folder;
  ASSERT_EQ(mkdir((folder / "closed").c_str(), 0500), 0);
  ASSERT_EQ(mkdir((folder / "folder.csv").c_str(), 0700), 0);
  std::vector<std::string> places = {folder / "missing/out.csv", folder / "folder.csv"};
  if (geteuid() != 0) places.push_back(folder / "closed/out.csv");  // root may write everywhere
  for (const std::string& place : places)
    for (const char* option : {"--out", "--draws"}) {
      const Ended ended = landfall({"run", kUniform, "--paths", "500", option, place});
      EXPECT_EQ(ended.code, 2) << option << " " << place;
      EXPECT_EQ(ended.out, "") << option << " " << place;
      EXPECT_TRUE(has(ended.err, place));
      EXPECT_EQ(folder.files(), 2u);
    }
}

// A bad scenario leaves an older result as it was.
TEST(Output, AFailedRunKeepsTheOldFile) {
  const Folder folder;
  const std::string file = folder.write("result.json", "old");
  EXPECT_EQ(landfall({"run", kUniform, "--set", "scenario.years=-1", "--out", file}).code, 2);
  EXPECT_EQ(contents(file), "old");
  EXPECT_EQ(folder.files(), 1u);
}

TEST(Output, AFullDeviceIsAnError) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"run", kUniform, "--paths", "500"},
        {"explain", kUniform},
        {"check", kUniform},
        {"replay", kUniform, "--path", "0"},
        {"--help"},
        {"--version"}}) {
    const Ended ended = landfall(words, {.out = "/dev/full"});
    EXPECT_EQ(ended.code, 2) << words[0];
    EXPECT_TRUE(has(ended.err, "landfall: ")) << words[0];
  }
}

TEST(Output, AClosedStandardOutputIsAnError) {
  const Ended ended = landfall({"run", kUniform, "--paths", "500"}, {.close_out = true});
  EXPECT_EQ(ended.code, 2);
  EXPECT_TRUE(has(ended.err, "landfall: "));
}

TEST(Output, AReaderThatHasGoneIsNoNews) {
  const Folder folder;
  const std::string fifo = folder / "fifo";
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  const int reader = open(fifo.c_str(), O_RDONLY | O_NONBLOCK);
  const Ended ended = landfall({"run", kUniform, "--paths", "300000"},
                               {.out = fifo, .meanwhile = [&](pid_t) {
                                  // Wait until the program has the writing end, then go.
                                  std::this_thread::sleep_for(std::chrono::milliseconds(10));
                                  close(reader);
                                }});
  EXPECT_EQ(ended.code, 141);
  EXPECT_EQ(ended.err, "");
}

TEST(Interrupts, ALongRunEndsAndLeavesNothing) {
  const Folder folder;
  for (const int signal : {SIGINT, SIGTERM}) {
    const auto begun = std::chrono::steady_clock::now();
    const Ended ended = landfall({"run", kFish, "--paths", "1e9", "--threads", "2", "--out",
                                  folder / "out.txt", "--draws", folder / "draws.csv"},
                                 {.meanwhile = [&](pid_t child) {
                                   // Files are opened once the scenario is read: wait for the run
                                   // itself.
                                   for (int tick = 0; tick < 1000 && folder.files() == 0; ++tick)
                                     std::this_thread::sleep_for(std::chrono::milliseconds(5));
                                   std::this_thread::sleep_for(std::chrono::milliseconds(150));
                                   kill(child, signal);
                                 }});
    EXPECT_EQ(ended.code, 128 + signal);
    EXPECT_EQ(ended.out, "");
    EXPECT_TRUE(has(ended.err, "interrupted, nothing was written"));
    EXPECT_EQ(folder.files(), 0u);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(20));
  }
}

TEST(Environment, KernelsAreChosenByName) {
  const How baseline{.environment = {"LANDFALL_KERNELS=baseline"}};
  const std::vector<std::string> words = {"run", kUniform, "--paths", "300", "--format", "json"};
  EXPECT_EQ(landfall(words, baseline).out, landfall(words).out);
  const Ended wrong = landfall(words, {.environment = {"LANDFALL_KERNELS=sse9"}});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_EQ(wrong.out, "");
  EXPECT_TRUE(has(wrong.err, "allowed: baseline"));
}

TEST(Environment, LocaleAndColumnsChangeNoNumber) {
  const std::vector<std::string> words = {"run", kUniform, "--paths", "300", "--format", "json"};
  EXPECT_EQ(landfall(words, {.environment = {"LC_ALL=de_DE.UTF-8", "COLUMNS=20"}}).out,
            landfall(words).out);
}

}  // namespace
}  // namespace landfall::test
