#include "random/stream.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "random/philox.hpp"
#include "support/generator.hpp"

namespace landfall {
namespace {

using random::Role;
using random::Stream;
using random::stream_key;

static_assert(std::uniform_random_bit_generator<Stream>);

// A change of the hash changes every result of every scenario: these keys are for ever.
TEST(StreamKey, StaysAsItIs) {
  EXPECT_EQ(stream_key(0, "", Role::value), 0x6246A58789053B93u);
  EXPECT_EQ(stream_key(20250912, "market.MA.demand.growth", Role::value), 0x0A4CBD5C09D61A53u);
  EXPECT_EQ(stream_key(20250912, "market.MA.demand.growth", Role::outcome), 0x034E4CCAEEF3C429u);
}

// Claim: 1e6 addresses as scenarios have them get different keys. By chance alone two of 64 bits
// agree in n^2 / 2^65 = 2.7e-8 of the seeds.
TEST(StreamKey, AMillionAddressesDoNotCollide) {
  std::vector<std::uint64_t> keys;
  for (int market = 0; market < 100; ++market)
    for (int channel = 0; channel < 100; ++channel)
      for (int driver = 0; driver < 33; ++driver)
        for (const Role role : {Role::value, Role::outcome, Role::shock})
          keys.push_back(stream_key(1,
                                    "market.M" + std::to_string(market) + ".channel.c" +
                                        std::to_string(channel) + ".driver_" +
                                        std::to_string(driver),
                                    role));
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end()), keys.end());
}

TEST(StreamKey, ZerosAtTheEndAreNoPadding) {
  std::vector<std::uint64_t> keys;
  for (std::size_t letters = 0; letters <= 20; ++letters)
    for (std::size_t zeros = 0; zeros <= 20; ++zeros)
      keys.push_back(
          stream_key(1, std::string(letters, 'a') + std::string(zeros, '\0'), Role::value));
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(std::adjacent_find(keys.begin(), keys.end()), keys.end());
}

// Claim: flipping one bit of seed or address flips each bit of the key with probability 1/2. Over n
// flips a bit's count has the standard error sqrt(n) / 2; the largest of 64 * 224 such counts stays
// below 6 of them with probability 1 - 3e-5. Power: one round of mixing fewer leaves bits that
// never flip.
TEST(StreamKey, EveryBitAvalanches) {
  test::Generator generator(23);
  constexpr int kRepeats = 2000;
  constexpr int kSeedBits = 64, kTextBits = 160;
  std::vector<std::vector<int>> flips(kSeedBits + kTextBits, std::vector<int>(64));
  for (int repeat = 0; repeat < kRepeats; ++repeat) {
    const std::uint64_t seed = generator.word();
    std::string text(kTextBits / 8, ' ');
    for (char& letter : text) letter = static_cast<char>(generator.below(256));
    const std::uint64_t key = stream_key(seed, text, Role::value);
    for (int bit = 0; bit < kSeedBits + kTextBits; ++bit) {
      std::string changed = text;
      const int text_bit = bit - kSeedBits;
      if (text_bit >= 0)
        changed[static_cast<std::size_t>(text_bit / 8)] = static_cast<char>(
            changed[static_cast<std::size_t>(text_bit / 8)] ^ (1 << (text_bit % 8)));
      const std::uint64_t other_seed = text_bit < 0 ? seed ^ (std::uint64_t{1} << bit) : seed;
      const std::uint64_t change = key ^ stream_key(other_seed, changed, Role::value);
      for (int i = 0; i < 64; ++i)
        flips[static_cast<std::size_t>(bit)][static_cast<std::size_t>(i)] += (change >> i) & 1;
    }
  }
  const double error = std::sqrt(kRepeats) / 2;
  for (const auto& of_bit : flips)
    for (const int count : of_bit) ASSERT_LT(std::fabs(count - kRepeats / 2.0), 6 * error);
}

TEST(Stream, WordsAreThoseOfItsCounters) {
  const std::uint64_t key = 0x123456789ABCDEFu, path = 0x100000002u;
  Stream stream(key, path, 5);
  for (std::uint32_t n = 0; n < 40; ++n) {
    const std::uint32_t counter[4] = {2, 1, n / 4, 5};
    const std::uint32_t halves[2] = {0x89ABCDEFu, 0x01234567u};
    std::uint32_t words[4];
    random::philox4x32(counter, halves, words);
    ASSERT_EQ(stream(), words[n % 4]) << "word " << n;
  }
}

TEST(Stream, DiscardSkipsWords) {
  for (const unsigned skipped : {0u, 1u, 3u, 4u, 5u, 1000u}) {
    Stream walked(7, 1), jumped(7, 1);
    for (unsigned i = 0; i < skipped; ++i) walked();
    jumped.discard(skipped);
    EXPECT_EQ(walked, jumped);
    EXPECT_EQ(walked(), jumped());
  }
  EXPECT_FALSE(Stream(7, 1) == Stream(7, 2));
  EXPECT_FALSE(Stream(7, 1, 0) == Stream(7, 1, 1));
  EXPECT_FALSE(Stream(7, 1) == Stream(8, 1));
}

// Claim: mean 0 and variance 1 of Boost's normals, and even faces of a die, over n = 2^18. Allowed:
// five standard errors. Power: a stream that repeated every fourth word would stand hundreds away.
TEST(Stream, DrivesBoostAndStandardDistributions) {
  constexpr int n = 1 << 18;
  Stream stream(stream_key(1, "test", Role::value), 3);
  boost::random::normal_distribution<double> normal;
  double sum = 0, squares = 0;
  for (int i = 0; i < n; ++i) {
    const double z = normal(stream);
    sum += z;
    squares += z * z;
  }
  EXPECT_LT(std::fabs(sum / n), 5 / std::sqrt(n));
  EXPECT_LT(std::fabs(squares / n - 1), 5 * std::sqrt(2.0 / n));

  boost::random::uniform_int_distribution<int> die(1, 6);
  std::uniform_int_distribution<int> standard_die(1, 6);
  int faces[2][7] = {};
  for (int i = 0; i < n; ++i) {
    ++faces[0][die(stream)];
    ++faces[1][standard_die(stream)];
  }
  for (const auto& counts : faces)
    for (int face = 1; face <= 6; ++face)
      EXPECT_LT(std::fabs(counts[face] - n / 6.0), 5 * std::sqrt(n * 5.0 / 36));
}

}  // namespace
}  // namespace landfall
