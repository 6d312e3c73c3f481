// What the runs of one scenario of a batch have found so far, kept in its folder until it is done.
#pragma once

#include <functional>
#include <string>

#include "simulate/run.hpp"
#include "study/journal.hpp"

namespace landfall::app {

class Checkpoints {
 public:
  /// `line` says what was asked of the scenario, and of which files; `say` gets a line for people.
  Checkpoints(const std::string& folder, const study::JournalLine& line,
              std::function<void(const std::string&)> say);
  Checkpoints(const Checkpoints&) = delete;
  Checkpoints& operator=(const Checkpoints&) = delete;

  /// For the runs of the scenario, one after the other.
  const simulate::Checkpoint* of_runs() const { return &checkpoint_; }

 private:
  std::string file_of(int run) const;
  std::string load();
  void save(const std::string& part);

  const std::string folder_;
  const std::string identity_;
  const std::function<void(const std::string&)> say_;
  int run_ = 0;  ///< from 1
  simulate::Checkpoint checkpoint_;
};

/// Those of a scenario that the journal has, whichever batch left them.
void remove_checkpoints(const std::string& folder);

}  // namespace landfall::app
