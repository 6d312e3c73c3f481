// Reading a process of regimes: names, what moves in each, and how often they change.
#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "maths/markov.hpp"
#include "scenario/process.hpp"

namespace landfall::scenario {
namespace {

constexpr std::size_t kRegimesMax = 8;

/// A number that is the same on every path.
double read_constant(Reader& reader, const Node* node, const std::string& address, const Ask& ask,
                     const Note& note) {
  const NumberId id = read_number(reader, node, address, ask, note);
  const Number& number = reader.scenario().number(id);
  if (number.is_fixed()) return number.fixed();
  if (!reader.is_faulty(address))
    reader.error(number.place, "'" + address + "' must be a constant",
                 "the chances of a step are worked out once, for all paths");
  reader.mark_faulty(address);
  return 1;
}

/// The tables of the regimes, by name, so that the order of the file does not matter.
std::vector<const Node*> find_states(Reader& reader, const Node& node, const std::string& below) {
  const Node* states = node.find("states");
  std::vector<const Node*> found;
  if (states == nullptr) {
    reader.absent(below + ".states", node.place, "'states' is missing in " + below,
                  "add a table for each regime, as [" + below + ".states.calm]");
    return found;
  }
  if (has_poison(*states)) return found;
  if (!states->is_table()) {
    reader.error(states->place, "'states' must be a table, not " + kind_in_words(*states));
    return found;
  }
  for (const Node& child : states->children) {
    if (child.key == "source" || child.key == "assumption") continue;
    if (child.is_table()) {
      found.push_back(&child);
    } else {
      reader.error(child.place, "a regime must be a table, not " + kind_in_words(child),
                   "write " + child.key + " = { drift = 0, volatility = 0.1, stay_years = 2 }");
    }
  }
  if (found.size() < 2 || found.size() > kRegimesMax) {
    reader.error(states->place, "a regime process has 2 to " + std::to_string(kRegimesMax) +
                                    " states, not " + std::to_string(found.size()));
    found.clear();
  }
  std::sort(found.begin(), found.end(),
            [](const Node* left, const Node* right) { return left->key < right->key; });
  return found;
}

/// Rates of change from one regime to the others, into its row.
void read_switches(Reader& reader, const Node& state, const std::string& address,
                   const Process& process, int row, maths::Matrix& rates, const Note& note) {
  const Ask years{.unit = "years", .range = {.low = 0, .high = 1000, .low_open = true}};
  const Ask rate{.unit = "a year", .range = within(0, 1000)};
  const Node* stay = state.find("stay_years");
  const Node* switches = state.find("switches");
  if (stay != nullptr && switches != nullptr) {
    reader.error(switches->key_place,
                 "'stay_years' and 'switches' both say how '" + state.key + "' ends", "keep one");
    return;
  }
  if (stay != nullptr) {
    const double leaving = 1 / read_constant(reader, stay, address + ".stay_years", years, note);
    for (int to = 0; to < rates.size; ++to) rates.at(row, to) = leaving / (rates.size - 1);
    return;
  }
  if (switches == nullptr) {
    reader.absent(address + ".stay_years", state.place, "nothing says how '" + state.key + "' ends",
                  "write stay_years = 2, or switches = { " + process.names[row == 0 ? 1 : 0] +
                      " = 0.5 }, rates a year");
    return;
  }
  if (!switches->is_table()) {
    if (!switches->poisoned)
      reader.error(switches->place, "'switches' must be a table, not " + kind_in_words(*switches),
                   "write switches = { " + process.names[row == 0 ? 1 : 0] + " = 0.5 }");
    return;
  }
  std::vector<std::string> others = {"source", "assumption"};
  for (int to = 0; to < rates.size; ++to) {
    const std::string& name = process.names[static_cast<std::size_t>(to)];
    if (to == row) continue;
    others.push_back(name);
    if (const Node* child = switches->find(name))
      rates.at(row, to) = read_constant(reader, child, address + ".switches." + name, rate, note);
  }
  reader.expect_members(address + ".switches", *switches, others, "the other regimes");
}

/// The regime in force in the first period; -1: drawn by the long-run shares.
int read_begins(Reader& reader, const Node& node, const Process& process, bool may_draw) {
  const Node* begins = node.find("begins");
  if (begins == nullptr) {
    if (!may_draw)
      reader.error(node.place,
                   "without 'begins' the first regime is drawn by the long-run shares, "
                   "which these switches do not have",
                   "write begins = \"" + process.names[0] + "\"");
    return -1;
  }
  if (begins->poisoned) return -1;
  const auto found = begins->kind == Node::Kind::string
                         ? std::find(process.names.begin(), process.names.end(), begins->text)
                         : process.names.end();
  if (found != process.names.end()) return static_cast<int>(found - process.names.begin());
  std::string all;
  for (const std::string& name : process.names) all += (all.empty() ? "" : ", ") + name;
  reader.error(begins->place, "'begins' must name a regime, not " + kind_in_words(*begins),
               "one of: " + all);
  return -1;
}

}  // namespace

void read_regime(Reader& reader, Process& process, const Node& node, const std::string& below,
                 const Ask& level, const Note& note) {
  const int errors_before = reader.errors();
  const Node* start = node.find("start");
  if (start == nullptr)
    reader.absent(below + ".start", node.place, "'start' is missing in " + below);
  process.parameters.push_back(read_number(reader, start, below + ".start", level, note));
  reader.expect_members(below, node, {"start", "begins", "states", "source", "assumption"},
                        "regime has: start, begins, states");
  const std::vector<const Node*> states = find_states(reader, node, below);
  for (const Node* state : states) process.names.push_back(state->key);
  maths::Matrix rates(static_cast<int>(states.size()));
  for (std::size_t i = 0; i < states.size(); ++i) {
    const Node& state = *states[i];
    const std::string address = below + ".states." + state.key;
    const Note its_note = read_note(reader, state, note);
    for (const auto& [key, ask] :
         {std::pair{"drift", drift_ask()}, std::pair{"volatility", volatility_ask()}}) {
      const Node* child = state.find(key);
      if (child == nullptr)
        reader.absent(address + "." + key, state.place,
                      std::string("'") + key + "' is missing in " + address);
      process.parameters.push_back(read_number(reader, child, address + "." + key, ask, its_note));
    }
    read_switches(reader, state, address, process, static_cast<int>(i), rates, its_note);
    reader.expect_members(address, state,
                          {"drift", "volatility", "stay_years", "switches", "source", "assumption"},
                          "a regime has: drift, volatility, stay_years or switches");
  }
  if (states.empty()) return;
  process.rates = rates.entries;
  for (int i = 0; i < rates.size; ++i)
    process.rates[static_cast<std::size_t>(i * rates.size + i)] = 0;
  const bool complete =
      reader.errors() == errors_before &&
      std::all_of(states.begin(), states.end(), [](const Node* state) {
        return state->find("stay_years") != nullptr || state->find("switches") != nullptr;
      });
  process.begins = read_begins(reader, node, process, !complete || maths::is_irreducible(rates));
}

}  // namespace landfall::scenario
