#include "random/iman_conover.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/contract.hpp"
#include "maths/normal_quantile.hpp"
#include "random/stream.hpp"

namespace landfall::random {
namespace {

/// A number below `count` from 64 bits of the stream; its bias is below count / 2^64.
std::uint64_t below(std::uint64_t count, Stream& words) {
  const std::uint64_t low = words(), high = words();
  return ((high << 32) | low) % count;
}

/// Scores in an order of their own (Fisher & Yates 1938, not checked).
std::vector<double> shuffled_scores(std::size_t n, std::uint64_t key) {
  std::vector<double> scores = rank_scores(n);
  Stream words(key, 0);
  for (std::size_t left = n; left > 1; --left)
    std::swap(scores[left - 1], scores[static_cast<std::size_t>(below(left, words))]);
  return scores;
}

/// Correlation of columns whose mean is 0 and whose sums of squares are equal.
maths::Matrix correlation_of(const std::vector<std::vector<double>>& columns) {
  const int size = static_cast<int>(columns.size());
  const auto product = [&](int a, int b) {
    const auto& x = columns[static_cast<std::size_t>(a)];
    const auto& y = columns[static_cast<std::size_t>(b)];
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
    return sum;
  };
  maths::Matrix matrix(size);
  for (int row = 0; row < size; ++row)
    for (int column = 0; column <= row; ++column)
      matrix.at(row, column) = matrix.at(column, row) =
          row == column
              ? 1
              : product(row, column) / std::sqrt(product(row, row) * product(column, column));
  return matrix;
}

/// M Q'^-1 P', row by row: solve Q a = m, then take P a.
void turn(std::vector<std::vector<double>>& columns, const maths::Matrix& from,
          const maths::Matrix& to) {
  const int size = from.size;
  std::vector<double> plain(columns.size());
  for (std::size_t trial = 0; trial < columns[0].size(); ++trial) {
    for (int row = 0; row < size; ++row) {
      double rest = columns[static_cast<std::size_t>(row)][trial];
      for (int k = 0; k < row; ++k) rest -= from.at(row, k) * plain[static_cast<std::size_t>(k)];
      const double pivot = from.at(row, row);
      plain[static_cast<std::size_t>(row)] = pivot == 0 ? 0 : rest / pivot;
    }
    for (int row = 0; row < size; ++row) {
      double sum = 0;
      for (int k = 0; k <= row; ++k) sum += to.at(row, k) * plain[static_cast<std::size_t>(k)];
      columns[static_cast<std::size_t>(row)][trial] = sum;
    }
  }
}

/// `values` in the order of `like`.
std::vector<double> ordered_like(std::vector<double> values, const std::vector<double>& like) {
  std::vector<std::size_t> order(like.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return like[a] < like[b]; });
  std::sort(values.begin(), values.end());
  std::vector<double> result(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) result[order[i]] = values[i];
  return result;
}

}  // namespace

std::vector<double> rank_scores(std::size_t n) {
  std::vector<double> scores(n);
  const double parts = static_cast<double>(n) + 1;
  for (std::size_t i = 0; i < n; ++i) {
    const double below = static_cast<double>(i + 1);
    scores[i] = maths::normal_quantile(below / parts, (parts - below) / parts);
  }
  return scores;
}

std::vector<std::vector<double>> reorder(const std::vector<Margin>& margins,
                                         const maths::Matrix& scores) {
  EXPECTS(!margins.empty() && scores.size == static_cast<int>(margins.size()));
  const std::size_t n = margins[0].values.size();
  EXPECTS(n >= 2);
  std::vector<std::vector<double>> columns;
  for (const Margin& margin : margins) {
    EXPECTS(margin.values.size() == n);
    columns.push_back(shuffled_scores(n, margin.key));
  }
  turn(columns, maths::cholesky(correlation_of(columns)), maths::cholesky(scores));
  std::vector<std::vector<double>> result;
  for (std::size_t i = 0; i < margins.size(); ++i)
    result.push_back(ordered_like(margins[i].values, columns[i]));
  return result;
}

}  // namespace landfall::random
