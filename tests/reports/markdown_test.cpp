#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

#include "reports/reports.hpp"
#include "tests/reports/golden.hpp"
#include "tests/reports/made_up.hpp"

namespace landfall::reports {
namespace {

TEST(MarkdownReport, IsAsWritten) {
  test::expect_golden("report.md", markdown_report(test::sardines()));
}

/// Bars that part cells: those without a backslash in front.
long bars(const std::string& line) {
  long count = 0;
  for (std::size_t i = 0; i < line.size(); ++i)
    count += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
  return count;
}

// Whatever a name holds, a table keeps its columns and no HTML is passed on.
TEST(MarkdownReport, EscapesNames) {
  simulate::Result result = test::sardines();
  result.provenance.name = "<script>alert(1)</script> *bold* [link](x)\n# heading";
  result.provenance.market_names = {"a|b", "<img src=x>", "`code`"};
  result.assumptions[0].text = "line\nbreak | bar & \\| more";
  result.provenance.file = "```.toml";
  const std::string text = markdown_report(result);
  EXPECT_EQ(text.find("<script"), std::string::npos);
  EXPECT_EQ(text.find("<img"), std::string::npos);
  EXPECT_NE(text.find("# &lt;script\\>alert(1)&lt;/script\\> \\*bold\\* \\[link\\](x)"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("| a\\|b |"), std::string::npos);
  EXPECT_NE(text.find("````sh\n"), std::string::npos);
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("| ", 0) != 0) continue;
    EXPECT_TRUE(bars(line) == 7 || bars(line) == 5) << line;
  }
}

TEST(ExplanationMarkdown, IsAsWritten) {
  test::expect_golden("explanation.md", explanation_markdown(test::sardines_explained()));
}

}  // namespace
}  // namespace landfall::reports
