#include "reports/json_reader.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace landfall::reports {
namespace {

using Kind = scenario::JsonNode::Kind;

/// Beyond the sum of anything; squares and differences of such numbers are numbers yet.
constexpr double kLargest = 1e100;

/// A key with a point in it stands in quotes: metrics."revenue.MA".mean.
std::string with_key(const std::string& keys, const std::string& key) {
  const std::string shown =
      key.empty() || key.find('.') != std::string::npos ? '"' + sanitise(key) + '"' : sanitise(key);
  return keys.empty() ? shown : keys + "." + shown;
}

std::string shown_keys(const std::string& keys) {
  return keys.empty() ? "the file" : keys;
}

}  // namespace

void JsonValue::refuse_with(const std::string& message, const std::string& hint) const {
  throw ScenarioError(
      {{Severity::error, scenario::place_in(source_->text, 0, node_->at, node_->bytes), message,
        hint}},
      {*source_});
}

void JsonValue::refuse(const std::string& belongs) const {
  refuse_with(shown_keys(keys_) + " is " + scenario::kind_in_words(*node_) + ": " + belongs +
              " belongs here");
}

void JsonValue::require(Kind kind, const char* belongs) const {
  if (node_->kind != kind) refuse(belongs);
}

JsonValue JsonValue::operator[](std::string_view key) const {
  if (const auto member = find(key)) return *member;
  refuse_with(shown_keys(keys_) + " has no '" + std::string(key) + "'");
}

std::optional<JsonValue> JsonValue::find(std::string_view key) const {
  require(Kind::object, "an object");
  const scenario::JsonNode* member = node_->find(key);
  if (member == nullptr) return std::nullopt;
  return inside(*member, with_key(keys_, member->key));
}

std::vector<JsonValue> JsonValue::items() const {
  require(Kind::array, "a list");
  std::vector<JsonValue> all;
  all.reserve(node_->children.size());
  for (const scenario::JsonNode& item : node_->children)
    all.push_back(inside(item, keys_ + "[" + std::to_string(all.size()) + "]"));
  return all;
}

std::vector<JsonValue> JsonValue::members() const {
  require(Kind::object, "an object");
  std::vector<JsonValue> all;
  all.reserve(node_->children.size());
  for (const scenario::JsonNode& member : node_->children)
    all.push_back(inside(member, with_key(keys_, member.key)));
  return all;
}

double JsonValue::any_number() const {
  require(Kind::number, "a number");
  return node_->number;
}

double JsonValue::number() const {
  require(Kind::number, "a number");
  if (node_->number >= -kLargest && node_->number <= kLargest) return node_->number;
  refuse("a number from -1e+100 to 1e+100");
}

double JsonValue::number_from(double low, double high) const {
  const double value = number();
  if (value >= low && value <= high) return value;
  refuse("a number from " + shortest(low) + (high <= kLargest ? " to " + shortest(high) : " on"));
}

std::uint64_t JsonValue::whole(std::uint64_t high) const {
  require(Kind::number, "a whole number");
  if (node_->whole && *node_->whole <= high) return *node_->whole;
  refuse("a whole number from 0 to " + std::to_string(high));
}

bool JsonValue::truth() const {
  require(Kind::boolean, "true or false");
  return node_->boolean;
}

const std::string& JsonValue::text() const {
  require(Kind::string, "a text");
  return node_->text;
}

std::vector<std::string> JsonValue::texts() const {
  std::vector<std::string> all;
  for (const JsonValue& item : items()) all.push_back(item.text());
  return all;
}

std::size_t JsonValue::one_of(const std::vector<std::string>& words) const {
  const auto at = std::find(words.begin(), words.end(), text());
  if (at != words.end()) return static_cast<std::size_t>(at - words.begin());
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "\"" : ", \"") + word + "\"";
  refuse("one of " + all);
}

}  // namespace landfall::reports
