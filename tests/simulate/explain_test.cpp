#include "simulate/explain.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

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

/// Step by name: who pays it.
std::map<std::string, std::string> payers(const std::string& term) {
  std::map<std::string, std::string> found;
  for (const Table& table : explained({"product.incoterm='" + term + "'"}).tables) {
    if (table.title.rfind("One unit from the works to the shelf: MA.wholesale", 0) != 0) continue;
    for (const auto& row : table.rows) found[row.front().text] = row.back().text;
  }
  return found;
}

TEST(Explain, TheIncotermSaysWhoPaysAStep) {
  const std::string carriage = "+ carriage to the port", freight = "+ freight";
  const std::string insurance = "+ insurance 1 %", duty = "+ duty 40 %";
  for (const auto& [term, firm] : std::vector<std::pair<std::string, std::vector<std::string>>>{
           {"EXW", {}},
           {"FCA", {}},
           {"FAS", {carriage}},
           {"FOB", {carriage}},
           {"CFR", {carriage, freight}},
           {"CPT", {carriage, freight}},
           {"CIF", {carriage, freight, insurance}},
           {"CIP", {carriage, freight, insurance}},
           {"DAP", {carriage, freight, insurance}},
           {"DPU", {carriage, freight, insurance}},
           {"DDP", {carriage, freight, insurance, duty}}}) {
    const auto paid = payers(term);
    for (const std::string& step : {carriage, freight, insurance, duty}) {
      const bool by_firm = std::find(firm.begin(), firm.end(), step) != firm.end();
      EXPECT_EQ(paid.at(step), by_firm ? "firm" : "buyer") << term << " " << step;
    }
  }
}

// The price is triangular on 80, 100, 130: its P5 and P95 are 87.07 and 121.34 (by its distribution
// function), known here to about 0.4 and 0.5 (two errors of a percentile at 4096 paths).
TEST(Explain, StepsHaveThePercentilesOfTheirDraws) {
  for (const Table& table : explained().tables) {
    if (table.title.rfind("One unit from the works to the shelf: MA.wholesale", 0) != 0) continue;
    for (const auto& row : table.rows) {
      if (row[0].text != "= price at CIF") continue;
      EXPECT_NEAR(row[1].number, 310.0 / 3, 1e-9);
      EXPECT_NEAR(row[2].number, 87.07, 1);
      EXPECT_NEAR(row[3].number, 121.34, 1.2);
      return;
    }
  }
  FAIL() << "there is no such step";
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
