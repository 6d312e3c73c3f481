// Random words as uniform numbers in (0, 1), never 0 and never 1.
#pragma once

#include <cstdint>

#include "maths/bits.hpp"

namespace landfall::random {

/// u = (k + 1/2) / 2^52 with k the top 52 bits of the 64-bit word (w1, w0), and v = 1 - u: both
/// exact, so that a tail near 1 is as fine as one near 0. Arrays of `count` lanes.
static inline void unit_from_words(const std::uint32_t* __restrict w0,
                                   const std::uint32_t* __restrict w1, double* __restrict u,
                                   double* __restrict v, int count) {
  const std::uint64_t one = 0x3FF0000000000000u;
  for (int lane = 0; lane < count; ++lane) {
    const std::uint64_t word = (static_cast<std::uint64_t>(w1[lane]) << 32) | w0[lane];
    // 1 + k / 2^52, less 1 - 2^-53: exact.
    u[lane] = maths::double_of((word >> 12) | one) - (1.0 - 0x1p-53);
    v[lane] = 1.0 - u[lane];
  }
}

/// u = (w + 1/2) / 2^32, exact.
static inline void unit_from_word(const std::uint32_t* __restrict w, double* __restrict u,
                                  int count) {
  const std::uint64_t one = 0x3FF0000000000000u;
  for (int lane = 0; lane < count; ++lane) {
    const std::uint64_t word = w[lane];
    u[lane] = maths::double_of((word << 20) | one) - (1.0 - 0x1p-33);
  }
}

}  // namespace landfall::random
