// Typed access to one table of the file: what the reader asks for is the format, and what nobody
// asks for is a mistake.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "scenario/document.hpp"
#include "scenario/range.hpp"
#include "scenario/recorder.hpp"
#include "scenario/scenario.hpp"

namespace landfall::scenario {

/// What is asked of a number.
struct Ask {
  std::string unit = "";  ///< of an amount, what follows the currency: "/kg", " a year"
  Range range = {};
  std::optional<double> fallback = std::nullopt;  ///< none: the key is required
  std::string currency = "";       ///< of an amount that states none; empty: not an amount
  bool may_have_currency = false;  ///< a free value: an amount if it states a currency
  bool may_be_process = false;
  bool may_be_basket = false;
  std::string drawn_for = "";   ///< drawn anew for each of these: "prospect"
  double suspicious_above = 0;  ///< a mean beyond it is warned about (0: never)
  std::string suspicion = "";   ///< what to say then of {percent}
  std::string remark = "";      ///< hint when the range is left
};

class Fields;

/// What all tables of one file share: the tree, the scenario in the making, and the mistakes found.
class Reader {
 public:
  /// `recorder` hears what is asked; most often nobody wants to know.
  Reader(Document& document, Scenario& scenario, Recorder* recorder = nullptr)
      : document_(document), scenario_(scenario), recorder_(recorder) {}

  void error(Place place, std::string message, std::string hint = "");
  void warn(Place place, Warning warning);
  /// Something must stand at `address` and does not. Reported with the unread keys, and not at all
  /// where one of those is this address misspelt or slid below another header.
  void absent(const std::string& address, Place place, std::string message, std::string hint = "");
  /// A table that is missing whole, and a key that it must have: one report for all its keys.
  void absent_table(const std::string& address, const std::string& key, Place place);

  /// What stands at this address has a mistake, which has been reported: whatever follows from the
  /// value read in its place is no news.
  void mark_faulty(const std::string& address) { faulty_.insert(address); }
  bool is_faulty(const std::string& address) const { return faulty_.count(address) > 0; }
  /// Errors reported by now.
  int errors() const { return errors_; }

  Scenario& scenario() { return scenario_; }
  /// Whose unit and currency of the invoice hold where amounts state none.
  const Product& product() const { return product_; }
  void set_product(Product product) { product_ = std::move(product); }

  /// From now on a number whose address has been read is that number, and no news.
  void read_again(bool again) { again_ = again; }
  bool reads_again() const { return again_; }
  /// A value as the register of assumptions has it.
  void state(Stated stated);
  const Document& document() const { return document_; }
  Recorder* recorder() const { return recorder_; }
  std::vector<Diagnostic>& diagnostics() { return document_.diagnostics; }
  /// A further text that holds mistakes: data that the scenario names. Its places count it as the
  /// last of the sources.
  void add_source(SourceText text) { document_.sources.push_back(std::move(text)); }

  /// The whole file.
  Fields root();
  /// A table that is no section: a number or a process. `otherwise` is the hint for a key that is
  /// like none of `known`.
  void expect_members(const std::string& address, const Node& node, std::vector<std::string> known,
                      std::string otherwise);
  /// After everything was read: report the keys that nothing asked for, and what is absent.
  void report_unread();

 private:
  friend class Fields;
  struct Scope {
    std::string address;
    const Node* node;
    std::vector<std::string> asked;
    bool free_names = false;  ///< any name is valid here: markets, channels, levies
    bool is_number = false;   ///< of a number or a process, whose keys are like those of all others
    std::string otherwise = "";
  };
  struct Absent {
    std::string address;
    Diagnostic diagnostic;
  };
  struct Advice {
    std::string hint;
    std::string meant;  ///< the address that the key was meant for; empty if unknown
  };
  Advice advice_for_unread(const Scope& scope, const Node& key) const;
  /// The table further up that asked for `key`, typed by mistake below the header of a sub-table.
  const Scope* owner_above(const Scope& scope, const Node& key) const;
  std::string where_to_move(const Scope& owner, const Node& key) const;
  bool is_told(Place place, const std::string& message) const;
  bool is_header(const Node& table) const;
  void collect_headers(const Node& node, std::vector<int>& lines) const;

