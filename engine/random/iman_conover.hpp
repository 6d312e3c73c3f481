// Samples put into an order in which they move together, each keeping its values.
#pragma once

#include <cstdint>
#include <vector>

#include "maths/linear.hpp"

namespace landfall::random {

/// Van der Waerden scores Phi^-1(i / (n + 1)) of the ranks i = 1 to n.
std::vector<double> rank_scores(std::size_t n);

/// One column of trials: its values, each used once, and the key of the stream that shuffles it.
struct Margin {
  std::vector<double> values;
  std::uint64_t key = 0;
};

/// The margins reordered, all of n >= 2 values, so that the normal scores of their ranks have about
/// the correlation asked for: row i of all columns together is trial i.
///
///     M    n x k, the scores of the ranks 1 to n, each column shuffled
///     T    the correlation of M's columns, Q Q' = T;  P P' = scores
///     M* = M Q'^-1 P'  has exactly the correlation asked for, and each margin takes M*'s ranks
///
/// Iman & Conover (1982), Communications in Statistics - Simulation and Computation 11(3), 311-334,
/// doi:10.1080/03610918208812265 (not checked). Q and P are triangular, so a margin added last
/// leaves the others as they were. `scores` is positive semidefinite with a diagonal of 1.
std::vector<std::vector<double>> reorder(const std::vector<Margin>& margins,
                                         const maths::Matrix& scores);

}  // namespace landfall::random
