// The kernel headers, built here for AVX2 and FMA whatever the rest of the program is built for.
// The pragmas reach functions only, so the compiler's macros are set by hand; and nothing but our
// own headers may follow them, or templates that the rest of the program shares would hold AVX2
// code.
#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC target("avx2,fma")
#endif
#if !defined(__AVX2__)
#define __AVX2__ 1
#endif
#if !defined(__FMA__)
#define __FMA__ 1
#endif
#endif

#include "random/avx2_lanes.hpp"

#include "random/normals.hpp"
#include "random/philox.hpp"

namespace landfall::test {

bool has_avx2_lanes() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
  return false;
#endif
}

void avx2_philox_rows(std::uint64_t key, std::uint64_t first_path, std::uint32_t period_block,
                      std::uint32_t index, std::uint32_t* words) {
  random::philox_rows(key, first_path, period_block, index, kLanes, words);
}

void avx2_philox_list(std::uint64_t key, std::uint64_t first_path, const std::uint32_t* lanes,
                      const std::uint32_t* indexes, int count, std::uint32_t* w0,
                      std::uint32_t* w1) {
  random::philox_list(key, first_path, lanes, indexes, count, w0, w1);
}

void avx2_box_muller(const std::uint32_t* wa, const std::uint32_t* wb, double* za, double* zb) {
  random::box_muller(wa, wb, kLanes, za, zb);
}

void avx2_draw(const random::MarginalKernel& kernel, const double* u, const double* v, double* x,
               int count) {
  random::draw_marginal(kernel, u, v, x, count);
}

void avx2_draw_from_score(const random::MarginalKernel& kernel, const double* z, double* x,
                          int count) {
  random::draw_marginal_from_score(kernel, z, x, count);
}

}  // namespace landfall::test

#if defined(__clang__) && defined(__x86_64__)
#pragma clang attribute pop
#endif
