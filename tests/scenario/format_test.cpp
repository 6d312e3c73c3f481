// The format that is told from what readers ask for.
#include "scenario/format.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "scenario/descriptions.hpp"

namespace landfall::scenario {
namespace {

const Format& of_scenarios() {
  static const Format format = scenario_format();
  return format;
}

const std::vector<Format>& all_formats() {
  static const std::vector<Format> all = {of_scenarios(), study_format(), gsim_format()};
  return all;
}

std::set<std::string> keys_of(const Format& format, const std::string& table) {
  std::set<std::string> keys;
  for (const auto& [key, field] : format.at(table).fields) keys.insert(key);
  return keys;
}

std::set<std::string> required_in(const Format& format, const std::string& table) {
  std::set<std::string> keys;
  for (const auto& [key, field] : format.at(table).fields)
    if (field.is_required) keys.insert(key);
  return keys;
}

using Keys = std::set<std::string>;

void tells_keys_with_their_ranges_units_and_defaults() {
  const Format& format = of_scenarios();
  const FieldFormat& growth = format.at("market.*.demand").fields.at("growth");
  ASSERT_EQ(growth.ways.size(), 1u);
  EXPECT_EQ(growth.ways[0].kind, Asked::Kind::number);
  EXPECT_EQ(growth.ways[0].low, -10);
  EXPECT_EQ(growth.ways[0].high, 10);
  EXPECT_EQ(growth.ways[0].unit, "a year");
  EXPECT_EQ(growth.ways[0].fallback, 0);
  EXPECT_FALSE(growth.ways[0].may_be_process);
  const Asked& rate = format.at("fx.*").fields.at("process").ways[0];
  EXPECT_TRUE(rate.low_open && rate.low == 0 && rate.may_be_process && rate.may_be_basket);
  const Asked& step = format.at("scenario").fields.at("step").ways[0];
  EXPECT_EQ(step.choices, (std::vector<std::string>{"month", "quarter", "year"}));
  EXPECT_EQ(step.usual, "month");
}

void tells_what_is_required_and_what_hangs_on_other_keys() {
  const Format& format = of_scenarios();
  EXPECT_EQ(required_in(format, ""), (Keys{"schema", "scenario", "market"}));
  EXPECT_EQ(required_in(format, "scenario"), (Keys{"name", "currency", "start", "years"}));
  EXPECT_EQ(required_in(format, "market.*"), Keys{"channel"});
  // Where every market has a price of its own the product needs none.
  EXPECT_EQ(required_in(format, "product"), Keys{});
  EXPECT_EQ(required_in(format, "market.*.tariff.levies.*"), Keys{"rate"});
}

void tells_the_keys_of_each_kind_of_channel() {
  const TableFormat& channel = of_scenarios().at("market.*.channel.*");
  EXPECT_EQ(channel.decided_by, "kind");
  EXPECT_EQ(channel.usual, "");
  ASSERT_EQ(channel.variants.size(), 5u);
  const Variant& tender = channel.variants.at("tender");
  EXPECT_EQ(tender.keys.count("markup"), 0u);
  EXPECT_EQ(tender.keys.count("win"), 1u);
  EXPECT_EQ(channel.variants.at("direct").required, Keys{"conversion"});
  EXPECT_EQ(channel.variants.at("retail").required, (Keys{"stores", "units_per_store_per_month"}));
  const TableFormat& response = of_scenarios().at("market.*.response");
  EXPECT_EQ(response.usual, "elasticity");
  EXPECT_EQ(response.variants.at("elasticity").keys,
            (Keys{"kind", "elasticity", "reference_price"}));
}

void tells_free_names_and_what_a_product_may_have_of_its_own() {
  const Format& format = of_scenarios();
  EXPECT_TRUE(format.at("product").is_either);
  EXPECT_EQ(keys_of(format, "event.*.rates"), Keys{"*"});
  EXPECT_EQ(format.at("market.*.tariff.levies").fields.at("*").ways.size(), 2u);
  const Keys own = keys_of(format, "market.*.product.*.channel.*");
  EXPECT_EQ(own.count("ceiling_share"), 1u);
  EXPECT_EQ(own.count("prospects"), 0u);  // all products share the prospects
}

// One test, since each runs as a program of its own, and would find the format again.
TEST(Format, TellsWhatReadersAskFor) {
  tells_keys_with_their_ranges_units_and_defaults();
  tells_what_is_required_and_what_hangs_on_other_keys();
  tells_the_keys_of_each_kind_of_channel();
  tells_free_names_and_what_a_product_may_have_of_its_own();
}

// Every literal key that a reader names in a call stands in a format. A key that is read only where
// two others are given would be missed without a document to begin with that has them.
TEST(Format, HasEveryKeyThatTheSourcesRead) {
  Keys told;
  for (const Format& format : all_formats())
    for (const auto& [address, table] : format)
      for (const auto& [key, field] : table.fields) told.insert(key);
  const std::regex call(
      "\\b(?:(?:text|currency|integer|boolean|date|choice|numbers|texts|number|table|tables|peek|"
      "has|"
      "missing|place_of)\\(\\s*|(?:number_)?if_given\\((?:\\w+,\\s*)?)\"([a-z_]+)\"");
  int calls = 0;
  const std::string folder = std::string(SOURCE_DIR) + "/engine/scenario";
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    if (file.path().extension() != ".cpp") continue;
    std::ifstream in(file.path());
    std::ostringstream text;
    text << in.rdbuf();
    const std::string source = text.str();
    for (std::sregex_iterator at(source.begin(), source.end(), call), end; at != end; ++at) {
      ++calls;
      EXPECT_EQ(told.count((*at)[1]), 1u) << (*at)[1] << " in " << file.path().filename();
    }
  }
  EXPECT_GT(calls, 300);
}

TEST(Format, HasADescriptionOfEveryKeyAndNoOther) {
  Keys used;
  for (const Format& format : all_formats())
    for (const auto& [address, table] : format)
      for (const auto& [key, field] : table.fields) {
        std::string at = (address.empty() ? "" : address + ".") + key;
        if (field.ways[0].kind == Asked::Kind::like) at = field.ways[0].choices[0];
        const std::string described = described_at(at);
        EXPECT_NE(described, "") << at << " has no description";
        used.insert(described);
      }
  for (const auto& [address, text] : descriptions()) {
    EXPECT_EQ(used.count(address), 1u) << address << " is described and never read";
    EXPECT_TRUE(text.ends_with('.')) << address;
  }
}

}  // namespace
}  // namespace landfall::scenario
