#include "app/options.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "app/command_line.hpp"
#include "app/option_files.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace landfall::app {

namespace {

std::uint64_t whole(const std::string& name, const std::string& text, std::int64_t low,
                    std::int64_t high) {
  const auto value = parse_integer(text);
  if (!value || *value < low || *value > high)
    throw UsageError{name + " must be a whole number from " + std::to_string(low) + " to " +
                         std::to_string(high) + ", not '" + sanitise(text) + "'",
                     "decimal digits, for example 100000, 100_000 or 1e5"};
  return static_cast<std::uint64_t>(*value);
}

/// "300M": a whole number, and K, M, G or T for powers of a thousand bytes.
std::uint64_t size_in_bytes(const std::string& name, const std::string& text) {
  constexpr std::string_view kLetters = "KMGT";
  const char last = text.empty() ? '0' : static_cast<char>(text.back() & ~0x20);  // upper case
  const std::size_t letter = std::min(kLetters.find(last), kLetters.size());
  const bool has_letter = letter < kLetters.size();
  const auto value = parse_integer(text.substr(0, text.size() - (has_letter ? 1 : 0)));
  std::int64_t unit = 1;
  for (std::size_t i = 0; has_letter && i <= letter; ++i) unit *= 1000;
  if (!value || *value < 1 || *value > std::numeric_limits<std::int64_t>::max() / unit)
    throw UsageError{name + " must be a size, not '" + sanitise(text) + "'",
                     "for example 300M or 2G: a whole number of bytes, or of K, M, G or T"};
  return static_cast<std::uint64_t>(*value * unit);
}

/// `npv.p5=1%` as `simulation.stop.npv.p5="1%"`: what a --set takes.
std::string override_of(const std::string& stop) {
  const std::size_t equals = stop.find('=');
  if (equals == std::string::npos || equals == 0)
    throw UsageError{"--stop cannot be '" + sanitise(stop) + "'",
                     "write METRIC.STATISTIC=WIDTH, for example npv.mean=10000 or npv.p5=1%"};
  const std::string width = stop.substr(equals + 1);
  const bool is_share = width.ends_with('%') && width.find('"') == std::string::npos;
  return "simulation.stop." + stop.substr(0, equals + 1) + (is_share ? "\"" + width + "\"" : width);
}

std::vector<std::string> names_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return names;
}

std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

template <class One>
bool is_listed(const One& one, const std::vector<One>& all) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

[[noreturn]] void refuse_command(const std::string& word,
                                 const std::vector<std::string>& commands) {
  const std::string close = nearest(word, commands);
  const bool file = word.ends_with(".toml");
  throw UsageError{"there is no command '" + sanitise(word) + "'",
                   file            ? "did you mean: landfall run " + sanitise(word)
                   : close.empty() ? "commands: " + listed(commands)
                                   : "did you mean '" + close + "'?"};
}

/// Unknown commands and options, found before CLI11 gives them a number and no advice.
void check_words(const CLI::App& app, const std::vector<std::string>& words) {
  const std::vector<std::string> commands = names_of(app);
  const CLI::App* command = nullptr;
  for (const std::string& word : words) {
    if (word == "--") return;
    if (command == nullptr && (word.empty() || word[0] != '-')) {
      if (!is_listed(word, commands)) refuse_command(word, commands);
      command = app.get_subcommand(word);
      continue;
    }
    if (word.size() < 2 || word[0] != '-' || (word[1] >= '0' && word[1] <= '9')) continue;
    const std::string name = word.substr(0, word.find('='));
    const std::vector<std::string> known = options_of(command == nullptr ? app : *command);
    if (name == "-h" || name == "--help" || is_listed(name, known)) continue;
    const std::string close = nearest(name, known);
    throw UsageError{"there is no option '" + sanitise(name) + "'" +
                         (command == nullptr ? "" : " of '" + command->get_name() + "'"),
                     close.empty() ? "see landfall --help" : "did you mean '" + close + "'?"};
  }
}

