#include "random/direction_numbers.hpp"

#include <algorithm>
#include <bit>

#include "base/contract.hpp"

namespace landfall::random {
namespace {

/// A set of vectors over GF(2), each reduced by the others' leading bits.
struct Basis {
  std::array<std::uint32_t, kDirections> of_bit{};

  /// Take the vector in; false if it depends on those taken before.
  bool add(std::uint32_t x) {
    while (x != 0) {
      const int lead = std::countr_zero(x);
      if (of_bit[lead] == 0) {
        of_bit[lead] = x;
        return true;
      }
      x ^= of_bit[lead];
    }
    return false;
  }
};

/// The first `count` rows of the matrix within its first m columns, the first digit first; bit j is
/// column j.
std::array<std::uint32_t, kDirections> rows_of(const Directions& directions, int m, int count) {
  std::array<std::uint32_t, kDirections> rows{};
  for (int row = 0; row < count; ++row)
    for (int column = row; column < m; ++column)
      rows[row] |= (directions[column] >> (31 - row) & 1u) << column;
  return rows;
}

}  // namespace

Directions directions_of(std::uint64_t name, std::uint32_t salt) {
  Directions directions;
  directions[0] = 1u << 31;
  const std::uint64_t salted = mix_key(name, salt);
  for (int j = 1; j < kDirections; ++j)
    directions[j] =
        (1u << (31 - j)) |
        (static_cast<std::uint32_t>(mix_key(salted, static_cast<std::uint64_t>(j)) >> 32)
         << (32 - j));
  return directions;
}

Directions reversed(const Directions& directions) {
  Directions all;
  for (int j = 0; j < kDirections; ++j) all[j] = reverse_bits(directions[j]);
  return all;
}

int joint_strength(const Directions& a, const Directions& b, int m, int most) {
  EXPECTS(m >= 1 && m <= kDirections && most >= 0);
  int strength = std::min(m, most);
  const auto rows_a = rows_of(a, m, strength), rows_b = rows_of(b, m, strength);
  Basis of_a;  // the first j rows of a
  for (int j = 0; j <= strength; ++j) {
    if (j > 0) of_a.add(rows_a[j - 1]);
    Basis both = of_a;
    for (int k = 1; j + k <= strength; ++k)
      if (!both.add(rows_b[k - 1])) strength = j + k - 1;
  }
  return strength;
}

bool go_together(const Directions& a, const Directions& b) {
  return joint_strength(a, b, 10, 2) == 2 && joint_strength(a, b, 13, 3) == 3 &&
         joint_strength(a, b, 16, 4) == 4;
}

}  // namespace landfall::random
