// A TOML text as a tree that remembers where everything stood. The only door to toml++.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace landfall::scenario {

struct Date {
  int year = 0, month = 0, day = 0;
  auto operator<=>(const Date&) const = default;
};

/// One value of the file. Tables keep their members in the order of the file.
struct Node {
  enum class Kind { table, array, string, integer, real, boolean, date, other };
  Kind kind = Kind::table;
  std::string key;  ///< last part of its name; empty for array items and the root
  Place key_place;  ///< of the key, or of the header that made the table
  Place place;      ///< of the value (of the header, for a table with one)
  std::string raw;  ///< the value as typed: `8504.40`, `[4,2, 5,0]`; empty for [header] tables
  std::vector<Node> children;  ///< members of a table, items of an array
  std::int64_t integer = 0;
  double real = 0;
  bool boolean = false;
  std::string text;  ///< of a string
  Date date;
  bool is_inline = false;  ///< written { like = "this" }
  bool poisoned = false;   ///< its mistake has been reported already: stay silent about it

  bool is_table() const { return kind == Kind::table; }
  const Node* find(std::string_view name) const;
};

/// The tree and everything wrong with the text itself.
struct Document {
  std::vector<SourceText> sources;
  Node root;
  std::vector<Diagnostic> diagnostics;
  bool incomplete = false;  ///< parts could not be read: a missing key is then no news
};

/// Limits of a file, checked before toml++ sees it.
inline constexpr std::size_t kFileBytesMax = 1 << 20;
inline constexpr int kNestingMax = 32;
inline constexpr int kKeysMax = 10'000;
inline constexpr std::size_t kStringBytesMax = 4096;

/// The bytes of a regular file, or of standard input for "-". Throws WorldError for anything else:
/// a directory, a device, a pipe, a file that is missing, unreadable or larger than `bytes_max`.
std::string read_source(const std::string& path, std::size_t bytes_max = kFileBytesMax);

/// Parse TOML 1.0. Never throws for bad text: every mistake becomes a diagnostic, the rest of the
/// file is read on, so that all mistakes of a file are known after one call.
Document parse_document(std::string name, std::string bytes);

/// Replace the value at a dotted address (`market.MA.tariff.ad_valorem`) by any TOML value, as
/// `--set ADDRESS=VALUE` does: missing tables are made, an existing value is replaced whole.
/// Mistakes are placed in a source of their own, named "--set", whose text is the whole argument.
void set_value(Document& document, const std::string& argument);

}  // namespace landfall::scenario
