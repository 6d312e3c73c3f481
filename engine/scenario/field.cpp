#include "scenario/field.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace landfall::scenario {

namespace {

constexpr std::size_t kNameCharactersMax = 100;

std::string join(const std::string& address, const std::string& key) {
  return address.empty() ? key : address + "." + key;
}

/// Headers in file order, so that a key which slid below the wrong one can be sent back.
void collect_headers(const Node& node, std::vector<int>& lines) {
  if (node.is_table() && !node.is_inline && node.place.line > 0 && node.place.source == 0)
    lines.push_back(node.place.line);
  for (const Node& child : node.children) collect_headers(child, lines);
}

}  // namespace

Range any() { return {}; }
Range at_least(double low) { return {.low = low}; }
Range above(double low) { return {.low = low, .low_open = true}; }
Range within(double low, double high) { return {.low = low, .high = high}; }

void Reader::error(Place place, std::string message, std::string hint) {
  document_.diagnostics.push_back({Severity::error, place, std::move(message), std::move(hint)});
}

void Reader::warn(Place place, std::string message, std::string hint) {
  document_.diagnostics.push_back({Severity::warning, place, std::move(message), std::move(hint)});
}

Fields Reader::root() { return Fields(*this, &document_.root, "", {}); }

std::string Reader::hint_for_unread(const Scope& scope, const Node& key) const {
  const auto asks = [&](const Scope& other) {
    return std::find(other.asked.begin(), other.asked.end(), key.key) != other.asked.end();
  };
  // A key of a table further up that was typed after the header of one of its sub-tables.
  const Scope* owner = nullptr;
  for (const Scope& other : scopes_) {
    const bool above = scope.address.starts_with(other.address + ".") || other.address.empty();
    if (above && &other != &scope && asks(other) && !other.address.empty()) owner = &other;
  }
  if (owner != nullptr && owner->node != nullptr) {
    std::vector<int> lines;
    collect_headers(document_.root, lines);
    std::sort(lines.begin(), lines.end());
    const auto next = std::upper_bound(lines.begin(), lines.end(), owner->node->place.line);
    if (next != lines.end())
      return "a key of " + owner->address + ": move it above line " + std::to_string(*next);
    return "a key of " + owner->address;
  }
  const std::string close = nearest(key.key, scope.asked);
  if (!close.empty()) return "did you mean '" + close + "'?";
  for (const Scope& other : scopes_)
    if (&other != &scope && asks(other) && !other.address.empty()) return "a key of " + other.address;
  std::string all;
  for (const std::string& name : scope.asked) all += (all.empty() ? "" : ", ") + name;
  return all.empty() ? "" : "known here: " + all;
}

void Reader::report_unread() {
  for (const Scope& scope : scopes_) {
    if (scope.node == nullptr || scope.free_names || !scope.node->is_table()) continue;
    for (const Node& child : scope.node->children) {
      if (child.poisoned ||
          std::find(scope.asked.begin(), scope.asked.end(), child.key) != scope.asked.end())
        continue;
      const bool is_header = child.is_table() && !child.is_inline;
      const std::string what = is_header ? "table" : "key";
      const std::string in = scope.address.empty() ? "at the top of the file" : "in " + scope.address;
      error(child.key_place, "unknown " + what + " '" + child.key + "' " + in,
            hint_for_unread(scope, child));
    }
  }
}

Fields::Fields(Reader& reader, const Node* node, std::string address, Note inherited)
    : reader_(&reader), node_(node), address_(std::move(address)), note_(std::move(inherited)) {
  scope_ = 0;  // a table may be opened more than once: its keys are remembered in one place
  while (scope_ < reader.scopes_.size() && reader.scopes_[scope_].address != address_) ++scope_;
  if (scope_ == reader.scopes_.size()) reader.scopes_.push_back({address_, node_, {}});
  if (node_ != nullptr && node_->is_table() && !address_.empty()) {
    note_ = read_note(reader, *node_, note_);
    for (const char* key : {"source", "assumption"}) reader.scopes_[scope_].asked.push_back(key);
  }
}

Place Fields::place() const { return node_ == nullptr ? Place{} : node_->place; }

Place Fields::place_of(const std::string& key) const {
  const Node* child = node_ == nullptr ? nullptr : node_->find(key);
  return child == nullptr ? place() : child->place;
}

std::string Fields::where() const { return address_.empty() ? "the file" : address_; }

