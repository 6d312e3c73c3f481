// What drives the result, in words.
#include "reports/drivers.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/language.hpp"
#include "reports/driver_names.hpp"
#include "reports/grid.hpp"
#include "reports/layout.hpp"
#include "reports/made_up.hpp"
#include "reports/read_json.hpp"
#include "reports/reports.hpp"
#include "reports/sections.hpp"

namespace landfall::reports {
namespace {

using simulate::DriverOfResult;
using simulate::Seen;

summary::Effect effect_of(double low, double high, double from, double to, double correlation) {
  summary::Effect effect;
  effect.rank_correlation = {.value = correlation, .error = 0.008};
  effect.low = {.mean = {.value = low, .error = 9'000}, .bound = from};
  effect.high = {.mean = {.value = high, .error = 12'000}, .bound = to};
  return effect;
}

simulate::Result with_drivers() {
  simulate::Result result = test::sardines();
  simulate::Drivers drivers{
      .paths = 8192, .tried = 40, .mean = {.value = 131'000, .error = 4'700}, .told = {}};
  drivers.told.push_back({"market.MA.demand.units_per_year", Seen::value, "kg",
                          effect_of(-310'000, 822'000, 8'400, 14'100, 0.61)});
  drivers.told.push_back({"market.EG.tariff.change.agreement", Seen::begins, "months",
                          effect_of(300'000, 40'000, 12, INFINITY, -0.3)});
  drivers.told.back().effect.has_two_values = true;
  drivers.told.back().effect.low.share = 0.3;
  drivers.told.back().effect.high.share = 0.7;
  drivers.told.push_back({"market.TN.channel.shops.number_of_my_own", Seen::value, "share",
                          effect_of(90'000, 180'000, 0.02, 0.14, 0.09)});
  result.drivers = std::move(drivers);
  return result;
}

TEST(DriversInWords, Table) {
  const simulate::Result result = with_drivers();
  EXPECT_EQ(with_plain_spaces(drivers_heading(result, {})),
            "“Demand in Morocco” moves the npv most: -310 ± 9 k EUR on average in its lowest "
            "tenth, 822 ± 12 k EUR in its highest");
  const simulate::Table table = drivers_table(result, {});
  ASSERT_EQ(table.rows.size(), 3u);
  const auto row = [&](std::size_t index) {
    std::string all;
    for (const simulate::Table::Cell& cell : table.rows[index])
      all += (all.empty() ? "" : " | ") + cell_text(cell);
    return with_plain_spaces(all);
  };
  EXPECT_EQ(row(0),
            "Demand in Morocco | market.MA.demand.units_per_year | -310 ±9 | 822 ±12 | up to 8.4 k "
            "kg | from 14.1 k kg | 0.610 ±0.008");
  EXPECT_EQ(row(1),
            "Whether and when agreement begins in Egypt | market.EG.tariff.change.agreement | 300 "
            "±9 | 40 ±12 | yes, in 30 % of futures | no, in 70 % of futures | -0.300 ±0.008");
  EXPECT_EQ(row(2),
            "market.TN.channel.shops.number_of_my_own | market.TN.channel.shops.number_of_my_own | "
            "90 ±9 | 180 ±12 | up to 2 % | from 14 % | 0.090 ±0.008");
  EXPECT_EQ(table.notes[1],
            "3 of the 40 numbers that differ between futures are told from none, with an allowance "
            "for so many: in 95 of 100 such reports not one of them is told by chance alone.");
}

TEST(DriversInWords, HeadingOfWhatComesOrNot) {
  simulate::Result result = with_drivers();
  std::swap(result.drivers->told[0], result.drivers->told[1]);
  EXPECT_EQ(with_plain_spaces(drivers_heading(result, {})),
            "“Whether and when agreement begins in Egypt” moves the npv most: 40 ± 12 k EUR on "
            "average without it, 300 ± 9 k EUR with it");
  result.drivers->told[0] = {"event.war", Seen::in_force, "months",
                             effect_of(300'000, 40'000, 0, 12, -0.3)};
  result.drivers->told[0].effect.has_two_values = true;
  EXPECT_EQ(with_plain_spaces(drivers_heading(result, {})),
            "“Event: war” moves the npv most: 300 ± 9 k EUR on average without it, 40 ± 12 k EUR "
            "with it");
}

TEST(DriversInWords, French) {
  const Speaking speaking(Language::french);
  EXPECT_EQ(driver_name(with_drivers().drivers->told[0], test::sardines().provenance),
            "Demande (Morocco)");
}

TEST(DriversInWords, SectionHasARowForEach) {
  const auto section = drivers_section(with_drivers(), "way-1-");
  ASSERT_TRUE(section);
  EXPECT_EQ(section->id, "way-1-drivers");
  EXPECT_EQ(section->chart["rows"].size(), 3u);
  EXPECT_EQ(section->chart["mean"], 131);
  EXPECT_NEAR(section->chart["rows"][0]["high_to"].get<double>(), 822 + 1.96 * 12, 0.01);
  EXPECT_FALSE(drivers_section(test::sardines(), ""));
}

// Law: a result that was read back from JSON gives the same reports.
TEST(DriversInWords, AreReadBack) {
  const simulate::Result result = with_drivers();
  const std::string json = json_report(result);
  const simulate::Result read = std::get<simulate::Result>(read_json({"of.json", json}));
  EXPECT_EQ(json_report(read), json);
  EXPECT_EQ(csv_report(read), csv_report(result));
  EXPECT_EQ(html_report(read), html_report(result));
  EXPECT_NE(csv_report(result).find("driver.begins market.EG.tariff.change.agreement,"),
            std::string::npos);
}

}  // namespace
}  // namespace landfall::reports
