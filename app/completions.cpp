#include "app/completions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace landfall::app {

namespace {

/// Names and descriptions within single quotes, for zsh.
std::string zsh_quoted(const std::string& text, std::string_view escaped) {
  std::string quoted;
  for (const char c : text) {
    if (escaped.find(c) != std::string_view::npos) quoted += '\\';
    quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return quoted;
}

std::string fish_quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "'";
}

/// The names of all commands, or of all options of one.
std::string names_of(const CommandTree& tree, const char* between) {
  std::string names;
  for (const CommandNode& command : tree.commands)
    names += (names.empty() ? "" : between) + command.name;
  return names;
}

std::string names_of(const std::vector<OptionNode>& options) {
  std::string names;
  for (const OptionNode& option : options)
    for (const std::string& name : option.names) names += (names.empty() ? "" : " ") + name;
  return names;
}

// bash

/// The call that completes such a value; nothing where it may be anything.
std::string bash_values(const ValueKind& kind) {
  if (!kind.choices.empty())
    return fmt::format("_landfall_words \"{}\"", fmt::join(kind.choices, " "));
  if (!kind.is_file) return "";
  return fmt::format("_landfall_files{}{}", kind.endings.empty() ? "" : " ",
                     fmt::join(kind.endings, " "));
}

constexpr const char* kBashBegin =
    R"(# Completions of landfall for bash, made by: landfall completions bash

# Those of the words that begin as the one being typed.
_landfall_words() {
  local IFS=$' \t\n'
  COMPREPLY=($(compgen -W "$1" -- "$word"))
}

# Files with one of the endings, and folders; without an ending all files.
_landfall_files() {
  local ending found
  while IFS= read -r found; do COMPREPLY+=("$found"); done < <(
    if [ $# -eq 0 ]; then
      compgen -f -- "$word"
    else
      for ending in "$@"; do compgen -f -X "!*$ending" -- "$word"; done
      compgen -d -- "$word"
    fi
  )
  compopt -o filenames 2>/dev/null
}

_landfall() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command= one
  COMPREPLY=()
  # --format=json are three words to bash.
  if [ "$word" = = ]; then
    word=
  elif [ "$before" = = ]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
)";

std::string bash_completions(const CommandTree& tree) {
  std::string script = kBashBegin;
  script += fmt::format(
      "  for one in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
      "    case $one in\n"
      "      {})\n        command=$one\n        break ;;\n"
      "    esac\n  done\n  case \"$command $before\" in\n",
      names_of(tree, " | "));
  for (const CommandNode& command : tree.commands)
    for (const OptionNode& option : command.options)
      for (const std::string& name : option.names) {
        if (option.value.empty()) continue;
        const std::string values = bash_values(option.kind);
        script += fmt::format("    \"{} {}\") {}return ;;\n", command.name, name,
                              values.empty() ? "" : values + "; ");
      }
  script += fmt::format("  esac\n  case $command in\n    '') _landfall_words \"{} {}\" ;;\n",
                        names_of(tree, " "), names_of(tree.options));
  for (const CommandNode& command : tree.commands) {
    const bool has_argument = !command.options.empty() && command.options.front().names.empty();
    const std::string values =
        has_argument ? bash_values(command.options.front().kind) : std::string();
    script += fmt::format(
        "    {})\n      case $word in\n        -*) _landfall_words \"{}\" ;;\n{}      esac ;;\n",
        command.name, names_of(command.options),
        values.empty() ? "" : "        *) " + values + " ;;\n");
  }
  return script + "  esac\n}\n\ncomplete -F _landfall landfall\n";
}

// zsh

/// ":NAME:(text json)", ":FILE:_files -g ...": what _arguments wants to know of a value.
std::string zsh_value(const OptionNode& option) {
  const std::string what = ":" + zsh_quoted(option.value, ":\\") + ":";
  if (!option.kind.choices.empty())
    return what + fmt::format("({})", fmt::join(option.kind.choices, " "));
  if (!option.kind.is_file) return what + " ";
  std::string endings;
  for (const std::string& ending : option.kind.endings)
    endings += (endings.empty() ? "" : "|") + ending.substr(1);
  if (endings.empty()) return what + "_files";
  const bool several = option.kind.endings.size() > 1;
  return what + "_files -g \"*." + (several ? "(" + endings + ")" : endings) + "\"";
}

std::string zsh_option(const OptionNode& option) {
  if (option.names.empty()) return (option.repeats ? "'*" : "'1") + zsh_value(option) + "'";
  const std::string description = "[" + zsh_quoted(option.description, "[]:\\") + "]";
  if (option.names.size() > 1)
    return fmt::format("'({})'{{{}}}'{}'", fmt::join(option.names, " "),
                       fmt::join(option.names, ","), description);
  const std::string& name = option.names.front();
  if (option.value.empty()) return "'" + name + description + "'";
  return (option.repeats ? "'*" : "'") + name + "=" + description + zsh_value(option) + "'";
}

std::string zsh_completions(const CommandTree& tree) {
  std::string script =
      "#compdef landfall\n# Completions of landfall for zsh, made by: landfall completions zsh\n\n"
      "_landfall() {\n  local curcontext=$curcontext state line ret=1\n  typeset -A opt_args\n"
      "  _arguments -C \\\n";
  for (const OptionNode& option : tree.options) script += "    " + zsh_option(option) + " \\\n";
  script +=
      "    '1:command:->command' \\\n    '*::argument:->argument' && ret=0\n"
      "  case $state in\n    command)\n      local -a commands\n      commands=(\n";
  for (const CommandNode& command : tree.commands)
    script +=
        fmt::format("        '{}:{}'\n", command.name, zsh_quoted(command.description, ":\\"));
  script +=
      "      )\n      _describe -t commands command commands && ret=0\n      ;;\n"
      "    argument)\n      curcontext=${curcontext%:*:*}:landfall-$line[1]:\n"
      "      case $line[1] in\n";
  for (const CommandNode& command : tree.commands) {
    script += fmt::format("        {})\n          _arguments", command.name);
    for (const OptionNode& option : command.options)
      script += " \\\n            " + zsh_option(option);
    script += " && ret=0\n          ;;\n";
  }
  return script +
         "      esac\n      ;;\n  esac\n  return ret\n}\n\n"
         "if [ \"$funcstack[1]\" = _landfall ]; then\n  _landfall \"$@\"\nelse\n"
         "  compdef _landfall landfall\nfi\n";
}

// fish

std::string fish_values(const OptionNode& option) {
  if (!option.kind.choices.empty())
    return fmt::format(" -x -a '{}'", fmt::join(option.kind.choices, " "));
  if (!option.kind.is_file) return " -x";
  // Of several endings fish would offer each file several times.
  if (option.kind.endings.size() != 1) return " -r -F";
  return fmt::format(" -x -k -a '(__fish_complete_suffix {})'", option.kind.endings.front());
}

std::string fish_option(const OptionNode& option) {
  std::string words;
  for (const std::string& name : option.names)
    words += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (!option.value.empty()) words += fish_values(option);
  return words + " -d " + fish_quoted(option.description);
}

std::string fish_completions(const CommandTree& tree) {
  std::string script =
      "# Completions of landfall for fish, made by: landfall completions fish\n\n"
      "complete -c landfall -f\n";
  for (const OptionNode& option : tree.options)
    script += "complete -c landfall -n __fish_use_subcommand" + fish_option(option) + "\n";
  for (const CommandNode& command : tree.commands)
    script += fmt::format("complete -c landfall -n __fish_use_subcommand -a {} -d {}\n",
                          command.name, fish_quoted(command.description));
  for (const CommandNode& command : tree.commands)
    for (const OptionNode& option : command.options)
      script += fmt::format("complete -c landfall -n '__fish_seen_subcommand_from {}'{}\n",
                            command.name, fish_option(option));
  return script;
}

}  // namespace

std::string completions(Shell shell, const CommandTree& tree) {
  switch (shell) {
    case Shell::bash:
      return bash_completions(tree);
    case Shell::zsh:
      return zsh_completions(tree);
    case Shell::fish:
      break;
  }
  return fish_completions(tree);
}

}  // namespace landfall::app
