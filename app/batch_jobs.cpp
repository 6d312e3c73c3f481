#include "app/batch_jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

#include "app/commands/commands.hpp"
#include "app/option_files.hpp"
#include "app/terminal.hpp"
#include "base/diagnostic.hpp"
#include "base/sha256.hpp"
#include "base/utf8.hpp"
#include "study/journal.hpp"
#include "study/study.hpp"

namespace landfall::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNameMax = 100, kJobsMax = 100'000;

/// The scenario files of a folder by name; links are followed nowhere.
std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  fs::directory_iterator at(folder, error);
  for (const fs::directory_iterator end; !error && at != end; at.increment(error))
    if (at->path().extension() == ".toml" && at->symlink_status().type() == fs::file_type::regular)
      files.push_back(at->path().string());
  if (error)
    throw WorldError("cannot read the folder '" + sanitise(folder) + "': " + error.message());
  std::sort(files.begin(), files.end());
  return files;
}

/// The study with one of its scenarios alone: a mistake in another is not its own.
scenario::StudyFile with_one_entry(const scenario::StudyFile& study, std::size_t entry) {
  scenario::StudyFile one = study;
  one.entries = {study.entries[entry]};
  return one;
}

class Jobs {
 public:
  void add(BatchJob job, const std::string& name) {
    job.name = folder_name(name);
    if (!names_.insert(job.name).second) {
      const std::string whole = job.entry ? job.study->file + "\n" + name : job.file;
      job.name += "-" + sha256_hex(whole).substr(0, 8);
      if (!names_.insert(job.name).second) refuse_twice(job.file);
    }
    jobs_.push_back(std::move(job));
    if (jobs_.size() > kJobsMax)
      throw UsageError{fmt::format("a batch has at most {} scenarios", kJobsMax), "split it"};
  }

  void add_file(const std::string& file) {
    if (!files_.insert(file).second) refuse_twice(file);
    std::shared_ptr<const scenario::StudyFile> study;
    try {
      if (scenario::is_study(file))
        study = std::make_shared<const scenario::StudyFile>(scenario::read_study(file));
    } catch (...) {  // what is wrong is said when its turn comes, as of any scenario
    }
    if (!study) return add({.name = "", .file = file}, name_of_file(file));
    tell("{}", render(study->warnings, study->sources));
    add({.name = "", .file = file, .study = study}, name_of_file(file));  // what takes longest
    for (std::size_t i = 0; i < study->entries.size(); ++i)
      add({.name = "", .file = study->entries[i].file, .study = study, .entry = i},
          study->entries[i].name);
  }

  std::vector<BatchJob> take() { return std::move(jobs_); }

 private:
  [[noreturn]] static void refuse_twice(const std::string& file) {
    throw UsageError{"'" + sanitise(file) + "' is named twice", "name each file once"};
  }

  std::vector<BatchJob> jobs_;
  std::set<std::string> names_ = {study::Journal::kName, kBatchPage, kBatchTable};  // are taken
  std::set<std::string> files_;
};

}  // namespace

std::string folder_name(const std::string& name) {
  std::string safe;
  for (const char c : name.substr(0, kNameMax)) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    safe += is_plain ? c : '-';
  }
  if (safe.starts_with('.')) safe.front() = '-';
  if (safe.ends_with('.')) safe.back() = '-';
  return safe == name && !safe.empty() ? safe : safe + "-" + sha256_hex(name).substr(0, 8);
}

std::vector<BatchJob> jobs_of(const Options& options) {
  Jobs jobs;
  for (const std::string& file : options.files) {
    std::error_code ignored;
    if (file == "-")
      throw UsageError{"a batch reads no standard input", "name files, studies or folders"};
    if (!fs::is_directory(file, ignored)) {
      jobs.add_file(file);
      continue;
    }
    const std::vector<std::string> files = files_in(file);
    if (files.empty())
      throw UsageError{"there is no .toml in the folder '" + sanitise(file) + "'",
                       "name a folder of scenarios"};
    for (const std::string& one : files) jobs.add_file(one);
  }
  return jobs.take();
}

Work work_of(const Options& options, const BatchJob& job) {
  if (!job.study || !job.entry) return read_work(options, job.file);
  std::vector<study::Way> ways = study_ways(options, with_one_entry(*job.study, *job.entry));
  const std::string title = ways.front().title;
  return {.title = title, .name = job.name, .ways = std::move(ways)};
}

std::string request_of(const Options& options, const BatchJob& job) {
  std::string text = "landfall " LANDFALL_VERSION "\n" + job.file + "\n";
  const auto add = [&](const char* what, const std::string& value) {
    text += fmt::format("{} {} {}\n", what, value.size(), value);
  };
  if (job.study && job.entry) {
    const scenario::StudyEntry& entry = job.study->entries[*job.entry];
    add("title", entry.title);
    add("strategy", entry.strategy);
    for (const std::string& set : job.study->overrides) add("set", set);
    for (const std::string& set : entry.overrides) add("set", set);
  }
  for (const std::string& set : options.overrides) add("set", set);
  if (options.paths) add("paths", std::to_string(*options.paths));
  if (options.seed) add("seed", std::to_string(*options.seed));
  for (const Report& report : options.report_files) {
    const Speaking scope(report.language);
    add("report", report.file + " " + language_code());
    add("csv", std::to_string(static_cast<int>(report.csv_dialect)));
  }
  add("keep_draws", options.keep_draws ? "yes" : "no");
  add("sheet_draws", std::to_string(options.sheet_draws));
  return sha256_hex(text);
}

}  // namespace landfall::app
