#include "maths/linear.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>

#include "base/contract.hpp"

namespace landfall::maths {
namespace {

bool is_finite_and_symmetric(const Matrix& matrix) {
  for (int row = 0; row < matrix.size; ++row) {
    for (int column = 0; column <= row; ++column) {
      const double entry = matrix.at(row, column);
      if (!(std::fabs(entry) <= 1e300) || entry != matrix.at(column, row)) return false;
    }
  }
  return true;
}

}  // namespace

std::vector<double> eigenvalues(const Matrix& symmetric) {
  EXPECTS(is_finite_and_symmetric(symmetric));
  if (symmetric.size == 0) return {};
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::Map<const RowMajor> entries(symmetric.entries.data(), symmetric.size,
                                           symmetric.size);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(entries, Eigen::EigenvaluesOnly);
  ENSURES(solver.info() == Eigen::Success);
  const Eigen::VectorXd& ascending = solver.eigenvalues();
  return {ascending.data(), ascending.data() + ascending.size()};
}

bool is_positive_semidefinite(const Matrix& symmetric, double tolerance) {
  return symmetric.size == 0 || eigenvalues(symmetric).front() >= -tolerance;
}

Matrix inverse(const Matrix& symmetric) {
  EXPECTS(is_finite_and_symmetric(symmetric));
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::Map<const RowMajor> entries(symmetric.entries.data(), symmetric.size,
                                           symmetric.size);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(entries);
  ENSURES(solver.info() == Eigen::Success);
  const Eigen::MatrixXd& vectors = solver.eigenvectors();
  const Eigen::MatrixXd whole =
      vectors * solver.eigenvalues().cwiseInverse().asDiagonal() * vectors.transpose();
  Matrix result(symmetric.size);
  for (int row = 0; row < symmetric.size; ++row)
    for (int column = 0; column < symmetric.size; ++column)
      result.at(row, column) = whole(std::max(row, column), std::min(row, column));
  return result;
}

Matrix nearest_correlation(const Matrix& symmetric) {
  EXPECTS(is_finite_and_symmetric(symmetric));
  const int size = symmetric.size;
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  Eigen::MatrixXd now = Eigen::Map<const RowMajor>(symmetric.entries.data(), size, size);
  Eigen::MatrixXd correction = Eigen::MatrixXd::Zero(size, size);
  // What is left of a symmetric matrix without the eigenvalues below `least`.
  const auto lifted = [](const Eigen::MatrixXd& from, double least) -> Eigen::MatrixXd {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(from);
    ENSURES(solver.info() == Eigen::Success);
    const Eigen::MatrixXd& vectors = solver.eigenvectors();
    const Eigen::MatrixXd half =
        vectors * solver.eigenvalues().cwiseMax(least).cwiseSqrt().asDiagonal();
    return half * half.transpose();
  };
  for (int step = 0; step < 2000; ++step) {
    const Eigen::MatrixXd uncorrected = now - correction;
    const Eigen::MatrixXd inside = lifted(uncorrected, 0);
    correction = inside - uncorrected;
    Eigen::MatrixXd next = inside;
    next.diagonal().setOnes();
    const double moved = (next - now).cwiseAbs().maxCoeff();
    now = next;
    if (moved < 1e-13) break;
  }
  now = lifted(now, 0);
  Matrix nearest(size);
  for (int row = 0; row < size; ++row)
    for (int column = 0; column < size; ++column)
      nearest.at(row, column) = row == column ? 1
                                              : now(std::max(row, column), std::min(row, column)) /
                                                    std::sqrt(now(row, row) * now(column, column));
  return nearest;
}

// Our own loop, because Eigen's LLT fails on a semidefinite matrix and its LDLT reorders the rows.
Matrix cholesky(const Matrix& positive_semidefinite) {
  EXPECTS(is_finite_and_symmetric(positive_semidefinite));
  Matrix lower(positive_semidefinite.size);
  for (int row = 0; row < lower.size; ++row) {
    for (int column = 0; column <= row; ++column) {
      double rest = positive_semidefinite.at(row, column);
      for (int k = 0; k < column; ++k) rest -= lower.at(row, k) * lower.at(column, k);
      if (column == row) {
        const bool is_zero = rest <= 1e-14 * positive_semidefinite.at(row, row);
        lower.at(row, row) = is_zero ? 0.0 : std::sqrt(rest);
      } else {
        const double pivot = lower.at(column, column);
        lower.at(row, column) = pivot == 0.0 ? 0.0 : rest / pivot;
      }
    }
  }
  return lower;
}

std::optional<std::vector<double>> least_squares(const Table& factors,
                                                 const std::vector<double>& wanted) {
  EXPECTS(factors.columns > 0 && factors.rows >= factors.columns);
  EXPECTS(wanted.size() == static_cast<std::size_t>(factors.rows));
  const auto finite = [](double entry) { return std::fabs(entry) <= 1e300; };
  EXPECTS(std::all_of(factors.entries.begin(), factors.entries.end(), finite));
  EXPECTS(std::all_of(wanted.begin(), wanted.end(), finite));
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::Map<const RowMajor> matrix(factors.entries.data(), factors.rows, factors.columns);
  const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(matrix);
  if (qr.rank() < factors.columns) return std::nullopt;
  const Eigen::VectorXd found =
      qr.solve(Eigen::Map<const Eigen::VectorXd>(wanted.data(), factors.rows));
  return std::vector<double>(found.data(), found.data() + found.size());
}

}  // namespace landfall::maths
