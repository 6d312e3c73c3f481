#include "summary/kept_values.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "summary/presence.hpp"

namespace landfall::summary {
namespace {

constexpr std::size_t kBuckets = 2048, kValuesOfBucket = 64;
constexpr std::size_t kSample = 512;
constexpr std::size_t kShort = 512;   // values that are sorted at once
constexpr std::size_t kLong = 16384;  // that are not searched one by one

// Values from all over, sorted. The step is odd: block sizes and lattices are powers of two.
std::vector<double> sample_of(std::span<const double> values) {
  std::vector<double> sample;
  sample.reserve(kSample + 1);
  for (std::size_t i = 0; i < values.size(); i += values.size() / kSample | 1)
    if (is_present(values[i])) sample.push_back(values[i]);
  std::sort(sample.begin(), sample.end());
  return sample;
}

std::int64_t bits_of(double positive) {
  return std::bit_cast<std::int64_t>(positive);
}

double median_of_some(std::span<const double> values) {
  double some[15];
  for (std::size_t i = 0; i < 15; ++i) some[i] = values[(values.size() - 1) / 14 * i];
  std::nth_element(some, some + 7, some + 15);
  return some[7];
}

// Visit(value, bucket) for all of them.
template <class Visit>
void visit_buckets(const Buckets& buckets, std::span<const double> values, Visit visit) {
  std::uint32_t bucket[kLanes];
  for (std::size_t first = 0; first < values.size(); first += kLanes) {
    const auto some = values.subspan(first, std::min<std::size_t>(kLanes, values.size() - first));
    buckets.find(some, bucket);
    for (std::size_t i = 0; i < some.size(); ++i) visit(some[i], bucket[i]);
  }
}

std::vector<std::uint64_t> counts_of(const Buckets& buckets, std::span<const double> values) {
  std::vector<std::uint64_t> counts(buckets.size());
  visit_buckets(buckets, values, [&](double, std::uint32_t bucket) { ++counts[bucket]; });
  return counts;
}

// Write the values into `to`, bucket after bucket.
void scatter(const Buckets& buckets, std::span<const double> values,
             const std::vector<std::uint64_t>& counts, std::span<double> to) {
  std::vector<double*> next;
  double* place = to.data();
  for (const std::uint64_t count : counts) {
    next.push_back(place);
    place += count;
  }
  visit_buckets(buckets, values, [&](double x, std::uint32_t bucket) { *next[bucket]++ = x; });
}

}  // namespace

// Distances from the median are measured as  bits(|x - median| + quartiles) - bits(quartiles), the
// bits of a positive double being an integer that rises with it: evenly up to 2 quartiles, then in
// proportion to the logarithm.
Buckets::Buckets(std::span<const double> values) {
  const std::size_t most = std::min(kBuckets, values.size() / kValuesOfBucket);
  const std::vector<double> sample = sample_of(values);
  if (most < 4 || sample.empty()) return;
  const std::size_t last = sample.size() - 1;
  median_ = sample[last / 2];
  lowest_ = sample.front() - median_;
  highest_ = sample.back() - median_;
  // Many equal values may leave no distance between the quartiles, but between others.
  quartiles_ = 0;
  for (std::size_t part = 4; part <= 1024 && !(quartiles_ > 0); part *= 2)
    quartiles_ = sample[last - last / part] - sample[last / part];
  if (!(quartiles_ > 0) || !is_present(quartiles_)) {
    lowest_ = highest_ = 0;
    quartiles_ = 1;
  }
  const auto distance = [&](double x) {
    return bits_of(std::fabs(x) + quartiles_) - bits_of(quartiles_);
  };
  for (shift_ = 0; (distance(lowest_) >> shift_) + (distance(highest_) >> shift_) >
                   static_cast<std::int64_t>(most) - 2;)
    ++shift_;
  below_ = distance(lowest_) >> shift_;
  size_ = static_cast<std::size_t>(below_ + (distance(highest_) >> shift_)) + 2;
}

void Buckets::find(std::span<const double> values, std::uint32_t* bucket) const {
  const std::int64_t origin = bits_of(quartiles_), below = below_;
  const auto absent = static_cast<std::uint32_t>(size_ - 1);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = values[i];
    double from_median = x - median_;
    from_median = from_median < lowest_ ? lowest_ : from_median;
    from_median = from_median > highest_ ? highest_ : from_median;
    const std::int64_t buckets_away = static_cast<std::int64_t>(
        static_cast<std::uint64_t>(bits_of(std::fabs(from_median) + quartiles_) - origin) >>
        shift_);
    const std::int64_t place = from_median < 0 ? below - buckets_away : below + buckets_away;
    bucket[i] = x > std::numeric_limits<double>::max() ? absent : static_cast<std::uint32_t>(place);
  }
}

