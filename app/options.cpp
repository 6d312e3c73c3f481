#include "app/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "app/option_files.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace landfall::app {

namespace {

constexpr const char* kExamples = R"(Examples:
  landfall init first.toml
  landfall run scenarios/canned-fish-morocco.toml
  landfall run fish.toml --paths 1e6 --set market.MA.tariff.ad_valorem=0
  landfall run fish.toml --format json --out fish.json
  landfall run fish.toml --draws draws.csv
  landfall run fish.toml --stop npv.mean=10000 --stop npv.p5=1%
  landfall run fish.toml --sipmath fish.SIPmath
  landfall run fish.toml --paths 1e8 --max-memory 300M
  landfall run fish.toml --strategy staged
  landfall compare fish.toml fish-with-agent.toml
  landfall timing fish.toml --entry staged.enter.TN
  landfall check *.toml
  landfall explain fish.toml
  landfall explain fish.toml --plot product.price
  landfall replay fish.toml --path 4711
  landfall fit prices.csv --column price
  landfall gsim scenarios/gsim/free-trade-us-eu.toml

Exit codes: 0 done; 1 done, but not converged; 2 bad usage, bad input, or a file that cannot be read or written;
101 a fault of the program; 130 and 143 interrupted; 141 nobody reads the output.
Environment: NO_COLOR, LANDFALL_KERNELS=baseline|avx2|avx512.)";

/// Option values as typed: CLI11 would read 010 as 8 and refuse 1e6.
struct Raw {
  std::vector<std::string> files, overrides, stops, reports;
  std::string paths, seed, threads, path, format = "text", out, draws, sipmath, sip_trials,
                                          max_memory, plot, column, strategy, entry, sector,
                                          csv_dialect = "rfc4180", sheet_draws;
  bool version = false, verbose = false, keep_draws = false;
};

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

/// Unknown commands and options, found before CLI11 gives them a number and no advice.
void check_words(const CLI::App& app, const std::vector<std::string>& words) {
  const std::vector<std::string> commands = names_of(app);
  const auto is_command = [&](const std::string& word) {
    return std::find(commands.begin(), commands.end(), word) != commands.end();
  };
  const CLI::App* command = nullptr;
  for (const std::string& word : words) {
    if (word == "--") return;
    if (command == nullptr && (word.empty() || word[0] != '-')) {
      if (!is_command(word)) {
        const std::string close = nearest(word, commands);
        std::string all;
        for (const std::string& name : commands) all += (all.empty() ? "" : ", ") + name;
        const bool file = word.ends_with(".toml");
        throw UsageError{"there is no command '" + sanitise(word) + "'",
                         file            ? "did you mean: landfall run " + sanitise(word)
                         : close.empty() ? "commands: " + all
                                         : "did you mean '" + close + "'?"};
      }
      command = app.get_subcommand(word);
      continue;
    }
    if (word.size() < 2 || word[0] != '-' || (word[1] >= '0' && word[1] <= '9')) continue;
    const std::string name = word.substr(0, word.find('='));
    std::vector<std::string> known = options_of(command == nullptr ? app : *command);
    if (name == "-h" || name == "--help" ||
        std::find(known.begin(), known.end(), name) != known.end())
      continue;
    const std::string close = nearest(name, known);
    throw UsageError{"there is no option '" + sanitise(name) + "'" +
                         (command == nullptr ? "" : " of '" + command->get_name() + "'"),
                     close.empty() ? "see landfall --help" : "did you mean '" + close + "'?"};
  }
}

void add_common(CLI::App& command, Raw& raw) {
  command
      .add_option("--set", raw.overrides,
                  "Replace the value at an address by any TOML value; may be repeated")
      ->type_name("ADDRESS=VALUE")
      ->expected(1)
      ->take_all();
}

void add_strategy(CLI::App& command, Raw& raw) {
  command.add_option("--strategy", raw.strategy, "One strategy of the file, alone")
      ->type_name("NAME");
}

/// How long anything is that simulates, and what it may take.
void add_size(CLI::App& command, Raw& raw) {
  command
      .add_option("--paths", raw.paths, "Number of simulated futures; default: what the file says")
      ->type_name("N");
  command.add_option("--seed", raw.seed, "Seed of all random numbers")->type_name("N");
  command
      .add_option("--threads", raw.threads,
                  "Threads; default: all. The result does not depend on it")
      ->type_name("N");
  command
      .add_option(
          "--max-memory", raw.max_memory,
          "Refuse a run that needs more, such as 300M or 2G; default: half of the machine's")
      ->type_name("SIZE");
}

