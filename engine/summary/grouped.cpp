#include "summary/grouped.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/archive.hpp"
#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "summary/presence.hpp"

namespace landfall::summary {
namespace {

constexpr int kMantissa = 52;
static_assert(kLanes % (2 * kGroups) == 0, "the group of a path follows from its lane");

bool all_present(const double* row) {
  bool all = true;
  for (int lane = 0; lane < kLanes; ++lane) all &= is_present(row[lane]);
  return all;
}

/// Sums of powers of a whole block whose paths fall into the groups in turns: what add_block does,
/// in the same order, for all groups at once.
template <int kPowers>
void add_in_turns(const double* row, double centre, double (&sums)[3][kGroups]) {
  for (int first = 0; first < kLanes; first += kGroups)
    for (int group = 0; group < kGroups; ++group) {
      const double d = row[first + group] - centre;
      sums[0][group] += d;
      if constexpr (kPowers == 3) {
        sums[1][group] += d * d;
        sums[2][group] += d * d * d;
      }
    }
}

}  // namespace

double error_between(const std::array<double, kGroups>& values) {
  double sum = 0, squares = 0;
  for (const double x : values) sum += x - values[0];
  const double mean = values[0] + sum / kGroups;
  for (const double x : values) squares += (x - mean) * (x - mean);
  return std::sqrt(squares / (kGroups - 1) / kGroups);
}

GroupSums::GroupSums(Grouping grouping, double centre, int powers)
    : grouping_(grouping),
      centre_(centre),
      powers_(powers),
      sums_(static_cast<std::size_t>(kGroups * powers)) {
  EXPECTS(powers == 1 || powers == 3);
}

void GroupSums::add_block(const double* row, int count) {
  EXPECTS(count >= 0 && count <= kLanes);
  double sums[3][kGroups] = {};
  if (grouping_ == Grouping::by_path && count == kLanes && all_present(row)) {
    if (powers_ == 1)
      add_in_turns<1>(row, centre_, sums);
    else
      add_in_turns<3>(row, centre_, sums);
    for (std::uint64_t& counted : count_) counted += kLanes / kGroups;
  } else {
    for (int lane = 0; lane < count; ++lane) {
      const int group = group_of(grouping_, static_cast<std::uint64_t>(lane));
      if (!is_present(row[lane])) {
        ++absent_[group];
        continue;
      }
      ++count_[group];
      const double d = row[lane] - centre_;
      sums[0][group] += d;
      sums[1][group] += d * d;
      sums[2][group] += d * d * d;
    }
  }
  for (int group = 0; group < kGroups; ++group)
    for (int power = 0; power < powers_; ++power) {
      if (is_present(sums[power][group]))
        sums_[static_cast<std::size_t>(group * powers_ + power)].add(sums[power][group]);
      else
        in_range_ = false;
    }
}

void GroupSums::merge(const GroupSums& other) {
  EXPECTS(centre_ == other.centre_ && powers_ == other.powers_ && grouping_ == other.grouping_);
  in_range_ = in_range_ && other.in_range_;
  for (int group = 0; group < kGroups; ++group) {
    count_[group] += other.count_[group];
    absent_[group] += other.absent_[group];
  }
  for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i].merge(other.sums_[i]);
}

// Sums that left the range of a double are not asked for.
void GroupSums::keep(Archive& archive, std::uint64_t present, std::uint64_t absent) {
  archive.same(grouping_);
  archive.same_real(centre_);
  archive.same(powers_);
  archive.number(in_range_);
  for (std::uint64_t& count : count_) archive.number(count, present);
  for (std::uint64_t& count : absent_) archive.number(count, absent);
  const auto total = [](const std::array<std::uint64_t, kGroups>& counts) {
    return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
  };
  archive.require(total(count_) == present && total(absent_) == absent);
  if (archive.loading()) sums_.assign(sums_.size(), ExactSum());
  if (!in_range_) return;
  for (ExactSum& sum : sums_) sum.keep(archive);
}

std::uint64_t GroupSums::fewest() const {
  return *std::min_element(count_.begin(), count_.end());
}

