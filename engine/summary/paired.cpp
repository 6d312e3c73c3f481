#include "summary/paired.hpp"

#include <cmath>
#include <limits>

#include "base/archive.hpp"
#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "base/language.hpp"
#include "summary/errors_aside.hpp"
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

/// How many paths would tell a mean from 0, if these do not.
std::optional<std::uint64_t> paths_to_tell(const Estimate& mean, std::uint64_t paths,
                                           Grouping grouping) {
  const double half_width = mean.error * interval_errors(0.95, grouping);
  const double size = std::fabs(mean.value);
  if (!mean.exists() || size == 0 || size > half_width) return std::nullopt;
  const double ratio = half_width / size;
  const double needed = std::ceil(static_cast<double>(paths) * ratio * ratio);
  if (!(needed < 1e12)) return std::nullopt;  // no run has so many
  return static_cast<std::uint64_t>(needed);
}

std::uint64_t keep_count(Archive& archive, std::uint64_t& count, std::uint64_t most) {
  archive.number(count, most);
  return count;
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
    if (grouping_ == Grouping::none) continue;
    const int group = group_of(grouping_, static_cast<std::uint64_t>(lane));
    better_of_group_[group] += (more_is_better ? a > b : a < b) ? 1 : 0;
    equal_of_group_[group] += a == b ? 1 : 0;
    ++paths_of_group_[group];
  }
  better_ += static_cast<std::uint64_t>(better);
  equal_ += static_cast<std::uint64_t>(equal);
}

void PairedSummariser::merge(const PairedSummariser& other) {
  EXPECTS(spec_.tail == other.spec_.tail && spec_.absent_is_never == other.spec_.absent_is_never);
  differences_.merge(other.differences_);
  better_ += other.better_;
  equal_ += other.equal_;
  for (int group = 0; group < kGroups; ++group) {
    better_of_group_[group] += other.better_of_group_[group];
    equal_of_group_[group] += other.equal_of_group_[group];
    paths_of_group_[group] += other.paths_of_group_[group];
  }
}

void PairedSpec::keep(Archive& archive) const {
  archive.same(tail);
  archive.same(absent_is_never);
}

void PairedSummariser::keep(Archive& archive) {
  spec_.keep(archive);
  archive.same(grouping_);
  differences_.keep(archive);
  const std::uint64_t paths = differences_.count() + differences_.absent();
  archive.number(better_, paths);
  archive.number(equal_, paths - better_);
  if (grouping_ == Grouping::none) return;
  std::uint64_t better = 0, equal = 0;
  for (int group = 0; group < kGroups; ++group) {
    const std::uint64_t of_group =
        differences_.groups()->present(group) + differences_.groups()->absent(group);
    archive.number(paths_of_group_[group], of_group);
    archive.require(paths_of_group_[group] == of_group);
    better += keep_count(archive, better_of_group_[group], of_group);
    equal += keep_count(archive, equal_of_group_[group], of_group - better_of_group_[group]);
  }
  archive.require(better == better_ && equal == equal_);
}

Estimate PairedSummariser::share(std::uint64_t passing,
                                 const std::array<std::uint64_t, kGroups>& passing_of_group) const {
  if (grouping_ != Grouping::none) return share_of_groups(passing_of_group, paths_of_group_);
  return share_of_paths(passing, differences_.count() + differences_.absent());
}

PairedSummary PairedSummariser::finish() const {
  PairedSummary summary;
  summary.paths = differences_.count() + differences_.absent();
  summary.absent = differences_.absent();
  summary.mean_difference = differences_.mean();
  summary.probability_better = share(better_, better_of_group_);
  summary.probability_equal = share(equal_, equal_of_group_);
  if (summary.absent > 0) {
    summary.mean_difference = {.missing = spec_.absent_is_never
                                              ? noted("some paths never reach it")
                                              : noted("some paths have no value")};
    if (!spec_.absent_is_never)
      summary.probability_better =
          summary.probability_equal = {.missing = noted("some paths have no value")};
  }
  summary.paths_to_tell = paths_to_tell(summary.mean_difference, summary.paths, grouping_);
  return summary;
}

}  // namespace landfall::summary
