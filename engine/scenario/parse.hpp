// From the text of one source to its tree: characters, slips, toml++, and again without what it
// refused.
#pragma once

#include <string_view>

#include "scenario/document.hpp"

namespace landfall::scenario {

struct Parsed {
  Node root;
  std::string text;  ///< as it is shown: valid UTF-8, and code points that places count
  std::vector<Diagnostic> diagnostics;
  bool incomplete = false;
};

Parsed parse_text(std::string_view bytes, int source);

}  // namespace landfall::scenario
