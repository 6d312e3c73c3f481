#include "scenario/format_notes.hpp"

#include <algorithm>
#include <utility>

namespace landfall::scenario {
namespace {

void merge(FieldFormat& field, const Asked& asked) {
  const auto same = std::find_if(field.ways.begin(), field.ways.end(),
                                 [&](const Asked& one) { return one.kind == asked.kind; });
  if (same == field.ways.end()) {
    field.ways.push_back(asked);
    return;
  }
  same->low_open = asked.low < same->low   ? asked.low_open
                   : same->low < asked.low ? same->low_open
                                           : same->low_open && asked.low_open;
  same->low = std::min(same->low, asked.low);
  same->high = std::max(same->high, asked.high);
  if (same->fallback != asked.fallback) same->fallback = std::nullopt;
  if (same->usual != asked.usual) same->usual.clear();
  same->may_be_process = same->may_be_process || asked.may_be_process;
  same->may_be_basket = same->may_be_basket || asked.may_be_basket;
  same->may_have_currency = same->may_have_currency || asked.may_have_currency;
}

std::string join(const std::string& table, const std::string& key) {
  return table.empty() ? key : table + "." + key;
}

}  // namespace

Heard::Heard(const Recorder& recorder) : recorder_(&recorder) {
  for (const Recorder::Look& look : recorder.looks) {
    if (look.over && !look.given) answered_above_.insert({look.table, look.key});
    if (!looked_.insert({look.table, look.key}).second) continue;
    Table& table = tables_[look.table];
    table.keys.push_back({look.key, look.given});
    table.is_given = table.is_given || look.table_given;
    table.is_over = table.is_over || look.over;
  }
  std::set<std::pair<std::string, std::string>> known;
  for (const Recorder::Choice& choice : recorder.chosen)
    if (!choice.value.empty() && known.insert({choice.table, choice.key}).second)
      chosen_.push_back(choice);
}

const std::string& Heard::pattern(const std::string& address) const {
  const auto [known, is_new] = patterns_.insert({address, ""});
  if (!is_new || address.empty()) return known->second;
  const std::size_t dot = address.rfind('.');
  const std::string table = dot == std::string::npos ? "" : address.substr(0, dot);
  const std::string key = dot == std::string::npos ? address : address.substr(dot + 1);
  const std::string whole = join(pattern(table), key_in(table, key));
  return patterns_[address] = whole;
}

std::string Heard::key_in(const std::string& table, const std::string& key) const {
  // Those that the reader looks for by name have their own meaning, such as min_paths of a stop; a
  // table among numbers, such as a levy's, is looked for by the name that it has.
  const bool is_own = looked_.count({table, key}) > 0 && key != "TABLE" && key != "NAME";
  return is_free(table) && !is_own ? "*" : key;
}

std::vector<const Asked*> Heard::ways(const std::string& table, const std::string& key) const {
  std::vector<const Asked*> ways;
  for (const Recorder::Typed& one : recorder_->typed)
    if (one.table == table && one.key == key) ways.push_back(&one.asked);
  return ways;
}

void FormatNotes::Counts::add(const Heard& heard, const std::string& table) {
  ++tables;
  for (const Heard::Key& one : heard.tables().at(table).keys)
    if (one.given)
      ++given[one.key];
    else if (heard.recorder().absent.count(join(table, one.key)) > 0)
      ++missed[one.key];
}

bool FormatNotes::Counts::is_required(const std::string& key) const {
  const auto count = [&](const std::map<std::string, int>& counts) {
    const auto found = counts.find(key);
    return found == counts.end() ? 0 : found->second;
  };
  return count(missed) > 0 && count(missed) + count(given) == tables;
}

void FormatNotes::take_keys(const Heard& heard) {
  for (const auto& [address, there] : heard.tables()) {
    Table& table = tables_[heard.pattern(address)];
    for (const Heard::Key& one : there.keys)
      if (std::find(table.order.begin(), table.order.end(), one.key) == table.order.end())
        table.order.push_back(one.key);
    table.had_both = table.had_both || heard.is_free(address);
    if (there.is_given && !there.is_over) table.counts.add(heard, address);
  }
}

void FormatNotes::take_words(const Heard& heard) {
  for (const Recorder::Choice& choice : heard.chosen()) {
    const Heard::Table& there = heard.tables().at(choice.table);
    if (there.is_over) continue;
    Word& word = tables_[heard.pattern(choice.table)].words[choice.key][choice.value];
    const bool is_first = word.first.empty();
    for (const Heard::Key& one : there.keys) {
      if (is_first) word.first.insert(one.key);
      word.keys.insert(one.key);
    }
    if (there.is_given) word.counts.add(heard, choice.table);
  }
}

void FormatNotes::take(const Heard& heard) {
  for (const std::string& address : heard.recorder().free)
    tables_[heard.pattern(address)].was_free = true;
  take_keys(heard);
  take_words(heard);
  for (const auto& [address, key, asked] : heard.recorder().typed) {
    if (heard.is_answered_above(address, key)) continue;
    const std::string& pattern = heard.pattern(address);
    const std::string its_key = heard.key_in(address, key);
    merge(tables_[pattern].fields[its_key], asked);
    read_.insert(join(pattern, its_key));
  }
}

const std::string& FormatNotes::words_around(const Heard& heard, const std::string& table) const {
  const auto [known, is_new] = heard.words_.insert({table, ""});
  std::string& around = known->second;
  if (!is_new) return around;
  for (const Recorder::Choice& choice : heard.chosen()) {
    if (!(table + ".").starts_with(choice.table + ".")) continue;
    const auto& all = tables_.at(heard.pattern(choice.table)).words;
    const auto found = all.find(choice.key);
    if (found == all.end() || found->second.count(choice.value) == 0) continue;
    const auto& words = found->second;
    const auto& keys = words.at(choice.value).first;
    const auto same = std::find_if(words.begin(), words.end(),
                                   [&](const auto& other) { return other.second.first == keys; });
    around += " " + choice.key + "=" + same->first;
  }
  return around;
}

Variant FormatNotes::variant_of(const Word& word, const Table& table) {
  Variant variant;
  for (const std::string& key : word.keys) {
    if (table.fields.count(key) == 0) continue;
    variant.keys.insert(key);
    if (word.counts.is_required(key)) variant.required.insert(key);
  }
  return variant;
}

/// A table that no key leads to was asked for with another's answer.
void FormatNotes::keep_reachable(Format& format) const {
  std::erase_if(format, [&](const auto& one) { return !one.first.empty() && !is_read(one.first); });
}

Format FormatNotes::format() const {
  Format format;
  for (const auto& [address, notes] : tables_) {
    if (notes.fields.empty()) continue;
    TableFormat table;
    table.fields = notes.fields;
    for (const std::string& key : notes.order)
      if (table.fields.count(key) > 0) table.keys.push_back(key);
    for (auto& [key, field] : table.fields) field.is_required = notes.counts.is_required(key);
    for (auto& [key, field] : table.fields)
      if (field.ways.front().kind == Asked::Kind::currency) field.ways.resize(1);
    table.is_either = notes.was_free && !notes.had_both && !table.keys.empty();
    for (const auto& [key, words] : notes.words) {
      std::map<std::string, Variant> variants;
      for (const std::string& word : table.fields[key].ways.front().choices)
        if (words.count(word) > 0) variants[word] = variant_of(words.at(word), notes);
      const auto differs = [&](const auto& one) {
        return one.second.keys != variants.begin()->second.keys;
      };
      if (std::none_of(variants.begin(), variants.end(), differs)) continue;
      table.decided_by = key;
      table.usual = table.fields[key].ways.front().usual;
      table.variants = std::move(variants);
    }
    format[address] = std::move(table);
  }
  keep_reachable(format);
  return format;
}

}  // namespace landfall::scenario
