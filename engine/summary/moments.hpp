// Mean, standard deviation and skewness of a metric, each with its standard error.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "summary/exact_sum.hpp"
#include "summary/results.hpp"

namespace landfall::summary {

/// Mean of the finite values among the first `count` lanes of a row; 0 if there is none, or if
/// their sum is beyond the largest double. Of block 0 it serves as the centre below: near enough to
/// the mean, and anyone can recompute it.
double block_mean(const double* row, int count);

/// Sums of the powers 1 to kPowers of (x - centre), formed block by block in a fixed tree and then
/// added exactly: any order of adding blocks and merging gives the same bits.
///
/// Powers about a centre near the mean keep the digits that powers about 0 would lose; a centre
/// many standard deviations away loses them again. Values that are not finite are absent: counted,
/// left out.
template <int kPowers>
class PowerMoments {
 public:
  explicit PowerMoments(double centre = 0);

  /// The first `count` lanes of a row, 0 <= count <= kLanes; the others are not read.
  void add_block(const double* row, int count);

  /// One value, as a block of its own: slower, and not the same bits as in a block of many.
  void add(double x) { add_block(&x, 1); }

  /// Requires the same centre.
  void merge(const PowerMoments& other);

  /// Requires the same centre.
  void keep(Archive& archive);

  std::uint64_t count() const { return count_; }    ///< finite values
  std::uint64_t absent() const { return absent_; }  ///< others

  /// Of the finite values. The error is s / sqrt(n).
  Estimate mean() const;

  /// s = sqrt(sum (x - mean)^2 / (n - 1)). The error follows from that of the variance by the delta
  /// method:  se^2 = (mu4 - mu2^2) / (4 mu2 n), times the skewness_widening of (x - mean)^2, whose
  /// central moments are mu4 - mu2^2 and mu6 - 3 mu4 mu2 + 2 mu2^3.
  Estimate sd() const requires(kPowers >= 4);

  /// g1 = m3 / m2^(3/2), moments divided by n (the g1 of Joanes & Gill 1998, The Statistician
  /// 47(1), 183-189, doi:10.1111/1467-9884.00122). The error by the delta method, see moments.cpp.
  Estimate skewness() const requires(kPowers >= 6);

 private:
  void note_equality(const double* row, int count);
  std::array<double, kPowers + 1> central_moments() const;

  double centre_;
  std::optional<double> first_;  ///< one of the finite values
  bool all_equal_ = true;        ///< whether every finite value equals it
  std::uint64_t count_ = 0, absent_ = 0;
  int powers_in_range_ =
      kPowers;  ///< a block's sum of a higher power was beyond the largest double
  std::array<ExactSum, kPowers> sums_;
};

using Moments = PowerMoments<6>;      ///< all three statistics
using MeanMoments = PowerMoments<2>;  ///< the mean and its error alone: a third of the work

extern template class PowerMoments<6>;
extern template class PowerMoments<2>;

}  // namespace landfall::summary
