// Dotted names: keys, headers, addresses.
#pragma once

#include <string>
#include <vector>

#include "scenario/cursor.hpp"

namespace landfall::scenario {

struct Name {
  std::vector<std::string> parts;  ///< without their quotes; at most kNestingMax + 1 are kept
  Span span;
  bool complete = true;  ///< false: at the cursor stands no name where one is due
};

/// Read `market.MA."two words"`; the cursor stops behind its last part.
Name read_name(Cursor& cursor);

/// Whether the name has more parts than kNestingMax, which is reported.
bool is_too_long(Cursor& cursor, const Name& name);

/// The parts with dots between them, quoted where they need it.
std::string spelled(const std::vector<std::string>& parts);

/// The parts of a valid name close to what was typed: `entry cost (EUR)` -> entry_cost_EUR, `prix`
/// -> prix, and with other letters than ASCII's in quotes. Empty if a part of it has neither letter
/// nor digit.
std::vector<std::string> suggested_key(std::string_view typed);

/// The same for a header, where blanks and slashes are taken as dots: `market MA` -> market.MA.
/// Empty if it holds any other sign.
std::vector<std::string> suggested_header(std::string_view typed);

}  // namespace landfall::scenario
