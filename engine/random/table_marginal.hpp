// Marginals made ready to draw from; those without an elementary quantile get a table.
#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "random/marginal.hpp"
#include "random/marginal_kernel.hpp"

namespace landfall::random {

/// Owns the numbers that kernels point to; they stay where they are as long as it lives.
class MarginalTables {
 public:
  MarginalTables() = default;
  MarginalTables(const MarginalTables&) = delete;
  MarginalTables& operator=(const MarginalTables&) = delete;
  MarginalTables(MarginalTables&&) = default;
  MarginalTables& operator=(MarginalTables&&) = default;

  const double* keep(std::vector<double> numbers);

 private:
  std::deque<std::vector<double>> kept_;
};

/// The kernel of a marginal; its tables go into `tables`. Requires truncation_mass > 0.
MarginalKernel compile_marginal(const Marginal& marginal, MarginalTables& tables);

/// Cells of a pert or beta table whose smaller shape parameter is `shape`.
int table_cells(double shape);

/// The beta distribution on [low, high] as x = g(z) at the nodes z = -kScoreMax + i h, i =
/// 0..cells, each node {x, h dx/dz, h^2/2 d2x/dz2}.
///
/// In w = log(x / (1 - x)) the lower tail's logarithm is concave and nearly linear, so each node is
/// found from its neighbour by one or two steps of Halley's method, the lower half by I_x(a, b),
/// the upper by its complement; the derivatives follow from the density:
///
///     dw/dz = phi(z) / P,  P = x^a (1-x)^b / B(a, b)      d log P / dw = a (1 - x) - b x
///
/// Error of interpolation: below 1e-11 (high - low) for a, b >= 0.1; table_marginal_test.cpp
/// measures it.
std::vector<double> beta_table(double a, double b, double low, double high, int cells);

}  // namespace landfall::random
