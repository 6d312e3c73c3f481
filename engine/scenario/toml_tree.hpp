// toml++ behind a wall: it judges the mended text and reads its values; its types stay in
// toml_tree.cpp.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "scenario/document.hpp"
#include "scenario/mending.hpp"

namespace landfall::scenario {

/// The first thing toml++ would not accept, in its words. Not where: it often notices late.
struct TomlError {
  std::string message;
};

/// The tree of the mended text with the places of the text as typed. Nodes inside of a `poisoned`
/// span, and arrays that hold a part of one, are poisoned.
std::variant<Node, TomlError> parse_toml(const Text& text, const Mended& mended,
                                         std::vector<Span> poisoned);

}  // namespace landfall::scenario
