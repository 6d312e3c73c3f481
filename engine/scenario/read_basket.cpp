// Reading a currency that is pegged to a basket of others.
#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "scenario/process.hpp"

namespace landfall::scenario {
namespace {

constexpr const char* kExample = "write weights = { EUR = 0.6, USD = 0.4 }";

/// A table with an entry for each currency; null after a mistake.
const Node* find_table(Reader& reader, const Node& node, const std::string& key,
                       const std::string& below, const std::string& hint) {
  const Node* table = node.find(key);
  if (table == nullptr) {
    reader.absent(below + "." + key, node.place, "'" + key + "' is missing in " + below, hint);
  } else if (!table->is_table()) {
    if (!table->poisoned)
      reader.error(table->place, "'" + key + "' must be a table, not " + kind_in_words(*table),
                   hint);
    return nullptr;
  }
  return table;
}

void read_weights(Reader& reader, Process& process, const Node& node, const std::string& below) {
  const Node* weights = find_table(reader, node, "weights", below, kExample);
  if (weights == nullptr || has_poison(*weights)) return;
  double sum = 0;
  for (const Node& child : weights->children) {
    const auto weight = constant_of(child);
    if (!weight || !(*weight > 0) || !(*weight <= 1)) {
      reader.error(child.place,
                   "a weight must be a number above 0, up to 1, not " + kind_in_words(child),
                   kExample);
      process.names.clear();
      return;
    }
    process.names.push_back(child.key);
    process.weights.push_back(*weight);
    sum += *weight;
  }
  if (std::abs(sum - 1) > 1e-9)
    reader.error(weights->place,
                 "the weights must add up to 1, not " + shortest(std::round(sum * 1e6) / 1e6));
  reader.scenario().stated.push_back(
      {below + ".weights", as_typed(*weights), "share", read_note(reader, node, {})});
}

/// Units of the pegged currency for one of each in the basket: parameters, in their order.
void read_parities(Reader& reader, Process& process, const Node& node, const std::string& below,
                   const std::string& code, const Note& note) {
  std::string example;
  for (const std::string& name : process.names)
    example += (example.empty() ? "write parity = { " : ", ") + name + " = 10";
  if (!example.empty()) example += " }: " + code + " for one of each";
  const Node* parities = find_table(reader, node, "parity", below, example);
  if (process.names.empty()) return;
  std::vector<std::string> known = process.names;
  known.insert(known.end(), {"source", "assumption"});
  for (const std::string& name : process.names) {
    const Node* child = parities == nullptr ? nullptr : parities->find(name);
    if (parities != nullptr && child == nullptr)
      reader.absent(below + ".parity." + name, parities->place,
                    "the parity of " + name + " is missing", example);
    process.parameters.push_back(
        read_number(reader, child, below + ".parity." + name,
                    {.unit = " " + code + " for one " + name, .range = above(0)}, note));
  }
  if (parities != nullptr)
    reader.expect_members(below + ".parity", *parities, known, "one for each of the weights");
}

double read_width(Reader& reader, const Node& node, const std::string& below) {
  const Node* band = node.find("band");
  if (band == nullptr || has_poison(*band)) return 0;
  const auto width = constant_of(*band);
  if (!width || !(*width >= 0) || !(*width <= 0.5)) {
    const bool percent = width && *width > 0.5 && *width <= 50;
    reader.error(
        band->place, "'band' must be a number from 0 to 0.5, not " + kind_in_words(*band),
        percent ? "a share of the parity: " + shortest(*width) + " % is " + shortest(*width / 100)
                : "a share of the parity: 0.05 lets the rate move by 5 % either way");
    return 0;
  }
  reader.scenario().stated.push_back(
      {below + ".band", as_typed(*band), "share", read_note(reader, node, {})});
  return *width;
}

}  // namespace

void read_basket(Reader& reader, Process& process, const Node& node, const std::string& below,
                 const std::string& unit, const Note& note) {
  const std::string code = unit.substr(1, unit.find(' ', 1) - 1);  // " MAD for one USD"
  reader.expect_members(below, node,
                        {"weights", "parity", "band", "within", "at_band", "source", "assumption"},
                        "basket has: weights, parity, band, within, at_band");
  read_weights(reader, process, node, below);
  read_parities(reader, process, node, below, code, note);
  process.band = read_width(reader, node, below);
  const Node* edge = node.find("at_band");
  const bool clamps = edge != nullptr && edge->kind == Node::Kind::string && edge->text == "clamp";
  if (edge != nullptr && !edge->poisoned && !clamps &&
      (edge->kind != Node::Kind::string || edge->text != "reflect"))
    reader.error(edge->place, "'at_band' cannot be " + kind_in_words(*edge),
                 "one of: reflect, clamp");
  process.clamps = clamps;
  const Node* place = node.find("within");
  if (place != nullptr && process.band == 0 && !has_poison(node))
    reader.error(place->key_place, "'within' needs a band to move in",
                 "write band = 0.05, or take 'within' out");
  process.within = read_number(reader, place, below + ".within",
                               {.unit = "of parity",
                                .range = within(1 - process.band, 1 + process.band),
                                .fallback = 1,
                                .may_be_process = true},
                               note);
  const Number& moving = reader.scenario().number(process.within);
  if (moving.is_process() && moving.process().kind != Process::Kind::gbm &&
      moving.process().kind != Process::Kind::mean_reverting &&
      moving.process().kind != Process::Kind::fixed)
    reader.error(moving.place, "the place within a band can be gbm, mean_reverting or fixed");
}

}  // namespace landfall::scenario
