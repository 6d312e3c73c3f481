// Numbers about an outcome's distribution, each with the error that comes from finite paths.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace landfall::summary {

/// A statistic and its standard error (MCSE). `missing` says why there is none, and then value and
/// error mean nothing.
struct Estimate {
  double value = 0;
  double error = 0;
  std::string missing = {};
  bool exists() const { return missing.empty(); }
  bool operator==(const Estimate&) const = default;
};

/// Groups of paths, each independent of the others: what errors rest on where paths of a group
/// depend on each other.
inline constexpr int kGroups = 16;

/// Which paths depend on each other: no two; those of one randomisation, path % kGroups; the two
/// of an antithetic pair, and group (path / 2) % kGroups.
enum class Grouping { none, by_path, by_pair };

/// A quantile with its 95 % interval, from order statistics or, in groups, by Student's t.
struct Interval {
  double value = 0;
  double low = 0;
  double high = 0;
  std::string missing = {};
  bool exists() const { return missing.empty(); }
  bool operator==(const Interval&) const = default;
};

struct Percentile {
  double level = 0;  ///< 5 for P5
  Interval estimate;
  bool operator==(const Percentile&) const = default;
};

enum class Tail { lower, upper };

struct Exceedance {
  double threshold = 0;
  Estimate probability;  ///< P(X > threshold)
  bool operator==(const Exceedance&) const = default;
};

/// A bar of a histogram with bars of equal width.
struct Bar {
  double low = 0, high = 0;
  std::uint64_t paths = 0;
  bool operator==(const Bar&) const = default;
};

/// No run has more paths: a cell of a histogram counts as far.
inline constexpr std::uint64_t kPathsMost = (std::uint64_t{1} << 40) - 1;

/// Up to so many values, paths times metrics, all are kept and quantiles are exact, unasked.
inline constexpr std::uint64_t kExactValuesMax = 16'000'000;

/// A path that shows what a metric may come to; of several as good the lowest.
struct Example {
  std::uint64_t path = 0;
  double value = 0;
  bool operator==(const Example&) const = default;
};

struct MetricSummary {
  std::string name;
  std::string unit;
  std::uint64_t paths = 0;   ///< how many paths
  std::uint64_t absent = 0;  ///< how many of them never reach it (payback) or have none
  bool absent_is_never = false;
  Estimate absent_share;
  Estimate mean, sd, skewness;
  std::vector<Percentile> percentiles;  ///< 1 5 10 25 50 75 90 95 99
  Estimate expected_shortfall;
  Tail tail = Tail::lower;
  double tail_level = 0.05;
  std::vector<Exceedance> probability_above;
  std::vector<Bar> bars;  ///< from P0.5 to P99.5, the outermost bars holding what lies beyond
  std::vector<Example> examples;  ///< worst, median, best; where asked for
  double resolution = 0;  ///< relative width of a histogram cell; 0 where quantiles are exact
  bool operator==(const MetricSummary&) const = default;
};

/// One period, or one year, of a fan.
struct FanEntry {
  std::string label;  ///< "2026-01", or "2026-01 to 2026-12"
  Estimate mean;
  std::vector<Percentile> percentiles;  ///< 5 25 50 75 95
  bool operator==(const FanEntry&) const = default;
};

/// What the first so many paths say of a mean.
struct Checkpoint {
  std::uint64_t paths = 0;
  Estimate mean;
  bool operator==(const Checkpoint&) const = default;
};

struct Summary {
  std::uint64_t paths = 0;
  Grouping grouping = Grouping::none;
  std::vector<MetricSummary> metrics;
  std::vector<FanEntry> revenue_by_year;
  std::vector<FanEntry> revenue_by_period;
  std::vector<Checkpoint> convergence;  ///< of npv, each about twice the paths of the one before
  bool operator==(const Summary&) const = default;
};

}  // namespace landfall::summary
