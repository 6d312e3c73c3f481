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

}  // namespace landfall::random
