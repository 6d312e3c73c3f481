// Typed access to one table of the file: what the reader asks for is the format, and what nobody asks
// for is a mistake.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scenario/document.hpp"
#include "scenario/scenario.hpp"

namespace landfall::scenario {

/// Values a number may take, on every path.
struct Range {
  double low = -1e15, high = 1e15;
  bool low_open = false;
  bool is_share() const { return low == 0 && high == 1; }
};
Range any();
Range at_least(double low);
Range above(double low);
Range within(double low, double high);

/// What is asked of a number.
struct Ask {
  std::string unit = "";        ///< of an amount, what follows the currency: "/kg", " a year"
  Range range = {};
  std::optional<double> fallback = std::nullopt;  ///< none: the key is required
  std::string currency = "";    ///< of an amount that states none; empty: not an amount
  bool may_have_currency = false;  ///< a free value: an amount if it states a currency
  bool may_be_process = false;
  bool repeated = false;        ///< drawn for each prospect
  double suspicious_above = 0;  ///< a mean beyond it is warned about (0: never)
  std::string suspicion = "";   ///< what to say then
};

class Fields;

/// What all tables of one file share: the tree, the scenario in the making, and the mistakes found.
class Reader {
 public:
  Reader(Document& document, Scenario& scenario) : document_(document), scenario_(scenario) {}

  void error(Place place, std::string message, std::string hint = "");
  void warn(Place place, std::string message, std::string hint = "");
  Scenario& scenario() { return scenario_; }
  const Document& document() const { return document_; }
  std::vector<Diagnostic>& diagnostics() { return document_.diagnostics; }

  /// The whole file.
  Fields root();
  /// After everything was read: report the keys that nothing asked for.
  void report_unread();

 private:
  friend class Fields;
  struct Scope {
    std::string address;
    const Node* node;
    std::vector<std::string> asked;
    bool free_names = false;  ///< any name is valid here: markets, channels, levies
  };
  std::string hint_for_unread(const Scope& scope, const Node& key) const;

  Document& document_;
  Scenario& scenario_;
  std::vector<Scope> scopes_;
};

/// One table. A table that the file does not have reads as one without keys.
class Fields {
 public:
  bool given() const { return node_ != nullptr; }
  bool has(const std::string& key) const { return node_ != nullptr && node_->find(key) != nullptr; }
  const std::string& address() const { return address_; }
  /// Of the header, or of the key if there is one.
  Place place() const;
  Place place_of(const std::string& key) const;

  std::string text(const std::string& key, std::optional<std::string> fallback);
  long long integer(const std::string& key, long long low, long long high,
                    std::optional<long long> fallback);
  bool boolean(const std::string& key, bool fallback);
  std::optional<Date> date(const std::string& key);
  /// One of `choices`; a word that is none of them is an error with the nearest.
  std::string choice(const std::string& key, const std::vector<std::string>& choices,
                     std::optional<std::string> fallback);
  /// A list of numbers, registered as one stated value.
  std::vector<double> numbers(const std::string& key, const std::string& unit);
  std::vector<std::string> texts(const std::string& key);
  /// Any number: constant, distribution, reference or process. The id is valid even after a mistake.
  NumberId number(const std::string& key, const Ask& ask);

  Fields table(const std::string& key);
  /// The tables below `key`, one for each name, in the order of the file.
  std::vector<std::pair<std::string, Fields>> tables(const std::string& key);
  /// The members of this table, which may have any names.
  std::vector<const Node*> members();
  const Node* node() const { return node_; }
  /// Look at a key without reading it as a value of its own.
  const Node* peek(const std::string& key);

  Reader& reader() const { return *reader_; }
  const Note& note() const { return note_; }
  void missing(const std::string& key);

 private:
  friend class Reader;
  Fields(Reader& reader, const Node* node, std::string address, Note inherited);
  const Node* ask(const std::string& key);
  std::string where() const;
  void state(const std::string& key, const Node& value, const std::string& unit);

  Reader* reader_;
  const Node* node_;
  std::string address_;
  Note note_;
  std::size_t scope_;
};

/// Read one number from its node (number.cpp). `address` is where it stands.
NumberId read_number(Reader& reader, const Node* node, const std::string& address, const Ask& ask,
                     const Note& inherited);

/// A value as typed, on one line: `[4.2, 5.0, 6.1]`, `{ mean = 4, sd = 2 }`.
std::string as_typed(const Node& node);

/// "text", "a date", "a list": what a node is, for messages.
std::string kind_in_words(const Node& node);

/// The constant that a node holds, if it is one.
std::optional<double> constant_of(const Node& node);

/// `source` and `assumption` of a table, or what it inherits.
Note read_note(Reader& reader, const Node& table, const Note& inherited);

}  // namespace landfall::scenario
