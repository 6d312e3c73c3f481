#include "study/entry_choice.hpp"

#include <gtest/gtest.h>

namespace landfall::study {
namespace {

constexpr std::size_t kPaths = 800;

std::vector<bool> every_other() {
  std::vector<bool> half(kPaths);
  for (std::size_t path = 0; path < kPaths; ++path) half[path] = path % 2 == 0;
  return half;
}

/// Good in every other pair of paths.
bool is_good(std::size_t path) {
  return path / 2 % 2 == 0;
}

/// What happens after the entry, whatever was known before: it sums to 0 over the good paths of a
/// half, and over the bad ones.
double luck(std::size_t path) {
  return path / 4 % 2 == 0 ? 5 : -5;
}

double mean_of(const TriedDates& tried, const std::vector<std::size_t>& chosen) {
  double sum = 0;
  for (std::size_t path = 0; path < chosen.size(); ++path) sum += tried.worth[chosen[path]][path];
  return sum / static_cast<double>(chosen.size());
}

TriedDates dates(std::size_t count, std::size_t kinds) {
  return {.worth = std::vector(count + 1, std::vector<double>(kPaths)),
          .state = std::vector(count, std::vector(kinds, std::vector<double>(kPaths)))};
}

TEST(EntryChoice, WhatIsCertainIsEnteredWhenItIsWorthMost) {
  TriedDates tried = dates(3, 1);
  const double worth[] = {3, 5, 4, 1};
  for (std::size_t date = 0; date < 4; ++date) tried.worth[date].assign(kPaths, worth[date]);
  EXPECT_EQ(choose_out_of_sample(tried, every_other()), std::vector<std::size_t>(kPaths, 1));
  tried.worth.back().assign(kPaths, 6);
  EXPECT_EQ(choose_out_of_sample(tried, every_other()), std::vector<std::size_t>(kPaths, 3));
}

// At first nothing is known, and entering is worth 0.25. Then every path shows whether it is good,
// worth 0.9, or bad, worth -0.6: waiting earns 0.45. A rule that saw the luck that comes after it,
// or compared a worth with the state's mean, would earn 2.5 and more.
TEST(EntryChoice, WaitingForNewsIsWorthItsKnownValue) {
  TriedDates tried = dates(2, 1);
  for (std::size_t path = 0; path < kPaths; ++path) {
    tried.worth[0][path] = 0.25 + luck(path);
    tried.worth[1][path] = (is_good(path) ? 0.9 : -0.6) + luck(path);
    tried.state[1][0][path] = is_good(path) ? 7 : 3;
  }
  const std::vector<std::size_t> chosen = choose_out_of_sample(tried, every_other());
  for (std::size_t path = 0; path < kPaths; ++path)
    EXPECT_EQ(chosen[path], is_good(path) ? 1U : 2U) << path;
  EXPECT_NEAR(mean_of(tried, chosen), 0.45, 1e-12);
  // The same news worth less than entering at once.
  for (double& worth : tried.worth[0]) worth += 0.25;
  EXPECT_EQ(choose_out_of_sample(tried, every_other()), std::vector<std::size_t>(kPaths, 0));
}

// Of two states it takes both to tell: enter where they have the same sign.
TEST(EntryChoice, TwoStatesTogether) {
  TriedDates tried = dates(1, 2);
  for (std::size_t path = 0; path < kPaths; ++path) {
    const double x = is_good(path) ? 1 : -1, y = path / 8 % 2 == 0 ? 100 : -100;
    tried.state[0][0][path] = x * static_cast<double>(1 + path % 5);
    tried.state[0][1][path] = y * static_cast<double>(1 + path % 7);
    tried.worth[0][path] = tried.state[0][0][path] * tried.state[0][1][path] + luck(path);
  }
  const std::vector<std::size_t> chosen = choose_out_of_sample(tried, every_other());
  for (std::size_t path = 0; path < kPaths; ++path)
    EXPECT_EQ(chosen[path] == 0, tried.state[0][0][path] * tried.state[0][1][path] > 0) << path;
}

// Too few paths for a polynomial leave their mean.
TEST(EntryChoice, FewPathsHaveAMean) {
  const TriedDates tried{.worth = {{4, 1, -1, 2}, {0, 0, 0, 0}}, .state = {{{1, 2, 3, 4}}}};
  EXPECT_EQ(choose_out_of_sample(tried, {true, true, false, false}),
            (std::vector<std::size_t>{0, 0, 0, 0}));
}

}  // namespace
}  // namespace landfall::study
