// Philox4x32-10: random words as a function of where they are needed, with no state to carry.
//
//     (word 0, ..., word 3) = philox(counter[4], key[2])
//
// Source: Salmon, Moraes, Dror & Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC'11,
// doi:10.1145/2063384.2063405. The words are integers, so every way of computing them below gives
// the same ones. docs/performance.md has the time of a word.
#pragma once

#include <cstdint>

#include "base/lanes.hpp"

#if defined(__AVX2__) || defined(__SSE2__)
#include <immintrin.h>
#endif

namespace landfall::random {

static const std::uint32_t kPhiloxMultiplier0 = 0xD2511F53u;
static const std::uint32_t kPhiloxMultiplier1 = 0xCD9E8D57u;
static const std::uint32_t kPhiloxBump0 = 0x9E3779B9u;  // 2^32 times the golden ratio
static const std::uint32_t kPhiloxBump1 = 0xBB67AE85u;  // 2^32 times sqrt(3) - 1
static const int kPhiloxRounds = 10;

/// Four words of one counter.
static inline void philox4x32(const std::uint32_t counter[4], const std::uint32_t key[2],
                              std::uint32_t out[4]) {
  std::uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
  std::uint32_t k0 = key[0], k1 = key[1];
  for (int round = 0; round < kPhiloxRounds; ++round) {
    const std::uint64_t product0 = std::uint64_t{kPhiloxMultiplier0} * c0;
    const std::uint64_t product1 = std::uint64_t{kPhiloxMultiplier1} * c2;
    c0 = static_cast<std::uint32_t>(product1 >> 32) ^ c1 ^ k0;
    c2 = static_cast<std::uint32_t>(product0 >> 32) ^ c3 ^ k1;
    c1 = static_cast<std::uint32_t>(product1);
    c3 = static_cast<std::uint32_t>(product0);
    k0 += kPhiloxBump0;
    k1 += kPhiloxBump1;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

#if defined(__SSE2__)
// A word sits in the low half of 64 bits, where the multiplication finds it and leaves the high and
// the low half of the product. The upper halves hold rubbish that no step reads, so nothing is ever
// masked.
#if defined(__AVX512F__) && defined(__AVX512VL__)
using PhiloxVector = __m512i;
static const int kPhiloxLanes = 8, kPhiloxVectors = 4;
static inline __m512i philox_set(std::uint64_t x) {
  return _mm512_set1_epi64(static_cast<long long>(x));
}
static inline __m512i philox_count() {
  return _mm512_set_epi64(7, 6, 5, 4, 3, 2, 1, 0);
}
static inline __m512i philox_add(__m512i a, __m512i b) {
  return _mm512_add_epi64(a, b);
}
static inline __m512i philox_multiply(__m512i a, __m512i b) {
  return _mm512_mul_epu32(a, b);
}
static inline __m512i philox_high(__m512i a) {
  return _mm512_srli_epi64(a, 32);
}
static inline __m512i philox_xor(__m512i a, __m512i b, __m512i c) {
  return _mm512_ternarylogic_epi64(a, b, c, 0x96);
}
static inline __m512i philox_load(const std::uint32_t* words) {
  return _mm512_cvtepu32_epi64(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(words)));
}
static inline void philox_store(std::uint32_t* words, __m512i a) {
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(words), _mm512_cvtepi64_epi32(a));
}
#elif defined(__AVX2__)
using PhiloxVector = __m256i;
static const int kPhiloxLanes = 4, kPhiloxVectors = 4;
static inline __m256i philox_set(std::uint64_t x) {
  return _mm256_set1_epi64x(static_cast<long long>(x));
}
static inline __m256i philox_count() {
  return _mm256_set_epi64x(3, 2, 1, 0);
}
static inline __m256i philox_add(__m256i a, __m256i b) {
  return _mm256_add_epi64(a, b);
}
static inline __m256i philox_multiply(__m256i a, __m256i b) {
  return _mm256_mul_epu32(a, b);
}
static inline __m256i philox_high(__m256i a) {
  return _mm256_srli_epi64(a, 32);
}
static inline __m256i philox_xor(__m256i a, __m256i b, __m256i c) {
  return _mm256_xor_si256(_mm256_xor_si256(a, b), c);
}
static inline __m256i philox_load(const std::uint32_t* words) {
  return _mm256_cvtepu32_epi64(_mm_loadu_si128(reinterpret_cast<const __m128i*>(words)));
}
static inline void philox_store(std::uint32_t* words, __m256i a) {
  const __m256i low = _mm256_permutevar8x32_epi32(a, _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(words), _mm256_castsi256_si128(low));
}
#else
using PhiloxVector = __m128i;
static const int kPhiloxLanes = 2, kPhiloxVectors = 2;
static inline __m128i philox_set(std::uint64_t x) {
  return _mm_set1_epi64x(static_cast<long long>(x));
}
static inline __m128i philox_count() {
  return _mm_set_epi64x(1, 0);
}
static inline __m128i philox_add(__m128i a, __m128i b) {
  return _mm_add_epi64(a, b);
}
static inline __m128i philox_multiply(__m128i a, __m128i b) {
  return _mm_mul_epu32(a, b);
}
static inline __m128i philox_high(__m128i a) {
  return _mm_srli_epi64(a, 32);
}
static inline __m128i philox_xor(__m128i a, __m128i b, __m128i c) {
  return _mm_xor_si128(_mm_xor_si128(a, b), c);
}
static inline __m128i philox_load(const std::uint32_t* words) {
  return _mm_unpacklo_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(words)),
                            _mm_setzero_si128());
}
static inline void philox_store(std::uint32_t* words, __m128i a) {
  _mm_storel_epi64(reinterpret_cast<__m128i*>(words), _mm_shuffle_epi32(a, 0x08));
}
#endif

