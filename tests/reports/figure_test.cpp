#include "reports/figure.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "reports/decimal.hpp"
#include "reports/layout.hpp"

namespace landfall::reports {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::string shown(double value, double error, const std::string& unit) {
  const Scale scale = scale_of(unit, value);
  return with_plain_spaces(written(figure(value, error, scale), scale, {}));
}

std::string shown_probability(double value, double error, std::uint64_t paths) {
  return with_plain_spaces(written(probability({value, error, ""}, paths), {-2, "%"}, TextStyle{}));
}

TEST(Figure, KeepsOneDigitOfTheErrorAndTwoAfterAOne) {
  EXPECT_EQ(shown(43'751'234, 17'312, "EUR"), "43.751 ± 0.018 M EUR");
  EXPECT_EQ(shown(43'751'234, 21'000, "EUR"), "43.75 ± 0.03 M EUR");
  EXPECT_EQ(shown(-412'345, 3'001, "EUR"), "-412 ± 4 k EUR");
  EXPECT_EQ(shown(140, 23, "months"), "140 ± 30 months");
  EXPECT_EQ(shown(0.38, 0.0015, "share"), "38.00 ± 0.15 %");
  EXPECT_EQ(shown(1234, 99.9, ""), "1 230 ± 100");
}

TEST(Figure, RoundsWithoutBinaryNoise) {
  EXPECT_EQ(shown(0.07, 0.007, "share"), "7.0 ± 0.7 %");  // 0.07 * 100 is 7.000000000000001
  EXPECT_EQ(shown(0.1 + 0.2, 0.3, ""), "0.3 ± 0.3");
  EXPECT_EQ(shown(0.285, 0.02, ""), "0.29 ± 0.02");  // halves go away from zero
  EXPECT_EQ(shown(-0.004, 0.02, ""), "0.00 ± 0.02");
}

TEST(Figure, DropsDigitsBeyondSixAndRoundsTheErrorUpAgain) {
  EXPECT_EQ(shown(1'234'567, 0.25, "EUR"), "1.23457 ± 0.00001 M EUR");
  EXPECT_EQ(shown(0, 1e-300, "EUR"), "0.000000000 ± 0.000000001 EUR");
}

TEST(Figure, HasNoMoreDigitsThanAskedFor) {
  const Scale thousands{3, "k"};
  const auto in_table = [&](double value, double error, const Digits& digits) {
    const Figure shown = figure(value, error, thousands, digits);
    return with_plain_spaces(shown.value + error_part(shown, {}));
  };
  EXPECT_EQ(in_table(1'204'000, 1907, {.most = 6}), "1 204.0 ±2.0");  // 1907 rounds up to 2000
  EXPECT_EQ(in_table(1'204'000, 1907, {.most = 4}), "1 204 ±2");
  EXPECT_EQ(in_table(1'204'000, 1907, {.most = 3}), "1 200 ±10");
  EXPECT_EQ(in_table(70, 60, {.decimals = 1}), "0.1 ±0.1");
  EXPECT_EQ(in_table(4'181'250, 0, {.decimals = 0}), "4 181 exact");
}

TEST(Figure, ScalesMoneyButNotMonths) {
  EXPECT_EQ(shown(999.4, 0.2, "EUR"), "999.4 ± 0.2 EUR");
  EXPECT_EQ(shown(1000, 2, "EUR"), "1.000 ± 0.002 k EUR");
  EXPECT_EQ(shown(2.5e9, 3e6, "EUR"), "2.500 ± 0.003 bn EUR");
  EXPECT_EQ(shown(2.5e12, 3e9, "EUR"), "2.500 ± 0.003 e12 EUR");
  EXPECT_EQ(shown(1.2e-7, 2e-9, "EUR"), "120 ± 2 e-9 EUR");
  EXPECT_EQ(shown(1200, 30, "months"), "1 200 ± 30 months");
}

TEST(Figure, SaysWhyThereIsNoError) {
  EXPECT_EQ(shown(24, 0, "months"), "24 months (exact)");
  EXPECT_EQ(shown(0, 0, "EUR"), "0 EUR (exact)");
  EXPECT_EQ(shown(1'234'567.891, 0, "EUR"), "1.23457 M EUR (exact)");
  EXPECT_EQ(shown(58, kInfinity, "months"), "58 months ± ?");
  const Scale none{0, ""};
  EXPECT_EQ(written(figure(summary::Estimate{0, 0, "one path alone"}, none), none, {}),
            "one path alone");
}

TEST(Figure, HasAnAsciiForm) {
  const Scale percent{-2, "%"};
  EXPECT_EQ(with_plain_spaces(written(figure(0.38, 0.002, percent), percent, {.unicode = false})),
            "38.0 +/- 0.2 %");
  EXPECT_EQ(error_part(figure(0.38, 0.002, percent), {.unicode = false}), " +/-0.2");
}

TEST(Figure, TakesAQuarterOfAnIntervalAsTheErrorOfAQuantile) {
  const Scale none{0, ""};
  EXPECT_EQ(with_plain_spaces(written(figure(summary::Interval{41, 40, 44, ""}, none), none, {})),
            "41.0 ± 1.0");
}

// None of 100 000 is no proof of never: the bound is three paths.
TEST(Probability, OfNoneOrAllIsABound) {
  EXPECT_EQ(shown_probability(0, 0, 100'000), "below 0.003 %");
  EXPECT_EQ(shown_probability(1, 0, 100'000), "above 99.997 %");
  EXPECT_EQ(shown_probability(0, 1.4e-5, 100'000), "below 0.003 %");  // whatever error is given
  EXPECT_EQ(shown_probability(1, 0, 100), "above 97 %");
  EXPECT_EQ(shown_probability(0, 0, 7), "none of 7");
  EXPECT_EQ(shown_probability(1, 0, 1), "all of 1");
  EXPECT_EQ(shown_probability(0.25, 0.002, 100'000), "25.0 ± 0.2 %");
}

TEST(Roughly, HasTwoDigitsOrFewer) {
  const Scale money{6, "M EUR"};
  EXPECT_EQ(with_plain_spaces(roughly({1'934'100, 1'922'000, 1'946'500, ""}, money)), "1.9 M EUR");
  EXPECT_EQ(with_plain_spaces(roughly({1'934'100, 0, 8'000'000, ""}, money)), "2 M EUR");
  EXPECT_EQ(with_plain_spaces(roughly({0, 0, 0, ""}, money)), "0 M EUR");
}

TEST(Exactly, KeepsEveryDigitOfTheScenario) {
  EXPECT_EQ(with_plain_spaces(exactly(0.1225, {-2, "%"})), "12.25 %");
  EXPECT_EQ(with_plain_spaces(exactly(250'000, scale_of("EUR", 250'000))), "250 k EUR");
}

double read_back(std::string text) {
  std::string plain;
  for (const char c : with_plain_spaces(text))
    if (c != ' ') plain += c;
  return std::stod(plain);
}

/// The value of one unit in the last place that is printed; 1 for whole numbers.
double last_unit(const std::string& text) {
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return 1;
  return std::pow(10.0, -static_cast<double>(text.size() - point - 1));
}

// Law: over thirty orders of magnitude of values and twelve of relative errors, the printed error
// is no smaller than the true one (and at most half as large again, where six digits suffice), and
// the value is printed to no more places than the error: to within half of it, not finer than a
// tenth.
TEST(Figure, NeverPrintsADigitThatTheErrorDoesNotSupport) {
  for (double value = 1.234567890123e-12; value < 1e18; value *= 7.3) {
    for (double error = value * 3.7e-9; error < value * 1e3; error *= 2.9) {
      for (const std::string unit : {"EUR", "share", ""}) {
        const Scale scale = scale_of(unit, value);
        const Figure printed = figure(value, error, scale);
        const double true_value = value / std::pow(10.0, scale.exponent);
        const double true_error = error / std::pow(10.0, scale.exponent);
        const double printed_error = read_back(printed.error);
        SCOPED_TRACE(printed.value + " ± " + printed.error + " for " + std::to_string(true_value) +
                     ", " + std::to_string(true_error));
        EXPECT_GE(printed_error * (1 + 1e-5), true_error);
        if (error > 1e-4 * value && printed_error > 1e-8) {
          EXPECT_LE(printed_error, 1.5 * (1 + 1e-5) * true_error);
        }
        EXPECT_LE(std::abs(read_back(printed.value) - true_value), 0.5001 * printed_error);
        EXPECT_EQ(last_unit(printed.value), last_unit(printed.error));
        if (last_unit(printed.value) < 1) {
          EXPECT_GT(last_unit(printed.value), true_error / 20.01);
        }
      }
    }
  }
}

TEST(Decimal, RoundsUpAwayFromZero) {
  EXPECT_EQ(Decimal(0.00961).rounded_up(-3).text(0, 3), "0.010");
  EXPECT_EQ(Decimal(-1234.5).rounded_up(1).text(0, 0), std::string("-1") + kNoBreak + "240");
  EXPECT_EQ(Decimal(99.5).rounded(0).text(0, 0), "100");
  EXPECT_EQ(Decimal(0.4).rounded(0).text(0, 0), "0");
  EXPECT_EQ(Decimal(4).rounded(2).text(0, 0), "0");
  EXPECT_EQ(Decimal(70).rounded(2).text(0, 0), "100");
}

TEST(Decimal, ShiftsThePoint) {
  EXPECT_EQ(Decimal(1'234'567).text(6, 6), "1.234567");
  EXPECT_EQ(Decimal(0.005).text(-2, 1), "0.5");
  EXPECT_EQ(Decimal(-5, 3).text(0, 0), std::string("-5") + kNoBreak + "000");
  EXPECT_EQ(Decimal(0.0).text(3, 2), "0.00");
  EXPECT_EQ(Decimal(-0.0).text(0, 0), "0");
}

}  // namespace
}  // namespace landfall::reports
