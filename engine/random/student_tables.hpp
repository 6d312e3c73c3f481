// What a t copula needs before the first path: its tables.
#pragma once

#include <vector>

#include "random/student_copula.hpp"
#include "random/table_marginal.hpp"

namespace landfall::random {

/// Degrees of freedom that a t copula may have.
inline constexpr double kCopulaDegreesMin = 1, kCopulaDegreesMax = 1e6;

/// The largest c of the table of scores, whose score is kScoreMax.
double student_reach(double df);

/// The normal score z = g(c) of c = sqrt(df log(1 + t^2 / df)), as a table over c from -reach to
/// reach, like those of score_tables.hpp:
///
///     dz/dc = (f(t) / phi(z)) dt/dc,  dt/dc = c (df + t^2) / (df t)
///     d log(dz/dc) / dc = 1/c - c/t^2 - c + z dz/dc
///
/// f is the density of t. Error: below 1e-12; student_copula_test.cpp measures it.
std::vector<double> student_score_table(double df);

/// The kernel of a t copula; its tables go into `tables`. df within the limits above.
StudentKernel compile_student_copula(double df, MarginalTables& tables);

}  // namespace landfall::random
