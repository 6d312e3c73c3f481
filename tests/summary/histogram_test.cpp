#include "summary/histogram.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

#include "base/lanes.hpp"
#include "summary/quantile.hpp"
#include "support/generator.hpp"

namespace landfall::summary {
namespace {

constexpr double kLargest = std::numeric_limits<double>::max();

Histogram histogram_of(const std::vector<double>& values, int mantissa_bits) {
  Histogram histogram(mantissa_bits);
  for (std::size_t first = 0; first < values.size(); first += kLanes) {
    const std::size_t count = std::min<std::size_t>(kLanes, values.size() - first);
    histogram.add_block(&values[first], static_cast<int>(count));
  }
  return histogram;
}

std::vector<Cell> all_of(const OrderedCells& cells) {
  std::vector<Cell> all;
  cells.visit_lowest(cells.size(), [&](const Cell& cell) { all.push_back(cell); });
  return all;
}

void expect_same(const OrderedCells& a, const OrderedCells& b) {
  ASSERT_EQ(a.size(), b.size());
  const auto cells_a = all_of(a), cells_b = all_of(b);
  ASSERT_EQ(cells_a.size(), cells_b.size());
  for (std::size_t i = 0; i < cells_a.size(); ++i) {
    EXPECT_EQ(cells_a[i].low, cells_b[i].low);
    EXPECT_EQ(cells_a[i].high, cells_b[i].high);
    EXPECT_EQ(cells_a[i].paths, cells_b[i].paths);
  }
}

// With one mantissa bit, an octave [2^e, 2^(e+1)) has the cells [1, 1.5) and [1.5, 2) times 2^e.
TEST(Histogram, CellsByHand) {
  const auto cells = histogram_of({1, 1.49, 1.5, 3, -1, -1.5, 0, -0.0}, 1).ordered();
  const auto all = all_of(cells);
  const double edges[][2] = {{-2, -1.5}, {-1.5, -1}, {0, 0}, {1, 1.5}, {1.5, 2}, {3, 4}};
  const std::uint64_t paths[] = {1, 1, 2, 2, 1, 1};
  ASSERT_EQ(all.size(), 6u);
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_EQ(all[i].low, edges[i][0]);
    EXPECT_EQ(all[i].high, edges[i][1]);
    EXPECT_EQ(all[i].paths, paths[i]);
  }
}

TEST(Histogram, HoldsTheWholeRangeOfADouble) {
  const double infinity = HUGE_VAL;
  const auto cells = histogram_of({kLargest, -kLargest, infinity, std::nan(""), -infinity,
                                   0x1p-1074, -0x1p-1074, 0x1p-1022, 1e-300},
                                  9)
                         .ordered();
  ASSERT_EQ(cells.size(), 9u);
  EXPECT_EQ(cells.low_at(0), -kLargest);
  EXPECT_EQ(cells.at(1), 0);  // the smallest subnormals stand with zero
  EXPECT_EQ(cells.at(2), 0);
  EXPECT_LE(cells.low_at(3), 0x1p-1022);
  EXPECT_EQ(cells.high_at(5), kLargest);
  for (const std::uint64_t rank : {6u, 7u, 8u}) EXPECT_EQ(cells.at(rank), infinity);
}

// Law: every value lies within its cell, and a cell is no wider than promised.
TEST(Histogram, CellsHoldTheirValues) {
  test::Generator generator(1);
  for (const int mantissa_bits : {1, 9, 14}) {
    const double width = Histogram(mantissa_bits).relative_width();
    EXPECT_EQ(width, std::ldexp(1, -mantissa_bits));
    for (int i = 0; i < 1000; ++i) {
      const double x = generator.normal() * std::exp(20 * generator.normal());
      const auto cells = histogram_of({x}, mantissa_bits).ordered();
      EXPECT_LE(cells.low_at(0), x);
      EXPECT_GE(cells.high_at(0), x);
      const double inner = std::min(std::fabs(cells.low_at(0)), std::fabs(cells.high_at(0)));
      EXPECT_LE(cells.high_at(0) - cells.low_at(0), width * inner * (1 + 1e-12));
      EXPECT_LE(std::fabs(cells.at(0) - x), width * std::fabs(x));
    }
  }
}

TEST(Histogram, OrderStatisticsAreWithinACellAndRise) {
  test::Generator generator(2);
  std::vector<double> values;
  for (int i = 0; i < 20'000; ++i) values.push_back(std::exp(generator.normal()) - 1);
  const auto cells = histogram_of(values, 9).ordered();
  std::sort(values.begin(), values.end());
  for (std::uint64_t rank = 0; rank < values.size(); ++rank) {
    EXPECT_LE(cells.low_at(rank), values[rank]);
    EXPECT_GE(cells.high_at(rank), values[rank]);
    EXPECT_GE(cells.at(rank), cells.low_at(rank));
    EXPECT_LE(cells.at(rank), cells.high_at(rank));
    EXPECT_GE(cells.at(rank), cells.at(rank > 0 ? rank - 1 : 0));
  }
}

// A cell is counted in a byte that carries: by one value at a time, by blocks of equal values, and
// when histograms are merged.
TEST(Histogram, CountsBeyondAByte) {
  std::vector<double> row(kLanes, 3);
  Histogram equal(9), mixed(9);
  for (int block = 0; block < 300; ++block) equal.add_block(row.data(), kLanes);
  row[0] = 5;
  for (int block = 0; block < 300; ++block) mixed.add_block(row.data(), kLanes);
  auto cells = all_of(equal.ordered());
  ASSERT_EQ(cells.size(), 1u);
  EXPECT_EQ(cells[0].paths, 300u * kLanes);

  const Histogram before = mixed;
  mixed.merge(equal);
  mixed.merge(before);
  equal.merge(before);  // here the octave of 5 is met while merging
  cells = all_of(mixed.ordered());
  ASSERT_EQ(cells.size(), 2u);
  EXPECT_EQ(cells[0].paths, 300u * kLanes + 600u * (kLanes - 1));
  EXPECT_EQ(cells[1].paths, 600u);
  EXPECT_EQ(all_of(equal.ordered())[1].paths, 300u);
}

// Many values in one wide cell: they are taken to be spread evenly, so that quantiles do not jump.
TEST(Histogram, SpreadsTheValuesOfACell) {
  const auto cells = histogram_of({1, 1.1, 1.2, 1.3}, 1).ordered();
  EXPECT_EQ(cells.at(0), 1.0625);
  EXPECT_EQ(cells.at(3), 1.4375);
}

// Law: any split and any order of merging counts the same.
TEST(Histogram, DoesNotDependOnOrder) {
  test::Generator generator(3);
  std::vector<double> values;
  for (int i = 0; i < 5000; ++i)
    values.push_back(generator.normal() * std::exp(9 * generator.normal()));
  const auto straight = histogram_of(values, 9).ordered();
  for (int round = 0; round < 10; ++round) {
    test::shuffle(values, generator);
    std::vector<Histogram> parts(1 + generator.below(6), Histogram(9));
    for (const double x : values) parts[generator.below(parts.size())].add_block(&x, 1);
    for (std::size_t i = 1; i < parts.size(); ++i) parts[0].merge(parts[i]);
    expect_same(parts[0].ordered(), straight);
  }
  Histogram other(8);
  EXPECT_THROW(other.merge(Histogram(9)), std::logic_error);
}

}  // namespace
}  // namespace landfall::summary
