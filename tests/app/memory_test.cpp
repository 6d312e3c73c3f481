// How much memory a run takes, what it says before, and what it keeps.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "app/program.hpp"

namespace landfall::test {
namespace {

const std::string kMany = scenario_file("bench/maghreb6x60.toml");  // 23 metrics, 65 series

// 700 000 paths of 23 metrics are a little more than 16 million values.
std::vector<std::string> words_of(const std::string& paths) {
  return {"run", kMany, "--paths", paths, "--threads", "2", "--format", "json"};
}

Ended with(std::vector<std::string> words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return landfall(words);
}

/// The megabytes that a refusal names.
int said_mb(const std::string& refusal) {
  const std::string before = "needs about ";
  const std::size_t at = refusal.find(before);
  return at == std::string::npos ? 0 : std::stoi(refusal.substr(at + before.size()));
}

TEST(Memory, ARunThatDoesNotFitSaysSoBeforeItStarts) {
  const Folder folder;
  const Ended ended =
      with(words_of("1e9"), {"--keep-draws", "--max-memory", "2G", "--out", folder / "out.json"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_EQ(ended.out, "");
  EXPECT_TRUE(has(ended.err, "needs about 216 "));  // 23 columns and 4 of 8 GB each
  EXPECT_TRUE(has(ended.err, "more than the 2 000 MB that it may take"));
  EXPECT_TRUE(has(ended.err, "--max-memory"));
  EXPECT_TRUE(has(ended.err, "leave out --keep-draws"));
  EXPECT_EQ(folder.files(), 0u);

  // Paths alone need no memory.
  const Ended many = with(words_of("1e12"), {"--max-memory", "10M"});
  EXPECT_EQ(many.code, 2);
  EXPECT_GT(said_mb(many.err), 100);
  EXPECT_LT(said_mb(many.err), 300);
}

TEST(Memory, LettersArePowersOfAThousand) {
  for (const char* size : {"1000000000", "1_000_000K", "1000m", "1G", "1T"})
    EXPECT_EQ(with(words_of("300"), {"--max-memory", size}).code, 0) << size;
  for (const char* size : {"1000", "1K", "1m", "5M"})
    EXPECT_EQ(with(words_of("300"), {"--max-memory", size}).code, 2) << size;
}

// Claim: what a run says it needs is what it stays below, in either mode; and quantiles read from
// histograms lie within 2^-14 of those of all values, with intervals that hold theirs.
TEST(Memory, StaysBelowWhatItSays) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "memory is the sanitiser's here";
#endif
  nlohmann::json results[2];
  for (const bool keep : {false, true}) {
    auto words = words_of("700000");
    if (keep) words.push_back("--keep-draws");
    const int said = said_mb(with(words, {"--max-memory", "1M"}).err);
    ASSERT_GT(said, 0);
    const Ended ended = with(words, {"--max-memory", std::to_string(said) + "M"});
    ASSERT_EQ(ended.code, 0) << ended.err;
    EXPECT_LT(ended.peak_mb, said);
    results[keep] = nlohmann::json::parse(ended.out)["metrics"];
  }
  int compared = 0;
  for (const auto& [name, exact] : results[1].items()) {
    const auto& counted = results[0][name];
    EXPECT_FALSE(exact.contains("resolution"));
    EXPECT_EQ(counted["resolution"], std::ldexp(1, -14));
    EXPECT_EQ(counted["mean"], exact["mean"]);
    for (const auto& [level, a] : exact["percentiles"].items()) {
      const auto& b = counted["percentiles"][level];
      const double value = a["value"], other = b["value"];
      EXPECT_LE(std::abs(other - value), std::ldexp(std::abs(value), -14)) << name << level;
      EXPECT_LE(b["low"].get<double>(), a["low"].get<double>()) << name << level;
      EXPECT_GE(b["high"].get<double>(), a["high"].get<double>()) << name << level;
      ++compared;
    }
  }
  EXPECT_GE(compared, 20 * 9);
}

}  // namespace
}  // namespace landfall::test
