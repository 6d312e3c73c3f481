// Reading SIPmath libraries: what is wrong is said with its place in the library.
#include "scenario/sip_library.hpp"

#include <gtest/gtest.h>

#include "scenario/json_tree.hpp"

namespace landfall::scenario {
namespace {

const char* const kGood = R"({
  "libraryType": "SIPmath_3_0",
  "globalVariables": [{"name": "m", "value": {"rows": ["A", "B"], "matrix": [
    {"row": "B", "col": "A", "value": 0.5}
  ]}}],
  "U01": {
    "rng": [
      {"name": "h1", "function": "HDR_2_0", "arguments": {"entity": 1, "varId": 1}},
      {"name": "h2", "function": "HDR_2_0", "arguments": {"entity": 1, "varId": 2}},
      {"name": "i", "function": "Index", "arguments": {"counter": "PM_Index"}}
    ],
    "copula": [{"name": "g", "function": "GaussianCopula",
      "arguments": {"correlationMatrix": {"type": "globalVariables", "value": "m"},
                    "rng": ["h1", "h2"]}, "copulaLayer": ["c1", "c2"]}]
  },
  "sips": [
    {"name": "Demand", "ref": {"source": "rng", "name": "h1"},
      "function": "Metalog_1_0", "arguments": {"lowerBound": 0, "aCoefficients": [1, 0.5]}},
    {"name": "Price", "ref": {"source": "copula", "name": "g", "copulaLayer": "c2"},
      "function": "Metalog_1_0", "arguments": {"aCoefficients": [5, 0.2]}},
    {"name": "Past", "ref": {"source": "rng", "name": "i"},
      "function": "SIP_Array", "arguments": {"type": "array", "value": [1, 2]}}
  ]
})";

