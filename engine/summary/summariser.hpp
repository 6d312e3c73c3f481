// The summary of a run: what a thread adds its blocks to, and what comes out in the end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "summary/convergence.hpp"
#include "summary/fan.hpp"
#include "summary/metric.hpp"
#include "summary/results.hpp"
#include "summary/value_store.hpp"

namespace landfall::summary {

/// What a run summarises. Centres are the block_mean of block 0, one for each row.
struct Plan {
  std::uint64_t paths = 0;
  Grouping grouping = Grouping::none;  ///< which paths depend on each other
  std::vector<MetricSpec> metrics = {};
  std::vector<double> centres = {};  ///< of the metrics
  int periods = 0;
  std::vector<std::string> period_labels = {}, year_labels = {};
  /// Up to so many values, paths times metrics, all are kept and order statistics are exact.
  std::uint64_t exact_values_max = kExactValuesMax;
  std::vector<double> period_centres = {}, year_centres = {};  ///< of total revenue
  std::optional<std::size_t> settling = {};  ///< the metric whose convergence is kept
};

/// About the most memory that summarising takes, in bytes: kept values or histograms, those of each
/// thread, and what finishing needs. `centres` need not be set.
std::uint64_t memory_bytes(const Plan& plan, int threads);

/// Whether every value is kept, so that order statistics are exact.
bool keeps_values(const Plan& plan);

/// Room for every value, if the plan keeps them; otherwise nothing.
std::optional<ValueStore> make_value_store(const Plan& plan);

/// What one thread holds for a whole run.
///
/// Give each thread a summariser and any of the blocks, then merge them in any order: sums are
/// formed in a fixed tree over a block and added exactly, everything else is counted, so the
/// summary has the same bits.
class Summariser {
 public:
  /// `store` is what make_value_store gave for this plan, or for one of more paths, shared by all
  /// threads; null if it gave nothing. Both must outlive this.
  Summariser(const Plan& plan, ValueStore* store);

  /// Paths first_path to first_path + count - 1. first_path is a multiple of kLanes; count is
  /// kLanes but for the last block. A row for each metric, period and year, in the order of the
  /// plan, each with `count` values; one that is not finite is absent.
  void add_block(std::uint64_t first_path, int count, const double* const* metric_rows,
                 const double* const* period_rows, const double* const* year_rows);

  /// Requires the same plan and store.
  void merge(const Summariser& other);

  /// All but the values in the store, which have to be kept beside it: the same bytes for the same
  /// paths, whatever order they came in. Requires the same plan, but for its number of paths, and a
  /// store on both sides or on none.
  void keep(Archive& archive);

  /// Let go of the store and count its values in cells, as a summariser without one does.
  void count_values();

  /// Requires that all paths of the plan were added. Changes nothing: the store keeps its order.
  /// `threads` changes nothing but the time.
  Summary finish(int threads = 1) const;

 private:
  const Plan* plan_;
  bool keeps_values_;
  std::uint64_t paths_ = 0;
  std::vector<MetricSummariser> metrics_;
  std::vector<FanSummariser> periods_, years_;
  std::optional<Convergence> convergence_;
};

}  // namespace landfall::summary
