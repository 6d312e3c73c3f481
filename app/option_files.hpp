// The files and names that a command line takes: which there are, and that no file is named twice.
#pragma once

#include <string>
#include <vector>

#include "app/options.hpp"

namespace landfall::app {

/// The formats that the names of --report ask for. Throws UsageError where one asks for none.
std::vector<Report> reports_of(const std::vector<std::string>& files);

/// Throw UsageError where a file of --sipmath or --sip-trials, or of --report, is taken.
void check_sip_files(const Options& options);
void check_report_files(const Options& options);

/// How many paths --xlsx-draws asks for; the default where it is empty. Throws UsageError where no
/// report would show them.
std::uint64_t sheet_draws_of(const std::string& text, const std::vector<Report>& reports);

/// "a, b, c".
std::string listed(const std::vector<std::string>& words);

/// The names of formats, CSV dialects and shells, and the endings that --report takes.
const std::vector<std::string>& format_names();
const std::vector<std::string>& csv_dialects();
const std::vector<std::string>& shell_names();
const std::vector<std::string>& report_endings();

/// What such a name stands for; `--format` of a command that has only `formats`. Throw UsageError
/// for others.
Format format_of(const std::string& name, const std::string& command,
                 const std::vector<std::string>& formats);
reports::CsvDialect csv_dialect_of(const std::string& name);
Language language_named(const std::string& code);
Shell shell_named(const std::string& name);

}  // namespace landfall::app
