// What the tables of one file share: its mistakes, and the keys that nothing asked for.
#include <algorithm>

#include "base/text.hpp"
#include "scenario/field.hpp"

namespace landfall::scenario {

namespace {

std::string join(const std::string& address, const std::string& key) {
  return address.empty() ? key : address + "." + key;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_note(const std::string& key) {
  return key == "source" || key == "assumption";
}

/// "known here: freight, insurance": the notes, which every table may have, come last.
std::string known_here(const std::vector<std::string>& names) {
  std::string all;
  for (const bool notes : {false, true})
    for (const std::string& name : names)
      if (is_note(name) == notes) all += (all.empty() ? "" : ", ") + name;
  return all.empty() ? "" : "known here: " + all;
}

}  // namespace

/// What is read once more, or of each product of a market, is told once.
bool Reader::is_told(Place place, const std::string& message) const {
  return std::any_of(document_.diagnostics.begin(), document_.diagnostics.end(),
                     [&](const Diagnostic& one) {
                       return one.place.source == place.source && one.place.line == place.line &&
                              one.place.column == place.column && one.message == message;
                     });
}

void Reader::state(Stated stated) {
  const bool known =
      again_ && std::any_of(scenario_.stated.begin(), scenario_.stated.end(),
                            [&](const Stated& one) { return one.address == stated.address; });
  if (!known) scenario_.stated.push_back(std::move(stated));
}

void Reader::error(Place place, std::string message, std::string hint) {
  if (is_told(place, message)) return;
  ++errors_;
  document_.diagnostics.push_back({Severity::error, place, std::move(message), std::move(hint)});
}

void Reader::warn(Place place, Warning warning) {
  Diagnostic diagnostic = warn_of(place, std::move(warning));
  if (!is_told(place, diagnostic.message)) document_.diagnostics.push_back(std::move(diagnostic));
}

void Reader::absent(const std::string& address, Place place, std::string message,
                    std::string hint) {
  if (recorder_ != nullptr) recorder_->absent.insert(address);
  if (document_.incomplete) return;
  const bool known = again_ && std::any_of(absent_.begin(), absent_.end(), [&](const Absent& one) {
                       return one.address == address && one.diagnostic.message == message;
                     });
  if (known) return;
  absent_.push_back({address, {Severity::error, place, std::move(message), std::move(hint)}});
}

void Reader::absent_table(const std::string& address, const std::string& key, Place place) {
  if (recorder_ != nullptr) recorder_->absent.insert(address);
  const auto known = std::find_if(absent_.begin(), absent_.end(),
                                  [&](const Absent& one) { return one.address == address; });
  if (known == absent_.end()) {
    absent(address, place, "there is no [" + address + "]", "it needs " + key);
  } else {
    known->diagnostic.hint += ", " + key;
  }
}

Fields Reader::root() {
  return Fields(*this, &document_.root, "", {}, {});
}

void Reader::expect_members(const std::string& address, const Node& node,
                            std::vector<std::string> known, std::string otherwise) {
  scopes_.push_back({.address = address,
                     .node = &node,
                     .asked = std::move(known),
                     .is_number = true,
                     .otherwise = std::move(otherwise)});
}

/// A [header] stands at its place with its bracket; a table made by dots, with its first key.
bool Reader::is_header(const Node& table) const {
  if (!table.is_table() || table.is_inline || table.place.line <= 0) return false;
  const std::string& text = document_.sources[static_cast<std::size_t>(table.place.source)].text;
  std::size_t line = 0;
  for (int i = 1; i < table.place.line && line != std::string::npos; ++i)
    line = text.find('\n', line) == std::string::npos ? line : text.find('\n', line) + 1;
  const std::size_t first = text.find_first_not_of(" \t", line);
  return first != std::string::npos && text[first] == '[';
}

void Reader::collect_headers(const Node& node, std::vector<int>& lines) const {
  if (node.place.source == 0 && is_header(node)) lines.push_back(node.place.line);
  for (const Node& child : node.children) collect_headers(child, lines);
}

const Reader::Scope* Reader::owner_above(const Scope& scope, const Node& key) const {
  const Scope* owner = nullptr;
  for (const Scope& other : scopes_) {
    const bool above = other.address.empty() ? !scope.address.empty() && !key.is_table()
                                             : scope.address.starts_with(other.address + ".");
    if (above && !other.is_number && contains(other.asked, key.key)) owner = &other;
  }
  return owner;
}

std::string Reader::where_to_move(const Scope& owner, const Node& key) const {
  std::vector<int> lines;
  collect_headers(document_.root, lines);
  std::sort(lines.begin(), lines.end());
  if (owner.address.empty())
    return "it belongs at the top of the file: move it above line " + std::to_string(lines.at(0));
  const std::string whose = "a key of " + owner.address;
  if (owner.node == nullptr || key.key_place.source != 0) return whose;
  const Node& table = *owner.node;
  // [market.MA.demand] alone makes a table market.MA too: no line of that one stands in the file.
  const bool has_header = is_header(table) && table.key_place.column + table.key_place.length + 1 ==
                                                  table.place.column + table.place.length;
  if (!has_header) return whose + ": write it below [" + owner.address + "]";
  const auto next = std::upper_bound(lines.begin(), lines.end(), table.place.line);
  return next == lines.end() ? whose : whose + ": move it above line " + std::to_string(*next);
}

Reader::Advice Reader::advice_for_unread(const Scope& scope, const Node& key) const {
  if (const Scope* owner = owner_above(scope, key))
    return {where_to_move(*owner, key), join(owner->address, key.key)};
  const std::string close = nearest(key.key, scope.asked);
  if (!close.empty()) return {"did you mean '" + close + "'?", join(scope.address, close)};
  if (scope.is_number) return {scope.otherwise, ""};
  for (const Scope& other : scopes_)
    if (&other != &scope && !other.is_number && !other.address.empty() && !is_note(key.key) &&
        contains(other.asked, key.key))
      return {"a key of " + other.address, ""};
  return {known_here(scope.asked), ""};
}

void Reader::report_unread() {
  std::vector<std::string> meant;
  for (const Scope& scope : scopes_) {
    if (scope.node == nullptr || scope.free_names || !scope.node->is_table()) continue;
    for (const Node& child : scope.node->children) {
      if (child.poisoned || contains(scope.asked, child.key)) continue;
      const std::string what = is_header(child) ? "table" : "key";
      const std::string in =
          scope.address.empty() ? "at the top of the file" : "in " + scope.address;
      const Advice advice = advice_for_unread(scope, child);
      error(child.key_place, "unknown " + what + " '" + child.key + "' " + in, advice.hint);
      if (!advice.meant.empty()) meant.push_back(advice.meant);
    }
  }
  for (const Absent& one : absent_) {
    const bool explained = std::any_of(meant.begin(), meant.end(), [&](const std::string& address) {
      return one.address == address || one.address.starts_with(address + ".");
    });
    if (explained) continue;
    ++errors_;
    document_.diagnostics.push_back(one.diagnostic);
  }
}

}  // namespace landfall::scenario
