#include "app/option_files.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "reports/reports.hpp"

namespace landfall::app {

void check_sip_files(const Options& options) {
  for (const auto& [option, file, other] :
       {std::tuple{"--sipmath", options.sipmath, options.sip_trials},
        {"--sip-trials", options.sip_trials, std::string()}}) {
    if (file.empty()) continue;
    if (options.files.size() > 1)
      throw UsageError{std::string(option) + " takes one scenario at a time",
                       "call landfall once for each file"};
    std::vector<std::string> taken = options.files;
    taken.insert(taken.end(), {options.out, options.draws, other});
    if (std::find(taken.begin(), taken.end(), file) != taken.end())
      throw UsageError{
          std::string(option) + " names a file that is taken: '" + sanitise(file) + "'",
          "give it a name of its own"};
  }
}

std::vector<Report> reports_of(const std::vector<std::string>& files) {
  constexpr std::pair<const char*, Format> kEndings[] = {
      {".html", Format::html}, {".xlsx", Format::spreadsheet}, {".md", Format::markdown},
      {".csv", Format::csv},   {".json", Format::json},        {".txt", Format::text}};
  std::vector<Report> reports;
  for (const std::string& file : files) {
    const auto found = std::find_if(std::begin(kEndings), std::end(kEndings),
                                    [&](const auto& one) { return file.ends_with(one.first); });
    if (found == std::end(kEndings))
      throw UsageError{"--report cannot be '" + sanitise(file) + "'",
                       "its name ends in .html, .xlsx, .md, .csv, .json or .txt"};
    reports.push_back({found->second, file});
  }
  return reports;
}

void check_report_files(const Options& options) {
  std::vector<std::string> taken = options.files;
  taken.insert(taken.end(), {options.out, options.draws, options.sipmath, options.sip_trials});
  for (const Report& report : options.report_files) {
    if (std::find(taken.begin(), taken.end(), report.file) != taken.end())
      throw UsageError{"--report names a file that is taken: '" + sanitise(report.file) + "'",
                       "give it a name of its own"};
    taken.push_back(report.file);
  }
}

std::uint64_t sheet_draws_of(const std::string& text, const std::vector<Report>& reports) {
  if (text.empty()) return kSheetDraws;
  if (std::none_of(reports.begin(), reports.end(),
                   [](const Report& one) { return one.format == Format::spreadsheet; }))
    throw UsageError{"--xlsx-draws needs a spreadsheet", "add --report FILE.xlsx"};
  if (text == "all") return reports::kSheetRowsMost;
  const auto value = parse_integer(text);
  if (!value || *value < 0 || *value > static_cast<std::int64_t>(reports::kSheetRowsMost))
    throw UsageError{"--xlsx-draws must be all or a whole number from 0 to " +
                         std::to_string(reports::kSheetRowsMost) + ", not '" + sanitise(text) + "'",
                     "--draws FILE.csv writes any number of paths"};
  return static_cast<std::uint64_t>(*value);
}

reports::CsvDialect csv_dialect_of(const std::string& name) {
  if (name == "rfc4180") return reports::CsvDialect::rfc4180;
  if (name == "excel-fr") return reports::CsvDialect::excel_fr;
  throw UsageError{"--csv-dialect cannot be '" + sanitise(name) + "'", "one of: rfc4180, excel-fr"};
}

Format format_of(const std::string& name) {
  const std::vector<std::string> names = {"text", "json", "csv", "markdown"};
  const auto at = std::find(names.begin(), names.end(), name);
  if (at != names.end()) return static_cast<Format>(at - names.begin());
  const std::string close = nearest(name, names);
  throw UsageError{"--format cannot be '" + sanitise(name) + "'",
                   (close.empty() ? "" : "did you mean '" + close + "'? ") +
                       std::string("One of: text, json, csv, markdown")};
}

}  // namespace landfall::app
