// Correlations as asked for, and those of the normal scores that give them.
#include <gtest/gtest.h>

#include <cmath>

#include "scenario/scenario.hpp"

namespace landfall::scenario {
namespace {

constexpr const char* kHead = R"(
schema = 1
[scenario]
name = "Numbers"
currency = "EUR"
start = 2026-01-01
years = 1
[fx.MAD]
per = "EUR"
process = { gbm = { start = 10.8, drift = 0, volatility = 0.05 } }
[fx.TND]
per = "EUR"
process = { mean_reverting = { start = 3.4, level = 3.4, speed = 1, volatility = 0.05 } }
[shared]
a = { uniform = [0, 1] }
b = { normal = [0, 1] }
c = { lognormal = { mean = 2, sd = 1 } }
d = { uniform = [0, 1] }
[product]
price = 1
[market.MA.demand]
units_per_year = 1
volatility = 0.1
[market.MA.channel.distributor]
kind = "distributor"
ceiling_share = 1
[correlation.g]
)";

Group group_of(const std::string& body) {
  const Scenario scenario = read_scenario("s.toml", kHead + body);
  EXPECT_EQ(scenario.groups.size(), 1u);
  return scenario.groups.at(0);
}

std::string said(const std::string& body) {
  try {
    read_scenario("s.toml", kHead + body);
    return "";
  } catch (const ScenarioError& error) {
    std::string all;
    for (const Diagnostic& one : error.diagnostics) all += one.message + " | " + one.hint + "\n";
    return all;
  }
}

double pair_score(const std::string& measure, const std::string& value) {
  const Group group = group_of("of = [\"shared.a\", \"shared.b\"]\nmeasure = \"" + measure +
                               "\"\ncommon = " + value + "\n");
  EXPECT_EQ(group.scores[1], group.scores[2]);
  return group.scores[1];
}

// By hand: 2 sin(pi/12) = (sqrt 6 - sqrt 2)/2 = 0.5176380902, sin(pi/4) = 1/sqrt 2.
TEST(Correlation, RanksBecomeScores) {
  EXPECT_NEAR(pair_score("spearman", "0.5"), (std::sqrt(6) - std::sqrt(2)) / 2, 1e-15);
  EXPECT_NEAR(pair_score("spearman", "0.5"), 0.5176380902, 1e-10);
  EXPECT_NEAR(pair_score("spearman", "-0.5"), -0.5176380902, 1e-10);
  EXPECT_NEAR(pair_score("kendall", "0.5"), std::sqrt(0.5), 1e-15);
  EXPECT_NEAR(pair_score("kendall", "-0.5"), -std::sqrt(0.5), 1e-15);
  EXPECT_EQ(pair_score("pearson", "0.5"), 0.5);
}

// Law: the ends and the middle are kept exactly, so that perfect dependence stays perfect.
TEST(Correlation, NoneAndPerfectAreExact) {
  for (const char* measure : {"spearman", "kendall", "pearson"})
    for (const double exact : {-1.0, 0.0, 1.0})
      EXPECT_EQ(pair_score(measure, std::to_string(exact)), exact) << measure;
}

TEST(Correlation, SpearmanUnlessSaid) {
  const Group group = group_of("of = [\"shared.a\", \"shared.b\"]\ncommon = 0.5\n");
  EXPECT_EQ(group.measure, random::Measure::spearman);
  EXPECT_NEAR(group.scores[1], 0.5176380902, 1e-10);
  EXPECT_EQ(group.asked, (std::vector<double>{1, 0.5, 0.5, 1}));
  EXPECT_FALSE(group.of_processes);
}

TEST(Correlation, PairsThatAreNotNamedAreNone) {
  const Group group = group_of(
      "of = [\"shared.a\", \"shared.b\", \"shared.c\"]\nmeasure = \"pearson\"\n"
      "pairs = [{ between = [\"shared.c\", \"shared.a\"], value = 0.3 }]\n");
  EXPECT_EQ(group.scores, (std::vector<double>{1, 0, 0.3, 0, 1, 0, 0.3, 0, 1}));
}

TEST(Correlation, MatrixFollowsTheOrderOfItsMembers) {
  const Group group = group_of(
      "of = [\"shared.c\", \"shared.a\", \"shared.b\"]\nmeasure = \"pearson\"\n"
      "matrix = [[1, 0.1, 0.2], [0.1, 1, 0.3], [0.2, 0.3, 1]]\n");
  EXPECT_EQ(group.of, (std::vector<std::string>{"shared.c", "shared.a", "shared.b"}));
  EXPECT_EQ(group.scores, (std::vector<double>{1, 0.1, 0.2, 0.1, 1, 0.3, 0.2, 0.3, 1}));
}

TEST(Correlation, ProcessesAreNamedByRateAndByDemand) {
  const Group group =
      group_of("of = [\"fx.MAD\", \"fx.TND.process\", \"market.MA.demand\"]\ncommon = 0.2\n");
  EXPECT_TRUE(group.of_processes);
  EXPECT_TRUE(group.draws.empty());
  EXPECT_EQ(group.of,
            (std::vector<std::string>{"fx.MAD.process", "fx.TND.process", "market.MA.demand"}));
}

// Three normals at -1/2 each add up to a constant: the matrix is singular and sound. A step
// further it is no correlation. The eigenvalue is 1 + 2 r; the fence stands at -1e-10.
TEST(Correlation, SingularIsAllowedAndNothingBeyond) {
  const std::string members =
      "of = [\"shared.a\", \"shared.b\", \"shared.c\"]\nmeasure = \"pearson\"\ncommon = ";
  EXPECT_EQ(said(members + "-0.5\n"), "");
  EXPECT_EQ(said(members + "1\n"), "");
  EXPECT_NE(said(members + "-0.50005\n"), "");  // an eigenvalue of -0.0001
  EXPECT_NE(said(members + "-0.95\n"), "");     // of -0.9
}

// By hand (Pearson): beside r13 = r23 = 0.8, r12 may fall to 0.64 - 0.36 = 0.28. At 0.27 it is
// nearer to lower r13: to 0.27 x 0.8 + 0.6 sqrt(1 - 0.27^2) = 0.7937, named as 0.793.
TEST(Correlation, SmallestChangeOfOnePairIsNamedAndMendsIt) {
  const auto asked = [](const std::string& r12, const std::string& r13) {
    return "of = [\"shared.a\", \"shared.b\", \"shared.c\"]\nmeasure = \"pearson\"\n"
           "matrix = [[1, " +
           r12 + ", " + r13 + "], [" + r12 + ", 1, 0.8], [" + r13 + ", 0.8, 1]]\n";
  };
  EXPECT_EQ(said(asked("0.27", "0.8")),
            "the correlations of 'g' contradict each other | the smallest change of one pair: "
            "shared.a with shared.c from 0.8 to 0.793; or write repair = true to take the nearest "
            "that do not\n");
  EXPECT_EQ(said(asked("0.27", "0.793")), "");
  EXPECT_NE(said(asked("0.27", "0.794")), "");
  EXPECT_EQ(said(asked("0.28", "0.8")), "");
}

// Four members at -0.9 each: no single pair can mend that. The eigenvalue 1 + 3 r needs r >= -1/3,
// a share of 0.370 of what was asked.
TEST(Correlation, WhatNoPairMendsIsScaled) {
  EXPECT_EQ(said("of = [\"shared.a\", \"shared.b\", \"shared.c\", \"shared.d\"]\n"
                 "measure = \"pearson\"\ncommon = -0.9\n"),
            "the correlations of 'g' contradict each other | no single pair can mend it; multiply "
            "every correlation by 0.37; or write repair = true to take the nearest that do not\n");
}

// By hand: 0.9 and 0.5 leave between the other two 0.45 +- sqrt(0.19 * 0.75), at most 0.8275.
TEST(Correlation, PerfectPairThatCannotBeIsLoosened) {
  const auto asked = [](const std::string& r13) {
    return "of = [\"shared.a\", \"shared.b\", \"shared.c\"]\nmeasure = \"pearson\"\n"
           "matrix = [[1, 0.9, " +
           r13 + "], [0.9, 1, 0.5], [" + r13 + ", 0.5, 1]]\n";
  };
  EXPECT_NE(said(asked("1")).find("shared.a with shared.c from 1 to 0.827;"), std::string::npos);
  EXPECT_EQ(said(asked("0.827")), "");
  EXPECT_NE(said(asked("0.828")), "");
}

// A pair that moves as one leaves its third one value alone, which no rounding may miss.
TEST(Correlation, WhatIsNamedMendsBesideAPerfectPair) {
  const std::string members =
      "of = [\"shared.a\", \"shared.b\", \"shared.c\", \"shared.d\"]\nmeasure = \"pearson\"\n";
  const std::string message = said(
      members + "matrix = [[1, 1, 0.5, 0], [1, 1, 0.5, 0], [0.5, 0.5, 1, 0.9], [0, 0, 0.9, 1]]\n");
  EXPECT_NE(message.find("shared.c with shared.d from 0.9 to 0.866;"), std::string::npos)
      << message;
  EXPECT_EQ(said(members + "matrix = [[1, 1, 0.5, 0], [1, 1, 0.5, 0], [0.5, 0.5, 1, 0.866], "
                           "[0, 0, 0.866, 1]]\n"),
            "");
}

// Oracle: Higham (2002) for Pearson's; Spearman's are those of the scores found for it.
TEST(Correlation, RepairTakesTheNearest) {
  const std::string members = "of = [\"shared.a\", \"shared.b\", \"shared.c\"]\n";
  const std::string matrix = "matrix = [[1, 1, 0], [1, 1, 1], [0, 1, 1]]\n";
  const Group group = group_of(members + matrix + "measure = \"pearson\"\nrepair = true\n");
  EXPECT_TRUE(group.repaired);
  EXPECT_EQ(group.asked[1], 1);
  EXPECT_NEAR(group.used[1], 0.76068985, 5e-9);
  EXPECT_NEAR(group.used[2], 0.15729811, 5e-9);
  EXPECT_EQ(group.used, group.scores);
  const Group ranks = group_of(members + matrix + "repair = true\n");
  EXPECT_NEAR(ranks.scores[1], 0.76068985, 5e-9);
  EXPECT_NEAR(ranks.used[1], 6 / 3.141592653589793 * std::asin(0.76068985 / 2), 5e-9);
}

TEST(Correlation, RepairLeavesWhatIsConsistent) {
  const Group group = group_of("of = [\"shared.a\", \"shared.b\"]\ncommon = 0.3\nrepair = true\n");
  EXPECT_FALSE(group.repaired);
  EXPECT_EQ(group.used, group.asked);
}

TEST(Correlation, CopulaIsGaussianUnlessSaid) {
  const std::string pair = "of = [\"shared.a\", \"shared.b\"]\ncommon = 0.5\n";
  EXPECT_FALSE(group_of(pair).student_df);
  EXPECT_FALSE(group_of(pair + "copula = \"gaussian\"\n").student_df);
  EXPECT_EQ(group_of(pair + "copula = { t = { df = 4 } }\n").student_df, 4);
  EXPECT_EQ(group_of(pair + "copula.t.df = 4\n").student_df, 4);
}

// Spearman's 0.5 needs a rho of 0.5319 in a t copula with df 4 (the program's own integral is
// checked in rank_measure_test.cpp), and not 0.5176.
TEST(Correlation, RanksBecomeScoresOfATCopula) {
  const Group group =
      group_of("of = [\"shared.a\", \"shared.b\"]\ncommon = 0.5\ncopula = { t = { df = 4 } }\n");
  EXPECT_NEAR(random::MeasureOfScores(random::Measure::spearman, 4).measured(group.scores[1]), 0.5,
              1e-9);
  EXPECT_GT(group.scores[1], 0.53);
}

}  // namespace
}  // namespace landfall::scenario
