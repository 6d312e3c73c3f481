// The run in progress: what its threads share, and what each of them holds.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <vector>

#include "simulate/block.hpp"
#include "simulate/drivers.hpp"
#include "simulate/run.hpp"
#include "summary/comparison.hpp"
#include "summary/summariser.hpp"

namespace landfall::simulate {

/// What all threads of a run share. Several plans are ways to go about the same futures.
struct Shared {
  const std::vector<const Plan*> plans;
  const RunOptions options;
  const Kernels kernels;
  std::vector<summary::Plan> summary_plans;                 ///< one a plan
  std::vector<std::optional<summary::ValueStore>> stores;   ///< likewise
  std::optional<summary::ComparisonSummariser> comparison;  ///< of no block yet
  std::vector<Notes> notes;                                 ///< of each plan, if drivers are asked
  std::uint64_t paths = 0;
  std::atomic<bool> failed = false;

  std::mutex mutex;                ///< of all below
  Stretch left;                    ///< blocks that this process has yet to simulate
  std::vector<Stretch> simulated;  ///< stretches that were taken, `left` among them
  std::uint64_t taken = 0;         ///< blocks so far
  // Draws are written in the order of the paths: a thread waits until its block is due.
  std::condition_variable turn;
  std::uint64_t written = 0;
  std::exception_ptr failure;
};

/// What one thread holds: a summariser of each plan, and one of their comparison.
struct Holder {
  std::deque<summary::Summariser> each;
  std::optional<summary::ComparisonSummariser> comparison;

  explicit Holder(Shared& shared) : comparison(shared.comparison) {
    for (std::size_t i = 0; i < shared.plans.size(); ++i)
      each.emplace_back(shared.summary_plans[i], shared.stores[i] ? &*shared.stores[i] : nullptr);
  }
  void merge(const Holder& other) {
    for (std::size_t i = 0; i < each.size(); ++i) each[i].merge(other.each[i]);
    if (comparison) comparison->merge(*other.comparison);
  }
};

/// The run so far, and the room for what it keeps.
struct GrowingRun::State {
  Shared shared;
  std::uint64_t paths_max = 0;
  std::shared_ptr<void> reserved = {};
  std::optional<Holder> total = {};  ///< of all blocks that were merged
  std::uint64_t paths_done = 0;      ///< at the end of the last stage
  int checkpoints = 0;               ///< saved, of those asked for
};

inline bool is_stopped(const Shared& shared) {
  return shared.options.stop != nullptr && *shared.options.stop;
}

/// The metrics that all plans have.
std::vector<summary::ComparedMetric> compared_metrics(const std::vector<const Plan*>& plans);

/// Moments are taken about the means of block 0, which anyone can compute again.
void set_centres(Shared& shared);

/// Take blocks until there are none, or the run is to stop, or to save a checkpoint; so many were
/// saved.
void work(Shared& shared, Holder& holder, int checkpoints);

/// The state of a run as another process can add it to its own: what `holder` has of the stretches
/// simulated, the values kept of them, and what was noted of them.
std::string part_of(Shared& shared, Holder& holder);

/// Add a part to a holder, the values of its stretches to the stores; returns the stretches. Throws
/// DamagedArchive where it is not a part of this run, or has blocks outside of `all`.
std::vector<Stretch> merge_part(Shared& shared, Holder& holder, std::string_view part, Stretch all);

}  // namespace landfall::simulate
