// landfall run --sipmath and --sip-trials, and back again.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/program.hpp"

namespace landfall::test {
namespace {

const std::string kFish = scenario_file("frozen-fish-algeria.toml");
const std::string kUniform = scenario_file("analytic/uniform_price.toml");

/// A scenario whose revenue is a SIP: 1 unit at that price.
std::string seller_of(const std::string& sip) {
  return R"(
schema = 1
[scenario]
name = "Seller"
currency = "EUR"
start = 2026-01-01
years = 1
step = "year"
[product]
price = { sip = { file = "library.json", name = ")" +
         sip + R"(" } }
[market.A]
[market.A.demand]
units_per_year = 1
[market.A.channel.distributor]
kind = "distributor"
ceiling_share = 1
)";
}

/// The values of one column of the draws.
std::vector<double> column(const std::string& csv, const std::string& name) {
  std::istringstream lines(csv);
  std::string line, cell;
  std::getline(lines, line);
  std::istringstream header(line);
  int at = 0, wanted = -1;
  for (; std::getline(header, cell, ','); ++at)
    if (cell == name) wanted = at;
  EXPECT_GE(wanted, 0) << name;
  std::vector<double> values;
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    for (int i = 0; i <= wanted; ++i) std::getline(cells, cell, ',');
    values.push_back(std::stod(cell));
  }
  return values;
}

