// The mean of the first so many paths is that of these paths, with the error that they have.
#include "summary/convergence.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/lanes.hpp"
#include "summary/grouped.hpp"
#include "support/generator.hpp"

namespace landfall::summary {
namespace {

std::vector<double> normals(std::size_t count) {
  test::Generator generator(3);
  std::vector<double> values(count);
  for (double& x : values) x = 1e5 + 4e5 * generator.normal();
  return values;
}

void add(const std::vector<double>& values, std::size_t block, Convergence& into) {
  const std::size_t first = block * kLanes;
  into.add_block(first, &values[first],
                 static_cast<int>(std::min<std::size_t>(kLanes, values.size() - first)));
}

std::size_t blocks_of(const std::vector<double>& values) {
  return (values.size() + kLanes - 1) / kLanes;
}

std::vector<Checkpoint> settled(const std::vector<double>& values, Grouping grouping) {
  Convergence all(grouping, 9e4);
  for (std::size_t block = 0; block < blocks_of(values); ++block) add(values, block, all);
  return all.finish();
}

/// The error of the mean of the first n, from the values themselves.
double error_of(const std::vector<double>& values, std::size_t n, Grouping grouping) {
  double sum = 0, squares = 0;
  if (grouping == Grouping::none) {
    for (std::size_t i = 0; i < n; ++i) sum += values[i];
    const double mean = sum / static_cast<double>(n);
    for (std::size_t i = 0; i < n; ++i) squares += (values[i] - mean) * (values[i] - mean);
    return std::sqrt(squares / static_cast<double>(n - 1) / static_cast<double>(n));
  }
  std::array<double, kGroups> means{}, counts{};
  for (std::size_t i = 0; i < n; ++i) {
    const auto group = static_cast<std::size_t>(group_of(grouping, i));
    means[group] += values[i];
    ++counts[group];
  }
  for (std::size_t group = 0; group < kGroups; ++group) means[group] /= counts[group];
  for (const double mean : means) sum += mean / kGroups;
  for (const double mean : means) squares += (mean - sum) * (mean - sum);
  return std::sqrt(squares / (kGroups - 1) / kGroups);
}

TEST(Convergence, EveryPointIsTheMeanOfItsPaths) {
  const std::vector<double> values = normals(5000);
  for (const Grouping grouping : {Grouping::none, Grouping::by_path, Grouping::by_pair}) {
    const std::vector<Checkpoint> points = settled(values, grouping);
    const std::vector<std::size_t> expected = {256, 512, 1024, 2048, 4096, 5000};
    ASSERT_EQ(points.size(), expected.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
      const std::size_t n = expected[i];
      EXPECT_EQ(points[i].paths, n);
      double sum = 0;
      for (std::size_t path = 0; path < n; ++path) sum += values[path];
      const double mean = sum / static_cast<double>(n);
      EXPECT_NEAR(points[i].mean.value, mean, 1e-9 * std::fabs(mean)) << n;
      const double error = error_of(values, n, grouping);
      EXPECT_NEAR(points[i].mean.error, error, 1e-9 * error) << n;
    }
  }
}

// 4000 times as many paths know the mean 63 times as well: the error of an error from so many paths
// is 1 / sqrt(2 n), 4 % at the first point and nothing at the last.
TEST(Convergence, TheErrorFallsWithTheSquareRoot) {
  const std::vector<Checkpoint> points = settled(normals(1 << 18), Grouping::none);
  ASSERT_EQ(points.size(), 11u);
  for (const Checkpoint& point : points) {
    const double n = static_cast<double>(point.paths);
    EXPECT_NEAR(point.mean.error * std::sqrt(n), 4e5, 5 * 4e5 / std::sqrt(2 * n)) << point.paths;
  }
}

TEST(Convergence, AnyOrderOfBlocksHasTheSameBits) {
  const std::vector<double> values = normals(20'000);
  for (const Grouping grouping : {Grouping::none, Grouping::by_path}) {
    Convergence ours(grouping, 9e4), theirs(grouping, 9e4);
    for (std::size_t block = blocks_of(values); block > 0; --block)
      add(values, block - 1, block % 3 == 0 ? ours : theirs);
    ours.merge(theirs);
    EXPECT_EQ(ours.finish(), settled(values, grouping));
    Convergence few(grouping, 9e4), many(grouping, 9e4);
    for (std::size_t block = 0; block < blocks_of(values); ++block)
      add(values, block, block < 3 ? few : many);
    few.merge(many);  // which reaches further
    EXPECT_EQ(few.finish(), settled(values, grouping));
  }
}

TEST(Convergence, KeepsTheLastPoints) {
  const std::vector<Checkpoint> points =
      settled(std::vector<double>((1u << 21) + 256, 1.0), Grouping::none);
  ASSERT_EQ(points.size(), Convergence::kCheckpointsMax);
  EXPECT_EQ(points.front().paths, 2048u);
  EXPECT_EQ(points.back().paths, (1u << 21) + 256);
  EXPECT_EQ(points.back().mean, (Estimate{.value = 1, .error = 0}));
}

TEST(Convergence, OnePathHasNoError) {
  const std::vector<Checkpoint> points = settled({5.0}, Grouping::none);
  ASSERT_EQ(points.size(), 1u);
  EXPECT_FALSE(points[0].mean.exists());
  EXPECT_FALSE(settled({5, 6, 7}, Grouping::by_path)[0].mean.exists());
}

}  // namespace
}  // namespace landfall::summary
