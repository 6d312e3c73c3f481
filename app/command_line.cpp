#include "app/command_line.hpp"

#include <algorithm>

#include "app/commands/templates.hpp"
#include "app/option_files.hpp"
#include "base/language.hpp"
#include "reports/draws.hpp"

namespace landfall::app {

namespace {

/// "text, json or csv".
std::string in_words(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  return text;
}

/// Complete command lines, all of them or those of a command.
std::string examples_of(const std::string& command) {
  const std::string begin = "landfall " + command;
  std::string text = "Examples:\n";
  for (const std::string& example : examples())
    if (example.starts_with(begin)) text += "  " + example + "\n";
  return text;
}

std::string help_below() {
  std::string text = examples_of("") + "\nExit codes:\n";
  for (const auto& [code, meaning] : exit_codes()) {
    const std::string padded = code + std::string(12 - std::min<std::size_t>(11, code.size()), ' ');
    text += "  " + padded + meaning + "\n";
  }
  text += "\nEnvironment:\n";
  for (const auto& [name, meaning] : environment_variables())
    text += "  " + name + ": " + meaning + "\n";
  text.pop_back();
  return text;
}

/// Adds commands and options; each kind of option once, for all the commands that take it.
class Declaration {
 public:
  explicit Declaration(CommandLine& line) : typed_(line.typed), line_(line) {}
  void declare();

 private:
  using App = CLI::App;

  App& command(const std::string& name, const std::string& description) {
    App* added = line_.app.add_subcommand(name, description);
    added->footer(examples_of(name + " ") + "\nlandfall --help has the exit codes.");
    return *added;
  }
  CLI::Option* option(App& command, const std::string& name, std::string& value,
                      const std::string& description, const std::string& type) {
    return command.add_option(name, value, description)->type_name(type);
  }
  void repeated(App& command, const std::string& name, std::vector<std::string>& values,
                const std::string& description, const std::string& type) {
    command.add_option(name, values, description)->type_name(type)->expected(1)->take_all();
  }
  void chosen(CLI::Option* one, std::vector<std::string> choices) {
    line_.kinds[one] = {.choices = std::move(choices)};
  }
  void names_file(CLI::Option* one, std::vector<std::string> endings) {
    line_.kinds[one] = {.is_file = true, .endings = std::move(endings)};
  }

  void files(App& command, const std::string& description, bool several, const std::string& type,
             const std::vector<std::string>& endings) {
    CLI::Option* one = command.add_option("files", typed_.files, description);
    one->required()->type_name(type);
    if (!several) one->expected(1);
    names_file(one, endings);
  }
  void scenario(App& command, const std::string& description = "Scenario file") {
    files(command, description, false, "FILE", {".toml"});
  }
  void scenarios(App& command, const std::string& description) {
    files(command, description, true, "FILE", {".toml"});
  }

  void set(App& command) {
    repeated(command, "--set", typed_.overrides,
             "Replace the value at an address by any TOML value; may be repeated", "ADDRESS=VALUE");
  }
  void strategy(App& command) {
    option(command, "--strategy", typed_.strategy, "One strategy of the file, alone", "NAME");
  }
  void seed(App& command, const std::string& description = "Seed of all random numbers") {
    option(command, "--seed", typed_.seed, description, "N");
  }
  void out(App& command, const std::string& description = "Write the result into a file instead") {
    names_file(option(command, "--out", typed_.out, description, "FILE"), {});
  }
  void size(App& command);
  void extent(App& command);
  void report_files(App& command);
  void sheet_draws(App& command);
  void dialect(App& command);
  void language(App& command, const std::string& description);
  void output(App& command, const std::vector<std::string>& formats);

  void declare_run();
  void declare_batch();
  void declare_merge();
  void declare_compare();
  void declare_timing();
  void declare_explain();
  void declare_replay();
  void declare_others();
  void declare_of_the_program();

