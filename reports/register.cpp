#include "reports/register.hpp"

#include <algorithm>

#include "base/language.hpp"
#include "base/units.hpp"
#include "base/utf8.hpp"
#include "reports/layout.hpp"

namespace landfall::reports {
namespace {

using simulate::Assumption;
using simulate::Origin;

constexpr Origin kOrigins[] = {Origin::source, Origin::assumption, Origin::unsourced};

RegisterGroup& group_for(std::vector<RegisterGroup>& groups, Origin origin,
                         const std::string& text) {
  for (RegisterGroup& group : groups)
    if (group.origin == origin && group.text == text) return group;
  groups.push_back({origin, text, {}});
  return groups.back();
}

/// "  address      value unit"; on lines of their own where they do not fit beside each other.
std::string register_line(const Assumption& line, int address_width, const TextStyle& style) {
  const std::string address = sanitise(line.address);
  const std::string unit = line.unit.empty() ? "" : " " + sanitise(unit_in_words(line.unit));
  const std::string value = sanitise(line.value) + unit;
  const bool together = 4 + address_width + display_width(value) <= usable_width(style) &&
                        display_width(address) <= address_width;
  if (together) return "  " + padded(address, address_width + 2) + value + "\n";
  return paragraph(address, style, "  ") + paragraph(value, style, "      ");
}

std::size_t count(const std::vector<Assumption>& assumptions, Origin origin) {
  std::size_t found = 0;
  for (const Assumption& line : assumptions) found += line.origin == origin ? 1 : 0;
  return found;
}

}  // namespace

std::vector<RegisterGroup> register_groups(const std::vector<Assumption>& assumptions) {
  std::vector<RegisterGroup> groups;
  for (const Origin origin : kOrigins)
    for (const Assumption& line : assumptions)
      if (line.origin == origin)
        group_for(groups, origin, origin == Origin::unsourced ? "" : line.text)
            .lines.push_back(&line);
  return groups;
}

namespace {

/// A source may be completed by an assumption, behind a word between the two.
std::string source_in_words(const std::string& text) {
  constexpr std::string_view kBetween = "; assumed: ";
  const std::size_t at = text.find(kBetween);
  if (at == std::string::npos) return text;
  return say("{source}; assumed: {assumption}",
             {{"source", text.substr(0, at)}, {"assumption", text.substr(at + kBetween.size())}});
}

}  // namespace

std::string register_heading(const RegisterGroup& group) {
  if (group.origin == Origin::unsourced) return say("Unsourced");
  const std::string text = sanitise(group.text);
  return group.origin == Origin::source ? say("Source: {text}", {{"text", source_in_words(text)}})
                                        : say("Assumption: {text}", {{"text", text}});
}

std::string register_text(const std::vector<Assumption>& assumptions, const TextStyle& style) {
  if (assumptions.empty()) return "";
  std::string text = bold(say("Where the numbers come from"), style) + "\n" +
                     paragraph(register_counts(assumptions), style);
  int address_width = 0;
  const int most = usable_width(style) / 2;
  for (const Assumption& line : assumptions) {
    const int width = display_width(sanitise(line.address));
    if (width <= most) address_width = std::max(address_width, width);
  }
  for (const RegisterGroup& group : register_groups(assumptions)) {
    text += "\n" + paragraph(register_heading(group), style);
    for (const Assumption* line : group.lines) text += register_line(*line, address_width, style);
  }
  return text;
}

std::string register_counts(const std::vector<Assumption>& assumptions) {
  return say("{sourced} with a source, {assumed} assumed, {unsourced} unsourced",
             {{"sourced", std::to_string(count(assumptions, Origin::source))},
              {"assumed", std::to_string(count(assumptions, Origin::assumption))},
              {"unsourced", std::to_string(count(assumptions, Origin::unsourced))}});
}

}  // namespace landfall::reports
