// One metric, from blocks of values to its summary.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "summary/examples.hpp"
#include "summary/grouped.hpp"
#include "summary/histogram.hpp"
#include "summary/moments.hpp"
#include "summary/rank_interval.hpp"
#include "summary/results.hpp"

namespace landfall::summary {

/// What is asked of a metric.
struct MetricSpec {
  std::string name, unit;
  Tail tail = Tail::lower;              ///< which tail is the bad one
  std::vector<double> thresholds = {};  ///< P(X > threshold) of each
  /// What a value that is not finite means: never reached, so larger than any number (quantiles and
  /// probabilities exist), or undefined (then nothing is said of the metric).
  bool absent_is_never = false;
  /// Why statistics are missing when some path has no value; a default if empty.
  std::string absent_reason = {};
  bool wants_examples = false;  ///< the paths of the worst, the median and the best value
};

inline constexpr int kMetricMantissaBits = 14;

/// What one thread holds of one metric. Blocks may be added and summarisers merged in any order:
/// the summary has the same bits.
class MetricSummariser {
 public:
  /// `column` takes every value, one a path, and makes order statistics exact; threads share it,
  /// and it may be longer than is needed yet. If it is empty, a histogram of 2^14 cells an octave
  /// serves instead. `spec` must outlive this.
  MetricSummariser(const MetricSpec& spec, double centre, std::span<double> column,
                   Grouping grouping = Grouping::none);

  /// The metric of paths first_path to first_path + count - 1, 0 <= count <= kLanes.
  void add_block(std::uint64_t first_path, const double* row, int count);

  /// Requires the same specification, centre and column.
  void merge(const MetricSummariser& other);

  /// Let go of the column, whose first paths() values are all those added, and count them in cells:
  /// what a histogram from the first path on would hold.
  void count_values();

  /// All but the values in the column, which have to be kept beside it. Requires the same
  /// specification, centre and grouping, and a column on both sides or on none.
  void keep(Archive& archive);

  std::uint64_t paths() const { return moments_.count() + moments_.absent(); }

  /// Requires that paths() values, the first of a column, are all there. `levels` are those of the
  /// percentiles, for as many paths. `room`, if given, is as long as paths(), and is overwritten.
  MetricSummary finish(std::span<const LevelRanks> levels, std::span<double> room = {}) const;

  /// The same with the percentiles 1 5 10 25 50 75 90 95 99.
  MetricSummary finish() const;

 private:
  template <class Ordered>
  void summarise_order(const Ordered& ordered, std::span<const LevelRanks> levels,
                       MetricSummary& summary) const;
  std::string absent_reason() const;
  void keep_groups(Archive& archive);
  void take_group_errors(MetricSummary& summary) const;
  template <class Ordered, class Group>
  void take_order_errors(const Ordered& ordered, const std::vector<Group>& groups,
                         std::span<const LevelRanks> levels, MetricSummary& summary) const;

  /// What groups of paths need where paths depend on each other.
  struct Groups {
    Grouping grouping;
    GroupSums sums;
    std::vector<std::array<std::uint64_t, kGroups>> above_threshold;
    std::optional<GroupHistogram> histogram;
  };

  const MetricSpec* spec_;
  Moments moments_;
  std::vector<std::uint64_t> above_threshold_;
  std::span<double> column_;
  std::optional<Histogram> histogram_;
  std::optional<Groups> groups_;
  std::optional<Examples> examples_;
};

/// The percentiles of a metric.
inline constexpr double kMetricLevels[] = {1, 5, 10, 25, 50, 75, 90, 95, 99};

}  // namespace landfall::summary
