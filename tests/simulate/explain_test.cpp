#include "simulate/explain.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
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

std::string kind_scenario(const std::string& channel) {
  return std::string(R"(schema = 1
[scenario]
name     = "One kind"
currency = "EUR"
start    = 2026-01-01
years    = 2
[product]
unit  = "kg"
price = 10
[market.A.demand]
units_per_year = 1_200
[market.A.tariff]
ad_valorem = 0.25
[market.A.channel.one]
)") + channel;
}

/// The one table of channels, a row of cells as text, and its notes.
std::string channels_in_words(const std::string& channel) {
  const Explanation explanation =
      explain(scenario::read_scenario("test.toml", kind_scenario(channel)));
  const Table& table = explanation.tables.at(1);
  std::string words = table.title;
  for (const auto& cell : table.rows.at(0)) {
    char digits[40];
    std::snprintf(digits, sizeof digits, "%.*f", cell.decimals, cell.number);
    words += " | " + (cell.is_number ? std::string(digits) : cell.text);
  }
  for (const std::string& note : table.notes) words += "\n" + note;
  return words;
}

TEST(Explain, ChannelsOfEveryKind) {
  EXPECT_EQ(channels_in_words("kind = \"distributor\"\nceiling_share = 0.1\nchurn = 0.2\n"
                              "resign_chance = 0.5\nmonths_to_resign = { uniform = [2, 4] }\n"
                              "exclusive = { minimum_units = 500, on_breach = \"end\" }\n"),
            "Channels | A.one | 1 | 100 % | 10 % | immediate | 20 % | 0\n"
            "A.one: exclusive; takes at least 500 kg a year, or the contract ends.\n"
            "A.one: a place that is left is signed again with a chance of 50 %, after 3 months.");
  EXPECT_EQ(channels_in_words("kind = \"retail\"\nchains = 4\nlisting_chance = 0.5\n"
                              "stores = { uniform = [10, 30] }\nunits_per_store_per_month = 2.5\n"
                              "listing_fee = 900\ndelist_below = 1\ndelist_months = 3\n"),
            "Retail channels | A.one | 4 | 50 % | 20 | 2.5 | 1200 | 900\n"
            "Sold at the reference price, before seasons and delisting.\n"
            "A.one: a chain that sells less than 1 a store and month for 3 months gives the "
            "product up.");
  // Landed at 12.5 against a field at 10: 1 / (1 + 3 1.25^2) = 16 / 91.
  EXPECT_EQ(channels_in_words("kind = \"tender\"\ntenders_per_year = 3\nunits = 40\n"
                              "win = { price_weight = 2, field_price = 10, rivals = 3 }\n"
                              "call.first = { at = 2026-05-01 }\n"),
            "Tenders | A.one | 3.00 | 1 | 100 % | 17.582 % | 40 kg | 0");
  EXPECT_EQ(channels_in_words("kind = \"installed_base\"\nshare = 0.1\nlife_years = 10\n"
                              "stock.fixed = { 2026 = 100, 2027 = 120, 2028 = 140 }\n"),
            "Installed bases | A.one | 100 | 140 | 64 | 10 % | 6\n"
            "Sold from the start on, at the reference price.");
  EXPECT_EQ(channels_in_words("kind = \"direct\"\nreach_max = 0.4\nreach_scale = 1_000\n"
                              "marketing_per_year = 693.147180559945\nconversion = 0.5\n"
                              "repeat_share = 0.6\n"),
            "Direct channels | A.one | 20 % | 50 % | 60 % | 6 % | immediate");
}

TEST(Explain, ATenderSaysHowItIsWon) {
  const auto sentence = [](const std::string& win) {
    const Explanation explanation = explain(scenario::read_scenario(
        "test.toml", kind_scenario("kind = \"tender\"\ntenders_per_year = 3\nunits = 40\n" + win)));
    return explanation.tables.at(2).notes.at(1);
  };
  EXPECT_EQ(sentence("win_chance = 0.3\n"),
            "Tenders are won with a chance of 30 %, whatever the price.");
  EXPECT_EQ(sentence("win = { rivals = 4 }\n"),
            "Tenders are won with a chance of 20 %; the price does not matter.");
  EXPECT_EQ(sentence("win = { price_weight = 2, field_price = 10, rivals = 3 }\n"),
            "Tenders are won with a chance of 17.582 % at a bid of 12.5 EUR, the landed cost, "
            "against 10 of the field.");
}

}  // namespace
}  // namespace landfall::simulate
