// The HDR counter-based generator of SIPmath libraries: trial by trial the numbers that a
// spreadsheet computes.
#pragma once

#include <cstdint>

namespace landfall::random {

/// What tells one stream of a library from another, each a whole number from 0 to kHdrSeedMax.
struct HdrSeeds {
  std::uint64_t variable, entity, seed3, seed4;
};

/// Together with 1e12 trials no sum below passes 64 bits.
static const std::uint64_t kHdrSeedMax = 100'000'000'000;

/// The word R of a trial, counted from 1; u = (R + 1/2) / 2^32. With t the trial and x the seeds
///
///     p = K mod (((2499997 t + 1800451 x1 + 2000371 x2 + 1796777 x3 + 2299603 x4) mod 7450589)
///                * 4658 + 7450581)                                            K = 10^15 - 11
///     q = K mod (((2246527 t + 2399993 x1 + 2100869 x2 + 1918303 x3 + 1624729 x4) mod 7450987)
///                * 7580 + 7560584)
///     R = ((383 p mod 99991) * 7440893 + (17669 q mod 7440893)) * 1343 mod 2^32
///
/// Whole numbers throughout, below 2^63. Source: Hubbard (2019), A Multi-Dimensional,
/// Counter-Based Pseudo Random Number Generator as a Standard for Monte Carlo Simulations, Winter
/// Simulation Conference (not checked; checked against the trials that SIPmath's published schema
/// prints).
static inline std::uint32_t hdr_word(const HdrSeeds& seeds, std::uint64_t trial) {
  const std::uint64_t whole = 999'999'999'999'989;
  const std::uint64_t first = (2499997 * trial + 1800451 * seeds.variable + 2000371 * seeds.entity +
                               1796777 * seeds.seed3 + 2299603 * seeds.seed4) %
                              7450589;
  const std::uint64_t second =
      (2246527 * trial + 2399993 * seeds.variable + 2100869 * seeds.entity + 1918303 * seeds.seed3 +
       1624729 * seeds.seed4) %
      7450987;
  const std::uint64_t p = whole % (first * 4658 + 7450581);
  const std::uint64_t q = whole % (second * 7580 + 7560584);
  return static_cast<std::uint32_t>(((383 * p % 99991) * 7440893 + 17669 * q % 7440893) * 1343);
}

/// u of `count` trials from first_trial on, and v = 1 - u, both exact.
static inline void hdr_row(const HdrSeeds& seeds, std::uint64_t first_trial, double* __restrict u,
                           double* __restrict v, int count) {
  for (int i = 0; i < count; ++i) {
    const std::uint32_t word = hdr_word(seeds, first_trial + static_cast<std::uint64_t>(i));
    u[i] = (word + 0.5) * 0x1p-32;
    v[i] = 1 - u[i];
  }
}

}  // namespace landfall::random
