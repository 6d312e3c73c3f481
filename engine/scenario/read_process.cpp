// Reading processes whose keys are known numbers, and fixed series.
#include <algorithm>

#include "base/language.hpp"
#include "base/text.hpp"
#include "scenario/process.hpp"

namespace landfall::scenario {

std::vector<std::pair<std::string, Ask>> parameters_of(Process::Kind kind, const Ask& level) {
  const Ask drift = drift_ask(), volatility = volatility_ask();
  switch (kind) {
    case Process::Kind::gbm:
      return {{"start", level}, {"drift", drift}, {"volatility", volatility}};
    case Process::Kind::mean_reverting:
      return {{"start", level},
              {"level", level},
              {"speed", {.unit = "a year", .range = {.low = 0, .high = 1000, .low_open = true}}},
              {"volatility", volatility}};
    case Process::Kind::jump_diffusion:
      return {{"start", level},
              {"drift", drift},
              {"volatility", volatility},
              {"jumps_per_year", {.unit = "a year", .range = within(0, 100)}},
              {"jump_mean", {.unit = "log", .range = within(-5, 5)}},
              {"jump_sd", {.unit = "log", .range = within(0, 5)}}};
    default:
      return {};
  }
}

namespace {

void read_parameters(Reader& reader, Process& process, const std::string& kind, const Node& node,
                     const std::string& address, const Ask& level, const Note& note) {
  const std::string below = address + "." + kind;
  std::vector<std::string> names;
  std::string all;
  for (const auto& [name, its_ask] : parameters_of(process.kind, level)) {
    names.push_back(name);
    all += (all.empty() ? "" : ", ") + name;
    const Node* child = node.find(name);
    if (child == nullptr) {
      reader.absent(below + "." + name, node.place, "'" + name + "' is missing in " + below);
      reader.mark_faulty(address);
    }
    process.parameters.push_back(read_number(reader, child, below + "." + name, its_ask, note));
  }
  names.insert(names.end(), {"source", "assumption"});
  reader.expect_members(below, node, names, kind + " has: " + all);
}

void read_fixed(Reader& reader, Process& process, const Node& node, const std::string& below,
                const Ask& level, const Note& note) {
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
      reader.error(child->key_place, "'" + child->key + "' is no calendar year",
                   "write fixed = { 2026 = 10.7, 2027 = 10.9 }");
      continue;
    }
    process.years.push_back(static_cast<int>(*year));
    process.parameters.push_back(read_number(reader, child, below + "." + child->key, level, note));
  }
  const bool dated = !reader.is_faulty("scenario.start") && !reader.is_faulty("scenario.years");
  for (int year = scenario.start.year; dated && year <= last && !process.years.empty(); ++year)
    if (std::find(process.years.begin(), process.years.end(), year) == process.years.end()) {
      reader.error(node.place,
                   "fixed needs every year from " + std::to_string(scenario.start.year) + " to " +
                       std::to_string(last) + "; " + std::to_string(year) + " is missing");
      break;
    }
  if (node.children.empty())
    reader.error(node.place, "fixed has no years", "write fixed = { 2026 = 10.7, 2027 = 10.9 }");
}

}  // namespace

Ask drift_ask() {
  return {.unit = "a year",
          .range = within(-10, 10),
          .suspicious_above = 1,
          .suspicion = noted("a drift looks too large: {percent} %")};
}

Ask volatility_ask() {
  return {.unit = "a year",
          .range = within(0, 10),
          .suspicious_above = 2,
          .suspicion = noted("a volatility looks too large: {percent} %")};
}

const std::vector<std::string>& process_names() {
  static const std::vector<std::string> kNames = {"fixed",          "gbm",    "mean_reverting",
                                                  "jump_diffusion", "regime", kBasket};
  return kNames;
}

Process read_process(Reader& reader, const std::string& kind, const Node& node,
                     const std::string& address, const Ask& ask, const Note& note) {
  Process process;
  const auto& names = process_names();
  process.kind =
      static_cast<Process::Kind>(std::find(names.begin(), names.end(), kind) - names.begin());
  const Ask level{.unit = ask.currency + ask.unit, .range = ask.range};
  if (!node.is_table()) {
    if (!node.poisoned)
      reader.error(node.place, kind + " must be a table, not " + kind_in_words(node),
                   kind == "fixed" ? "write fixed = { 2026 = 10.7, 2027 = 10.9 }"
                   : kind == kBasket
                       ? "write [" + address + ".basket] on a line of its own, its keys below"
                       : "write " + kind + " = { start = 10.7, ... }");
    return process;
  }
  const std::string below = address + "." + kind;
  const Note its_note = read_note(reader, node, note);
  switch (process.kind) {
    case Process::Kind::fixed:
      read_fixed(reader, process, node, below, level, its_note);
      break;
    case Process::Kind::regime:
      read_regime(reader, process, node, below, level, its_note);
      break;
    case Process::Kind::basket:
      read_basket(reader, process, node, below, ask.unit, its_note);
      break;
    default:
      read_parameters(reader, process, kind, node, address, level, its_note);
  }
  return process;
}

}  // namespace landfall::scenario
