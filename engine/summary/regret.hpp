// What each of several ways would have cost against the best of them on the same path.
#pragma once

#include <cstdint>
#include <vector>

#include "summary/grouped_mean.hpp"
#include "summary/paired.hpp"
#include "summary/results.hpp"

namespace landfall::summary {

/// Of one of the ways: best of all on a path less its own, 0 or more; where the upper tail is bad,
/// its own less the least (Savage 1951, Journal of the American Statistical Association 46(253),
/// 55-67, not checked).
struct Regret {
  Estimate expected;
  double most = 0;         ///< on any path
  std::uint64_t path = 0;  ///< the first such path
  bool operator==(const Regret&) const = default;
};

/// Blocks may be added and summarisers merged in any order: the summary has the same bits.
class RegretSummariser {
 public:
  /// `centres` are the regret_centres of block 0, one a way.
  RegretSummariser(const PairedSpec& spec, const std::vector<double>& centres, Grouping grouping);

  /// The first `count` lanes of a row a way, 0 <= count <= kLanes, from path `first_path` on.
  void add_block(std::uint64_t first_path, const std::vector<const double*>& rows, int count);

  /// Requires the same specification and centres.
  void merge(const RegretSummariser& other);

  /// Requires the same specification, centres and grouping.
  void keep(Archive& archive);

  /// Missing where some path lacks the value of some way.
  std::vector<Regret> finish() const;

 private:
  struct Most {
    double regret = -1;
    std::uint64_t path = 0;
  };
  static void take(Most& most, const Most& other);

  PairedSpec spec_;
  std::vector<GroupedMean> means_;
  std::vector<Most> most_;
};

std::vector<double> regret_centres(const PairedSpec& spec, const std::vector<const double*>& rows,
                                   int count);

}  // namespace landfall::summary
