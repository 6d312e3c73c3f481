#include "app/commands/report_files.hpp"

#include <algorithm>
#include <filesystem>

#include "app/commands/commands.hpp"
#include "app/option_files.hpp"
#include "base/diagnostic.hpp"
#include "base/utf8.hpp"

namespace landfall::app {

std::string rendered(Format format, const simulate::Result& result, const Options& options,
                     const reports::KeptDraws* draws) {
  switch (format) {
    case Format::json:
      return reports::json_report(result);
    case Format::csv:
      return reports::in_dialect(reports::csv_report(result), options.csv_dialect);
    case Format::markdown:
      return reports::markdown_report(result);
    case Format::html:
      return reports::html_report(result);
    case Format::spreadsheet:
      return reports::spreadsheet_report(result, draws);
    case Format::text:
      break;
  }
  return reports::text_report(result, report_style(options));
}

std::string rendered(Format format, const simulate::Comparison& comparison, const Options& options,
                     const reports::KeptDraws* draws) {
  switch (format) {
    case Format::json:
      return reports::comparison_json(comparison);
    case Format::csv:
      return reports::in_dialect(reports::comparison_csv(comparison), options.csv_dialect);
    case Format::markdown:
      return reports::comparison_markdown(comparison);
    case Format::html:
      return reports::comparison_html(comparison);
    case Format::spreadsheet:
      return reports::comparison_spreadsheet(comparison, draws);
    case Format::text:
      break;
  }
  return reports::comparison_text(comparison, report_style(options));
}

bool shows_ladders(const Options& options) {
  const auto shows = [](Format format) { return format != Format::text && format != Format::csv; };
  return shows(options.format) ||
         std::any_of(options.report_files.begin(), options.report_files.end(),
                     [&](const Report& report) { return shows(report.format); });
}

std::optional<reports::DrawnPaths> sheet_draws(const Options& options,
                                               const scenario::Scenario& scenario,
                                               std::size_t rows_of_path) {
  const std::uint64_t most = std::min(options.sheet_draws, reports::kSheetRowsMost / rows_of_path);
  const bool is_part = options.shard.has_value();  // whose merged result may have one
  if (most == 0 || (!is_part && std::none_of(options.report_files.begin(),
                                             options.report_files.end(), [](const Report& report) {
                                               return report.format == Format::spreadsheet;
                                             })))
    return std::nullopt;
  return std::optional<reports::DrawnPaths>(std::in_place, most,
                                            scenario.stop.given() ? 0 : scenario.paths);
}

namespace {

void make_folder_of(const std::string& file) {
  const std::filesystem::path folder = std::filesystem::path(file).parent_path();
  std::error_code error;
  if (!folder.empty()) std::filesystem::create_directories(folder, error);
  if (error)
    throw WorldError("cannot make the folder " + sanitise(folder.string()) + ": " +
                     error.message());
}

}  // namespace

ReportFiles::ReportFiles(const Options& options, const std::string& name) : options_(options) {
  for (const Report& report : options.report_files) {
    const std::string file = with(report.file, "{name}", name);
    if (report.makes_folder) make_folder_of(file);
    files_.push_back({report, AtomicFile(file)});
  }
}

}  // namespace landfall::app
