#include "simulate/crew.hpp"

#include <algorithm>

namespace landfall::simulate {

Crew::Offer::Offer(Crew& crew, std::function<void()> help) : crew_(crew) {
  const std::lock_guard lock(crew_.mutex_);
  work_ = crew_.offers_.insert(crew_.offers_.end(), {.help = std::move(help)});
  crew_.changed_.notify_all();
}

Crew::Offer::~Offer() {
  std::unique_lock lock(crew_.mutex_);
  work_->is_open = false;
  crew_.changed_.wait(lock, [&] { return work_->helpers == 0; });
  crew_.offers_.erase(work_);
}

void Crew::help() {
  std::unique_lock lock(mutex_);
  const auto fewest = [&] {
    auto best = offers_.end();
    for (auto one = offers_.begin(); one != offers_.end(); ++one)
      if (one->is_open && (best == offers_.end() || one->helpers < best->helpers)) best = one;
    return best;
  };
  const unsigned wakes = wakes_;
  changed_.wait(lock, [&] { return released_ || wakes_ != wakes || fewest() != offers_.end(); });
  const auto work = fewest();
  if (released_ || work == offers_.end()) return;
  ++work->helpers;
  lock.unlock();
  work->help();
  lock.lock();
  --work->helpers;
  work->is_open = false;  // nothing is left to do there
  changed_.notify_all();
}

void Crew::wake() {
  const std::lock_guard lock(mutex_);
  ++wakes_;
  changed_.notify_all();
}

void Crew::release() {
  const std::lock_guard lock(mutex_);
  released_ = true;
  changed_.notify_all();
}

}  // namespace landfall::simulate
