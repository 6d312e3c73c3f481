#include "scenario/slips.hpp"

#include <gtest/gtest.h>

#include "scenario/document.hpp"

namespace landfall::scenario {
namespace {

/// `x = <typed>` read as a whole file.
Document read(const std::string& typed) {
  return parse_document("s.toml", "x = " + typed + "\n");
}

struct Case {
  const char* typed;
  const char* message;
  const char* hint;
  const char* mended;
};

void PrintTo(const Case& c, std::ostream* out) {
  *out << c.typed;
}

class BareSlip : public ::testing::TestWithParam<Case> {};

TEST_P(BareSlip, IsNamedHintedPlacedAndMended) {
  const Case& slip = GetParam();
  const Document document = read(slip.typed);
  ASSERT_EQ(document.diagnostics.size(), 1u) << render(document.diagnostics, document.sources);
  const Diagnostic& found = document.diagnostics[0];
  EXPECT_EQ(found.message, slip.message);
  EXPECT_EQ(found.hint, slip.hint);
  EXPECT_EQ(found.place.line, 1);
  EXPECT_EQ(found.place.column, 5);
  EXPECT_FALSE(document.incomplete);
  const Node* x = document.root.find("x");
  ASSERT_NE(x, nullptr);
  EXPECT_TRUE(x->poisoned);
  EXPECT_EQ(x->raw, slip.typed);
  // The mended value is what the hint says: reading it gives the same value without a word.
  const Document right = read(slip.mended);
  EXPECT_TRUE(right.diagnostics.empty()) << render(right.diagnostics, right.sources);
  const Node* y = right.root.find("x");
  EXPECT_EQ(x->kind, y->kind);
  EXPECT_EQ(x->integer, y->integer);
  EXPECT_EQ(x->real, y->real);
  EXPECT_EQ(x->text, y->text);
  EXPECT_EQ(x->date.day, y->date.day);
  EXPECT_EQ(x->date.month, y->date.month);
}

constexpr Case kNumbers[] = {
    {"0,40", "'0,40' is not a number", "write 0.40: a decimal point, not a comma", "0.40"},
    {"-0,5", "'-0,5' is not a number", "write -0.5: a decimal point, not a comma", "-0.5"},
    {"40%", "'40%' is not a number", "write 0.40: a share of one, not percent", "0.40"},
    {"4.5 %", "'4.5 %' is not a number", "write 0.045: a share of one, not percent", "0.045"},
    {"100%", "'100%' is not a number", "write 1.00: a share of one, not percent", "1.00"},
    {"2,5%", "'2,5%' is not a number",
     "write 0.025: a decimal point, not a comma, a share of one, not percent", "0.025"},
    {"1 000", "'1 000' is not a number", "write 1_000: no spaces inside of a number", "1_000"},
    {"1 000 000", "'1 000 000' is not a number", "write 1_000_000: no spaces inside of a number",
     "1_000_000"},
    {"1\u202F000,5", "'1\u202F000,5' is not a number",
     "write 1_000.5: no spaces inside of a number, a decimal point, not a comma", "1_000.5"},
    {"1.234,56", "'1.234,56' is not a number",
     "write 1_234.56: thousands apart by '_' or not at all, a decimal point, not a comma",
     "1_234.56"},
    {"1,234,567", "'1,234,567' is not a number",
     "write 1_234_567: thousands apart by '_' or not at all", "1_234_567"},
    {"1'000", "'1'000' is not a number", "write 1_000: thousands apart by '_' or not at all",
     "1_000"},
    {"1,000", "'1,000' is not a number", "write 1.000: or 1000 if thousands are meant", "1.000"},
    {"0,125", "'0,125' is not a number", "write 0.125: a decimal point, not a comma", "0.125"},
    {".5", "'.5' is not a number", "write 0.5: digits on both sides of the point", "0.5"},
    {"5.", "'5.' is not a number", "write 5.0: digits on both sides of the point", "5.0"},
    {"+.5", "'+.5' is not a number", "write 0.5: digits on both sides of the point", "0.5"},
    {"-.5", "'-.5' is not a number", "write -0.5: digits on both sides of the point", "-0.5"},
    {"007", "'007' is not a number", "write 7: without leading zeros", "7"},
    {"1__000", "'1__000' is not a number", "write 1_000", "1_000"},
    {"4.2 EUR", "'4.2 EUR' is not a number", "write 4.2: a number stands without currency or unit",
     "4.2"},
    {"€5", "'€5' is not a number", "write 5: a number stands without currency or unit", "5"},
    {"-$ 5", "'-$ 5' is not a number", "write -5: a number stands without currency or unit", "-5"},
    {"EUR 4.20", "'EUR 4.20' is not a number",
     "write 4.20: a number stands without currency or unit", "4.20"},
    {"30 days", "'30 days' is not a number", "write 30: a number stands without currency or unit",
     "30"},
    {"12/year", "'12/year' is not a number", "write 12: a number stands without currency or unit",
     "12"},
    {"5k", "'5k' is not a number", "write 5_000: all digits", "5_000"},
    {"1.25 million", "'1.25 million' is not a number", "write 1_250_000: all digits", "1_250_000"},
    {"−0.02", "'−0.02' is written with U+2212 (minus sign)", "write -0.02", "-0.02"},
    {"–3", "'–3' is written with U+2013 (en dash)", "write -3", "-3"},
    {"٤٢", "'٤٢' is written with U+0664 (Arabic-Indic digit)", "write 42", "42"},
    {"12،5", "'12،5' is not a number", "write 12.5: a decimal point, not a comma", "12.5"},
    {"9223372036854775808",
     "'9223372036854775808' is beyond the largest whole number, 9223372036854775807",
     "a number with a point may be larger: 9223372036854775808.0", "0"},
    {"0xFFFFFFFFFFFFFFFF",
     "'0xFFFFFFFFFFFFFFFF' is beyond the largest whole number, 9223372036854775807", "", "0"},
};
INSTANTIATE_TEST_SUITE_P(Numbers, BareSlip, ::testing::ValuesIn(kNumbers));

constexpr Case kDates[] = {
    {"01/04/2026", "'01/04/2026' is not a date", "dates are year-month-day: 2026-04-01",
     "2026-04-01"},
    {"1.4.2026", "'1.4.2026' is not a date", "dates are year-month-day: 2026-04-01", "2026-04-01"},
    {"04/25/2026", "'04/25/2026' is not a date", "dates are year-month-day: 2026-04-25",
     "2026-04-25"},
    {"01/04/26", "'01/04/26' is not a date", "dates are year-month-day: 2026-04-01", "2026-04-01"},
    {"2026/04/01", "'2026/04/01' is not a date", "dates are year-month-day: 2026-04-01",
     "2026-04-01"},
    {"2026-4-1", "'2026-4-1' is not a date", "dates are year-month-day: 2026-04-01", "2026-04-01"},
    {"2026-01", "'2026-01' is not a date", "a date needs a day: 2026-01-01", "2026-01-01"},
    {"01/2026", "'01/2026' is not a date", "a date needs a day: 2026-01-01", "2026-01-01"},
    {"2026-02-30", "'2026-02-30' is no day of the calendar",
     "February 2026 has 28 days: write 2026-02-28", "2026-02-28"},
    {"2024-02-30", "'2024-02-30' is no day of the calendar",
     "February 2024 has 29 days: write 2024-02-29", "2024-02-29"},
};
INSTANTIATE_TEST_SUITE_P(Dates, BareSlip, ::testing::ValuesIn(kDates));

constexpr Case kWords[] = {
    {"distributor", "'distributor' is not a value", "text needs quotes: \"distributor\"",
     "\"distributor\""},
    {"market.MA.price", "'market.MA.price' is not a value",
     "text needs quotes: \"market.MA.price\"", "\"market.MA.price\""},
    {"élevé", "'élevé' is not a value", "text needs quotes: \"élevé\"", "\"élevé\""},
    {"say \"x\"", "'say \"x\"' is not a value", "text needs quotes: \"say \\\"x\\\"\"",
     "\"say \\\"x\\\"\""},
    {"True", "'True' is not a value", "write true", "true"},
    {"yes", "'yes' is not a value", "write true", "true"},
    {"OFF", "'OFF' is not a value", "write false", "false"},
    {"none", "'none' is not a value", "leave the line out where there is nothing to say", "0"},
    {"triangular(4.2, 5.0, 6.1)", "'triangular(4.2, 5.0, 6.1)' is not a value",
     "write { triangular = [4.2, 5.0, 6.1] }", "0"},
    {"(1, 2)", "'(1, 2)' is not a value", "write [1, 2]: a list in brackets", "0"},
    {"1/12", "'1/12' is a formula", "write the number: nothing is calculated here", "0"},
    {"@x", "'@x' is neither a number nor a date nor text in quotes", "if it is text, write \"@x\"",
     "\"@x\""},
    {"“Morocco”", "a text in curly quotes: U+201C (curly double quote)", "write \"Morocco\"",
     "\"Morocco\""},
    {"« Maroc »", "a text in curly quotes: U+00AB (left angle quote)", "write \"Maroc\"",
     "\"Maroc\""},
    {"\"Morocco", "a closing quote is missing", "write \"Morocco\"", "\"Morocco\""},
    {"'it", "a closing quote is missing", "write \"it\"", "\"it\""},
};
INSTANTIATE_TEST_SUITE_P(Words, BareSlip, ::testing::ValuesIn(kWords));

TEST(FindSlip, IsSilentAboutToml) {
  for (const char* value : {"0",
                            "-0",
                            "+5",
                            "1_000_000",
                            "0.40",
                            "1e6",
                            "1.5E-3",
                            "1_0.0_1",
                            "0x1F",
                            "0o17",
                            "0b101",
                            "inf",
                            "-inf",
                            "nan",
                            "true",
                            "false",
                            "2026-04-01",
                            "2024-02-29",
                            "2026-04-01T10:00:00Z",
                            "2026-04-01 10:00:00.5+01:00",
                            "10:30:00",
                            "9223372036854775807",
                            "-9223372036854775808"})
    EXPECT_EQ(find_slip(value, value), std::nullopt) << value;
}

TEST(FindSlip, RefusesTimesThatNoClockShows) {
  for (const char* value :
       {"25:00:00", "10:60:00", "10:30", "10:30:00.", "2026-01-01 10:00", "2026-13-13",
        "2026-00-10", "2026-02-30 10:00:00", "2026-01-01T10:00:00+25:00", "10:30:00Z"})
    EXPECT_NE(find_slip(value, value), std::nullopt) << value;
}

TEST(FindSlip, DoesNotReadOrdinaryTextAsANumber) {
  for (const char* text : {"5 - 7", "1.2.3", "10-20", "a1", "1,2,3", "12 34", "4..2", "--5"}) {
    const auto slip = find_number_slip(text, text);
    EXPECT_TRUE(!slip || slip->mended.empty()) << text << " read as " << slip->mended;
  }
}

}  // namespace
}  // namespace landfall::scenario
