// One run: all paths of a scenario, on as many threads as asked, into a summary.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/archive.hpp"
#include "scenario/scenario.hpp"
#include "simulate/compile.hpp"
#include "simulate/result.hpp"
#include "summary/comparison.hpp"

namespace landfall::simulate {

/// Called with the paths of a block, in the order of the paths: count values in each row. `draws`
/// gets the drivers of the first plan, then its metrics.
using DrawsSink = std::function<void(std::uint64_t first_path, int count,
                                     const std::vector<const double*>& rows)>;

/// The blocks [first, end) of a run.
struct Stretch {
  std::uint64_t first = 0, end = 0;
  bool empty() const { return first >= end; }
};

/// The next part. One at a time, so that memory holds no more of them.
using PartsOfOthers = std::function<std::optional<std::string>()>;

/// Other processes that simulate blocks of the same run. Each is called by one thread at a time.
///
/// A process simulates the stretches that it takes, and hands over what it has found as a part: the
/// state of its summarisers. The one that gets all parts concludes; sums are exact, so its result
/// has the bytes of a run by one process, whoever took which blocks.
struct Share {
  std::function<void(Stretch all)> begin;  ///< a stage of the run, of these blocks
  std::function<Stretch()> take;           ///< what to simulate next; empty: nothing is left
  /// Hand over a part of this stage, made when it is asked for. Where this process concludes: what
  /// gives the parts of others, one a call and then none; elsewhere nothing.
  std::function<PartsOfOthers(const std::function<std::string()>& part)> exchange;
  std::function<std::uint64_t(std::uint64_t)> agree;  ///< on the number of the one that concludes
};

/// Keeps what a run has found, so that it can go on from there once it has been stopped.
struct Checkpoint {
  const std::atomic<int>* asked = nullptr;       ///< one more: save at the next block
  std::function<std::string()> load;             ///< a part; empty: there is none
  std::function<void(const std::string&)> save;  ///< a part of the first so many blocks
};

class Crew;

struct RunOptions {
  int threads = 1;                             ///< changes nothing but the time
  std::atomic<std::uint64_t>* done = nullptr;  ///< paths simulated so far, for a progress bar
  std::atomic<std::uint64_t>* kept = nullptr;  ///< paths of a checkpoint, not simulated again
  const std::atomic<bool>* stop = nullptr;     ///< set: end at the next block
  DrawsSink draws = {};
  DrawsSink outcomes = {};             ///< of several plans: the metrics of each, one plan after
                                       ///< the other
  std::uint64_t sink_bytes = 0;        ///< memory that these take
  std::uint64_t memory_max_bytes = 0;  ///< 0: without limit
  bool keep_draws = false;             ///< all values of all metrics: exact quantiles
  bool drivers = false;  ///< find what drives the result; the plans are compiled for it
  Crew* crew =
      nullptr;  ///< threads that may help, besides the one that calls; instead of `threads`
  /// Wait until so many bytes may be taken; they are free again when what it returns is gone.
  std::function<std::shared_ptr<void>(std::uint64_t bytes)> reserve = {};
  const Share* share = nullptr;            ///< with other processes
  const Checkpoint* checkpoint = nullptr;  ///< of the first stage; not with `share`
  /// Save what `draws` and `outcomes` have taken in, or add what another process has saved.
  std::function<void(Archive&)> keep_sinks = {};
};

/// The run was asked to stop.
class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("interrupted") {}
};

/// Another process concludes the run.
class HandedOver : public std::runtime_error {
 public:
  HandedOver() : std::runtime_error("another process concludes") {}
};

/// What a run has found: a summary of each plan, and of several their comparison. Nothing where
/// another process concludes.
struct Growth {
  bool is_here() const { return !summaries.empty(); }
  std::vector<summary::Summary> summaries;
  std::optional<summary::Comparison> comparison;
  std::vector<Drivers> drivers;  ///< likewise, where they were asked for
};

/// A run in stages: each simulates further paths, none of them twice, and summarises all so far.
/// Several plans are run on the same paths, block by block.
///
/// The summaries at n paths have the bytes of `simulate(plan, n, options)` of each plan alone,
/// whatever the stages before.
class GrowingRun {
 public:
  /// The plans, at most kPlansMax, must outlive it, and have the same periods, sampler and seed;
  /// one may have taken over its world from the first (share_world.hpp). `paths_max`: the most
  /// paths it will grow to; WorldError if these would not fit into memory. Draws are those of the
  /// first.
  GrowingRun(const std::vector<const Plan*>& plans, std::uint64_t paths_max,
             const RunOptions& options);
  ~GrowingRun();

  /// Requires more paths than before, at most paths_max, and that the stages before the last are of
  /// whole blocks. Throws as `simulate` does, and DamagedArchive where a part is not one of this
  /// run, or parts are missing.
  Growth grow_to(std::uint64_t paths);

 private:
  struct State;
  void prepare(std::uint64_t paths);
  void simulate_blocks(Stretch all);
  void go_on_from(const Checkpoint& checkpoint, Stretch all);
  void save_checkpoint();
  void merge_parts(const PartsOfOthers& next, Stretch all);
  std::unique_ptr<State> state_;
};

/// Simulate one plan, and hand over all that is found. Throws as below, and HandedOver.
Growth grow(const Plan& plan, std::uint64_t paths, const RunOptions& options);

/// Simulate. Throws WorldError where an outcome of some path is not a finite number (it names the
/// path) and where the run would not fit into memory.
summary::Summary simulate(const Plan& plan, std::uint64_t paths, const RunOptions& options);

/// About the most memory that a run takes, in bytes: the program, the blocks of its threads, kept
/// values or histograms. Paths beyond those kept change it by their logarithm.
std::uint64_t memory_needed_bytes(const std::vector<const Plan*>& plans, std::uint64_t paths,
                                  const RunOptions& options);

/// What the reports say about where a result comes from.
Provenance provenance_of(const scenario::Scenario& scenario);

/// Assumption register, each number with its source.
std::vector<Assumption> assumptions_of(const scenario::Scenario& scenario);

/// Warnings in one line each, with their place.
std::vector<Warning> warnings_of(const scenario::Scenario& scenario);

/// What a run of the scenario found, with all that stands beside it in a report. It draws the first
/// paths once more for the correlations achieved.
Result result_of(const scenario::Scenario& scenario, const Plan& plan, summary::Summary summary);

/// Simulate, and say where it comes from. The plan is that of the scenario. Throws as `simulate`.
Result run(const scenario::Scenario& scenario, const Plan& plan, const RunOptions& options);

}  // namespace landfall::simulate
