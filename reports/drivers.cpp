#include "reports/drivers.hpp"

#include <algorithm>
#include <cmath>

#include "base/language.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "reports/comparison_cells.hpp"
#include "reports/driver_names.hpp"
#include "reports/layout.hpp"
#include "reports/view.hpp"
#include "reports/words.hpp"

namespace landfall::reports {
namespace {

using simulate::DriverOfResult;
using simulate::Drivers;
using simulate::Seen;

constexpr std::size_t kInSentence = 3;

/// A bound of an end with its unit: it has no error worth showing.
std::string amount(double value, const std::string& unit) {
  if (!std::isfinite(value)) return say("never");
  const Scale scale = scale_of(unit, value);
  const Figure shown = figure(value, 0, scale, {.most = 3});
  return scale.unit.empty() ? shown.value : shown.value + kNoBreak + scale.unit;
}

/// Whether one of the two values means that something happens, and the other that it does not.
bool is_whether(const DriverOfResult& driver) {
  if (!driver.effect.has_two_values) return false;
  if (driver.seen == Seen::in_force) return driver.effect.low.bound == 0;
  return !std::isfinite(driver.effect.high.bound);
}

/// Of a date the high end is that it never comes; of a time in force, that it does.
bool happens_at(const DriverOfResult& driver, bool is_high) {
  return is_high == (driver.seen == Seen::in_force);
}

/// Where an end of a number begins: "up to 4.2 EUR/kg", "yes, in 12 % of futures".
std::string bound_words(const DriverOfResult& driver, bool is_high) {
  const summary::EndOfNumber& end = is_high ? driver.effect.high : driver.effect.low;
  const std::string value = amount(end.bound, driver.unit);
  if (!driver.effect.has_two_values && !std::isfinite(end.bound)) return value;
  if (!driver.effect.has_two_values)
    return is_high ? say("from {value}", {{"value", value}})
                   : say("up to {value}", {{"value", value}});
  const std::string share = amount(end.share, "share");
  if (!is_whether(driver))
    return say("{value}, in {share} of futures", {{"value", value}, {"share", share}});
  return happens_at(driver, is_high) ? say("yes, in {share} of futures", {{"share", share}})
                                     : say("no, in {share} of futures", {{"share", share}});
}

std::string mean_words(const summary::EndOfNumber& end, const Scale& scale,
                       const TextStyle& style) {
  return written(figure(end.mean, scale, {.most = 4}), scale, style);
}

std::vector<std::string> notes_of(const Drivers& drivers, std::size_t shown) {
  const std::string paths = localised(grouped(static_cast<double>(drivers.paths), 0));
  const auto told = drivers.told.size(), tried = static_cast<std::size_t>(drivers.tried);
  std::vector<std::string> notes = {
      say("The mean npv is taken over the tenth of the futures in which a number is lowest and "
          "over the tenth in which it is highest; of a number with two values, over each. On the "
          "first {paths} paths.",
          {{"paths", paths}})};
  notes.push_back(
      say("{told} of the {tried} numbers that differ between futures are told from none, with an "
          "allowance for so many: in 95 of 100 such reports not one of them is told by chance "
          "alone.",
          {{"told", std::to_string(told)}, {"tried", std::to_string(tried)}}));
  if (shown < told)
    notes.push_back(say("The {shown} strongest are shown; all are in the json and csv reports.",
                        {{"shown", std::to_string(shown)}}));
  notes.push_back(
      say("Numbers that move together, and what follows from another number, share their "
          "effects."));
  return notes;
}

}  // namespace

bool has_drivers(const simulate::Result& result) {
  return result.drivers && !result.drivers->told.empty();
}

std::string drivers_heading(const simulate::Result& result, const TextStyle& style) {
  if (!has_drivers(result)) return say("What drives the result");
  const DriverOfResult& first = result.drivers->told.front();
  const Scale scale = money_scale(result);
  const std::string name = driver_name(first, result.provenance);
  const std::string low = mean_words(first.effect.low, scale, style);
  const std::string high = mean_words(first.effect.high, scale, style);
  if (is_whether(first)) {
    const bool high_is_with = happens_at(first, true);
    return say("“{number}” moves the npv most: {without} on average without it, {with} with it",
               {{"number", name},
                {"without", high_is_with ? low : high},
                {"with", high_is_with ? high : low}});
  }
  if (first.effect.has_two_values)
    return say(
        "“{number}” moves the npv most: {low} on average at {low_value}, {high} at "
        "{high_value}",
        {{"number", name},
         {"low", low},
         {"high", high},
         {"low_value", amount(first.effect.low.bound, first.unit)},
         {"high_value", amount(first.effect.high.bound, first.unit)}});
  return say(
      "“{number}” moves the npv most: {low} on average in its lowest tenth, {high} in its highest",
      {{"number", name}, {"low", low}, {"high", high}});
}

simulate::Table drivers_table(const simulate::Result& result, const TextStyle& style) {
  const Scale scale = money_scale(result);
  simulate::Table table{.title = say("What drives the result"),
                        .columns = {{say("number"), ""},
                                    {say("address"), ""},
                                    {say("mean npv where lowest"), scale.unit},
                                    {say("where highest"), scale.unit},
                                    {say("lowest"), ""},
                                    {say("highest"), ""},
                                    {say("rank correlation"), ""}},
                        .rows = {},
                        .notes = {}};
  if (!result.drivers) return table;
  const Drivers& drivers = *result.drivers;
  for (const DriverOfResult& one : drivers.told) {
    if (table.rows.size() == kShownDrivers) break;
    const auto mean = [&](const summary::EndOfNumber& end) {
      return cell(shown(figure(end.mean, scale, {.most = 4}), style));
    };
    table.rows.push_back(
        {cell(driver_name(one, result.provenance)), cell(sanitise(one.address)),
         mean(one.effect.low), mean(one.effect.high), cell(bound_words(one, false)),
         cell(bound_words(one, true)),
         cell(shown(figure(one.effect.rank_correlation, {}, {.most = 3, .decimals = 3}), style))});
  }
  table.notes = notes_of(drivers, table.rows.size());
  return table;
}

std::string drivers_sentence(const simulate::Result& result) {
  if (!has_drivers(result)) return "";
  const Scale scale = money_scale(result);
  std::vector<std::string> names;
  for (const DriverOfResult& one : result.drivers->told) {
    if (names.size() == kInSentence) break;
    const auto mean = [&](const summary::EndOfNumber& end, const Scale& in) {
      const Figure rounded = figure(end.mean, in, {.most = 3});
      return in.unit.empty() ? rounded.value : rounded.value + kNoBreak + in.unit;
    };
    names.push_back(
        say("{number} ({low} to {high})", {{"number", driver_name(one, result.provenance)},
                                           {"low", mean(one.effect.low, {scale.exponent, ""})},
                                           {"high", mean(one.effect.high, scale)}}));
  }
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : semicolon()) + name;
  return say(
      "What drives the npv most, with its mean where that is lowest and where it is highest: "
      "{numbers}.",
      {{"numbers", all}});
}

const char* in_words(Seen seen) {
  constexpr const char* kWords[] = {"value",        "mean",   "in_force",     "begins",
                                    "opens",        "shuts",  "signed_count", "first_signs",
                                    "listed_count", "listed", "bids",         "won"};
  return kWords[static_cast<int>(seen)];
}

}  // namespace landfall::reports
