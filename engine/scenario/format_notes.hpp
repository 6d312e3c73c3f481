// What was heard while many documents were read, put together by address.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "scenario/format.hpp"

namespace landfall::scenario {

/// What one document was asked for.
class Heard {
 public:
  struct Key {
    std::string key;
    bool given;
  };
  struct Table {
    std::vector<Key> keys;  ///< that were looked for, each once
    bool is_given = false;
    bool is_over = false;  ///< another table answers for what this one lacks
  };

  explicit Heard(const Recorder& recorder);

  const Recorder& recorder() const { return *recorder_; }
  /// The words in force, each once.
  const std::vector<Recorder::Choice>& chosen() const { return chosen_; }
  const std::map<std::string, Table>& tables() const { return tables_; }
  bool is_free(const std::string& table) const { return recorder_->free.count(table) > 0; }
  /// "market.MA.demand" as "market.*.demand".
  const std::string& pattern(const std::string& address) const;
  /// A key of a table, or "*" for a free name.
  std::string key_in(const std::string& table, const std::string& key) const;
  /// How a key was read.
  std::vector<const Asked*> ways(const std::string& table, const std::string& key) const;
  /// Whether another table answered for this key.
  bool is_answered_above(const std::string& table, const std::string& key) const {
    return answered_above_.count({table, key}) > 0;
  }

 private:
  const Recorder* recorder_;
  std::map<std::string, Table> tables_;
  std::vector<Recorder::Choice> chosen_;
  std::set<std::pair<std::string, std::string>> looked_, answered_above_;
  mutable std::map<std::string, std::string> patterns_;
  mutable std::map<std::string, std::string> words_;  ///< by table, see FormatNotes::words_around
  friend class FormatNotes;
};

class FormatNotes {
 public:
  void take(const Heard& heard);
  bool is_read(const std::string& pattern) const { return read_.count(pattern) > 0; }
  /// The words in force around a key, where other words have other keys.
  const std::string& words_around(const Heard& heard, const std::string& table) const;
  /// All of it, with the keys that were read in some form: the others were only looked for.
  Format format() const;

 private:
  /// How often a table was there, and of each key, how often it was and how often it was missed.
  struct Counts {
    int tables = 0;
    std::map<std::string, int> given, missed;
    void add(const Heard& heard, const std::string& table);
    /// Whether it was missed whenever it was not there.
    bool is_required(const std::string& key) const;
  };
  /// What is looked for while a word is in force: in the first document that had it, and ever.
  struct Word {
    std::set<std::string> first, keys;
    Counts counts;
  };
  struct Table {
    std::vector<std::string> order;
    std::map<std::string, FieldFormat> fields;
    Counts counts;
    std::map<std::string, std::map<std::string, Word>> words;  ///< by the key of a choice
    bool was_free = false, had_both = false;
  };

  void keep_reachable(Format& format) const;
  void take_keys(const Heard& heard);
  void take_words(const Heard& heard);
  static Variant variant_of(const Word& word, const Table& table);

  std::map<std::string, Table> tables_;
  std::set<std::string> read_;
};

}  // namespace landfall::scenario
