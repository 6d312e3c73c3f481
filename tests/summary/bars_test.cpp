#include "summary/bars.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "support/generator.hpp"

namespace landfall::summary {
namespace {

std::uint64_t paths_in(const std::vector<Bar>& bars) {
  std::uint64_t paths = 0;
  for (const Bar& bar : bars) paths += bar.paths;
  return paths;
}

// Digits of the shortest text that reads back as x.
std::size_t digits_of(double x) {
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, x, std::chars_format::scientific).ptr;
  const std::string mantissa(text, std::find(text, end, 'e'));
  return static_cast<std::size_t>(std::count_if(mantissa.begin(), mantissa.end(), ::isdigit));
}

TEST(Bars, ByHand) {
  std::vector<double> values;
  for (int i = 0; i <= 1000; ++i)
    values.push_back(i * 0.04);  // 0 to 40; P0.5 is 0.2, P99.5 is 39.8
  const auto bars = round_bars(KeptValues(values), values.size());
  ASSERT_EQ(bars.size(), 40u);
  EXPECT_EQ(bars[0], (Bar{0, 1, 25}));
  EXPECT_EQ(bars[20], (Bar{20, 21, 25}));
  EXPECT_EQ(bars[39], (Bar{39, 40, 26}));  // the last holds its upper edge
}

// Law: some forty neighbouring bars of one width between round numbers, holding every path.
TEST(Bars, AreRoundAndComplete) {
  test::Generator generator(1);
  for (const double scale : {1e-12, 3e-3, 1.0, 7e5, 1e15, 1e40}) {
    std::vector<double> values(3000);
    for (double& x : values) x = scale * (std::exp(generator.normal()) - 0.7);
    std::sort(values.begin(), values.end());
    const auto bars = round_bars(KeptValues(values), values.size());
    EXPECT_GE(bars.size(), 20u);
    EXPECT_LE(bars.size(), 42u);
    EXPECT_EQ(paths_in(bars), values.size());
    for (std::size_t i = 1; i < bars.size(); ++i) {
      EXPECT_EQ(bars[i].low, bars[i - 1].high);
      if (scale < 1e20) {  // beyond 10^22 powers of ten are not doubles
        EXPECT_LE(digits_of(bars[i].low), 4u) << bars[i].low;
      }
    }
    for (std::size_t i = 1; i + 1 < bars.size(); ++i) {
      const auto within = [&](double x) { return bars[i].low <= x && x < bars[i].high; };
      const auto counted = std::count_if(values.begin(), values.end(), within);
      EXPECT_EQ(bars[i].paths, static_cast<std::uint64_t>(counted));
    }
  }
}

TEST(Bars, WhereNearlyAllAreEqualRunFromLowestToHighest) {
  std::vector<double> values(1000, 0.0);
  values.back() = 100;
  const auto bars = round_bars(KeptValues(values), values.size());
  EXPECT_EQ(bars.front(), (Bar{0, 2.5, 999}));
  EXPECT_EQ(bars.back(), (Bar{97.5, 100, 1}));
}

TEST(Bars, OfEqualValuesAreOne) {
  const std::vector<double> values(10, 3.5);
  EXPECT_EQ(round_bars(KeptValues(values), 10), (std::vector<Bar>{{3.5, 3.5, 10}}));
  EXPECT_TRUE(round_bars(KeptValues(values), 0).empty());
}

// Closer together than round edges can tell apart.
TEST(Bars, OfAlmostEqualValuesAreOne) {
  const std::vector<double> values{1e15, 1e15 + 0.125};
  const auto bars = round_bars(KeptValues(values), 2);
  ASSERT_EQ(bars.size(), 1u);
  EXPECT_EQ(bars[0].paths, 2u);
}

TEST(Bars, LeaveOutTheAbsent) {
  std::vector<double> values;
  for (int i = 0; i < 400; ++i) values.push_back(i * 0.1);
  values.resize(500, std::numeric_limits<double>::infinity());
  EXPECT_EQ(paths_in(round_bars(KeptValues(values), 400)), 400u);
}

TEST(Bars, OfCellsCountWholeCells) {
  OrderedCells cells;
  for (int i = 0; i < 400; ++i) cells.append({i * 0.1, (i + 1) * 0.1, 2});
  const auto bars = round_bars(cells, 800);
  ASSERT_EQ(bars.size(), 40u);
  for (const Bar& bar : bars) EXPECT_EQ(bar.paths, 20u);
}

}  // namespace
}  // namespace landfall::summary
