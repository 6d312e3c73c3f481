#include "random/student_tables.hpp"

#include <cmath>
#include <utility>

#include "base/contract.hpp"
#include "maths/exp.hpp"
#include "maths/expm1.hpp"
#include "maths/student_t.hpp"
#include "random/score_tables.hpp"

namespace landfall::random {
namespace {

constexpr int kCells = 512;
constexpr double kSqrtTwoPi = 2.5066282746310002;

double t_of(double df, double c) {
  return std::sqrt(df * maths::expm1(c * c / df));
}

MarginalKernel on_table(std::vector<double> nodes, MarginalTables& tables) {
  MarginalKernel kernel{};
  kernel.size = static_cast<int>(nodes.size()) / kNodeSize - 1;
  kernel.table = tables.keep(std::move(nodes));
  return kernel;
}

}  // namespace

double student_reach(double df) {
  EXPECTS(df >= kCopulaDegreesMin && df <= kCopulaDegreesMax);
  const maths::StudentShape shape = maths::student_shape(df);
  double low = 8, high = 10;  // g(c) lies below c, and above 0.96 c
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = (low + high) / 2;
    const maths::StudentTails tails = maths::student_tails(shape, t_of(df, middle));
    (maths::normal_quantile(tails.lower, tails.upper) < kScoreMax ? low : high) = middle;
  }
  return high;
}

std::vector<double> student_score_table(double df) {
  const maths::StudentShape shape = maths::student_shape(df);
  const double h = 2 * student_reach(df) / kCells;
  std::vector<double> nodes(static_cast<std::size_t>(kCells + 1) * kNodeSize);
  const auto write = [&](int cell, double z, double z1, double z2) {
    double* node = nodes.data() + static_cast<std::ptrdiff_t>(cell) * kNodeSize;
    node[0] = z;
    node[1] = h * z1;
    node[2] = 0.5 * h * h * z2;
  };
  write(kCells / 2, 0, kSqrtTwoPi * maths::student_tails(shape, 0).density, 0);
  for (int i = 1; i <= kCells / 2; ++i) {
    const double c = i * h, t = t_of(df, c);
    const maths::StudentTails tails = maths::student_tails(shape, t);
    const double z = maths::normal_quantile(tails.lower, tails.upper);
    const double z1 = kSqrtTwoPi * maths::exp(z * z / 2) * tails.power * c * (1 / t / t + 1 / df);
    const double z2 = z1 * ((1 / c - c / t / t) - c + z * z1);
    write(kCells / 2 + i, z, z1, z2);
    write(kCells / 2 - i, -z, z1, -z2);
  }
  return nodes;
}

StudentKernel compile_student_copula(double df, MarginalTables& tables) {
  const double stretch = kScoreMax / student_reach(df);
  return {df * stretch * stretch, on_table(gamma_table(df / 2, 2, gamma_cells(df / 2)), tables),
          on_table(student_score_table(df), tables)};
}

}  // namespace landfall::random
