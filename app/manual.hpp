// The manual page, landfall(1), in the language of man and groff.
#pragma once

#include <string>

#include "app/command_tree.hpp"

namespace landfall::app {

/// The page has no date: the same program gives the same bytes.
std::string manual(const CommandTree& tree, const std::string& version);

}  // namespace landfall::app
