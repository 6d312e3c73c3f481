// Pearson's chi-square test of draws against a distribution, by cells of equal probability.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <vector>

namespace landfall::test {

/// The probability of a statistic at least this large when the draws are right. `edges` ascending
/// cut the line into edges.size() + 1 cells with probability 1 / (edges.size() + 1) each.
inline double chi_square_p_value(const std::vector<double>& draws,
                                 const std::vector<double>& edges) {
  std::vector<double> counts(edges.size() + 1, 0.0);
  for (const double draw : draws)
    ++counts[static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), draw) -
                                      edges.begin())];
  const double expected = static_cast<double>(draws.size()) / static_cast<double>(counts.size());
  double statistic = 0;
  for (const double count : counts) statistic += (count - expected) * (count - expected) / expected;
  return boost::math::gamma_q(0.5 * static_cast<double>(edges.size()), 0.5 * statistic);
}

/// The false-alarm rate of five standard errors.
inline constexpr double kRejectBelow = 5.7e-7;

}  // namespace landfall::test
