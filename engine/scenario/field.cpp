#include "scenario/field.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace landfall::scenario {

namespace {

constexpr std::size_t kNameCharactersMax = 100;

std::string join(const std::string& address, const std::string& key) {
  return address.empty() ? key : address + "." + key;
}

/// "2026-04-01": text that has the shape of a date.
bool looks_like_date(const std::string& text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  return text.size() == kShape.size() &&
         std::equal(text.begin(), text.end(), kShape.begin(), [](char c, char shape) {
           return shape == 'd' ? c >= '0' && c <= '9' : c == shape;
         });
}

}  // namespace

Fields::Fields(Reader& reader, const Node* node, std::string address, Note inherited, Place around)
    : reader_(&reader),
      node_(node),
      address_(std::move(address)),
      note_(std::move(inherited)),
      around_(around) {
  scope_ = 0;  // a table may be opened more than once: its keys are remembered in one place
  while (scope_ < reader.scopes_.size() && reader.scopes_[scope_].address != address_) ++scope_;
  if (scope_ == reader.scopes_.size()) reader.scopes_.push_back({address_, node_, {}});
  if (node_ != nullptr && node_->is_table() && !address_.empty()) {
    note_ = read_note(reader, *node_, note_);
    for (const char* key : {"source", "assumption"}) reader.scopes_[scope_].asked.push_back(key);
  }
}

Fields Fields::over(const Fields& base) const {
  Fields both = *this;
  both.base_ = std::make_shared<Fields>(base);
  both.base_->is_base_ = true;
  return both;
}

Fields Fields::alone() const {
  Fields own = *this;
  own.base_ = nullptr;
  return own;
}

bool Fields::has(const std::string& key) const {
  if (node_ != nullptr && node_->find(key) != nullptr) return true;
  if (Recorder* listener = recorder()) listener->wondered.push_back({address_, key});
  return base_ != nullptr && base_->has(key);
}

Fields* Fields::below(const std::string& key) {
  if (base_ == nullptr || ask(key) != nullptr || !base_->has(key)) return nullptr;
  return base_.get();
}

Place Fields::place() const {
  if (address_.empty()) return {};  // the file as a whole
  if (node_ == nullptr && base_ != nullptr) return base_->place();
  return node_ == nullptr ? around_ : node_->place;
}

Place Fields::place_of(const std::string& key) const {
  const Node* child = node_ == nullptr ? nullptr : node_->find(key);
  if (child == nullptr && base_ != nullptr && base_->has(key)) return base_->place_of(key);
  return child == nullptr ? place() : child->place;
}

std::string Fields::at(const std::string& key) const {
  return join(address_, key);
}

const Node* Fields::peek(const std::string& key) {
  if (Fields* base = below(key)) return base->peek(key);
  return ask(key);
}

const Node* Fields::peek(const std::string& key, Asked expected) {
  record(key, std::move(expected));
  return peek(key);
}

void Fields::record(const std::string& key, Asked asked) const {
  if (Recorder* listener = recorder()) listener->ask(address_, key, std::move(asked));
}

const Node* Fields::ask(const std::string& key) {
  auto& asked = reader_->scopes_[scope_].asked;
  if (std::find(asked.begin(), asked.end(), key) == asked.end()) asked.push_back(key);
  const Node* child = node_ == nullptr || !node_->is_table() ? nullptr : node_->find(key);
  if (Recorder* listener = recorder())
    listener->look({address_, key, node_ != nullptr, child != nullptr, base_ != nullptr});
  return child;
}

void Fields::missing(const std::string& key, std::string hint) {
  reader_->mark_faulty(at(key));
  if (reader_->is_faulty(address_)) return;  // the table itself could not be read
  if (node_ == nullptr) {
    reader_->absent_table(address_, key, place());
  } else {
    reader_->absent(at(key), place(), "'" + key + "' is missing in " + address_, std::move(hint));
  }
}

void Fields::refuse(const std::string& key, Place place, std::string message, std::string hint) {
  reader_->mark_faulty(at(key));
  reader_->error(place, std::move(message), std::move(hint));
}

void Fields::state(const std::string& key, const Node& value, const std::string& unit) {
  reader_->state({at(key), as_typed(value), unit, note_});
}

std::string Fields::text(const std::string& key, std::optional<std::string> fallback) {
  if (Fields* base = below(key)) return base->text(key, fallback);
  record(key, {.kind = Asked::Kind::text, .usual = fallback.value_or("")});
  const Node* child = ask(key);
  if (child == nullptr) {
    if (!fallback) missing(key);
    return fallback.value_or("");
  }
  if (child->poisoned) {
    reader_->mark_faulty(at(key));
    return fallback.value_or("");
  }
  if (child->kind != Node::Kind::string) {
    const bool number = child->kind == Node::Kind::real || child->kind == Node::Kind::integer;
    refuse(key, child->place, "'" + key + "' must be text, not " + kind_in_words(*child),
           number ? "write it in quotes, as a number it loses its zeros: \"" + child->raw + "\""
                  : "write it in quotes");
    return fallback.value_or("");
  }
  if (decode_utf8(child->text).size() > kNameCharactersMax)
    refuse(key, child->place, "'" + key + "' has more than 100 characters");
  if (sanitise(child->text) != child->text)
    refuse(key, child->place, "'" + key + "' has a control character in it");
  if (child->text.empty()) refuse(key, child->place, "'" + key + "' is empty");
  return child->text;
}

