// Warnings as JSON: in English, and as messages that other languages are made from.
#include <algorithm>

#include "reports/json_parts.hpp"

namespace landfall::reports {
namespace {

Json message_json(const Warning& warning) {
  Json values = Json::object();
  for (const auto& [name, value] : warning.values()) values[name] = text(value);
  return {{"place", text(warning.place())},
          {"message", text(warning.message())},
          {"hint", text(warning.hint())},
          {"values", values}};
}

/// Whether each {name} has its value.
bool is_whole(const std::string& message, const Warning::Values& values) {
  std::size_t open = message.find('{');
  for (std::size_t close; open != std::string::npos; open = message.find('{', close)) {
    close = message.find('}', open);
    if (close == std::string::npos) return true;
    const std::string name = message.substr(open + 1, close - open - 1);
    if (std::none_of(values.begin(), values.end(),
                     [&](const auto& value) { return value.first == name; }))
      return false;
  }
  return true;
}

Warning read_message(const JsonValue& json) {
  const std::string& message = json["message"].text();
  const std::string& hint = json["hint"].text();
  Warning::Values values;
  for (const JsonValue& value : json["values"].members())
    values.emplace_back(value.key(), value.text());
  for (const char* key : {"message", "hint"})
    if (!is_whole(json[key].text(), values)) json[key].refuse("names that 'values' has");
  return Warning(message, hint, std::move(values)).at(json["place"].text());
}

}  // namespace

void add_warnings(Json& json, const std::vector<Warning>& warnings) {
  Json sentences = Json::array(), messages = Json::array();
  for (const Warning& warning : warnings) {
    sentences.push_back(text(warning.text()));
    messages.push_back(message_json(warning));
  }
  json["warnings"] = sentences;
  if (!warnings.empty()) json["warning_messages"] = messages;
}

std::vector<Warning> read_warnings(const JsonValue& json) {
  std::vector<std::string> sentences = json["warnings"].texts();
  std::vector<Warning> warnings;
  const auto messages = json.find("warning_messages");
  if (!messages) {
    for (std::string& sentence : sentences) warnings.emplace_back(std::move(sentence));
    return warnings;
  }
  for (const JsonValue& message : messages->items()) {
    warnings.push_back(read_message(message));
    const std::size_t at = warnings.size() - 1;
    if (at >= sentences.size() || sentences[at] != warnings[at].text())
      message.refuse("what 'warnings' says");
  }
  if (warnings.size() != sentences.size()) messages->refuse("a message for each of 'warnings'");
  return warnings;
}

}  // namespace landfall::reports
