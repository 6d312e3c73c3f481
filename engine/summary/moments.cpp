#include "summary/moments.hpp"

#include <algorithm>
#include <cmath>

#include "base/archive.hpp"
#include "base/contract.hpp"
#include "base/lanes.hpp"
#include "base/language.hpp"
#include "summary/block_sum.hpp"
#include "summary/presence.hpp"
#include "summary/widening.hpp"

namespace landfall::summary {
namespace {

Estimate missing(const char* reason) {
  return {.missing = reason};
}

// A number that no double can hold must not be printed as one.
Estimate checked(double value, double error) {
  if (!is_present(value) || !is_present(error))
    return missing(noted("beyond the range of a double"));
  return {.value = value, .error = error};
}

// The tree_sum of each power from 1 to kPowers, in one pass that forms the powers and the first
// level.
template <int kPowers>
std::array<double, kPowers> power_sums(const double* x) {
  constexpr int kHalf = kLanes / 2;
  double half[kPowers][kHalf];
  for (int lane = 0; lane < kHalf; ++lane) {
    const double a = x[lane], b = x[lane + kHalf];
    double a_power = a, b_power = b;
    half[0][lane] = a + b;
    for (int k = 1; k < kPowers; ++k) {
      a_power *= a;
      b_power *= b;
      half[k][lane] = a_power + b_power;
    }
  }
  std::array<double, kPowers> sums;
  for (int k = 0; k < kPowers; ++k) {
    fold_halves<kHalf>(half[k]);
    sums[k] = half[k][0];
  }
  return sums;
}

}  // namespace

double block_mean(const double* row, int count) {
  EXPECTS(count >= 0 && count <= kLanes);
  double padded[kLanes] = {};
  int present = 0;
  for (int lane = 0; lane < count; ++lane) {
    if (!is_present(row[lane])) continue;
    padded[lane] = row[lane];
    ++present;
  }
  const double mean = tree_sum(padded) / std::max(present, 1);
  return is_present(mean) ? mean : 0;
}

template <int kPowers>
PowerMoments<kPowers>::PowerMoments(double centre) : centre_(centre) {
  EXPECTS(is_present(centre));
}

template <int kPowers>
void PowerMoments<kPowers>::add_block(const double* row, int count) {
  EXPECTS(count >= 0 && count <= kLanes);
  double deviation[kLanes];
  for (int lane = 0; lane < count; ++lane) deviation[lane] = row[lane] - centre_;
  for (int lane = count; lane < kLanes; ++lane) deviation[lane] = 0;
  int present = count;
  std::array<double, kPowers> sums = power_sums<kPowers>(deviation);
  if (!is_present(sums[0])) {  // some lane is absent, or the sum is beyond the largest double
    for (int lane = 0; lane < count; ++lane) {
      if (is_present(row[lane])) continue;
      deviation[lane] = 0;
      --present;
    }
    sums = power_sums<kPowers>(deviation);
  }
  note_equality(row, count);
  count_ += static_cast<std::uint64_t>(present);
  absent_ += static_cast<std::uint64_t>(count - present);
  for (int k = 0; k < powers_in_range_; ++k) {
    if (is_present(sums[k]))
      sums_[k].add(sums[k]);
    else
      powers_in_range_ = k;
  }
}

// Costs nothing once two values differ.
template <int kPowers>
void PowerMoments<kPowers>::note_equality(const double* row, int count) {
  for (int lane = 0; lane < count && all_equal_; ++lane) {
    if (!is_present(row[lane])) continue;
    if (!first_) first_ = row[lane] + 0.0;
    all_equal_ = row[lane] == *first_;
  }
}

template <int kPowers>
void PowerMoments<kPowers>::merge(const PowerMoments& other) {
  EXPECTS(centre_ == other.centre_);
  if (!first_) first_ = other.first_;
  all_equal_ = all_equal_ && other.all_equal_ && (!other.first_ || first_ == other.first_);
  count_ += other.count_;
  absent_ += other.absent_;
  powers_in_range_ = std::min(powers_in_range_, other.powers_in_range_);
  for (int k = 0; k < kPowers; ++k) sums_[k].merge(other.sums_[k]);
}

// Only what results depend on, which is the same for any order of adding and merging: not which
// value came first where they differ, nor sums of powers that left the range of a double.
template <int kPowers>
void PowerMoments<kPowers>::keep(Archive& archive) {
  archive.same_real(centre_);
  archive.number(count_, kPathsMost);
  archive.number(absent_, kPathsMost);
  archive.number(all_equal_);
  archive.require(all_equal_ || count_ > 1);
  if (archive.loading()) first_.reset();
  if (all_equal_ && count_ > 0) {
    double first = first_.value_or(0);
    archive.real(first);
    archive.require(is_present(first));
    first_ = first;
  }
  auto powers = static_cast<std::uint32_t>(powers_in_range_);
  archive.number(powers, std::uint32_t{kPowers});
  powers_in_range_ = static_cast<int>(powers);
  if (archive.loading()) sums_ = {};
  for (int k = 0; k < powers_in_range_; ++k) sums_[k].keep(archive);
}

// About the mean, from those about the centre:  mu_k = sum_j binomial(k, j) (-d)^j m'_(k-j), with
// d = m'_1 the distance from centre to mean and m'_0 = 1. Element k is mu_k, divided by n.
template <int kPowers>
std::array<double, kPowers + 1> PowerMoments<kPowers>::central_moments() const {
  const double n = static_cast<double>(count_);
  std::array<double, kPowers + 1> about_centre{}, about_mean{};
  about_centre[0] = 1;
  for (int k = 1; k <= powers_in_range_; ++k) about_centre[k] = sums_[k - 1].value() / n;

  for (int k = 0; k <= powers_in_range_; ++k) {
    double coefficient = 1;  // binomial(k, j) (-d)^j
    for (int j = 0; j <= k; ++j) {
      about_mean[k] += coefficient * about_centre[k - j];
      coefficient *= -about_centre[1] * (k - j) / (j + 1);
    }
  }
  return about_mean;
}

template <int kPowers>
Estimate PowerMoments<kPowers>::mean() const {
  if (count_ == 0) return missing(noted("no path has a value"));
  if (count_ == 1) return missing(noted("one path alone gives no error"));
  if (all_equal_) return checked(*first_, 0);
  if (powers_in_range_ < 2) return missing(noted("beyond the range of a double"));
  const double n = static_cast<double>(count_);
  const double variance = std::max(0.0, central_moments()[2]) * n / (n - 1);
  return checked(centre_ + sums_[0].value() / n, std::sqrt(variance / n));
}

template <int kPowers>
Estimate PowerMoments<kPowers>::sd() const requires(kPowers >= 4) {
  if (count_ == 0) return missing(noted("no path has a value"));
  if (count_ == 1) return missing(noted("one path alone has no spread"));
  if (all_equal_) return checked(0, 0);
  if (powers_in_range_ < 4) return missing(noted("beyond the range of a double"));
  const double n = static_cast<double>(count_);
  const auto mu = central_moments();
  const double spread = std::max(0.0, mu[4] - mu[2] * mu[2]);  // the variance of (x - mean)^2
  const double error = std::sqrt(spread / n / (4 * mu[2]));
  double widening = 1;
  if constexpr (kPowers >= 6) {
    if (powers_in_range_ >= 6 && spread > 0)
      widening =
          skewness_widening(spread, mu[6] - 3 * mu[4] * mu[2] + 2 * mu[2] * mu[2] * mu[2], n);
  }
  return checked(std::sqrt(mu[2] * n / (n - 1)), error * widening);
}

// With z = (x - mean) / sigma, a value moves g1 by its influence  z^3 - g1 - 3 z - (3/2) g1 (z^2 -
// 1). The variance of that, with a_k = E[z^k] and a_3 = g1, is
//
//     a_6 - 6 a_4 + 9 + g1^2 (35/4 + (9/4) a_4) - 3 g1 a_5
//
// and 6 for a normal distribution. Divided by n it is the square of the error. It is the delta
// method on (m2, m3) with the covariances of central moments in Cramer 1946, Mathematical Methods
// of Statistics, section 28 (not checked); moments_test.cpp tries it by replication.
template <int kPowers>
Estimate PowerMoments<kPowers>::skewness() const requires(kPowers >= 6) {
  if (count_ == 0) return missing(noted("no path has a value"));
  if (count_ < 3) return missing(noted("fewer than three paths have no shape"));
  if (all_equal_) return missing(noted("all paths are equal"));
  if (powers_in_range_ < 6) return missing(noted("beyond the range of a double"));
  const auto mu = central_moments();
  const double sigma = std::sqrt(mu[2]);
  const double sigma3 = sigma * sigma * sigma;
  const double g1 = mu[3] / sigma3;
  const double a4 = mu[4] / (mu[2] * mu[2]);
  const double a5 = mu[5] / (sigma3 * mu[2]);
  const double a6 = mu[6] / (sigma3 * sigma3);
  const double variance = a6 - 6 * a4 + 9 + g1 * g1 * (35.0 / 4 + 9.0 / 4 * a4) - 3 * g1 * a5;
  return checked(g1, std::sqrt(std::max(0.0, variance) / static_cast<double>(count_)));
}

template class PowerMoments<6>;
template class PowerMoments<2>;

}  // namespace landfall::summary
