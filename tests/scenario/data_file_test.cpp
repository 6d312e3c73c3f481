// Distributions from a CSV file beside the scenario: what is read, and what is said of mistakes.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "scenario/scenario.hpp"
#include "support/folder.hpp"

namespace landfall::scenario {
namespace {

class DataFile : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directory(folder_ / "data"); }

  void write(const std::string& csv) const { folder_.write("data/prices.csv", csv); }

  Scenario read(const std::string& price) const {
    const std::string text =
        "schema = 1\n[scenario]\nname = \"Data\"\ncurrency = \"EUR\"\nstart = 2026-01-01\n"
        "years = 1\n[product]\nprice = " +
        price +
        "\n[market.MA.demand]\nunits_per_year = 1\n"
        "[market.MA.channel.distributor]\nkind = \"distributor\"\n"
        "ceiling_share = 1\n";
    return read_scenario(folder_ / "s.toml", text, {});
  }

  /// The messages, with the folder taken out.
  std::string said(const std::string& price) const {
    try {
      read(price);
      return "";
    } catch (const ScenarioError& error) {
      std::string text = render(error.diagnostics, error.sources);
      const std::string prefix = folder_ / "";
      for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
        text.erase(at, prefix.size());
      return text;
    }
  }

  const test::Folder folder_;
};

constexpr const char* kPrices = "month,price\n1,3.5\n2,3.75\n3,4.5\n";

TEST_F(DataFile, StandsBesideTheScenarioAndIsNamedByItsHash) {
  write(kPrices);
  const Scenario s = read(R"({ empirical = { file = "data/prices.csv", column = "price" } })");
  ASSERT_EQ(s.data.size(), 1u);
  EXPECT_TRUE(s.data[0].file.ends_with("/data/prices.csv")) << s.data[0].file;
  // As sha256sum says.
  EXPECT_EQ(s.data[0].sha256, "d7828dce12d8f197847cf82db91a5e83d8b6a91e506bf89cd99e3988f9ed7af6");
}

TEST_F(DataFile, SaysWhatIsWrongWithIt) {
  const auto line = [](const std::string& column) {
    return R"({ empirical = { file = "data/prices.csv", column = ")" + column + R"(" } })";
  };
  EXPECT_EQ(said(line("price")),
            "s.toml:8:32: error: cannot read 'data/prices.csv': No such file or directory\n"
            "  8 | price = { empirical = { file = \"data/prices.csv\", column = \"price\" } }\n"
            "    |                                ^^^^^^^^^^^^^^^^^ files are looked for from the "
            "folder of the scenario\n");
  write(kPrices);
  EXPECT_EQ(said(line("prise")),
            "s.toml:8:60: error: there is no column 'prise'\n"
            "  8 | price = { empirical = { file = \"data/prices.csv\", column = \"prise\" } }\n"
            "    |                                                            ^^^^^^^ did you mean "
            "'price'?\n");
  write(std::string(kPrices) + "4,5\n5,6\n6,7\n7,n/a\n");
  EXPECT_EQ(said(line("price")),
            "data/prices.csv:8:3: error: row 7 holds 'n/a', which is no number\n"
            "  8 | 7,n/a\n"
            "    |   ^^^ leave out the rows that have no value\n");
  write("price\n4\n4\n4\n4\n4\n");
  EXPECT_EQ(
      said(R"({ metalog = { file = "data/prices.csv", low = 0 } })"),
      "s.toml:8:21: error: no metalog of 5 terms follows these data: all are 4\n"
      "  8 | price = { metalog = { file = \"data/prices.csv\", low = 0 } }\n"
      "    |                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ write { value = 4 }\n");
}

}  // namespace
}  // namespace landfall::scenario
