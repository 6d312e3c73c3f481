// What a reader asks a file for: each call of Fields tells it here, if somebody wants to know. So
// the format can be told from the very calls that read it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace landfall::scenario {

/// How a value is read.
struct Asked {
  enum class Kind {
    number,    ///< in any of its forms, or an amount
    constant,  ///< a number that cannot be uncertain
    integer,
    text,
    currency,
    boolean,
    date,
    choice,
    numbers,
    texts,
    table,
    members,  ///< a table in which any names may stand
    like,     ///< as at another address of a scenario
    shape,    ///< in a form of its own, which `choices` names
  };
  Kind kind = Kind::table;
  double low = 0, high = 0;  ///< of a number, a constant or an integer
  bool low_open = false;
  std::string unit = "";                ///< of a number
  std::optional<double> fallback = {};  ///< of a number, an integer or a boolean
  std::vector<std::string> choices = {};
  std::string usual = "";  ///< of a choice or a text, what stands for it where it is left out
  bool may_be_process = false, may_be_basket = false, may_have_currency = false;
};

/// A constant in a range, a word, a form of its own, a value like another's: for the keys that a
/// reader looks at by itself.
Asked constant_asked(double low, double high, bool low_open = false);
Asked word_asked(std::vector<std::string> choices, std::string usual = "");
Asked shape_asked(const std::string& name);
Asked like_asked(const std::string& address);

/// All that was asked while one file was read.
class Recorder {
 public:
  struct Look {
    std::string table, key;
    bool table_given, given;
    bool over;  ///< another table answers for what this one lacks
  };
  struct Typed {
    std::string table, key;
    Asked asked;
  };
  struct Choice {
    std::string table, key, value;
  };

  void look(Look look) { looks.push_back(std::move(look)); }
  void ask(std::string table, std::string key, Asked asked) {
    typed.push_back({std::move(table), std::move(key), std::move(asked)});
  }
  /// A value that stands in a table of free names, at its whole address.
  void ask_at(const std::string& address, Asked asked);

  std::vector<Look> looks;
  std::vector<Typed> typed;
  std::vector<Choice> chosen;                                 ///< the words in force
  std::vector<std::pair<std::string, std::string>> wondered;  ///< tables and keys: is it there?
  std::set<std::string> absent;  ///< addresses of what should stand there and does not
  std::set<std::string> free;    ///< addresses of tables in which any names may stand
};

}  // namespace landfall::scenario