/// The same of a run that is summarised.
void add_extent(CLI::App& command, Raw& raw) {
  add_size(command, raw);
  command.add_flag("--keep-draws", raw.keep_draws,
                   "Keep every value of every metric, for exact percentiles whatever their number; "
                   "without it up to 16 million are kept");
  command
      .add_option("--stop", raw.stops,
                  "End the run once the 95 % interval of a statistic is no wider than this either "
                  "way, absolute or in % of its value; may be repeated")
      ->type_name("METRIC.STATISTIC=WIDTH")
      ->expected(1)
      ->take_all();
}

/// Several reports of one run.
void add_reports(CLI::App& command, Raw& raw) {
  command
      .add_option("--report", raw.reports,
                  "Write a report as well, in the format of its name: .html, .xlsx, .md, .csv, "
                  ".json or .txt; may be repeated")
      ->type_name("FILE")
      ->expected(1)
      ->take_all();
  command
      .add_option("--csv-dialect", raw.csv_dialect,
                  "rfc4180, or excel-fr: semicolons and decimal commas")
      ->capture_default_str()
      ->type_name("NAME");
  command
      .add_option("--xlsx-draws", raw.sheet_draws,
                  "Paths whose draws a .xlsx shows, evenly apart, or all that a sheet holds; "
                  "default: 10000")
      ->type_name("N|all");
}

void add_output(CLI::App& command, Raw& raw) {
  command.add_option("--format", raw.format, "text, json, csv or markdown")
      ->capture_default_str()
      ->type_name("NAME");
  command.add_option("--out", raw.out, "Write the result into a file instead")->type_name("FILE");
}

}  // namespace

