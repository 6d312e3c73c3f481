#include "simulate/explain.hpp"

#include <gtest/gtest.h>

#include "simulate/two_markets.hpp"

namespace landfall::simulate {
namespace {

Explanation explained(const std::vector<std::string>& overrides = {}) {
  return explain(scenario::read_scenario("test.toml", test::kTwoMarkets, overrides));
}

std::string all_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

TEST(Explain, SaysWhatIsSimulated) {
  const std::string text = all_of(explained({"product.capacity_units_per_year=3_000_000"}).summary);
  EXPECT_NE(text.find("36 periods of one month from 2026-03-01"), std::string::npos) << text;
  EXPECT_NE(text.find("discounted at 10 % a year effective"), std::string::npos) << text;
  EXPECT_NE(text.find("It makes at most 3 000 000 unit a year"), std::string::npos) << text;
  EXPECT_NE(text.find("Price and cost rise by 2.0201 % a year effective"), std::string::npos)
      << text;
}

TEST(Explain, LadderAddsUp) {
  const Explanation explanation = explained();
  int ladders = 0;
  for (const Table& table : explanation.tables) {
    if (table.title.rfind("One ", 0) != 0) continue;
    ++ladders;
    double total = 0;
    for (const auto& row : table.rows) {
      const std::string& step = row[0].text;
      if (step[0] == '=') {
        EXPECT_NEAR(row[1].number, total, 1e-9 * total) << table.title << " " << step;
      } else {
        total += row[1].number;
      }
    }
  }
  EXPECT_EQ(ladders, 3);
}

TEST(Explain, EveryUncertainNumberIsListedOnce) {
  const Explanation explanation = explained();
  int found = 0;
  for (const Table& table : explanation.tables)
    if (table.title == "Uncertain numbers")
      for (const auto& row : table.rows)
        found += row[0].text == "market.MA.tariff.change.agreement.probability";
  EXPECT_EQ(found, 1);
}

}  // namespace
}  // namespace landfall::simulate
