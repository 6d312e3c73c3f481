#include "app/batch_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <new>
#include <system_error>
#include <thread>

#include "app/checkpoints.hpp"
#include "app/commands/commands.hpp"
#include "app/commands/report_files.hpp"
#include "app/option_files.hpp"
#include "app/ranks.hpp"
#include "base/archive.hpp"
#include "base/atomic_file.hpp"
#include "base/file_writing.hpp"
#include "base/folder_lock.hpp"
#include "base/sha256.hpp"
#include "base/utf8.hpp"

namespace landfall::app {

namespace {

/// Why a scenario failed, in a line.
std::string first_mistake(const ScenarioError& error) {
  const auto first =
      std::find_if(error.diagnostics.begin(), error.diagnostics.end(),
                   [](const Diagnostic& one) { return one.severity == Severity::error; });
  if (first == error.diagnostics.end()) return "a mistake in the scenario";
  const std::string& source = error.sources[static_cast<std::size_t>(first->place.source)].name;
  std::string text = sanitise(source);
  if (first->place.line > 0) text += fmt::format(":{}:{}", first->place.line, first->place.column);
  text += ": " + first->message;
  const auto errors =
      std::count_if(error.diagnostics.begin(), error.diagnostics.end(),
                    [](const Diagnostic& one) { return one.severity == Severity::error; });
  if (errors > 1)
    text += fmt::format("; and {} more mistake{}", errors - 1, errors == 2 ? "" : "s");
  return text;
}

/// What one process tells the first of all.
void keep(Archive& archive, std::size_t& index, study::JournalLine& line) {
  archive.number(index);
  for (std::string* text :
       {&line.scenario, &line.request, &line.program, &line.entry, &line.failure})
    archive.text(*text);
  archive.number(line.seed);
  for (std::map<std::string, std::string>* files : {&line.inputs, &line.outputs}) {
    std::vector<std::pair<std::string, std::string>> all(files->begin(), files->end());
    all.resize(archive.length(all.size(), 1 << 20));
    for (auto& [file, sha256] : all) {
      archive.text(file);
      archive.text(sha256);
    }
    files->clear();
    files->insert(all.begin(), all.end());
  }
}

}  // namespace

std::shared_ptr<void> MemoryRoom::reserve(std::uint64_t bytes, const std::atomic<bool>& stop) {
  std::unique_lock lock(mutex_);
  while (bytes_max_ > 0 && bytes_ > 0 && bytes_ + bytes > bytes_max_) {
    freed_.wait_for(lock, std::chrono::milliseconds(50));
    if (stop) throw simulate::Interrupted();
  }
  bytes_ += bytes;
  return {this, [bytes](MemoryRoom* room) { room->release(bytes); }};
}

void MemoryRoom::release(std::uint64_t bytes) {
  const std::lock_guard lock(mutex_);
  bytes_ -= bytes;
  freed_.notify_all();
}

BatchRun::BatchRun(const Options& options, const std::vector<BatchJob>& jobs,
                   const study::JournalContents& known, study::Journal* journal)
    : options_(options),
      jobs_(jobs),
      known_(known),
      journal_(journal),
      entries_(jobs.size()),
      threads_(threads_of(options)),
      jobs_at_a_time_(options.jobs > 0 ? options.jobs : threads_),
      memory_(memory_max_bytes(options)),
      progress_(jobs.size(), [this] {
        if (interrupted) stop_ = true;
      }) {}

void BatchRun::go() {
  Ranks* ranks = options_.ranks;
  if (ranks != nullptr && ranks->rank() == 0)
    ranks->receive([this](const std::string& bytes) {
      try {
        take_record(bytes);
      } catch (...) {
        end_with(std::current_exception());
      }
    });
  std::vector<std::thread> others;
  // As many threads as there is work for; a scenario at a time needs others to help it.
  for (int i = 1; i < std::max(threads_, jobs_at_a_time_); ++i) {
    try {
      others.emplace_back([this] { work(); });
    } catch (const std::exception&) {  // no thread, or no memory for it
      break;                           // no more threads to be had: the others do it
    }
  }
  work();
  for (std::thread& other : others) other.join();
  if (ranks != nullptr) ranks->finish_batch();
  if (end_) std::rethrow_exception(end_);
}

/// The next in order, of this process or of all.
std::optional<std::size_t> BatchRun::take_job() {
  if (options_.ranks != nullptr) return options_.ranks->take_job(jobs_.size());
  return next_ < jobs_.size() ? std::optional(next_++) : std::nullopt;
}

/// A job after the other; where none is left, help with those of others.
void BatchRun::work() {
  const Speaking scope(options_.language);
  while (true) {
    std::optional<std::size_t> job;
    {
      const std::lock_guard lock(mutex_);
      if (!stop_ && !is_over_ && active_ < jobs_at_a_time_) {
        job = take_job();
        is_over_ = !job;
        if (job) ++active_;
      }
      if (active_ == 0 && (stop_ || is_over_)) break;
    }
    if (!job) {
      crew_.help();
      continue;
    }
    try {
      do_job(*job);
    } catch (...) {
      end_with(std::current_exception());
    }
    const std::lock_guard lock(mutex_);
    --active_;
  }
  crew_.release();
}

void BatchRun::end_with(std::exception_ptr error) {
  const std::lock_guard lock(mutex_);
  if (!end_) end_ = error;
  stop_ = true;
}

/// Whether the folder has it from an earlier batch: asked the same way, of the same files, and
/// every output whole.
bool BatchRun::is_done(std::size_t index) const {
  const BatchJob& job = jobs_[index];
  const auto found = known_.scenarios.find(job.name);
  if (found == known_.scenarios.end()) return false;
  const study::JournalLine& line = found->second;
  if (!line.failure.empty() || line.request != request_of(options_, job)) return false;
  for (const auto& [file, sha256] : line.inputs)
    if (study::sha256_of_file(file) != sha256) return false;
  for (const auto& [file, sha256] : line.outputs)
    if (study::state_of(options_.out + "/" + file, sha256) != study::OutputState::whole)
      return false;
  try {
    reports::read_batch_entry(line.entry);
  } catch (const std::runtime_error&) {
    return false;
  }
  return true;
}

/// What is known of a job now: to the journal if it is new, and to people.
void BatchRun::note(std::size_t index, const study::JournalLine& line, bool is_new) {
  reports::BatchEntry entry = reports::read_batch_entry(line.entry);
  const bool failed = !entry.failure.empty();
  if (failed)
    progress_.write_line(
        fmt::format("landfall: {} failed: {}", entry.name, sanitise(entry.failure)));
  const std::lock_guard lock(mutex_);
  if (is_new) journal_->append(line);
  entries_[index] = std::move(entry);
  if (is_new)
    progress_.finish(index, failed);
  else
    progress_.skip(index);
  if (failed && options_.fail_fast) stop_ = true;
}

/// A line for the journal, which the first process keeps.
void BatchRun::record(std::size_t index, study::JournalLine line) {
  if (journal_ != nullptr) return note(index, line, true);
  Archive archive;
  keep(archive, index, line);
  options_.ranks->deliver(archive.take());
}

void BatchRun::take_record(const std::string& bytes) {
  std::size_t index = 0;
  study::JournalLine line;
  Archive archive(bytes);
  keep(archive, index, line);
  archive.finish();
  archive.require(index < jobs_.size());
  const bool is_known = line.scenario.empty();
  note(index, is_known ? known_.scenarios.at(jobs_[index].name) : line, !is_known);
}

void BatchRun::do_job(std::size_t index) {
  const BatchJob& job = jobs_[index];
  const std::string folder = options_.out + "/" + job.name;
  sweep_temporary_files(folder);
  if (is_done(index)) {
    remove_checkpoints(folder);  // of a batch that asked for something else, or was killed here
    if (journal_ != nullptr) return note(index, known_.scenarios.at(job.name), false);
    return record(index, {});  // the first process knows the line
  }
  study::JournalLine line{
      .scenario = job.name, .request = request_of(options_, job), .program = LANDFALL_VERSION};
  std::optional<Simulated> found;
  try {
    const Work work = work_of(options_, job);
    const auto inputs = inputs_of(work, job.study.get());
    line.inputs = {inputs.begin(), inputs.end()};
    line.seed = work.ways.front().scenario.seed;
    const Checkpoints checkpoints(folder, line, [&](const std::string& said) {
      progress_.write_line("landfall: " + job.name + ": " + said);
    });
    const bool is_open = work.ways.front().scenario.stop.given();
    BatchProgress::Counts& counts =
        progress_.begin(index, is_open ? 0 : paths_of(work), work.ways.size());
    simulate::RunOptions how = run_options(options_, &counts.simulated);
    how.kept = &counts.kept;
    how.stop = &stop_;
    how.crew = &crew_;
    how.reserve = [&](std::uint64_t bytes) { return memory_.reserve(bytes, stop_); };
    how.checkpoint = checkpoints.of_runs();
    found = simulate_work(options_, work, how);
    finish(index, std::move(line), *found);
    remove_checkpoints(folder);
  } catch (const CannotWrite&) {
    throw;
  } catch (const simulate::Interrupted&) {
    return;
  } catch (const ScenarioError& error) {
    progress_.write_line(render(error.diagnostics, error.sources));
    fail(index, std::move(line), first_mistake(error));
  } catch (const UsageError& error) {
    fail(index, std::move(line), error.message);
  } catch (const WorldError& error) {
    fail(index, std::move(line), error.what());
  } catch (const std::bad_alloc&) {
    fail(index, std::move(line), "out of memory");
  }
}

void BatchRun::fail(std::size_t index, study::JournalLine line, const std::string& reason) {
  const BatchJob& job = jobs_[index];
  line.failure = reason;
  line.entry = reports::batch_entry_json(
      {.name = job.name, .title = "", .file = job.file, .failure = reason});
  record(index, std::move(line));
}

BatchRun::Written BatchRun::write_reports(const BatchJob& job, const Simulated& found) const {
  const std::string folder = options_.out + "/" + job.name;
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw CannotWrite(folder, error.message());
  Written written;
  std::vector<AtomicFile> files;
  const std::optional<reports::KeptDraws> draws = found.draws();
  for (const Report& report : options_.report_files) {
    const Speaking scope(report.language);
    const std::string name = with(report.file, "{name}", job.name);
    Options own = options_;
    own.csv_dialect = report.csv_dialect;
    own.out = options_.out + "/" + name;
    const std::string text = std::visit(
        [&](const auto& outcome) {
          return rendered(report.format, outcome, own, draws ? &*draws : nullptr);
        },
        found.outcome);
    remove_link(own.out);
    files.emplace_back(own.out);
    files.back().append(text);
    written.files.push_back(name);
    written.sha256[name] = sha256_hex(text);
  }
  for (AtomicFile& file : files) file.commit();
  return written;
}

void BatchRun::finish(std::size_t index, study::JournalLine line, const Simulated& found) {
  const BatchJob& job = jobs_[index];
  const Written written = write_reports(job, found);
  reports::BatchEntry entry =
      std::visit([](const auto& outcome) { return reports::batch_entry(outcome); }, found.outcome);
  entry.name = job.name;
  entry.file = job.file;
  if (job.entry && !job.study->entries[*job.entry].title.empty())
    entry.title = job.study->entries[*job.entry].title;
  entry.reports = written.files;
  line.outputs = written.sha256;
  line.entry = reports::batch_entry_json(entry);
  const std::string unreached = found.unreached();
  if (!unreached.empty())
    progress_.write_line(fmt::format("landfall: {} did not converge: {}", job.name, unreached));
  record(index, std::move(line));
}

}  // namespace landfall::app
