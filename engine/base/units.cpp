#include "base/units.hpp"

#include "base/language.hpp"

namespace landfall {
namespace {

constexpr const char* kWhole[] = {
    noted("a year"),     noted("years"),        noted("months"),
    noted("days"),       noted("share"),        noted("share a year"),
    noted("rate"),       noted("log"),          noted("installed"),
    noted("elasticity"), noted("of the flows"), noted("unit"),
    noted("stores"),     noted("rivals"),       noted("of the base price"),
    noted("of parity"),  noted("factor"),       noted("% of the period")};

/// What follows a currency or a unit of goods, and the message that says both.
constexpr const char* kEndings[][2] = {{" a year", noted("{unit} a year")},
                                       {" a store and month", noted("{unit} a store and month")},
                                       {" a tender", noted("{unit} a tender")},
                                       {" a bid", noted("{unit} a bid")},
                                       {" each", noted("{unit} each")}};

constexpr const char* kForOne = " for one ";

}  // namespace

std::string unit_in_words(const std::string& unit) {
  for (const char* whole : kWhole)
    if (unit == whole) return say(whole);
  for (const auto& [ending, message] : kEndings)
    if (unit.ends_with(ending))
      return say(message, {{"unit", unit.substr(0, unit.size() - std::string(ending).size())}});
  const std::size_t at = unit.find(kForOne);
  if (at == std::string::npos) return unit;
  return say(
      "{currency} for one {other}",
      {{"currency", unit.substr(0, at)}, {"other", unit.substr(at + std::string(kForOne).size())}});
}

}  // namespace landfall
