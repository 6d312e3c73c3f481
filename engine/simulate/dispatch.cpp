#include "simulate/dispatch.hpp"

#include <cstdlib>

#include "base/diagnostic.hpp"

namespace landfall::simulate {

void simulate_block_baseline(const KernelPlan&, std::uint64_t, BlockMemory&);
#ifdef LANDFALL_HAS_AVX2
void simulate_block_avx2(const KernelPlan&, std::uint64_t, BlockMemory&);
#endif

Kernels choose_kernels() {
#if defined(__ARM_FEATURE_FMA)
  const bool emulated = false;
#else
  const bool emulated = true;
#endif
  const Kernels baseline{simulate_block_baseline, "baseline", emulated};
  const char* asked = std::getenv("LANDFALL_KERNELS");
  const std::string name = asked == nullptr ? "" : asked;
  if (name == "baseline") return baseline;
#ifdef LANDFALL_HAS_AVX2
  const bool here = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  if (here && (name.empty() || name == "avx2")) return {simulate_block_avx2, "avx2", false};
  if (name == "avx2")
    throw WorldError("LANDFALL_KERNELS=avx2: this processor has no AVX2 with FMA");
#endif
  if (!name.empty())
    throw WorldError("LANDFALL_KERNELS=" + name + " is unknown: baseline or avx2 are allowed");
  return baseline;
}

}  // namespace landfall::simulate
