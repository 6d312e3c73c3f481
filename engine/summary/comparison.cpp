#include "summary/comparison.hpp"

#include <algorithm>

#include "base/archive.hpp"
#include "base/contract.hpp"

namespace landfall::summary {
namespace {

bool all_have(const ComparedMetric& metric) {
  return std::all_of(metric.columns.begin(), metric.columns.end(),
                     [](int column) { return column >= 0; });
}

const double* row_of(const ComparedMetric& metric, const ComparisonSummariser::Rows& rows,
                     int way) {
  const auto at = static_cast<std::size_t>(way);
  return rows[at][static_cast<std::size_t>(metric.columns[at])];
}

/// Calls `use(first, second)` for every pair of ways that both have the metric.
template <class Use>
void for_pairs(const ComparedMetric& metric, const Use& use) {
  const int ways = static_cast<int>(metric.columns.size());
  for (int first = 0; first < ways; ++first)
    for (int second = first + 1; second < ways; ++second)
      if (metric.columns[static_cast<std::size_t>(first)] >= 0 &&
          metric.columns[static_cast<std::size_t>(second)] >= 0)
        use(first, second);
}

}  // namespace

std::vector<ComparedMetric> common_metrics(const std::vector<std::vector<MetricSpec>>& of_ways) {
  std::vector<ComparedMetric> all;
  for (std::size_t way = 0; way < of_ways.size(); ++way)
    for (std::size_t i = 0; i < of_ways[way].size(); ++i) {
      const MetricSpec& spec = of_ways[way][i];
      auto found = std::find_if(all.begin(), all.end(),
                                [&](const ComparedMetric& one) { return one.name == spec.name; });
      if (found == all.end()) {
        all.push_back({.name = spec.name,
                       .unit = spec.unit,
                       .spec = {.tail = spec.tail, .absent_is_never = spec.absent_is_never},
                       .orders = spec.name.find('.') == std::string::npos,
                       .columns = std::vector<int>(of_ways.size(), -1)});
        found = all.end() - 1;
      }
      found->columns[way] = static_cast<int>(i);
    }
  std::erase_if(all, [](const ComparedMetric& one) {
    return std::count_if(one.columns.begin(), one.columns.end(),
                         [](int column) { return column >= 0; }) < 2;
  });
  return all;
}

std::vector<const double*> ComparisonSummariser::rows_of(const ComparedMetric& metric,
                                                         const Rows& rows) const {
  std::vector<const double*> own;
  for (std::size_t way = 0; way < rows.size(); ++way)
    own.push_back(row_of(metric, rows, static_cast<int>(way)));
  return own;
}

ComparisonSummariser::ComparisonSummariser(const std::vector<ComparedMetric>& metrics,
                                           std::size_t ways, Grouping grouping, const Rows& block_0,
                                           int count)
    : metrics_(metrics), grouping_(grouping) {
  EXPECTS(block_0.size() == ways);
  for (std::size_t i = 0; i < metrics_.size(); ++i) {
    const ComparedMetric& metric = metrics_[i];
    for_pairs(metric, [&](int first, int second) {
      const double* one = row_of(metric, block_0, first);
      const double* other = row_of(metric, block_0, second);
      pairs_.push_back({first,
                        second,
                        i,
                        PairedSummariser(metric.spec, paired_centre(one, other, count), grouping),
                        {}});
      if (metric.orders)
        pairs_.back().dominance.emplace(metric.spec,
                                        dominance_points(metric.spec, one, other, count), grouping);
    });
    if (!all_have(metric)) continue;
    const std::vector<double> centres =
        regret_centres(metric.spec, rows_of(metric, block_0), count);
    regrets_.push_back({i, RegretSummariser(metric.spec, centres, grouping)});
    if (metric.orders) ranks_.push_back({i, RankSummariser(metric.spec, ways, grouping)});
  }
}

void ComparisonSummariser::add_block(std::uint64_t first_path, const Rows& rows, int count) {
  for (Pair& pair : pairs_) {
    const ComparedMetric& metric = metrics_[pair.metric];
    const double* one = row_of(metric, rows, pair.first);
    const double* other = row_of(metric, rows, pair.second);
    pair.paired.add_block(one, other, count);
    if (pair.dominance) pair.dominance->add_block(one, other, count);
  }
  for (Regrets& regrets : regrets_)
    regrets.summariser.add_block(first_path, rows_of(metrics_[regrets.metric], rows), count);
  for (RanksOf& ranks : ranks_)
    ranks.summariser.add_block(rows_of(metrics_[ranks.metric], rows), count);
}

void ComparisonSummariser::merge(const ComparisonSummariser& other) {
  EXPECTS(pairs_.size() == other.pairs_.size() && regrets_.size() == other.regrets_.size());
  for (std::size_t i = 0; i < pairs_.size(); ++i) {
    pairs_[i].paired.merge(other.pairs_[i].paired);
    if (pairs_[i].dominance) pairs_[i].dominance->merge(*other.pairs_[i].dominance);
  }
  for (std::size_t i = 0; i < regrets_.size(); ++i)
    regrets_[i].summariser.merge(other.regrets_[i].summariser);
  for (std::size_t i = 0; i < ranks_.size(); ++i)
    ranks_[i].summariser.merge(other.ranks_[i].summariser);
}

void ComparisonSummariser::keep(Archive& archive) {
  archive.same(pairs_.size());
  for (Pair& pair : pairs_) {
    pair.paired.keep(archive);
    archive.same(pair.dominance.has_value());
    if (pair.dominance) pair.dominance->keep(archive);
  }
  archive.same(regrets_.size());
  for (Regrets& regrets : regrets_) regrets.summariser.keep(archive);
  archive.same(ranks_.size());
  for (RanksOf& ranks : ranks_) ranks.summariser.keep(archive);
}

Comparison ComparisonSummariser::finish() const {
  Comparison comparison{.metrics = metrics_};
  for (const Pair& pair : pairs_) {
    PairOfMetric found{.first = pair.first,
                       .second = pair.second,
                       .metric = pair.metric,
                       .paired = pair.paired.finish()};
    if (pair.dominance) found.dominance = pair.dominance->finish();
    comparison.pairs.push_back(found);
  }
  for (const Regrets& regrets : regrets_)
    comparison.regrets.push_back({regrets.metric, regrets.summariser.finish()});
  for (const RanksOf& ranks : ranks_) {
    comparison.ranks.push_back({ranks.metric, ranks.summariser.finish()});
    std::vector<DifferenceOfMeans> differences;
    for (const PairOfMetric& pair : comparison.pairs)
      if (pair.metric == ranks.metric)
        differences.push_back({pair.first, pair.second, pair.paired.mean_difference});
    rank_by_mean(metrics_[ranks.metric].spec, differences, grouping_,
                 comparison.ranks.back().ranks);
  }
  return comparison;
}

std::uint64_t ComparisonSummariser::memory_bytes(const std::vector<ComparedMetric>& metrics,
                                                 std::size_t ways, Grouping grouping) {
  constexpr std::uint64_t kMeansOfDominance = 48;
  const std::uint64_t mean =
      sizeof(GroupedMean) + (grouping == Grouping::none ? 0 : kGroups * sizeof(ExactSum));
  std::uint64_t bytes = 0;
  for (const ComparedMetric& metric : metrics) {
    for_pairs(metric, [&](int, int) {
      bytes += sizeof(Pair) + mean * (metric.orders ? kMeansOfDominance : 1);
    });
    bytes += ways * mean;
    if (metric.orders) bytes += RankSummariser::memory_bytes(ways, grouping);
  }
  return bytes;
}

}  // namespace landfall::summary