const Node* Fields::peek(const std::string& key) { return ask(key); }

const Node* Fields::ask(const std::string& key) {
  auto& asked = reader_->scopes_[scope_].asked;
  if (std::find(asked.begin(), asked.end(), key) == asked.end()) asked.push_back(key);
  return node_ == nullptr || !node_->is_table() ? nullptr : node_->find(key);
}

void Fields::missing(const std::string& key) {
  if (reader_->document_.incomplete) return;
  if (node_ == nullptr) {
    reader_->error({}, "'" + key + "' is missing: there is no [" + address_ + "]");
  } else {
    reader_->error(place(), "'" + key + "' is missing in " + where());
  }
}

void Fields::state(const std::string& key, const Node& value, const std::string& unit) {
  reader_->scenario_.stated.push_back({join(address_, key), as_typed(value), unit, note_});
}

std::string Fields::text(const std::string& key, std::optional<std::string> fallback) {
  const Node* child = ask(key);
  if (child == nullptr) {
    if (!fallback) missing(key);
    return fallback.value_or("");
  }
  if (child->poisoned) return fallback.value_or("");
  if (child->kind != Node::Kind::string) {
    const bool lost_zero = child->kind == Node::Kind::real || child->kind == Node::Kind::integer;
    reader_->error(child->place, "'" + key + "' must be text, not " + kind_in_words(*child),
                   lost_zero ? "write it in quotes, as a number it loses its zeros: \"" + child->raw + "\""
                             : "write it in quotes");
    return fallback.value_or("");
  }
  if (decode_utf8(child->text).size() > kNameCharactersMax)
    reader_->error(child->place, "'" + key + "' has more than 100 characters");
  if (sanitise(child->text) != child->text)
    reader_->error(child->place, "'" + key + "' has a control character in it");
  if (child->text.empty()) reader_->error(child->place, "'" + key + "' is empty");
  return child->text;
}

long long Fields::integer(const std::string& key, long long low, long long high,
                          std::optional<long long> fallback) {
  const Node* child = ask(key);
  if (child == nullptr) {
    if (!fallback) missing(key);
    return fallback.value_or(low);
  }
  if (child->poisoned) return fallback.value_or(low);
  const Node* value = child;
  Note note = note_;
  if (child->is_table()) {
    note = read_note(*reader_, *child, note_);
    value = child->find("value");
    for (const Node& member : child->children)
      if (member.key != "value" && member.key != "source" && member.key != "assumption")
        reader_->error(member.key_place, "unknown key '" + member.key + "' in " + join(address_, key),
                       "a whole number has: value, source, assumption");
  }
  std::optional<double> number = value == nullptr ? std::nullopt : constant_of(*value);
  if (value != nullptr && value->kind == Node::Kind::integer) {
    if (value->integer < low || value->integer > high) number = std::nullopt;
  } else if (number && (*number != static_cast<double>(static_cast<long long>(*number)) ||
                        *number < static_cast<double>(low) || *number > static_cast<double>(high))) {
    number = std::nullopt;
  }
  if (!number) {
    reader_->error(child->place, "'" + key + "' must be a whole number from " + std::to_string(low) +
                                     " to " + std::to_string(high) + ", not " + kind_in_words(*child));
    return fallback.value_or(low);
  }
  reader_->scenario_.stated.push_back({join(address_, key), as_typed(*value), "", note});
  return value->kind == Node::Kind::integer ? value->integer : static_cast<long long>(*number);
}

bool Fields::boolean(const std::string& key, bool fallback) {
  const Node* child = ask(key);
  if (child == nullptr || child->poisoned) return fallback;
  if (child->kind != Node::Kind::boolean) {
    reader_->error(child->place, "'" + key + "' must be true or false, not " + kind_in_words(*child));
    return fallback;
  }
  return child->boolean;
}

std::optional<Date> Fields::date(const std::string& key) {
  const Node* child = ask(key);
  if (child == nullptr || child->poisoned) return std::nullopt;
  if (child->kind != Node::Kind::date) {
    const std::string hint = child->kind == Node::Kind::string ? "dates stand without quotes: 2026-01-01"
                                                               : "write year-month-day: 2026-01-01";
    reader_->error(child->place, "'" + key + "' must be a date, not " + kind_in_words(*child), hint);
    return std::nullopt;
  }
  return child->date;
}

