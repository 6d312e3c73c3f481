// Reading one number in any of its forms: constant, distribution, reference, process.
#include <algorithm>
#include <cmath>

#include "base/language.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "scenario/distribution.hpp"
#include "scenario/field.hpp"
#include "scenario/process.hpp"
#include "scenario/sip_library.hpp"

namespace landfall::scenario {

namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string last_part(const std::string& address) {
  const std::size_t dot = address.rfind('.');
  return dot == std::string::npos ? address : address.substr(dot + 1);
}

double rounded(double value) {
  return std::abs(value) < 1e11 ? std::round(value * 1e4) / 1e4 : value;
}

/// Families without an end of their own on one side at least: what they reach may be cut off.
bool has_tails(const std::string& family) {
  return contains({"normal", "lognormal", "exponential", "gamma", "student_t", "weibull", "pareto",
                   "logistic", "gumbel", "poisson", "metalog", "mixture"},
                  family);
}

const std::string kSip = "its SIP";

/// What to do about a value outside of the range: most often it is a percentage.
std::string remedy(const Ask& ask, bool too_low, double worst, const std::string& family) {
  if (!ask.remark.empty()) return ask.remark;
  if (has_tails(family) && (too_low || ask.range.high < kNumberMax)) {
    const std::string low = ask.range.low_open ? "a min above " : "min = ";
    return "truncate it: " +
           (too_low ? low + shortest(ask.range.low) : "max = " + shortest(ask.range.high));
  }
  if (family == kSip) return "its bounds belong to its library: lowerBound and upperBound";
  const bool is_rate = ask.range.is_share() || ask.suspicious_above > 0;
  if (is_rate && !too_low && worst <= 100)
    return std::string(ask.range.is_share() ? "shares" : "rates") +
           " are fractions: " + shortest(worst) + " % is " + shortest(rounded(worst / 100));
  return "";
}

/// Reports a value outside of the range: of a constant, or one that a distribution can reach.
bool check_range(Reader& reader, const std::string& name, Place place, const Ask& ask, double low,
                 double high, const std::string& family) {
  const Range& range = ask.range;
  const bool too_low = !(low >= range.low) || (range.low_open && low <= range.low);
  const bool too_high = !(high <= range.high);
  if (!too_low && !too_high) return true;
  const double worst = too_low ? low : high;
  const std::string must =
      too_high && !too_low && range.high == kNumberMax ? "must not pass 1e15" : in_words(range);
  const std::string but = family.empty()
                              ? ", not " + shortest(worst)
                              : ", but " + family + " can " + (too_low ? "fall to " : "rise to ") +
                                    shortest(rounded(worst));
  reader.error(place, "'" + name + "' " + must + but, remedy(ask, too_low, worst, family));
  return false;
}

void check_suspicion(Reader& reader, Place place, const Ask& ask, double centre) {
  if (ask.suspicious_above > 0 && centre > ask.suspicious_above)
    reader.warn(place, {ask.suspicion,
                        noted("rates are fractions: 0.25 % is 0.0025, 25 % is 0.25"),
                        {{"percent", shortest(std::round(centre * 1e4) / 100)}}});
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
    if (!value && !has_poison(*child))
      reader.error(child->place,
                   std::string("'") + key + "' must be a number, not " + kind_in_words(*child));
    *into = value.value_or(1);
  }
  return reference;
}

/// The hint for text where a number is due: the number in it, if it is one.
std::string unquoted(const Node& node) {
  if (node.kind != Node::Kind::string) return "";
  std::string digits = node.text;
  std::replace(digits.begin(), digits.end(), ',', '.');
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  const bool plain = digits.size() > first &&
                     digits.find_first_not_of("0123456789.", first) == std::string::npos &&
                     digits[first] != '.' && digits.back() != '.' &&
                     std::count(digits.begin(), digits.end(), '.') <= 1;
  return plain ? "write " + digits + ", without quotes"
               : "write the number without quotes, with a decimal point";
}

