// How far a batch is, on standard error: one line that changes on a terminal, plain lines
// elsewhere.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace landfall::app {

class BatchProgress {
 public:
  /// Paths of one scenario.
  struct Counts {
    std::atomic<std::uint64_t> simulated = 0, kept = 0;
  };

  /// `tick` is called several times a second, by a thread of its own.
  BatchProgress(std::size_t scenarios, std::function<void()> tick);
  ~BatchProgress();
  BatchProgress(const BatchProgress&) = delete;
  BatchProgress& operator=(const BatchProgress&) = delete;

  /// A scenario will be simulated here, with so many paths (0: a stop rule decides) of as many
  /// ways, which are counted in what is returned.
  Counts& begin(std::size_t scenario, std::uint64_t paths, std::size_t ways);
  /// It was done before this batch.
  void skip(std::size_t scenario);
  void finish(std::size_t scenario, bool failed);

  /// A line of its own.
  void write_line(const std::string& line);

 private:
  struct Scenario {
    Counts paths = {};
    std::uint64_t paths_to_do = 0;  ///< 0: not known
    std::size_t ways = 0;           ///< 0: not begun here
    bool is_over = false;
  };

  std::string state() const;
  /// Of the work known and guessed, what is left in units of what is done; none before anything is.
  std::optional<double> left_by_done() const;
  void draw();
  void watch();

  std::vector<Scenario> scenarios_;
  const std::function<void()> tick_;
  const bool is_live_;
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  mutable std::mutex mutex_;
  std::condition_variable ending_;
  std::size_t done_ = 0, skipped_ = 0, failed_ = 0;
  std::size_t elsewhere_ = 0;  ///< of those done, without a failure, by other processes
  std::size_t tenths_said_ = 0;
  bool ends_ = false;
  std::thread watcher_;
};

}  // namespace landfall::app