/// One round on kPhiloxVectors vectors, which do not wait for each other.
[[gnu::always_inline]] static inline void philox_round(std::uint32_t key0, std::uint32_t key1,
                                                       PhiloxVector c[4][kPhiloxVectors]) {
  const PhiloxVector multiplier0 = philox_set(kPhiloxMultiplier0);
  const PhiloxVector multiplier1 = philox_set(kPhiloxMultiplier1);
  const PhiloxVector k0 = philox_set(key0), k1 = philox_set(key1);
  for (int i = 0; i < kPhiloxVectors; ++i) {
    const PhiloxVector product0 = philox_multiply(c[0][i], multiplier0);
    const PhiloxVector product1 = philox_multiply(c[2][i], multiplier1);
    c[0][i] = philox_xor(philox_high(product1), c[1][i], k0);
    c[2][i] = philox_xor(philox_high(product0), c[3][i], k1);
    c[1][i] = product1;
    c[3][i] = product0;
  }
}

/// The last `rounds` rounds of a key.
[[gnu::always_inline]] static inline void philox_rounds(std::uint64_t key, int rounds,
                                                        PhiloxVector c[4][kPhiloxVectors]) {
  const std::uint32_t first = static_cast<std::uint32_t>(kPhiloxRounds - rounds);
  std::uint32_t k0 = static_cast<std::uint32_t>(key) + first * kPhiloxBump0;
  std::uint32_t k1 = static_cast<std::uint32_t>(key >> 32) + first * kPhiloxBump1;
#pragma GCC unroll 10
  for (int round = 0; round < rounds; ++round) {
    philox_round(k0, k1, c);
    k0 += kPhiloxBump0;
    k1 += kPhiloxBump1;
  }
}
#endif

/// Words [from, count) of the rows of philox_rows, one lane at a time.
static inline void philox_rows_by_lane(std::uint64_t key, std::uint64_t first_path,
                                       std::uint32_t period_block, std::uint32_t index, int from,
                                       int count, std::uint32_t* words) {
  const std::uint32_t halves[2] = {static_cast<std::uint32_t>(key),
                                   static_cast<std::uint32_t>(key >> 32)};
  for (int lane = from; lane < count; ++lane) {
    const std::uint64_t path = first_path + static_cast<std::uint64_t>(lane);
    const std::uint32_t counter[4] = {static_cast<std::uint32_t>(path),
                                      static_cast<std::uint32_t>(path >> 32), period_block, index};
    std::uint32_t four[4];
    philox4x32(counter, halves, four);
    for (int i = 0; i < 4; ++i) words[i * count + lane] = four[i];
  }
}

