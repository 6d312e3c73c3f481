#include <algorithm>
#include <array>
#include <utility>

#include "scenario/document.hpp"
#include "scenario/parse.hpp"

namespace landfall::scenario {
namespace {

struct Positional {
  std::string_view family;
  std::array<std::string_view, 3> names;
};

/// What the items of a distribution's list are called in an address.
constexpr Positional kPositional[] = {
    {"normal", {"mean", "sd", ""}},
    {"uniform", {"low", "high", ""}},
    {"triangular", {"low", "mode", "high"}},
    {"pert", {"low", "mode", "high"}},
    {"beta", {"a", "b", ""}},
};

/// The item of a distribution's list that `name` names, or nullptr.
Node* positional_item(Node& list, std::string_view name) {
  for (const Positional& positional : kPositional) {
    if (positional.family != list.key) continue;
    const auto found = std::find(positional.names.begin(), positional.names.end(), name);
    const auto index = static_cast<std::size_t>(found - positional.names.begin());
    return index < list.children.size() ? &list.children[index] : nullptr;
  }
  return nullptr;
}

Node* find_child(Node& table, std::string_view name) {
  return const_cast<Node*>(std::as_const(table).find(name));
}

std::string kind_in_words(const Node& node) {
  switch (node.kind) {
    case Node::Kind::array:
      return "a list";
    case Node::Kind::string:
      return "a text";
    case Node::Kind::boolean:
      return "true or false";
    case Node::Kind::date:
      return "a date";
    default:
      return "a number";
  }
}

/// Follows tables that hold new values in the document's tree beside them.
class Setter {
 public:
  Setter(Document& document) : document_(document) {}

  /// Put what `given` holds at its end into `table`, whose address is `address`.
  void put(Node& table, Node given, const std::string& address) {
    Node* there = find_child(table, given.key);
    if (there == nullptr) {
      table.children.push_back(std::move(given));
    } else if (is_value(given)) {
      *there = std::move(given);
    } else {
      descend(*there, std::move(given), address + (address.empty() ? "" : ".") + there->key);
    }
  }

 private:
  /// A table made by the dots of the address holds one member; anything else is the value.
  static bool is_value(const Node& given) { return !given.is_table() || given.is_inline; }

  void descend(Node& there, Node given, const std::string& address) {
    for (Node& next : given.children) put_below(there, std::move(next), address);
  }

  void put_below(Node& there, Node next, const std::string& address) {
    if (there.is_table()) return put(there, std::move(next), address);
    if (there.kind == Node::Kind::array && is_value(next)) {
      if (Node* item = positional_item(there, next.key)) {
        next.key.clear();
        *item = std::move(next);
        return;
      }
    }
    document_.diagnostics.push_back(
        {Severity::error, next.key_place,
         "'" + address + "' is " + kind_in_words(there) + " and has no '" + next.key + "'",
         "set " + address + " itself"});
  }

  Document& document_;
};

}  // namespace

void set_values(Document& document, const Node& table) {
  Setter setter(document);
  for (const Node& child : table.children) setter.put(document.root, child, "");
}

void set_value(Document& document, const std::string& argument) {
  const int source = static_cast<int>(document.sources.size());
  const auto refuse = [&](std::string message) {
    document.sources.push_back({"--set", argument});
    document.diagnostics.push_back(
        {Severity::error, {source, 1, 1, 1}, std::move(message), "write --set ADDRESS=VALUE"});
  };
  if (argument.size() > kFileBytesMax) {
    document.sources.push_back({"--set", ""});
    document.diagnostics.push_back(
        {Severity::error, {source, 0, 0, 0}, "the value is too long", ""});
    return;
  }
  if (argument.find_first_of("\r\n") != std::string::npos) return refuse("one value at a time");
  const std::size_t first = argument.find_first_not_of(" \t");
  if (argument.find('=') == std::string::npos) return refuse("the '=' is missing");
  if (std::string_view("=[#").find(argument[first]) != std::string_view::npos)
    return refuse("an address is missing before the '='");
  Parsed parsed = parse_text(argument, source);
  document.sources.push_back({"--set", std::move(parsed.text)});
  document.diagnostics.insert(document.diagnostics.end(), parsed.diagnostics.begin(),
                              parsed.diagnostics.end());
  document.incomplete = document.incomplete || parsed.incomplete;
  if (parsed.root.children.size() != 1) {
    if (!has_errors(parsed.diagnostics)) {
      document.sources.pop_back();
      refuse("no value is given");
    }
    return;
  }
  Setter(document).put(document.root, std::move(parsed.root.children.front()), "");
}

}  // namespace landfall::scenario
