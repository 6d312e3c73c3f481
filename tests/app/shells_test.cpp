// What shells and man are told of the program: all that its help says, and no more.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <regex>
#include <set>

#include "app/program.hpp"

namespace landfall::test {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// The first word of each line of a part of a help.
std::vector<std::string> names_in(const std::string& help, const std::string& part) {
  std::vector<std::string> names;
  bool inside = false;
  for (const std::string& line : lines_of(help)) {
    if (line.empty()) inside = false;
    if (inside && line.find_first_not_of(' ') == 2)  // further right a description goes on
      names.push_back(line.substr(2, line.find(' ', 2) - 2));
    if (line == part) inside = true;
  }
  return names;
}

/// Each command, and its options but for --help, as the helps have them.
const std::map<std::string, std::vector<std::string>>& options_of_commands() {
  static const auto all = [] {
    std::map<std::string, std::vector<std::string>> found;
    for (const std::string& command : names_in(landfall({"--help"}).out, "Subcommands:")) {
      found[command] = names_in(landfall({command, "--help"}).out, "Options:");
      std::erase(found[command], "-h,--help");
    }
    return found;
  }();
  return all;
}

struct Said {
  int code = -1;
  std::string text;  ///< of both outputs
};

Said shell(const std::string& command) {
  FILE* pipe = popen(("{ " + command + "; } 2>&1").c_str(), "r");
  Said said;
  char buffer[4096];
  while (const std::size_t count = fread(buffer, 1, sizeof buffer, pipe))
    said.text.append(buffer, count);
  said.code = WEXITSTATUS(pclose(pipe));
  return said;
}

bool is_installed(const std::string& program) {
  return shell("command -v " + program).code == 0;
}

/// What bash offers for the last of the words, in the folder.
std::set<std::string> offered(const std::vector<std::string>& words, const Folder& folder) {
  static const std::string script = landfall({"completions", "bash"}).out;
  folder.write(".completions", script);
  std::string list;
  for (const std::string& word : words) list += " '" + word + "'";
  folder.write(".ask", "cd " + folder.path().string() + "\n. ./.completions\nCOMP_WORDS=(landfall" +
                           list + ")\nCOMP_CWORD=" + std::to_string(words.size()) +
                           "\n_landfall\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
  std::set<std::string> replies;
  for (const std::string& reply : lines_of(shell("bash " + (folder / ".ask")).text))
    if (!reply.empty()) replies.insert(reply);
  return replies;
}

using Set = std::set<std::string>;

TEST(Completions, OfBashKnowEveryCommandAndOption) {
  const Folder folder;
  Set commands;
  for (const auto& [command, options] : options_of_commands()) {
    commands.insert(command);
    Set expected(options.begin(), options.end());
    expected.insert("--help");
    EXPECT_EQ(offered({command, "--"}, folder), expected) << command;
  }
  EXPECT_GE(commands.size(), 12U);
  EXPECT_EQ(offered({"--ver"}, folder), (Set{"--version", "--verbose"}));
  Set replies = offered({""}, folder);
  for (const std::string& command : commands) EXPECT_EQ(replies.erase(command), 1U) << command;
}

TEST(Completions, OfBashKnowWhatMayFollow) {
  const Folder folder;
  for (const char* file : {"a b.toml", "c.json", "d.csv", "e.html"}) folder.write(file, "");
  std::filesystem::create_directory(folder.path() / "sub");
  const std::vector<std::pair<std::vector<std::string>, Set>> all = {
      {{"ru"}, {"run"}},
      {{"run", ""}, {"a b.toml", "sub"}},
      {{"run", "a"}, {"a b.toml"}},
      {{"report", ""}, {"c.json", "sub"}},
      {{"fit", ""}, {"d.csv", "sub"}},
      {{"run", "--format", ""}, {"text", "json", "csv", "markdown"}},
      {{"explain", "--format", "=", "m"}, {"markdown"}},
      {{"explain", "--format", "="}, {"text", "json", "markdown"}},
      {{"timing", "--lang", ""}, {"en", "fr"}},
      {{"run", "--csv-dialect", ""}, {"rfc4180", "excel-fr"}},
      {{"init", "--sector", "3"}, {"3d-printers"}},
      {{"completions", ""}, {"bash", "zsh", "fish"}},
      {{"run", "--out", ""},
       {".completions", ".ask", "a b.toml", "c.json", "d.csv", "e.html", "sub"}},
      {{"run", "--report", "e"}, {"e.html"}},
      {{"run", "--seed", ""}, {}},
      {{"run", "a b.toml", "--form"}, {"--format"}}};
  for (const auto& [words, expected] : all) {
    std::string line;
    for (const std::string& word : words) line += word + " ";
    EXPECT_EQ(offered(words, folder), expected) << line;
  }
}

TEST(Completions, OfZshAndFishKnowEveryCommandAndOption) {
  const std::string zsh = landfall({"completions", "zsh"}).out;
  const std::string fish = landfall({"completions", "fish"}).out;
  EXPECT_TRUE(zsh.starts_with("#compdef landfall\n"));
  for (const auto& [command, options] : options_of_commands()) {
    const std::size_t from = zsh.find("\n        " + command + ")\n");
    ASSERT_NE(from, std::string::npos) << command;
    const std::string part = zsh.substr(from, zsh.find(";;", from) - from);
    EXPECT_TRUE(has(fish, "__fish_use_subcommand -a " + command + " -d "));
    for (const std::string& option : options) {
      EXPECT_TRUE(std::regex_search(part, std::regex("'\\*?" + option + "=?\\[")))
          << part << option;
      EXPECT_TRUE(
          has(fish, "'__fish_seen_subcommand_from " + command + "' -l " + option.substr(2)));
    }
  }
}

TEST(Completions, AreScriptsOfTheirShells) {
  const Folder folder;
  int checked = 0;
  for (const std::string name : {"bash", "zsh", "fish"}) {
    const std::string file = folder / name;
    EXPECT_EQ(landfall({"completions", name, "--out", file}).code, 0);
    if (!is_installed(name)) continue;
    const Said said = shell(name + " -n " + file);
    EXPECT_EQ(said.code, 0) << name << said.text;
    EXPECT_EQ(said.text, "") << name;
    ++checked;
  }
  EXPECT_GE(checked, 1);
}

TEST(ManualPage, KnowsEveryCommandAndOption) {
  const std::string page = std::regex_replace(landfall({"man"}).out, std::regex("\\\\-"), "-");
  for (const char* part : {"NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXIT STATUS",
                           "ENVIRONMENT", "FILES", "EXAMPLES"})
    EXPECT_TRUE(has(page, std::string("\n.SH ") + part + "\n"));
  for (const auto& [command, options] : options_of_commands()) {
    const std::size_t from = page.find("\n.SS landfall " + command + " ");
    ASSERT_NE(from, std::string::npos) << command;
    const std::string part = page.substr(from, page.find("\n.S", from + 1) - from);
    for (const std::string& option : options)
      EXPECT_TRUE(has(part, "\n.TP\n\\fB" + option + "\\fR")) << command;
  }
}

TEST(ManualPage, IsReadWithoutWarnings) {
  const Folder folder;
  const std::string file = folder / "landfall.1";
  ASSERT_EQ(landfall({"man", "--out", file}).code, 0);
  int checked = 0;
  for (const auto& [program, command] :
       {std::pair{"groff", "groff -man -ww -z "}, {"mandoc", "mandoc -T lint -W warning "}}) {
    if (!is_installed(program)) continue;
    const Said said = shell(command + file);
    std::string rest;  // a page without a date is meant: the same program, the same bytes
    for (const std::string& line : lines_of(said.text))
      if (line.find("missing date") == std::string::npos) rest += line + "\n";
    EXPECT_EQ(rest, "") << program;
    ++checked;
  }
  if (checked == 0) GTEST_SKIP() << "neither groff nor mandoc is installed";
}

TEST(CommandLine, TakesALanguage) {
  const std::string bass = scenario_file("analytic/bass.toml");
  const Ended unknown = landfall({"run", bass, "--lang", "de"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_EQ(unknown.out, "");
  EXPECT_TRUE(has(unknown.err, "--lang cannot be 'de'"));
  EXPECT_TRUE(has(unknown.err, "one of: en, fr"));
  const std::vector<std::string> run = {"run", bass, "--paths", "100"};
  const auto with = [&](const std::vector<std::string>& more, const How& how = {}) {
    std::vector<std::string> words = run;
    words.insert(words.end(), more.begin(), more.end());
    return landfall(words, how).out;
  };
  EXPECT_TRUE(has(with({"--lang", "fr"}), "--lang fr"));
  EXPECT_EQ(with({"--lang", "en"}), with({}));
  EXPECT_EQ(with({}).find("--lang"), std::string::npos);
  EXPECT_EQ(with({}, {.environment = {"LANG=fr_FR.UTF-8"}}), with({}));
  EXPECT_EQ(with({"--format", "json", "--lang", "fr"}), with({"--format", "json"}));
  const std::string french = with({"--format", "csv", "--lang", "fr"});
  EXPECT_TRUE(has(french, "\xEF\xBB\xBFindicateur;march"));
  EXPECT_TRUE(has(with({"--format", "csv", "--lang", "fr", "--csv-dialect", "rfc4180"}),
                  "indicateur,march"));
  const Ended path = landfall({"replay", bass, "--path", "1", "--format", "csv", "--lang", "fr"});
  EXPECT_TRUE(has(path.out, "\xEF\xBB\xBFtable;row;column"));
}

}  // namespace
}  // namespace landfall::test
