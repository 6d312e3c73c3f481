// The kernel headers as a translation unit for AVX2 and FMA builds them.
#pragma once

#include <cstdint>

#include "random/marginal_kernel.hpp"

namespace landfall::test {

/// Whether they were built and this machine runs them.
bool has_avx2_lanes();

void avx2_philox_rows(std::uint64_t key, std::uint64_t first_path, std::uint32_t period_block,
                      std::uint32_t index, std::uint32_t* words);
void avx2_philox_list(std::uint64_t key, std::uint64_t first_path, const std::uint32_t* lanes,
                      const std::uint32_t* indexes, int count, std::uint32_t* w0,
                      std::uint32_t* w1);
void avx2_box_muller(const std::uint32_t* wa, const std::uint32_t* wb, double* za, double* zb);
void avx2_draw(const random::MarginalKernel& kernel, const double* u, const double* v, double* x,
               int count);
void avx2_draw_from_score(const random::MarginalKernel& kernel, const double* z, double* x,
                          int count);

}  // namespace landfall::test
