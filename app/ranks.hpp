// The processes that mpirun or srun started for one command; one alone where nobody did.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "simulate/run.hpp"

namespace landfall::app {

/// The MPI that the program was built with: "Open MPI 4.1.4", or "none".
std::string mpi_in_words();

/// Another process of the run has failed, and says so itself.
class OtherFailed {
 public:
  explicit OtherFailed(int code) : code_(code) {}
  int code() const { return code_; }

 private:
  int code_;
};

/// All processes call the same functions in the same order, or leave; each function finds out
/// whether one has left, so that none waits for ever. Only the first one, of rank 0, writes: the
/// standard output of the others goes nowhere, their standard error is shown if they alone fail.
///
/// Any thread may call what is for batches; the rest is for the one that made it.
class Ranks {
 public:
  /// Whether this process was started as one of several.
  static bool are_several();

  Ranks(int* count, char*** arguments);
  ~Ranks();
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  int rank() const;
  int count() const;
  int on_this_machine() const;  ///< processes that share its cores and its memory

  /// Of runs: blocks go to whichever asks, the first one concludes.
  const simulate::Share* share() const;

  /// Of a batch: the next of its jobs, each to one process; as many as there are, and then none.
  std::optional<std::size_t> take_job(std::size_t jobs);
  /// Hand bytes to the first process, which must be receiving; returns once it has dealt with them.
  void deliver(const std::string& bytes);
  /// The first process: call `take` with what others deliver, by a thread of its own, until each of
  /// them has said that it is done, or until one has left.
  void receive(std::function<void(const std::string& bytes)> take);
  /// The others: nothing more will be delivered. The first: wait until all have said so.
  void finish_batch();

  /// The end of this process's work, with its exit code; returns that of all, the largest.
  int leave(int code);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace landfall::app
