// The commands and options of the program as plain data: help, man page and completions are made
// from the one declaration that also reads the command line.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace landfall::app {

/// What may stand as the value of an option or an argument.
struct ValueKind {
  std::vector<std::string> choices = {};  ///< one of these; empty: anything
  bool is_file = false;
  std::vector<std::string> endings = {};  ///< of the files meant, ".toml"; empty: any file
};

/// An option, or an argument without a name.
struct OptionNode {
  std::vector<std::string> names = {};  ///< "-h", "--help"; empty: an argument
  std::string value = {};               ///< what stands for its value, "N"; empty: it takes none
  std::string description = {};
  std::string preset = {};  ///< its value where nothing is said; may be empty
  bool required = false;
  bool repeats = false;
  ValueKind kind = {};
};

struct CommandNode {
  std::string name = {};
  std::string description = {};
  std::vector<OptionNode> options = {};  ///< arguments first, then as the help has them
};

struct CommandTree {
  std::string description = {};
  std::vector<OptionNode> options = {};  ///< of the program without a command
  std::vector<CommandNode> commands = {};
};

CommandTree command_tree();

/// What stands below the help: complete command lines, exit codes and what they mean, variables
/// of the environment.
const std::vector<std::string>& examples();
const std::vector<std::pair<std::string, std::string>>& exit_codes();
const std::vector<std::pair<std::string, std::string>>& environment_variables();

}  // namespace landfall::app
