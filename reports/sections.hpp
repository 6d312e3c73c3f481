// What a report for people shows beyond its headline: each section a statement, a chart and the
// table that the chart was drawn from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/figure.hpp"
#include "reports/json_values.hpp"
#include "reports/style.hpp"
#include "simulate/result.hpp"

namespace landfall::reports {

struct Section {
  std::string id;       ///< unique on a page
  std::string heading;  ///< what it shows, as a sentence
  std::string text;     ///< a sentence more; may be empty
  Json chart;           ///< null: none. "kind" and the data that reports/page/page.js asks for,
                        ///< amounts in "unit", and "alt", the chart in words
  simulate::Table table;
};

/// Key figures, revenue by year, npv, chances, markets and channels. `prefix` begins each id.
std::vector<Section> sections_of(const simulate::Result& result, const std::string& prefix);

/// What drives the npv, as a tornado; none where nothing is told to do so (section_drivers.cpp).
std::optional<Section> drivers_section(const simulate::Result& result, const std::string& prefix);

/// The ways side by side, their differences, and how often each is best; of a study its league.
std::vector<Section> sections_of(const simulate::Comparison& comparison);

}  // namespace landfall::reports
