#include "summary/kept_values.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "support/generator.hpp"

namespace landfall::summary {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kLargest = std::numeric_limits<double>::max();

struct Shape {
  std::string name;
  std::function<double(test::Generator&)> value;
};

// What metrics look like, and what might break buckets.
std::vector<Shape> shapes() {
  return {
      {"bell", [](auto& g) { return g.normal(); }},
      {"narrow bell far from zero", [](auto& g) { return 1e9 + 1e-3 * g.normal(); }},
      {"lognormal", [](auto& g) { return std::exp(2 * g.normal()); }},
      {"negated lognormal", [](auto& g) { return -std::exp(2 * g.normal()); }},
      {"no variance", [](auto& g) { return std::tan(1.5707963 * (2 * g.uniform() - 1)); }},
      {"a hundred powers of ten", [](auto& g) { return g.normal() * std::exp(90 * g.normal()); }},
      {"two heaps", [](auto& g) { return g.uniform() < 0.5 ? g.normal() : 1e6 + g.normal(); }},
      {"all equal", [](auto&) { return -0.1; }},
      {"all absent", [](auto&) { return kNever; }},
      {"an atom at zero", [](auto& g) { return g.uniform() < 0.4 ? 0 : g.exponential(); }},
      {"nearly all zero", [](auto& g) { return g.uniform() < 0.999 ? 0 : g.normal(); }},
      {"an atom and its neighbours",
       [](auto& g) { return g.uniform() < 0.6 ? 1 : 1 + 1e-12 * g.normal(); }},
      {"months", [](auto& g) { return std::floor(64 * g.uniform()); }},
      {"months or never",
       [](auto& g) { return g.uniform() < 0.45 ? kNever : std::floor(64 * g.uniform()); }},
      {"often absent", [](auto& g) { return g.uniform() < 0.97 ? kNever : g.normal(); }},
      {"few far away", [](auto& g) { return g.uniform() < 0.001 ? 1e300 : g.normal(); }},
      {"largest doubles", [](auto& g) { return g.uniform() < 0.5 ? -kLargest : kLargest; }},
      {"smallest doubles", [](auto& g) { return static_cast<double>(g.below(1000)) * 0x1p-1074; }},
  };
}

std::vector<double> values_of(const Shape& shape, std::size_t count, std::uint64_t seed) {
  test::Generator generator(seed);
  std::vector<double> values(count);
  for (double& x : values) x = shape.value(generator) + 0.0;  // no minus zero
  return values;
}

// The values on which visit was called, sorted.
template <class Visits>
std::vector<double> visited(std::uint64_t count, Visits visits) {
  std::vector<double> values;
  visits(count, [&](const Cell& cell) {
    EXPECT_EQ(cell.low, cell.high);
    EXPECT_EQ(cell.paths, 1u);
    values.push_back(cell.low);
  });
  return values;
}

// Law: every answer is that of a full sort, whatever was asked before.
TEST(KeptValues, AnswerAsAFullSortDoes) {
  for (const Shape& shape : shapes()) {
    for (const std::size_t count : {1, 2, 3, 255, 256, 257, 1000, 5000, 70'001}) {
      SCOPED_TRACE(shape.name + ", " + std::to_string(count));
      const std::vector<double> values = values_of(shape, count, count);
      std::vector<double> sorted = values;
      std::sort(sorted.begin(), sorted.end());
      const auto below = [&](double x) {
        return static_cast<std::uint64_t>(std::lower_bound(sorted.begin(), sorted.end(), x) -
                                          sorted.begin());
      };

      const KeptValues kept(values);
      ASSERT_EQ(kept.size(), count);
      test::Generator generator(7);
      for (int i = 0; i < 40; ++i) {  // in no order, while most buckets are unsorted
        const double x = values[generator.below(count)];
        EXPECT_EQ(kept.count_below(x), below(x));
        EXPECT_EQ(kept.count_below(x * 1.01 - 0.5), below(x * 1.01 - 0.5));
        const std::uint64_t rank = generator.below(count);
        EXPECT_EQ(kept.at(rank), sorted[rank]);
      }
      const std::uint64_t tail = (count + 19) / 20;
      auto low = visited(tail, [&](auto n, auto visit) { kept.visit_lowest(n, visit); });
      auto high = visited(tail, [&](auto n, auto visit) { kept.visit_highest(n, visit); });
      EXPECT_EQ(low.back(), sorted[tail - 1]);
      EXPECT_EQ(high.back(), sorted[count - tail]);
      std::sort(low.begin(), low.end());
      std::sort(high.begin(), high.end());
      EXPECT_TRUE(std::equal(low.begin(), low.end(), sorted.begin()));
      EXPECT_TRUE(std::equal(high.begin(), high.end(), sorted.end() - tail));
      for (std::uint64_t rank = 0; rank < count; ++rank) ASSERT_EQ(kept.at(rank), sorted[rank]);
      EXPECT_EQ(kept.count_below(-kLargest), 0u);
      EXPECT_EQ(kept.count_below(kNever), below(kNever));
    }
  }
}

// Values that come sorted, falling, or in steps that a sample may fall in with.
TEST(KeptValues, DoNotMindTheOrderTheyComeIn) {
  std::vector<double> sorted(50'000);
  for (std::size_t i = 0; i < sorted.size(); ++i)
    sorted[i] = std::exp(1e-3 * static_cast<double>(i));
  std::vector<double> falling(sorted.rbegin(), sorted.rend()), stepped;
  for (std::size_t first = 0; first < 97; ++first)
    for (std::size_t i = first; i < sorted.size(); i += 97) stepped.push_back(sorted[i]);
  for (const auto& values : {sorted, falling, stepped}) {
    const KeptValues kept(values);
    for (std::size_t rank = 0; rank < sorted.size(); ++rank) ASSERT_EQ(kept.at(rank), sorted[rank]);
  }
}

// Claim: buckets spread what is smooth. Power: a bucket that held a tenth of a bell would make a
// percentile cost a sort of as much.
TEST(KeptValues, BucketsSpreadSmoothValues) {
  for (const Shape& shape : shapes()) {
    if (shape.name != "bell" && shape.name != "lognormal" && shape.name != "negated lognormal" &&
        shape.name != "narrow bell far from zero" && shape.name != "no variance")
      continue;
    const std::vector<double> values = values_of(shape, 200'000, 1);
    const Buckets buckets(values);
    EXPECT_LE(buckets.size(), 2048u);
    std::vector<std::uint32_t> found(values.size());
    buckets.find(values, found.data());
    std::vector<int> counts(buckets.size());
    for (const std::uint32_t bucket : found) ++counts.at(bucket);
    EXPECT_LT(*std::max_element(counts.begin(), counts.end()), 6000) << shape.name;
    EXPECT_EQ(counts.back(), 0) << shape.name;
  }
}

TEST(KeptValues, TakeTheRoomTheyAreGiven) {
  const std::vector<double> values = {3, 1, 2};
  std::vector<double> room(3);
  const KeptValues kept(values, room);
  EXPECT_EQ(kept.at(0), 1);
  std::sort(room.begin(), room.end());
  EXPECT_EQ(room, (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(values.front(), 3);
  EXPECT_THROW(KeptValues(values, std::span(room).first(2)), std::logic_error);
  EXPECT_EQ(KeptValues({}).size(), 0u);
}

}  // namespace
}  // namespace landfall::summary