std::string Fields::choice(const std::string& key, const std::vector<std::string>& choices,
                           std::optional<std::string> fallback) {
  const Node* child = ask(key);
  if (child == nullptr) {
    if (!fallback) missing(key);
    return fallback.value_or(choices.front());
  }
  if (child->poisoned) return fallback.value_or(choices.front());
  const std::string word = child->kind == Node::Kind::string ? child->text : "";
  if (std::find(choices.begin(), choices.end(), word) != choices.end()) return word;
  std::string all;
  for (const std::string& one : choices) all += (all.empty() ? "" : ", ") + one;
  const std::string close = nearest(word, choices);
  reader_->error(child->place,
                 "'" + key + "' cannot be " +
                     (child->kind == Node::Kind::string ? "\"" + sanitise(word) + "\""
                                                        : kind_in_words(*child)),
                 (close.empty() ? "" : "did you mean \"" + close + "\"? ") + "One of: " + all);
  return fallback.value_or(choices.front());
}

std::vector<double> Fields::numbers(const std::string& key, const std::string& unit) {
  const Node* child = ask(key);
  if (child == nullptr || child->poisoned) return {};
  if (child->kind != Node::Kind::array) {
    reader_->error(child->place, "'" + key + "' must be a list of numbers, not " + kind_in_words(*child));
    return {};
  }
  std::vector<double> values;
  for (const Node& item : child->children) {
    const std::optional<double> value = constant_of(item);
    if (!value && !item.poisoned)
      reader_->error(item.place, "'" + key + "' must hold numbers only, not " + kind_in_words(item));
    values.push_back(value.value_or(1));
  }
  state(key, *child, unit);
  return values;
}

std::vector<std::string> Fields::texts(const std::string& key) {
  const Node* child = ask(key);
  if (child == nullptr) {
    missing(key);
    return {};
  }
  if (child->poisoned) return {};
  std::vector<std::string> values;
  if (child->kind != Node::Kind::array) {
    reader_->error(child->place, "'" + key + "' must be a list, not " + kind_in_words(*child));
    return {};
  }
  for (const Node& item : child->children) {
    if (item.kind == Node::Kind::string) {
      values.push_back(item.text);
    } else if (!item.poisoned) {
      reader_->error(item.place, "'" + key + "' must hold texts, not " + kind_in_words(item),
                     "write them in quotes");
    }
  }
  return values;
}

NumberId Fields::number(const std::string& key, const Ask& asked) {
  const Node* child = ask(key);
  if (child == nullptr && !asked.fallback) missing(key);
  return read_number(*reader_, child, join(address_, key), asked, note_);
}

Fields Fields::table(const std::string& key) {
  const Node* child = ask(key);
  if (child != nullptr && !child->is_table()) {
    if (!child->poisoned)
      reader_->error(child->place,
                     "'" + key + "' must be a table, not " + kind_in_words(*child),
                     "write [" + join(address_, key) + "] on a line of its own, its keys below");
    child = nullptr;
  }
  return Fields(*reader_, child, join(address_, key), note_);
}

std::vector<std::pair<std::string, Fields>> Fields::tables(const std::string& key) {
  std::vector<std::pair<std::string, Fields>> found;
  Fields all = table(key);
  reader_->scopes_[all.scope_].free_names = true;
  if (!all.given()) return found;
  for (const Node& child : all.node_->children) {
    if (child.key == "source" || child.key == "assumption") continue;
    if (sanitise(child.key) != child.key || child.key.empty() ||
        decode_utf8(child.key).size() > kNameCharactersMax || child.key.find('.') != std::string::npos) {
      reader_->error(child.key_place, "the name of a table below " + all.address_ +
                                          " must have 1 to 100 characters, no dot and no control character");
      continue;
    }
    if (!child.is_table()) {
      if (!child.poisoned)
        reader_->error(child.place, "'" + join(all.address_, child.key) + "' must be a table, not " +
                                        kind_in_words(child));
      continue;
    }
    found.emplace_back(child.key, Fields(*reader_, &child, join(all.address_, child.key), all.note_));
  }
  return found;
}

std::vector<const Node*> Fields::members() {
  reader_->scopes_[scope_].free_names = true;
  std::vector<const Node*> found;
  if (node_ == nullptr) return found;
  for (const Node& child : node_->children)
    if (child.key != "source" && child.key != "assumption") found.push_back(&child);
  return found;
}

}  // namespace landfall::scenario
