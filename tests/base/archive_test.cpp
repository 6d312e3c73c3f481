#include "base/archive.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "support/generator.hpp"

namespace landfall {
namespace {

enum class Colour { red, green, blue };

/// One of everything.
struct Things {
  std::uint64_t wide = 300;
  std::int32_t below = -65;
  std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
  std::uint8_t small = 255;
  bool yes = true;
  Colour colour = Colour::blue;
  double x = -0.1;
  std::string name = "Douane\0 MA";
  std::vector<double> values = {1, std::nan(""), -0.0, HUGE_VAL};

  void keep(Archive& archive) {
    archive.same(42);
    archive.number(wide);
    archive.number(below);
    archive.number(lowest);
    archive.number(small);
    archive.number(yes);
    archive.number(colour, Colour::blue);
    archive.real(x);
    archive.same_real(0.5);
    archive.text(name, 100);
    values.resize(archive.length(values.size(), 1000));
    archive.reals(values);
  }
};

std::string hex(const std::string& bytes) {
  std::string digits;
  for (const char byte : bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    digits += kDigits[static_cast<unsigned char>(byte) >> 4];
    digits += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return digits;
}

template <class T>
std::string bytes_of(T value, T most = std::numeric_limits<T>::max()) {
  Archive archive;
  archive.number(value, most);
  return archive.take();
}

template <class T>
T number_in(std::string_view bytes, T most = std::numeric_limits<T>::max()) {
  T value{};
  Archive archive(bytes);
  archive.number(value, most);
  archive.finish();
  return value;
}

// 300 = 2 * 128 + 44; -65 is the 130th in 0 -1 1 -2 2 ..., counted from 0 the 129th.
TEST(Archive, SpellsNumbersByHand) {
  EXPECT_EQ(hex(bytes_of(0u)), "00");
  EXPECT_EQ(hex(bytes_of(127u)), "7f");
  EXPECT_EQ(hex(bytes_of(300u)), "ac02");
  EXPECT_EQ(hex(bytes_of(-1)), "01");
  EXPECT_EQ(hex(bytes_of(-65)), "8101");
  EXPECT_EQ(hex(bytes_of(std::numeric_limits<std::uint64_t>::max())), "ffffffffffffffffff01");
  double half = 0.5;
  std::string word = "npv";
  Archive archive;
  archive.real(half);
  archive.text(word);
  EXPECT_EQ(hex(archive.take()), "000000000000e03f036e7076");
}

TEST(Archive, LoadsWhatItSaved) {
  Things things;
  const std::string bytes = save(things);
  Things other{.wide = 0,
               .below = 0,
               .lowest = 0,
               .small = 0,
               .yes = false,
               .colour = Colour::red,
               .x = 0,
               .name = "",
               .values = {}};
  load(other, bytes);
  EXPECT_EQ(other.wide, things.wide);
  EXPECT_EQ(other.below, things.below);
  EXPECT_EQ(other.lowest, things.lowest);
  EXPECT_EQ(other.small, things.small);
  EXPECT_TRUE(other.yes);
  EXPECT_EQ(other.colour, Colour::blue);
  EXPECT_EQ(other.x, things.x);
  EXPECT_EQ(other.name, things.name);
  ASSERT_EQ(other.values.size(), 4u);
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_EQ(std::bit_cast<std::uint64_t>(other.values[i]),
              std::bit_cast<std::uint64_t>(things.values[i]));
  EXPECT_EQ(save(other), bytes);
}

// Law: every integer of every width comes back, those at the ends too.
template <class T>
void expect_all_to_return() {
  test::Generator generator(sizeof(T));
  std::vector<T> values = {0, 1, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()};
  for (int i = 0; i < 1000; ++i)
    values.push_back(static_cast<T>(generator.word() >> generator.below(64)));
  for (const T value : values) EXPECT_EQ(number_in<T>(bytes_of(value)), value);
}

TEST(Archive, IntegersOfEveryWidthReturn) {
  expect_all_to_return<std::uint8_t>();
  expect_all_to_return<std::int8_t>();
  expect_all_to_return<std::uint32_t>();
  expect_all_to_return<std::int32_t>();
  expect_all_to_return<std::uint64_t>();
  expect_all_to_return<std::int64_t>();
}

TEST(Archive, RefusesWhatIsOutOfBounds) {
  EXPECT_EQ(number_in<std::uint32_t>(bytes_of(9u), 9), 9u);
  EXPECT_THROW(number_in<std::uint32_t>(bytes_of(10u), 9), DamagedArchive);
  EXPECT_THROW(number_in<std::uint8_t>(bytes_of(256u)), DamagedArchive);
  EXPECT_THROW(number_in<std::int8_t>(bytes_of(-129)), DamagedArchive);
  EXPECT_THROW(number_in<bool>(bytes_of(2u)), DamagedArchive);
  EXPECT_THROW(number_in<Colour>(bytes_of(3u), Colour::blue), DamagedArchive);
  EXPECT_THROW(number_in<std::uint64_t>("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"),
               DamagedArchive);  // 2^64 and more
  EXPECT_THROW(number_in<std::uint64_t>(std::string_view("\x81\x00", 2)), DamagedArchive);  // 1
  EXPECT_THROW(number_in<std::uint64_t>(""), DamagedArchive);
  EXPECT_THROW(number_in<std::uint64_t>(std::string_view("\1\1")), DamagedArchive);  // one too many
  EXPECT_THROW(bytes_of(10u, 9u), std::logic_error);  // saving, it is a bug of ours
}

// A length that the bytes cannot hold is refused before anyone makes room for it.
TEST(Archive, RefusesLengthsBeyondTheBytes) {
  const std::string many = bytes_of(std::uint64_t{1} << 40);
  Archive archive(many);
  EXPECT_THROW(archive.length(0, std::numeric_limits<std::uint64_t>::max()), DamagedArchive);
  Things things;
  things.name.resize(101);
  EXPECT_THROW(save(things), std::logic_error);
}

TEST(Archive, SaysWhereItIsDamaged) {
  try {
    Archive archive("\x07\x07");
    archive.same(-4);
    archive.same(-5);
    FAIL();
  } catch (const DamagedArchive& refused) {
    EXPECT_STREQ(refused.what(), "what was kept is of something else, at byte 2 of 2");
  }
}

// Law: any bytes load, and then save as they were, or are refused.
TEST(Archive, DamagedBytesLoadOrAreRefused) {
  Things things;
  const std::string bytes = save(things);
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_THROW(load(things, bytes.substr(0, size)), DamagedArchive);
  int loaded = 0, refused = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at)
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = bytes;
      flipped[at] = static_cast<char>(flipped[at] ^ 1 << bit);
      try {
        load(things, flipped);
        EXPECT_EQ(save(things), flipped);
        ++loaded;
      } catch (const DamagedArchive&) {
        ++refused;
      }
    }
  EXPECT_GT(loaded, 100);
  EXPECT_GT(refused, 100);
}

}  // namespace
}  // namespace landfall
