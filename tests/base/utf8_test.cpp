#include "base/utf8.hpp"

#include <gtest/gtest.h>

namespace landfall {
namespace {

TEST(Utf8, EveryCodePointSurvivesTheRoundTrip) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const std::u32string one(1, c);
    const std::string bytes = encode_utf8(one);
    ASSERT_EQ(find_invalid_utf8(bytes), std::string::npos) << std::hex << static_cast<unsigned>(c);
    ASSERT_EQ(decode_utf8(bytes), one);
  }
}

TEST(Utf8, RefusesOverlongSurrogateAndCutSequences) {
  EXPECT_EQ(find_invalid_utf8("ab\xC3\x28"), 2u);
  EXPECT_EQ(find_invalid_utf8("\xC0\x80"), 0u);          // overlong zero
  EXPECT_EQ(find_invalid_utf8("\xE0\x80\xAF"), 0u);      // overlong '/'
  EXPECT_EQ(find_invalid_utf8("\xF0\x80\x80\xAF"), 0u);  // overlong '/'
  EXPECT_EQ(find_invalid_utf8("\xED\xA0\x80"), 0u);      // surrogate
  EXPECT_EQ(find_invalid_utf8("\xF4\x90\x80\x80"), 0u);  // above U+10FFFF
  EXPECT_EQ(find_invalid_utf8("a\xE2\x82"), 1u);         // cut short
  EXPECT_EQ(find_invalid_utf8("é漢😀"), std::string::npos);
}

TEST(Utf8, EachBadByteBecomesOneReplacement) {
  EXPECT_EQ(decode_utf8("a\xE2\x82z"), U"a\uFFFD\uFFFDz");
  EXPECT_EQ(decode_utf8("\xC3\x28"), U"\uFFFD(");
}

TEST(DisplayWidth, FollowsTheTerminal) {
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("é"), 1);
  EXPECT_EQ(display_width("e\u0301"), 1);
  EXPECT_EQ(display_width("漢字"), 4);
  EXPECT_EQ(display_width("المغرب"), 6);
  EXPECT_EQ(display_width("\u064E"), 0);
}

TEST(Sanitise, ShowsWhatWouldDeceive) {
  EXPECT_EQ(sanitise("a\x1b[0m\tb\u202Ec\xFF"), "a\uFFFD[0m\uFFFDb\uFFFDc\uFFFD");
  // No characters for XML, and invisible ones.
  EXPECT_EQ(sanitise("a\uFFFE\uFFFF\uFDD0\U000E0041"), "a\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(sanitise("Côte d’Ivoire, المغرب, 漢字"), "Côte d’Ivoire, المغرب, 漢字");
}

}  // namespace
}  // namespace landfall