  Document& document_;
  Scenario& scenario_;
  Recorder* recorder_;
  std::vector<Scope> scopes_;
  std::vector<Absent> absent_;
  std::set<std::string> faulty_;
  Product product_;
  bool again_ = false;
  int errors_ = 0;
};

/// One table. A table that the file does not have reads as one without keys.
class Fields {
 public:
  /// This table, and for each key that it lacks `base`: what stands there keeps its address.
  Fields over(const Fields& base) const;
  /// Without what it stands over.
  Fields alone() const;

  bool given() const { return node_ != nullptr || (base_ != nullptr && base_->given()); }
  bool has(const std::string& key) const;
  const std::string& address() const { return address_; }
  /// Of the header, or of the key if there is one; of a table that is not there, the place of the
  /// nearest table around it that is.
  Place place() const;
  Place place_of(const std::string& key) const;

  std::string text(const std::string& key, std::optional<std::string> fallback);
  /// A text that is the code of a currency; whether it can be one is checked with the whole file.
  std::string currency(const std::string& key, std::optional<std::string> fallback);
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
  /// Any number: constant, distribution, reference or process. The id is valid even after a
  /// mistake.
  NumberId number(const std::string& key, const Ask& ask);

  Fields table(const std::string& key);
  /// The tables below `key`, one for each name, in the order of the file.
  std::vector<std::pair<std::string, Fields>> tables(const std::string& key);
  /// The members of this table, which may have any names. A reader that makes of them what it will
  /// says in which form they are `expected`.
  std::vector<const Node*> members(std::optional<Asked> expected = std::nullopt);
  /// After a mistake above: what stands here is no news, whatever its names.
  void accept_any_names();
  const Node* node() const { return node_; }
  /// Look at a key without reading it as a value of its own.
  const Node* peek(const std::string& key);
  /// The same of a key that the reader makes of what it will, but in the form that is `expected`.
  const Node* peek(const std::string& key, Asked expected);

  Reader& reader() const { return *reader_; }
  const Note& note() const { return note_; }
  void missing(const std::string& key, std::string hint = "");

 private:
  friend class Reader;
  Fields(Reader& reader, const Node* node, std::string address, Note inherited, Place around);
  const Node* ask(const std::string& key);
  /// The table below this one, if the key stands there alone.
  Fields* below(const std::string& key);
  std::string at(const std::string& key) const;
  /// Report a value that cannot be taken.
  void refuse(const std::string& key, Place place, std::string message, std::string hint = "");
  void state(const std::string& key, const Node& value, const std::string& unit);
  void record(const std::string& key, Asked asked) const;
  Recorder* recorder() const { return is_base_ ? nullptr : reader_->recorder(); }

  Reader* reader_;
  const Node* node_;
  std::string address_;
  Note note_;
  Place around_;
  std::shared_ptr<Fields> base_;
  bool is_base_ = false;  ///< it answers for another, and was heard when it was read by itself
  std::size_t scope_;
};

/// Read one number from its node (number.cpp). `address` is where it stands.
NumberId read_number(Reader& reader, const Node* node, const std::string& address, const Ask& ask,
                     const Note& inherited);

/// A value as typed, on one line: `[4.2, 5.0, 6.1]`, `{ mean = 4, sd = 2 }`.
std::string as_typed(const Node& node);

/// Whether it or anything in it has a mistake that was reported already.
bool has_poison(const Node& node);

/// "text", "a date", "a list": what a node is, for messages.
std::string kind_in_words(const Node& node);

/// The constant that a node holds, if it is one.
std::optional<double> constant_of(const Node& node);

/// `source` and `assumption` of a table, or what it inherits.
Note read_note(Reader& reader, const Node& table, const Note& inherited);

}  // namespace landfall::scenario
