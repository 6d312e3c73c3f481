// The house rules that a reader relies on, read from the sources themselves.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Source {
  std::string path;  ///< from the top of the project
  std::vector<std::string> lines;
};

std::vector<Source> sources_below(const std::vector<std::string>& folders) {
  std::vector<Source> found;
  for (const std::string& folder : folders)
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / folder)) {
      const std::string extension = entry.path().extension();
      if (extension != ".cpp" && extension != ".hpp") continue;
      Source source{fs::relative(entry.path(), SOURCE_DIR), {}};
      std::ifstream in(entry.path());
      for (std::string line; std::getline(in, line);) source.lines.push_back(line);
      found.push_back(source);
    }
  return found;
}

/// Floors of the house; a room includes its own floor and those below.
const std::map<std::string, int>& floors() {
  static const std::map<std::string, int> all = {
      {"base", 1},     {"maths", 1},    {"random", 2}, {"summary", 2}, {"model", 2},
      {"scenario", 3}, {"simulate", 4}, {"study", 5},  {"reports", 6}, {"app", 7}};
  return all;
}

std::string room_of(const std::string& path) {
  std::string rest = path.starts_with("engine/") ? path.substr(7) : path;
  return rest.substr(0, rest.find('/'));
}

/// Every line of the folders that matches, as "path:line: text", but for the files allowed.
std::string offenders(const std::vector<std::string>& folders, const std::regex& pattern,
                      const std::vector<std::string>& allowed = {}) {
  std::string report;
  for (const Source& source : sources_below(folders)) {
    bool skip = false;
    for (const std::string& path : allowed) skip = skip || source.path.starts_with(path);
    if (skip) continue;
    for (std::size_t i = 0; i < source.lines.size(); ++i) {
      std::string code = source.lines[i];
      if (const std::size_t comment = code.find("//"); comment != std::string::npos)
        code.resize(comment);
      if (std::regex_search(code, pattern))
        report += source.path + ":" + std::to_string(i + 1) + ": " + source.lines[i] + "\n";
    }
  }
  return report;
}

TEST(House, NoIncludePointsUpward) {
  const std::regex include("^#include \"([a-z_]+)/");
  std::string report;
  int seen = 0;
  for (const Source& source : sources_below({"engine", "reports", "app"})) {
    const std::string room = room_of(source.path);
    ASSERT_TRUE(floors().contains(room)) << source.path << " is in a room without a floor";
    for (const std::string& line : source.lines) {
      std::smatch found;
      if (!std::regex_search(line, found, include)) continue;
      ++seen;
      const std::string target = found[1];
      if (!floors().contains(target) || floors().at(target) > floors().at(room))
        report += source.path + ": " + line + "\n";
    }
  }
  EXPECT_GT(seen, 100);
  EXPECT_EQ(report, "");
}

TEST(House, RandomAndModelKnowNothingOfEachOther) {
  EXPECT_EQ(offenders({"engine/random", "engine/summary"}, std::regex("#include \"model/")), "");
  EXPECT_EQ(offenders({"engine/model", "engine/summary"}, std::regex("#include \"random/")), "");
  EXPECT_EQ(offenders({"engine/model", "engine/random"}, std::regex("#include \"summary/")), "");
}

TEST(House, TomlStaysInTheScenarioRoom) {
  EXPECT_EQ(offenders({"engine", "reports", "app"}, std::regex("toml\\+\\+"), {"engine/scenario/"}),
            "");
}

TEST(House, EigenStaysInLinear) {
  EXPECT_EQ(offenders({"engine", "reports", "app"}, std::regex("#include <Eigen"),
                      {"engine/maths/linear.cpp"}),
            "");
}

TEST(House, OnlyTheAppPrints) {
  const std::regex printing(
      "#include "
      "<iostream>|fmt::print|std::(cout|cerr|clog)|\\b(printf|fprintf|puts|fputs|putchar)\\(");
  EXPECT_EQ(offenders({"engine", "reports"}, printing), "");
  // Where standard error is full, fmt::print throws; app::tell does not.
  EXPECT_EQ(offenders({"app"}, std::regex("fmt::print")), "");
}

TEST(House, ResultsUseNoLibm) {
  const std::string names =
      "(exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|"
      "erf|erfc|"
      "tgamma|lgamma|cbrt|hypot|fma)";
  EXPECT_EQ(offenders({"engine", "reports"}, std::regex("std::" + names + "\\b")), "");
  // Unqualified or global: what <cmath> may have put there.
  EXPECT_EQ(
      offenders({"engine/model", "engine/simulate", "engine/scenario", "engine/summary", "reports"},
                std::regex("(^|[^a-z_0-9:.>])(::)?" + names + "\\(")),
      "");
  EXPECT_EQ(offenders({"engine", "reports", "app"}, std::regex("#include <(math.h|immintrin.h)>"),
                      {"engine/random/philox.hpp"}),
            "");
}

TEST(House, FmaIsForMathsAlone) {
  EXPECT_EQ(
      offenders({"engine/model", "engine/simulate", "engine/summary"}, std::regex("\\bfma\\(")),
      "");
}

TEST(House, FlagsKeepTheBits) {
  std::ifstream in(fs::path(SOURCE_DIR) / "CMakeLists.txt");
  std::stringstream text;
  text << in.rdbuf();
  EXPECT_NE(text.str().find("-ffp-contract=off"), std::string::npos);
  EXPECT_EQ(text.str().find("-ffast-math"), std::string::npos);
  EXPECT_EQ(text.str().find("-march=native"), std::string::npos);
}

}  // namespace
