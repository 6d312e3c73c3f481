// The parts of a path as the kernels of one instruction set have them, and the processor's limits.
#pragma once

#include <cstdint>

#include "base/lanes.hpp"

namespace landfall::bench {

/// What the parts read and write. One part touches few of these rows: they stay in the nearest
/// cache.
struct PartRows {
  static constexpr int kLong =
      1 << 14;  ///< values of 128 KB, beyond that cache and within the next

  alignas(64) std::uint32_t words[4 * kWidth];
  alignas(64) double about_one[4][kTile * kWidth];  ///< between 0.9 and 1.1
  alignas(64) double out[6][kTile * kWidth];
  alignas(64) double many[2][kLong];
  double now_years[kTile];
  std::uint64_t path;
};

struct Part {
  const char* name;
  void (*run)(PartRows& rows);
  int results;  ///< of one call
};

struct Parts {
  const Part* parts;
  int count;
};

extern const Parts parts_baseline;
#ifdef LANDFALL_HAS_X86_KERNELS
extern const Parts parts_avx2, parts_avx512;
#endif

}  // namespace landfall::bench
