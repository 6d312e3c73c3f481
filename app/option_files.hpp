// The files that a command line names: what each is for, and that no two are the same.
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

/// --csv-dialect and --format, by their names. Throw UsageError for others.
reports::CsvDialect csv_dialect_of(const std::string& name);
Format format_of(const std::string& name);

}  // namespace landfall::app
