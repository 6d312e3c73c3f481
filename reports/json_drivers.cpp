#include <cmath>
#include <limits>

#include "reports/drivers.hpp"
#include "reports/json_parts.hpp"

namespace landfall::reports {
namespace {

Json end_json(const summary::EndOfNumber& end) {
  return {
      {"mean", estimate_json(end.mean)}, {"bound", bound(end.bound)}, {"share", number(end.share)}};
}

/// One that has a value and an error.
summary::Estimate read_known(const JsonValue& json) {
  summary::Estimate estimate = read_estimate(json);
  if (!estimate.exists() || !std::isfinite(estimate.error)) json.refuse("a value with its error");
  return estimate;
}

summary::EndOfNumber read_end(const JsonValue& json) {
  return {read_known(json["mean"]),
          read_bound(json["bound"], std::numeric_limits<double>::infinity()),
          json["share"].number_from(0, 1)};
}

std::vector<std::string> words_of_seen() {
  std::vector<std::string> words;
  for (int i = 0; i <= static_cast<int>(simulate::Seen::won); ++i)
    words.push_back(in_words(static_cast<simulate::Seen>(i)));
  return words;
}

simulate::DriverOfResult read_driver(const JsonValue& json) {
  simulate::DriverOfResult driver{json["address"].text(),
                                  static_cast<simulate::Seen>(json["seen"].one_of(words_of_seen())),
                                  json["unit"].text(),
                                  {}};
  driver.effect.rank_correlation = read_known(json["rank_correlation"]);
  driver.effect.has_two_values = json["two_values"].truth();
  driver.effect.low = read_end(json["low"]);
  driver.effect.high = read_end(json["high"]);
  return driver;
}

}  // namespace

Json drivers_json(const simulate::Drivers& drivers, const std::string& currency) {
  Json told = Json::array();
  for (const simulate::DriverOfResult& one : drivers.told)
    told.push_back({{"address", text(one.address)},
                    {"seen", in_words(one.seen)},
                    {"unit", text(one.unit)},
                    {"rank_correlation", estimate_json(one.effect.rank_correlation)},
                    {"two_values", one.effect.has_two_values},
                    {"low", end_json(one.effect.low)},
                    {"high", end_json(one.effect.high)}});
  return {{"metric", "npv"},
          {"unit", text(currency)},
          {"paths", drivers.paths},
          {"tried", drivers.tried},
          {"confidence", number(simulate::kDriversConfidence)},
          {"mean", estimate_json(drivers.mean)},
          {"told", told}};
}

simulate::Drivers read_drivers(const JsonValue& json) {
  json["metric"].one_of({"npv"});
  simulate::Drivers drivers{.paths = json["paths"].whole(),
                            .tried = static_cast<int>(json["tried"].whole(1'000'000)),
                            .mean = read_estimate(json["mean"]),
                            .told = {}};
  for (const JsonValue& one : json["told"].items()) drivers.told.push_back(read_driver(one));
  if (!drivers.told.empty()) drivers.mean = read_known(json["mean"]);
  return drivers;
}

}  // namespace landfall::reports
