// Which compilation of the kernels runs on this machine. All give the same bytes.
#pragma once

#include <string>

#include "simulate/plan.hpp"

namespace landfall::simulate {

struct Kernels {
  SimulateBlock simulate_block = nullptr;
  std::string name;              ///< "avx2", "baseline"
  bool fma_is_emulated = false;  ///< no FMA hardware: the same bytes, far slower
};

/// The fastest set that this processor has, or the one that the environment variable
/// LANDFALL_KERNELS names (baseline or avx2). Throws WorldError for a name that does not exist or
/// cannot run here.
Kernels choose_kernels();

}  // namespace landfall::simulate
