// A scenario that draws from a CSV file beside it.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "app/program.hpp"

namespace landfall::test {
namespace {

class DataFile : public testing::Test {
 protected:
  void SetUp() override {
    folder_.write("prices.csv", "month,price\n1,3.5\n2,3.75\n3,4.5\n");
    folder_.write("s.toml",
                  "schema = 1\n[scenario]\nname = \"From data\"\ncurrency = \"EUR\"\n"
                  "start = 2026-01-01\nyears = 1\nstep = \"year\"\n[product]\n"
                  "price = { empirical = { file = \"prices.csv\", column = \"price\" } }\n"
                  "[market.A.demand]\nunits_per_year = 100\n[market.A.channel.distributor]\n"
                  "kind = \"distributor\"\nceiling_share = 1\n");
  }

  const Folder folder_;
};

// Claim: revenue is 350, 375 or 450, each with a chance of 1/3. False alarms: one check at five
// standard errors, 5.7e-7. Power: values joined by lines instead have a mean of 387.5; the 4.2
// between are ten standard errors (0.42 at 10 000 paths), and no percentile would be a value.
TEST_F(DataFile, IsDrawnFromAndNamedInTheReport) {
  const Ended ended =
      landfall({"run", folder_ / "s.toml", "--paths", "10000", "--keep-draws", "--format", "json"});
  ASSERT_EQ(ended.code, 0) << ended.err;
  const auto json = nlohmann::json::parse(ended.out);
  const auto& data = json["scenario"]["data_files"];
  ASSERT_EQ(data.size(), 1u);
  EXPECT_TRUE(data[0]["file"].get<std::string>().ends_with("prices.csv"));
  // As sha256sum says.
  EXPECT_EQ(data[0]["sha256"], "d7828dce12d8f197847cf82db91a5e83d8b6a91e506bf89cd99e3988f9ed7af6");
  const auto& revenue = json["metrics"]["revenue"];
  const double mean = revenue["mean"]["value"], error = revenue["mean"]["error"];
  EXPECT_LT(std::fabs(mean - 1175.0 / 3), 5 * error);
  EXPECT_EQ(revenue["percentiles"]["p5"]["value"], 350);
  EXPECT_EQ(revenue["percentiles"]["p50"]["value"], 375);
  EXPECT_EQ(revenue["percentiles"]["p95"]["value"], 450);
}

}  // namespace
}  // namespace landfall::test
