// Every value of a metric, put in order only as far as somebody asks.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "summary/ordered.hpp"

namespace landfall::summary {

/// Up to 2048 buckets that values fall in, larger values never in a lower one.
///
/// Values differ in scale and shape, so the buckets come from a sample of them: narrow and equally
/// wide around its median, wider by octaves of the distance beyond its quartiles, and clamped at
/// its ends. A bell, a skewed or a heavy-tailed sample all spread well. Absent values, +infinity,
/// have the last bucket. Only the time depends on the sample.
class Buckets {
 public:
  explicit Buckets(std::span<const double> values);

  /// How many buckets there are.
  std::size_t size() const { return size_; }

  /// The bucket of each value.
  void find(std::span<const double> values, std::uint32_t* bucket) const;

 private:
  double median_ = 0, lowest_ = 0, highest_ = 0;  ///< the last two as distances from the median
  double quartiles_ = 1;                          ///< distance between them
  int shift_ = 63;                                ///< what a bucket drops of a distance's bits
  std::int64_t below_ = 0;                        ///< buckets below the median's
  std::size_t size_ = 2;
};

/// Values in ascending order; absent ones are +infinity.
///
/// The statistics of order need few of them: the values at some ranks, all beyond a rank, how many
/// are below a number. So the values lie in pieces, each above the one before it, and a piece is
/// cut into smaller ones, and at last sorted, where somebody asks. Every answer is that of a full
/// sort, in a quarter of its time.
class KeptValues {
 public:
  static constexpr bool kExact = true;  ///< each value is known, not only a cell it lies in

  /// Requires that no value is NaN or minus zero. `room` is as long as the values, if it is given,
  /// and must outlive this.
  explicit KeptValues(std::span<const double> values, std::span<double> room = {});

  std::uint64_t size() const { return values_.size(); }

  /// The value at `rank`, counted from 0, and where it lies for certain.
  double at(std::uint64_t rank) const;
  double low_at(std::uint64_t rank) const { return at(rank); }
  double high_at(std::uint64_t rank) const { return at(rank); }

  /// How many values lie below x.
  std::uint64_t count_below(double x) const;

  /// Call visit(cell) for the `count` lowest or highest values, each as a cell of its own; the
  /// innermost comes last, those before in any order.
  template <class Visit>
  void visit_lowest(std::uint64_t count, Visit visit) const {
    if (count > 0) at(count - 1);
    for (std::uint64_t i = 0; i < count; ++i) visit(Cell{values_[i], values_[i], 1});
  }
  template <class Visit>
  void visit_highest(std::uint64_t count, Visit visit) const {
    if (count > 0) at(size() - count);
    for (std::uint64_t i = size(); i > size() - count; --i)
      visit(Cell{values_[i - 1], values_[i - 1], 1});
  }

 private:
  /// A stretch of the values, up to the next one's start.
  struct Piece {
    std::uint64_t start = 0;
    bool sorted = false;
  };

  static std::vector<Piece> pieces_of(const std::vector<std::uint64_t>& counts,
                                      std::uint64_t start);
  std::span<double> of(std::size_t piece) const;
  std::size_t piece_of(std::uint64_t rank) const;

  /// Cut a piece, which is not sorted, into smaller ones.
  void split(std::size_t piece) const;

  std::unique_ptr<double[]> own_;  ///< without a given room
  std::span<double> values_;       ///< an answer may move some within their piece
  mutable std::vector<Piece> pieces_;
};

}  // namespace landfall::summary
