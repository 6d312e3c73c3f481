// Threads that several runs share: whoever has nothing to do takes blocks of a run on its way.
#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>

namespace landfall::simulate {

/// What a run does with it changes nothing but the time.
class Crew {
  struct Work {
    std::function<void()> help;
    int helpers = 0;
    bool is_open = true;
  };

 public:
  /// Work that others may join while this exists. `help` takes what is left to do until nothing is;
  /// it is called by several threads at the same time, and must not throw.
  class Offer {
   public:
    Offer(Crew& crew, std::function<void()> help);
    /// Nobody joins any more; waits for those who have.
    ~Offer();
    Offer(const Offer&) = delete;
    Offer& operator=(const Offer&) = delete;

   private:
    Crew& crew_;
    std::list<Work>::iterator work_;
  };

  /// Join the work with the fewest helpers until it is done; where there is none, wait for some, or
  /// until `wake` was called. Returns at once after `release`.
  void help();

  /// Let those who wait in help() return, so that they can look for something else to do.
  void wake();

  /// From now on nobody waits.
  void release();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<Work> offers_;
  unsigned wakes_ = 0;
  bool released_ = false;
};

}  // namespace landfall::simulate
