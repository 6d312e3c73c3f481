// The bits of a double as an integer, and back.
#pragma once

#include <cstdint>
#include <cstring>

namespace landfall::maths {

static inline std::uint64_t bits_of(double value) {
  std::uint64_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

static inline double double_of(std::uint64_t bits) {
  double value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

}  // namespace landfall::maths
