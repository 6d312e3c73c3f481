// Samples reordered so that they move together.
#include "random/iman_conover.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "maths/normal_quantile.hpp"

namespace landfall::random {
namespace {

maths::Matrix matrix_of(int size, std::vector<double> entries) {
  maths::Matrix matrix(size);
  matrix.entries = std::move(entries);
  return matrix;
}

Margin numbered(std::size_t n, std::uint64_t key) {
  Margin margin{std::vector<double>(n), key};
  std::iota(margin.values.begin(), margin.values.end(), 1.0);
  return margin;
}

/// Pearson's coefficient of the normal scores of two columns of the ranks 1 to n.
double correlation(const std::vector<double>& x, const std::vector<double>& y) {
  const double parts = static_cast<double>(x.size()) + 1;
  const auto score = [&](double rank) {
    return maths::normal_quantile(rank / parts, (parts - rank) / parts);
  };
  double xx = 0, xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += score(x[i]) * score(x[i]);
    xy += score(x[i]) * score(y[i]);
  }
  return xy / xx;
}

// Law: each value is used as often as before, ties included.
TEST(ImanConover, KeepsEveryMargin) {
  const std::vector<Margin> margins = {{{3, 1, 2, 2, 9, 7}, 5}, {{0, 0, 0, 1, 1, -4}, 6}};
  const auto trials = reorder(margins, matrix_of(2, {1, 0.5, 0.5, 1}));
  for (std::size_t i = 0; i < 2; ++i) {
    std::vector<double> before = margins[i].values, after = trials[i];
    std::sort(before.begin(), before.end());
    std::sort(after.begin(), after.end());
    EXPECT_EQ(before, after);
  }
}

// Claim: the correlation of the scores is the one asked for, up to what taking ranks of M* changes,
//        which falls like 1 / n: below 0.01 at 2 000 trials and 0.03 at 200.
// Power: columns that were merely shuffled scatter by 1 / sqrt(n), 0.022 and 0.07, about 0; without
//        the inverse of Q the values would scatter so about the ones asked for.
TEST(ImanConover, ReachesWhatIsAsked) {
  const maths::Matrix asked = matrix_of(3, {1, 0.8, -0.3, 0.8, 1, 0.1, -0.3, 0.1, 1});
  for (const auto& [n, allowed] : {std::pair<std::size_t, double>{200, 0.03}, {2000, 0.01}})
    for (std::uint64_t key = 1; key < 60; key += 3) {
      const auto trials =
          reorder({numbered(n, key), numbered(n, key + 1), numbered(n, key + 2)}, asked);
      EXPECT_NEAR(correlation(trials[0], trials[1]), 0.8, allowed);
      EXPECT_NEAR(correlation(trials[0], trials[2]), -0.3, allowed);
      EXPECT_NEAR(correlation(trials[1], trials[2]), 0.1, allowed);
    }
}

// Law: perfect dependence is exact, a margin added last changes no other, and keys alone decide.
TEST(ImanConover, Laws) {
  const auto one = reorder({numbered(50, 1), numbered(50, 2)}, matrix_of(2, {1, 1, 1, 1}));
  EXPECT_EQ(one[0], one[1]);
  const auto against = reorder({numbered(50, 1), numbered(50, 2)}, matrix_of(2, {1, -1, -1, 1}));
  for (std::size_t i = 0; i < 50; ++i) EXPECT_EQ(against[0][i] + against[1][i], 51);
  const auto two = reorder({numbered(50, 1), numbered(50, 2)}, matrix_of(2, {1, .4, .4, 1}));
  const auto three = reorder({numbered(50, 1), numbered(50, 2), numbered(50, 3)},
                             matrix_of(3, {1, .4, .2, .4, 1, .6, .2, .6, 1}));
  EXPECT_EQ(two[0], three[0]);
  EXPECT_EQ(two[1], three[1]);
  EXPECT_NE(two[0], reorder({numbered(50, 4), numbered(50, 2)}, matrix_of(2, {1, .4, .4, 1}))[0]);
}

}  // namespace
}  // namespace landfall::random