double GroupSums::moment(int group, int power) const {
  return sums_[static_cast<std::size_t>(group * powers_ + power - 1)].value() /
         static_cast<double>(count_[group]);
}

template <class Statistic>
double GroupSums::error_of(int powers, Statistic statistic) const {
  EXPECTS(powers <= powers_);
  if (!in_range_ || fewest() == 0) return std::numeric_limits<double>::quiet_NaN();
  std::array<double, kGroups> values;
  for (int group = 0; group < kGroups; ++group) values[group] = statistic(group);
  return error_between(values);
}

double GroupSums::error_of_mean() const {
  return error_of(1, [&](int group) { return moment(group, 1); });
}

double GroupSums::error_of_sd() const {
  return error_of(3, [&](int group) {
    const double n = static_cast<double>(count_[group]), d = moment(group, 1);
    return std::sqrt(std::max(0.0, moment(group, 2) - d * d) * n / (n - 1));
  });
}

double GroupSums::error_of_skewness() const {
  return error_of(3, [&](int group) {
    const double d = moment(group, 1), m2 = moment(group, 2) - d * d;
    const double m3 = moment(group, 3) - 3 * d * moment(group, 2) + 2 * d * d * d;
    return m3 / (m2 * std::sqrt(m2));
  });
}

GroupHistogram::GroupHistogram(Grouping grouping)
    : grouping_(grouping), histogram_(kBits + kGroupBits) {}

void GroupHistogram::add_block(const double* row, int count) {
  double marked[kLanes];
  for (int lane = 0; lane < count; ++lane) {
    const double x = present_or_infinity(row[lane]);
    const auto group =
        static_cast<std::uint64_t>(group_of(grouping_, static_cast<std::uint64_t>(lane)));
    const std::uint64_t cell = std::bit_cast<std::uint64_t>(x) >> (kMantissa - kBits);
    const double with_group =
        std::bit_cast<double>((cell << kGroupBits | group) << (kMantissa - kBits - kGroupBits));
    marked[lane] = is_present(x) ? with_group : x;
  }
  histogram_.add_block(marked, count);
}

void GroupHistogram::keep(Archive& archive, std::uint64_t present, std::uint64_t absent) {
  archive.same(grouping_);
  histogram_.keep(archive, present, absent);
}

std::vector<OrderedCells> GroupHistogram::ordered(const GroupSums& sums) const {
  std::vector<OrderedCells> groups(kGroups);
  constexpr std::uint64_t kGroupMask = kGroups - 1;
  histogram_.ordered().visit_all([&](const Cell& cell) {
    const bool negative = cell.high < 0 || (cell.high == 0 && cell.low < 0);
    const double nearest = negative ? cell.high : cell.low;  // to zero: where the mark stands
    if (!is_present(nearest)) return;
    const std::uint64_t marked =
        std::bit_cast<std::uint64_t>(std::fabs(nearest)) >> (kMantissa - kBits - kGroupBits);
    const std::uint64_t magnitude = marked >> kGroupBits;
    const auto edge = [](std::uint64_t at) {
      const double x = std::bit_cast<double>(at << (kMantissa - kBits));
      return is_present(x) ? x : std::numeric_limits<double>::max();
    };
    const double low = edge(magnitude), high = magnitude == 0 ? 0.0 : edge(magnitude + 1);
    groups[marked & kGroupMask].append(negative && magnitude > 0 ? Cell{-high, -low, cell.paths}
                                                                 : Cell{low, high, cell.paths});
  });
  const double infinity = std::numeric_limits<double>::infinity();
  for (int group = 0; group < kGroups; ++group)
    if (sums.absent(group) > 0) groups[group].append({infinity, infinity, sums.absent(group)});
  return groups;
}

std::vector<std::vector<double>> split_by_group(Grouping grouping, std::span<const double> column) {
  std::vector<std::vector<double>> groups(kGroups);
  for (std::vector<double>& group : groups) group.reserve(column.size() / kGroups + 2);
  for (std::size_t path = 0; path < column.size(); ++path)
    groups[static_cast<std::size_t>(group_of(grouping, path))].push_back(column[path]);
  return groups;
}

}  // namespace landfall::summary