  Typed& typed_;
  CommandLine& line_;
};

/// How long anything is that simulates, and what it may take.
void Declaration::size(App& command) {
  option(command, "--paths", typed_.paths,
         "Number of simulated futures; default: what the file says", "N");
  seed(command);
  option(command, "--threads", typed_.threads,
         "Threads; default: all. The result does not depend on it", "N");
  option(command, "--max-memory", typed_.max_memory,
         "Refuse a run that needs more, such as 300M or 2G; default: half of the machine's",
         "SIZE");
}

/// The same of a run that is summarised.
void Declaration::extent(App& command) {
  size(command);
  command.add_flag("--keep-draws", typed_.keep_draws,
                   "Keep every value of every metric, for exact percentiles whatever their number; "
                   "without it up to 16 million are kept");
  repeated(command, "--stop", typed_.stops,
           "End the run once the 95 % interval of a statistic is no wider than this either way, "
           "absolute or in % of its value; may be repeated",
           "METRIC.STATISTIC=WIDTH");
}

/// Several reports of one result.
void Declaration::report_files(App& command) {
  repeated(command, "--report", typed_.reports,
           "Write a report as well, in the format of its name: .html, .xlsx, .md, .csv, .json or "
           ".txt; {name} stands for the scenario's, {lang} for the language; may be repeated",
           "FILE");
  names_file(command.get_option("--report"), report_endings());
  dialect(command);
}

void Declaration::sheet_draws(App& command) {
  option(command, "--xlsx-draws", typed_.sheet_draws,
         "Paths whose draws a .xlsx shows, evenly apart, or all that a sheet holds; default: 10000",
         "N|all");
}

void Declaration::dialect(App& command) {
  chosen(option(command, "--csv-dialect", typed_.csv_dialect,
                "rfc4180, or excel-fr: semicolons and decimal commas; default: excel-fr with "
                "--lang fr, else rfc4180",
                "NAME"),
         csv_dialects());
}

void Declaration::output(App& command, const std::vector<std::string>& formats) {
  CLI::Option* format =
      option(command, "--format", typed_.format, in_words(formats), "NAME")->capture_default_str();
  chosen(format, formats);
  out(command);
  language(command, "Language of the report: " + in_words(language_codes()) +
                        "; several for --report, as in en,fr");
}

void Declaration::language(App& command, const std::string& description) {
  chosen(option(command, "--lang", typed_.language, description, "CODE")->capture_default_str(),
         language_codes());
}

void Declaration::declare_run() {
  App& run = command("run", "Simulate scenarios and summarise what may come of them");
  scenarios(run, "Scenario files, or studies; - reads standard input");
  extent(run);
  report_files(run);
  sheet_draws(run);
  names_file(option(run, "--draws", typed_.draws,
                    "Write inputs and outcomes of every path, in the format of its name: .parquet, "
                    ".csv or .npy",
                    "FILE"),
             reports::draws_endings());
  names_file(
      option(run, "--sipmath", typed_.sipmath,
             "Write the outcomes as a SIPmath 3.0 library: metalogs and a copula", "FILE.json"),
      {".json", ".SIPmath"});
  names_file(option(run, "--sip-trials", typed_.sip_trials,
                    "Write the outcomes of every path as a SIPmath 3.0 library, at most 100 000",
                    "FILE.json"),
             {".json", ".SIPmath"});
  option(run, "--shard", typed_.shard,
         "Simulate only the K-th of N parts and write it to --out FILE.lfs, for landfall merge",
         "K/N");
  strategy(run);
  set(run);
  output(run, format_names());
}

void Declaration::declare_batch() {
  App& batch = command("batch",
                       "Run many scenarios, each into a folder of reports, and go on "
                       "after whatever stops it");
  scenarios(batch, "Scenario files, studies, or folders of them");
  CLI::Option* folder =
      option(batch, "--out", typed_.out, "The folder of folders, and of the journal", "DIR");
  folder->required();
  option(batch, "--jobs", typed_.jobs,
         "Scenarios at a time; default: as many as threads. The result does not depend on it", "N");
  option(batch, "--report", typed_.formats, "Reports of each: html, xlsx, md, csv, json, txt",
         "NAMES")
      ->capture_default_str();
  batch.add_flag("--resume", typed_.resume,
                 "Go on with a batch: only what is missing, changed or damaged is done again");
  batch.add_flag("--fail-fast", typed_.fail_fast, "End at the first scenario that fails");
  extent(batch);
  sheet_draws(batch);
  dialect(batch);
  language(batch,
           "Language of the reports: " + in_words(language_codes()) + "; several, as in en,fr");
  set(batch);

  App& verify = command("verify", "Check every output of a batch against its journal");
  CLI::Option* checked = verify.add_option("files", typed_.files, "The folder of the batch");
  checked->required()->type_name("DIR")->expected(1);
}

void Declaration::declare_merge() {
  App& merge = command("merge", "Make one result of the parts of a run");
  files(merge, "What run --shard wrote: all parts of one run", true, "FILE.lfs", {".lfs"});
  report_files(merge);
  sheet_draws(merge);
  output(merge, format_names());
}

void Declaration::declare_compare() {
  App& compare =
      command("compare", "Run several scenarios on the same futures and compare them path by path");
  scenarios(compare, "Scenario files, two or more, or one study");
  extent(compare);
  report_files(compare);
  sheet_draws(compare);
  set(compare);
  output(compare, format_names());
}

void Declaration::declare_timing() {
  App& timing =
      command("timing", "Say how much the best rule for an entry of a strategy would earn");
  scenario(timing);
  option(timing, "--entry", typed_.entry,
         "Which entry; not needed where only one waits for something", "STRATEGY.enter.MARKET");
  size(timing);
  set(timing);
  output(timing, {"text", "json"});
}

void Declaration::declare_explain() {
  App& explain = command("explain", "Say in words what a scenario means");
  scenario(explain);
  option(explain, "--plot", typed_.plot,
         "Draw the number at this address instead: its density and distribution function",
         "ADDRESS");
  strategy(explain);
  set(explain);
  output(explain, {"text", "json", "markdown"});
}

void Declaration::declare_replay() {
  App& replay = command("replay", "Show one simulated future, period by period");
  scenario(replay);
  option(replay, "--path", typed_.path, "Which path, from 0", "N")->required();
  option(replay, "--paths", typed_.paths, "Paths of the whole sample, for a Latin hypercube", "N");
  seed(replay);
  strategy(replay);
  set(replay);
  dialect(replay);
  output(replay, {"text", "json", "csv"});
}

void Declaration::declare_others() {
  App& report = command("report", "Make the reports of a result that was written as JSON");
  files(report, "What run or compare wrote with --format json; - reads standard input", false,
        "RESULT.json", {".json"});
  report_files(report);
  output(report, format_names());

  App& fit = command("fit", "Find the distributions that a column of data suggests");
  files(fit, "CSV file with a line of names; - reads standard input", false, "FILE.csv", {".csv"});
  option(fit, "--column", typed_.column, "Name of the column; not needed where there is only one",
         "NAME");
  seed(fit, "Seed of the goodness of fit; default: 1");
  output(fit, {"text", "json"});

  App& gsim =
      command("gsim", "Work out what tariffs do to the trade of one product among all regions");
  scenario(gsim, "File of regions, flows and tariffs");
  output(gsim, {"text", "json"});

  App& schema = command("schema", "Print the format of scenarios as a JSON Schema, for editors");
  schema.add_flag("--study", typed_.of_study, "That of studies instead");
  schema.add_flag("--gsim", typed_.of_gsim, "That of the files of gsim instead");
  out(schema, "Write the schema into a file instead");

  App& init = command("init", "Write a scenario to begin with, which runs as it stands");
  scenario(init, "Where to write it; nothing is overwritten");
  std::vector<std::string> sectors;
  for (const Template& one : templates())
    if (!one.sector.empty()) sectors.push_back(one.sector);
  chosen(option(init, "--sector", typed_.sector, "That of a sector: " + in_words(sectors), "NAME"),
         sectors);
}

/// What the program says of itself, for shells and for man.
void Declaration::declare_of_the_program() {
  App& completions = command("completions", "Print the completions of a shell, a script for it");
  CLI::Option* shell =
      option(completions, "shell", typed_.shell, in_words(shell_names()), "SHELL")->required();
  chosen(shell, shell_names());
  out(completions, "Write the script into a file instead");

  App& man = command("man", "Print the manual page, as man and groff read it");
  out(man, "Write the page into a file instead");
}

void Declaration::declare() {
  declare_run();
  declare_batch();
  declare_merge();
  declare_compare();
  declare_timing();
  App& check = command("check", "Report every mistake of scenario files, simulate nothing");
  scenarios(check, "Scenario files");
  set(check);
  declare_explain();
  declare_replay();
  declare_others();
  declare_of_the_program();
}

}  // namespace

CommandLine::CommandLine()
    : app("Landfall: what a firm may earn by entering a market, how sure that is, and why.",
          "landfall") {
  app.footer(help_below());
  app.set_help_flag("-h,--help", "Show this, or the help of a command");
  app.add_flag("--version", typed.version, "Show the version; with --verbose how it was built");
  app.add_flag("--verbose", typed.verbose, "Say more about the version");
  Declaration(*this).declare();
}

ValueKind CommandLine::kind_of(const CLI::App& command, const std::string& option) const {
  const auto found = kinds.find(command.get_option_no_throw(option));
  return found == kinds.end() ? ValueKind{} : found->second;
}

}  // namespace landfall::app
