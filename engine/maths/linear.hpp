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

/// The inverse of a symmetric matrix, symmetric again. Requires that it has one.
Matrix inverse(const Matrix& symmetric);

/// The correlation matrix (diagonal 1, no eigenvalue below -1e-12) nearest to a symmetric matrix
/// with diagonal 1, in the Frobenius norm.
///
/// Alternating projections onto the positive semidefinite matrices and those of unit diagonal, the
/// former with Dykstra's correction: Higham (2002), IMA Journal of Numerical Analysis 22(3),
/// 329-343, algorithm 3.3 (not checked). Ends when a step changes no entry by 1e-13, or after 2000;
/// what then is left below zero is lifted, and the diagonal scaled back to 1.
Matrix nearest_correlation(const Matrix& symmetric);

/// The lower triangular L with L L' = the matrix: row k depends on the leading (k + 1) x (k + 1)
/// part alone, so a member added last changes no row before its own.
///
/// Requires a positive semidefinite matrix, finite and symmetric. A pivot below 1e-14 of its
/// diagonal entry counts as zero and leaves a column of zeros: perfect correlation is allowed.
Matrix cholesky(const Matrix& positive_semidefinite);

}  // namespace landfall::maths
