// Generator matrices of Sobol points, hashed from addresses instead of read from a table.
#pragma once

#include <array>
#include <cstdint>

#include "random/sampler.hpp"

namespace landfall::random {

/// Columns of a generator matrix, the highest bit first digit; column j belongs to bit j of a
/// point's number.
using Directions = std::array<std::uint32_t, kDirections>;

/// V_j = 2^(31 - j) | (hash(name, j) << (32 - j)).
///
/// The matrix is upper triangular with ones on its diagonal, so that any 2^m points that begin at a
/// multiple of 2^m have one in each of 2^m equal parts, as Sobol's have (1967, USSR Computational
/// Mathematics and Mathematical Physics 7(4), 86-112, not checked). `name` is a key of the address
/// that does not depend on the seed; each salt gives other columns.
Directions directions_of(std::uint64_t name, std::uint32_t salt);

/// The same with the bits of each column reversed, as sobol_words takes them.
Directions reversed(const Directions& directions);

/// How well 2^m points fill the unit square of two addresses: the largest s such that each of the
/// 2^s equal boxes 2^-j wide and 2^-(s - j) high, for every j, has its 2^(m - s) points.
///
/// s = m would be a (0, m, 2)-net. It is one less than the fewest of the first j rows of one matrix
/// and k rows of the other, j + k of them, that are linearly dependent over GF(2) in their first m
/// columns (Niederreiter 1987, Monatshefte Mathematik 104, 273-337, not checked). Searched no
/// further than `most`. 1 <= m <= 32.
int joint_strength(const Directions& a, const Directions& b, int m, int most = kDirections);

/// Whether two addresses go together: among 2^10 points joint strength 2, among 2^13 three, among
/// 2^16 four. One pair of hashed matrices in about 250 does not.
bool go_together(const Directions& a, const Directions& b);

}  // namespace landfall::random
