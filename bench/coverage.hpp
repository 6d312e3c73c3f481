// How often the interval of a statistic holds the truth: outcomes whose every statistic is known,
// drawn again and again from the engine's streams and summarised by it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace landfall::coverage {

enum class Kind { normal, lognormal, heavy_lognormal, mixture, counts, zero_or_lognormal };

inline constexpr std::array kKinds = {Kind::normal,  Kind::lognormal, Kind::heavy_lognormal,
                                      Kind::mixture, Kind::counts,    Kind::zero_or_lognormal};

struct Named {
  const char* name;
  const char* law;
  bool discrete;  ///< some values have a probability of their own
};
Named named(Kind kind);

/// What the statistics of infinitely many paths are.
struct Truth {
  double mean, sd, p5, p50, p95, shortfall_lower, shortfall_upper;
  double threshold, probability;            ///< P(X > threshold), about 0.1
  double rare_threshold, rare_probability;  ///< about 0.001
  double mean_difference;                   ///< of the outcome and its rival
};
Truth truth_of(Kind kind);

/// The outcome of paths first_path to first_path + count - 1, and a rival's on the same paths.
/// count <= kLanes.
void draw(Kind kind, std::uint64_t seed, std::uint64_t first_path, int count, double* row,
          double* rival);

inline constexpr std::array kStatistics = {"mean",      "sd",         "P5",   "P50",   "P95",
                                           "ES lowest", "ES highest", "P10%", "P0.1%", "paired"};

/// The probability of which only some ten paths in 10,000 tell: a count's interval covers more.
inline constexpr std::size_t kRare = 8;

/// Intervals of one outcome that held the truth, of `replications`.
struct Row {
  Kind kind = Kind::normal;
  bool exact = true;  ///< every value was kept, not counted in cells
  std::array<std::uint64_t, kStatistics.size()> covered{};
};

struct Ask {
  std::vector<Kind> kinds;
  std::uint64_t replications = 10'000;
  std::uint64_t paths = 10'000;  ///< at least kLanes
  std::uint64_t seed = 1;        ///< replication i is drawn with seed + i
  bool counted_too = true;       ///< in cells as well: `exact` false
  int threads = 1;               ///< changes nothing but the time
};

/// For each kind a row, or two.
std::vector<Row> measure(const Ask& ask);

}  // namespace landfall::coverage
