#include "base/diagnostic.hpp"

#include <gtest/gtest.h>

namespace landfall {
namespace {

Diagnostic error(Place place, std::string message, std::string hint = "") {
  return {Severity::error, place, std::move(message), std::move(hint)};
}

std::string line(int number, const std::string& text) {
  std::string lines(static_cast<std::size_t>(number - 1), '\n');
  return lines.append(text).append("\n");
}

TEST(Render, ShowsPlaceLineCaretAndHint) {
  const std::vector<SourceText> sources = {
      {"scenarios/maghreb6x60.toml",
       line(14, "  inovation_per_year = { triangular = [0.01, 0.03, 0.06] }")}};
  EXPECT_EQ(render({error({0, 14, 3, 18}, "unknown key 'inovation_per_year' in market 'MA'",
                          "did you mean 'innovation_per_year'?")},
                   sources),
            "scenarios/maghreb6x60.toml:14:3: error: unknown key 'inovation_per_year' in market "
            "'MA'\n"
            "  14 |   inovation_per_year = { triangular = [0.01, 0.03, 0.06] }\n"
            "     |   ^^^^^^^^^^^^^^^^^^ did you mean 'innovation_per_year'?\n");
}

TEST(Render, CopiesTabsIntoTheCaretLine) {
  EXPECT_EQ(render({error({0, 1, 6, 3}, "bad")}, {{"f", "\ta\tb = 123"}}),
            "f:1:6: error: bad\n"
            "  1 | \ta\tb = 123\n"
            "    | \t \t  ^^^\n");
}

TEST(Render, CountsCodePointsAndLinesUpWideAndCombiningCharacters) {
  // é is one column, the CJK character two, the combining acute none.
  EXPECT_EQ(render({error({0, 1, 7, 1}, "bad")}, {{"f", "é漢e\u0301= 7"}}),
            "f:1:7: error: bad\n"
            "  1 | é漢e\u0301= 7\n"
            "    |       ^\n");
}

TEST(Render, MarksAWideCharacterOverItsWholeWidth) {
  EXPECT_EQ(render({error({0, 1, 1, 2}, "bad")}, {{"f", "漢字"}}),
            "f:1:1: error: bad\n  1 | 漢字\n    | ^^^^\n");
}

TEST(Render, HidesControlAndDirectionCharacters) {
  const std::string text =
      render({error({0, 1, 1, 1}, "read '\x1b[31m'", "\u202Eno")}, {{"a\nb", "x\x07\u2066y"}});
  EXPECT_EQ(text,
            "a\uFFFDb:1:1: error: read '\uFFFD[31m'\n"
            "  1 | x\uFFFD\uFFFDy\n"
            "    | ^ \uFFFDno\n");
}

TEST(Render, CutsAVeryLongLineAroundTheCaret) {
  const std::string text(1000, 'a');
  const std::string shown = render({error({0, 1, 500, 3}, "bad")}, {{"f", text}});
  EXPECT_EQ(shown, "f:1:500: error: bad\n  1 | ..." + std::string(120, 'a') + "...\n    | " +
                       std::string(53, ' ') + "^^^\n");
}

TEST(Render, KeepsTheStartOfALongLineWhenTheCaretIsThere) {
  const std::string shown = render({error({0, 1, 2, 999}, "bad")}, {{"f", std::string(1000, 'a')}});
  EXPECT_EQ(shown, "f:1:2: error: bad\n  1 | " + std::string(120, 'a') + "...\n    |  " +
                       std::string(119, '^') + "\n");
}

TEST(Render, PutsACaretBehindTheLastCharacter) {
  EXPECT_EQ(render({error({0, 1, 4, 1}, "no value")}, {{"f", "x =\r\n"}}),
            "f:1:4: error: no value\n  1 | x =\n    |    ^\n");
}

TEST(Render, WithoutALineNamesTheSourceAndGivesTheHintBelow) {
  EXPECT_EQ(render({error({0, 0, 0, 0}, "no text", "save it as UTF-8")}, {{"f", "abc"}}),
            "f: error: no text\n  hint: save it as UTF-8\n");
}

TEST(Render, SurvivesPlacesThatAreNotThere) {
  EXPECT_EQ(render({error({0, 9, 1, 1}, "gone", "h")}, {{"f", "abc"}}),
            "f:9:1: error: gone\n  hint: h\n");
  EXPECT_EQ(render({error({7, 1, 1, 1}, "gone")}, {{"f", "abc"}}), "1:1: error: gone\n");
  EXPECT_EQ(render({error({0, 1, 99, 5}, "far")}, {{"f", "abc"}}),
            "f:1:99: error: far\n  1 | abc\n    |    ^\n");
}

TEST(Render, OrdersBySourceLineAndColumn) {
  const std::string text = render({error({1, 1, 1, 1}, "fourth"),
                                   error({0, 2, 1, 1}, "third"),
                                   {Severity::warning, {0, 1, 2, 1}, "second", ""},
                                   error({0, 1, 1, 1}, "first")},
                                  {{"f", "ab\nc"}, {"--set", "d"}});
  EXPECT_EQ(text,
            "f:1:1: error: first\n  1 | ab\n    | ^\n"
            "f:1:2: warning: second\n  1 | ab\n    |  ^\n"
            "f:2:1: error: third\n  2 | c\n    | ^\n"
            "--set:1:1: error: fourth\n  1 | d\n    | ^\n");
}

TEST(Render, StopsAtTheLimitAndCountsTheRest) {
  const std::vector<Diagnostic> many(23, error({0, 0, 0, 0}, "bad"));
  std::string expected;
  for (int i = 0; i < 20; ++i) expected += "f: error: bad\n";
  EXPECT_EQ(render(many, {{"f", ""}}), expected + "and 3 more\n");
}

TEST(ClosingLine, CountsErrorsOnly) {
  EXPECT_EQ(closing_line({}), "");
  EXPECT_EQ(closing_line({{Severity::warning, {}, "w", ""}}), "");
  EXPECT_EQ(closing_line({error({}, "e")}), "1 problem, nothing was simulated");
  EXPECT_EQ(closing_line({error({}, "e"), {Severity::warning, {}, "w", ""}, error({}, "e")}),
            "2 problems, nothing was simulated");
  EXPECT_FALSE(has_errors({{Severity::warning, {}, "w", ""}}));
}

}  // namespace
}  // namespace landfall