std::string Fields::currency(const std::string& key, std::optional<std::string> fallback) {
  record(key, {.kind = Asked::Kind::currency});
  return text(key, std::move(fallback));
}

long long Fields::integer(const std::string& key, long long low, long long high,
                          std::optional<long long> fallback) {
  if (Fields* base = below(key)) return base->integer(key, low, high, fallback);
  record(key, {.kind = Asked::Kind::integer,
               .low = static_cast<double>(low),
               .high = static_cast<double>(high),
               .fallback = fallback});
  const Node* child = ask(key);
  if (child == nullptr) {
    if (!fallback) missing(key);
    return fallback.value_or(low);
  }
  const std::string must = "'" + key + "' must be a whole number from " + std::to_string(low) +
                           " to " + std::to_string(high);
  const Node* value = child;
  Note note = note_;
  if (child->is_table()) {
    note = read_note(*reader_, *child, note_);
    value = child->find("value");
    reader_->expect_members(at(key), *child, {"value", "source", "assumption"},
                            must + ": it cannot be uncertain");
    const auto is_other = [](const Node& member) {
      return member.key != "source" && member.key != "assumption";
    };
    if (std::none_of(child->children.begin(), child->children.end(), is_other))
      reader_->absent(at(key) + ".value", child->place, "'" + key + "' has no value", must);
  }
  if (value == nullptr || value->poisoned || child->poisoned) {
    reader_->mark_faulty(at(key));
    return fallback.value_or(low);
  }
  std::optional<long long> whole;
  if (value->kind == Node::Kind::integer) {
    whole = value->integer;
  } else if (const auto real = constant_of(*value); real && std::abs(*real) < 9e15) {
    const auto cut = static_cast<long long>(*real);  // 100.0 is as good as 100
    if (static_cast<double>(cut) == *real) whole = cut;
  }
  if (!whole || *whole < low || *whole > high) {
    refuse(key, value->place, must + ", not " + kind_in_words(*value));
    return fallback.value_or(low);
  }
  reader_->state({at(key), as_typed(*value), "", note});
  return *whole;
}

bool Fields::boolean(const std::string& key, bool fallback) {
  if (Fields* base = below(key)) return base->boolean(key, fallback);
  record(key, {.kind = Asked::Kind::boolean, .fallback = fallback ? 1 : 0});
  const Node* child = ask(key);
  if (child == nullptr || child->poisoned) return fallback;
  if (child->kind != Node::Kind::boolean) {
    refuse(key, child->place, "'" + key + "' must be true or false, not " + kind_in_words(*child));
    return fallback;
  }
  return child->boolean;
}

std::optional<Date> Fields::date(const std::string& key) {
  if (Fields* base = below(key)) return base->date(key);
  record(key, {.kind = Asked::Kind::date});
  const Node* child = ask(key);
  if (child == nullptr) return std::nullopt;
  if (child->poisoned) {
    reader_->mark_faulty(at(key));
    return std::nullopt;
  }
  if (child->kind != Node::Kind::date) {
    std::string hint = "write year-month-day: 2026-01-01";
    if (child->kind == Node::Kind::string)
      hint = looks_like_date(child->text) ? "write " + child->text + ", without quotes"
                                          : "dates stand without quotes: 2026-01-01";
    refuse(key, child->place, "'" + key + "' must be a date, not " + kind_in_words(*child), hint);
    return std::nullopt;
  }
  return child->date;
}

std::string Fields::choice(const std::string& key, const std::vector<std::string>& choices,
                           std::optional<std::string> fallback) {
  if (Fields* base = below(key)) return base->choice(key, choices, fallback);
  record(key, word_asked(choices, fallback.value_or("")));
  std::string all;
  for (const std::string& one : choices) all += (all.empty() ? "" : ", ") + one;
  const bool several = choices.size() > 1;
  const Node* child = ask(key);
  if (Recorder* listener = recorder()) {
    const bool is_word = child != nullptr && child->kind == Node::Kind::string;
    listener->chosen.push_back({address_, key, is_word ? child->text : fallback.value_or("")});
  }
  if (child == nullptr) {
    if (!fallback) missing(key, several ? "one of: " + all : "write " + key + " = \"" + all + "\"");
    return fallback.value_or(choices.front());
  }
  if (child->poisoned) return fallback.value_or(choices.front());
  const std::string word = child->kind == Node::Kind::string ? child->text : "";
  if (std::find(choices.begin(), choices.end(), word) != choices.end()) return word;
  const std::string close = several ? nearest(word, choices) : "";
  std::string hint = several ? "one of: " + all : "only \"" + all + "\" is known";
  if (!close.empty()) hint = "did you mean \"" + close + "\"? " + hint;
  refuse(key, child->place,
         "'" + key + "' cannot be " +
             (child->kind == Node::Kind::string ? "\"" + sanitise(word) + "\""
                                                : kind_in_words(*child)),
         hint);
  return fallback.value_or(choices.front());
}

