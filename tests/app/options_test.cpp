// The command line: help, versions, and what happens to words nobody knows.
#include <gtest/gtest.h>

#include <regex>

#include "app/program.hpp"

namespace landfall::test {
namespace {

const std::string kBass = scenario_file("analytic/bass.toml");

TEST(CommandLine, HelpIsAResult) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{}, {"--help"}, {"-h"}}) {
    const Ended ended = landfall(words);
    EXPECT_EQ(ended.code, 0);
    EXPECT_EQ(ended.err, "");
    for (const char* command : {"run", "check", "explain", "replay", "Exit codes", "NO_COLOR"})
      EXPECT_TRUE(has(ended.out, command));
  }
  const Ended run = landfall({"run", "--help"});
  EXPECT_EQ(run.code, 0);
  for (const char* option : {"--paths", "--seed", "--threads", "--draws", "--keep-draws",
                             "--max-memory", "--stop", "--set", "--format", "--out"})
    EXPECT_TRUE(has(run.out, option));
}

TEST(CommandLine, Version) {
  const Ended ended = landfall({"--version"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out.rfind("landfall ", 0), 0u);
  EXPECT_EQ(ended.err, "");
  // tests/house/bytes.sh reads this line too.
  const std::regex kernels(
      "\nkernels: \\w+ \\(chosen; built: baseline(, \\w+)*; this processor runs: baseline(, "
      "\\w+)*\\)\n");
  const std::string verbose = landfall({"--version", "--verbose"}).out;
  EXPECT_TRUE(std::regex_search(verbose, kernels)) << verbose;
  // So does tests/house/ranks.py.
  const std::regex mpi("\nMPI: (none|Open MPI \\d+\\.\\d+\\.\\d+|[A-Z][^,\n]+)\n");
  EXPECT_TRUE(std::regex_search(verbose, mpi)) << verbose;
}

TEST(CommandLine, PlotsANumberOfTheScenario) {
  const Ended drawn = landfall(
      {"explain", "--plot", "product.price", kBass, "--set", "product.price={uniform=[1,2]}"});
  EXPECT_EQ(drawn.code, 0);
  EXPECT_TRUE(has(drawn.out, "density over"));
  EXPECT_TRUE(has(drawn.out, "P50 1.5"));
  const Ended near = landfall({"explain", "--plot", "product.prize", kBass});
  EXPECT_EQ(near.code, 2);
  EXPECT_EQ(near.out, "");
  EXPECT_TRUE(has(near.err, "there is no number at 'product.prize'"));
  EXPECT_TRUE(has(near.err, "did you mean 'product.price'?"));
  EXPECT_TRUE(has(landfall({"explain", "--plot", "product", kBass}).err, "is a table"));
  EXPECT_EQ(landfall({"explain", "--plot", "product.price", "--format", "json", kBass}).code, 2);
}

struct Refused {
  std::vector<std::string> words;
  const char *message, *hint;
};

TEST(CommandLine, EveryRefusalSaysWhatWouldBeRight) {
  const std::vector<Refused> all = {
      {{"rnu", kBass}, "there is no command 'rnu'", "did you mean 'run'?"},
      {{"simulate", kBass},
       "there is no command 'simulate'",
       "commands: run, batch, verify, merge, compare, timing, check, explain, replay, report, "},
      {{kBass}, "there is no command", "did you mean: landfall run "},
      {{"run", kBass, "--path", "3"},
       "there is no option '--path' of 'run'",
       "did you mean '--paths'?"},
      {{"run", kBass, "--sed=3"}, "there is no option '--sed' of 'run'", "did you mean '--seed'?"},
      {{"run", kBass, "--paths", "010"}, "--paths must be a whole number from 1 to", "not '010'"},
      {{"run", kBass, "--stop", "npv.mean"}, "--stop cannot be 'npv.mean'", "npv.mean=10000"},
      {{"run", kBass, "--stop", "npv.mean=1", "--paths", "5000"},
       "--paths and --stop cannot both say how long to run",
       "--set simulation.stop.max_paths=5000"},
      {{"run", kBass, "--paths", "0"}, "--paths must be a whole number from 1 to", "not '0'"},
      {{"run", kBass, "--paths", "0x10"}, "--paths must be", "not '0x10'"},
      {{"run", kBass, "--paths", "1.5"}, "--paths must be", "decimal digits"},
      {{"run", kBass, "--paths=-5"}, "--paths must be", "not '-5'"},
      {{"run", kBass, "--paths", "1e13"}, "--paths must be", "not '1e13'"},
      {{"run", kBass, "--threads", "0"}, "--threads must be", "from 1 to 1024"},
      {{"run", kBass, "--seed", "9999999999999999999"}, "--seed must be", "from 0 to"},
      {{"run", kBass, "--max-memory", "2 GB"}, "--max-memory must be a size, not '2 GB'", "2G"},
      {{"run", kBass, "--max-memory", "G"}, "--max-memory must be a size, not 'G'", "2G"},
      {{"run", kBass, "--max-memory", "0"}, "--max-memory must be a size, not '0'", "2G"},
      {{"run", kBass, "--max-memory", "9999999999T"}, "--max-memory must be a size", "2G"},
      {{"run", kBass, "--keep-draw"}, "no option '--keep-draw'", "did you mean '--keep-draws'?"},
      {{"run", kBass, "--format", "jsn"}, "--format cannot be 'jsn'", "did you mean 'json'?"},
      {{"run", kBass, "--format", "xml"},
       "--format cannot be 'xml'",
       "one of: text, json, csv, markdown"},
      {{"run"}, "files", "see landfall --help"},
      {{"replay", kBass}, "--path", "see landfall --help"},
      {{"replay", kBass, "--path", "1", "--format", "markdown"},
       "replay has no such --format",
       "text, json, csv"},
      {{"explain", kBass, "--format", "csv"},
       "explain has no such --format",
       "text, json, markdown"},
      {{"run", kBass, kBass, "--format", "json"}, "one scenario at a time", "once for each file"},
      {{"run", kBass, kBass, "--report", "a.html"}, "once for each scenario", "{name}.html"},
      {{"run", kBass, kBass, "--report", "{name}.html"}, "two files have the name 'bass'", "each"},
      {{"run", kBass, "--report", "a.html", "--lang", "en,fr"}, "for each language", "{lang}"},
      {{"run", kBass, "--lang", "fr,en"}, "several languages are for the files", "--lang"},
      {{"run", kBass, "--lang", "fr,fr"}, "--lang names 'fr' twice", "once"},
      {{"run", kBass, "--lang", "de"}, "--lang cannot be 'de'", "en, fr"},
      {{"run", kBass, "--xlsx-draws", "100"}, "--xlsx-draws needs a spreadsheet", "FILE.xlsx"},
      {{"run", kBass, "--report", "a.xlsx", "--xlsx-draws", "1048576"},
       "--xlsx-draws must be all or a whole number from 0 to 1048575, not '1048576'",
       "--draws FILE.parquet"},
      {{"run", kBass, "--report", "a.xlsx", "--xlsx-draws", "some"}, "not 'some'", "--draws"},
      {{"run", kBass, "--draws", "a.txt"},
       "--draws cannot be 'a.txt'",
       "its name ends in .parquet, .csv or .npy"},
      {{"run", kBass, "--out", kBass}, "is the scenario itself", "elsewhere"},
      {{"run", kBass, "--out", "a.csv", "--draws", "a.csv"}, "name the same file", "each its own"},
  };
  for (const Refused& refused : all) {
    const Ended ended = landfall(refused.words);
    EXPECT_EQ(ended.code, 2) << refused.message;
    EXPECT_EQ(ended.out, "") << refused.message;
    EXPECT_TRUE(has(ended.err, refused.message));
    EXPECT_TRUE(has(ended.err, refused.hint));
  }
}

TEST(CommandLine, NumbersOfPaths) {
  for (const char* paths : {"1e3", "1000", "1_000"}) {
    const Ended ended = landfall({"run", kBass, "--paths", paths});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_TRUE(has(ended.out, "1 000 paths")) << paths;
  }
  EXPECT_EQ(landfall({"run", kBass, "--paths", "1e5"}).code, 0);
}

TEST(CommandLine, ControlCharactersAreNotEchoed) {
  const Ended ended = landfall({"run", kBass, "--paths", "\x1b[31mred"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_EQ(ended.err.find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace landfall::test
