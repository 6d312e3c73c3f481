// Text: what a user reads after a slip. Each entry of malformed/*.txt changes one place of
// malformed/good.toml and gives the exact messages.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "scenario/scenario.hpp"

namespace landfall::scenario {
namespace {

std::string contents(const std::string& name) {
  const std::string path = std::string(SOURCE_DIR) + "/tests/scenario/malformed/" + name;
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const std::string& good() {
  static const std::string text = contents("good.toml");
  return text;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

/// Everything that is said about a scenario, errors or warnings.
std::string said(const std::string& text, const std::vector<std::string>& overrides = {}) {
  try {
    const Scenario scenario = read_scenario("s.toml", text, overrides);
    return render(scenario.warnings, scenario.sources);
  } catch (const ScenarioError& error) {
    return render(error.diagnostics, error.sources);
  }
}

struct Mistake {
  std::string name, right, wrong, said;
};

void PrintTo(const Mistake& mistake, std::ostream* out) {
  *out << mistake.name;
}

/// Entries: ### NAME, <<<, lines of good.toml, >>>, lines to put in their place, ===, the messages.
std::vector<Mistake> mistakes(const std::string& name) {
  std::vector<Mistake> all;
  std::istringstream lines(contents(name));
  std::string* into = nullptr;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("### ")) {
      all.push_back({line.substr(4), "", "", ""});
    } else if (line == "<<<") {
      into = &all.back().right;
    } else if (line == ">>>") {
      into = &all.back().wrong;
    } else if (line == "===") {
      into = &all.back().said;
    } else {
      *into += line + "\n";
    }
  }
  // A blank line parts the entries.
  for (Mistake& mistake : all)
    if (mistake.said.ends_with("\n\n")) mistake.said.pop_back();
  return all;
}

std::string name_of(const ::testing::TestParamInfo<Mistake>& info) {
  return info.param.name;
}

class Malformed : public ::testing::TestWithParam<Mistake> {};

TEST_P(Malformed, IsToldExactly) {
  const Mistake& mistake = GetParam();
  EXPECT_EQ(said(replaced(good(), mistake.right, mistake.wrong)), mistake.said);
}

#define MISTAKES(group, file) \
  INSTANTIATE_TEST_SUITE_P(group, Malformed, ::testing::ValuesIn(mistakes(file)), name_of)
MISTAKES(Access, "access.txt");
MISTAKES(Chances, "chances.txt");
MISTAKES(Channels, "channels.txt");
MISTAKES(Distributions, "distributions.txt");
MISTAKES(Families, "families.txt");
MISTAKES(Correlations, "correlations.txt");
MISTAKES(Money, "money.txt");
MISTAKES(Events, "events.txt");
MISTAKES(Processes, "processes.txt");
MISTAKES(Origins, "origins.txt");
MISTAKES(Products, "products.txt");
MISTAKES(Payment, "payment.txt");
MISTAKES(References, "references.txt");
MISTAKES(Tariffs, "tariffs.txt");
MISTAKES(Time, "time.txt");
MISTAKES(WhatPeopleType, "what_people_type.txt");
MISTAKES(KeysAndTables, "keys_and_tables.txt");
MISTAKES(Stop, "stop.txt");
MISTAKES(Strategies, "strategies.txt");
MISTAKES(Warnings, "warnings.txt");
#undef MISTAKES

TEST(MalformedFile, TheGoodOneHasNothingToSay) {
  EXPECT_EQ(said(good()), "");
}

TEST(MalformedFile, FiveMistakesAreAllToldInTheOrderOfTheFile) {
  std::string text = good();
  text = replaced(text, "start = 2026-04-01", "start = 01/04/2026");
  text = replaced(text, "triangular = [3, 4, 5]", "triangular = [3, 6, 5]");
  text = replaced(text, "ad_valorem = 0.25", "ad_valorme = 0.25");
  text = replaced(text, "probability = 0.3", "probability = 30");
  text = replaced(text, "\"shared.freight\" }", "\"shared.frieght\" }");
  try {
    read_scenario("s.toml", text);
    FAIL() << "read a scenario with five mistakes";
  } catch (const ScenarioError& error) {
    EXPECT_EQ(render(error.diagnostics, error.sources),
              "s.toml:6:9: error: '01/04/2026' is not a date\n"
              "  6 | start = 01/04/2026\n"
              "    |         ^^^^^^^^^^ dates are year-month-day: 2026-04-01\n"
              "s.toml:27:21: error: low, mode and high must rise: 3, 6, 5 do not\n"
              "  27 | triangular = [3, 6, 5]\n"
              "     |                     ^\n"
              "s.toml:43:1: error: unknown key 'ad_valorme' in market.MA.tariff\n"
              "  43 | ad_valorme = 0.25\n"
              "     | ^^^^^^^^^^ did you mean 'ad_valorem'?\n"
              "s.toml:49:15: error: 'probability' must lie between 0 and 1, not 30\n"
              "  49 | probability = 30\n"
              "     |               ^^ shares are fractions: 30 % is 0.3\n"
              "s.toml:53:20: error: there is no number at 'shared.frieght'\n"
              "  53 | freight = { from = \"shared.frieght\" }\n"
              "     |                    ^^^^^^^^^^^^^^^^ did you mean 'shared.freight'?\n");
    EXPECT_EQ(closing_line(error.diagnostics), "5 problems, nothing was simulated");
  }
}

TEST(MalformedFile, NothingInItIsOneProblem) {
  const std::string expected =
      "s.toml: error: the file is empty\n"
      "  hint: begin it with schema = 1, [scenario], [product] and [market.MA]\n";
  EXPECT_EQ(said(""), expected);
  EXPECT_EQ(said("# only\n\n# comments\n"), expected);
}

TEST(MalformedFile, AFileOfOneLineIsMissingOneTableAfterTheOther) {
  EXPECT_EQ(said("schema = 1\n"),
            "s.toml: error: there is no [scenario]\n"
            "  hint: it needs name, currency, start, years\n"
            "s.toml: error: there is no [product]\n"
            "  hint: it needs price\n"
            "s.toml: error: there is no market\n"
            "  hint: add [market.MA] and the tables below it\n");
}

// A wrong currency of the scenario, a missing start: what hangs on them is not told again.
TEST(MalformedFile, AFaultAboveIsNotRepeatedBelow) {
  EXPECT_EQ(said(replaced(good(), "currency = \"EUR\"\nstart", "currency = \"eur\"\nstart")),
            "s.toml:5:12: error: a currency has three capital letters, not \"eur\"\n"
            "  5 | currency = \"eur\"\n"
            "    |            ^^^^^ for example \"EUR\"\n");
  EXPECT_EQ(said(replaced(good(), "start = 2026-04-01\n", "")),
            "s.toml:3:1: error: 'start' is missing in scenario\n"
            "  3 | [scenario]\n"
            "    | ^^^^^^^^^^ write start = 2026-01-01\n");
}

TEST(MalformedFile, ATableAboveThatOnlyItsPartsMadeIsNamed) {
  EXPECT_EQ(
      said(replaced(replaced(good(), "[market.MA]\ncurrency = \"MAD\"\nenter = 2026-07-01\n", ""),
                    "year = 2025", "year = 2025\nenter = 2026-07-01")),
      "s.toml:37:1: error: unknown key 'enter' in market.MA.demand\n"
      "  37 | enter = 2026-07-01\n"
      "     | ^^^^^ a key of market.MA: write it below [market.MA]\n");
}

struct Override {
  std::string argument, said;
};

TEST(MalformedOverride, IsShownWithItsArgument) {
  const std::vector<Override> all = {
      {"market.MA.tarif.ad_valorem=0",
       "--set:1:11: error: unknown key 'tarif' in market.MA\n"
       "  1 | market.MA.tarif.ad_valorem=0\n"
       "    |           ^^^^^ did you mean 'tariff'?\n"},
      {"market.MA.tariff.ad_valorem=-1",
       "--set:1:29: error: 'ad_valorem' must be at least 0, not -1\n"
       "  1 | market.MA.tariff.ad_valorem=-1\n"
       "    |                             ^^\n"},
      {"market.MA.tariff.ad_valorem=\"0\"",
       "--set:1:29: error: 'ad_valorem' must be a number, not text \"0\"\n"
       "  1 | market.MA.tariff.ad_valorem=\"0\"\n"
       "    |                             ^^^ write 0, without quotes\n"},
      {"market.MA.tariff.ad_valorem",
       "--set:1:1: error: the '=' is missing\n"
       "  1 | market.MA.tariff.ad_valorem\n"
       "    | ^ write --set ADDRESS=VALUE\n"},
      {"product.price.triangular.high=1",
       "--set:1:31: error: low, mode and high must rise: 3, 4, 1 do not\n"
       "  1 | product.price.triangular.high=1\n"
       "    |                               ^\n"},
      {"market.MA.demand.enter=2026-07-01",
       "--set:1:18: error: unknown key 'enter' in market.MA.demand\n"
       "  1 | market.MA.demand.enter=2026-07-01\n"
       "    |                  ^^^^^ a key of market.MA\n"},
      {"simulation.seed=-1",
       "--set:1:17: error: 'seed' must be a whole number from 0 to 9223372036854775807, not -1\n"
       "  1 | simulation.seed=-1\n"
       "    |                 ^^\n"},
  };
  for (const Override& one : all) EXPECT_EQ(said(good(), {one.argument}), one.said);
}

}  // namespace
}  // namespace landfall::scenario
