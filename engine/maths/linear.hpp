// Symmetric matrices of correlations: their eigenvalues and their Cholesky factors.
#pragma once

#include <cstddef>
#include <vector>

namespace landfall::maths {

/// A square matrix, row by row.
struct Matrix {
  int size = 0;
  std::vector<double> entries;

  Matrix() = default;
  explicit Matrix(int rows) : size(rows), entries(static_cast<std::size_t>(rows) * rows) {}
  double& at(int row, int column) { return entries[index(row, column)]; }
  double at(int row, int column) const { return entries[index(row, column)]; }

 private:
  std::size_t index(int row, int column) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(size) +
           static_cast<std::size_t>(column);
  }
};

/// Eigenvalues, ascending. Requires finite and symmetric entries (Eigen checks neither).
std::vector<double> eigenvalues(const Matrix& symmetric);

/// Whether no eigenvalue lies below -tolerance. Requires what `eigenvalues` does.
bool is_positive_semidefinite(const Matrix& symmetric, double tolerance = 1e-10);

/// The lower triangular L with L L' = the matrix: row k depends on the leading (k + 1) x (k + 1)
/// part alone, so a member added last changes no row before its own.
///
/// Requires a positive semidefinite matrix, finite and symmetric. A pivot below 1e-14 of its
/// diagonal entry counts as zero and leaves a column of zeros: perfect correlation is allowed.
Matrix cholesky(const Matrix& positive_semidefinite);

}  // namespace landfall::maths
