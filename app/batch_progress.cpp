#include "app/batch_progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <system_error>

#include "app/terminal.hpp"
#include "base/text.hpp"

namespace landfall::app {

BatchProgress::BatchProgress(std::size_t scenarios, std::function<void()> tick)
    : scenarios_(scenarios), tick_(std::move(tick)), is_live_(shows_progress()) {
  try {
    watcher_ = std::thread([this] { watch(); });
  } catch (const std::system_error&) {  // no more threads to be had: scenarios that end tell
  }
}

BatchProgress::~BatchProgress() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  ending_.notify_all();
  if (watcher_.joinable()) watcher_.join();
  if (is_live_) tell("\r\033[K");
}

/// "12 of 100 scenarios, 1 failed, 2 345 678 paths/s, 1 min 5 s left".
std::string BatchProgress::state() const {
  const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin_;
  std::string text = fmt::format("{} of {} scenarios", skipped_ + done_, scenarios_.size());
  if (failed_ > 0) text += fmt::format(", {} failed", failed_);
  std::uint64_t paths = 0;
  for (const Scenario& one : scenarios_) paths += one.paths.simulated;
  if (passed.count() > 0)
    text += fmt::format(", {} paths/s", grouped(static_cast<double>(paths) / passed.count(), 0));
  if (const auto left = left_by_done())
    text += fmt::format(", {} left", duration(passed.count() * *left));
  return text;
}

/// The work of a scenario is its paths times its ways, of which there may be fewer in the end; one
/// that has not begun is taken for the mean of those that are over, or else of those that have.
std::optional<double> BatchProgress::left_by_done() const {
  double done = 0, all = 0, over = 0;
  std::size_t begun = 0, ended = 0, waiting = 0;
  for (const Scenario& one : scenarios_) {
    if (one.most_paths == 0) {
      waiting += one.is_over ? 0 : 1;
      continue;
    }
    const std::uint64_t paths = one.paths.simulated, kept = one.paths.kept;
    const std::uint64_t most = std::max(paths, one.most_paths - std::min(one.most_paths, kept));
    const double ways = static_cast<double>(one.ways);
    done += ways * static_cast<double>(paths);
    const double work = ways * static_cast<double>(one.is_over ? paths : most);
    all += work;
    ++begun;
    if (!one.is_over) continue;
    over += work;
    ++ended;
  }
  if (done == 0 || skipped_ + done_ == scenarios_.size()) return std::nullopt;
  const double mean =
      ended > 0 ? over / static_cast<double>(ended) : all / static_cast<double>(begun);
  return (all + mean * static_cast<double>(waiting) - done) / done;
}

void BatchProgress::draw() {
  if (is_live_) tell("\r\033[K{}", state());
}

void BatchProgress::watch() {
  std::unique_lock lock(mutex_);
  for (int count = 0; !ends_; ++count) {
    ending_.wait_for(lock, std::chrono::milliseconds(50));
    if (ends_) return;
    lock.unlock();
    tick_();
    lock.lock();
    if (count % 4 == 3) draw();
  }
}

BatchProgress::Counts& BatchProgress::begin(std::size_t scenario, std::uint64_t paths,
                                            std::size_t ways) {
  const std::lock_guard lock(mutex_);
  Scenario& one = scenarios_[scenario];
  one.most_paths = paths;
  one.ways = ways;
  return one.paths;
}

void BatchProgress::skip(std::size_t scenario) {
  tick_();
  const std::lock_guard lock(mutex_);
  ++skipped_;
  scenarios_[scenario].is_over = true;
}

void BatchProgress::finish(std::size_t scenario, bool failed) {
  tick_();
  const std::lock_guard lock(mutex_);
  ++done_;
  scenarios_[scenario].is_over = true;
  failed_ += failed ? 1 : 0;
  if (is_live_) return draw();
  const std::size_t tenths = 10 * (skipped_ + done_) / scenarios_.size();
  if (tenths == tenths_said_) return;
  tenths_said_ = tenths;
  tell("landfall: {}\n", state());
}

void BatchProgress::write_line(const std::string& line) {
  const std::lock_guard lock(mutex_);
  tell("{}{}\n", is_live_ ? "\r\033[K" : "", line);
  draw();
}

}  // namespace landfall::app