std::string changed(const std::string& from, const std::string& to) {
  std::string text = kGood;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string said(const std::string& text, const std::string& name) {
  const std::vector<SourceText> sources = {{"s.toml", "sip = { name = \"x\" }\n"},
                                           {"lib.json", text}};
  std::vector<Diagnostic> diagnostics;
  const auto sip = parse_sip(sources[1], 1, name, {0, 1, 16, 3}, diagnostics);
  EXPECT_EQ(sip.has_value(), diagnostics.empty());
  return render(diagnostics, sources);
}

TEST(SipLibrary, ReadsEveryKindOfSip) {
  EXPECT_EQ(said(kGood, "Demand"), "");
  EXPECT_EQ(said(kGood, "Price"), "");
  EXPECT_EQ(said(kGood, "Past"), "");
  std::vector<Diagnostic> diagnostics;
  const auto price = parse_sip({"lib.json", kGood}, 1, "Price", {}, diagnostics);
  ASSERT_TRUE(price);
  ASSERT_EQ(price->weights.size(), 2U);
  EXPECT_DOUBLE_EQ(price->weights[0], 0.5);
  EXPECT_DOUBLE_EQ(price->weights[1], 0.8660254037844386);  // sqrt(1 - 0.25)
}

struct Mistake {
  std::string right, wrong, sip, said;
};

TEST(SipLibrary, SaysWhatIsWrongAndWhere) {
  const std::vector<Mistake> all = {
      {"", "", "Demnd", "s.toml:1:16: error: there is no SIP 'Demnd' in lib.json"},
      {"", "", "Demnd", "did you mean 'Demand'?"},
      {"", "", "Zebra", "it holds Demand, Price, Past"},
      {"SIPmath_3_0", "SIPmath_2_0", "Demand",
       "lib.json:2:18: error: the libraryType must be \"SIPmath_3_0\", not text \"SIPmath_2_0\""},
      {"\"sips\": [", "\"sips\": [,", "Demand", "lib.json:16:12: error: this is not JSON"},
      {"Metalog_1_0", "Magic", "Demand",
       "lib.json:18:19: error: the function 'Magic' of a SIP cannot be read"},
      {"[1, 0.5]", "[1, 0.5, 9]", "Demand",
       "lib.json:18:82: error: these coefficients are no distribution: the quantile falls "
       "somewhere"},
      {"[1, 0.5]", "[1]", "Demand",
       "lib.json:18:82: error: a metalog has 2 to 16 coefficients here, not 1"},
      {"[1, 0.5]", "[1, \"a\"]", "Demand",
       "lib.json:18:86: error: a number must stand here, not text \"a\""},
      {"\"name\": \"h1\"},", "\"name\": \"h9\"},", "Demand",
       "lib.json:17:57: error: there is no generator 'h9' in the library"},
      {"\"varId\": 1", "\"varId\": 1.5", "Demand",
       "lib.json:8:81: error: 'varId' must be a whole number from 0 to 100000000000, not 1.5"},
      {"\"varId\": 1", "\"varId\": {\"type\": \"parameter\"}", "Demand",
       "a parameter that is typed in later: write its number instead"},
      {"0.5}\n", "1.5}\n", "Price",
       "lib.json:4:39: error: a correlation must lie between -1 and 1, not 1.5"},
      {"\"col\": \"A\"", "\"col\": \"Z\"", "Price",
       "lib.json:4:25: error: 'Z' is not among the rows"},
      {"[1, 2]", "[]", "Past", "lib.json:22:72: error: there are no trials here"},
      {"\"type\": \"array\"", "\"type\": \"csv\"", "Past",
       "lib.json:22:54: error: trials of the type 'csv' cannot be read"},
      {"\"Past\"", "\"Demand\"", "Demand", "there are two SIPs called 'Demand'"},
      {"\"c2\"]", "\"c3\"]", "Price", "the copula 'g' has no layer 'c2'"},
      {"\"name\": \"Past\",", "\"name\": \"Past\", \"rounding\": \"nearest\",", "Past",
       "a SIP that is rounded cannot be read"},
      {"\"name\": \"Past\",", "\"name\": \"Past\", \"name\": \"Past\",", "Past",
       "lib.json:21:22: error: 'name' stands twice in one object"},
  };
  for (const Mistake& mistake : all) {
    const std::string text = mistake.right.empty() ? kGood : changed(mistake.right, mistake.wrong);
    const std::string found = said(text, mistake.sip);
    EXPECT_NE(found.find(mistake.said), std::string::npos)
        << "wanted: " << mistake.said << "\nfound:  " << found;
  }
}

TEST(SipLibrary, CorrelationsThatContradictEachOther) {
  std::string text = changed("[\"A\", \"B\"]", "[\"A\", \"B\", \"C\"]");
  const auto replace = [&](const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
  };
  replace("\"value\": 0.5}",
          "\"value\": 0.9}, {\"row\": \"C\", \"col\": \"A\", \"value\": 0.9},"
          "{\"row\": \"C\", \"col\": \"B\", \"value\": -0.9}");
  replace("[\"h1\", \"h2\"]", "[\"h1\", \"h2\", \"h1\"]");
  replace("[\"c1\", \"c2\"]", "[\"c1\", \"c2\", \"c3\"]");
  const std::string found = said(text, "Price");
  EXPECT_NE(found.find("error: these correlations contradict each other"), std::string::npos);
  // Eigenvalues of this matrix are 1 - 1.8, 1.9 and 1.9; 1 / 1.8 is 0.555.
  EXPECT_NE(found.find("multiply all but the diagonal by 0.555"), std::string::npos) << found;
}

TEST(Json, NothingMakesItFail) {
  const std::string good = kGood;
  for (std::size_t length = 0; length < good.size(); length += 41) {
    EXPECT_NE(said(good.substr(0, length), "Demand"), "");
    std::string broken = good;
    broken[length] = '\xC3';
    said(broken, "Price");
    broken[length] = '[';
    said(broken, "Price");
  }
  EXPECT_NE(said(std::string(1000, '['), "Demand").find("more than 32 brackets"),
            std::string::npos);
  EXPECT_NE(said("7", "Demand").find("a SIP library is an object, not 7"), std::string::npos);
  EXPECT_NE(said("{\"sips\": [1, null, \"a\", {}]}", "Demand").find("there is no SIP"),
            std::string::npos);
  EXPECT_NE(said("{\"a\": 1e999}", "Demand"), "");
}

}  // namespace
}  // namespace landfall::scenario
