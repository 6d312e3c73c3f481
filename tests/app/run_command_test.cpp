// landfall run: what comes out where.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/program.hpp"

namespace landfall::test {
namespace {

const std::string kFish = scenario_file("frozen-fish-algeria.toml");
const std::string kUniform = scenario_file("analytic/uniform_price.toml");

TEST(RunCommand, TextIsPlainInAPipe) {
  const Ended ended = landfall({"run", kFish, "--paths", "1000"});
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(has(ended.out, "Frozen fish into Algeria"));
  EXPECT_TRUE(has(ended.out, "1 000 paths"));
  EXPECT_EQ(ended.out.find('\x1b'), std::string::npos);
  EXPECT_EQ(ended.err.find('\x1b'), std::string::npos);
  const Ended again = landfall({"run", kFish, "--paths", "1000"}, {.environment = {"NO_COLOR=1"}});
  EXPECT_EQ(again.out, ended.out);
}

TEST(RunCommand, WithoutUnicodeThereIsNone) {
  const Ended ended = landfall({"run", kUniform, "--paths", "1000"}, {.environment = {"LC_ALL=C"}});
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(
      std::all_of(ended.out.begin(), ended.out.end(), [](char c) { return (c & 0x80) == 0; }));
}

TEST(RunCommand, JsonParsesAndHoldsTheRun) {
  const Ended ended =
      landfall({"run", kFish, "--paths", "1000", "--seed", "5", "--format", "json"});
  ASSERT_EQ(ended.code, 0);
  const nlohmann::json json = nlohmann::json::parse(ended.out);
  EXPECT_EQ(json["schema"], "landfall/summary/1");
  EXPECT_EQ(json["simulation"]["paths"], 1000);
  EXPECT_EQ(json["simulation"]["seed"], 5);
  EXPECT_TRUE(json["metrics"]["npv"]["mean"]["value"].is_number());
  EXPECT_GT(json["assumptions"].size(), 20u);
}

TEST(RunCommand, TheSameBytesForAnyNumberOfThreads) {
  for (const char* format : {"json", "csv", "text", "markdown"}) {
    const auto with = [&](const char* threads) {
      return landfall({"run", kFish, "--paths", "2000", "--format", format, "--threads", threads})
          .out;
    };
    const std::string one = with("1");
    EXPECT_GT(one.size(), 1000u);
    EXPECT_EQ(one, with("7")) << format;
  }
}

TEST(RunCommand, CsvHasALineAStatistic) {
  const Ended ended = landfall({"run", kUniform, "--paths", "1000", "--format", "csv"});
  ASSERT_EQ(ended.code, 0);
  EXPECT_EQ(
      ended.out.rfind(
          "metric,market,channel,strategy,period,statistic,value,error,low,high,unit,reason\r\n",
          0),
      0u);
  EXPECT_TRUE(has(ended.out, "\r\nrevenue,,,,,mean,"));
}

TEST(RunCommand, StopsWhereItIsPreciseEnoughOrSaysWhatItLacks) {
  const Ended good = landfall({"run", kFish, "--stop", "revenue.mean=5%"});
  EXPECT_EQ(good.code, 0) << good.err;
  EXPECT_TRUE(has(good.out, "Converged at 95 % confidence"));
  const Ended bad = landfall({"run", kFish, "--stop", "npv.mean=1", "--set",
                              "simulation.stop.max_paths=12000", "--format", "json"});
  EXPECT_EQ(bad.code, 1);
  EXPECT_TRUE(has(bad.err, "landfall: not converged: npv.mean is known to"));
  const nlohmann::json stop = nlohmann::json::parse(bad.out)["simulation"]["stop"];
  EXPECT_EQ(stop["converged"], false);
  EXPECT_EQ(stop["stages"], nlohmann::json({10240, 12000}));
}

TEST(RunCommand, MarkdownIsATableReaders) {
  const Ended ended = landfall({"run", kFish, "--paths", "1000", "--format", "markdown"});
  ASSERT_EQ(ended.code, 0);
  EXPECT_TRUE(has(ended.out, "# "));
  EXPECT_TRUE(has(ended.out, "| "));
  EXPECT_EQ(ended.out.find('\x1b'), std::string::npos);
}

TEST(RunCommand, StandardInputIsAFileCalledDash) {
  const Ended ended =
      landfall({"run", "-", "--paths", "500", "--format", "json"}, {.in = kUniform});
  ASSERT_EQ(ended.code, 0) << ended.err;
  const Ended named = landfall({"run", kUniform, "--paths", "500", "--format", "json"});
  const nlohmann::json from_input = nlohmann::json::parse(ended.out),
                       from_file = nlohmann::json::parse(named.out);
  EXPECT_EQ(from_input["metrics"], from_file["metrics"]);
}

TEST(RunCommand, SetReplacesANumber) {
  const Ended ended = landfall({"run", scenario_file("analytic/certain.toml"), "--paths", "10",
                                "--format", "json", "--set", "product.price=20"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  const nlohmann::json json = nlohmann::json::parse(ended.out);
  EXPECT_EQ(json["metrics"]["revenue"]["mean"]["value"], 36000.0);
  EXPECT_EQ(json["scenario"]["overrides"][0], "product.price=20");
}

TEST(RunCommand, SeveralFilesOneAfterTheOther) {
  const Ended ended =
      landfall({"run", kUniform, scenario_file("analytic/certain.toml"), "--paths", "300"});
  EXPECT_EQ(ended.code, 0);
  const std::size_t first = ended.out.find("Uniform price"), second = ended.out.find("Certain");
  EXPECT_LT(first, second);
  EXPECT_NE(second, std::string::npos);
}

std::vector<std::vector<std::string>> cells_of(const std::string& text) {
  std::vector<std::vector<std::string>> rows(1);
  rows.back().emplace_back();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ',') {
      rows.back().emplace_back();
    } else if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
      ++i;
      rows.emplace_back(1);
    } else {
      rows.back().back() += text[i];
    }
  }
  rows.pop_back();
  return rows;
}

TEST(RunCommand, DrawsHoldEveryPathInOrder) {
  const Folder folder;
  const auto draws = [&](const char* threads) {
    const std::string file = folder / ("draws" + std::string(threads) + ".csv");
    const Ended ended =
        landfall({"run", kFish, "--paths", "700", "--threads", threads, "--draws", file});
    EXPECT_EQ(ended.code, 0) << ended.err;
    return contents(file);
  };
  const std::string one = draws("1");
  EXPECT_EQ(one, draws("7"));
  EXPECT_EQ(folder.files(), 2u);
  const auto rows = cells_of(one);
  ASSERT_EQ(rows.size(), 701u);
  EXPECT_EQ(rows[0][0], "path");
  EXPECT_NE(std::find(rows[0].begin(), rows[0].end(), "product.price"), rows[0].end());
  EXPECT_NE(std::find(rows[0].begin(), rows[0].end(), "npv"), rows[0].end());
  for (std::size_t path = 0; path < 700; ++path) {
    ASSERT_EQ(rows[path + 1].size(), rows[0].size());
    EXPECT_EQ(rows[path + 1][0], std::to_string(path));
  }
}

// The mean of the drawn revenues is the mean of the summary: the two describe the same paths.
TEST(RunCommand, DrawsAndSummaryAgree) {
  const Folder folder;
  const std::string file = folder / "draws.csv";
  const Ended ended =
      landfall({"run", kUniform, "--paths", "1000", "--format", "json", "--draws", file});
  ASSERT_EQ(ended.code, 0);
  const auto rows = cells_of(contents(file));
  const auto at = static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), "revenue") -
                                           rows[0].begin());
  double sum = 0;
  for (std::size_t row = 1; row < rows.size(); ++row) sum += std::stod(rows[row][at]);
  const double mean = nlohmann::json::parse(ended.out)["metrics"]["revenue"]["mean"]["value"];
  EXPECT_NEAR(sum / 1000, mean, 1e-9 * mean);
}

