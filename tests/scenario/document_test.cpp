#include "scenario/document.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "support/folder.hpp"

namespace landfall::scenario {
namespace {

Document parse(const std::string& text) {
  return parse_document("s.toml", text);
}

std::string rendered(const Document& document) {
  return render(document.diagnostics, document.sources, 100);
}

/// "line:column message" of every problem, in the order of the text.
std::vector<std::string> problems(const Document& document) {
  std::vector<Diagnostic> sorted = document.diagnostics;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  std::vector<std::string> lines;
  for (const Diagnostic& d : sorted)
    lines.push_back(std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + " " +
                    d.message);
  return lines;
}

/// The only problem of a text, with its hint.
std::string only_problem(const std::string& text) {
  const Document document = parse(text);
  const auto lines = problems(document);
  return lines.size() == 1 ? lines[0] + " | " + document.diagnostics[0].hint : rendered(document);
}

const Node& at(const Node& node, std::initializer_list<const char*> keys) {
  const Node* found = &node;
  for (const char* key : keys) {
    found = found->find(key);
    if (found == nullptr) {
      ADD_FAILURE() << key << " is not there";
      return node;
    }
  }
  return *found;
}

void expect_place(const Place& place, int line, int column, int length) {
  EXPECT_EQ(place.line, line);
  EXPECT_EQ(place.column, column);
  EXPECT_EQ(place.length, length);
}

TEST(ParseDocument, KeepsValuesPlacesAndWhatWasTyped) {
  const Document document = parse(
      "schema = 1\n"
      "[market.MA]\n"
      "name = \"Maroc é\" # comment\n"
      "\tprice = { triangular = [4.2, 5.0, 6.1], source = 's' }\n"
      "start = 2026-04-01\n"
      "open = true\n");
  EXPECT_EQ(rendered(document), "");
  EXPECT_FALSE(document.incomplete);
  const Node& schema = at(document.root, {"schema"});
  EXPECT_EQ(schema.kind, Node::Kind::integer);
  EXPECT_EQ(schema.integer, 1);
  expect_place(schema.key_place, 1, 1, 6);
  expect_place(schema.place, 1, 10, 1);

  const Node& market = at(document.root, {"market"});
  expect_place(market.key_place, 2, 2, 6);
  expect_place(market.place, 2, 1, 11);
  EXPECT_EQ(market.raw, "");
  const Node& name = at(market, {"MA", "name"});
  EXPECT_EQ(name.text, "Maroc é");
  EXPECT_EQ(name.raw, "\"Maroc é\"");
  expect_place(name.place, 3, 8, 9);

  const Node& price = at(market, {"MA", "price"});
  EXPECT_TRUE(price.is_inline);
  EXPECT_EQ(price.raw, "{ triangular = [4.2, 5.0, 6.1], source = 's' }");
  expect_place(price.key_place, 4, 2, 5);
  const Node& list = at(price, {"triangular"});
  EXPECT_EQ(list.raw, "[4.2, 5.0, 6.1]");
  ASSERT_EQ(list.children.size(), 3u);
  EXPECT_EQ(list.children[1].real, 5.0);
  EXPECT_EQ(list.children[1].raw, "5.0");
  expect_place(list.children[2].place, 4, 36, 3);

  const Node& start = at(market, {"MA", "start"});
  EXPECT_EQ(start.kind, Node::Kind::date);
  EXPECT_EQ(start.date.year * 10000 + start.date.month * 100 + start.date.day, 20260401);
  EXPECT_TRUE(at(market, {"MA", "open"}).boolean);
}

TEST(ParseDocument, KeepsTheOrderOfTheFile) {
  const Document document = parse("zeta = 1\nalpha = 2\n[b]\ny = 1\nx = 2\n[a]\n[b.c]\n");
  std::string order;
  for (const Node& child : document.root.children) order += child.key + " ";
  for (const Node& child : at(document.root, {"b"}).children) order += child.key + " ";
  EXPECT_EQ(order, "zeta alpha b a y x c ");
}

TEST(ParseDocument, ReadsDottedAndQuotedKeysAndListsOfTables) {
  const Document document = parse("a.b.c = 1\na.b.\"d e\" = 2\n[[list]]\nx = 1\n[[list]]\nx = 2\n");
  EXPECT_EQ(rendered(document), "");
  EXPECT_EQ(at(document.root, {"a", "b", "d e"}).integer, 2);
  EXPECT_EQ(at(document.root, {"list"}).children.size(), 2u);
  EXPECT_EQ(at(document.root, {"list"}).raw, "");
}

TEST(ParseDocument, OfNothingIsAnEmptyTable) {
  for (const char* text : {"", "\n\n", "# only a comment", "\xEF\xBB\xBF", "   "}) {
    const Document document = parse(text);
    EXPECT_EQ(rendered(document), "");
    EXPECT_TRUE(document.root.children.empty());
    EXPECT_FALSE(document.incomplete);
  }
}

TEST(ParseDocument, TakesByteOrderMarkAndBothLineEnds) {
  const Document document = parse(
      "\xEF\xBB\xBF"
      "x = 1\r\ny = 0,5\r\n");
  EXPECT_EQ(problems(document), std::vector<std::string>({"2:5 '0,5' is not a number"}));
  expect_place(at(document.root, {"x"}).place, 1, 5, 1);
}

TEST(ParseDocument, JoinsLinesOfALongTextBeforeAnyLetter) {
  // Valid TOML that leads toml++ 3.3.0 into undefined behaviour.
  const Document document = parse("x = \"\"\"\\\n   é and\\\n\n  ü\"\"\"\n");
  EXPECT_EQ(rendered(document), "");
  EXPECT_EQ(at(document.root, {"x"}).text, "é andü");
}

TEST(ParseDocument, GivesNumbersWithoutEndToTheReader) {
  const Document document = parse("a = 1e400\nb = -1e999\nc = nan\nd = inf\ne = 1e-400\n");
  EXPECT_EQ(rendered(document), "");
  EXPECT_EQ(at(document.root, {"a"}).real, HUGE_VAL);
  EXPECT_EQ(at(document.root, {"a"}).raw, "1e400");
  EXPECT_EQ(at(document.root, {"b"}).real, -HUGE_VAL);
  EXPECT_TRUE(std::isnan(at(document.root, {"c"}).real));
  EXPECT_EQ(at(document.root, {"e"}).real, 0);
  EXPECT_FALSE(at(document.root, {"a"}).poisoned);
}

TEST(Slips, OfOneFileAreAllReportedInPlace) {
  const Document document = parse(
      "[market.MA]\n"
      "\tname = “Morocco”\n"
      "ad_valorem = { value = 40%, source = \"law\" }   # 40%\n"
      "price = { triangular = [4.2; 5.0; 6.1] }\n"
      "start = 01/04/2026\n"
      "kind = distributor\n"
      "note = \"1 000 %, 40%; fine\"\n"
      "long = '''\n40%\nx = 0,5\n'''\n"
      "volume: 1 000 000\n"
      "[market.TN\n"
      "days = 30 days,\n");
  EXPECT_EQ(problems(document), std::vector<std::string>({
                                    "2:9 a text in curly quotes: U+201C (curly double quote)",
                                    "3:24 '40%' is not a number",
                                    "4:24 ';' stands between the items of a list",
                                    "5:9 '01/04/2026' is not a date",
                                    "6:8 'distributor' is not a value",
                                    "12:7 ':' stands where '=' is meant",
                                    "12:9 '1 000 000' is not a number",
                                    "13:1 this header is not closed",
                                    "14:8 '30 days' is not a number",
                                    "14:15 ',' stands behind the value",
                                }));
  EXPECT_FALSE(document.incomplete);
  EXPECT_EQ(at(document.root, {"market", "MA", "volume"}).integer, 1000000);
  EXPECT_TRUE(at(document.root, {"market", "MA", "ad_valorem", "value"}).poisoned);
  EXPECT_FALSE(at(document.root, {"market", "MA", "ad_valorem"}).poisoned);
  EXPECT_FALSE(at(document.root, {"market", "MA", "ad_valorem", "source"}).poisoned);
  EXPECT_TRUE(at(document.root, {"market", "MA", "price", "triangular"}).poisoned);
  EXPECT_FALSE(at(document.root, {"market", "MA", "note"}).poisoned);
}

TEST(Slips, RenderWithCaretAndHint) {
  EXPECT_EQ(rendered(parse("\tad_valorem = { value = 0,40, source = \"x\" }\n")),
            "s.toml:1:25: error: '0,40' is not a number\n"
            "  1 | \tad_valorem = { value = 0,40, source = \"x\" }\n"
            "    | \t                       ^^^^ write 0.40: a decimal point, not a comma\n");
}

TEST(Slips, OfLists) {
  EXPECT_EQ(only_problem("x = [4.2; 5.0; 6.1]\n"),
            "1:5 ';' stands between the items of a list | write [4.2, 5.0, 6.1]");
  EXPECT_EQ(only_problem("x = [4,2; 5,0; 6,1]\n"),
            "1:5 ';' stands between the items of a list | write [4.2, 5.0, 6.1]");
  EXPECT_EQ(only_problem("x = [4.2 5.0 6.1]\n"),
            "1:10 a comma is missing in this list | write [4.2, 5.0, 6.1]");
  EXPECT_EQ(only_problem("x = [\n  \"a\" # one\n  \"b\"\n]\n"),
            "3:3 a comma is missing in this list | write [ \"a\", \"b\" ]");
  EXPECT_EQ(only_problem("x = [1, , 2]\n"),
            "1:9 a value is missing before this comma | take the comma out");
  EXPECT_EQ(only_problem("x = [1, 2\ny = 3\n"), "1:5 this '[' is never closed | close it with ]");
  EXPECT_EQ(only_problem("x = [1 000, 2]\n"),
            "1:6 '1 000' is not a number | write 1_000: no spaces inside of a number");
  EXPECT_EQ(only_problem("x = [1، 2]\n"),
            "1:7 U+060C (Arabic comma) stands where ',' is meant | write ,");
}

TEST(Slips, LeavesCommasOfAListToItsReader) {
  const Document document = parse("x = [4,2, 5,0]\n");
  EXPECT_EQ(rendered(document), "");
  EXPECT_EQ(at(document.root, {"x"}).raw, "[4,2, 5,0]");
  EXPECT_EQ(at(document.root, {"x"}).children.size(), 4u);
}

TEST(Slips, OfBraces) {
  EXPECT_EQ(only_problem("x = { a = 1, }\n"), "1:12 a comma stands before '}' | take it out");
  EXPECT_EQ(only_problem("x = { a = 1 b = 2 }\n"),
            "1:13 a comma is missing before 'b' | commas separate what stands in { }");
  EXPECT_EQ(only_problem("x = { a = 1; b = 2 }\n"),
            "1:12 ';' stands between two pairs | write a comma");
  EXPECT_EQ(only_problem("x = { a: 1 }\n"), "1:8 ':' stands where '=' is meant | write =");
  EXPECT_EQ(only_problem("x = { a = , b = 1 }\n"), "1:7 'a' has no value | write one behind the =");
  EXPECT_EQ(only_problem("x = { 4.2, 5.0 }\n"),
            "1:7 '4.2' in { } is not NAME = VALUE | a list of numbers stands in [ ]");
  EXPECT_EQ(only_problem("x = { a = 1\ny = 2\n"), "1:5 this '{' is never closed | close it with }");
  EXPECT_EQ(only_problem("x = { a = [1, 2 }\n"), "1:11 this '[' is never closed | close it with ]");
  EXPECT_EQ(only_problem("x = { a = 1 ]\n"), "1:13 ']' stands where '}' is meant | write }");
}

TEST(Slips, BracesOverSeveralLinesAreStillRead) {
  const Document document = parse(
      "[product]\n"
      "price = {\n"
      "  triangular = [4, 5, 6], # why\n"
      "  source = none\n"
      "}\n"
      "unit = \"kg\"\n");
  EXPECT_EQ(problems(document), std::vector<std::string>({
                                    "2:9 a table in { } must stand on one line",
                                    "4:12 'none' is not a value",
                                }));
  EXPECT_EQ(document.diagnostics[0].hint,
            "write its lines below a header [product.price], without { and commas");
  EXPECT_EQ(at(document.root, {"product", "price", "triangular"}).children.size(), 3u);
  EXPECT_EQ(at(document.root, {"product", "unit"}).text, "kg");
}

TEST(Slips, OfLines) {
  EXPECT_EQ(only_problem("price 4.2\n"), "1:1 '=' is missing behind 'price' | write price = ...");
  EXPECT_EQ(only_problem("price == 4.2\n"), "1:7 '==' stands where '=' is meant | write =");
  EXPECT_EQ(only_problem("price := 4.2\n"), "1:7 ':=' stands where '=' is meant | write =");
  EXPECT_EQ(only_problem("price =\n"),
            "1:1 'price' has no value | write one behind the =, or take the line out");
  EXPECT_EQ(only_problem("price = 4.2;\n"), "1:12 ';' stands behind the value | take it out");
  EXPECT_EQ(only_problem("price = 4.2 // note\n"),
            "1:13 this is no comment of TOML | a comment begins with #");
  EXPECT_EQ(only_problem("price = \"a\" \"b\"\n"),
            "1:13 '\"b\"' stands behind the value | a line ends behind its value");
  EXPECT_EQ(only_problem("// note\n"), "1:1 '// note' is not understood | a comment begins with #");
  EXPECT_EQ(only_problem("just words\n"),
            "1:1 'just words' is not understood | a line is NAME = VALUE, [TABLE] or # a comment");
  EXPECT_EQ(only_problem("entry cost (EUR) = 4\n"),
            "1:1 'entry cost (EUR)' is no name | write entry_cost_EUR");
  EXPECT_EQ(only_problem("prix_élevé = 4\n"), "1:1 'prix_élevé' is no name | write \"prix_élevé\"");
  EXPECT_EQ(only_problem("price\u00A0= 4\n"),
            "1:6 U+00A0 (no-break space) stands where a space is meant | write a plain space");
}

TEST(Slips, OfStrings) {
  EXPECT_EQ(only_problem("x = \"C:\\data\"\n"),
            "1:8 '\\d' means nothing inside of double quotes | write \\\\ for a backslash, or put "
            "the text in 'single quotes'");
  EXPECT_EQ(only_problem("x = \"\\uD800\"\n").substr(0, 3), "1:6");
  EXPECT_EQ(only_problem("x = \"\"\"never\ny = 1\n"),
            "1:5 this \"\"\" is never closed | close the text with \"\"\"");
  EXPECT_EQ(at(parse("x = \"C:\\data\"\n").root, {"x"}).text, "C:\\data");
  EXPECT_EQ(problems(parse("x = \"\"\"never\ny = \"\\d\"\n")).size(), 2u);
  EXPECT_EQ(at(parse("x = \"\"\"never\ny = 1\n").root, {"y"}).integer, 1);
}

TEST(Slips, OfHeaders) {
  EXPECT_EQ(only_problem("[market.MA\nx = 1\n"),
            "1:1 this header is not closed | write [market.MA]");
  EXPECT_EQ(only_problem("[[market]\nx = 1\n"), "1:1 this header is not closed | write [[market]]");
  EXPECT_EQ(only_problem("[market MA]\nx = 1\n"),
            "1:2 'market MA' is no name for a table | write [market.MA]");
  EXPECT_EQ(only_problem("[market.Côte]\nx = 1\n"),
            "1:2 'market.Côte' is no name for a table | write [market.\"Côte\"]");
  EXPECT_EQ(only_problem("[a..b]\n"), "1:2 'a..b' is no name for a table | write [a.b]");
  EXPECT_EQ(only_problem("[a]]\n"),
            "1:4 ']' stands behind the header | a line ends behind its header");
  EXPECT_EQ(only_problem("[a] x = 1\n"),
            "1:5 'x = 1' stands behind the header | a line ends behind its header");
  EXPECT_EQ(at(parse("[market MA]\nx = 1\n").root, {"market", "MA", "x"}).integer, 1);
}

TEST(Slips, BlockOfAnUnreadableHeaderIsLeftOutButScanned) {
  for (const char* header : {"[!]", "[$x]", "[(x)]", "[=]", "[,]", "[]", "[[=]]", "[[]]"}) {
    const Document document =
        parse("[a]\nx = 1\n" + std::string(header) + "\nx = 0,5\nx = 7\n[b]\ny = 2\n");
    EXPECT_EQ(problems(document),
              std::vector<std::string>(
                  {"3:1 '" + std::string(header) + "' is no header", "4:5 '0,5' is not a number"}));
    EXPECT_TRUE(document.incomplete);
    EXPECT_EQ(at(document.root, {"b", "y"}).integer, 2);
    EXPECT_EQ(document.root.children.size(), 2u);
  }
}

TEST(Conflicts, NameBothPlaces) {
  EXPECT_EQ(only_problem("[a]\nx = 1\nx = 2\n"),
            "3:1 'a.x' is given twice, first in line 2 | keep one of the two");
  EXPECT_EQ(only_problem("[a]\nx = 1\n[b]\n[a]\ny = 2\n"),
            "4:2 [a] stands twice, first in line 1 | put all its lines below one header");
  EXPECT_EQ(only_problem("[m]\ntariff = { ad_valorem = 0.4 }\n[m.tariff.change.x]\ny = 1\n"),
            "3:2 [m.tariff.change.x] adds to 'm.tariff', which is closed in line 2 | write "
            "[m.tariff] as a header at line 2 instead of { }");
  EXPECT_EQ(only_problem("a = 1\n[a.b]\n"),
            "2:2 'a' is a value in line 1, not a table | take one of the two out");
  EXPECT_EQ(only_problem("a = 1\n[a]\n"),
            "2:2 [a] is given already as 'a' in line 1 | give it once");
  EXPECT_EQ(only_problem("[a.b]\nx = 1\n[a]\nb.c = 2\n"),
            "4:1 'a.b.c' adds to [a.b] of line 1 | write it below that header");
  EXPECT_EQ(only_problem("[a.b.c]\nx = 1\n[a]\nb = 2\n"),
            "4:1 'a.b' is a table already, by [a.b.c] in line 1 | take one of the two out");
  EXPECT_EQ(only_problem("x = { a = 1, a = 2 }\n"),
            "1:14 'x.a' is given twice, first in line 1 | keep one of the two");
}

TEST(Conflicts, OfListsOfTables) {
  EXPECT_EQ(only_problem("[[a]]\nx = 1\n[a]\n"),
            "3:2 [a] is given already as [[a]] in line 1 | give it once");
  EXPECT_EQ(only_problem("a = 1\n[[a]]\n"),
            "2:3 [[a]] is given already as 'a' in line 1 | give it once");
  EXPECT_EQ(only_problem("[a.b]\n[[a]]\n"),
            "2:3 [[a]] is a table already, by [a.b] in line 1 | take one of the two out");
  EXPECT_EQ(rendered(parse("[[a]]\n[a.x]\n[[a]]\n[a.x]\n[[a.b]]\n")), "");
}

TEST(Conflicts, AreAllFound) {
  const Document document = parse("a = 1\na = 2\nb = 1\nb = 2\n[c]\n[c]\nd = 0,5\n[e]\nf = 1\n");
  EXPECT_EQ(problems(document), std::vector<std::string>({
                                    "2:1 'a' is given twice, first in line 1",
                                    "4:1 'b' is given twice, first in line 3",
                                    "6:2 [c] stands twice, first in line 5",
                                    "7:5 '0,5' is not a number",
                                }));
  EXPECT_EQ(at(document.root, {"a"}).integer, 1);
  EXPECT_EQ(at(document.root, {"e", "f"}).integer, 1);
}

TEST(Conflicts, OrderOfHeadersIsFree) {
  EXPECT_EQ(rendered(parse("[a.b.c]\nx = 1\n[a]\ny = 1\n[a.b]\nz = 1\n")), "");
}

std::string reason(const std::string& path) {
  try {
    read_source(path);
  } catch (const WorldError& error) {
    return error.what();
  }
  return "";
}

TEST(ReadSource, TakesRegularFilesOnly) {
  const test::Folder folder;
  const std::string file = folder.write("s.toml", "x = 1\r\n");
  EXPECT_EQ(read_source(file), "x = 1\r\n");
  std::filesystem::remove(file);
  EXPECT_EQ(reason(file), "cannot read '" + file + "': No such file or directory");
  EXPECT_EQ(reason("/"), "cannot read '/': a folder, not a file");
  EXPECT_EQ(reason("/dev/zero"), "cannot read '/dev/zero': not a regular file");
  EXPECT_EQ(reason(""), "cannot read '': No such file or directory");
  ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);
  EXPECT_EQ(reason(file),
            "cannot read '" + file + "': a pipe, not a file (use - for standard input)");
}

TEST(ReadSource, RefusesMoreThanAScenario) {
  const test::Folder folder;
  const std::string file = folder.write("s.toml", std::string(kFileBytesMax, '#'));
  EXPECT_EQ(read_source(file).size(), kFileBytesMax);
  std::ofstream(file, std::ios::app) << "#";
  EXPECT_EQ(reason(file), "cannot read '" + file + "': more than 1048576 bytes");
}

}  // namespace
}  // namespace landfall::scenario
