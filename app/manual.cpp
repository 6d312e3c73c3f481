#include "app/manual.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace landfall::app {

namespace {

/// Text for roff: what it would take for its own stands for itself. Hyphens are those of the
/// keyboard where `typed`, so that a command can be copied.
std::string roff(const std::string& text, bool typed = false) {
  std::string out;
  for (const char c : text) {
    const bool first = out.empty();
    if (c == '\\')
      out += "\\e";
    else if (c == '-' && typed)
      out += "\\-";
    else if (c == '\'')
      out += "\\(aq";
    else if (c == '~')
      out += "\\(ti";
    else if (c == '^')
      out += "\\(ha";
    else if (c == '.' && first)
      out += "\\&.";
    else
      out += c;
  }
  return out;
}

std::string typed(const std::string& text) {
  return roff(text, true);
}

/// Running text in lines of at most 78 characters, none of which begins as a request would.
std::string filled(const std::string& text) {
  std::string out, line;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = roff(text.substr(at, end - at));
    if (!line.empty() && line.size() + 1 + word.size() > 78) {
      out += line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
    at = end + 1;
  }
  return out + line + "\n";
}

std::string sentence(const std::string& text) {
  return filled(text.ends_with('.') || text.ends_with(':') ? text : text + ".");
}

/// "[OPTION]... FILE...", the arguments of a command in italics.
std::string arguments_of(const CommandNode& command) {
  std::string text = " [\\fIOPTION\\fR]...";
  for (const OptionNode& option : command.options)
    if (option.names.empty())
      text += " \\fI" + typed(option.value) + "\\fR" + (option.repeats ? "..." : "");
  return text;
}

std::string option_entry(const OptionNode& option) {
  std::string text = ".TP\n";
  for (std::size_t i = 0; i < option.names.size(); ++i)
    text += (i == 0 ? "" : ", ") + ("\\fB" + typed(option.names[i]) + "\\fR");
  if (!option.value.empty())
    text += (option.names.empty() ? "\\fI" : " \\fI") + typed(option.value) + "\\fR";
  text += "\n" + sentence(option.description);
  if (option.required && !option.names.empty()) text += "It has to be given.\n";
  if (!option.preset.empty())
    text += "Without it, \\fB" + typed(option.preset) + "\\fR is meant.\n";
  return text;
}

std::string commands_part(const CommandTree& tree) {
  std::string text = ".SH COMMANDS\n";
  for (const CommandNode& command : tree.commands) {
    text += ".SS landfall " + typed(command.name) + arguments_of(command) + "\n";
    text += sentence(command.description);
    for (const OptionNode& option : command.options)
      if (option.names.empty() || option.names.back() != "--help") text += option_entry(option);
  }
  return text;
}

std::string list_of(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string text;
  for (const auto& [name, meaning] : entries)
    text += ".TP\n.B " + typed(name) + "\n" + sentence(meaning);
  return text;
}

std::string files_part() {
  return ".SH FILES\n" +
         list_of({{"FILE.toml",
                   "A scenario, or a study of several: every assumption of a question, "
                   "with its source"},
                  {"RESULT.json",
                   "What run and compare write with --format json or --report; report "
                   "reads it"},
                  {"share/landfall/scenarios", "Examples, below the folder of the installation"}});
}

std::string examples_part() {
  std::string text = ".SH EXAMPLES\n.nf\n";
  for (const std::string& example : examples()) text += typed(example) + "\n";
  return text + ".fi\n";
}

/// "Landfall: what a firm may earn ... why." without name and full stop.
std::string purpose_of(const CommandTree& tree) {
  const std::string& text = tree.description;
  const std::size_t colon = text.find(": ");
  std::string purpose = colon == std::string::npos ? text : text.substr(colon + 2);
  if (purpose.ends_with('.')) purpose.pop_back();
  return purpose;
}

constexpr const char* kDescription =
    "Landfall reads what is known and not known of an entry into a market from a file, plays the "
    "next years many thousand times, and reports the range of outcomes, each number with its Monte "
    "Carlo error. Results go to standard output, everything else to standard error. The same file, "
    "seed and number of paths give the same bytes, whatever the machine, its number of threads, "
    "and its environment.";

}  // namespace

std::string manual(const CommandTree& tree, const std::string& version) {
  std::string page = ".\\\" Made by: landfall man\n";
  page += ".TH LANDFALL 1 \"\" \"landfall " + typed(version) + "\" \"User Commands\"\n.nh\n.ad l\n";
  page += ".SH NAME\nlandfall \\- " + roff(purpose_of(tree)) + "\n.SH SYNOPSIS\n";
  for (const CommandNode& command : tree.commands)
    page += (page.ends_with("SYNOPSIS\n") ? ".B landfall " : ".br\n.B landfall ") +
            typed(command.name) + "\n" + arguments_of(command).substr(1) + "\n";
  page += ".SH DESCRIPTION\n" + filled(kDescription);
  page += ".SH OPTIONS\n";
  for (const OptionNode& option : tree.options) page += option_entry(option);
  page += commands_part(tree);
  page += ".SH EXIT STATUS\n" + list_of(exit_codes());
  page += ".SH ENVIRONMENT\n" + list_of(environment_variables());
  return page + files_part() + examples_part();
}

}  // namespace landfall::app
