// A value of a JSON text that knows its place: asked for what belongs there, it hands that over or
// says what is wrong, with line, column and the keys that lead to it.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/json_tree.hpp"

namespace landfall::reports {

/// Every question below throws ScenarioError, with one diagnostic, where the text has another
/// answer. Refers to the text and the tree it was made from.
class JsonValue {
 public:
  JsonValue(const SourceText& source, const scenario::JsonNode& node, std::string keys = "")
      : source_(&source), node_(&node), keys_(std::move(keys)) {}

  /// A member that has to be there, and one that need not be.
  JsonValue operator[](std::string_view key) const;
  std::optional<JsonValue> find(std::string_view key) const;

  /// The items of a list; the members of an object, each with its key.
  std::vector<JsonValue> items() const;
  std::vector<JsonValue> members() const;
  const std::string& key() const { return node_->key; }

  bool is_null() const { return node_->kind == scenario::JsonNode::Kind::null; }
  bool is_text() const { return node_->kind == scenario::JsonNode::Kind::string; }
  /// From -1e100 to 1e100; and any.
  double number() const;
  double any_number() const;
  double number_from(double low, double high) const;
  std::uint64_t whole(std::uint64_t high = std::numeric_limits<std::uint64_t>::max()) const;
  bool truth() const;
  const std::string& text() const;
  std::vector<std::string> texts() const;

  /// The index of a text among the words that may stand there.
  std::size_t one_of(const std::vector<std::string>& words) const;

  /// "metrics.npv.mean is text "x": a number belongs here".
  [[noreturn]] void refuse(const std::string& belongs) const;
  /// A message of one's own, in which `keys` stands where it is wanted.
  [[noreturn]] void refuse_with(const std::string& message, const std::string& hint = "") const;
  const std::string& keys() const { return keys_; }

 private:
  JsonValue inside(const scenario::JsonNode& node, const std::string& keys) const {
    return JsonValue(*source_, node, keys);
  }
  void require(scenario::JsonNode::Kind kind, const char* belongs) const;

  const SourceText* source_;
  const scenario::JsonNode* node_;
  std::string keys_;  ///< "ways[1].summary.metrics.npv"; empty: the whole text
};

}  // namespace landfall::reports
