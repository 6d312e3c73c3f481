// landfall gsim: from a file of flows and tariffs to prices, trade and welfare.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "app/program.hpp"

namespace landfall::test {
namespace {

const std::string kFile = scenario_file("gsim/free-trade-us-eu.toml");

TEST(GsimCommand, PrintsThePricesOfTheWorkedExample) {
  const Ended ended = landfall({"gsim", kFile});
  EXPECT_EQ(ended.code, 0) << ended.err;
  EXPECT_EQ(ended.err, "");
  for (const char* price : {"7.92", "-3.16", "4.80", "-1.84"})
    EXPECT_NE(ended.out.find(price), std::string::npos) << price << "\n" << ended.out;
  for (const char* part : {"Source: Francois & Hall (2003)", "Quantities", "Welfare"})
    EXPECT_NE(ended.out.find(part), std::string::npos) << part;
}

TEST(GsimCommand, GivesAllDigitsAsJson) {
  const Ended ended = landfall({"gsim", kFile, "--format", "json"});
  EXPECT_EQ(ended.code, 0) << ended.err;
  const nlohmann::json json = nlohmann::json::parse(ended.out);
  EXPECT_EQ(json.at("schema"), "landfall/gsim/1");
  EXPECT_EQ(json.at("regions").size(), 4u);
  EXPECT_NEAR(json.at("world_price").at(0).get<double>(), 0.07918131342789829, 1e-14);
  EXPECT_NEAR(json.at("quantity").at(2).at(0).get<double>(), 0.6482168923800133, 1e-13);
}

TEST(GsimCommand, RefusesWhatIsNone) {
  const Ended scenario = landfall({"gsim", scenario_file("analytic/bass.toml")});
  EXPECT_EQ(scenario.code, 2);
  EXPECT_NE(scenario.err.find("unknown"), std::string::npos) << scenario.err;
  EXPECT_EQ(landfall({"gsim", kFile, "--format", "csv"}).code, 2);
  EXPECT_EQ(landfall({"gsim", "nowhere.toml"}).code, 2);
}

}  // namespace
}  // namespace landfall::test
