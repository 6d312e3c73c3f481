// Whether one outcome is better than another whatever one thinks of gains, or of risk.
#pragma once

#include <vector>

#include "summary/grouped_mean.hpp"
#include "summary/paired.hpp"
#include "summary/results.hpp"

namespace landfall::summary {

/// What the paths say of a pair at one order of dominance.
enum class Verdict {
  first,      ///< the first dominates
  second,     ///< the second dominates
  neither,    ///< each is better somewhere: neither dominates
  undecided,  ///< more paths may tell
  same,       ///< no difference on any path
};

struct OrderOfDominance {
  Verdict verdict = Verdict::undecided;
  double most_for_first = 0;   ///< the largest difference in its favour, 0 where there is none
  double most_for_second = 0;  ///< in favour of the second
  std::string missing = {};    ///< why nothing can be said
  bool operator==(const OrderOfDominance&) const = default;
};

struct Dominance {
  OrderOfDominance first_order;   ///< differences are of probabilities
  OrderOfDominance second_order;  ///< and of expected shortfalls below a point, in the unit
  double confidence = 0.95;       ///< of each verdict
  int points = 0;                 ///< where the distribution functions were compared
  bool operator==(const Dominance&) const = default;
};

/// The test, on the same paths of two outcomes X and Y of which more is better (less, where the
/// upper tail is bad: signs are turned). At each of up to 23 points x
///
///     D1(x) = P(Y <= x) - P(X <= x)              first order: any who likes more prefers X
///     D2(x) = E[(x - Y)+] - E[(x - X)+]          second order: and so does any who dislikes risk
///
/// and, at the second order, D2(infinity) = E[X] - E[Y]. Both are means of differences on the same
/// path, with their error. One is significant where it is further from 0 than the interval that
/// holds all points of the order together at 95 % (Bonferroni). X dominates if no D is below 0 and
/// one above is significant; neither does if both signs are significant; all else is undecided.
/// A wrong "neither" has a chance of 5 % at most; a wrong "dominates" too, but for a crossing that
/// is smaller than the interval, or that lies between the points.
///
/// The points are percentiles of both outcomes of block 0 together, so that any order of blocks and
/// of merging gives the same bits.
///
/// Sources: Hadar & Russell (1969), American Economic Review 59(1), 25-34: the orders; Davidson &
/// Duclos (2000), Econometrica 68(6), 1435-1464: the differences as means; Bishop, Formby & Thistle
/// (1992), American Economic Review 82(1), 262-272: the verdicts of a union and an intersection.
/// None checked.
class DominanceSummariser {
 public:
  /// `points` are the dominance_points of block 0.
  DominanceSummariser(const PairedSpec& spec, const std::vector<double>& points, Grouping grouping);

  /// The first `count` lanes of two rows of the same paths, 0 <= count <= kLanes.
  void add_block(const double* first, const double* second, int count);

  /// Requires the same specification, points and grouping.
  void merge(const DominanceSummariser& other);

  /// Requires the same specification, points and grouping.
  void keep(Archive& archive);

  Dominance finish() const;

 private:
  PairedSpec spec_;
  Grouping grouping_;
  std::vector<double> points_;
  std::vector<GroupedMean> first_order_, second_order_;  ///< [points], [points + 1]
  std::uint64_t absent_ = 0;
};

/// Where the distribution functions of two outcomes are compared; ascending, none twice.
std::vector<double> dominance_points(const PairedSpec& spec, const double* first,
                                     const double* second, int count);

}  // namespace landfall::summary
