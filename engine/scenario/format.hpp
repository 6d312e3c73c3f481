// The format of a file, told from what its reader asks for: which keys may stand in which table, in
// which form, and which must.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "scenario/recorder.hpp"

namespace landfall::scenario {

struct FieldFormat {
  std::vector<Asked> ways;  ///< in which it may be written; of each kind one
  bool is_required = false;
};

/// Which keys a table has once a word is chosen: those of a retail channel are not those of a
/// tender.
struct Variant {
  std::set<std::string> keys, required;
};

struct TableFormat {
  std::vector<std::string> keys;              ///< in the order in which the reader asks for them
  std::map<std::string, FieldFormat> fields;  ///< "*": of any further name
  bool is_either = false;                     ///< it has the keys above or free names, and not both
  std::string decided_by;  ///< the key whose word decides which keys there are; or empty
  std::string usual;       ///< that word where it is left out; empty: it must be given
  std::map<std::string, Variant> variants;  ///< by that word
};

/// By address, "*" for any name: "market.*.demand". The whole file is at "".
using Format = std::map<std::string, TableFormat>;

/// The dates of the documents that are read to find a format; no default is this year by itself.
inline constexpr int kProbeYear = 2190;
/// The currencies in them: of the scenario, of an invoice, of a market.
inline constexpr const char* kProbeCurrencies[] = {"AAA", "BBB", "CCC"};

/// A reader is given documents of a few lines, and then each key that it asked for, in each form
/// that it may take, until it asks for nothing new.
Format scenario_format();
Format study_format();
Format gsim_format();

}  // namespace landfall::scenario
