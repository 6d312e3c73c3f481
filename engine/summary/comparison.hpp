// Several ways on the same paths: each pair compared in each metric, what each way would cost
// against the best, and which place it takes among all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "summary/dominance.hpp"
#include "summary/metric.hpp"
#include "summary/paired.hpp"
#include "summary/ranks.hpp"
#include "summary/regret.hpp"

namespace landfall::summary {

/// A metric that two ways or more have.
struct ComparedMetric {
  std::string name, unit;
  PairedSpec spec;
  bool orders = false;       ///< whether dominance and ranks are looked at
  std::vector<int> columns;  ///< index of its row among those of each way; negative: it has none
};

/// A pair in a metric: the first less the second.
struct PairOfMetric {
  int first = 0, second = 0;
  std::size_t metric = 0;  ///< index in Comparison::metrics
  PairedSummary paired;
  std::optional<Dominance> dominance;
  bool operator==(const PairOfMetric&) const = default;
};

struct RegretsOfMetric {
  std::size_t metric = 0;       ///< index in Comparison::metrics
  std::vector<Regret> regrets;  ///< one a way
  bool operator==(const RegretsOfMetric&) const = default;
};

struct RanksOfMetric {
  std::size_t metric = 0;    ///< index in Comparison::metrics
  std::vector<Ranks> ranks;  ///< one a way
  bool operator==(const RanksOfMetric&) const = default;
};

struct Comparison {
  std::vector<ComparedMetric> metrics;
  std::vector<PairOfMetric> pairs;       ///< metric by metric, (0, 1), (0, 2), ..., (1, 2), ...
  std::vector<RegretsOfMetric> regrets;  ///< of the metrics that every way has
  std::vector<RanksOfMetric> ranks;      ///< and of those of them at whose order is looked
};

/// The metrics that ways have in common, from the metrics of each; dominance is looked at for those
/// without a dot in their names.
std::vector<ComparedMetric> common_metrics(const std::vector<std::vector<MetricSpec>>& of_ways);

/// What one thread holds. Blocks may be added and summarisers merged in any order: the comparison
/// has the same bits.
class ComparisonSummariser {
 public:
  /// Rows of each way's metrics in block 0, whose first `count` lanes are paths.
  using Rows = std::vector<std::vector<const double*>>;
  ComparisonSummariser(const std::vector<ComparedMetric>& metrics, std::size_t ways,
                       Grouping grouping, const Rows& block_0, int count);

  /// Paths first_path to first_path + count - 1, 0 <= count <= kLanes.
  void add_block(std::uint64_t first_path, const Rows& rows, int count);

  /// Requires the same metrics and the same block 0.
  void merge(const ComparisonSummariser& other);

  /// The same bytes for the same paths, whatever order they came in. Requires the same metrics,
  /// grouping and block 0.
  void keep(Archive& archive);

  Comparison finish() const;

  /// About the most bytes that one takes.
  static std::uint64_t memory_bytes(const std::vector<ComparedMetric>& metrics, std::size_t ways,
                                    Grouping grouping);

 private:
  struct Pair {
    int first, second;
    std::size_t metric;
    PairedSummariser paired;
    std::optional<DominanceSummariser> dominance;
  };
  struct Regrets {
    std::size_t metric;
    RegretSummariser summariser;
  };
  struct RanksOf {
    std::size_t metric;
    RankSummariser summariser;
  };
  std::vector<const double*> rows_of(const ComparedMetric& metric, const Rows& rows) const;

  std::vector<ComparedMetric> metrics_;
  Grouping grouping_;
  std::vector<Pair> pairs_;
  std::vector<Regrets> regrets_;
  std::vector<RanksOf> ranks_;
};

}  // namespace landfall::summary
