// The scenarios of a batch, several at a time, each into its folder and then into the journal.
#pragma once

#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <string>
#include <vector>

#include "app/batch_jobs.hpp"
#include "app/batch_progress.hpp"
#include "reports/batch.hpp"
#include "simulate/crew.hpp"
#include "study/journal.hpp"

namespace landfall::app {

/// Memory that several runs take together, at most so much; one alone may always run.
class MemoryRoom {
 public:
  explicit MemoryRoom(std::uint64_t bytes_max) : bytes_max_(bytes_max) {}

  /// Waits for room. Throws Interrupted once `stop` is set.
  std::shared_ptr<void> reserve(std::uint64_t bytes, const std::atomic<bool>& stop);

 private:
  void release(std::uint64_t bytes);

  const std::uint64_t bytes_max_;  ///< 0: without limit
  std::mutex mutex_;
  std::condition_variable freed_;
  std::uint64_t bytes_ = 0;
};

class BatchRun {
 public:
  /// All must outlive it. `known` is what the journal says of an earlier batch in the folder;
  /// `journal` is null in a process that is not the first of several.
  BatchRun(const Options& options, const std::vector<BatchJob>& jobs,
           const study::JournalContents& known, study::Journal* journal);

  /// Do all that is not done. Throws what ends the whole batch: Interrupted, CannotWrite.
  void go();

  /// Of each job, in their order; without a name of one that was not begun.
  const std::vector<reports::BatchEntry>& entries() const { return entries_; }

 private:
  struct Written {
    std::vector<std::string> files;  ///< below the batch's folder
    std::map<std::string, std::string> sha256;
  };
  void work();
  void do_job(std::size_t index);
  std::optional<std::size_t> take_job();
  bool is_done(std::size_t index) const;
  void fail(std::size_t index, study::JournalLine line, const std::string& reason);
  void finish(std::size_t index, study::JournalLine line, const Simulated& found);
  void record(std::size_t index, study::JournalLine line);
  void take_record(const std::string& bytes);
  void note(std::size_t index, const study::JournalLine& line, bool is_new);
  Written write_reports(const BatchJob& job, const Simulated& found) const;
  void end_with(std::exception_ptr error);

  const Options& options_;
  const std::vector<BatchJob>& jobs_;
  const study::JournalContents& known_;
  study::Journal* journal_;
  std::vector<reports::BatchEntry> entries_;
  const int threads_;
  const int jobs_at_a_time_;
  std::atomic<bool> stop_ = false;
  simulate::Crew crew_;
  MemoryRoom memory_;
  BatchProgress progress_;

  std::mutex mutex_;  ///< of all below, and of the journal
  std::size_t next_ = 0;
  bool is_over_ = false;  ///< no job is left to take
  int active_ = 0;
  std::exception_ptr end_;
};

}  // namespace landfall::app
