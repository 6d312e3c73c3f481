// The printed forms of explain and replay, and the tables they are made of.
#include <gtest/gtest.h>

#include <limits>
#include <sstream>
#include <string>

#include "base/utf8.hpp"
#include "reports/grid.hpp"
#include "reports/layout.hpp"
#include "reports/reports.hpp"
#include "tests/reports/golden.hpp"
#include "tests/reports/made_up.hpp"

namespace landfall::reports {
namespace {

using test::number_cell;
using test::text_cell;

TEST(ExplanationText, IsAsWritten) {
  test::expect_golden("explanation.txt", explanation_text(test::sardines_explained(), {}));
}

TEST(TraceText, IsAsWritten) {
  test::expect_golden("trace.txt", trace_text(test::sardines_traced(), {}));
}

TEST(ExplanationText, FitsTheScreen) {
  simulate::Explanation explanation = test::sardines_explained();
  explanation.assumptions.push_back({"market.MA.channel.distributor." + std::string(200, 'x'), "1",
                                     "", simulate::Origin::source,
                                     "a source that is " + std::string(300, 'y')});
  for (const int width : {40, 80, 120}) {
    std::istringstream in(explanation_text(explanation, {.width = width}));
    for (std::string line; std::getline(in, line);) EXPECT_LE(display_width(line), width) << line;
  }
}

TEST(TableText, RepeatsTheFirstColumnWhereItIsSplit) {
  simulate::Table table;
  table.columns = {{"period", ""}, {"first", "EUR"}, {"second", "EUR"}};
  table.rows = {{text_cell("2026-01"), number_cell(1'000'000, 2), number_cell(-0.001, 2)}};
  EXPECT_EQ(table_text(table, {.width = 24, .unicode = false}),
            "period          first\n"
            "                  EUR\n"
            "---------------------\n"
            "2026-01  1 000 000.00\n"
            "\n"
            "period   second\n"
            "            EUR\n"
            "---------------\n"
            "2026-01    0.00\n");
}

TEST(TableText, WrapsTextsAndTakesRowsThatAreShort) {
  simulate::Table table;
  table.title = "A title";
  table.columns = {{"name", ""}, {"what", ""}};
  table.rows = {{text_cell("تونس"), text_cell("one two three four five six")}, {text_cell("日本")}};
  table.notes = {"A note."};
  EXPECT_EQ(table_text(table, {.width = 24, .unicode = false}),
            "A title\n"
            "name  what\n"
            "------------------------\n"
            "تونس  one two three four\n"
            "      five six\n"
            "日本\n"
            "A note.\n");
}

TEST(TableText, ShowsNoInfinity) {
  EXPECT_EQ(cell_text(number_cell(std::numeric_limits<double>::infinity(), 2)), "none");
}

TEST(Wrapped, BreaksAtBlanksThenJointsThenAnywhere) {
  using Lines = std::vector<std::string>;
  EXPECT_EQ(wrapped("one two three", 7), (Lines{"one two", "three"}));
  EXPECT_EQ(wrapped("market.MA.tariff", 12), (Lines{"market.MA.", "tariff"}));
  EXPECT_EQ(wrapped("abcdefgh", 3), (Lines{"abc", "def", "gh"}));
  EXPECT_EQ(wrapped("12.345678", 5), (Lines{"12.34", "5678"}));
  EXPECT_EQ(wrapped("日本市場", 5), (Lines{"日本", "市場"}));
  EXPECT_EQ(wrapped(std::string("a 1") + kNoBreak + "kg", 5), (Lines{"a", "1 kg"}));
  EXPECT_EQ(wrapped("", 5), (Lines{""}));
}

TEST(NameWithin, CutsAndCleans) {
  EXPECT_EQ(name_within("Morocco", 7, {}), "Morocco");
  EXPECT_EQ(name_within("Morocco", 6, {}), "Moroc…");
  EXPECT_EQ(name_within("Morocco", 6, {.unicode = false}), "Mor...");
  EXPECT_EQ(name_within("日本市場", 6, {}), "日本…");
  EXPECT_EQ(name_within("a\x1b[1mb", 9, {}), "a\uFFFD[1mb");
}

}  // namespace
}  // namespace landfall::reports