std::vector<double> Fields::numbers(const std::string& key, const std::string& unit) {
  if (Fields* base = below(key)) return base->numbers(key, unit);
  record(key, {.kind = Asked::Kind::numbers, .unit = unit});
  const Node* child = ask(key);
  if (child == nullptr || child->poisoned) return {};
  if (child->kind != Node::Kind::array) {
    refuse(key, child->place,
           "'" + key + "' must be a list of numbers, not " + kind_in_words(*child));
    return {};
  }
  std::vector<double> values;
  for (const Node& item : child->children) {
    const std::optional<double> value = constant_of(item);
    if (!value && !item.poisoned)
      refuse(key, item.place, "'" + key + "' must hold numbers only, not " + kind_in_words(item));
    values.push_back(value.value_or(1));
  }
  state(key, *child, unit);
  return values;
}

std::vector<std::string> Fields::texts(const std::string& key) {
  if (Fields* base = below(key)) return base->texts(key);
  record(key, {.kind = Asked::Kind::texts});
  const Node* child = ask(key);
  if (child == nullptr) {
    missing(key);
    return {};
  }
  if (child->poisoned) return {};
  std::vector<std::string> values;
  if (child->kind != Node::Kind::array) {
    refuse(key, child->place, "'" + key + "' must be a list, not " + kind_in_words(*child));
    return {};
  }
  for (const Node& item : child->children) {
    if (item.kind == Node::Kind::string) {
      values.push_back(item.text);
    } else if (!item.poisoned) {
      refuse(key, item.place, "'" + key + "' must hold texts, not " + kind_in_words(item),
             "write them in quotes");
    }
  }
  return values;
}

NumberId Fields::number(const std::string& key, const Ask& asked) {
  if (Fields* base = below(key)) return base->number(key, asked);
  const Node* child = ask(key);
  if (child == nullptr && !asked.fallback) missing(key);
  return read_number(*reader_, child, at(key), asked, note_);
}

Fields Fields::table(const std::string& key) {
  if (Fields* base = below(key)) return base->table(key);
  record(key, {.kind = Asked::Kind::table});
  const Node* child = ask(key);
  if (child != nullptr && !child->is_table()) {
    if (!child->poisoned && !reader_->is_faulty(at(key)))
      refuse(key, child->place, "'" + key + "' must be a table, not " + kind_in_words(*child),
             "write [" + at(key) + "] on a line of its own, its keys below");
    reader_->mark_faulty(at(key));
    child = nullptr;
  }
  return Fields(*reader_, child, at(key), note_, place());
}

std::vector<std::pair<std::string, Fields>> Fields::tables(const std::string& key) {
  std::vector<std::pair<std::string, Fields>> found;
  Fields all = table(key);
  all.accept_any_names();
  if (Recorder* listener = recorder()) {
    listener->free.insert(all.address_);
    all.record("*", {.kind = Asked::Kind::table});
  }
  if (!all.given()) return found;
  for (const Node& child : all.node_->children) {
    if (child.key == "source" || child.key == "assumption") continue;
    const bool new_to_us = !reader_->is_faulty(all.at(child.key));  // tables are opened repeatedly
    if (sanitise(child.key) != child.key || child.key.empty() ||
        decode_utf8(child.key).size() > kNameCharactersMax ||
        child.key.find('.') != std::string::npos) {
      if (new_to_us)
        all.refuse(child.key, child.key_place,
                   "the name of a table below " + all.address_ +
                       " must have 1 to 100 characters, no dot and no control character");
      continue;
    }
    if (!child.is_table()) {
      if (!child.poisoned && new_to_us)
        all.refuse(child.key, child.place,
                   "'" + all.at(child.key) + "' must be a table, not " + kind_in_words(child),
                   "write [" + all.at(child.key) + "] on a line of its own, its keys below");
      reader_->mark_faulty(all.at(child.key));
      continue;
    }
    found.emplace_back(child.key,
                       Fields(*reader_, &child, all.at(child.key), all.note_, child.place));
  }
  return found;
}

void Fields::accept_any_names() {
  reader_->scopes_[scope_].free_names = true;
}

std::vector<const Node*> Fields::members(std::optional<Asked> expected) {
  accept_any_names();
  if (Recorder* listener = recorder()) {
    listener->free.insert(address_);
    if (expected) record("*", *std::move(expected));
  }
  std::vector<const Node*> found;
  if (node_ == nullptr) return found;
  for (const Node& child : node_->children)
    if (child.key != "source" && child.key != "assumption") found.push_back(&child);
  return found;
}

}  // namespace landfall::scenario
