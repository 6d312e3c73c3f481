// How far a batch is, on standard error: one line that changes on a terminal, plain lines
// elsewhere.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace landfall::app {

class BatchProgress {
 public:
  /// `tick` is called several times a second, by a thread of its own.
  BatchProgress(std::size_t scenarios, std::function<void()> tick);
  ~BatchProgress();
  BatchProgress(const BatchProgress&) = delete;
  BatchProgress& operator=(const BatchProgress&) = delete;

  std::atomic<std::uint64_t>* paths() { return &paths_; }

  /// A scenario was done before this batch.
  void skip();
  void finish(bool failed);

  /// A line of its own.
  void write_line(const std::string& line);

 private:
  std::string state() const;
  void draw();
  void watch();

  const std::size_t scenarios_;
  const std::function<void()> tick_;
  const bool is_live_;
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::atomic<std::uint64_t> paths_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable ending_;
  std::size_t done_ = 0, skipped_ = 0, failed_ = 0;
  std::size_t tenths_said_ = 0;
  bool ends_ = false;
  std::thread watcher_;
};

}  // namespace landfall::app
