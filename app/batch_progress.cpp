#include "app/batch_progress.hpp"

#include <fmt/format.h>

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
  std::string text = fmt::format("{} of {} scenarios", skipped_ + done_, scenarios_);
  if (failed_ > 0) text += fmt::format(", {} failed", failed_);
  if (passed.count() > 0)
    text += fmt::format(", {} paths/s", grouped(static_cast<double>(paths_) / passed.count(), 0));
  const std::size_t left = scenarios_ - skipped_ - done_;
  if (done_ > 0 && left > 0)
    text += fmt::format(", {} left", duration(passed.count() * static_cast<double>(left) /
                                              static_cast<double>(done_)));
  return text;
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

void BatchProgress::skip() {
  tick_();
  const std::lock_guard lock(mutex_);
  ++skipped_;
}

void BatchProgress::finish(bool failed) {
  tick_();
  const std::lock_guard lock(mutex_);
  ++done_;
  failed_ += failed ? 1 : 0;
  if (is_live_) return draw();
  const std::size_t tenths = 10 * (skipped_ + done_) / scenarios_;
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
