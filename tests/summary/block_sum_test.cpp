#include "summary/block_sum.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "support/generator.hpp"

namespace landfall::summary {
namespace {

// The definition: lane i joins lane i + width / 2.
double by_definition(std::vector<double> row) {
  while (row.size() > 1) {
    std::vector<double> half(row.size() / 2);
    for (std::size_t i = 0; i < half.size(); ++i) half[i] = row[i] + row[i + half.size()];
    row = half;
  }
  return row[0];
}

TEST(BlockSum, AddsWholeNumbersExactly) {
  std::vector<double> row(kLanes);
  for (int lane = 0; lane < kLanes; ++lane) row[lane] = lane;
  EXPECT_EQ(tree_sum(row.data()), 255 * 128);
}

// Law: the tree is fixed, so its rounding is too. Values of mixed size make every other order
// differ.
TEST(BlockSum, RoundsAsItsDefinitionSays) {
  test::Generator generator(1);
  int other_than_left_to_right = 0;
  for (int round = 0; round < 100; ++round) {
    std::vector<double> row;
    double left_to_right = 0;
    for (int lane = 0; lane < kLanes; ++lane) {
      row.push_back(generator.normal() * std::ldexp(1, static_cast<int>(generator.below(40))));
      left_to_right += row.back();
    }
    EXPECT_EQ(tree_sum(row.data()), by_definition(row));
    other_than_left_to_right += tree_sum(row.data()) != left_to_right ? 1 : 0;
  }
  EXPECT_GT(other_than_left_to_right, 50);  // or the test could not tell
}

}  // namespace
}  // namespace landfall::summary
