// Tables x = g(z) over the normal score z, for the families without an elementary quantile.
#pragma once

#include <vector>

namespace landfall::random {

// Each table has nodes z = -kScoreMax + i h, i = 0..cells, and each node {y, h dy/dz, h^2/2
// d2y/dz2}, y the number that `interpolate` (marginal_kernel.hpp) gives back. Nodes are found from
// their neighbours by one or two steps of Halley's method (tail_solver.hpp), the lower half by the
// lower tail, the upper by the upper.

/// Cells of a pert or beta table whose smaller shape parameter is `shape`.
int beta_cells(double shape);

/// The beta distribution on [low, high], y = x.
///
/// In w = log(x / (1 - x)) the lower tail's logarithm is concave and nearly linear; the derivatives
/// follow from the density:
///
///     dw/dz = phi(z) / P,  P = x^a (1-x)^b / B(a, b)      d log P / dw = a (1 - x) - b x
///
/// Error of interpolation: below 1e-11 (high - low) for a, b >= 0.1; table_marginal_test.cpp
/// measures it.
std::vector<double> beta_table(double a, double b, double low, double high, int cells);

/// Cells of a gamma table.
int gamma_cells(double shape);

/// The gamma distribution, y = log x: at small shapes x spans hundreds of powers of ten, its
/// logarithm a parabola of z below and a logarithm of z above.
///
///     dy/dz = phi(z) / P,  P = x^a e^-x / Gamma(a) at scale 1      d log P / dy = a - x
///
/// Error: below 1e-12 of x for shapes from 0.01 to 1e6 and x >= 1e-300; score_tables_test.cpp
/// measures it.
std::vector<double> gamma_table(double shape, double scale, int cells);

/// Cells of a Student t table: in the tails log x grows like z^2 / (2 df).
int student_cells(double df);

/// Student's t distribution with df > 1, y = x = mean + scale t.
///
///     dt/dz = phi(z) / f(t)      d log f / dt = -(df + 1) t / (df + t^2)
///
/// Error: below 1e-12 (scale + |x - mean|) + 2^-53 |x|; score_tables_test.cpp measures it.
std::vector<double> student_table(double mean, double scale, double df, int cells);

/// t at the score z, any from -37 to 37, solved for: what a table approximates, and beyond its end.
double student_at_score(double df, double z);

/// log x of a gamma of scale 1, and log(x / (1 - x)) of a beta, at the score z, solved for.
double gamma_at_score(double shape, double z);
double beta_at_score(double a, double b, double z);

}  // namespace landfall::random
