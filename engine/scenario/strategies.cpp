// [strategy.NAME]: the document as each strategy has it.
#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "scenario/read.hpp"

namespace landfall::scenario {

namespace {

/// What all strategies of a file share: they live in the same futures, and are reported alike.
constexpr const char* kShared[] = {"schema", "scenario", "simulation", "report", "strategy"};

const Node* strategies_of(const Document& document) {
  const Node* all = document.root.find("strategy");
  return all != nullptr && all->is_table() ? all : nullptr;
}

bool is_shared(const std::string& key) {
  return std::find(std::begin(kShared), std::end(kShared), key) != std::end(kShared);
}

}  // namespace

std::vector<std::string> strategy_names(const Document& document) {
  std::vector<std::string> names;
  if (const Node* all = strategies_of(document))
    for (const Node& child : all->children)
      if (child.is_table() && !child.poisoned && names.size() < kStrategiesMax)
        names.push_back(child.key);
  return names;
}

Document document_of_strategy(const Document& document, const std::string& name) {
  Document own = document;
  const Node chosen = *strategies_of(document)->find(name);
  Node& all = *std::find_if(own.root.children.begin(), own.root.children.end(),
                            [](const Node& child) { return child.key == "strategy"; });
  all.children = {chosen};
  const Node* set = chosen.find("set");
  if (set == nullptr || !set->is_table()) return own;
  Node changes = *set;
  std::erase_if(changes.children, [](const Node& child) { return is_shared(child.key); });
  set_values(own, changes);
  return own;
}

void read_strategy_names(Reader& reader, Fields& root) {
  std::size_t count = 0;
  std::vector<std::string> names;
  for (auto& [name, fields] : root.tables("strategy")) {
    names.push_back(name);
    if (++count == kStrategiesMax + 1)
      reader.error(fields.place(),
                   "a file has at most " + std::to_string(kStrategiesMax) + " strategies");
    for (const char* key : {"title", "enter", "exit"}) fields.peek(key);
    Fields set = fields.table("set");
    for (const Node* change : set.members(shape_asked("change")))
      if (is_shared(change->key))
        reader.error(change->key_place,
                     "a strategy cannot change '" + sanitise(change->key) +
                         "': all strategies live in the same futures",
                     "change it in the file, or with --set");
  }
  check_stop_strategies(reader, names);
}

}  // namespace landfall::scenario
