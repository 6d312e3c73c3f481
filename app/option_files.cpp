#include "app/option_files.hpp"

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "reports/draws.hpp"
#include "reports/reports.hpp"

namespace landfall::app {

namespace {

constexpr std::pair<const char*, Format> kEndings[] = {
    {".html", Format::html}, {".xlsx", Format::spreadsheet}, {".md", Format::markdown},
    {".csv", Format::csv},   {".json", Format::json},        {".txt", Format::text}};

/// At least one part.
std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

[[noreturn]] void refuse(const std::string& what, const std::string& word,
                         const std::vector<std::string>& known) {
  const std::string close = nearest(word, known);
  throw UsageError{
      what + " cannot be '" + sanitise(word) + "'",
      (close.empty() ? "one" : "did you mean '" + close + "'? One") + " of: " + listed(known)};
}

std::size_t index_of(const std::string& what, const std::string& word,
                     const std::vector<std::string>& known) {
  const auto at = std::find(known.begin(), known.end(), word);
  if (at == known.end()) refuse(what, word, known);
  return static_cast<std::size_t>(at - known.begin());
}

}  // namespace

std::string listed(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

void check_draws_file(const Options& options) {
  if (!options.draws.empty() && !reports::draws_format_of(options.draws))
    throw UsageError{"--draws cannot be '" + sanitise(options.draws) + "'",
                     "its name ends in .parquet, .csv or .npy"};
}

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

std::vector<Report> reports_of(const std::vector<std::string>& files,
                               const std::vector<Language>& languages,
                               const std::string& csv_dialect) {
  std::vector<Report> reports;
  for (const std::string& file : files) {
    const auto found = std::find_if(std::begin(kEndings), std::end(kEndings),
                                    [&](const auto& one) { return file.ends_with(one.first); });
    if (found == std::end(kEndings))
      throw UsageError{"--report cannot be '" + sanitise(file) + "'",
                       "its name ends in .html, .xlsx, .md, .csv, .json or .txt"};
    if (languages.size() > 1 && file.find("{lang}") == std::string::npos)
      throw UsageError{"--report " + sanitise(file) + " would be written once for each language",
                       "put {lang} into its name, for example {lang}/report.html"};
    for (const Language language : languages) {
      const Speaking scope(language);
      reports.push_back(
          {found->second, with(file, "{lang}", language_code()), language,
           csv_dialect_of(csv_dialect, language),
           file.find("{lang}") != std::string::npos || file.find("{name}") != std::string::npos});
    }
  }
  return reports;
}

std::vector<std::string> batch_reports(const std::string& formats, bool several_languages) {
  std::vector<std::string> known, files;
  for (const auto& [ending, format] : kEndings) known.emplace_back(ending + 1);
  for (const std::string& format : split(formats, ',')) {
    if (std::find(known.begin(), known.end(), format) == known.end())
      refuse("--report", format, known);
    files.push_back(std::string("{name}/report") + (several_languages ? ".{lang}." : ".") + format);
    if (std::find(files.begin(), files.end() - 1, files.back()) != files.end() - 1)
      throw UsageError{"--report names '" + format + "' twice", "each format once"};
  }
  return files;
}

std::string with(std::string text, const std::string& placeholder, const std::string& value) {
  for (std::size_t at = 0; (at = text.find(placeholder, at)) != std::string::npos;
       at += value.size())
    text.replace(at, placeholder.size(), value);
  return text;
}

std::string name_of_file(const std::string& file) {
  return file == "-" ? "scenario" : std::filesystem::path(file).stem().string();
}

std::uint64_t sheet_draws_of(const std::string& text, bool has_sheet) {
  if (text.empty()) return kSheetDraws;
  if (!has_sheet) throw UsageError{"--xlsx-draws needs a spreadsheet", "add --report FILE.xlsx"};
  if (text == "all") return reports::kSheetRowsMost;
  const auto value = parse_integer(text);
  if (!value || *value < 0 || *value > static_cast<std::int64_t>(reports::kSheetRowsMost))
    throw UsageError{"--xlsx-draws must be all or a whole number from 0 to " +
                         std::to_string(reports::kSheetRowsMost) + ", not '" + sanitise(text) + "'",
                     "--draws FILE.parquet writes any number of paths"};
  return static_cast<std::uint64_t>(*value);
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

const std::vector<std::string>& format_names() {
  static const std::vector<std::string> names = {"text", "json", "csv", "markdown"};
  return names;
}

const std::vector<std::string>& csv_dialects() {
  static const std::vector<std::string> names = {"rfc4180", "excel-fr"};
  return names;
}

const std::vector<std::string>& shell_names() {
  static const std::vector<std::string> names = {"bash", "zsh", "fish"};
  return names;
}

const std::vector<std::string>& report_endings() {
  static const std::vector<std::string> endings = [] {
    std::vector<std::string> all;
    for (const auto& [ending, format] : kEndings) all.emplace_back(ending);
    return all;
  }();
  return endings;
}

Format format_of(const std::string& name, const std::string& command,
                 const std::vector<std::string>& formats) {
  const std::vector<std::string>& names = format_names();
  const auto at = std::find(names.begin(), names.end(), name);
  if (std::find(formats.begin(), formats.end(), name) != formats.end())
    return static_cast<Format>(at - names.begin());
  if (at != names.end())
    throw UsageError{command + " has no such --format", "one of: " + listed(formats)};
  refuse("--format", name, formats);
}

reports::CsvDialect csv_dialect_of(const std::string& name, Language language) {
  if (name.empty())
    return language == Language::french ? reports::CsvDialect::excel_fr
                                        : reports::CsvDialect::rfc4180;
  return static_cast<reports::CsvDialect>(index_of("--csv-dialect", name, csv_dialects()));
}

std::vector<Language> languages_named(const std::string& codes) {
  std::vector<Language> languages;
  for (const std::string& code : split(codes, ',')) {
    const auto language = language_of(code);
    if (!language) refuse("--lang", code, language_codes());
    if (std::find(languages.begin(), languages.end(), *language) != languages.end())
      throw UsageError{"--lang names '" + code + "' twice", "each language once"};
    languages.push_back(*language);
  }
  return languages;
}

Shell shell_named(const std::string& name) {
  return static_cast<Shell>(index_of("the shell", name, shell_names()));
}

}  // namespace landfall::app
