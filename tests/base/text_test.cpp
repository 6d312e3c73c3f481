#include "base/text.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace landfall {
namespace {

TEST(Nearest, FindsTheSlipOfATypist) {
  const std::vector<std::string> keys = {"innovation_per_year", "imitation_per_year", "tariff",
                                         "price", "kind"};
  EXPECT_EQ(nearest("inovation_per_year", keys), "innovation_per_year");  // left out
  EXPECT_EQ(nearest("tarrif", keys), "tariff");                           // two letters
  EXPECT_EQ(nearest("pirce", keys), "price");                             // swapped
  EXPECT_EQ(nearest("Tariff", keys), "tariff");                           // case
  EXPECT_EQ(nearest("lead-time", {"lead_time"}), "lead_time");
}

TEST(Nearest, IsSilentWhenNothingIsNear) {
  EXPECT_EQ(nearest("volume", {"tariff", "price"}), "");
  EXPECT_EQ(nearest("q", {"p"}), "");  // one letter is no evidence
  EXPECT_EQ(nearest("P", {"p"}), "p");
  EXPECT_EQ(nearest("", {"p"}), "");
  EXPECT_EQ(nearest("word", {}), "");
}

TEST(Nearest, OfEqualsTakesTheFirst) {
  EXPECT_EQ(nearest("bat", {"cat", "hat"}), "cat");
}

TEST(Nearest, CountsASwapAsOneSlip) {
  EXPECT_EQ(nearest("abc", {"acb"}), "acb");  // allowed is 1: two substitutions would be too many
  EXPECT_EQ(nearest("abc", {"axy"}), "");
}

TEST(Shortest, PrefersPlainNotation) {
  EXPECT_EQ(shortest(250000), "250000");
  EXPECT_EQ(shortest(0.0025), "0.0025");
  EXPECT_EQ(shortest(-1.5), "-1.5");
  EXPECT_EQ(shortest(0.1), "0.1");
  EXPECT_EQ(shortest(0.00001), "0.00001");
  EXPECT_EQ(shortest(0.000001), "1e-06");
  EXPECT_EQ(shortest(1e15), "1000000000000000");
  EXPECT_EQ(shortest(1e16), "1e+16");
  EXPECT_EQ(shortest(2.5e20), "2.5e+20");
}

TEST(Shortest, NormalisesZeroAndNamesWhatIsNoNumber) {
  EXPECT_EQ(shortest(-0.0), "0");
  EXPECT_EQ(shortest(std::numeric_limits<double>::infinity()), "inf");
  EXPECT_EQ(shortest(-std::numeric_limits<double>::infinity()), "-inf");
  EXPECT_EQ(shortest(std::nan("")).substr(0, 3), "nan");
}

TEST(Shortest, ReadsBackAsTheSameNumber) {
  std::uint64_t bits = 1;
  for (int i = 0; i < 100000; ++i) {
    bits = bits * 6364136223846793005u + 1442695040888963407u;
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    if (!std::isfinite(value)) continue;
    const std::string text = shortest(value);
    double back = 0;
    std::from_chars(text.data(), text.data() + text.size(), back);
    ASSERT_EQ(back, value) << text;
  }
}

TEST(Grouped, SetsThousandsApart) {
  EXPECT_EQ(grouped(1234567.891, 2), "1 234 567.89");
  EXPECT_EQ(grouped(-1234, 0), "-1 234");
  EXPECT_EQ(grouped(-123, 0), "-123");
  EXPECT_EQ(grouped(999.5, 0), "1 000");  // half goes to even
  EXPECT_EQ(grouped(1000, 0), "1 000");
  EXPECT_EQ(grouped(0, 2), "0.00");
  EXPECT_EQ(grouped(1e15, 0), "1 000 000 000 000 000");
}

TEST(Grouped, NeverShowsMinusZero) {
  EXPECT_EQ(grouped(-0.0, 0), "0");
  EXPECT_EQ(grouped(-0.004, 2), "0.00");
  EXPECT_EQ(grouped(-0.006, 2), "-0.01");
}

TEST(Grouped, HoldsTheLargestDouble) {
  EXPECT_EQ(grouped(std::numeric_limits<double>::max(), 2).size(), 309 + 102 + 3u);
}

TEST(ParseInteger, TakesDecimalNumbers) {
  EXPECT_EQ(parse_integer("12"), 12);
  EXPECT_EQ(parse_integer("-3"), -3);
  EXPECT_EQ(parse_integer("+3"), 3);
  EXPECT_EQ(parse_integer("0"), 0);
  EXPECT_EQ(parse_integer("100_000"), 100000);
  EXPECT_EQ(parse_integer("1e6"), 1000000);
  EXPECT_EQ(parse_integer("25E3"), 25000);
  EXPECT_EQ(parse_integer("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(parse_integer("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
}

TEST(ParseInteger, RefusesEverythingElse) {
  for (const char* text : {"",
                           "-",
                           "+",
                           "0x10",
                           "010",
                           "3.7",
                           "1.5e6",
                           "1e-2",
                           "1e",
                           "e6",
                           "1e99",
                           "1e100",
                           " 1",
                           "1 ",
                           "1__0",
                           "_1",
                           "1_",
                           "9223372036854775808",
                           "99999999999999999999",
                           "--1",
                           "1,000"})
    EXPECT_EQ(parse_integer(text), std::nullopt) << text;
}

}  // namespace
}  // namespace landfall
