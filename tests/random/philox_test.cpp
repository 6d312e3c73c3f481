#include "random/philox.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "support/generator.hpp"

// Random123 has a macro of our function's name, so it comes last and the macro goes.
#include <Random123/philox.h>
#undef philox4x32

namespace landfall {
namespace {

struct KnownAnswer {
  std::uint32_t counter[4], key[2], words[4];
};

// Philox4x32-10 of the file kat_vectors that Random123 publishes.
TEST(Philox, PublishedKnownAnswers) {
  const KnownAnswer answers[] = {
      {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
       {0xffffffff, 0xffffffff},
       {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
       {0xa4093822, 0x299f31d0},
       {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  };
  for (const KnownAnswer& answer : answers) {
    std::uint32_t words[4];
    random::philox4x32(answer.counter, answer.key, words);
    for (int i = 0; i < 4; ++i) EXPECT_EQ(words[i], answer.words[i]);
  }
}

TEST(Philox, AgreesWithRandom123) {
  test::Generator generator(21);
  for (int i = 0; i < 100'000; ++i) {
    r123::Philox4x32::ctr_type counter;
    r123::Philox4x32::key_type key;
    for (auto& word : counter) word = static_cast<std::uint32_t>(generator.word());
    for (auto& word : key) word = static_cast<std::uint32_t>(generator.word());
    const r123::Philox4x32::ctr_type expected = r123::Philox4x32()(counter, key);
    std::uint32_t words[4];
    random::philox4x32(counter.data(), key.data(), words);
    for (std::size_t j = 0; j < 4; ++j) ASSERT_EQ(words[j], expected[j]);
  }
}

/// The words of one lane, from the definition.
void words_of(std::uint64_t key, std::uint64_t path, std::uint32_t period_block,
              std::uint32_t index, std::uint32_t words[4]) {
  const std::uint32_t counter[4] = {static_cast<std::uint32_t>(path),
                                    static_cast<std::uint32_t>(path >> 32), period_block, index};
  const std::uint32_t halves[2] = {static_cast<std::uint32_t>(key),
                                   static_cast<std::uint32_t>(key >> 32)};
  random::philox4x32(counter, halves, words);
}

// The last three begin so that path's low half wraps within the block, at its first and last lane
// too.
const std::uint64_t kFirstPaths[] = {0,           256,          0xFFFFFF80u,
                                     0xFFFFFFFFu, 0x1FFFFFF01u, 0xFFFFFFFFFFFFFF80u};

TEST(PhiloxRows, EachLaneHasItsOwnWords) {
  const std::uint64_t key = 0x0123456789ABCDEFu;
  const std::uint32_t untouched = 0xABABABAB;
  for (const std::uint64_t first_path : kFirstPaths) {
    for (const int count : {kLanes, kWidth, 100, 33, 8, 7, 1, 0}) {
      std::vector<std::uint32_t> rows(4 * kLanes + 1, untouched);
      random::philox_rows(key, first_path, 17, 3, count, rows.data());
      for (int lane = 0; lane < count; ++lane) {
        std::uint32_t expected[4];
        words_of(key, first_path + static_cast<std::uint64_t>(lane), 17, 3, expected);
        for (int i = 0; i < 4; ++i)
          ASSERT_EQ(rows[static_cast<std::size_t>(i * count + lane)], expected[i])
              << "lane " << lane << " of " << count;
      }
      ASSERT_EQ(rows[static_cast<std::size_t>(4 * count)], untouched);
    }
  }
}

TEST(PhiloxList, EachEntryHasItsOwnWords) {
  test::Generator generator(22);
  const std::uint64_t key = 0xFEDCBA9876543210u;
  const std::uint32_t untouched = 0xABABABAB;
  for (const std::uint64_t first_path : kFirstPaths) {
    for (const int count : {0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 100, 256}) {
      std::vector<std::uint32_t> lanes(256), indexes(256);
      for (auto& lane : lanes) lane = static_cast<std::uint32_t>(generator.below(kLanes));
      for (auto& index : indexes) index = static_cast<std::uint32_t>(generator.word());
      std::vector<std::uint32_t> w0(257, untouched), w1(257, untouched);
      random::philox_list(key, first_path, lanes.data(), indexes.data(), count, w0.data(),
                          w1.data());
      for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        std::uint32_t expected[4];
        words_of(key, first_path + lanes[at], 0, indexes[at], expected);
        ASSERT_EQ(w0[at], expected[0]);
        ASSERT_EQ(w1[at], expected[1]);
      }
      ASSERT_EQ(w0[static_cast<std::size_t>(count)], untouched);
      ASSERT_EQ(w1[static_cast<std::size_t>(count)], untouched);
    }
  }
}

}  // namespace
}  // namespace landfall