Command command_of(const std::string& name) {
  static const std::map<std::string, Command> all = {
      {"run", Command::run},         {"batch", Command::batch},
      {"verify", Command::verify},   {"merge", Command::merge},
      {"compare", Command::compare}, {"timing", Command::timing},
      {"check", Command::check},     {"explain", Command::explain},
      {"replay", Command::replay},   {"report", Command::report},
      {"fit", Command::fit},         {"gsim", Command::gsim},
      {"schema", Command::schema},   {"init", Command::init},
      {"man", Command::manual},      {"completions", Command::completions}};
  return all.at(name);
}

/// "3/8".
Shard shard_of(const std::string& text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto number = parse_integer(text.substr(0, slash));
  const auto count = parse_integer(text.substr(std::min(slash + 1, text.size())));
  if (!number || !count || *count < 1 || *count > 1'000'000 || *number < 1 || *number > *count)
    throw UsageError{"--shard cannot be '" + sanitise(text) + "'",
                     "write K/N, the K-th of N parts, from 1/N to N/N"};
  return {static_cast<std::uint64_t>(*number), static_cast<std::uint64_t>(*count)};
}

/// How to run, from the words typed.
void take_numbers(const Typed& typed, Options& options) {
  for (const std::string& stop : typed.stops) options.overrides.push_back(override_of(stop));
  if (!typed.stops.empty() && !typed.paths.empty())
    throw UsageError{"--paths and --stop cannot both say how long to run",
                     "bound it with --set simulation.stop.max_paths=" + sanitise(typed.paths)};
  if (!typed.max_memory.empty())
    options.max_memory_bytes = size_in_bytes("--max-memory", typed.max_memory);
  if (!typed.paths.empty()) options.paths = whole("--paths", typed.paths, 1, 1'000'000'000'000);
  if (!typed.seed.empty())
    options.seed = whole("--seed", typed.seed, 0, std::numeric_limits<std::int64_t>::max());
  if (!typed.threads.empty())
    options.threads = static_cast<int>(whole("--threads", typed.threads, 1, 1024));
  if (!typed.shard.empty()) options.shard = shard_of(typed.shard);
  if (!typed.jobs.empty()) options.jobs = static_cast<int>(whole("--jobs", typed.jobs, 1, 1024));
  if (!typed.path.empty()) options.path = whole("--path", typed.path, 0, 999'999'999'999);
}

/// In which form the result is wanted.
void take_form(const CommandLine& line, const CLI::App& command, Options& options) {
  const Typed& typed = line.typed;
  const std::vector<Language> languages = languages_named(typed.language);
  options.language = languages.front();
  options.csv_dialect = csv_dialect_of(typed.csv_dialect, options.language);
  const std::vector<std::string> formats = line.kind_of(command, "--format").choices;
  if (!formats.empty()) options.format = format_of(typed.format, command.get_name(), formats);
  options.report_files = reports_of(options.command == Command::batch
                                        ? batch_reports(typed.formats, languages.size() > 1)
                                        : typed.reports,
                                    languages, typed.csv_dialect);
  if (languages.size() > 1 && options.report_files.empty())
    throw UsageError{"several languages are for the files of --report", "choose one with --lang"};
  const bool has_sheet =
      options.shard ||
      std::any_of(options.report_files.begin(), options.report_files.end(),
                  [](const Report& one) { return one.format == Format::spreadsheet; });
  options.sheet_draws = sheet_draws_of(typed.sheet_draws, has_sheet);
}

/// Reports of several files go by {name}, and no two files have the same one.
void check_names(const Options& options) {
  for (const Report& report : options.report_files)
    if (report.file.find("{name}") == std::string::npos)
      throw UsageError{
          "--report " + sanitise(report.file) + " would be written once for each scenario",
          "put {name} into its name, for example {name}.html"};
  std::vector<std::string> names;
  for (const std::string& file : options.files) {
    names.push_back(name_of_file(file));
    if (!options.report_files.empty() && std::count(names.begin(), names.end(), names.back()) > 1)
      throw UsageError{"two files have the name '" + sanitise(names.back()) + "'",
                       "call landfall once for each of them"};
  }
}

/// A shard is a file of its own kind.
void check_shard(const Options& options) {
  if (!options.shard) return;
  if (options.out.empty() || options.files.size() > 1)
    throw UsageError{"--shard writes one part of one run into a file",
                     "for example: landfall run fish.toml --shard 1/4 --out part-1.lfs"};
  if (!options.report_files.empty() || !options.draws.empty() || !options.sipmath.empty() ||
      !options.sip_trials.empty() || options.format != Format::text)
    throw UsageError{"a part has no reports yet", "ask landfall merge for them"};
  if (options.files.front() == "-")
    throw UsageError{"--shard takes no standard input", "merge reads the scenario again: name it"};
}

/// No file is written twice, and none that is read.
void check_files(const Options& options) {
  if (options.command == Command::batch || options.command == Command::verify ||
      options.command == Command::merge)
    return check_report_files(options);
  const bool is_several = options.files.size() > 1 && options.command != Command::compare;
  if (is_several &&
      (!options.draws.empty() || !options.out.empty() || options.format != Format::text))
    throw UsageError{"--out, --draws and --format take one scenario at a time",
                     "call landfall once for each file"};
  if (is_several) check_names(options);
  check_shard(options);
  check_draws_file(options);
  check_sip_files(options);
  const std::string what = options.command == Command::report ? "result" : "scenario";
  for (const std::string& file : options.files)
    for (const std::string& output : {options.out, options.draws})
      if (!output.empty() && output == file)
        throw UsageError{"'" + sanitise(output) + "' is the " + what + " itself",
                         "write the report elsewhere"};
  if (!options.out.empty() && options.out == options.draws)
    throw UsageError{"--out and --draws name the same file", "give each its own"};
  check_report_files(options);
}

Options options_of(const CommandLine& line, const CLI::App& command) {
  const Typed& typed = line.typed;
  Options options{.command = command_of(command.get_name()),
                  .files = typed.files,
                  .strategy = typed.strategy,
                  .entry = typed.entry,
                  .overrides = typed.overrides,
                  .out = typed.out,
                  .draws = typed.draws,
                  .sipmath = typed.sipmath,
                  .sip_trials = typed.sip_trials,
                  .keep_draws = typed.keep_draws,
                  .resume = typed.resume,
                  .fail_fast = typed.fail_fast,
                  .sector = typed.sector,
                  .column = typed.column,
                  .plot = typed.plot};
  take_numbers(typed, options);
  take_form(line, command, options);
  if (typed.of_study && typed.of_gsim)
    throw UsageError{"--study and --gsim ask for two schemas", "call landfall once for each"};
  if (typed.of_study) options.schema_of = reports::SchemaOf::study;
  if (typed.of_gsim) options.schema_of = reports::SchemaOf::gsim;
  if (options.command == Command::completions) options.shell = shell_named(typed.shell);
  check_files(options);
  return options;
}

}  // namespace

Options read_options(int count, const char* const* arguments) {
  CommandLine line;
  CLI::App& app = line.app;
  const std::vector<std::string> words(arguments + std::min(count, 1), arguments + count);
  Options options;
  if (words.empty()) {
    options.message = app.help();
    return options;
  }
  check_words(app, words);
  try {
    app.parse(count, arguments);
  } catch (const CLI::CallForHelp&) {
    options.message = app.help();
    for (const CLI::App* command : app.get_subcommands())
      options.message = command->help("landfall");
    return options;
  } catch (const CLI::ParseError& error) {
    throw UsageError{error.what(), "see landfall --help"};
  }
  if (line.typed.version || line.typed.verbose) {
    options.command = Command::version;
    options.verbose = line.typed.verbose;
    return options;
  }
  if (app.get_subcommands().empty())
    throw UsageError{"a command is missing", "for example: landfall run FILE"};
  return options_of(line, *app.get_subcommands().front());
}

}  // namespace landfall::app
