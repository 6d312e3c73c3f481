// Reads a text before toml++ does: finds every slip, names it, and mends it so that toml++ can read
// on.
#pragma once

#include <string>
#include <vector>

#include "scenario/document.hpp"
#include "scenario/mending.hpp"

namespace landfall::scenario {

/// A name that the text defines.
struct Definition {
  enum class Kind { header, list, value, braces };  ///< [this], [[this]], this = 1, this = { }
  Kind kind = Kind::value;
  std::string address;  ///< its dotted place from the root
  std::string base;     ///< the table it is written in: its header, or the name of its { }
  Span span;            ///< the name as typed
};

/// A header or an assignment, with all its lines.
struct Statement {
  Span span;
  bool is_header = false;
};

struct Scan {
  std::vector<Diagnostic> diagnostics;
  std::vector<Edit> edits;
  std::vector<Span> poisoned;         ///< mended values: reported already
  std::vector<Statement> statements;  ///< in the order of the text, as are the definitions
  std::vector<Definition> definitions;
  bool incomplete = false;  ///< a part was left out, not mended
};

Scan scan(const Text& text);

}  // namespace landfall::scenario
