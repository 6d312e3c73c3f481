// What a sampler makes of the numbers that a path draws once, and of the sums of its shocks.
#pragma once

#include "random/sampler.hpp"
#include "simulate/block_setup.hpp"

namespace landfall::simulate {

/// What each path of the block begins with as its leading sums: standard normal numbers, spread by
/// the sampler.
static inline void start_leading_sums(const BlockContext* block) {
  const KernelPlan* plan = block->plan;
  if (plan->leading == nullptr) return;
  double* __restrict u = scratch(block, 0);
  double* __restrict v = scratch(block, 1);
  for (int i = 0; i < plan->shock_count; ++i) {
    if (is_taken(plan->shock_taken, i)) continue;
    const ShockStep* shock = &plan->shocks[i];
    for (int sum = 0; sum < kLeading; ++sum) {
      const std::uint32_t* directions =
          shock->directions == nullptr ? nullptr : shock->directions + sum * random::kDirections;
      path_uniforms(block, shock->key, static_cast<std::uint32_t>(sum + 1), directions, u, v);
      double* __restrict left = row_of(block, shock->leading + sum);
      for (int lane = 0; lane < kWidth; ++lane)
        left[lane] = maths::normal_quantile(u[lane], v[lane]);
    }
  }
}

/// Turn a tile of independent shocks into shocks with the leading sums that were drawn; they stay
/// independent standard normal numbers.
static inline void lead_shocks(const BlockContext* block, const ShockStep* shock, int first) {
  const KernelPlan* plan = block->plan;
  for (int j = 0; j < kTile && first + j < plan->periods; ++j) {
    const LeadingStep step = plan->leading[first + j];
    double* __restrict z = row_of(block, shock->tile + j);
    double* __restrict left0 = row_of(block, shock->leading);
    double* __restrict left1 = row_of(block, shock->leading + 1);
    static_assert(kLeading == 2);
    for (int lane = 0; lane < kWidth; ++lane) {
      const double made =
          step.own * z[lane] + step.given[0] * left0[lane] + step.given[1] * left1[lane];
      left0[lane] -= step.weight[0] * made;
      left1[lane] -= step.weight[1] * made;
      z[lane] = made;
    }
  }
}

}  // namespace landfall::simulate
