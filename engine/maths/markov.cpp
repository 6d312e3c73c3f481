#include "maths/markov.hpp"

#include "base/contract.hpp"
#include "maths/exp.hpp"

namespace landfall::maths {
namespace {

Matrix identity(int size) {
  Matrix one(size);
  for (int i = 0; i < size; ++i) one.at(i, i) = 1;
  return one;
}

Matrix product(const Matrix& left, const Matrix& right) {
  Matrix out(left.size);
  for (int row = 0; row < left.size; ++row)
    for (int column = 0; column < left.size; ++column)
      for (int k = 0; k < left.size; ++k)
        out.at(row, column) += left.at(row, k) * right.at(k, column);
  return out;
}

double leaving(const Matrix& rates, int state) {
  double sum = 0;
  for (int to = 0; to < rates.size; ++to) sum += to == state ? 0 : rates.at(state, to);
  return sum;
}

/// e^(-x) sum of x^k / k! B^k, x <= 1/2.
Matrix short_step(const Matrix& chances, double x) {
  Matrix power = identity(chances.size), sum(chances.size);
  double weight = exp(-x);
  for (int k = 1; weight > 1e-20; ++k) {
    for (std::size_t i = 0; i < sum.entries.size(); ++i)
      sum.entries[i] += weight * power.entries[i];
    power = product(power, chances);
    weight *= x / k;
  }
  return sum;
}

void scale_rows(Matrix& matrix) {
  for (int row = 0; row < matrix.size; ++row) {
    double sum = 0;
    for (int column = 0; column < matrix.size; ++column) sum += matrix.at(row, column);
    for (int column = 0; column < matrix.size; ++column) matrix.at(row, column) /= sum;
  }
}

}  // namespace

Matrix transition_matrix(const Matrix& rates, double years) {
  EXPECTS(years >= 0);
  double fastest = 0;
  for (int state = 0; state < rates.size; ++state)
    fastest = leaving(rates, state) > fastest ? leaving(rates, state) : fastest;
  if (fastest * years == 0) return identity(rates.size);
  Matrix chances(rates.size);
  for (int from = 0; from < rates.size; ++from) {
    for (int to = 0; to < rates.size; ++to) chances.at(from, to) = rates.at(from, to) / fastest;
    chances.at(from, from) = (fastest - leaving(rates, from)) / fastest;
  }
  double x = fastest * years;
  int squarings = 0;
  for (; x > 0.5; x /= 2) ++squarings;
  Matrix step = short_step(chances, x);
  for (int i = 0; i < squarings; ++i) {
    scale_rows(step);
    step = product(step, step);
  }
  scale_rows(step);
  return step;
}

bool is_irreducible(const Matrix& rates) {
  Matrix reached = rates;
  const int size = rates.size;
  for (int by = 0; by < size; ++by)
    for (int from = 0; from < size; ++from)
      for (int to = 0; to < size; ++to)
        if (reached.at(from, by) > 0 && reached.at(by, to) > 0) reached.at(from, to) = 1;
  for (int from = 0; from < size; ++from)
    for (int to = 0; to < size; ++to)
      if (from != to && !(reached.at(from, to) > 0)) return false;
  return true;
}

std::vector<double> stationary_shares(const Matrix& rates) {
  EXPECTS(is_irreducible(rates));
  Matrix left = rates;
  for (int last = rates.size - 1; last > 0; --last) {
    double sum = 0;
    for (int to = 0; to < last; ++to) sum += left.at(last, to);
    for (int from = 0; from < last; ++from) {
      left.at(from, last) /= sum;
      for (int to = 0; to < last; ++to)
        left.at(from, to) += left.at(from, last) * left.at(last, to);
    }
  }
  std::vector<double> shares = {1};
  double total = 1;
  for (int state = 1; state < rates.size; ++state) {
    double share = 0;
    for (int from = 0; from < state; ++from)
      share += shares[static_cast<std::size_t>(from)] * left.at(from, state);
    shares.push_back(share);
    total += share;
  }
  for (double& share : shares) share /= total;
  return shares;
}

}  // namespace landfall::maths
