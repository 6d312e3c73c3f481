#include "study/part_file.hpp"

#include <gtest/gtest.h>

#include "base/atomic_file.hpp"
#include "base/diagnostic.hpp"
#include "base/sha256.hpp"
#include "support/folder.hpp"

namespace landfall::study {
namespace {

const test::Folder kFolder;
const std::string kFile = kFolder / "part.lfs";

PartFile made_up() {
  return {.program = "0.1.0",
          .identity = "abc",
          .whole = "fish.toml, 1000 paths, seed 1",
          .settings = std::string("\0\xff", 2),
          .number = 2,
          .count = 3,
          .parts = {"", "one\ntwo", std::string(100'000, 'x')}};
}

std::string refusal(const std::string& bytes) {
  write_file(kFile, bytes);
  try {
    read_part_file(kFile);
  } catch (const WorldError& error) {
    return error.what();
  }
  return "";
}

TEST(PartFile, IsReadAsItWasWritten) {
  write_file(kFile, bytes_of(made_up()));
  const PartFile read = read_part_file(kFile), meant = made_up();
  EXPECT_EQ(read.program, meant.program);
  EXPECT_EQ(read.identity, meant.identity);
  EXPECT_EQ(read.whole, meant.whole);
  EXPECT_EQ(read.settings, meant.settings);
  EXPECT_EQ(read.number, 2u);
  EXPECT_EQ(read.count, 3u);
  EXPECT_EQ(read.parts, meant.parts);
}

TEST(PartFile, SaysWhatIsWrongWithIt) {
  const std::string bytes = bytes_of(made_up());
  const std::string quoted = "'" + kFile + "' ";
  EXPECT_EQ(refusal("schema = 1\n"), quoted + "is no part of a run: run --shard writes them");
  std::string other = bytes;
  other.replace(0, 15, "landfall part 0");
  EXPECT_EQ(refusal(other), quoted +
                                "is of version 0 of such files, this program reads version "
                                "1: simulate it again with one program");
  EXPECT_EQ(refusal(""), quoted + "is empty");
  EXPECT_NE(refusal(bytes.substr(0, 20)), "");
  for (std::size_t at = 17; at < bytes.size(); at += 997) {
    std::string altered = bytes;
    altered[at] = static_cast<char>(altered[at] ^ 1);
    EXPECT_NE(refusal(altered).find("its checksum does not hold"), std::string::npos) << at;
    EXPECT_NE(refusal(bytes.substr(0, at)), "") << at;
  }
}

// Whoever can make a checksum cannot make the program read beyond the bytes.
TEST(PartFile, IsNotTrustedForItsChecksum) {
  const std::string bytes = bytes_of(made_up());
  for (std::size_t size = 16; size < bytes.size() - 64; size = size * 3 / 2) {
    const std::string cut = bytes.substr(0, size);
    EXPECT_NE(refusal(cut + sha256_hex(cut)).find("is damaged"), std::string::npos) << size;
  }
}

}  // namespace
}  // namespace landfall::study
