// Assertions about samples. Each allows five standard errors: a right engine fails one fresh seed
// in 1.7 million.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>

#include "summary/moments.hpp"
#include "summary/results.hpp"

namespace landfall::test {

inline constexpr double kErrorsAllowed = 5;

/// The estimate exists, and the truth lies within five of its errors.
inline ::testing::AssertionResult estimates(double truth, const summary::Estimate& estimate) {
  if (!estimate.exists()) return ::testing::AssertionFailure() << "missing: " << estimate.missing;
  const double misses_by = std::abs(estimate.value - truth) / estimate.error;
  if (misses_by < kErrorsAllowed || estimate.value == truth) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << estimate.value << " is " << misses_by << " errors from "
                                       << truth << " (error " << estimate.error << ")";
}

/// The sample's mean is right.
template <int kPowers>
::testing::AssertionResult mean_is(double truth, const summary::PowerMoments<kPowers>& sample) {
  return estimates(truth, sample.mean()) << ", mean of n " << sample.count();
}

/// The sample's standard deviation is right.
template <int kPowers>
::testing::AssertionResult sd_is(double truth, const summary::PowerMoments<kPowers>& sample) {
  return estimates(truth, sample.sd()) << ", sd of n " << sample.count();
}

/// `hits` of n independent trials agree with a chance of `truth`, 0 < truth < 1.
inline ::testing::AssertionResult share_is(double truth, std::uint64_t hits, std::uint64_t n) {
  const double trials = static_cast<double>(n);
  const double share = static_cast<double>(hits) / trials;
  const double error = std::sqrt(truth * (1 - truth) / trials);
  return estimates(truth, {.value = share, .error = error}) << ", share of n " << n;
}

}  // namespace landfall::test
