// Texts that have brought parsers down: none may crash, hang or pass unnoticed.
#include <gtest/gtest.h>

#include <chrono>

#include "base/utf8.hpp"
#include "scenario/document.hpp"

namespace landfall::scenario {
namespace {

Document parse(const std::string& text) {
  return parse_document("s.toml", text);
}

std::string first_message(const std::string& text) {
  const Document document = parse(text);
  return document.diagnostics.empty() ? "" : document.diagnostics[0].message;
}

std::string repeated(const std::string& piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(Traps, EveryCodePointAnywhere) {
  for (char32_t c = 1; c <= 0xFFFF; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const std::string one = encode_utf8(std::u32string(1, c));
    const Document document = parse("k" + one + " = 1\na = [1," + one + "2]\nb = " + one + "3\n[t" +
                                    one + "]\n" + "s = \"\"\"\\\n" + one + "\"\"\"\n");
    ASSERT_LE(document.diagnostics.size(), 12u) << std::hex << static_cast<unsigned>(c);
    render(document.diagnostics, document.sources);
  }
}

TEST(Traps, NestingIsBounded) {
  for (const int depth : {33, 257, 100000}) {
    const auto levels = static_cast<std::size_t>(depth);
    const std::string lists = "x = " + std::string(levels, '[') + std::string(levels, ']') + "\n";
    const std::string tables = "x = " + repeated("{a=", depth) + "1" + std::string(levels, '}');
    EXPECT_EQ(first_message(lists), "brackets stand more than 32 deep") << depth;
    EXPECT_EQ(first_message(tables), "brackets stand more than 32 deep") << depth;
    EXPECT_EQ(first_message("x = " + std::string(levels, '[')), "brackets stand more than 32 deep");
    EXPECT_EQ(parse(lists + "y = 1\n").root.find("y")->integer, 1);
  }
  EXPECT_EQ(first_message("x = " + std::string(32, '[') + std::string(32, ']') + "\n"), "");
}

TEST(Traps, LongNamesAreBounded) {
  EXPECT_EQ(first_message("a" + repeated(".a", 31) + " = 1\n"), "");
  for (const int more : {32, 20000, 500000}) {
    const std::string name = "a" + repeated(".a", more);
    EXPECT_EQ(first_message(name + " = 1\n"), "a name of more than 32 parts") << more;
    EXPECT_EQ(first_message("[" + name + "]\n"), "a name of more than 32 parts") << more;
    EXPECT_EQ(first_message("x = {" + name + " = 1}\n"), "a name of more than 32 parts") << more;
  }
}

TEST(Traps, SizesAreBounded) {
  EXPECT_EQ(first_message(std::string(kFileBytesMax + 1, '#')),
            "the file has 1048577 bytes, more than 1048576");
  EXPECT_EQ(first_message("x = \"" + std::string(kStringBytesMax - 2, 'a') + "\"\n"), "");
  EXPECT_EQ(first_message("x = \"" + std::string(kStringBytesMax, 'a') + "\"\n"),
            "a text of 4098 bytes is too long");
  std::string keys;
  for (int i = 0; i < kKeysMax; ++i) keys += "k" + std::to_string(i) + " = 1\n";
  EXPECT_EQ(first_message(keys), "");
  EXPECT_EQ(first_message(keys + "more = 1\n"), "more than 10000 names in one file");
}

TEST(Traps, CharactersThatAreNoText) {
  EXPECT_EQ(first_message("x = \"\xC3\x28\"\n"), "the byte 0xC3 is not UTF-8");
  EXPECT_EQ(first_message("x = \"\xED\xA0\x80\"\n"), "the byte 0xED is not UTF-8");
  EXPECT_EQ(first_message(std::string("x = 1\0\n", 7)),
            "the control character U+0000 stands in the text");
  EXPECT_EQ(first_message("# \x07\n"), "the control character U+0007 stands in the text");
  EXPECT_EQ(first_message("x = 1\ry = 2\r"), "a carriage return without line feed ends this line");
  EXPECT_EQ(parse("x = 1\ry = 2\r").root.find("y")->integer, 2);
  for (const std::string& utf16 : {std::string("\xFF\xFEx\0", 4), std::string("x\0=\0", 4)}) {
    EXPECT_EQ(first_message(utf16), "this is no text in UTF-8 (UTF-16, or not a text file)");
    EXPECT_TRUE(parse(utf16).incomplete);
  }
}

TEST(Traps, NumbersAtTheEdge) {
  EXPECT_EQ(first_message("x = " + std::string(130, '9') + "\n").substr(0, 11), "'9999999999");
  EXPECT_EQ(first_message("x = 0." + std::string(200, '3') + "\n"), "");
  EXPECT_EQ(first_message("x = 0x10\n"), "");
}

// Each of these once made some step read the whole text again for every piece of it.
TEST(Traps, LargeTextsAreReadInTime) {
  const std::string large[] = {
      "x = [" + repeated("1 ", 120000) + "]",
      "x = [" + repeated(",", 250000) + "]",
      "x = {" + repeated("a=1 ", 60000) + "}",
      "x = {" + repeated("a=1,", 60000) + "}",
      repeated("x = {\n", 40000),
      repeated("x = [\n", 40000),
      repeated("[a]\n", 60000),
      repeated("[!]\n", 60000),
      repeated("a = 1\n", 40000),
      repeated("x = \"\"\"\n", 30000),
      "x = " + repeated("[{a=", 60000),
      "x = [" + repeated("4,2; ", 50000) + "]",
      repeated("\xFF", 250000),
      "x = " + std::string(250000, '1'),
      "x = " + repeated("1 000 ", 40000),
      "x = \"" + repeated("\\q", 120000),
  };
  for (const std::string& text : large) {
    const auto start = std::chrono::steady_clock::now();
    const Document document = parse(text);
    EXPECT_FALSE(render(document.diagnostics, document.sources).empty());
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    EXPECT_LT(seconds.count(), 20) << text.substr(0, 20);  // unoptimised and sanitised builds too
  }
}

}  // namespace
}  // namespace landfall::scenario