// Those that hold values, of buckets from `start` on. All values of the last bucket are infinite.
std::vector<KeptValues::Piece> KeptValues::pieces_of(const std::vector<std::uint64_t>& counts,
                                                     std::uint64_t start) {
  std::vector<Piece> pieces;
  for (const std::uint64_t& count : counts) {
    if (count > 0) pieces.push_back({.start = start, .sorted = &count == &counts.back()});
    start += count;
  }
  return pieces;
}

KeptValues::KeptValues(std::span<const double> values, std::span<double> room) {
  EXPECTS(room.empty() || room.size() == values.size());
  if (room.empty() && !values.empty()) {
    own_ = std::make_unique_for_overwrite<double[]>(values.size());
    room = {own_.get(), values.size()};
  }
  values_ = room;
  const Buckets buckets(values);
  const auto counts = counts_of(buckets, values);
  scatter(buckets, values, counts, values_);
  pieces_ = pieces_of(counts, 0);
}

std::span<double> KeptValues::of(std::size_t piece) const {
  const std::uint64_t start = pieces_[piece].start;
  const std::uint64_t end = piece + 1 < pieces_.size() ? pieces_[piece + 1].start : size();
  return values_.subspan(start, end - start);
}

std::size_t KeptValues::piece_of(std::uint64_t rank) const {
  const auto after =
      std::upper_bound(pieces_.begin(), pieces_.end(), rank,
                       [](std::uint64_t r, const Piece& piece) { return r < piece.start; });
  return static_cast<std::size_t>(after - pieces_.begin()) - 1;
}

// By buckets; where these would leave more than half of the values in one, as many equal values do,
// around a pivot.
void KeptValues::split(std::size_t piece) const {
  const std::span<double> values = of(piece);
  const std::uint64_t start = pieces_[piece].start;
  const Buckets buckets(values);
  std::vector<std::uint64_t> counts = counts_of(buckets, values);
  std::vector<Piece> by;
  if (*std::max_element(counts.begin(), counts.end()) <= values.size() / 2) {
    scatter(buckets, std::vector<double>(values.begin(), values.end()), counts, values);
    by = pieces_of(counts, start);
  } else {
    const double pivot = median_of_some(values);
    const auto equal =
        std::partition(values.begin(), values.end(), [&](double x) { return x < pivot; });
    const auto above = std::partition(equal, values.end(), [&](double x) { return x == pivot; });
    const auto below = static_cast<std::uint64_t>(equal - values.begin());
    if (below > 0) by.push_back({.start = start});
    by.push_back({.start = start + below, .sorted = true});
    if (above != values.end())
      by.push_back({.start = start + static_cast<std::uint64_t>(above - values.begin())});
  }
  pieces_.erase(pieces_.begin() + static_cast<std::ptrdiff_t>(piece));
  pieces_.insert(pieces_.begin() + static_cast<std::ptrdiff_t>(piece), by.begin(), by.end());
}

double KeptValues::at(std::uint64_t rank) const {
  EXPECTS(rank < size());
  std::size_t piece = piece_of(rank);
  while (!pieces_[piece].sorted && of(piece).size() > kShort) {
    split(piece);
    piece = piece_of(rank);
  }
  if (!pieces_[piece].sorted) std::sort(of(piece).begin(), of(piece).end());
  pieces_[piece].sorted = true;
  return values_[rank];
}

// Let j be the first piece whose first value is not below x. All pieces before j - 1 lie below it,
// none after j does, and a value of either may or may not.
std::uint64_t KeptValues::count_below(double x) const {
  EXPECTS(!std::isnan(x));
  const auto after = std::partition_point(
      pieces_.begin(), pieces_.end(), [&](const Piece& piece) { return values_[piece.start] < x; });
  const auto j = static_cast<std::size_t>(after - pieces_.begin());
  std::uint64_t below = j > 0 ? pieces_[j - 1].start : 0;
  for (std::size_t piece = j > 0 ? j - 1 : j; piece < std::min(j + 1, pieces_.size()); ++piece) {
    if (!pieces_[piece].sorted && of(piece).size() > kLong) {
      split(piece);
      return count_below(x);
    }
    const std::span<const double> values = of(piece);
    below += static_cast<std::uint64_t>(
        std::count_if(values.begin(), values.end(), [&](double value) { return value < x; }));
  }
  return below;
}

}  // namespace landfall::summary
