// JSON Schemas: the forms of a number are those that the reader knows.
#include "reports/schema.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "reports/schema_numbers.hpp"
#include "scenario/distribution.hpp"
#include "scenario/process.hpp"
#include "scenario/scenario.hpp"

namespace landfall::reports {
namespace {

using Names = std::set<std::string>;

/// What the reader names after an unknown key of a form: "gbm has: start, drift, volatility".
std::string told_of(const std::string& form, const std::string& others) {
  const std::string text =
      "schema = 1\n[scenario]\nname = \"x\"\ncurrency = \"EUR\"\nstart = 2026-01-01\nyears = 1\n"
      "[fx.MAD]\nper = \"EUR\"\nprocess = { " +
      form + " = { " + others +
      "zzzzzz = 1 } }\n"
      "[product]\nprice = 1\n[market.MA.channel.a]\nkind = \"direct\"\nreach = 1\n"
      "conversion = 1\n[market.MA.demand]\nunits_per_year = 1\n";
  try {
    scenario::read_scenario("s.toml", text, {});
  } catch (const ScenarioError& error) {
    for (const Diagnostic& one : error.diagnostics)
      if (one.message.find("unknown key 'zzzzzz'") != std::string::npos) return one.hint;
  }
  return "";
}

/// The names in a hint, without what it says of percentiles.
Names names_in(std::string hint) {
  hint = hint.substr(hint.find(": ") + 2);
  hint = hint.substr(0, std::min(hint.find(", or "), hint.find(", and ")));
  std::istringstream parts(hint);
  Names names;
  for (std::string part; std::getline(parts, part, ',');) {
    const std::string name = part.substr(part.find_first_not_of(' '));
    if (name != "source" && name != "assumption") names.insert(name);
  }
  return names;
}

Names properties_of(const Json& definition) {
  Names names;
  for (const auto& [name, schema] : definition.at("properties").items())
    if (name != "source" && name != "assumption") names.insert(name);
  return names;
}

TEST(Schema, KnowsTheKeysOfDistributionsAndProcessesThatTheReaderKnows) {
  const Json definitions = number_definitions();
  std::vector<std::string> forms = scenario::distribution_names();
  forms.insert(forms.end(), scenario::process_names().begin(), scenario::process_names().end());
  int compared = 0;
  for (const std::string& form : forms) {
    ASSERT_TRUE(definitions.contains(form)) << form;
    if (form == "fixed" || form == "mixture") continue;  // of free names
    const std::string others = form == "discrete" ? "values = [1], weights = [1], " : "";
    const std::string hint = told_of(form, others);
    ASSERT_NE(hint, "") << form;
    EXPECT_EQ(properties_of(definitions.at(form)), names_in(hint)) << form;
    ++compared;
  }
  EXPECT_EQ(compared, static_cast<int>(forms.size()) - 2);
}

TEST(Schema, SaysWhatAKeyMeansAndWhatItMayBe) {
  const auto schema = Json::parse(schema_json(SchemaOf::scenario));
  EXPECT_EQ(schema["$schema"], "http://json-schema.org/draft-07/schema#");
  const auto& market = schema["properties"]["market"]["additionalProperties"]["properties"];
  const auto& growth = market["demand"]["properties"]["growth"];
  EXPECT_EQ(
      growth["description"],
      "The growth of demand, continuous: 0.03 is 3.05 % a year. (a year; -10 to 10; default 0)");
  EXPECT_EQ(growth["minimum"], -10);
  EXPECT_EQ(growth["then"]["$ref"], "#/definitions/number");
  const auto& freight = market["logistics"]["properties"]["freight"];
  EXPECT_EQ(freight["description"],
            "The main carriage. (invoice currency a unit; 0 or more; may be a process; default 0)");
  EXPECT_EQ(freight["then"]["$ref"], "#/definitions/amount_or_process");
  // A default that hangs on the rest of the file is none.
  EXPECT_FALSE(market["demand"]["properties"]["year"].contains("default"));
}

TEST(Schema, OfAStudyHasWhatItSaysForAllItsScenarios) {
  const auto schema = Json::parse(schema_json(SchemaOf::study));
  const auto& study = schema["properties"]["study"]["properties"];
  EXPECT_EQ(study["step"]["enum"], Json::parse(R"(["month", "quarter", "year"])"));
  EXPECT_EQ(study["years"]["maximum"], 100);
  EXPECT_TRUE(Json::parse(schema_json(SchemaOf::gsim))["properties"].contains("elasticity"));
}

}  // namespace
}  // namespace landfall::reports
