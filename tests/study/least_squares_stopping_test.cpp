#include "study/least_squares_stopping.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "maths/exp.hpp"

namespace landfall::study {
namespace {

/// The put of the paper: strike 1.10, 6 % a year, three dates, eight paths.
StoppingProblem eight_paths() {
  const double prices[8][3] = {{1.09, 1.08, 1.34}, {1.16, 1.26, 1.54}, {1.22, 1.07, 1.03},
                               {0.93, 0.97, 0.92}, {1.11, 1.56, 1.52}, {0.76, 0.77, 0.90},
                               {0.92, 0.84, 1.01}, {0.88, 1.22, 1.34}};
  StoppingProblem problem{.discount_factor = maths::exp(-0.06)};
  for (int date = 0; date < 3; ++date) {
    problem.payoff.emplace_back();
    problem.state.emplace_back();
    for (const auto& path : prices) {
      problem.payoff.back().push_back(std::max(0.0, 1.10 - path[date]));
      problem.state.back().push_back(path[date]);
    }
  }
  return problem;
}

// Longstaff & Schwartz (2001), section 1: 0.1144 and 0.0564 in print.
TEST(LeastSquaresStopping, TheEightPathsOfThePaper) {
  const StoppingSolution solution = least_squares_stopping(eight_paths());
  EXPECT_NEAR(solution.value.value, 0.1144343, 5e-8);
  EXPECT_NEAR(solution.at_the_end.value, 0.0563807, 5e-8);
  EXPECT_EQ(solution.acts_at, (std::vector<int>{-1, -1, 2, 0, -1, 0, 0, 0}));
}

TEST(LeastSquaresStopping, OneDateIsTakenWhereItPays) {
  const StoppingSolution solution = least_squares_stopping(
      {.payoff = {{3, -1, 0, 2}}, .state = {{1, 2, 3, 4}}, .discount_factor = 0.5});
  EXPECT_DOUBLE_EQ(solution.value.value, 0.5 * 5 / 4);
  EXPECT_EQ(solution.value, solution.at_the_end);
  EXPECT_EQ(solution.acts_at, (std::vector<int>{0, -1, -1, 0}));
}

// Law: what waits for nothing better acts at once. States that are alike leave a mean to compare.
TEST(LeastSquaresStopping, ALowerDegreeWhereStatesAreAlike) {
  const StoppingSolution solution = least_squares_stopping(
      {.payoff = {{5, 5, 5}, {4, 6, 2}}, .state = {{1, 1, 1}, {1, 1, 1}}, .discount_factor = 1});
  EXPECT_DOUBLE_EQ(solution.value.value, 5);
  EXPECT_EQ(solution.acts_at, (std::vector<int>{0, 0, 0}));
}

}  // namespace
}  // namespace landfall::study