Options read_options(int count, const char* const* arguments) {
  Raw raw;
  CLI::App app{"Landfall: what a firm may earn by entering a market, how sure that is, and why.",
               "landfall"};
  app.footer(kExamples);
  app.set_help_flag("-h,--help", "Show this, or the help of a command");
  app.add_flag("--version", raw.version, "Show the version; with --verbose how it was built");
  app.add_flag("--verbose", raw.verbose, "Say more about the version");

  CLI::App* run =
      app.add_subcommand("run", "Simulate scenarios and summarise what may come of them");
  run->add_option("files", raw.files, "Scenario files; - reads standard input")
      ->required()
      ->type_name("FILE");
  add_extent(*run, raw);
  add_reports(*run, raw);
  run->add_option("--draws", raw.draws, "Write inputs and outcomes of every path as CSV")
      ->type_name("FILE.csv");
  run->add_option("--sipmath", raw.sipmath,
                  "Write the outcomes as a SIPmath 3.0 library: metalogs and a copula")
      ->type_name("FILE.json");
  run->add_option("--sip-trials", raw.sip_trials,
                  "Write the outcomes of every path as a SIPmath 3.0 library, at most 100 000")
      ->type_name("FILE.json");
  add_strategy(*run, raw);
  add_common(*run, raw);
  add_output(*run, raw);

  CLI::App* compare = app.add_subcommand(
      "compare", "Run several scenarios on the same futures and compare them path by path");
  compare->add_option("files", raw.files, "Scenario files, two or more, or one study")
      ->required()
      ->type_name("FILE");
  add_extent(*compare, raw);
  add_reports(*compare, raw);
  add_common(*compare, raw);
  add_output(*compare, raw);

  CLI::App* timing = app.add_subcommand(
      "timing", "Say how much the best rule for an entry of a strategy would earn");
  timing->add_option("files", raw.files, "Scenario file")
      ->required()
      ->expected(1)
      ->type_name("FILE");
  timing
      ->add_option("--entry", raw.entry,
                   "Which entry; not needed where only one waits for something")
      ->type_name("STRATEGY.enter.MARKET");
  add_size(*timing, raw);
  add_common(*timing, raw);
  add_output(*timing, raw);

  CLI::App* check =
      app.add_subcommand("check", "Report every mistake of scenario files, simulate nothing");
  check->add_option("files", raw.files, "Scenario files")->required()->type_name("FILE");
  add_common(*check, raw);

  CLI::App* explain = app.add_subcommand("explain", "Say in words what a scenario means");
  explain->add_option("files", raw.files, "Scenario file")
      ->required()
      ->expected(1)
      ->type_name("FILE");
  explain
      ->add_option("--plot", raw.plot,
                   "Draw the number at this address instead: its density and distribution function")
      ->type_name("ADDRESS");
  add_strategy(*explain, raw);
  add_common(*explain, raw);
  add_output(*explain, raw);

  CLI::App* replay = app.add_subcommand("replay", "Show one simulated future, period by period");
  replay->add_option("files", raw.files, "Scenario file")
      ->required()
      ->expected(1)
      ->type_name("FILE");
  replay->add_option("--path", raw.path, "Which path, from 0")->required()->type_name("N");
  replay->add_option("--paths", raw.paths, "Paths of the whole sample, for a Latin hypercube")
      ->type_name("N");
  replay->add_option("--seed", raw.seed, "Seed of all random numbers")->type_name("N");
  add_strategy(*replay, raw);
  add_common(*replay, raw);
  add_output(*replay, raw);

  CLI::App* fit =
      app.add_subcommand("fit", "Find the distributions that a column of data suggests");
  fit->add_option("files", raw.files, "CSV file with a line of names; - reads standard input")
      ->required()
      ->expected(1)
      ->type_name("FILE.csv");
  fit->add_option("--column", raw.column, "Name of the column; not needed where there is only one")
      ->type_name("NAME");
  fit->add_option("--seed", raw.seed, "Seed of the goodness of fit; default: 1")->type_name("N");
  add_output(*fit, raw);

  CLI::App* gsim = app.add_subcommand(
      "gsim", "Work out what tariffs do to the trade of one product among all regions");
  gsim->add_option("files", raw.files, "File of regions, flows and tariffs")
      ->required()
      ->expected(1)
      ->type_name("FILE");
  add_output(*gsim, raw);

  CLI::App* init =
      app.add_subcommand("init", "Write a scenario to begin with, which runs as it stands");
  init->add_option("files", raw.files, "Where to write it; nothing is overwritten")
      ->required()
      ->expected(1)
      ->type_name("FILE");
  init->add_option("--sector", raw.sector,
                   "That of a sector: canned-fish, interactive-displays, ev-charging, "
                   "medical-equipment, medicines or 3d-printers")
      ->type_name("NAME");

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
  if (raw.version || raw.verbose) {
    options.command = Command::version;
    options.verbose = raw.verbose;
    return options;
  }
  if (app.get_subcommands().empty())
    throw UsageError{"a command is missing", "for example: landfall run FILE"};

  const std::string command = app.get_subcommands().front()->get_name();
  options.command = command == "run"       ? Command::run
                    : command == "compare" ? Command::compare
                    : command == "timing"  ? Command::timing
                    : command == "check"   ? Command::check
                    : command == "explain" ? Command::explain
                    : command == "fit"     ? Command::fit
                    : command == "gsim"    ? Command::gsim
                    : command == "init"    ? Command::init
                                           : Command::replay;
  options.files = raw.files;
  options.overrides = raw.overrides;
  for (const std::string& stop : raw.stops) options.overrides.push_back(override_of(stop));
  if (!raw.stops.empty() && !raw.paths.empty())
    throw UsageError{"--paths and --stop cannot both say how long to run",
                     "bound it with --set simulation.stop.max_paths=" + sanitise(raw.paths)};
  options.format = format_of(raw.format);
  options.csv_dialect = csv_dialect_of(raw.csv_dialect);
  options.report_files = reports_of(raw.reports);
  options.out = raw.out;
  options.draws = raw.draws;
  options.column = raw.column;
  options.sector = raw.sector;
  options.plot = raw.plot;
  options.strategy = raw.strategy;
  options.entry = raw.entry;
  options.sipmath = raw.sipmath;
  options.sip_trials = raw.sip_trials;
  options.keep_draws = raw.keep_draws;
  options.sheet_draws = sheet_draws_of(raw.sheet_draws, options.report_files);
  if (!raw.max_memory.empty())
    options.max_memory_bytes = size_in_bytes("--max-memory", raw.max_memory);
  if (!raw.paths.empty()) options.paths = whole("--paths", raw.paths, 1, 1'000'000'000'000);
  if (!raw.seed.empty())
    options.seed = whole("--seed", raw.seed, 0, std::numeric_limits<std::int64_t>::max());
  if (!raw.threads.empty())
    options.threads = static_cast<int>(whole("--threads", raw.threads, 1, 1024));
  if (!raw.path.empty()) options.path = whole("--path", raw.path, 0, 999'999'999'999);
  if (options.files.size() > 1 && options.command != Command::compare &&
      (!options.draws.empty() || !options.out.empty() || options.format != Format::text ||
       !options.report_files.empty()))
    throw UsageError{"--out, --draws, --format and --report take one scenario at a time",
                     "call landfall once for each file"};
  check_sip_files(options);
  for (const std::string& file : options.files)
    for (const std::string& output : {options.out, options.draws})
      if (!output.empty() && output == file)
        throw UsageError{"'" + sanitise(output) + "' is the scenario itself",
                         "write the result elsewhere"};
  if (!options.out.empty() && options.out == options.draws)
    throw UsageError{"--out and --draws name the same file", "give each its own"};
  check_report_files(options);
  return options;
}

}  // namespace landfall::app
