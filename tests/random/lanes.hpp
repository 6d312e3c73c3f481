// The kernel headers as the kernels of one instruction set have them.
#pragma once

#include <cstdint>

#include "random/marginal_kernel.hpp"

namespace landfall::test {

/// Functions of random/ that lanes.cpp holds, compiled for one set. Nothing of it may run before
/// the processor has been asked.
struct Lanes {
  void (*philox_rows)(std::uint64_t key, std::uint64_t first_path, std::uint32_t period_block,
                      std::uint32_t index, int count, std::uint32_t* words);
  void (*philox_list)(std::uint64_t key, std::uint64_t first_path, const std::uint32_t* lanes,
                      const std::uint32_t* indexes, int count, std::uint32_t* w0,
                      std::uint32_t* w1);
  void (*box_muller)(const std::uint32_t* wa, const std::uint32_t* wb, int count, double* za,
                     double* zb);
  void (*draw)(const random::MarginalKernel& kernel, const double* u, const double* v, double* x,
               int count);
  void (*draw_from_score)(const random::MarginalKernel& kernel, const double* z, double* x,
                          int count);
};

#ifdef LANDFALL_HAS_X86_KERNELS
extern const Lanes lanes_avx2, lanes_avx512;
#endif

}  // namespace landfall::test
