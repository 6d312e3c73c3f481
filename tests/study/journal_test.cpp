#include "study/journal.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/diagnostic.hpp"
#include "base/sha256.hpp"
#include "support/folder.hpp"

namespace landfall::study {
namespace {

namespace fs = std::filesystem;

/// A folder, and the journal in it.
class JournalTest : public ::testing::Test {
 protected:
  std::string text() const { return test::contents(files_ / Journal::kName); }
  void set_text(const std::string& text) const { files_.write(Journal::kName, text); }
  void append(const JournalLine& line) const {
    Journal(folder_, read_journal(folder_)).append(line);
  }

  const test::Folder files_;
  const std::string folder_ = files_.path();
};

JournalLine line_of(const std::string& scenario, const std::string& sha = "00") {
  return {.scenario = scenario,
          .request = "asked",
          .program = "0.1.0",
          .seed = 18'446'744'073'709'551'615u,
          .inputs = {{scenario + ".toml", sha}},
          .outputs = {{scenario + "/report.html", sha}},
          .entry =
              "{\"title\":\""
              "caf\u00e9\"}",
          .failure = ""};
}

TEST_F(JournalTest, IsReadAsItWasWritten) {
  EXPECT_FALSE(read_journal(folder_).is_there);
  {
    Journal journal(folder_, {});
    journal.begin("0.1.0", {"b", "a"});
    journal.append(line_of("a"));
    journal.append(line_of("b", "11"));
  }
  append(line_of("a", "22"));  // the last of two holds
  const JournalContents read = read_journal(folder_);
  EXPECT_TRUE(read.is_there);
  EXPECT_TRUE(read.ignored.empty());
  EXPECT_EQ(read.asked, (std::vector<std::string>{"b", "a"}));
  ASSERT_EQ(read.scenarios.size(), 2u);
  const JournalLine& a = read.scenarios.at("a");
  EXPECT_EQ(a.outputs.at("a/report.html"), "22");
  EXPECT_EQ(a.seed, 18'446'744'073'709'551'615u);
  EXPECT_EQ(a.entry, line_of("a").entry);
  EXPECT_EQ(read.scenarios.at("b").inputs.at("b.toml"), "11");
}

TEST_F(JournalTest, ATornLineIsIgnoredAndWrittenAfter) {
  append(line_of("a"));
  append(line_of("b"));
  const std::string whole = text();
  const std::size_t second = whole.find('\n') + 1;
  for (std::size_t size = second + 1; size < whole.size(); size += 37) {
    set_text(whole.substr(0, size));
    const JournalContents torn = read_journal(folder_);
    EXPECT_TRUE(torn.ends_torn);
    EXPECT_EQ(torn.ignored.size(), 1u);
    EXPECT_FALSE(torn.scenarios.contains("b"));
    append(line_of("b"));
    EXPECT_TRUE(read_journal(folder_).scenarios.contains("a"));
    EXPECT_TRUE(read_journal(folder_).scenarios.contains("b"));
  }
}

// One letter of a line altered, wherever it stands: the line says nothing any more.
TEST_F(JournalTest, AnAlteredLineIsIgnored) {
  append(line_of("a"));
  const std::string whole = text();
  for (std::size_t at = 0; at + 1 < whole.size(); ++at) {
    std::string altered = whole;
    altered[at] = altered[at] == 'x' ? 'y' : 'x';
    set_text(altered);
    EXPECT_TRUE(read_journal(folder_).scenarios.empty()) << at;
  }
}

TEST_F(JournalTest, AnotherVersionIsRefused) {
  append(line_of("a"));
  std::string other = text();
  const std::string key = "\"journal\":1";
  other.replace(other.find(key), key.size(), "\"journal\":2");
  set_text(other);
  try {
    read_journal(folder_);
    FAIL();
  } catch (const WorldError& error) {
    EXPECT_EQ(std::string(error.what()),
              folder_ +
                  "/journal.jsonl:1: written by another version of the program, journal 2 "
                  "and not 1; begin again in another folder");
  }
}

TEST_F(JournalTest, LinesWithoutMeaningAreIgnored) {
  set_text("\n[]\n\"journal\"\n{\"journal\":\"1\"}\n{\"journal\":1}\n\xff\xfe\n");
  EXPECT_EQ(read_journal(folder_).ignored.size(), 5u);
}

TEST_F(JournalTest, OutputsAreHeldAgainstIt) {
  const std::string file = folder_ + "/report";
  EXPECT_EQ(state_of(file, sha256_hex("bytes")), OutputState::missing);
  std::ofstream(file) << "bytes";
  EXPECT_EQ(state_of(file, sha256_hex("bytes")), OutputState::whole);
  EXPECT_EQ(state_of(file, sha256_hex("other")), OutputState::changed);
  std::ofstream(file, std::ios::trunc);
  EXPECT_EQ(state_of(file, sha256_hex("bytes")), OutputState::empty);
  fs::remove(file);
  fs::create_directory(file);
  EXPECT_EQ(state_of(file, sha256_hex("bytes")), OutputState::missing);
}

}  // namespace
}  // namespace landfall::study