/// Four words for each of `count` lanes: words[4][count], word by word.
/// The counter of a lane is {path low, path high, period_block, index}, path = first_path + lane;
/// the key's low half is key[0].
static inline void philox_rows(std::uint64_t key, std::uint64_t first_path,
                               std::uint32_t period_block, std::uint32_t index, int count,
                               std::uint32_t* words) {
  int done = 0;
#if defined(__SSE2__)
  const int step = kPhiloxLanes * kPhiloxVectors;
  const std::uint32_t path_low = static_cast<std::uint32_t>(first_path);
  // Unless the low half of the path wraps, only that half differs between lanes. Then half of the
  // first round and of the second is the same for all, and done once.
  if (path_low <= 0xFFFFFFFFu - static_cast<std::uint32_t>(count)) {
    const std::uint32_t k0 = static_cast<std::uint32_t>(key);
    const std::uint32_t k1 = static_cast<std::uint32_t>(key >> 32);
    const std::uint64_t first_product1 = std::uint64_t{kPhiloxMultiplier1} * period_block;
    const std::uint32_t first_c0 = static_cast<std::uint32_t>(first_product1 >> 32) ^
                                   static_cast<std::uint32_t>(first_path >> 32) ^ k0;
    const std::uint32_t first_c1 = static_cast<std::uint32_t>(first_product1);
    const std::uint64_t second_product0 = std::uint64_t{kPhiloxMultiplier0} * first_c0;
    const PhiloxVector multiplier0 = philox_set(kPhiloxMultiplier0);
    const PhiloxVector multiplier1 = philox_set(kPhiloxMultiplier1);
    const PhiloxVector none = philox_set(0), first_c2 = philox_set(index ^ k1);
    const PhiloxVector second_c0 = philox_set(first_c1 ^ (k0 + kPhiloxBump0));
    const PhiloxVector second_c2 =
        philox_set(static_cast<std::uint32_t>(second_product0 >> 32) ^ (k1 + kPhiloxBump1));
    const PhiloxVector second_c3 = philox_set(static_cast<std::uint32_t>(second_product0));
    PhiloxVector path = philox_add(philox_count(), philox_set(path_low));
    for (; done + step <= count; done += step) {
      PhiloxVector c[4][kPhiloxVectors];
      for (int i = 0; i < kPhiloxVectors; ++i) {
        const PhiloxVector product0 = philox_multiply(path, multiplier0);
        const PhiloxVector c2 = philox_xor(philox_high(product0), first_c2, none);
        const PhiloxVector product1 = philox_multiply(c2, multiplier1);
        c[0][i] = philox_xor(philox_high(product1), second_c0, none);
        c[1][i] = product1;
        c[2][i] = philox_xor(product0, second_c2, none);
        c[3][i] = second_c3;
        path = philox_add(path, philox_set(kPhiloxLanes));
      }
      philox_rounds(key, kPhiloxRounds - 2, c);
      for (int word = 0; word < 4; ++word)
        for (int i = 0; i < kPhiloxVectors; ++i)
          philox_store(words + word * count + done + i * kPhiloxLanes, c[word][i]);
    }
  }
#endif
  philox_rows_by_lane(key, first_path, period_block, index, done, count, words);
}

/// The first two words for a list of (lane, index): counter {path low, path high, 0, indexes[i]}
/// with path = first_path + lanes[i], for i in [0, count). Writes nothing beyond w0[count - 1].
static inline void philox_list(std::uint64_t key, std::uint64_t first_path,
                               const std::uint32_t* lanes, const std::uint32_t* indexes, int count,
                               std::uint32_t* w0, std::uint32_t* w1) {
  int done = 0;
#if defined(__SSE2__)
  const int step = kPhiloxLanes * kPhiloxVectors;
  const PhiloxVector path = philox_set(first_path);
  for (; done + step <= count; done += step) {
    PhiloxVector c[4][kPhiloxVectors];
    for (int i = 0; i < kPhiloxVectors; ++i) {
      c[0][i] = philox_add(path, philox_load(lanes + done + i * kPhiloxLanes));
      c[1][i] = philox_high(c[0][i]);
      c[2][i] = philox_set(0);
      c[3][i] = philox_load(indexes + done + i * kPhiloxLanes);
    }
    philox_rounds(key, kPhiloxRounds, c);
    for (int i = 0; i < kPhiloxVectors; ++i) {
      philox_store(w0 + done + i * kPhiloxLanes, c[0][i]);
      philox_store(w1 + done + i * kPhiloxLanes, c[1][i]);
    }
  }
#endif
  const std::uint32_t halves[2] = {static_cast<std::uint32_t>(key),
                                   static_cast<std::uint32_t>(key >> 32)};
  for (; done < count; ++done) {
    const std::uint64_t path_of_entry = first_path + lanes[done];
    const std::uint32_t counter[4] = {static_cast<std::uint32_t>(path_of_entry),
                                      static_cast<std::uint32_t>(path_of_entry >> 32), 0,
                                      indexes[done]};
    std::uint32_t words[4];
    philox4x32(counter, halves, words);
    w0[done] = words[0];
    w1[done] = words[1];
  }
}

}  // namespace landfall::random
