// Which compilation of the kernels runs on this machine. All give the same bytes.
#pragma once

#include <string>
#include <vector>

#include "simulate/plan.hpp"

namespace landfall::simulate {

struct Kernels {
  SimulateBlock simulate_block = nullptr;
  std::string name;              ///< "baseline", "avx2", "avx512"
  bool fma_is_emulated = false;  ///< no FMA hardware: the same bytes, far slower
  bool runs_here = false;        ///< this processor has the instructions
};

/// Every set that this program carries, from the slowest to the fastest.
std::vector<Kernels> built_kernels();

/// The fastest set that this processor has, or the one that the environment variable
/// LANDFALL_KERNELS names. Throws WorldError for a name that does not exist or cannot run here.
Kernels choose_kernels();

}  // namespace landfall::simulate
