// --draws: the same bytes for any number of threads, little memory, and a disk that is full.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/program.hpp"

namespace landfall::test {
namespace {

const std::string kFish = scenario_file("frozen-fish-algeria.toml");  // 30 columns
const std::vector<std::string> kEndings = {".parquet", ".csv", ".npy"};

std::vector<std::string> words_of(const std::string& paths, const std::string& draws) {
  std::vector<std::string> words = {"run", kFish, "--paths", paths, "--threads", "2"};
  if (!draws.empty()) words.insert(words.end(), {"--draws", draws});
  return words;
}

TEST(DrawsFiles, DoNotDependOnThreads) {
  const Folder folder;
  for (const std::string& ending : kEndings) {
    const std::string file = folder / ("a" + ending);
    std::string first;
    for (const char* threads : {"1", "2", "7"}) {
      const Ended ended =
          landfall({"run", kFish, "--paths", "3000", "--threads", threads, "--draws", file});
      ASSERT_EQ(ended.code, 0) << ended.err;
      const std::string bytes = contents(file);
      EXPECT_GT(bytes.size(), 3000 * 29 * 8u) << ending;
      if (first.empty()) first = bytes;
      EXPECT_EQ(bytes == first, true) << ending << " " << threads;
    }
  }
  EXPECT_EQ(folder.files(), kEndings.size());
}

// A rule that stops the run writes as many paths as the summary has, and those of a plain run.
TEST(DrawsFiles, OfARunThatStopsItself) {
  const Folder folder;
  for (const std::string& ending : {std::string(".csv"), std::string(".npy")}) {
    const std::string stopped = folder / ("stopped" + ending), plain = folder / ("plain" + ending);
    const Ended ended =
        landfall({"run", kFish, "--stop", "npv.mean=1%", "--set", "simulation.stop.max_paths=20000",
                  "--format", "json", "--draws", stopped});
    ASSERT_LE(ended.code, 1) << ended.err;
    const std::string paths =
        nlohmann::json::parse(ended.out)["simulation"]["paths"].get<nlohmann::json>().dump();
    ASSERT_EQ(landfall({"run", kFish, "--paths", paths, "--draws", plain}).code, 0);
    EXPECT_EQ(contents(stopped) == contents(plain), true) << ending << " " << paths;
  }
}

// Claim: a file costs a run no more memory than a row group, whatever its length. What a run keeps
// for its summary grows; so it is compared with the same run without the file. At 150 000 paths
// that is 36 MB: a writer that kept it would be seen.
TEST(DrawsFiles, TakeLittleMemory) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "memory is the sanitiser's here";
#endif
  const Folder folder;
  for (const char* paths : {"20000", "150000"}) {
    const Ended without = landfall(words_of(paths, ""));
    for (const std::string& ending : kEndings) {
      const std::string file = folder / ("a" + ending);
      const Ended with = landfall(words_of(paths, file));
      ASSERT_EQ(with.code, 0) << with.err;
      EXPECT_LT(with.peak_mb - without.peak_mb, ending == ".parquet" ? 22 : 5) << ending << paths;
    }
  }
  EXPECT_GT(std::filesystem::file_size(folder / "a.parquet"), 35e6);
}

// What a file takes is part of what a run says that it needs.
TEST(DrawsFiles, AreCountedInWhatARunNeeds) {
  const Folder folder;
  const auto said_mb = [](std::vector<std::string> words) {
    words.insert(words.end(), {"--max-memory", "1M"});
    const std::string said = landfall(words).err, before = "needs about ";
    const std::size_t at = said.find(before);
    return at == std::string::npos ? 0 : std::stoi(said.substr(at + before.size()));
  };
  const int without = said_mb(words_of("1000", ""));
  EXPECT_GT(without, 0);
  EXPECT_GE(said_mb(words_of("1000", folder / "a.parquet")), without + 16);
  EXPECT_LE(said_mb(words_of("1000", folder / "a.csv")), without + 3);
  EXPECT_EQ(folder.files(), 0u);
}

TEST(DrawsFiles, AFullDiskEndsTheRunInOneLine) {
  const Folder folder;
  for (const std::string& ending : kEndings) {
    const std::string file = folder.write("a" + ending, "old");
    const Ended ended = landfall(words_of("20000", file), {.file_bytes_max = 1'000'000});
    EXPECT_EQ(ended.code, 2) << ending;
    EXPECT_EQ(ended.out, "") << ending;
    EXPECT_EQ(ended.err, "landfall: cannot write '" + file + "': File too large\n");
    EXPECT_EQ(contents(file), "old");
  }
  EXPECT_EQ(folder.files(), kEndings.size());
}

// Nothing of a Parquet file is written before the first row group is whole: the foot of a short one
// is where the disk can be full.
TEST(DrawsFiles, AFullDiskAtTheEnd) {
  const Folder folder;
  const std::string file = folder / "a.parquet";
  ASSERT_EQ(landfall(words_of("1000", file)).code, 0);
  const auto size = static_cast<rlim_t>(std::filesystem::file_size(file));
  for (const rlim_t most : {size / 2, size - 1}) {
    std::filesystem::remove(file);
    const Ended ended = landfall(words_of("1000", file), {.file_bytes_max = most});
    EXPECT_EQ(ended.code, 2);
    EXPECT_EQ(ended.err, "landfall: cannot write '" + file + "': File too large\n");
    EXPECT_EQ(folder.files(), 0u);
  }
}

}  // namespace
}  // namespace landfall::test
