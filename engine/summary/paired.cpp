#include "summary/paired.hpp"

#include <limits>

#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "summary/presence.hpp"
#include "summary/share.hpp"

namespace landfall::summary {
namespace {

// Absent where either value is: infinity less infinity is no number.
void subtract(const double* first, const double* second, int count, double* difference) {
  EXPECTS(count >= 0 && count <= kLanes);
  for (int lane = 0; lane < count; ++lane)
    difference[lane] = is_present(first[lane]) && is_present(second[lane])
                           ? first[lane] - second[lane]
                           : std::numeric_limits<double>::infinity();
}

}  // namespace

double paired_centre(const double* first, const double* second, int count) {
  double difference[kLanes] = {};
  subtract(first, second, count, difference);
  return block_mean(difference, count);
}

void PairedSummariser::add_block(const double* first, const double* second, int count) {
  double difference[kLanes] = {};
  subtract(first, second, count, difference);
  differences_.add_block(difference, count);
  const bool more_is_better = spec_.tail == Tail::lower;
  std::int64_t better = 0, equal = 0;
  for (int lane = 0; lane < count; ++lane) {
    const double a = present_or_infinity(first[lane]), b = present_or_infinity(second[lane]);
    better += (more_is_better ? a > b : a < b) ? 1 : 0;
    equal += a == b ? 1 : 0;
  }
  better_ += static_cast<std::uint64_t>(better);
  equal_ += static_cast<std::uint64_t>(equal);
}

void PairedSummariser::merge(const PairedSummariser& other) {
  EXPECTS(spec_.tail == other.spec_.tail && spec_.absent_is_never == other.spec_.absent_is_never);
  differences_.merge(other.differences_);
  better_ += other.better_;
  equal_ += other.equal_;
}

PairedSummary PairedSummariser::finish() const {
  PairedSummary summary;
  summary.paths = differences_.count() + differences_.absent();
  summary.absent = differences_.absent();
  summary.mean_difference = differences_.mean();
  summary.probability_better = share_of_paths(better_, summary.paths);
  summary.probability_equal = share_of_paths(equal_, summary.paths);
  if (summary.absent > 0) {
    summary.mean_difference = {.missing = spec_.absent_is_never ? "some paths never reach it"
                                                                : "some paths have no value"};
    if (!spec_.absent_is_never)
      summary.probability_better =
          summary.probability_equal = {.missing = "some paths have no value"};
  }
  return summary;
}

}  // namespace landfall::summary