// Law: trials written by one scenario are the values that another takes, path by path.
TEST(Sipmath, OutcomesOfOneScenarioAreValuesOfAnother) {
  const Folder folder;
  const Ended ended = landfall({"run", kUniform, "--paths", "600", "--draws", folder / "one.csv",
                                "--sip-trials", folder / "library.json"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  const std::string other = folder.write("other.toml", seller_of("revenue"));
  ASSERT_EQ(landfall({"run", other, "--paths", "600", "--draws", folder / "two.csv"}).code, 0);
  EXPECT_EQ(column(contents(folder / "two.csv"), "product.price"),
            column(contents(folder / "one.csv"), "revenue"));
}

// Law: a table of trials holds each stored trial equally often, in an order that follows the ranks.
TEST(Sipmath, StoredTrialsCanBeReordered) {
  const Folder folder;
  ASSERT_EQ(
      landfall({"run", kUniform, "--paths", "512", "--sip-trials", folder / "library.json"}).code,
      0);
  const std::string text = seller_of("revenue") +
                           "[shared]\n"
                           "other = { sip = { file = \"library.json\", name = \"margin\" } }\n"
                           "[correlation.g]\nof = [\"product.price\", \"shared.other\"]\n"
                           "common = -1\nmargin = \"exact\"\n";
  const std::string file = folder.write("s.toml", text);
  const Ended ended = landfall({"run", file, "--paths", "16384", "--draws", folder / "draws.csv"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  std::vector<double> price = column(contents(folder / "draws.csv"), "product.price");
  std::vector<double> other = column(contents(folder / "draws.csv"), "shared.other");
  for (std::size_t i = 0; i < price.size(); ++i)  // margin is revenue here, so ranks are opposite
    for (std::size_t j = i + 1; j < std::min(i + 20, price.size()); ++j)
      ASSERT_LE((price[i] - price[j]) * (other[i] - other[j]), 0) << i << ' ' << j;
  std::sort(price.begin(), price.end());
  std::sort(other.begin(), other.end());
  EXPECT_EQ(price, other);
  for (std::size_t i = 0; i < price.size(); ++i) ASSERT_EQ(price[i], price[i / 32 * 32]) << i;
}

TEST(Sipmath, AFittedLibraryIsTheSameForAnyThreadsAndCanBeTaken) {
  const Folder folder;
  ASSERT_EQ(landfall({"run", kUniform, "--paths", "3000", "--threads", "1", "--sipmath",
                      folder / "library.json"})
                .code,
            0);
  ASSERT_EQ(landfall({"run", kUniform, "--paths", "3000", "--threads", "3", "--sipmath",
                      folder / "again.json"})
                .code,
            0);
  const std::string text = contents(folder / "library.json");
  EXPECT_EQ(contents(folder / "again.json"), text);
  const nlohmann::json json = nlohmann::json::parse(text);
  EXPECT_EQ(json["objectType"], "sipModel");
  EXPECT_EQ(json["libraryType"], "SIPmath_3_0");
  EXPECT_FALSE(json.contains("dateCreated"));
  const std::string other = folder.write("other.toml", seller_of("revenue"));
  const Ended taken = landfall({"run", other, "--format", "json"});
  ASSERT_EQ(taken.code, 0) << taken.err;
  // U(16 000, 24 000): mean 20 000; the fit of 3 000 paths errs by 5 times 2309 / sqrt(3000) = 211,
  // and by its distance.
  const nlohmann::json report = nlohmann::json::parse(taken.out);
  EXPECT_NEAR(report["metrics"]["revenue"]["mean"]["value"].get<double>(), 20000, 300);
  EXPECT_TRUE(has(taken.out, "library.json"));
}

TEST(Sipmath, WhatCannotBeWrittenIsSaid) {
  const Folder folder;
  const Ended many = landfall({"run", kUniform, "--sip-trials", folder / "a", "--paths", "1e6"});
  EXPECT_EQ(many.code, 2);
  EXPECT_TRUE(has(many.err, "--sip-trials takes at most 100000 paths of this scenario"));
  EXPECT_TRUE(has(many.err, "--paths 100000"));
  const Ended same = landfall({"run", kUniform, "--sipmath", folder / "a", "--out", folder / "a"});
  EXPECT_EQ(same.code, 2);
  EXPECT_TRUE(has(same.err, "--sipmath names a file that is taken"));
  const Ended both = landfall({"run", kUniform, kFish, "--sipmath", folder / "a"});
  EXPECT_TRUE(has(both.err, "--sipmath takes one scenario at a time"));
  EXPECT_EQ(folder.files(), 0U);
  const Ended fish =
      landfall({"run", kFish, "--paths", "500", "--sip-trials", folder / "fish.json"});
  EXPECT_EQ(fish.code, 0);
  EXPECT_TRUE(has(fish.err, "--sip-trials leaves out payback_months"));
}

TEST(Sipmath, WhereASipCannotStandIsSaid) {
  const Folder folder;
  ASSERT_EQ(
      landfall({"run", kUniform, "--paths", "500", "--sip-trials", folder / "library.json"}).code,
      0);
  const std::string good = seller_of("revenue");
  const auto said = [&](const std::string& more, const std::string& set) {
    std::vector<std::string> words = {"check", folder.write("s.toml", good + more)};
    if (!set.empty()) words.insert(words.end(), {"--set", set});
    const Ended ended = landfall(words);
    EXPECT_EQ(ended.code, 2);
    return ended.err;
  };
  const std::string sip = "{ sip = { file = \"library.json\", name = \"revenue\" } }";
  EXPECT_TRUE(has(said("", "product.price.sip.file=\"none.json\""), "No such file or directory"));
  EXPECT_TRUE(has(said("", "product.price.sip.name=\"revenu\""), "did you mean 'revenue'?"));
  EXPECT_TRUE(has(said("", "product.price.sip=7"), "sip cannot be 7"));
  EXPECT_TRUE(has(said("", "product.price.min=3"), "unknown key 'min' in product.price"));
  EXPECT_TRUE(has(said("months_to_sign = " + sip + "\n", ""), "'months_to_sign' cannot be a SIP"));
  EXPECT_TRUE(has(said("churn = " + sip + "\n", ""),
                  "its bounds belong to its library: lowerBound and upperBound"));
  EXPECT_TRUE(has(said("[shared]\nx = { normal = [0, 1] }\n[correlation.g]\n"
                       "of = [\"product.price\", \"shared.x\"]\ncommon = 0.5\n",
                       ""),
                  "it is a SIP, whose dependence belongs to its library"));
  const std::string fitted = folder / "fitted.json";
  ASSERT_EQ(landfall({"run", kUniform, "--paths", "3000", "--sipmath", fitted}).code, 0);
  EXPECT_TRUE(has(said("[shared]\nx = { normal = [0, 1] }\n[correlation.g]\n"
                       "of = [\"product.price\", \"shared.x\"]\ncommon = 0.5\nmargin = \"exact\"\n",
                       "product.price.sip.file=\"fitted.json\""),
                  "its trials come from a generator: only stored trials have an order"));
}

}  // namespace
}  // namespace landfall::test
