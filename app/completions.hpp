// Scripts that let a shell complete the commands, options, names and files of the program.
#pragma once

#include <string>

#include "app/command_tree.hpp"
#include "app/options.hpp"

namespace landfall::app {

std::string completions(Shell shell, const CommandTree& tree);

}  // namespace landfall::app
