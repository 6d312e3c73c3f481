// The files and names that a command line takes: which there are, and that no file is named twice.
#pragma once

#include <string>
#include <vector>

#include "app/options.hpp"

namespace landfall::app {

/// The reports that the names of --report ask for, those with {lang} in each of the languages.
/// Throws UsageError where one asks for no format, or would be written in several languages.
std::vector<Report> reports_of(const std::vector<std::string>& files,
                               const std::vector<Language>& languages,
                               const std::string& csv_dialect);

/// What --report html,json of a batch stands for: "{name}/report.html", and so on.
std::vector<std::string> batch_reports(const std::string& formats, bool several_languages);

/// `text` with each `placeholder` ("{name}") replaced.
std::string with(std::string text, const std::string& placeholder, const std::string& value);

/// "canned-fish" of "scenarios/canned-fish.toml": what {name} stands for.
std::string name_of_file(const std::string& file);

/// Throws UsageError where the name of --draws asks for no format.
void check_draws_file(const Options& options);

/// Throw UsageError where a file of --sipmath or --sip-trials, or of --report, is taken.
void check_sip_files(const Options& options);
void check_report_files(const Options& options);

/// How many paths --xlsx-draws asks for; the default where it is empty. Throws UsageError where no
/// report would show them.
std::uint64_t sheet_draws_of(const std::string& text, bool has_sheet);

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
/// Nothing typed: that of French Excel in French, otherwise RFC 4180.
reports::CsvDialect csv_dialect_of(const std::string& name, Language language);
/// "en,fr": one language or more, none twice.
std::vector<Language> languages_named(const std::string& codes);
Shell shell_named(const std::string& name);

}  // namespace landfall::app
