// The bits of a double as an integer, and back.
#pragma once

#include <cstdint>
#include <cstring>

namespace landfall::maths {

[[gnu::always_inline]] static inline std::uint64_t bits_of(double value) {
  std::uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

[[gnu::always_inline]] static inline double double_of(std::uint64_t bits) {
  double value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

}  // namespace landfall::maths
