#include "summary/ranks.hpp"

#include <cmath>

#include "base/archive.hpp"
#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "base/language.hpp"
#include "maths/normal_cdf.hpp"
#include "maths/student_t.hpp"
#include "summary/errors_aside.hpp"
#include "summary/grouped.hpp"
#include "summary/presence.hpp"
#include "summary/share.hpp"

namespace landfall::summary {
namespace {

constexpr double kConfidence = 0.95;

/// How many of the others are better on each lane.
void count_better(const PairedSpec& spec, const std::vector<const double*>& rows, std::size_t way,
                  int count, int* better) {
  const bool more_is_better = spec.tail == Tail::lower;
  for (int lane = 0; lane < count; ++lane) better[lane] = 0;
  for (std::size_t other = 0; other < rows.size(); ++other)
    for (int lane = 0; lane < count; ++lane) {
      const double own = present_or_infinity(rows[way][lane]);
      const double its = present_or_infinity(rows[other][lane]);
      better[lane] += (more_is_better ? its > own : its < own) ? 1 : 0;
    }
}

/// P(T > t) of Student's t with kGroups - 1 degrees of freedom, or of a normal number.
double upper_tail(double t, Grouping grouping) {
  if (!std::isfinite(t)) return t > 0 ? 0 : 1;
  if (grouping == Grouping::none) return maths::normal_cdf(-t);
  return maths::student_tails(maths::student_shape(kGroups - 1), t).upper;
}

}  // namespace

RankSummariser::RankSummariser(const PairedSpec& spec, std::size_t ways, Grouping grouping)
    : spec_(spec), ways_(ways), grouping_(grouping), counts_(groups() * ways * ways) {}

void RankSummariser::add_block(const std::vector<const double*>& rows, int count) {
  EXPECTS(rows.size() == ways_ && count >= 0 && count <= kLanes);
  int better[kLanes];
  for (std::size_t way = 0; way < ways_; ++way) {
    count_better(spec_, rows, way, count, better);
    for (int lane = 0; lane < count; ++lane) {
      const int group =
          grouping_ == Grouping::none ? 0 : group_of(grouping_, static_cast<std::uint64_t>(lane));
      const std::size_t row = static_cast<std::size_t>(group) * ways_ + way;
      ++counts_[row * ways_ + static_cast<std::size_t>(better[lane])];
      if (!spec_.absent_is_never && !is_present(rows[way][lane])) ++absent_;
    }
  }
}

void RankSummariser::merge(const RankSummariser& other) {
  EXPECTS(counts_.size() == other.counts_.size());
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  absent_ += other.absent_;
}

// Each way has a rank on every path, and so as many as the others.
void RankSummariser::keep(Archive& archive) {
  spec_.keep(archive);
  archive.same(ways_);
  archive.same(grouping_);
  archive.number(absent_);
  for (std::size_t group = 0; group < groups(); ++group) {
    std::uint64_t of_first_way = 0;
    for (std::size_t way = 0; way < ways_; ++way) {
      std::uint64_t paths = 0;
      for (std::size_t rank = 0; rank < ways_; ++rank) {
        std::uint64_t& count = counts_[(group * ways_ + way) * ways_ + rank];
        archive.number(count, kPathsMost);
        paths += count;
      }
      if (way == 0) of_first_way = paths;
      archive.require(paths == of_first_way);
    }
  }
}

std::vector<Ranks> RankSummariser::finish() const {
  std::vector<Ranks> all(ways_);
  std::vector<std::uint64_t> of_group(groups()), paths(groups());
  for (std::size_t group = 0; group < groups(); ++group)  // each way has a rank on every path
    for (std::size_t rank = 0; rank < ways_; ++rank)
      paths[group] += counts_[group * ways_ * ways_ + rank];
  for (std::size_t way = 0; way < ways_; ++way)
    for (std::size_t rank = 0; rank < ways_; ++rank) {
      for (std::size_t group = 0; group < groups(); ++group)
        of_group[group] = counts_[(group * ways_ + way) * ways_ + rank];
      all[way].probability.push_back(absent_ > 0
                                         ? Estimate{.missing = noted("some paths have no value")}
                                         : share_of_groups(of_group, paths));
    }
  return all;
}

std::uint64_t RankSummariser::memory_bytes(std::size_t ways, Grouping grouping) {
  return sizeof(std::uint64_t) * ways * ways * (grouping == Grouping::none ? 1 : kGroups);
}

void rank_by_mean(const PairedSpec& spec, const std::vector<DifferenceOfMeans>& differences,
                  Grouping grouping, std::vector<Ranks>& ranks) {
  const double pairs = static_cast<double>(differences.size());
  for (const DifferenceOfMeans& one : differences)
    if (!one.difference.exists()) return;
  const double aside =
      differences.empty() ? 0 : interval_errors(1 - (1 - kConfidence) / pairs, grouping);
  for (Ranks& way : ranks) {
    way.low = 1;
    way.high = static_cast<int>(ranks.size());
    way.doubt = 0;
  }
  const double sign = spec.tail == Tail::lower ? 1 : -1;
  for (const auto& [first, second, difference] : differences) {
    const bool same = difference.value == 0 && difference.error == 0;
    const double by = sign * difference.value / difference.error;  // in errors, for the first
    ranks[static_cast<std::size_t>(first)].doubt += same ? 0 : upper_tail(by, grouping);
    ranks[static_cast<std::size_t>(second)].doubt += same ? 0 : upper_tail(-by, grouping);
    if (!(std::fabs(difference.value) > aside * difference.error)) continue;
    const bool first_is_better = by > 0;
    ++ranks[static_cast<std::size_t>(first_is_better ? second : first)].low;
    --ranks[static_cast<std::size_t>(first_is_better ? first : second)].high;
  }
  for (Ranks& way : ranks) way.doubt = std::fmin(1, way.doubt);
}

}  // namespace landfall::summary
