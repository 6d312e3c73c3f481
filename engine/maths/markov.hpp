// Markov chains in continuous time: what their rates mean for a step, and in the long run.
#pragma once

#include <vector>

#include "maths/linear.hpp"

namespace landfall::maths {

/// Chances of being in state j after `years` from state i: the matrix exponential of the rates.
///
/// `rates` are the rates of change from row to column, 0 or more and finite; the diagonal is not
/// read. With q the largest rate of leaving and B = I + Q/q, a matrix of chances,
///
///     e^(Q t) = e^(-q t) sum over k of (q t)^k / k! B^k
///
/// taken at t / 2^s, where q t / 2^s <= 1/2, and squared s times: sums of terms of 0 or more, so
/// that nothing cancels. Uniformisation: Jensen (1953), Skandinavisk Aktuarietidskrift 36, 87-91
/// (not checked). Rows add up to 1. Error: below 1e-14 for q t up to 1000.
Matrix transition_matrix(const Matrix& rates, double years);

/// Whether every state can be reached from every other.
bool is_irreducible(const Matrix& rates);

/// Shares of time that the chain spends in each state in the long run. Requires that it is
/// irreducible. By elimination without subtractions: Grassmann, Taksar & Heyman (1985), Operations
/// Research 33(5), 1107-1116 (not checked).
std::vector<double> stationary_shares(const Matrix& rates);

}  // namespace landfall::maths
