// Samplers: each fills its strata exactly, each randomisation is its own, and mirrors mirror.
#include "random/sampler.hpp"

#include <gtest/gtest.h>

#include <boost/random/sobol.hpp>
#include <cmath>
#include <set>
#include <vector>

#include "random/direction_numbers.hpp"

namespace landfall::test {
namespace {

using random::Directions;
using random::kGroups;

/// u of the paths [0, count) under Sobol sampling.
std::vector<double> sobol_units(std::uint64_t name, std::uint64_t key, int count) {
  const Directions directions = random::reversed(random::directions_of(name, 0));
  std::vector<std::uint32_t> words(static_cast<std::size_t>(count));
  random::sobol_words(directions.data(), key, 0, count, words.data());
  std::vector<double> u;
  for (const std::uint32_t word : words) u.push_back((word + 0.5) * 0x1p-32);
  return u;
}

// Law: of the first 2^m points of a randomisation each of 2^m equal parts has one, and so of the
// next 2^m.
TEST(Sobol, EveryStretchOfPointsHasOneInEachPart) {
  const int points = 256;
  for (const std::uint64_t name : {1, 2, 99}) {
    const std::vector<double> u = sobol_units(name, 7 * name, 2 * points * kGroups);
    for (int group = 0; group < kGroups; ++group)
      for (const int size : {8, 64, 256})
        for (int from = 0; from < 2 * points; from += size) {
          std::set<int> parts;
          for (int point = from; point < from + size; ++point)
            parts.insert(
                static_cast<int>(u[static_cast<std::size_t>(point * kGroups + group)] * size));
          EXPECT_EQ(parts.size(), static_cast<std::size_t>(size));
        }
  }
}

TEST(Sobol, PathsDoNotDependOnTheirBlock) {
  const Directions directions = random::reversed(random::directions_of(5, 0));
  std::vector<std::uint32_t> all(1024), some(128);
  random::sobol_words(directions.data(), 3, 0, 1024, all.data());
  random::sobol_words(directions.data(), 3, 640, 128, some.data());
  for (std::size_t i = 0; i < some.size(); ++i) EXPECT_EQ(some[i], all[640 + i]);
}

// Claim: over keys, a scrambled point is uniform, and so are the digits of two points that differ
// in their last bits alone. Power: chi square at 1e-6; a digit that flips in 60 % of 4000 keys
// gives 160.
TEST(Sobol, ScramblingIsFair) {
  constexpr int kKeys = 4000;
  for (int digit = 0; digit < 12; ++digit) {
    int ones = 0, differ = 0;
    for (std::uint64_t key = 0; key < kKeys; ++key) {
      const std::uint64_t seed = random::mix_key(key, 1);
      const auto lo = static_cast<std::uint32_t>(seed), hi = static_cast<std::uint32_t>(seed >> 32);
      // Two points that part at the first digit: all later digits are flipped independently.
      const std::uint32_t a = random::owen_scramble(0, lo, hi),
                          b = random::owen_scramble(1, lo, hi);
      ones += static_cast<int>(a >> (31 - digit) & 1);
      differ += static_cast<int>((a ^ b) >> (31 - digit) & 1);
    }
    EXPECT_NEAR(ones, kKeys / 2, 5 * std::sqrt(kKeys) / 2) << digit;
    if (digit == 0)
      EXPECT_EQ(differ, kKeys);
    else
      EXPECT_NEAR(differ, kKeys / 2, 5 * std::sqrt(kKeys) / 2) << digit;
  }
}

// By hand: over GF(2) two equal matrices depend in their first rows; the two matrices of Sobol's
// first dimensions, as Boost.Random has them, make a (0, m, 2)-net, which is m.
TEST(DirectionNumbers, JointStrengthOfKnownMatrices) {
  const Directions a = random::directions_of(1, 0);
  EXPECT_EQ(random::joint_strength(a, a, 10), 1);
  Directions first, second;
  for (int j = 0; j < random::kDirections; ++j) first[j] = 1u << (31 - j);
  second[0] = 1u << 31;  // the polynomial x + 1: V_j = V_(j-1) xor V_(j-1) / 2
  for (int j = 1; j < random::kDirections; ++j) second[j] = second[j - 1] ^ (second[j - 1] >> 1);
  for (const int m : {1, 5, 12, 20}) EXPECT_EQ(random::joint_strength(first, second, m), m);

  // The same points as Boost's, in the order of its Gray code: as sets they are equal.
  boost::random::sobol engine(2);
  std::set<std::pair<std::uint32_t, std::uint32_t>> theirs, ours;
  constexpr int kPoints = 64;
  ours.insert({0, 0});
  theirs.insert({0, 0});
  for (std::uint32_t n = 1; n < kPoints; ++n) {
    const auto x = static_cast<std::uint32_t>(engine() >> 32);
    const auto y = static_cast<std::uint32_t>(engine() >> 32);
    theirs.insert({x, y});
    std::uint32_t p = 0, q = 0;
    for (int bit = 0; n >> bit != 0; ++bit)
      if (n >> bit & 1) p ^= first[bit], q ^= second[bit];
    ours.insert({p, q});
  }
  EXPECT_EQ(ours, theirs);
}

// Claim: the strength that is computed is that of the boxes. Counts every box of 2^6 points.
TEST(DirectionNumbers, StrengthIsThatOfBoxes) {
  for (std::uint64_t name = 10; name < 30; ++name) {
    const Directions a = random::directions_of(name, 0), b = random::directions_of(name + 100, 0);
    const int m = 6, strength = random::joint_strength(a, b, m);
    const auto even = [&](int s) {
      for (int j = 0; j <= s; ++j) {
        std::vector<int> box(static_cast<std::size_t>(1 << s));
        for (std::uint32_t n = 0; n < 1u << m; ++n) {
          std::uint32_t x = 0, y = 0;
          for (int bit = 0; bit < m; ++bit)
            if (n >> bit & 1) x ^= a[bit], y ^= b[bit];
          const std::uint32_t column = j == 0 ? 0 : x >> (32 - j),
                              row = s == j ? 0 : y >> (32 - s + j);
          ++box[column << (s - j) | row];
        }
        for (const int count : box)
          if (count != 1 << (m - s)) return false;
      }
      return true;
    };
    EXPECT_TRUE(even(strength)) << name;
    if (strength < m) {
      EXPECT_FALSE(even(strength + 1)) << name;
    }
  }
}

TEST(LatinHypercube, PermutationsAreBijections) {
  for (const std::uint64_t size : {1, 2, 3, 5, 16, 100, 1000})
    for (const std::uint64_t key : {0, 1, 77}) {
      const random::Permutation by = random::permutation_of(size, random::mix_key(key, 9));
      std::set<std::uint64_t> images;
      for (std::uint64_t i = 0; i < size; ++i) images.insert(random::permuted(&by, i));
      EXPECT_EQ(images.size(), size);
      EXPECT_LT(*images.rbegin(), size);
    }
}

// Claim: over keys, where two neighbours go is uniform over ordered pairs. Power: chi square of 89
// degrees of freedom, expected 89, sd 13; a pair twice as frequent as it should be adds 200.
TEST(LatinHypercube, PermutationsOfPairsAreFair) {
  constexpr int kSize = 10, kKeys = 18000;
  std::vector<int> counts(kSize * kSize);
  for (std::uint64_t key = 0; key < kKeys; ++key) {
    const random::Permutation by = random::permutation_of(kSize, random::mix_key(key, 3));
    ++counts[random::permuted(&by, 3) * kSize + random::permuted(&by, 4)];
  }
  double chi_square = 0;
  for (int a = 0; a < kSize; ++a)
    for (int b = 0; b < kSize; ++b)
      if (a != b) {
        const double off = counts[static_cast<std::size_t>(a * kSize + b)] - kKeys / 90.0;
        chi_square += off * off / (kKeys / 90.0);
      }
  EXPECT_LT(chi_square, 89 + 6 * 13.4);
}

TEST(LatinHypercube, EveryPartHasOnePointWhateverTheNumberOfPaths) {
  for (const int paths : {16, 100, 1000, 2048}) {
    const int lanes = (paths + kGroups - 1) / kGroups * kGroups;
    std::vector<std::uint32_t> words(static_cast<std::size_t>(lanes), 0x80000000u);
    std::vector<double> u(words.size()), v(words.size());
    random::latin_units(12, 0, static_cast<std::uint64_t>(paths), words.data(), lanes, u.data(),
                        v.data());
    for (int group = 0; group < kGroups; ++group) {
      const int parts = (paths - group + kGroups - 1) / kGroups;
      std::set<int> met;
      for (int path = group; path < paths; path += kGroups) {
        const auto i = static_cast<std::size_t>(path);
        met.insert(static_cast<int>(u[i] * parts));
        EXPECT_NEAR(u[i] + v[i], 1, 1e-15);
      }
      EXPECT_EQ(met.size(), static_cast<std::size_t>(parts));
    }
  }
}

}  // namespace
}  // namespace landfall::test
