#include "scenario/library_text.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace landfall::scenario {
namespace {

using Kind = JsonNode::Kind;

}  // namespace

std::string in_quotes(const std::string& name) {
  return "'" + sanitise(name) + "'";
}

bool LibraryText::open() {
  const auto root = parse_json(json_.text, source_, diagnostics_);
  if (!root) return false;
  root_ = *root;
  if (root_.kind != Kind::object)
    return refuse(root_, "a SIP library is an object, not " + kind_in_words(root_));
  return is_word(root_, "libraryType", "SIPmath_3_0") && is_word(root_, "objectType", "sipModel") &&
         list_of(root_, "sips") != nullptr;
}

const JsonNode* LibraryText::part_of_model(const char* key) {
  const JsonNode* model = root_.find("U01");
  return model == nullptr ? nullptr : model->find(key);
}

std::vector<const JsonNode*> LibraryText::sips() const {
  std::vector<const JsonNode*> all;
  for (const JsonNode& sip : root_.find("sips")->children) {
    const JsonNode* environment = sip.find("environment");
    if (environment == nullptr || environment->text.empty() || environment->text == "generic")
      all.push_back(&sip);
  }
  return all;
}

const JsonNode* LibraryText::sip_named(const std::string& name, Place asked) {
  const JsonNode* found = nullptr;
  std::vector<std::string> names;
  for (const JsonNode* sip : sips()) {
    const JsonNode* its_name = sip->find("name");
    if (its_name == nullptr || its_name->kind != Kind::string) continue;
    names.push_back(its_name->text);
    if (its_name->text != name) continue;
    if (found != nullptr) {
      refuse(*its_name, "there are two SIPs called " + in_quotes(name), "give each its own name");
      return nullptr;
    }
    found = sip;
  }
  if (found != nullptr) return found;
  const std::string close = nearest(name, names);
  std::string hint = "did you mean '" + sanitise(close) + "'?";
  if (close.empty()) {
    hint = names.empty() ? "it holds no SIP" : "it holds ";
    for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 8); ++i)
      hint += (i > 0 ? ", " : "") + sanitise(names[i]);
    if (names.size() > 8) hint += " and others";
  }
  diagnostics_.push_back({Severity::error, asked,
                          "there is no SIP " + in_quotes(name) + " in " + sanitise(json_.name),
                          hint});
  return nullptr;
}

bool LibraryText::refuse(const JsonNode& node, std::string message, std::string hint) {
  diagnostics_.push_back({Severity::error, place_in(json_.text, source_, node.at, node.bytes),
                          std::move(message), std::move(hint)});
  return false;
}

std::nullopt_t LibraryText::refuse_none(const JsonNode& node, std::string message,
                                        std::string hint) {
  refuse(node, std::move(message), std::move(hint));
  return std::nullopt;
}

const JsonNode* LibraryText::part_of(const JsonNode& parent, const char* key, Kind kind) {
  const JsonNode* found = parent.find(key);
  static constexpr const char* kNames[] = {"null",   "true or false", "a number",
                                           "a text", "a list",        "an object"};
  const std::string wanted = kNames[static_cast<int>(kind)];
  if (found == nullptr) {
    refuse(parent, std::string("'") + key + "' is missing here", "it is " + wanted);
  } else if (found->kind != kind) {
    refuse(*found,
           std::string("'") + key + "' must be " + wanted + ", not " + kind_in_words(*found));
    found = nullptr;
  }
  return found;
}

const JsonNode* LibraryText::list_of(const JsonNode& parent, const char* key) {
  return part_of(parent, key, Kind::array);
}

const JsonNode* LibraryText::named(const JsonNode* list, const JsonNode& name,
                                   const std::string& what) {
  std::vector<std::string> names;
  if (list != nullptr)
    for (const JsonNode& one : list->children) {
      const JsonNode* its_name = one.find("name");
      if (its_name == nullptr) continue;
      if (its_name->text == name.text && name.kind == Kind::string) return &one;
      names.push_back(its_name->text);
    }
  const std::string close = nearest(name.text, names);
  refuse(name, "there is no " + what + " " + in_quotes(name.text) + " in the library",
         close.empty() ? "" : "did you mean '" + sanitise(close) + "'?");
  return nullptr;
}

bool LibraryText::is_number(const JsonNode& node) {
  if (node.kind != Kind::number)
    return refuse(node, "a number must stand here, not " + kind_in_words(node));
  if (!(std::fabs(node.number) <= kNumberMax))
    return refuse(node, "numbers lie between -1e15 and 1e15, not " + shortest(node.number));
  return true;
}

std::optional<std::vector<double>> LibraryText::numbers(const JsonNode& list) {
  std::vector<double> all;
  for (const JsonNode& item : list.children) {
    if (!is_number(item)) return std::nullopt;
    all.push_back(item.number);
  }
  return all;
}

bool LibraryText::is_word(const JsonNode& parent, const char* key, const std::string& wanted) {
  const JsonNode* found = parent.find(key);
  return found == nullptr || (found->kind == Kind::string && found->text == wanted) ||
         refuse(*found,
                std::string("the ") + key + " must be \"" + wanted + "\", not " +
                    kind_in_words(*found),
                "only libraries of the standard SIPmath 3.0 can be read");
}

}  // namespace landfall::scenario