TEST(OtherCommands, ReplayShowsThePathOfTheDraws) {
  const Folder folder;
  const std::string file = folder / "draws.csv";
  ASSERT_EQ(landfall({"run", kFish, "--paths", "300", "--draws", file}).code, 0);
  const auto rows = cells_of(contents(file));
  const Ended ended = landfall({"replay", kFish, "--path", "271", "--format", "json"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  const nlohmann::json json = nlohmann::json::parse(ended.out);
  EXPECT_EQ(json["schema"], "landfall/trace/1");
  EXPECT_EQ(json["path"], 271);
  int compared = 0;
  for (const char* table : {"drawn", "outcomes"})
    for (const auto& row : json[table]["rows"]) {
      const auto at = static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), row[0]) -
                                               rows[0].begin());
      ASSERT_LT(at, rows[0].size()) << row[0];
      if (!row[1].is_number()) continue;
      EXPECT_EQ(row[1].get<double>(), std::stod(rows[272][at])) << row[0];
      ++compared;
    }
  EXPECT_GT(compared, 25);
}

TEST(OtherCommands, ReplayInWordsAndCells) {
  const Ended text = landfall({"replay", kFish, "--path", "3"});
  EXPECT_EQ(text.code, 0);
  EXPECT_TRUE(has(text.out, "Path 3"));
  EXPECT_TRUE(has(text.out, "The firm's cash"));
  const Ended csv = landfall({"replay", kFish, "--path", "3", "--format", "csv"});
  EXPECT_EQ(csv.code, 0);
  EXPECT_EQ(csv.out.rfind("table,row,column,value,unit\r\n", 0), 0u);
}

TEST(OtherCommands, ExplainInEveryFormat) {
  const Ended text = landfall({"explain", kFish});
  EXPECT_EQ(text.code, 0);
  EXPECT_TRUE(has(text.out, "goods must not pass MA from period 1"));
  const Ended json = landfall({"explain", kFish, "--format", "json"});
  EXPECT_EQ(nlohmann::json::parse(json.out)["schema"], "landfall/explanation/1");
  EXPECT_EQ(landfall({"explain", kFish, "--format", "markdown"}).code, 0);
}

TEST(OtherCommands, CheckSaysThatAllIsWell) {
  const Ended ended = landfall({"check", kFish, kUniform});
  EXPECT_EQ(ended.code, 0);
  EXPECT_TRUE(has(ended.out, "frozen-fish-algeria.toml: no mistakes"));
  EXPECT_TRUE(has(ended.out, "uniform_price.toml: no mistakes"));
}

}  // namespace
}  // namespace landfall::test
