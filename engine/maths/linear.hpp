// Symmetric matrices of correlations: their eigenvalues and their Cholesky factors; least squares.
#pragma once

#include <cstddef>
#include <optional>
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

/// A matrix of any shape, row by row.
struct Table {
  int rows = 0, columns = 0;
  std::vector<double> entries;

  Table(int of_rows, int of_columns)
      : rows(of_rows),
        columns(of_columns),
        entries(static_cast<std::size_t>(of_rows) * static_cast<std::size_t>(of_columns)) {}
  double& at(int row, int column) {
    return entries[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) +
                   static_cast<std::size_t>(column)];
  }
};

/// The coefficients, one a column, whose products with the factors come closest to `wanted` (one a
/// row) in the sum of squares, by Householder's QR with pivoting; as many rows as columns: the
/// solution of the equations. Nothing where the columns depend on each other within rounding.
/// Requires at least as many rows as columns, at least one column, finite entries.
std::optional<std::vector<double>> least_squares(const Table& factors,
                                                 const std::vector<double>& wanted);

}  // namespace landfall::maths