/// The table form of a number: exactly one of value, from, a distribution or a process.
void read_table(Reader& reader, const Node& node, const Ask& ask, Number& number) {
  std::vector<std::string> forms = {"value", "from", "sip"};
  const auto& families = distribution_names();
  forms.insert(forms.end(), families.begin(), families.end());
  const std::vector<std::string>& processes = process_names();
  for (const std::string& process : processes)
    if (process == kBasket ? ask.may_be_basket : ask.may_be_process) forms.push_back(process);
  std::vector<const Node*> found;
  for (const Node& child : node.children)
    if (contains(forms, child.key)) found.push_back(&child);

  const std::string name = last_part(number.address);
  std::vector<std::string> known = {"source", "assumption"};
  const bool may_have_currency = !ask.currency.empty() || ask.may_have_currency;
  if (may_have_currency) known.push_back("currency");
  if (found.size() == 1 && found[0]->key == "from") known.insert(known.end(), {"times", "plus"});
  if (found.size() == 1 && contains(families, found[0]->key))
    known.insert(known.end(), {"times", "plus", "min", "max"});
  std::vector<std::string> all = known;
  all.insert(all.end(), forms.begin(), forms.end());
  const auto is_foreign = [&](const Node& child) { return !contains(all, child.key); };
  bool foreign = false;
  for (const Node& child : node.children) {
    foreign = foreign || is_foreign(child);
    if (child.poisoned || !is_foreign(child) || !contains(processes, child.key)) continue;
    reader.error(child.key_place, "'" + child.key + "' cannot stand in " + number.address,
                 ask.may_be_process
                     ? "only the rate of an [fx.CODE] can be a basket"
                     : "a process has a value each period; here one value a path is needed");
    all.push_back(child.key);
  }
  reader.expect_members(number.address, node, all,
                        "a number is a value, a distribution, or from an address");
  if (found.size() != 1) {
    reader.mark_faulty(number.address);
    if (found.size() > 1)
      reader.error(
          found[1]->key_place,
          "'" + name + "' has two values: '" + found[0]->key + "' and '" + found[1]->key + "'",
          "keep one");
    else if (!foreign && !has_poison(node))
      reader.absent(number.address, node.place, "'" + name + "' has no value",
                    "write { value = 3.1 } or a distribution");
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
  number.typed = (form.key == "value" ? "" : form.key + " ") + as_typed(form);
  for (const char* extra : {"times", "plus", "min", "max"})
    if (const Node* child = node.find(extra))
      number.typed += std::string(form.key == "from" ? " " : ", ") + extra + " " + as_typed(*child);
  if (form.poisoned) return;
  if (form.key == "value") {
    const auto value = constant_of(form);
    if (!value) {
      reader.error(form.place, "'" + name + "' must be a number, not " + kind_in_words(form),
                   unquoted(form));
      return;
    }
    if (check_range(reader, name, form.place, ask, *value, *value, ""))
      check_suspicion(reader, form.place, ask, *value);
    number.is = *value;
  } else if (form.key == "from") {
    if (auto reference = read_reference(reader, node)) number.is = *reference;
    number.place = form.place;
  } else if (form.key == "sip") {
    if (!ask.drawn_for.empty()) {
      reader.error(form.key_place, "'" + name + "' cannot be a SIP",
                   "it is drawn anew for each " + ask.drawn_for + "; a SIP has one trial a path");
      return;
    }
    auto sip = read_sip(reader, form);
    if (!sip) return;
    const random::Support reach = random::sip_support(*sip);
    if (!check_range(reader, name, form.place, ask, reach.low, reach.high, kSip)) return;
    check_suspicion(reader, form.place, ask, random::sip_mean(*sip));
    if (reach.low == reach.high) {
      number.is = reach.low;
    } else {
      number.is = *std::move(sip);
    }
  } else if (contains(families, form.key)) {
    auto marginal = read_distribution(reader, form.key, form);
    if (!marginal || !adjust(reader, node, *marginal)) return;
    const random::Support reach = reachable(*marginal);
    if (!check_range(reader, name, form.place, ask, reach.low, reach.high, form.key)) return;
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

bool has_poison(const Node& node) {
  return node.poisoned || std::any_of(node.children.begin(), node.children.end(), has_poison);
}

std::string kind_in_words(const Node& node) {
  switch (node.kind) {
    case Node::Kind::table:
      return "a table";
    case Node::Kind::array:
      return "a list";
    case Node::Kind::string:
      return "text \"" + sanitise(node.text) + "\"";
    case Node::Kind::boolean:
      return node.boolean ? "true" : "false";
    case Node::Kind::date:
      return "a date";
    case Node::Kind::integer:
    case Node::Kind::real:
      return node.raw.empty() ? shortest(node.real) : node.raw;
    case Node::Kind::other:
      return "a time";
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
      reader.error(child->place,
                   std::string("'") + key + "' must say where the number comes from, in quotes");
    }
  }
  return note.empty() ? inherited : note;
}

NumberId read_number(Reader& reader, const Node* node, const std::string& address, const Ask& ask,
                     const Note& inherited) {
  if (Recorder* recorder = reader.recorder())
    recorder->ask_at(address,
                     {.kind = Asked::Kind::number,
                      .low = ask.range.low,
                      .high = ask.range.high,
                      .low_open = ask.range.low_open,
                      .unit = ask.currency + ask.unit,
                      .fallback = ask.fallback,
                      .may_be_process = ask.may_be_process,
                      .may_be_basket = ask.may_be_basket,
                      .may_have_currency = !ask.currency.empty() || ask.may_have_currency});
  if (reader.reads_again())
    if (const NumberId known = find_number(reader.scenario(), address); known >= 0) return known;
  const int errors_before = reader.errors();
  Number number;
  number.address = address;
  number.unit = ask.unit;
  number.currency = ask.currency;
  number.drawn_for = ask.drawn_for;
  number.range_low = ask.range.low;
  number.range_high = ask.range.high;
  number.range_low_open = ask.range.low_open;
  number.is = ask.fallback.value_or(std::max(ask.range.low, std::min(ask.range.high, 1.0)));
  number.note = inherited;
  if (node != nullptr) {
    number.given = true;
    number.place = node->place;
    number.typed = as_typed(*node);
    const std::string name = last_part(address);
    if (const auto value = constant_of(*node)) {
      if (check_range(reader, name, node->place, ask, *value, *value, ""))
        check_suspicion(reader, node->place, ask, *value);
      number.is = *value;
    } else if (node->is_table()) {
      number.note = read_note(reader, *node, inherited);
      read_table(reader, *node, ask, number);
    } else if (!node->poisoned) {
      const std::string hint = node->kind == Node::Kind::array
                                   ? "a distribution has a name: { triangular = [4.2, 5.0, 6.1] }"
                                   : unquoted(*node);
      reader.error(node->place, "'" + name + "' must be a number, not " + kind_in_words(*node),
                   hint);
    }
    if (reader.errors() > errors_before || has_poison(*node)) reader.mark_faulty(address);
  }
  Scenario& scenario = reader.scenario();
  if (number.given && !number.is_process())
    scenario.stated.push_back(
        {number.address, number.typed, number.currency + number.unit, number.note});
  scenario.numbers.push_back(std::move(number));
  return static_cast<NumberId>(scenario.numbers.size()) - 1;
}

}  // namespace landfall::scenario
