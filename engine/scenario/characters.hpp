// Bytes as code points that later stages can trust: valid, no controls, lines end in '\n'.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"

namespace landfall::scenario {

struct Characters {
  std::u32string text;  ///< without byte order mark; kDamaged where something was taken out
  std::vector<Diagnostic> diagnostics;
  bool is_text = true;  ///< false: UTF-16 or no text at all; `text` is empty
};

/// What is not UTF-8, control characters (but tab and line ends) and noncharacters are reported and
/// become kDamaged, one for each bad byte; a carriage return without line feed becomes a line feed.
Characters read_characters(std::string_view bytes, int source);

}  // namespace landfall::scenario
