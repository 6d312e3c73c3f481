// Reading one number in any of its forms: constant, distribution, reference, process.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "scenario/distribution.hpp"
#include "scenario/field.hpp"

namespace landfall::scenario {

namespace {

const std::vector<std::string> kProcesses = {"fixed", "gbm", "mean_reverting"};

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string last_part(const std::string& address) {
  const std::size_t dot = address.rfind('.');
  return dot == std::string::npos ? address : address.substr(dot + 1);
}

std::string in_words(const Range& range) {
  if (range.low > -1e15 && range.high < 1e15)
    return "must lie between " + shortest(range.low) + " and " + shortest(range.high);
  if (range.low > -1e15)
    return std::string("must be ") + (range.low_open ? "above " : "at least ") + shortest(range.low);
  return "must lie between -1e15 and 1e15";
}

/// Reports a value outside of the range; the hint knows how shares are mistyped.
void check_range(Reader& reader, const std::string& name, Place place, const Ask& ask, double low,
                 double high, const std::string& distribution) {
  const Range& range = ask.range;
  const bool too_low = low < range.low || (range.low_open && low <= range.low);
  const bool too_high = high > range.high;
  if (!too_low && !too_high) return;
  const double worst = too_low ? low : high;
  if (distribution.empty()) {
    const bool percent = range.is_share() && worst > 1 && worst <= 100;
    reader.error(place, "'" + name + "' " + in_words(range) + ", not " + shortest(worst),
                 percent ? "shares are fractions: " + shortest(worst) + " % is " + shortest(worst / 100)
                         : "");
  } else {
    const std::string bound = too_low ? "min = " + shortest(range.low) : "max = " + shortest(range.high);
    reader.error(place,
                 "'" + name + "' " + in_words(range) + ", but " + distribution + " can " +
                     (too_low ? "fall to " : "rise to ") + shortest(std::round(worst * 1e4) / 1e4),
                 "truncate it: " + bound);
  }
}

void check_suspicion(Reader& reader, Place place, const Ask& ask, double centre) {
  if (ask.suspicious_above > 0 && centre > ask.suspicious_above)
    reader.warn(place, ask.suspicion + ": " + shortest(std::round(centre * 1e4) / 100) + " %",
                "rates are fractions: 0.25 % is 0.0025, 25 % is 0.25");
}

Process read_process(Reader& reader, const std::string& kind, const Node& node,
                     const std::string& address, const Ask& ask, const Note& note) {
  Process process;
  const Ask level{.unit = ask.currency + ask.unit, .range = ask.range};
  const std::string below = address + "." + kind;
  if (!node.is_table()) {
    if (!node.poisoned)
      reader.error(node.place, kind + " must be a table, not " + kind_in_words(node),
                   kind == "fixed" ? "write fixed = { 2026 = 10.7, 2027 = 10.9 }"
                                   : "write " + kind + " = { start = 10.7, ... }");
    return process;
  }
  const auto read_all = [&](const std::vector<std::pair<std::string, Ask>>& wanted) {
    std::vector<std::string> names;
    for (const auto& [name, its_ask] : wanted) {
      names.push_back(name);
      const Node* child = node.find(name);
      if (child == nullptr) reader.error(node.place, "'" + name + "' is missing in " + below);
      process.parameters.push_back(
          read_number(reader, child, below + "." + name, its_ask, note));
    }
    for (const Node& child : node.children) {
      if (contains(names, child.key) || child.key == "source" || child.key == "assumption") continue;
      const std::string close = nearest(child.key, names);
      reader.error(child.key_place, "unknown key '" + child.key + "' in " + below,
                   close.empty() ? "" : "did you mean '" + close + "'?");
    }
  };
  const Ask rate{.unit = "a year", .range = within(-10, 10), .suspicious_above = 1,
                 .suspicion = "a drift looks too large"};
  const Ask volatility{.unit = "a year", .range = within(0, 10), .suspicious_above = 2,
                       .suspicion = "a volatility looks too large"};
  if (kind == "gbm") {
    process.kind = Process::Kind::gbm;
    read_all({{"start", level}, {"drift", rate}, {"volatility", volatility}});
  } else if (kind == "mean_reverting") {
    process.kind = Process::Kind::mean_reverting;
    read_all({{"start", level},
              {"level", level},
              {"speed", {.unit = "a year", .range = {.low = 0, .high = 1000, .low_open = true}}},
              {"volatility", volatility}});
  } else {
    const Scenario& scenario = reader.scenario();
    const int last = scenario.start.year + (scenario.start.month - 2 + 12 * scenario.years) / 12;
    std::vector<const Node*> in_order;
    for (const Node& child : node.children) in_order.push_back(&child);
    std::sort(in_order.begin(), in_order.end(),
              [](const Node* left, const Node* right) { return left->key < right->key; });
    for (const Node* child : in_order) {
      if (child->key == "source" || child->key == "assumption") continue;
      const auto year = parse_integer(child->key);
      if (!year || *year < 1900 || *year > 2200) {
        reader.error(child->key_place, "'" + child->key + "' is no calendar year");
        continue;
      }
      process.years.push_back(static_cast<int>(*year));
      process.parameters.push_back(read_number(reader, child, below + "." + child->key, level, note));
    }
    for (int year = scenario.start.year; year <= last && !node.children.empty(); ++year)
      if (std::find(process.years.begin(), process.years.end(), year) == process.years.end()) {
        reader.error(node.place, "fixed needs every year from " + std::to_string(scenario.start.year) +
                                     " to " + std::to_string(last) + "; " + std::to_string(year) +
                                     " is missing");
        break;
      }
    if (node.children.empty()) reader.error(node.place, "fixed has no years");
  }
  return process;
}

std::optional<Reference> read_reference(Reader& reader, const Node& node) {
  const Node* from = node.find("from");
  Reference reference;
  if (from->kind != Node::Kind::string) {
    if (!from->poisoned)
      reader.error(from->place, "'from' must be an address in quotes, not " + kind_in_words(*from));
    return std::nullopt;
  }
  reference.address = from->text;
  for (const auto& [key, into] :
       {std::pair{"times", &reference.times}, {"plus", &reference.plus}}) {
    const Node* child = node.find(key);
    if (child == nullptr) continue;
    const auto value = constant_of(*child);
    if (!value && !child->poisoned)
      reader.error(child->place, std::string("'") + key + "' must be a number, not " + kind_in_words(*child));
    *into = value.value_or(1);
  }
  return reference;
}

/// The table form of a number: exactly one of value, from, a distribution or a process.
void read_table(Reader& reader, const Node& node, const Ask& ask, Number& number) {
  std::vector<std::string> forms = {"value", "from"};
  const auto& families = distribution_names();
  forms.insert(forms.end(), families.begin(), families.end());
  if (ask.may_be_process) forms.insert(forms.end(), kProcesses.begin(), kProcesses.end());
  std::vector<const Node*> found;
  for (const Node& child : node.children)
    if (contains(forms, child.key)) found.push_back(&child);

  std::vector<std::string> known = {"source", "assumption"};
  const bool may_have_currency = !ask.currency.empty() || ask.may_have_currency;
  if (may_have_currency) known.push_back("currency");
  if (found.size() == 1 && found[0]->key == "from") known.insert(known.end(), {"times", "plus"});
  if (found.size() == 1 && contains(families, found[0]->key)) known.insert(known.end(), {"min", "max"});
  for (const Node& child : node.children) {
    if (contains(known, child.key) || contains(forms, child.key) || child.poisoned) continue;
    std::vector<std::string> all = known;
    all.insert(all.end(), forms.begin(), forms.end());
    const std::string close = nearest(child.key, all);
    const bool process = contains(kProcesses, child.key);
    reader.error(child.key_place, "unknown key '" + child.key + "' in " + number.address,
                 process ? "a process cannot stand here: one value a path is needed"
                 : close.empty() ? "a number is a value, a distribution, or from an address"
                                 : "did you mean '" + close + "'?");
    if (found.empty()) return;
  }
  if (found.size() != 1) {
    if (std::any_of(node.children.begin(), node.children.end(),
                    [](const Node& child) { return child.poisoned; }))
      return;
    reader.error(node.place,
                 found.empty() ? "'" + last_part(number.address) + "' has no value"
                               : "'" + last_part(number.address) + "' has two values: '" +
                                     found[0]->key + "' and '" + found[1]->key + "'",
                 found.empty() ? "write { value = 3.1 } or a distribution" : "keep one");
    return;
  }
  if (const Node* currency = node.find("currency"); currency != nullptr && may_have_currency) {
    if (currency->kind == Node::Kind::string) {
      number.currency = currency->text;
      number.currency_stated = true;
    } else if (!currency->poisoned) {
      reader.error(currency->place, "'currency' must be text, not " + kind_in_words(*currency));
    }
  }
  const Node& form = *found[0];
  const std::string name = last_part(number.address);
  number.typed = (form.key == "value" ? "" : form.key + " ") + as_typed(form);
  for (const char* extra : {"min", "max", "times", "plus"})
    if (const Node* child = node.find(extra))
      number.typed += std::string(form.key == "from" ? " " : ", ") + extra + " " + as_typed(*child);
  if (form.poisoned) return;
  if (form.key == "value") {
    const auto value = constant_of(form);
    if (!value) {
      reader.error(form.place, "'value' of " + number.address + " must be a number, not " +
                                   kind_in_words(form));
      return;
    }
    check_range(reader, name, form.place, ask, *value, *value, "");
    check_suspicion(reader, form.place, ask, *value);
    number.is = *value;
  } else if (form.key == "from") {
    if (auto reference = read_reference(reader, node)) number.is = *reference;
  } else if (contains(families, form.key)) {
    auto marginal = read_distribution(reader, form.key, form);
    if (!marginal || !truncate(reader, node.find("min"), node.find("max"), *marginal)) return;
    const random::Support reach = reachable(*marginal);
    check_range(reader, name, form.place, ask, reach.low, reach.high, form.key);
    check_suspicion(reader, form.place, ask, random::mean(*marginal));
    if (reach.low == reach.high) {
      number.is = reach.low;
    } else {
      number.is = *marginal;
    }
  } else {
    number.is = read_process(reader, form.key, form, number.address, ask, number.note);
  }
}

}  // namespace

std::optional<double> constant_of(const Node& node) {
  if (node.poisoned) return std::nullopt;
  if (node.kind == Node::Kind::integer) return static_cast<double>(node.integer);
  if (node.kind == Node::Kind::real && std::isfinite(node.real)) return node.real;
  return std::nullopt;
}

std::string kind_in_words(const Node& node) {
  switch (node.kind) {
    case Node::Kind::table: return "a table";
    case Node::Kind::array: return "a list";
    case Node::Kind::string: return "text \"" + sanitise(node.text) + "\"";
    case Node::Kind::boolean: return node.boolean ? "true" : "false";
    case Node::Kind::date: return "a date";
    case Node::Kind::integer:
    case Node::Kind::real: return node.raw.empty() ? shortest(node.real) : node.raw;
    case Node::Kind::other: return "a time";
  }
  return "this";
}

std::string as_typed(const Node& node) {
  std::string text;
  if (node.is_table()) {
    for (const Node& child : node.children) {
      if (child.key == "source" || child.key == "assumption") continue;
      text += (text.empty() ? "{ " : ", ") + child.key + " = " + as_typed(child);
    }
    return text.empty() ? "{ }" : text + " }";
  }
  if (node.kind == Node::Kind::array) {
    for (const Node& item : node.children) text += (text.empty() ? "[" : ", ") + as_typed(item);
    return text.empty() ? "[]" : text + "]";
  }
  return node.kind == Node::Kind::string ? node.text : node.raw;
}

Note read_note(Reader& reader, const Node& table, const Note& inherited) {
  Note note;
  for (const auto& [key, into] :
       {std::pair{"source", &note.source}, {"assumption", &note.assumption}}) {
    const Node* child = table.find(key);
    if (child == nullptr || child->poisoned) continue;
    if (child->kind == Node::Kind::string && !child->text.empty()) {
      *into = sanitise(child->text);
    } else {
      reader.error(child->place, std::string("'") + key + "' must say where the number comes from, in quotes");
    }
  }
  return note.empty() ? inherited : note;
}

NumberId read_number(Reader& reader, const Node* node, const std::string& address, const Ask& ask,
                     const Note& inherited) {
  Number number;
  number.address = address;
  number.unit = ask.unit;
  number.currency = ask.currency;
  number.repeated = ask.repeated;
  number.range_low = ask.range.low;
  number.range_high = ask.range.high;
  number.is = ask.fallback.value_or(std::max(ask.range.low, std::min(ask.range.high, 1.0)));
  number.note = inherited;
  if (node != nullptr) {
    number.given = true;
    number.place = node->place;
    number.typed = as_typed(*node);
    const std::string name = last_part(address);
    if (const auto value = constant_of(*node)) {
      check_range(reader, name, node->place, ask, *value, *value, "");
      check_suspicion(reader, node->place, ask, *value);
      number.is = *value;
    } else if (node->is_table()) {
      number.note = read_note(reader, *node, inherited);
      read_table(reader, *node, ask, number);
    } else if (!node->poisoned) {
      std::string hint;
      if (node->kind == Node::Kind::array)
        hint = "a distribution has a name: { triangular = [4.2, 5.0, 6.1] }";
      if (node->kind == Node::Kind::string) hint = "write the number without quotes, with a decimal point";
      reader.error(node->place, "'" + name + "' must be a number, not " + kind_in_words(*node), hint);
    }
  }
  Scenario& scenario = reader.scenario();
  if (number.given && !number.is_process())
    scenario.stated.push_back(
        {number.address, number.typed, number.currency + number.unit, number.note});
  scenario.numbers.push_back(std::move(number));
  return static_cast<NumberId>(scenario.numbers.size()) - 1;
}

}  // namespace landfall::scenario
