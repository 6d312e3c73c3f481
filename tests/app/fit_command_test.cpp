// landfall fit: from a column of data to lines that a scenario takes.
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "app/program.hpp"

namespace landfall::test {
namespace {

class FitCommand : public testing::Test {
 protected:
  void SetUp() override {
    std::ofstream file(folder_ / "data.csv");
    file << "price,same,bad\n";
    for (int i = 0; i < 40; ++i)
      file << 3 + 0.001 * ((i * 733) % 977) << ",5," << (i == 6 ? "n/a" : "1") << "\n";
  }
  std::string file() const { return folder_ / "data.csv"; }

  const Folder folder_;
};

TEST_F(FitCommand, GivesLinesThatAScenarioTakes) {
  const Ended fitted = landfall({"fit", file(), "--column", "price"});
  EXPECT_EQ(fitted.code, 0) << fitted.err;
  EXPECT_EQ(fitted.err, "");
  int lines = 0;
  for (std::size_t at = fitted.out.find("\n{ "); at != std::string::npos;
       at = fitted.out.find("\n{ ", at + 1)) {
    const std::string line = fitted.out.substr(at + 1, fitted.out.find('\n', at + 1) - at - 1);
    const Ended checked =
        landfall({"check", scenario_file("analytic/bass.toml"), "--set", "product.price=" + line});
    EXPECT_EQ(checked.code, 0) << line << "\n" << checked.err;
    ++lines;
  }
  EXPECT_EQ(lines, 3);
}

TEST_F(FitCommand, SaysTheSameTwiceAndDependsOnTheSeedOnlyInP) {
  const std::vector<std::string> words = {"fit", file(), "--column", "price", "--format", "json"};
  EXPECT_EQ(landfall(words).out, landfall(words).out);
}

TEST_F(FitCommand, RefusesWhatItCannotFit) {
  const Ended missing = landfall({"fit", file(), "--column", "prise"});
  EXPECT_EQ(missing.code, 2);
  EXPECT_EQ(missing.out, "");
  EXPECT_TRUE(has(missing.err, "did you mean 'price'?"));
  EXPECT_TRUE(has(missing.err, "nothing was fitted"));
  EXPECT_TRUE(has(landfall({"fit", file(), "--column", "bad"}).err, "data.csv:8:"));
  EXPECT_TRUE(has(landfall({"fit", file(), "--column", "same"}).err, "are the same"));
  EXPECT_TRUE(has(landfall({"fit", file()}).err, "say which one"));
  EXPECT_TRUE(has(landfall({"fit", "none.csv"}).err, "cannot read 'none.csv'"));
  EXPECT_EQ(landfall({"fit", file(), "--column", "price", "--format", "csv"}).code, 2);
}

}  // namespace
}  // namespace landfall::test
