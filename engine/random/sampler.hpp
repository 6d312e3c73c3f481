// Samplers: how the numbers that a path draws once are spread over the paths.
//
// Under Latin hypercube and Sobol sampling the paths are dealt out to kGroups independent
// randomisations: path i is point i / kGroups of randomisation i % kGroups, so that more paths keep
// the earlier ones, and the spread between randomisations tells the error of what they agree on.
#pragma once

#include <cstdint>

#include "random/uniform.hpp"

namespace landfall::random {

enum class Sampler : int { independent, antithetic, latin_hypercube, sobol };

/// Independent randomisations, and independent groups of antithetic pairs.
static const int kGroups = 16;

/// Columns of a generator matrix, and bits of a point.
static const int kDirections = 32;

/// SplitMix64's finaliser after a step of its counter: a bijection that mixes well.
static inline std::uint64_t mix_key(std::uint64_t key, std::uint64_t step) {
  std::uint64_t x = key + 0x9E3779B97F4A7C15u * (step + 1);
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

static inline std::uint32_t reverse_bits(std::uint32_t x) {
  x = ((x >> 1) & 0x55555555u) | ((x & 0x55555555u) << 1);
  x = ((x >> 2) & 0x33333333u) | ((x & 0x33333333u) << 2);
  x = ((x >> 4) & 0x0F0F0F0Fu) | ((x & 0x0F0F0F0Fu) << 4);
  x = ((x >> 8) & 0x00FF00FFu) | ((x & 0x00FF00FFu) << 8);
  return (x >> 16) | (x << 16);
}

/// Owen's nested scrambling by a hash: each bit of the result is the bit of x flipped or not by a
/// hash of the seed and the bits above it. x comes with its bits reversed, the result does not.
///
/// Sources: Owen 1995, in Monte Carlo and Quasi-Monte Carlo Methods, LNS 106, 299-317 (not
/// checked); by a hash: Laine & Karras 2011 and Burley 2020, Journal of Computer Graphics
/// Techniques 9(4), 1-20 (not checked); these constants: Vegdahl 2021, "Building a better LK hash",
/// as in Blender's Cycles. Two rounds, since a round of 32 bits of seed knows 2^32 scramblings.
static inline std::uint32_t owen_scramble(std::uint32_t x, std::uint32_t seed0,
                                          std::uint32_t seed1) {
  x ^= x * 0x3D20ADEAu;
  x += seed0;
  x *= (seed0 >> 16) | 1u;
  x ^= x * 0x05526C56u;
  x ^= x * 0x53A22864u;
  x ^= x * 0x3D20ADEAu;
  x += seed1;
  x *= (seed1 >> 16) | 1u;
  x ^= x * 0x05526C56u;
  x ^= x * 0x53A22864u;
  return reverse_bits(x);
}

/// Words of scrambled Sobol points: words[count] of the paths from first_path on, which is a
/// multiple of kGroups, and so is count. `directions` are kDirections columns, bits reversed (see
/// direction_numbers.hpp). Point n is the exclusive or of the columns where n has a bit; after 2^32
/// points of a randomisation it begins again under another scrambling.
static inline void sobol_words(const std::uint32_t* directions, std::uint64_t key,
                               std::uint64_t first_path, int count,
                               std::uint32_t* __restrict words) {
  std::uint32_t seed0[kGroups], seed1[kGroups];
  const std::uint64_t first_point = first_path / kGroups;
  for (int group = 0; group < kGroups; ++group) {
    const std::uint64_t seed =
        mix_key(mix_key(key, first_point >> 32), static_cast<std::uint64_t>(group));
    seed0[group] = static_cast<std::uint32_t>(seed);
    seed1[group] = static_cast<std::uint32_t>(seed >> 32);
  }
  for (int from = 0; from < count; from += kGroups) {
    std::uint32_t point = static_cast<std::uint32_t>(first_point +
                                                     static_cast<std::uint64_t>(from / kGroups)),
                  x = 0;
    for (int bit = 0; point != 0; ++bit, point >>= 1) x ^= (0u - (point & 1u)) & directions[bit];
    for (int group = 0; group < kGroups; ++group)
      words[from + group] = owen_scramble(x, seed0[group], seed1[group]);
  }
}

/// A permutation of [0, size), size < 2^62, that a key chooses.
struct Permutation {
  std::uint64_t size, mask;
  int half;  ///< of the bits of mask, rounded up
  std::uint64_t times[5], plus[5];
};

static inline Permutation permutation_of(std::uint64_t size, std::uint64_t key) {
  int bits = 1;
  while ((size - 1) >> bits != 0) ++bits;
  Permutation made{size, (std::uint64_t{1} << bits) - 1, (bits + 1) / 2, {}, {}};
  for (int round = 0; round < 5; ++round) {
    made.times[round] = mix_key(key, static_cast<std::uint64_t>(2 * round)) | 1;
    made.plus[round] = mix_key(key, static_cast<std::uint64_t>(2 * round + 1));
  }
  return made;
}

/// Where it moves index < size.
///
/// Five rounds of an odd multiplication, an addition and a shift, each a bijection of [0, 2^bits),
/// the smallest such range that holds size; what falls outside [0, size) is moved on (cycle
/// walking: Black & Rogaway 2002, CT-RSA, LNCS 2271, 114-130, not checked).
static inline std::uint64_t permuted(const Permutation* by, std::uint64_t index) {
  do {
    for (int round = 0; round < 5; ++round) {
      index = (index * by->times[round] + by->plus[round]) & by->mask;
      index ^= index >> by->half;
    }
  } while (index >= by->size);
  return index;
}

/// u and v = 1 - u of a Latin hypercube: each randomisation r has one point in each of its
/// N_r = (paths - r) / kGroups, rounded up, equal parts of (0, 1), in an order of its own. `words`
/// place a point within its part. u and v are each as fine as a double near 0, and never 0 or 1.
/// first_path and count are multiples of kGroups. Paths from `paths` on are none of the sample, and
/// repeat its points.
///
/// Source: McKay, Beckman & Conover 1979, Technometrics 21(2), 239-245,
/// doi:10.1080/00401706.1979.10489755 (not checked).
static inline void latin_units(std::uint64_t key, std::uint64_t first_path, std::uint64_t paths,
                               const std::uint32_t* words, int count, double* u, double* v) {
  const double most = 1 - 0x1p-53;
  for (int group = 0; group < kGroups; ++group) {
    const std::uint64_t g = static_cast<std::uint64_t>(group);
    const std::uint64_t parts = paths > g ? (paths - g + kGroups - 1) / kGroups : 1;
    const Permutation by = permutation_of(parts, mix_key(key, g));
    const double size = static_cast<double>(parts);
    for (int lane = group; lane < count; lane += kGroups) {
      const std::uint64_t point = (first_path + static_cast<std::uint64_t>(lane)) / kGroups;
      const std::uint64_t part = permuted(&by, point < parts ? point : point % parts);
      const double within = (words[lane] + 0.5) * 0x1p-32;
      const double low = (static_cast<double>(part) + within) / size;
      const double high = (static_cast<double>(parts - 1 - part) + (1 - within)) / size;
      u[lane] = low < most ? low : most;
      v[lane] = high < most ? high : most;
    }
  }
}

/// Give the second path of each pair the words of the first. first path and count are even.
static inline void pair_words(std::uint32_t* words, int count) {
  for (int lane = 0; lane < count; lane += 2) words[lane + 1] = words[lane];
}

/// Mirror the second path of each pair: u -> 1 - u.
static inline void mirror_units(double* u, double* v, int count) {
  for (int lane = 1; lane < count; lane += 2) {
    const double mirrored = v[lane];
    v[lane] = u[lane];
    u[lane] = mirrored;
  }
}

/// Mirror the second path of each pair: z -> -z.
static inline void mirror_scores(double* z, int count) {
  for (int lane = 1; lane < count; lane += 2) z[lane] = 0 - z[lane];
}

}  // namespace landfall::random
