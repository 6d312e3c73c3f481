// The command line: what was asked, checked and with hints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/language.hpp"
#include "reports/csv_dialect.hpp"
#include "reports/schema.hpp"

namespace landfall::app {

enum class Command {
  run,
  batch,
  verify,
  merge,
  compare,
  timing,
  check,
  explain,
  replay,
  report,
  fit,
  gsim,
  schema,
  init,
  completions,
  manual,
  help,
  version
};
enum class Shell { bash, zsh, fish };
enum class Format { text, json, csv, markdown, html, spreadsheet };

/// A file of --report, and the format that its name asks for. {name} in it stands for the name of
/// the scenario's file; of a batch it lies in its folder.
struct Report {
  Format format;
  std::string file;
  Language language = Language::english;
  reports::CsvDialect csv_dialect = reports::CsvDialect::rfc4180;
  bool makes_folder = false;  ///< where a placeholder stood in its name
};

class Ranks;

/// Which part of a run a process simulates: the number-th of count, from 1.
struct Shard {
  std::uint64_t number = 1, count = 1;
};

/// Paths whose draws a spreadsheet shows, unless it is told otherwise.
inline constexpr std::uint64_t kSheetDraws = 10'000;

struct Options {
  Command command = Command::help;
  std::vector<std::string> files;
  std::optional<std::uint64_t> paths, seed;
  int threads = 0;                     ///< 0: as many as the machine has
  std::string strategy;                ///< the one to look at; empty: all, or the file as it is
  std::string entry;                   ///< of timing: its address; empty: the only one
  std::vector<std::string> overrides;  ///< each --set, then each --stop as one
  Format format = Format::text;
  Language language = Language::english;  ///< of what is printed; nothing but --lang sets it
  reports::CsvDialect csv_dialect = reports::CsvDialect::rfc4180;
  std::vector<Report> report_files;
  std::string out;                  ///< empty: standard output
  std::string draws;                ///< empty: none
  std::string sipmath, sip_trials;  ///< empty: none
  bool keep_draws = false;
  std::optional<Shard> shard;
  Ranks* ranks = nullptr;  ///< the processes of this command; null: it is alone
  int jobs = 0;            ///< of batch: scenarios at a time; 0: as many as threads
  bool resume = false;     ///< of batch: go on with what is in its folder
  bool fail_fast = false;  ///< of batch: end at the first failure
  std::uint64_t sheet_draws = kSheetDraws;  ///< paths in a spreadsheet, at most; 0: none
  std::uint64_t max_memory_bytes = 0;       ///< 0: half of the machine's
  std::uint64_t path = 0;
  reports::SchemaOf schema_of = reports::SchemaOf::scenario;  ///< of schema
  std::string sector;  ///< of init; empty: the scenario to begin with
  std::string column;  ///< of fit; empty where the file has one column
  std::string plot;    ///< address of the number to draw; empty: none
  Shell shell = Shell::bash;
  bool verbose = false;
  std::string message;  ///< of help and version: what to print
};

/// A command line that cannot be understood: one line, and what would be right.
struct UsageError {
  std::string message;
  std::string hint;
};

/// Read the arguments. Throws UsageError.
Options read_options(int count, const char* const* arguments);

}  // namespace landfall::app
