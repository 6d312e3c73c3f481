// batch and verify: many scenarios into a folder with a journal, and whether it holds what it says.
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "app/batch_jobs.hpp"
#include "app/batch_run.hpp"
#include "app/commands/commands.hpp"
#include "app/ranks.hpp"
#include "app/terminal.hpp"
#include "base/atomic_file.hpp"
#include "base/file_writing.hpp"
#include "base/folder_lock.hpp"
#include "base/sha256.hpp"
#include "base/utf8.hpp"
#include "reports/batch.hpp"
#include "simulate/dispatch.hpp"
#include "study/journal.hpp"

namespace landfall::app {

namespace {

void make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw CannotWrite(folder, error.message());
}

void say_ignored(const std::string& folder, const study::JournalContents& journal) {
  for (const study::IgnoredLine& line : journal.ignored)
    tell("{}/{}:{}: this line is ignored: {}\n", sanitise(folder), study::Journal::kName,
         line.number, line.reason);
}

/// The page and the table of all, and their line in the journal, which has no name.
void write_overall(const Options& options, const reports::Batch& batch, study::Journal& journal) {
  const std::pair<const char*, std::string> files[] = {
      {kBatchPage, reports::batch_page(batch)},
      {kBatchTable, reports::in_dialect(reports::batch_csv(batch), options.csv_dialect)}};
  study::JournalLine line{.scenario = "", .request = "", .program = LANDFALL_VERSION};
  for (const auto& [name, text] : files) {
    remove_link(options.out + "/" + name);
    write_file(options.out + "/" + name, text);
    line.outputs[name] = sha256_hex(text);
  }
  journal.append(line);
}

reports::Batch batch_of(const std::vector<BatchJob>& jobs,
                        const std::vector<reports::BatchEntry>& entries) {
  reports::Batch batch{
      .title = "", .version = LANDFALL_VERSION, .entries = {}, .study_reports = {}};
  int studies = 0;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const bool is_comparison = jobs[i].study && !jobs[i].entry;
    if (is_comparison) {
      batch.title = ++studies == 1 ? jobs[i].study->title : "";
      batch.study_reports.insert(batch.study_reports.end(), entries[i].reports.begin(),
                                 entries[i].reports.end());
    }
    if (!is_comparison || !entries[i].failure.empty()) batch.entries.push_back(entries[i]);
  }
  return batch;
}

int code_of(const std::vector<reports::BatchEntry>& entries) {
  for (const reports::BatchEntry& entry : entries)
    if (!entry.failure.empty() || !entry.converged) return kNotConverged;
  return 0;
}

/// What an interrupted batch leaves to do.
[[nodiscard]] int say_interrupted(const BatchRun& run, std::size_t jobs) {
  std::size_t done = 0;
  for (const reports::BatchEntry& entry : run.entries()) done += entry.name.empty() ? 0 : 1;
  tell("landfall: interrupted: {} of {} scenarios are done; --resume does the rest\n", done, jobs);
  return kSignal + interrupting_signal;
}

/// A process that is not the first of several: it does jobs, and tells the first of them.
int help_with(const Options& options, const std::vector<BatchJob>& jobs) {
  options.ranks->share()->agree(0);  // the folder is there
  const study::JournalContents known = study::read_journal(options.out);
  BatchRun run(options, jobs, known, nullptr);
  run.go();
  if (interrupted) return kSignal + interrupting_signal;
  options.ranks->share()->agree(0);
  return 0;
}

}  // namespace

int batch_command(const Options& options) {
  if (simulate::choose_kernels().fma_is_emulated)
    tell("landfall: no FMA instructions are used here: the same results, far slower\n");
  const std::vector<BatchJob> jobs = jobs_of(options);
  if (options.ranks != nullptr && options.ranks->rank() > 0) return help_with(options, jobs);
  make_folder(options.out);
  const FolderLock lock(options.out);
  if (lock.stale_process())
    tell("landfall: process {} left its lock in '{}' and is gone\n", *lock.stale_process(),
         sanitise(options.out));
  const study::JournalContents known = study::read_journal(options.out);
  if (known.is_there && !options.resume)
    throw UsageError{"there is a batch in '" + sanitise(options.out) + "' already",
                     "go on with it by --resume, or choose another folder"};
  say_ignored(options.out, known);
  sweep_temporary_files(options.out);
  study::Journal journal(options.out, known);
  std::vector<std::string> names;
  for (const BatchJob& job : jobs) names.push_back(job.name);
  journal.begin(LANDFALL_VERSION, names);
  if (options.ranks != nullptr) options.ranks->share()->agree(0);
  std::vector<reports::BatchEntry> entries;
  {
    BatchRun run(options, jobs, known, &journal);
    run.go();
    if (options.ranks != nullptr && !interrupted) options.ranks->share()->agree(0);
    if (interrupted) return say_interrupted(run, jobs.size());
    entries = run.entries();
  }
  for (std::size_t i = 0; i < jobs.size(); ++i)
    if (entries[i].name.empty())  // after a failure, with --fail-fast
      entries[i] = {.name = jobs[i].name,
                    .title = "",
                    .file = jobs[i].file,
                    .failure = "not begun: another scenario failed"};
  const reports::Batch batch = batch_of(jobs, entries);
  write_overall(options, batch, journal);
  const reports::TextStyle style = output_style();
  if (!write_standard_output(reports::batch_text(batch, style))) return kSignal + SIGPIPE;
  return code_of(entries);
}

int verify_command(const Options& options) {
  const std::string& folder = options.files.front();
  const study::JournalContents journal = study::read_journal(folder);
  if (!journal.is_there)
    throw WorldError("there is no batch in '" + sanitise(folder) + "': it has no " +
                     study::Journal::kName);
  std::string text;
  std::size_t outputs = 0, bad = 0, failed = 0, missing = 0;
  const char* const words[] = {"", "is missing", "is empty", "was changed"};
  for (const auto& [name, line] : journal.scenarios) {
    for (const auto& [file, sha256] : line.outputs) {
      ++outputs;
      const auto state = study::state_of(folder + "/" + file, sha256);
      if (state == study::OutputState::whole) continue;
      ++bad;
      text += fmt::format("{}/{}: {}\n", sanitise(folder), sanitise(file),
                          words[static_cast<int>(state)]);
    }
  }
  for (const std::string& name : journal.asked) {
    const auto found = journal.scenarios.find(name);
    if (found == journal.scenarios.end()) {
      ++missing;
      text += fmt::format("{}: not done\n", sanitise(name));
    } else if (!found->second.failure.empty()) {
      ++failed;
      text += fmt::format("{}: failed: {}\n", sanitise(name), sanitise(found->second.failure));
    }
  }
  if (!journal.asked.empty() && !journal.scenarios.contains("")) {
    ++missing;
    text += "the page and the table of all: not written\n";
  }
  for (const study::IgnoredLine& line : journal.ignored)
    text += fmt::format("{}/{}:{}: {}\n", sanitise(folder), study::Journal::kName, line.number,
                        line.reason);
  text += fmt::format("{} output{} of {} scenario{}: {}\n", outputs, outputs == 1 ? "" : "s",
                      journal.asked.size(), journal.asked.size() == 1 ? "" : "s",
                      bad > 0                     ? fmt::format("{} damaged", bad)
                      : missing > 0 || failed > 0 ? "the rest is whole"
                                                  : "all whole");
  if (!write_standard_output(text)) return kSignal + SIGPIPE;
  return bad + failed + missing > 0 ? kNotConverged : 0;
}

}  // namespace landfall::app
