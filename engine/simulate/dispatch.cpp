#include "simulate/dispatch.hpp"

#include <cstdlib>

#include "base/diagnostic.hpp"

namespace landfall::simulate {

void simulate_block_baseline(const KernelPlan* const*, BlockMemory*, int, std::uint64_t);
#ifdef LANDFALL_HAS_X86_KERNELS
void simulate_block_avx2(const KernelPlan* const*, BlockMemory*, int, std::uint64_t);
void simulate_block_avx512(const KernelPlan* const*, BlockMemory*, int, std::uint64_t);
#endif

std::vector<Kernels> built_kernels() {
#if defined(__ARM_FEATURE_FMA)
  const bool emulated = false;
#else
  const bool emulated = true;
#endif
  std::vector<Kernels> all = {{simulate_block_baseline, "baseline", emulated, true}};
#ifdef LANDFALL_HAS_X86_KERNELS
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") &&
                      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vl");
  all.push_back({simulate_block_avx2, "avx2", false, avx2});
  all.push_back({simulate_block_avx512, "avx512", false, avx512});
#endif
  return all;
}

Kernels choose_kernels() {
  const std::vector<Kernels> all = built_kernels();
  const char* asked = std::getenv("LANDFALL_KERNELS");
  const std::string name = asked == nullptr ? "" : asked;
  std::string names;
  Kernels chosen;
  for (const Kernels& kernels : all) {
    names += (names.empty() ? "" : ", ") + kernels.name;
    if (name.empty() ? kernels.runs_here : kernels.name == name) chosen = kernels;
  }
  if (chosen.simulate_block == nullptr)
    throw WorldError("LANDFALL_KERNELS=" + name + " is unknown; allowed: " + names);
  if (!chosen.runs_here)
    throw WorldError("LANDFALL_KERNELS=" + name +
                     ": this processor has no such instructions; leave it unset");
  return chosen;
}

}  // namespace landfall::simulate
