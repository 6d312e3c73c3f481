#include "scenario/csv_column.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/folder.hpp"

namespace landfall::scenario {
namespace {

struct Parsed {
  std::optional<CsvColumn> column;
  std::string messages;
};

Parsed parse(const std::string& text, const std::string& column, int count_min = 1) {
  const SourceText csv{"data.csv", text};
  std::vector<Diagnostic> diagnostics;
  Parsed parsed;
  parsed.column = parse_csv_column(
      csv, 0, {.file = "data.csv", .column = column, .count_min = count_min}, diagnostics);
  parsed.messages = render(diagnostics, {csv});
  EXPECT_EQ(parsed.column.has_value(), diagnostics.empty()) << parsed.messages;
  return parsed;
}

using Values = std::vector<double>;

Values values(const std::string& text, const std::string& column) {
  const Parsed parsed = parse(text, column);
  EXPECT_EQ(parsed.messages, "");
  return parsed.column ? parsed.column->values : Values{};
}

TEST(CsvColumn, ReadsAColumnByName) {
  EXPECT_EQ(values("month,price,units\n1,2.5,10\n2,3,20\n", "price"), (Values{2.5, 3}));
  EXPECT_EQ(values("price\n-2.5e3\n+3", "price"), (Values{-2500, 3}));
  EXPECT_EQ(values("price\n1\n2\n\n\n", ""), (Values{1, 2}));
}

TEST(CsvColumn, TakesWindowsLineEnds) {
  EXPECT_EQ(values("a,b\r\n1,2\r\n3,4\r\n", "b"), (Values{2, 4}));
}

TEST(CsvColumn, TakesTheSeparatorOfTheFirstLine) {
  EXPECT_EQ(values("a;b\n1;2\n", "b"), (Values{2}));
  EXPECT_EQ(values("a\tb\n1\t 2 \n", "b"), (Values{2}));
  EXPECT_EQ(values("\"a;b;c\",d\nx,2\n", "d"), (Values{2}));
}

TEST(CsvColumn, ReadsQuotedCells) {
  EXPECT_EQ(values("\"the \"\"price\"\", EUR\",note\n\"1.5\",\"two\nlines, and 3\"\n 2 ,\"\"\n",
                   "the \"price\", EUR"),
            (Values{1.5, 2}));
}

TEST(CsvColumn, NamesTheNearestColumn) {
  EXPECT_EQ(parse("month,price\n1,2\n", "prise").messages,
            "data.csv:1:1: error: there is no column 'prise'\n"
            "  1 | month,price\n"
            "    | ^^^^^ did you mean 'price'?\n");
  EXPECT_EQ(parse("month,price\n1,2\n", "").messages,
            "data.csv:1:1: error: the file has 2 columns: say which one\n"
            "  1 | month,price\n"
            "    | ^^^^^ columns here: 'month', 'price'\n");
}

TEST(CsvColumn, ShowsEveryCellThatIsNoNumber) {
  EXPECT_EQ(
      parse("mois,prix\n\"fév\nrier\",n/a\nmars,\navril,\"4,20\"\n5,nan\n6,1e99\n7,12 %\n", "prix")
          .messages,
      "data.csv:3:7: error: row 1 holds 'n/a', which is no number\n"
      "  3 | rier\",n/a\n"
      "    |       ^^^ leave out the rows that have no value\n"
      "data.csv:4:6: error: row 2 has no value here\n"
      "  4 | mars,\n"
      "    |      ^ leave out the rows that have no value\n"
      "data.csv:5:7: error: row 3 holds '4,20', which is no number\n"
      "  5 | avril,\"4,20\"\n"
      "    |       ^^^^^^ a decimal point, not a comma: 4.20\n"
      "data.csv:6:3: error: row 4 holds 'nan', which is not finite\n"
      "  6 | 5,nan\n"
      "    |   ^^^ leave out the rows that have no value\n"
      "data.csv:7:3: error: row 5 holds a number out of range: '1e99'\n"
      "  7 | 6,1e99\n"
      "    |   ^^^^ numbers lie between -1e15 and 1e15\n"
      "data.csv:8:3: error: row 6 holds '12 %', which is no number\n"
      "  8 | 7,12 %\n"
      "    |   ^^^^ a share is written 0.05, not 5%\n");
}

TEST(CsvColumn, CountsColumnsInCodePoints) {
  EXPECT_EQ(parse("é,prix\nü€,x1\n", "prix").messages,
            "data.csv:2:4: error: row 1 holds 'x1', which is no number\n"
            "  2 | ü€,x1\n"
            "    |    ^^ the digits alone, as 1234.5: no unit, no blanks\n");
}

TEST(CsvColumn, RefusesRowsOfAnotherLength) {
  EXPECT_EQ(parse("a,b\n1,4,2\n1\n\n1,2\n", "b").messages,
            "data.csv:2:5: error: row 1 has 3 cells, and the first line 2\n"
            "  2 | 1,4,2\n"
            "    |     ^ a decimal comma? Then write points, or part cells by semicolons\n"
            "data.csv:3:1: error: row 2 has 1 cell, and the first line 2\n"
            "  3 | 1\n"
            "    | ^\n"
            "data.csv:4:1: error: row 3 is empty\n"
            "  4 |\n"
            "    | ^ take the line out\n");
}

TEST(CsvColumn, RefusesAFirstLineOfNumbers) {
  EXPECT_EQ(parse("1,2\n3,4\n", "price").messages,
            "data.csv:1:1: error: the first line must name the columns, and holds the number 1\n"
            "  1 | 1,2\n"
            "    | ^ write a line with names above it\n");
  EXPECT_EQ(values("year,2026\n1,2\n", "2026"), (Values{2}));
}

TEST(CsvColumn, RefusesTooFewValues) {
  EXPECT_EQ(parse("a,b\n1,2\n", "b", 8).messages,
            "data.csv:1:3: error: the column 'b' has 1 value, too few\n"
            "  1 | a,b\n"
            "    |   ^ at least 8 are needed\n");
  EXPECT_NE(parse("b", "b").messages.find("has 0 values"), std::string::npos);
}

TEST(CsvColumn, RefusesBrokenText) {
  EXPECT_EQ(parse("", "b").messages,
            "data.csv: error: the file is empty\n  hint: the first line names the columns\n");
  EXPECT_NE(parse("\n\n", "b").messages.find("the file is empty"), std::string::npos);
  EXPECT_NE(parse(std::string("b\0\n1", 4), "b").messages.find("no text"), std::string::npos);
  EXPECT_NE(parse("b\r1\r2", "b").messages.find("carriage"), std::string::npos);
  EXPECT_NE(parse("prix\xE9\n1\n", "b").messages.find("not UTF-8"), std::string::npos);
  EXPECT_NE(parse("a,a\n1,2\n", "a").messages.find("twice"), std::string::npos);
  EXPECT_NE(parse("b,c\n1,\"2\n3,4\n", "b")
                .messages.find("data.csv:2:3: error: the quote that "
                               "opens here is not closed"),
            std::string::npos);
  EXPECT_NE(parse("b\n\"1\"2\n", "b").messages.find("behind the closing quote"), std::string::npos);
}

TEST(CsvColumn, StopsReportingAfterAThousandMistakes) {
  std::string text = "b\n";
  for (int i = 0; i < 5000; ++i) text += "x\n";
  const SourceText csv{"data.csv", text};
  std::vector<Diagnostic> diagnostics;
  EXPECT_FALSE(parse_csv_column(csv, 0, {.column = "b"}, diagnostics));
  EXPECT_EQ(diagnostics.size(), 1000u);
}

/// A folder with data.csv in it, gone with the test.
class CsvFile : public testing::Test {
 protected:
  CsvFile() {
    folder_.write("data.csv",
                  "\xEF\xBB\xBF"
                  "a,b\r\n1,2\r\n");
  }
  const test::Folder folder_;
};

TEST_F(CsvFile, IsReadForACommand) {
  const CsvColumn column = read_csv_column({.file = folder_ / "data.csv", .column = "a"});
  EXPECT_EQ(column.values, (Values{1}));
  EXPECT_EQ(column.sha256.size(), 64u);
  EXPECT_THROW(read_csv_column({.file = folder_ / "data.csv", .column = "c"}), ScenarioError);
  EXPECT_THROW(read_csv_column({.file = folder_ / "date.csv"}), WorldError);
}

TEST_F(CsvFile, IsReadForAScenarioFromItsFolder) {
  const std::string name = folder_ / "plan.toml";
  Document document = parse_document(name, "file = 'data.csv'\ncolumn = 'x'\n");
  Scenario scenario;
  Reader reader(document, scenario);
  const Place file = document.root.find("file")->place;
  const Place column = document.root.find("column")->place;
  const auto request = [&](const char* path, const char* wanted, int count_min) {
    return CsvRequest{path, wanted, count_min, file, column};
  };
  EXPECT_EQ(read_csv_column(reader, request("data.csv", "b", 1))->values, (Values{2}));
  EXPECT_EQ(reader.errors(), 0);
  EXPECT_FALSE(read_csv_column(reader, request("date.csv", "b", 1)));
  EXPECT_FALSE(read_csv_column(reader, request("data.csv", "x", 1)));
  EXPECT_FALSE(read_csv_column(reader, request("data.csv", "b", 2)));
  EXPECT_EQ(reader.errors(), 3);
  EXPECT_EQ(render(document.diagnostics, document.sources),
            name + ":1:8: error: cannot read '" + folder_ / "date.csv" +
                "': No such file or directory\n"
                "  1 | file = 'data.csv'\n"
                "    |        ^^^^^^^^^^ files are looked for from the folder of the scenario\n" +
                name +
                ":2:10: error: there is no column 'x'\n"
                "  2 | column = 'x'\n"
                "    |          ^^^ columns here: 'a', 'b'\n" +
                folder_ / "data.csv" +
                ":1:3: error: the column 'b' has 1 value, too few\n"
                "  1 | a,b\n"
                "    |   ^ at least 2 are needed\n");
}

}  // namespace
}  // namespace landfall::scenario
