// What drives the result: a tornado, and the table behind it.
#include <algorithm>
#include <cmath>

#include "base/language.hpp"
#include "reports/driver_names.hpp"
#include "reports/drivers.hpp"
#include "reports/layout.hpp"
#include "reports/section_parts.hpp"
#include "reports/sections.hpp"
#include "reports/view.hpp"
#include "reports/words.hpp"
#include "summary/errors_aside.hpp"

namespace landfall::reports {
namespace {

constexpr std::size_t kInWords = 3;  // of a chart's description; its table has all of them

/// How many errors to either side of a mean make its 95 % interval.
double errors_aside(const simulate::Result& result) {
  const bool in_groups = !errors_from(result.provenance).empty();
  return summary::interval_errors(0.95,
                                  in_groups ? summary::Grouping::by_path : summary::Grouping::none);
}

}  // namespace

std::optional<Section> drivers_section(const simulate::Result& result, const std::string& prefix) {
  if (!has_drivers(result)) return std::nullopt;
  const Scale scale = money_scale(result);
  const simulate::Drivers& drivers = *result.drivers;
  Section section{.id = prefix + "drivers",
                  .heading = drivers_heading(result, kPageText),
                  .text = say("Bars reach from the mean npv to its mean where a number is lowest "
                              "(muted) and where it is highest (strong); thin lines are 95 % "
                              "intervals.")};
  section.table = drivers_table(result, kPageText);
  section.table.title.clear();
  const double aside = errors_aside(result);
  Json rows = Json::array();
  std::string alt;
  for (std::size_t i = 0; i < std::min(drivers.told.size(), kShownDrivers); ++i) {
    const simulate::DriverOfResult& one = drivers.told[i];
    std::string name = driver_name(one, result.provenance);
    while (std::any_of(rows.begin(), rows.end(),
                       [&](const Json& row) { return row["label"] == text(name); }))
      name += " *";  // each has a row of its own, whatever markets are called
    Json row = {{"label", text(name)}};
    bool is_finite = true;
    for (const auto& [key, end] :
         {std::pair{"low", &one.effect.low}, std::pair{"high", &one.effect.high}}) {
      const double value = in_scale(end->mean.value, scale);
      const double to_either_side = in_scale(aside * end->mean.error, scale);
      is_finite = is_finite && std::isfinite(value - to_either_side) &&
                  std::isfinite(value + to_either_side);
      if (!is_finite) break;
      row[key] = number(value);
      row[std::string(key) + "_from"] = number(value - to_either_side);
      row[std::string(key) + "_to"] = number(value + to_either_side);
    }
    if (!is_finite) continue;  // beyond what a chart can show
    rows.push_back(std::move(row));
    if (i >= kInWords) continue;
    const std::string sentence = say(
        "{number}: {low} to {high}",
        {{"number", name},
         {"low", written(figure(one.effect.low.mean, scale, {.most = 4}), scale, kPageText)},
         {"high", written(figure(one.effect.high.mean, scale, {.most = 4}), scale, kPageText)}});
    alt += (alt.empty() ? "" : semicolon()) + sentence;
  }
  section.chart = {{"kind", "tornado"},
                   {"unit", text(scale.unit)},
                   {"alt", text(say("Mean npv where a number is lowest and where it is highest, of "
                                    "the strongest: {numbers}.",
                                    {{"numbers", alt}}))},
                   {"mean", number(in_scale(drivers.mean.value, scale))},
                   {"rows", rows}};
  return section;
}

}  // namespace landfall::reports
