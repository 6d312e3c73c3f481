#include "reports/drawn_paths.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace landfall::reports {
namespace {

/// Adds paths in blocks of `block`, each with its number and the half of it; returns what is read
/// back.
std::vector<std::uint64_t> kept_of(DrawnPaths& drawn, std::uint64_t paths, std::uint64_t block) {
  for (std::uint64_t first = 0; first < paths; first += block) {
    std::vector<double> numbers, halves;
    for (std::uint64_t i = first; i < std::min(paths, first + block); ++i) {
      numbers.push_back(static_cast<double>(i));
      halves.push_back(static_cast<double>(i) / 2);
    }
    drawn.add(first, static_cast<int>(numbers.size()), {numbers.data(), halves.data()});
  }
  std::vector<std::uint64_t> kept;
  drawn.read([&](std::uint64_t path, std::span<const double> values) {
    EXPECT_EQ(values.size(), 2U);
    EXPECT_EQ(values[0], static_cast<double>(path));
    EXPECT_EQ(values[1], static_cast<double>(path) / 2);
    kept.push_back(path);
  });
  EXPECT_EQ(kept.size(), drawn.kept());
  EXPECT_EQ(drawn.seen(), paths);
  return kept;
}

using Paths = std::vector<std::uint64_t>;

TEST(DrawnPaths, KeepsAllWhereTheyAreFew) {
  DrawnPaths drawn(10, 4);
  EXPECT_EQ(kept_of(drawn, 4, 256), (Paths{0, 1, 2, 3}));
}

TEST(DrawnPaths, KeepsAsManyAsAskedEvenlyApart) {
  DrawnPaths drawn(4, 10);  // floor(j 10 / 4)
  EXPECT_EQ(kept_of(drawn, 10, 256), (Paths{0, 2, 5, 7}));
}

TEST(DrawnPaths, DoesNotDependOnBlocks) {
  for (const std::uint64_t block : {1U, 7U, 64U}) {
    DrawnPaths drawn(4, 10);
    EXPECT_EQ(kept_of(drawn, 10, block), (Paths{0, 2, 5, 7})) << block;
    DrawnPaths growing(5, 0);
    EXPECT_EQ(kept_of(growing, 33, block), (Paths{0, 8, 16, 24, 32})) << block;
  }
}

TEST(DrawnPaths, ThinsWhereNobodyKnowsHowManyWillCome) {
  DrawnPaths few(5, 0);
  EXPECT_EQ(kept_of(few, 5, 256), (Paths{0, 1, 2, 3, 4}));
  DrawnPaths more(5, 0);
  EXPECT_EQ(kept_of(more, 6, 256), (Paths{0, 2, 4}));
  DrawnPaths one(1, 0);
  EXPECT_EQ(kept_of(one, 9, 2), (Paths{0}));
}

TEST(DrawnPaths, CanBeReadTwice) {
  DrawnPaths drawn(4, 10);
  const Paths once = kept_of(drawn, 10, 256);
  Paths again;
  drawn.read([&](std::uint64_t path, std::span<const double>) { again.push_back(path); });
  EXPECT_EQ(once, again);
}

/// Every `count`-th block of four from `number` on, as one of several processes takes them.
void add_some(DrawnPaths& drawn, std::uint64_t paths, std::uint64_t number, std::uint64_t count) {
  for (std::uint64_t first = 4 * number; first < paths; first += 4 * count) {
    std::vector<double> numbers, halves;
    for (std::uint64_t i = first; i < std::min(paths, first + 4); ++i) {
      numbers.push_back(static_cast<double>(i));
      halves.push_back(static_cast<double>(i) / 2);
    }
    drawn.add(first, static_cast<int>(numbers.size()), {numbers.data(), halves.data()});
  }
}

// Known beforehand or not, fewer than are kept or more; and a part that comes a second time with
// more of the same process, as after each stage of a run.
TEST(DrawnPaths, OfSeveralProcessesAreThoseOfOne) {
  for (const std::uint64_t known : {1000u, 0u})
    for (const std::uint64_t most : {7u, 64u, 2000u}) {
      DrawnPaths alone(most, known);
      const Paths meant = kept_of(alone, 1000, 4);
      std::vector<DrawnPaths> each;
      for (int i = 0; i < 3; ++i) each.emplace_back(most, known);
      for (std::uint64_t paths : {500u, 1000u}) {
        for (std::uint64_t i = 0; i < 3; ++i) {
          if (paths == 500)
            add_some(each[i], paths, i, 3);
          else
            add_some(each[i], 1000, i + 126, 3);  // blocks from 126 on: 504 and further
        }
        if (paths == 500) {  // 500 to 503 go to the first
          std::vector<double> numbers = {500, 501, 502, 503}, halves = {250, 250.5, 251, 251.5};
          each[0].add(500, 4, {numbers.data(), halves.data()});
        }
        for (int i : {2, 1}) load(each[0], save(each[i]));
      }
      Paths found;
      each[0].read([&](std::uint64_t path, std::span<const double> values) {
        EXPECT_EQ(values[1], static_cast<double>(path) / 2);
        found.push_back(path);
      });
      EXPECT_EQ(found, meant) << known << " " << most;
    }
}

TEST(DrawnPaths, OfAnotherRunAreRefused) {
  DrawnPaths one(4, 10), other(4, 11);
  add_some(one, 10, 0, 1);
  const std::string bytes = save(one);
  EXPECT_THROW(load(other, bytes), DamagedArchive);
  DrawnPaths same(4, 10);
  EXPECT_THROW(load(same, bytes.substr(0, bytes.size() - 1)), DamagedArchive);
}

}  // namespace
}  // namespace landfall::reports
