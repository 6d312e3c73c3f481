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

/// The work of a scenario is its paths times its ways. Where it is not known (of one that has not
/// begun, has a stop rule, or was another process's) it is taken for the mean of those that are
/// over.
std::optional<double> BatchProgress::left_by_done() const {
  double done = 0, over = 0, begun = 0;
  std::size_t ended = 0, unknown = 0;
  for (const Scenario& one : scenarios_) {
    const auto ways = static_cast<double>(one.ways);
    const double simulated = ways * static_cast<double>(one.paths.simulated);
    done += simulated;
    if (one.is_over) {
      over += simulated;
      ended += simulated > 0 ? 1 : 0;
    } else if (one.paths_to_do == 0) {
      ++unknown;
    } else {
      const std::uint64_t kept = std::min<std::uint64_t>(one.paths.kept, one.paths_to_do);
      begun += ways * static_cast<double>(one.paths_to_do - kept);
    }
  }
  if (done == 0 || (ended == 0 && unknown > 0) || skipped_ + done_ == scenarios_.size())
    return std::nullopt;
  const double mean = ended > 0 ? over / static_cast<double>(ended) : 0;
  const double left = over + begun + mean * static_cast<double>(unknown) - done;
  return std::max(0.0, left) / (done + mean * static_cast<double>(elsewhere_));
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
  one.paths_to_do = paths;
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
  if (!failed && scenarios_[scenario].ways == 0) ++elsewhere_;
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
