#include "reports/csv_dialect.hpp"

#include <gtest/gtest.h>

#include "reports/reports.hpp"
#include "tests/reports/made_up.hpp"

namespace landfall::reports {
namespace {

TEST(CsvDialect, FrenchExcelHasSemicolonsAndDecimalCommas) {
  EXPECT_EQ(in_dialect("a,b,c\r\n1.5,-2e-07,\"1.5\"\r\n", CsvDialect::excel_fr),
            "\xEF\xBB\xBF"
            "a;b;c\r\n1,5;-2e-07;1.5\r\n");
}

TEST(CsvDialect, TextKeepsWhatItHolds) {
  EXPECT_EQ(in_dialect("\"a,b\",c;d,\"say \"\"hi\"\"\",\"x\r\ny\",,v1.5\r\n", CsvDialect::excel_fr),
            "\xEF\xBB\xBF"
            "a,b;\"c;d\";\"say \"\"hi\"\"\";\"x\r\ny\";;v1.5\r\n");
}

// A formula stays defused: the quote in front is part of the text.
TEST(CsvDialect, FormulasStayText) {
  EXPECT_EQ(in_dialect("'=1+1\r\n", CsvDialect::excel_fr),
            "\xEF\xBB\xBF"
            "'=1+1\r\n");
}

TEST(CsvDialect, LosesNoCell) {
  const std::string csv = csv_report(test::sardines());
  EXPECT_EQ(in_dialect(csv, CsvDialect::rfc4180), csv);
  const std::string french = in_dialect(csv, CsvDialect::excel_fr);
  EXPECT_EQ(std::count(french.begin(), french.end(), '\n'),
            std::count(csv.begin(), csv.end(), '\n'));
  EXPECT_EQ(french.find(".5,"), std::string::npos);
}

}  // namespace
}  // namespace landfall::reports
