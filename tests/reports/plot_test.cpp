#include <gtest/gtest.h>

#include <algorithm>

#include "reports/reports.hpp"

namespace landfall::reports {
namespace {

using simulate::Plot;

void set_percentiles(std::vector<summary::Percentile>& into, const std::vector<double>& values) {
  const double levels[] = {5, 25, 50, 75, 95};
  for (std::size_t i = 0; i < values.size(); ++i)
    into.push_back({levels[i], {values[i], values[i], values[i], ""}});
}

/// Even from 0 to 8 EUR: eight slices of an eighth each.
Plot even() {
  Plot plot;
  plot.kind = Plot::Kind::density;
  plot.address = "product.price";
  plot.typed = "uniform [0, 8]";
  plot.unit = "EUR/kg";
  plot.origin = simulate::Origin::source;
  plot.note = "two offers of 2025";
  plot.mean = 4;
  plot.sd = 2.3094010767585034;
  set_percentiles(plot.percentiles, {0.4, 2, 4, 6, 7.6});
  for (int i = 0; i < 8; ++i) plot.slices.push_back({1.0 * i, i + 1.0, 0.125, 0.125 * (i + 1)});
  return plot;
}

TEST(PlotText, DrawsADensityAndADistributionFunction) {
  EXPECT_EQ(plot_text(even(), {.width = 24, .unicode = false}),
            "product.price\n"
            "uniform [0, 8]\n"
            "mean 4, sd 2.3094, P5\n"
            "0.4, P50 4, P95 7.6\n"
            "EUR/kg\n"
            "\n"
            "density over EUR/kg\n"
            "########################\n"
            "########################\n"
            "########################\n"
            "########################\n"
            "########################\n"
            "########################\n"
            "########################\n"
            "########################\n"
            " |----======#======---|\n"
            "|--------------+--------\n"
            "0              5\n"
            "\n"
            "chance of at most so much, from 0 to 100 %\n"
            "                  ...###\n"
            "               ...######\n"
            "            :::#########\n"
            "         :::############\n"
            "   ...##################\n"
            "...#####################\n"
            " |----======#======---|\n"
            "|--------------+--------\n"
            "0              5\n"
            "| P5   = P25 to P75   #\n"
            "median   | P95\n"
            "source: two offers of\n"
            "2025\n");
}

TEST(PlotText, NamesTheValuesThatHaveAChanceOfTheirOwn) {
  Plot plot = even();
  plot.atoms = {{1, 0.1, 0}, {3, 0.25, 0}};
  const std::string text = plot_text(plot, {.width = 80, .unicode = false});
  EXPECT_NE(
      text.find("\n3 alone has a chance of 25 %, 1 of 10 %; the density is that of the rest.\n"),
      std::string::npos)
      << text;
  plot.atoms.clear();
  for (int i = 0; i < 10; ++i) plot.atoms.push_back({1.0 * i, 0.01, 0});
  std::string many = plot_text(plot, {.width = 80, .unicode = false});
  std::replace(many.begin(), many.end(), '\n', ' ');
  EXPECT_NE(many.find(", and 2 more values; the density"), std::string::npos) << many;
}

TEST(PlotText, ShowsABarForEachValueOfADiscrete) {
  Plot plot = even();
  plot.kind = Plot::Kind::atoms;
  plot.typed = "discrete";
  plot.unit = "";
  plot.mean = 4.9;
  plot.sd = 0.7;
  plot.percentiles.clear();
  plot.slices.clear();
  plot.atoms = {{4, 0.3, 0.3}, {5, 0.5, 0.8}, {6, 0.2, 1}};
  plot.origin = simulate::Origin::unsourced;
  EXPECT_EQ(plot_text(plot, {.width = 40}),
            "product.price\n"
            "discrete\n"
            "mean 4.9, sd 0.7\n"
            "\n"
            "  chance, and chance of at most so much\n"
            "4 ███████████             30 %     30 %\n"
            "5 ███████████████████     50 %     80 %\n"
            "6 ████████                20 %    100 %\n"
            "no source is given\n");
}

TEST(PlotText, DrawsTheFanOfAProcessFromItsLowestValue) {
  Plot plot = even();
  plot.kind = Plot::Kind::process;
  plot.typed = "gbm";
  plot.fan = {{"2026-01", {}}, {"2026-02", {}}};
  set_percentiles(plot.fan[0].percentiles, {14, 15, 16, 17, 18});
  set_percentiles(plot.fan[1].percentiles, {10, 13, 16, 18, 20});
  EXPECT_EQ(plot_text(plot, {.width = 30, .unicode = false}),
            "product.price\n"
            "gbm\n"
            "\n"
            "values over time, EUR/kg\n"
            "2026-01         |--==#==-|\n"
            "2026-02 |-----=======#====---|\n"
            "        +--------------------+\n"
            "        10                  20\n"
            "| P5   = P25 to P75   # median\n"
            "| P95\n"
            "2026-01: P5 14, P50 16, P95 18 EUR/kg\n"
            "2026-02: P5 10, P50 16, P95 20 EUR/kg\n"
            "source: two offers of 2025\n");
}

TEST(PlotText, SaysThatAConstantIsOne) {
  Plot plot;
  plot.address = "product.price";
  plot.typed = "7";
  plot.unit = "EUR/kg";
  plot.mean = 7;
  EXPECT_EQ(plot_text(plot, {}),
            "product.price\n7\nIt is a constant, 7 EUR/kg: there is nothing to draw.\n"
            "no source is given\n");
}

}  // namespace
}  // namespace landfall::reports
